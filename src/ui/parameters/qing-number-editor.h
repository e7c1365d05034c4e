/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-parameter-editor.h"

G_BEGIN_DECLS

/* QingNumberEditor: a number or a whole number, with a scale where its range is one that a hand
 * can point into. Empty is unset. */
#define QING_TYPE_NUMBER_EDITOR (qing_number_editor_get_type ())
G_DECLARE_FINAL_TYPE (QingNumberEditor, qing_number_editor, QING, NUMBER_EDITOR, GtkWidget)

GtkWidget *qing_number_editor_new (const QingParameterSpec *spec);

G_END_DECLS
