/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-parameter-editor.h"

G_BEGIN_DECLS

/* QingTextEditor: a text, a list with one entry a line, or JSON. Empty is unset. */
#define QING_TYPE_TEXT_EDITOR (qing_text_editor_get_type ())
G_DECLARE_FINAL_TYPE (QingTextEditor, qing_text_editor, QING, TEXT_EDITOR, GtkWidget)

GtkWidget *qing_text_editor_new (const QingParameterSpec *spec);

G_END_DECLS
