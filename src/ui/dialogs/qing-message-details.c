/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-details.h"

#include "qing-cost.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingMessageDetails
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *general;
  AdwPreferencesGroup *tokens;
  AdwPreferencesGroup *times;
  AdwPreferencesGroup *costs;

  GString *text;
};

G_DEFINE_FINAL_TYPE (QingMessageDetails, qing_message_details, ADW_TYPE_WINDOW)

/* A row whose value can be selected and copied; none for what is not known. */
static void
add_row (QingMessageDetails *self, AdwPreferencesGroup *group, const char *title, const char *value)
{
  GtkWidget *row;
  GtkWidget *label;

  if (value == NULL || *value == '\0')
    return;
  row = adw_action_row_new ();
  label = qing_widget_new_value_label (value);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  g_string_append_printf (self->text, "%s\t%s\n", title, value);
}

static void
add_count (QingMessageDetails *self, const char *title, gint64 count)
{
  g_autofree char *value = g_strdup_printf ("%'" G_GINT64_FORMAT, count);

  if (count >= 0)
    add_row (self, self->tokens, title, value);
}

/* Zero says nothing here: most answers have neither pictures nor thoughts. */
static void
add_positive (QingMessageDetails *self, const char *title, gint64 count)
{
  if (count > 0)
    add_count (self, title, count);
}

static void
add_seconds (QingMessageDetails *self, const char *title, gint64 microseconds)
{
  /* Translators: a time in seconds. */
  g_autofree char *value = g_strdup_printf (_ ("%.2f s"), (double) microseconds / G_USEC_PER_SEC);

  if (microseconds >= 0)
    add_row (self, self->times, title, value);
}

static char *
describe_time (gint64 created)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (created / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%c") : NULL;
}

static const char *
describe_reason (const char *reason)
{
  if (g_strcmp0 (reason, "stop") == 0)
    return _ ("The answer is complete");
  if (g_strcmp0 (reason, "length") == 0)
    return _ ("The limit of tokens was reached");
  if (g_strcmp0 (reason, "tool_calls") == 0)
    return _ ("A tool was called");
  if (g_strcmp0 (reason, "content_filter") == 0)
    return _ ("The server’s content filter");
  return reason;
}

static void
fill_tokens (QingMessageDetails *self, const QingUsage *usage)
{
  if (usage == NULL)
    return;
  add_count (self, _ ("Read"), usage->prompt);
  add_positive (self, _ ("of them from the cache"), usage->cached);
  add_positive (self, _ ("of them pictures"), usage->prompt_image);
  add_positive (self, _ ("of them video"), usage->prompt_video);
  add_positive (self, _ ("of them sound"), usage->prompt_audio);
  add_count (self, _ ("Written"), usage->completion);
  add_positive (self, _ ("of them thinking"), usage->reasoning);
  add_positive (self, _ ("of them speech"), usage->completion_audio);
}

static void
fill_times (QingMessageDetails *self, const QingUsage *usage, const QingTiming *timing)
{
  double speed;
  g_autofree char *value = NULL;

  if (timing == NULL)
    return;
  add_seconds (self, _ ("Until the first token"), timing->first_token);
  add_seconds (self, _ ("In all"), timing->finished);
  speed = usage != NULL ? qing_usage_get_speed (usage, timing) : 0;
  value = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%.1f token a second",
                                        "%.1f tokens a second", (gulong) speed),
                           speed);
  if (speed > 0)
    add_row (self, self->times, _ ("Speed"), value);
}

static void
fill (QingMessageDetails *self, QingMessage *message)
{
  const QingUsage *usage = qing_message_get_usage (message);
  g_autofree char *time = describe_time (qing_message_get_created (message));

  add_row (self, self->general, _ ("Model"), qing_message_get_model (message));
  add_row (self, self->general, _ ("Time"), time);
  add_row (self, self->general, _ ("Ended Because"),
           describe_reason (qing_message_get_finish_reason (message)));
  add_row (self, self->general, _ ("Request ID"), qing_message_get_request_id (message));
  fill_tokens (self, usage);
  fill_times (self, usage, qing_message_get_timing (message));
}

/* Nothing where the price is not known. */
static void
fill_cost (QingMessageDetails *self,
           QingEngine *engine,
           QingConversation *conversation,
           QingMessage *message)
{
  QingCatalogue *catalogue = qing_engine_get_catalogue (engine);
  QingAccount *account =
    qing_engine_get_account (engine, qing_conversation_get_account (conversation));
  g_autofree char *one = NULL;
  g_autofree char *list = NULL;
  g_autofree char *all = NULL;
  g_autofree char *title = NULL;
  QingCost cost;
  guint n_unknown;

  if (!qing_cost_of_message (catalogue, account, message, &cost))
    return;
  one = qing_cost_format (&cost);
  list = qing_cost_describe (&cost);
  add_row (self, self->costs, _ ("This Request"), one);
  adw_preferences_group_set_description (self->costs, list);
  if (!qing_cost_of_conversation (catalogue, account, conversation, &cost, &n_unknown))
    return;
  all = qing_cost_format (&cost);
  if (n_unknown > 0)
    title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "Whole Conversation, without %u Answer of Unknown Price",
                                          "Whole Conversation, without %u Answers of Unknown Price",
                                          n_unknown),
                             n_unknown);
  add_row (self, self->costs, title != NULL ? title : _ ("Whole Conversation"), all);
}

static void
qing_message_details_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), QING_TYPE_MESSAGE_DETAILS);

  G_OBJECT_CLASS (qing_message_details_parent_class)->dispose (object);
}

static void
qing_message_details_finalize (GObject *object)
{
  g_string_free (QING_MESSAGE_DETAILS (object)->text, TRUE);

  G_OBJECT_CLASS (qing_message_details_parent_class)->finalize (object);
}

static void
qing_message_details_class_init (QingMessageDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_message_details_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_message_details_finalize;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-message-details.ui");
  gtk_widget_class_bind_template_child (widget_class, QingMessageDetails, general);
  gtk_widget_class_bind_template_child (widget_class, QingMessageDetails, tokens);
  gtk_widget_class_bind_template_child (widget_class, QingMessageDetails, times);
  gtk_widget_class_bind_template_child (widget_class, QingMessageDetails, costs);
}

static void
qing_message_details_init (QingMessageDetails *self)
{
  self->text = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
qing_message_details_show (GtkWidget *parent,
                           QingEngine *engine,
                           QingConversation *conversation,
                           QingMessage *message)
{
  QingMessageDetails *self = g_object_new (QING_TYPE_MESSAGE_DETAILS, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  fill (self, message);
  fill_cost (self, engine, conversation, message);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

char *
qing_message_details_dup_text (QingMessageDetails *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE_DETAILS (self), NULL);

  return g_strdup (self->text->str);
}
