/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-status.h"

#include "qing-fault-card.h"
#include "qing-pulse.h"

#include <glib/gi18n.h>

struct _QingMessageStatus
{
  GtkWidget parent_instance;

  QingMessage *message;
  QingStatusKind kind;
  GtkWidget *label; /* that counts down, or NULL */
  guint source;
};

G_DEFINE_FINAL_TYPE (QingMessageStatus, qing_message_status, GTK_TYPE_WIDGET)

/* Returns: what has to be said about @message. */
QingStatusKind
qing_message_status_get_kind (QingMessage *message)
{
  gsize text = 0;
  gsize reasoning = 0;

  if (qing_message_get_role (message) != QING_ROLE_ASSISTANT)
    return QING_STATUS_NONE;
  qing_message_get_text (message, &text);
  qing_message_get_reasoning (message, &reasoning);
  switch (qing_message_get_state (message))
    {
    case QING_MESSAGE_WAITING:
    case QING_MESSAGE_STREAMING:
      if (qing_message_get_retry_at (message) > 0)
        return QING_STATUS_RETRYING;
      return text + reasoning == 0 ? QING_STATUS_WAITING : QING_STATUS_NONE;
    case QING_MESSAGE_STOPPED:
      return QING_STATUS_STOPPED;
    case QING_MESSAGE_INTERRUPTED:
      return QING_STATUS_INTERRUPTED;
    case QING_MESSAGE_FAILED:
      return qing_message_get_retry_at (message) > 0 ? QING_STATUS_RETRYING : QING_STATUS_FAILED;
    case QING_MESSAGE_COMPLETE:
    default:
      return g_strcmp0 (qing_message_get_finish_reason (message), "length") == 0
               ? QING_STATUS_LENGTH
               : QING_STATUS_NONE;
    }
}

static char *
dup_countdown (QingMessage *message)
{
  const QingFault *fault = qing_message_get_fault (message);
  gint64 left = qing_message_get_retry_at (message) - g_get_monotonic_time ();
  int seconds = (int) MAX (0, (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  g_autofree char *when = NULL;

  when = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Next try in %d second.",
                                       "Next try in %d seconds.", (gulong) seconds),
                          seconds);
  if (fault == NULL || fault->summary == NULL)
    return g_steal_pointer (&when);
  return g_strdup_printf ("%s %s", fault->summary, when);
}

static gboolean
countdown_cb (gpointer data)
{
  QingMessageStatus *self = data;
  g_autofree char *text = dup_countdown (self->message);

  gtk_label_set_text (GTK_LABEL (self->label), text);
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
add_label (GtkWidget *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "status-text");
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_button (QingMessageStatus *self, GtkWidget *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    qing_message_get_uid (self->message));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "status-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_retrying (QingMessageStatus *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = dup_countdown (self->message);

  self->label = add_label (box, text);
  add_button (self, buttons, _ ("Retry Now"), "message.retry");
  add_button (self, buttons, _ ("Cancel"), "message.stop");
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "status-card");
  self->source = g_timeout_add (500, countdown_cb, self);
  return box;
}

static GtkWidget *
make_line (QingMessageStatus *self, const char *text, gboolean can_continue, gboolean can_retry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  add_label (box, text);
  if (can_continue)
    add_button (self, box, _ ("Continue"), "message.continue");
  if (can_retry)
    add_button (self, box, _ ("Retry"), "message.retry");
  return box;
}

static GtkWidget *
make_content (QingMessageStatus *self)
{
  gsize length = 0;

  qing_message_get_text (self->message, &length);
  switch (self->kind)
    {
    case QING_STATUS_RETRYING:
      return make_retrying (self);
    case QING_STATUS_STOPPED:
      return make_line (self, C_ ("state of an answer", "Stopped"), length > 0, length == 0);
    case QING_STATUS_INTERRUPTED:
      return make_line (self, C_ ("state of an answer", "Interrupted"), length > 0, TRUE);
    case QING_STATUS_FAILED:
      return qing_fault_card_new (self->message);
    case QING_STATUS_LENGTH:
      return make_line (self, _ ("Stopped at the length limit"), TRUE, FALSE);
    case QING_STATUS_NONE:
    case QING_STATUS_WAITING:
    default:
      {
        GtkWidget *pulse = qing_pulse_new ();

        gtk_widget_set_margin_top (pulse, 8);
        gtk_widget_set_margin_bottom (pulse, 8);
        gtk_widget_set_halign (pulse, GTK_ALIGN_START);
        return pulse;
      }
    }
}

static void
qing_message_status_dispose (GObject *object)
{
  QingMessageStatus *self = QING_MESSAGE_STATUS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_handle_id (&self->source, g_source_remove);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (qing_message_status_parent_class)->dispose (object);
}

static void
qing_message_status_class_init (QingMessageStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_message_status_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "messagestatus");
}

static void
qing_message_status_init (QingMessageStatus *self)
{
}

/* @kind: what to say; see qing_message_status_get_kind() */
GtkWidget *
qing_message_status_new (QingMessage *message, QingStatusKind kind)
{
  QingMessageStatus *self = g_object_new (QING_TYPE_MESSAGE_STATUS, NULL);

  self->message = g_object_ref (message);
  self->kind = kind;
  gtk_widget_set_parent (make_content (self), GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

QingStatusKind
qing_message_status_get_shown (QingMessageStatus *self)
{
  return self->kind;
}
