/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-parameter-editor.h"

G_BEGIN_DECLS

/* QingChoiceEditor: a switch of three states (default, on, off), or one of several words. */
#define QING_TYPE_CHOICE_EDITOR (qing_choice_editor_get_type ())
G_DECLARE_FINAL_TYPE (QingChoiceEditor, qing_choice_editor, QING, CHOICE_EDITOR, GtkWidget)

GtkWidget *qing_choice_editor_new (const QingParameterSpec *spec);

G_END_DECLS
