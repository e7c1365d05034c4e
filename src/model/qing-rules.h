/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-ruling.h"

G_BEGIN_DECLS

/* What the rules look at: everything is derived once, before any rule runs. */
typedef struct
{
  QingPurpose purpose;
  QingModelInfo *model;
  QingParameters *parameters;
  GPtrArray *messages; /* nullable */
  QingFeatures features;
  gboolean has_tools;
  gboolean dashscope;
  gboolean known;
  gboolean thinking;
  gboolean streaming;
  gboolean search;
  GPtrArray *words; /* owns the reasons that had to be made */
} QingSituation;

/* A rule narrows @rule: it is called with the row's own range, offered, and the user's value as
 * what would be sent. */
typedef void (*QingRuleFunc) (const QingSituation *situation, QingRule *rule);

QingRuleFunc qing_rules_get (QingParameterId id);
/* Whether the row is one of DashScope's own, which other servers refuse. */
gboolean qing_rules_is_extension (QingParameterId id);

gboolean qing_situation_has (const QingSituation *self, QingFeatures feature);
gboolean qing_situation_get_switch (const QingSituation *self, QingParameterId id);
gboolean qing_situation_is_set (const QingSituation *self, QingParameterId id);
gboolean qing_situation_is_family (const QingSituation *self, const char *const *families);
/* The strategy that a search would use; NULL for the server's own default. */
const char *qing_situation_get_strategy (const QingSituation *self);

G_END_DECLS
