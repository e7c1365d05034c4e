/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-edit-dialog.h"

#include "qing-soft-breaks.h"

#include <glib/gi18n.h>

struct _QingEditDialog
{
  AdwWindow parent_instance;

  GtkTextView *view;
  GtkLabel *hint;
  GtkButton *accept_button;

  QingEngine *engine;
  QingConversation *conversation;
  QingMessage *message;
};

G_DEFINE_FINAL_TYPE (QingEditDialog, qing_edit_dialog, ADW_TYPE_WINDOW)

static gboolean
is_question (QingEditDialog *self)
{
  return qing_message_get_role (self->message) == QING_ROLE_USER;
}

static char *
dup_text (QingEditDialog *self)
{
  return qing_soft_breaks_dup_text (gtk_text_view_get_buffer (self->view));
}

static void
changed_cb (QingEditDialog *self)
{
  g_autofree char *text = dup_text (self);
  gboolean blank = *g_strstrip (text) == '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), !blank);
}

static void
accept_cb (QingEditDialog *self)
{
  g_autofree char *text = dup_text (self);

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->accept_button)))
    return;
  if (is_question (self))
    qing_engine_edit_and_send (self->engine, self->conversation, self->message, text);
  else if (g_strcmp0 (text, qing_message_get_text (self->message, NULL)) != 0)
    qing_engine_edit (self->engine, self->conversation, self->message, text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  accept_cb (QING_EDIT_DIALOG (widget));
}

static void
qing_edit_dialog_dispose (GObject *object)
{
  QingEditDialog *self = QING_EDIT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), QING_TYPE_EDIT_DIALOG);
  g_clear_object (&self->engine);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (qing_edit_dialog_parent_class)->dispose (object);
}

static void
qing_edit_dialog_class_init (QingEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_edit_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "edit.accept", NULL, accept_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "edit.accept", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "edit.accept", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, QingEditDialog, view);
  gtk_widget_class_bind_template_child (widget_class, QingEditDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, QingEditDialog, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
qing_edit_dialog_init (QingEditDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qing_soft_breaks_attach (gtk_text_view_get_buffer (self->view));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
qing_edit_dialog_show (GtkWidget *parent,
                       QingEngine *engine,
                       QingConversation *conversation,
                       QingMessage *message)
{
  QingEditDialog *self = g_object_new (QING_TYPE_EDIT_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->engine = g_object_ref (engine);
  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  gtk_window_set_title (GTK_WINDOW (self),
                        is_question (self) ? _ ("Edit Question") : _ ("Edit Answer"));
  gtk_label_set_text (self->hint,
                      is_question (self)
                        ? _ ("The changed question is asked anew; the old one is kept beside it.")
                        : _ ("The changed answer is kept beside the old one."));
  gtk_button_set_label (self->accept_button, is_question (self) ? _ ("_Send") : _ ("_Save"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view),
                            qing_message_get_text (message, NULL), -1);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return GTK_WIDGET (self);
}
