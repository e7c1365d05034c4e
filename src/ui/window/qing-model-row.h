/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-model-info.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingModelRow: a model in the picker: its name and what it can do.
 *
 * Properties: model (nullable), current (it is the conversation's model).
 */
#define QING_TYPE_MODEL_ROW (qing_model_row_get_type ())
G_DECLARE_FINAL_TYPE (QingModelRow, qing_model_row, QING, MODEL_ROW, GtkWidget)

GtkWidget *qing_model_row_new (void);
QingModelInfo *qing_model_row_get_model (QingModelRow *self);
void qing_model_row_set_model (QingModelRow *self, QingModelInfo *model);
void qing_model_row_set_current (QingModelRow *self, gboolean current);

/* (transfer full): "1M", "256K"; NULL when the context is not known. */
char *qing_model_dup_context_label (QingModelInfo *model);
/* Whether every word of @query is in the id or the name, whatever its case. */
gboolean qing_model_matches (QingModelInfo *model, const char *query);

G_END_DECLS
