/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-parameters.h"
#include "qing-ruling.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingParameterEditor: a widget that shows and changes one value of a kind.
 *
 * Signals: "edited" (GVariant, nullable): the user set the value, or unset it with %NULL.
 */
#define QING_TYPE_PARAMETER_EDITOR (qing_parameter_editor_get_type ())
G_DECLARE_INTERFACE (QingParameterEditor, qing_parameter_editor, QING, PARAMETER_EDITOR, GtkWidget)

struct _QingParameterEditorInterface
{
  GTypeInterface parent_iface;

  void (*update) (QingParameterEditor *self, const QingRule *rule, GVariant *value);
};

/* (transfer floating): the editor for the kind of @spec. */
GtkWidget *qing_parameter_editor_new (const QingParameterSpec *spec);
/* Shows @value, or the default when it is %NULL, in the bounds of @rule. Emits nothing. */
void
qing_parameter_editor_update (QingParameterEditor *self, const QingRule *rule, GVariant *value);

/* For implementations. @value (nullable) is consumed when floating. */
void qing_parameter_editor_emit_edited (QingParameterEditor *self, GVariant *value);

/* (transfer full) (nullable): a value in words: "On", "0.7", "a, b"; NULL for NULL. */
char *qing_parameter_describe_value (const QingParameterSpec *spec, GVariant *value);

G_END_DECLS
