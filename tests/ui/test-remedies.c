/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the buttons below a failed answer do. */

#include "qing-remedies.h"
#include "qing-server-preset.h"
#include "qing-test-window.h"

#include <string.h>

typedef struct
{
  QingTestWindow base;
  QingConversation *conversation;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  qing_test_window_set_up (&self->base, data);
  self->conversation = qing_engine_create_conversation (self->base.desk.engine);
  qing_window_set_conversation (self->base.window, self->conversation);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->conversation);
  qing_test_window_tear_down (&self->base, data);
}

typedef struct
{
  const char *action;
  GtkWidget *found;
} Search;

static void
match_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), search->action) == 0)
    search->found = widget;
}

static GtkButton *
find_button (Fixture *self, const char *action)
{
  Search search = { action, NULL };

  qing_test_settle (&self->base);
  qing_test_walk (GTK_WIDGET (self->base.window->page), match_cb, &search);
  return GTK_BUTTON (search.found);
}

static void
press (Fixture *self, const char *action, const char *label)
{
  GtkButton *button = find_button (self, action);

  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_button_get_label (button), ==, label);
  g_signal_emit_by_name (button, "clicked");
  qing_test_settle (&self->base);
}

/* Asks, and lets the answer fail. */
static QingMessage *
fail (Fixture *self, QingError code, QingFaultAction action, const char *parameter)
{
  QingFault *fault = qing_fault_new (code, "It went wrong.");

  fault->action = action;
  fault->parameter = g_strdup (parameter);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->conversation)) == 0)
    qing_desk_send (&self->base.desk, self->conversation, "Question");
  qing_scripted_call_take_fault (qing_desk_get_call (&self->base.desk), fault);
  qing_test_settle (&self->base);
  return qing_conversation_get_leaf (self->conversation);
}

static guint
count_calls (Fixture *self)
{
  return qing_scripted_provider_get_n_calls (self->base.desk.provider);
}

static gboolean
has_two_calls (gpointer user_data)
{
  return count_calls (user_data) == 2;
}

static void
test_parameter (Fixture *self, gconstpointer data)
{
  QingParameters *parameters = qing_conversation_get_parameters (self->conversation);

  qing_parameters_set (parameters, QING_PARAMETER_SEARCH_STRATEGY, g_variant_new_string ("max"));
  qing_parameters_set (parameters, QING_PARAMETER_TEMPERATURE, g_variant_new_double (0.5));
  fail (self, QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER,
        "search_options.search_strategy");
  press (self, "message.fault-action", "Send Without “Search strategy”");
  g_assert_false (qing_parameters_is_set (parameters, QING_PARAMETER_SEARCH_STRATEGY));
  g_assert_true (qing_parameters_is_set (parameters, QING_PARAMETER_TEMPERATURE));
  g_assert_cmpuint (count_calls (self), ==, 2);
}

/* It says when it tries again; that can be cancelled or cut short. */
static void
test_wait (Fixture *self, gconstpointer data)
{
  QingMessage *answer = fail (self, QING_ERROR_RATE, QING_FAULT_ACTION_WAIT, NULL);

  press (self, "message.fault-action", "Wait and Retry");
  g_assert_cmpint (qing_message_get_retry_at (answer), >, g_get_monotonic_time ());
  press (self, "message.stop", "Cancel");
  g_assert_cmpint (qing_message_get_retry_at (answer), ==, 0);
  g_assert_cmpuint (count_calls (self), ==, 1);

  press (self, "message.fault-action", "Wait and Retry");
  press (self, "message.retry", "Retry Now");
  g_assert_cmpint (qing_message_get_retry_at (answer), ==, 0);
  g_assert_cmpuint (count_calls (self), ==, 2);
}

/* The server's own time is kept, and then it asks by itself. */
static void
test_wait_over (Fixture *self, gconstpointer data)
{
  QingFault *fault = qing_fault_new (QING_ERROR_RATE, "Too many.");

  fault->action = QING_FAULT_ACTION_WAIT;
  fault->retry_after_ms = 20;
  qing_desk_send (&self->base.desk, self->conversation, "Question");
  qing_scripted_call_take_fault (qing_desk_get_call (&self->base.desk), fault);
  press (self, "message.fault-action", "Wait and Retry");
  qing_test_run_until (has_two_calls, self);
}

static void
test_inspection (Fixture *self, gconstpointer data)
{
  fail (self, QING_ERROR_CONTENT, QING_FAULT_ACTION_EDIT_MESSAGE, NULL);
  press (self, "message.delete", "Remove Message");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->conversation)), ==, 0);
}

static void
test_shorten (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  fail (self, QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, NULL);
  g_assert_nonnull (find_button (self, "message.edit"));
  press (self, "message.fault-action", "New Conversation");
  g_assert_true (qing_ruling_watch_get_conversation (self->base.window->watch) !=
                 self->conversation);
  text = qing_composer_dup_text (self->base.composer);
  g_assert_cmpstr (text, ==, "Question");
}

static void
test_attachment (Fixture *self, gconstpointer data)
{
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "a.png", "image/png");
  g_autoptr (GListStore) list = g_list_store_new (QING_TYPE_ATTACHMENT);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("bytes", 5);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;
  QingMessage *question;

  qing_attachment_set_bytes (attachment, bytes);
  g_list_store_append (list, attachment);
  qing_engine_send_async (self->base.desk.engine, self->conversation, "Look", G_LIST_MODEL (list),
                          NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  fail (self, QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, NULL);
  press (self, "message.fault-action", "Send Without Attachments");
  qing_test_run_until (has_two_calls, self);
  question = qing_conversation_get_root (self->conversation, 1);
  g_assert_cmpstr (qing_message_get_text (question, NULL), ==, "Look");
  g_assert_cmpuint (g_list_model_get_n_items (qing_message_get_attachments (question)), ==, 0);
  g_assert_true (qing_message_get_parent (qing_conversation_get_leaf (self->conversation)) ==
                 question);
}

static void
keep_uri_cb (QingRemedies *remedies, const char *uri, gpointer user_data)
{
  *(char **) user_data = g_strdup (uri);
}

/* The account's provider takes the money; a server that nobody knows has no such page. */
static void
test_billing (Fixture *self, gconstpointer data)
{
  QingRulingWatch *watch = self->base.window->watch;
  QingAccount *account = qing_ruling_watch_get_account (watch);
  g_autoptr (QingRemedies) remedies =
    qing_remedies_new (watch, self->base.composer, GTK_WIDGET (self->base.window));
  QingMessage *answer = fail (self, QING_ERROR_BALANCE, QING_FAULT_ACTION_OPEN_BILLING, NULL);
  GtkButton *button = find_button (self, "message.fault-action");
  g_autofree char *uri = NULL;

  g_assert_cmpstr (gtk_button_get_label (button), ==, "Open Billing Page");
  qing_account_set_base_url (account, qing_server_preset_get (0)->url);
  g_assert_nonnull (qing_account_get_billing_page (account));
  g_signal_connect (remedies, "open-uri", G_CALLBACK (keep_uri_cb), &uri);
  qing_remedies_apply (remedies, answer);
  g_assert_cmpstr (uri, ==, qing_account_get_billing_page (account));
  g_assert_cmpuint (count_calls (self), ==, 1);
}

static gboolean
is_preferences (gpointer window)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (window), "QingPreferencesWindow");
}

static GtkWindow *
find_preferences (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (windows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (is_preferences (window))
        return window;
    }
  return NULL;
}

static void
test_key (Fixture *self, gconstpointer data)
{
  fail (self, QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, NULL);
  g_assert_null (find_preferences ());
  press (self, "message.fault-action", "Edit Key…");
  g_assert_nonnull (find_preferences ());
  gtk_window_destroy (find_preferences ());
  qing_test_settle (&self->base);
  g_assert_cmpuint (count_calls (self), ==, 1);
}

static void
test_retry (Fixture *self, gconstpointer data)
{
  fail (self, QING_ERROR_SERVER, QING_FAULT_ACTION_RETRY, NULL);
  g_assert_null (find_button (self, "message.fault-action"));
  press (self, "message.retry", "Retry");
  g_assert_cmpuint (count_calls (self), ==, 2);
  /* No question is asked twice in the conversation. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->conversation)), ==, 2);
}

/* A picture is what is refused most often, but too much text is refused in the same words. */
static void
test_nothing_attached (Fixture *self, gconstpointer data)
{
  fail (self, QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, NULL);
  g_assert_cmpstr (gtk_button_get_label (find_button (self, "message.fault-action")), ==,
                   "Edit Message…");
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/remedies/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("parameter", test_parameter);
  ADD ("wait", test_wait);
  ADD ("wait-over", test_wait_over);
  ADD ("inspection", test_inspection);
  ADD ("shorten", test_shorten);
  ADD ("attachment", test_attachment);
  ADD ("billing", test_billing);
  ADD ("key", test_key);
  ADD ("retry", test_retry);
  ADD ("nothing-attached", test_nothing_attached);
#undef ADD
  return g_test_run ();
}
