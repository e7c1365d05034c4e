/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-ruling-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingModelPicker: the window's title: which model answers, and a choice of others.
 *
 * Properties: watch (whose conversation's model and account it shows and sets).
 * Signals: "chosen" (): the user chose a model or an account for the conversation.
 *  "answered" (const char *purpose, const char *id): the model that qing_model_picker_ask() was for.
 */
#define QING_TYPE_MODEL_PICKER (qing_model_picker_get_type ())
G_DECLARE_FINAL_TYPE (QingModelPicker, qing_model_picker, QING, MODEL_PICKER, GtkWidget)

void qing_model_picker_set_watch (QingModelPicker *self, QingRulingWatch *watch);
void qing_model_picker_open (QingModelPicker *self);
/* Opens the choice for something else than the model of the conversation. */
void qing_model_picker_ask (QingModelPicker *self, const char *purpose);
/* What the list shows for a search: of QingModelInfo, (transfer none). */
GListModel *qing_model_picker_get_found (QingModelPicker *self);
void qing_model_picker_set_search (QingModelPicker *self, const char *text);

G_END_DECLS
