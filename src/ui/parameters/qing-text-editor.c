/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-text-editor.h"

#include "qing-parameter-text.h"
#include "qing-soft-breaks.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

/* A text is taken over this long after the last key, or when the field is left. */
#define EDIT_DELAY_MS 500

struct _QingTextEditor
{
  GtkWidget parent_instance;

  GtkTextView *view;
  GtkLabel *placeholder;
  GtkLabel *note;

  const QingParameterSpec *spec;
  guint edit_id;
  gboolean updating;
};

static void qing_text_editor_editor_init (QingParameterEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingTextEditor,
                               qing_text_editor,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (QING_TYPE_PARAMETER_EDITOR,
                                                      qing_text_editor_editor_init))

static char *
dup_text (QingTextEditor *self)
{
  return qing_soft_breaks_dup_text (gtk_text_view_get_buffer (self->view));
}

static void
commit (QingTextEditor *self)
{
  g_autofree char *text = NULL;

  if (self->edit_id == 0)
    return;
  g_clear_handle_id (&self->edit_id, g_source_remove);
  text = dup_text (self);
  qing_parameter_editor_emit_edited (QING_PARAMETER_EDITOR (self),
                                     qing_parameter_text_parse (self->spec, text));
}

static gboolean
commit_cb (gpointer user_data)
{
  commit (user_data);
  return G_SOURCE_REMOVE;
}

/* Tells while it is written what is wrong with it. */
static void
update_note (QingTextEditor *self)
{
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  if (self->spec == NULL)
    return;
  text = dup_text (self);
  words = qing_parameter_text_check (self->spec, text);
  gtk_label_set_text (self->note, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), words != NULL);
}

static void
changed_cb (QingTextEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  update_note (self);

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder),
                          gtk_text_buffer_get_char_count (buffer) == 0);
  if (self->updating)
    return;
  g_clear_handle_id (&self->edit_id, g_source_remove);
  self->edit_id = g_timeout_add (EDIT_DELAY_MS, commit_cb, self);
}

static void
qing_text_editor_update (QingParameterEditor *editor, const QingRule *rule, GVariant *value)
{
  QingTextEditor *self = QING_TEXT_EDITOR (editor);
  g_autofree char *fallback = qing_parameter_describe_value (self->spec, rule->fallback);
  g_autofree char *text = qing_parameter_text_format (self->spec, value);
  g_autofree char *shown = dup_text (self);
  g_autoptr (GVariant) shown_value = NULL;

  gtk_label_set_text (self->placeholder,
                      fallback != NULL ? fallback : qing_parameter_text_get_hint (self->spec));
  /* What is being written is not touched by the news of itself: a list loses its empty lines only
   * when somebody else changed it. */
  if (self->edit_id != 0)
    return;
  shown_value = qing_parameter_text_parse (self->spec, shown);
  if (shown_value != NULL)
    g_variant_ref_sink (shown_value);
  if (shown_value != NULL && value != NULL && g_variant_equal (shown_value, value))
    return;
  self->updating = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text, -1);
  self->updating = FALSE;
}

static void
qing_text_editor_editor_init (QingParameterEditorInterface *iface)
{
  iface->update = qing_text_editor_update;
}

static gboolean
qing_text_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QING_TEXT_EDITOR (widget)->view));
}

static void
qing_text_editor_dispose (GObject *object)
{
  QingTextEditor *self = QING_TEXT_EDITOR (object);

  g_clear_handle_id (&self->edit_id, g_source_remove);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_TEXT_EDITOR);

  G_OBJECT_CLASS (qing_text_editor_parent_class)->dispose (object);
}

static void
qing_text_editor_class_init (QingTextEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_text_editor_dispose;
  widget_class->focus = qing_widget_focus_children;
  widget_class->grab_focus = qing_text_editor_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-text-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, QingTextEditor, view);
  gtk_widget_class_bind_template_child (widget_class, QingTextEditor, placeholder);
  gtk_widget_class_bind_template_child (widget_class, QingTextEditor, note);
  gtk_widget_class_bind_template_callback (widget_class, commit);
}

static void
qing_text_editor_init (QingTextEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qing_soft_breaks_attach (gtk_text_view_get_buffer (self->view));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
qing_text_editor_new (const QingParameterSpec *spec)
{
  QingTextEditor *self = g_object_new (QING_TYPE_TEXT_EDITOR, NULL);

  self->spec = spec;
  gtk_text_view_set_monospace (self->view, spec->kind == QING_PARAMETER_JSON);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_dgettext (GETTEXT_PACKAGE, spec->label), -1);
  return GTK_WIDGET (self);
}
