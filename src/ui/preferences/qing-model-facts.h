/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-model-info.h"

G_BEGIN_DECLS

/* What the catalogue knows of a model, in words. All are (transfer full) (nullable): NULL for what
 * is not known. */

/* One line for a list: "qwen3.6-plus · 1,000,000 tokens · thinks, sees pictures · from 2.00 CNY". */
char *qing_model_facts_dup_summary (QingModelInfo *model);
/* "65,536 tokens", or both numbers when thinking changes them. */
char *qing_model_facts_dup_tokens (gint64 count, gint64 while_thinking);
char *qing_model_facts_dup_modalities (QingModalities modalities);
char *qing_model_facts_dup_features (QingModelInfo *model);
const char *qing_model_facts_describe_thinking (QingThinking thinking);
char *qing_model_facts_dup_sampling (const QingSampling *sampling);
char *qing_model_facts_dup_pixels (const QingPixels *pixels);
/* "Up to 262,144 tokens", and what a million tokens cost there. */
char *qing_model_facts_dup_tier_title (const QingPrices *prices, guint tier);
char *qing_model_facts_dup_tier (const QingPrices *prices, guint tier);
/* The date in the way of the user's country; as it is when it is no date. */
char *qing_model_facts_dup_date (const char *iso_date);

G_END_DECLS
