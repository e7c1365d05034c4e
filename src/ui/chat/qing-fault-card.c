/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-fault-card.h"

#include "qing-parameters.h"

#include <glib/gi18n.h>

#define MAX_DETAIL_CHARACTERS 4000

struct _QingFaultCard
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *summary_label;
  GtkButton *action_button;
  GtkButton *other_button;
  GtkButton *retry_button;
  GtkWidget *details_button;
  GtkLabel *details_label;
};

G_DEFINE_FINAL_TYPE (QingFaultCard, qing_fault_card, GTK_TYPE_WIDGET)

/* Returns: (nullable): what the remedy's button says; %NULL when Retry is the remedy or none is. */
const char *
qing_fault_action_get_label (QingFaultAction action)
{
  switch (action)
    {
    case QING_FAULT_ACTION_EDIT_KEY:
      return _ ("Edit Key…");
    case QING_FAULT_ACTION_DROP_ATTACHMENT:
      return _ ("Send Without Attachments");
    case QING_FAULT_ACTION_SHORTEN:
      return _ ("New Conversation");
    case QING_FAULT_ACTION_EDIT_MESSAGE:
      return _ ("Edit Message…");
    case QING_FAULT_ACTION_RESET_PARAMETER:
      return _ ("Send Without the Setting");
    case QING_FAULT_ACTION_CHOOSE_MODEL:
      return _ ("Choose Model…");
    case QING_FAULT_ACTION_CONTINUE:
      return _ ("Continue");
    case QING_FAULT_ACTION_OPEN_BILLING:
      return _ ("Open Billing Page");
    case QING_FAULT_ACTION_WAIT:
      return _ ("Wait and Retry");
    case QING_FAULT_ACTION_NONE:
    case QING_FAULT_ACTION_RETRY:
    default:
      return NULL;
    }
}

static gboolean
has_attachments (QingMessage *message)
{
  for (QingMessage *at = message; at != NULL; at = qing_message_get_parent (at))
    if (g_list_model_get_n_items (qing_message_get_attachments (at)) > 0)
      return TRUE;
  return FALSE;
}

/* "Send Without “Temperature”" says more than that there is a setting. */
static char *
dup_action_label (const QingFault *fault, QingMessage *message)
{
  const QingParameterSpec *spec = NULL;

  /* Too much text is refused in the same words. */
  if (fault->action == QING_FAULT_ACTION_DROP_ATTACHMENT && !has_attachments (message))
    return g_strdup (qing_fault_action_get_label (QING_FAULT_ACTION_EDIT_MESSAGE));
  if (fault->action == QING_FAULT_ACTION_RESET_PARAMETER && fault->parameter != NULL)
    spec = qing_parameter_lookup (fault->parameter);
  if (spec != NULL)
    /* Translators: %s is the name of a parameter. */
    return g_strdup_printf (_ ("Send Without “%s”"), g_dgettext (GETTEXT_PACKAGE, spec->label));
  return g_strdup (qing_fault_action_get_label (fault->action));
}

static void
show_button (GtkButton *button, const char *label, const char *action, const char *uid)
{
  gtk_button_set_label (button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uid);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_visible (GTK_WIDGET (button), TRUE);
}

/* A second way out: a refused question can be removed, so that it does not spoil what follows; a
 * long one can be made shorter where it stands. */
static void
show_other_way (QingFaultCard *self, QingMessage *message, QingFaultAction action)
{
  QingMessage *question = qing_message_get_parent (message);

  if (question == NULL || qing_message_get_role (question) != QING_ROLE_USER)
    return;
  if (action == QING_FAULT_ACTION_EDIT_MESSAGE)
    show_button (self->other_button, _ ("Remove Message"), "message.delete",
                 qing_message_get_uid (question));
  else if (action == QING_FAULT_ACTION_SHORTEN)
    show_button (self->other_button, _ ("Edit Message…"), "message.edit",
                 qing_message_get_uid (question));
}

static void
add_detail (GString *details, const char *name, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  if (details->len > 0)
    g_string_append_c (details, '\n');
  if (name != NULL)
    g_string_append_printf (details, "%s: ", name);
  g_string_append (details, value);
}

/* Returns: everything that is known, for a report. It is untrusted and shown as plain text. */
static char *
dup_details (const QingFault *fault, const char *request_id)
{
  GString *details = g_string_new (NULL);
  g_autofree char *all = NULL;
  g_autofree char *status = NULL;

  if (fault->http_status > 0)
    status = g_strdup_printf ("%d", fault->http_status);
  add_detail (details, NULL, fault->detail);
  add_detail (details, _ ("Code"), fault->server_code);
  add_detail (details, _ ("Setting"), fault->parameter);
  add_detail (details, "HTTP", status);
  add_detail (details, _ ("Request"), fault->request_id != NULL ? fault->request_id : request_id);
  all = g_string_free (details, FALSE);
  return g_utf8_substring (all, 0, MIN (MAX_DETAIL_CHARACTERS, g_utf8_strlen (all, -1)));
}

static void
qing_fault_card_dispose (GObject *object)
{
  g_clear_pointer (&QING_FAULT_CARD (object)->content, gtk_widget_unparent);
  G_OBJECT_CLASS (qing_fault_card_parent_class)->dispose (object);
}

static void
qing_fault_card_class_init (QingFaultCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_fault_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/chat/qing-fault-card.ui");
  gtk_widget_class_bind_template_child (widget_class, QingFaultCard, content);
  gtk_widget_class_bind_template_child (widget_class, QingFaultCard, summary_label);
  gtk_widget_class_bind_template_child (widget_class, QingFaultCard, action_button);
  gtk_widget_class_bind_template_child (widget_class, QingFaultCard, other_button);
  gtk_widget_class_bind_template_child (widget_class, QingFaultCard, retry_button);
  gtk_widget_class_bind_template_child (widget_class, QingFaultCard, details_button);
  gtk_widget_class_bind_template_child (widget_class, QingFaultCard, details_label);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "faultcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
qing_fault_card_init (QingFaultCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @message: one that has failed */
GtkWidget *
qing_fault_card_new (QingMessage *message)
{
  QingFaultCard *self = g_object_new (QING_TYPE_FAULT_CARD, NULL);
  const QingFault *fault = qing_message_get_fault (message);
  const char *uid = qing_message_get_uid (message);
  g_autofree char *label = fault != NULL ? dup_action_label (fault, message) : NULL;

  gtk_label_set_text (self->summary_label, fault != NULL && fault->summary != NULL
                                             ? fault->summary
                                             : _ ("The answer failed."));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->retry_button), "s", uid);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->retry_button), "message.retry");
  if (label != NULL)
    {
      show_button (self->action_button, label, "message.fault-action", uid);
      show_other_way (self, message, fault->action);
    }
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->retry_button), "suggested-action");
  if (fault != NULL)
    {
      g_autofree char *details = dup_details (fault, qing_message_get_request_id (message));

      gtk_label_set_text (self->details_label, details);
      gtk_widget_set_visible (self->details_button, details[0] != '\0');
    }
  return GTK_WIDGET (self);
}
