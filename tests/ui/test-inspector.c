/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-inspector.h"
#include "qing-test-window.h"

#include <string.h>

#define KEY  "sk-0123456789abcdef"
#define BLOB 300000

/* What a provider tells at the end of the last request of @self. */
static void
tell_exchange (QingTestWindow *self, gsize n_log)
{
  g_autofree char *blob = g_strnfill (BLOB, 'Q');
  g_autofree char *text = g_strdup_printf (
    "{\"model\":\"qwen-plus\",\"messages\":[{\"url\":\"data:image/png;base64,%s\"}],"
    "\"temperature\":0.7}",
    blob);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (QingExchange) exchange =
    qing_exchange_new ("https://127.0.0.1/v1/chat/completions", body);
  static const char event[] = "data: {\"choices\":[{\"delta\":{\"content\":\"Good\"}}]}\n\n";
  static const char last[] =
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"new_detail\":7}}\n\ndata: [DONE]\n\n";
  QingTiming timing = QING_TIMING_INIT;

  qing_exchange_begin (exchange);
  qing_exchange_set_status (exchange, 503, "HTTP/2");
  qing_exchange_end_try (exchange, &timing, "The server is <busy>.", 1500);
  qing_exchange_begin (exchange);
  qing_exchange_add_header (exchange, QING_EXCHANGE_REQUEST, "Authorization", "Bearer " KEY);
  qing_exchange_set_status (exchange, 200, "HTTP/2");
  qing_exchange_add_header (exchange, QING_EXCHANGE_RESPONSE, "x-request-id", "id-1");
  for (gsize n = 0; n < n_log; n += strlen (event))
    qing_exchange_append (exchange, (const guint8 *) event, strlen (event));
  qing_exchange_append (exchange, (const guint8 *) last, strlen (last));
  timing.finished = 2 * G_USEC_PER_SEC;
  qing_exchange_end_try (exchange, &timing, NULL, 0);
  qing_exchange_end (exchange, KEY);
  qing_provider_tell_exchanged (QING_PROVIDER (self->desk.provider),
                                qing_scripted_call_get_request (qing_desk_get_call (&self->desk)),
                                exchange);
}

static QingConversation *
ask (QingTestWindow *self)
{
  QingConversation *conversation = qing_engine_create_conversation (self->desk.engine);

  qing_desk_send (&self->desk, conversation, "Question");
  qing_scripted_call_text (qing_desk_get_call (&self->desk), 0, "Good");
  return conversation;
}

static void
answer (QingTestWindow *self, gsize n_log)
{
  QingUsage usage = QING_USAGE_INIT;
  QingTiming timing = QING_TIMING_INIT;
  QingDelta delta = { QING_DELTA_USAGE };

  usage.prompt = 1234;
  usage.completion = 100;
  usage.reasoning = 40;
  usage.total = 1334;
  delta.usage = &usage;
  qing_scripted_call_send (qing_desk_get_call (&self->desk), &delta);
  timing.started = G_GINT64_CONSTANT (1700000000000000);
  timing.dns_done = 12000;
  timing.connected = 40000;
  timing.tls_done = 90500;
  timing.first_byte = 300000;
  timing.first_token = 301000;
  timing.answer_began = 1301000;
  timing.finished = 2301000;
  delta.kind = QING_DELTA_TIMING;
  delta.timing = &timing;
  qing_scripted_call_send (qing_desk_get_call (&self->desk), &delta);
  tell_exchange (self, n_log);
  qing_scripted_call_finish (qing_desk_get_call (&self->desk));
  qing_test_settle (self);
}

static void
assert_page (QingInspector *inspector, const char *page, const char *const *texts)
{
  g_autofree char *shown = qing_inspector_dup_text (inspector, page);

  g_assert_null (strstr (shown, KEY));
  for (guint i = 0; texts[i] != NULL; i++)
    if (strstr (shown, texts[i]) == NULL)
      g_error ("“%s” is not on the page “%s”: %s", texts[i], page, shown);
}

static void
close_inspector (QingTestWindow *self, GtkWidget *inspector)
{
  g_object_add_weak_pointer (G_OBJECT (inspector), (gpointer *) &inspector);
  gtk_window_destroy (GTK_WINDOW (inspector));
  qing_test_settle (self);
  g_assert_null (inspector);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_set (gpointer place)
{
  return *(char **) place != NULL;
}

static char *
copy (QingTestWindow *self, GtkWidget *inspector, const char *action)
{
  char *text = NULL;

  gtk_widget_activate_action (inspector, action, NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (inspector), NULL, text_read_cb, &text);
  qing_test_run_until (is_set, &text);
  return text;
}

static void
test_pages (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = ask (self);
  QingMessage *message = qing_conversation_get_leaf (conversation);
  GtkWidget *inspector;
  g_autofree char *request = NULL;
  g_autofree char *curl = NULL;
  g_autofree char *json = NULL;

  answer (self, 0);
  inspector =
    qing_inspector_show (GTK_WIDGET (self->window), self->desk.engine, conversation, message);
  qing_test_settle (self);
  assert_page (QING_INSPECTOR (inspector), "request",
               (const char *const[]){ "  \"temperature\": 0.7\n", "more characters", NULL });
  request = qing_inspector_dup_text (QING_INSPECTOR (inspector), "request");
  g_assert_cmpuint (strlen (request), <, 1000);
  assert_page (QING_INSPECTOR (inspector), "response",
               (const char *const[]){ "data: [DONE]", NULL });
  assert_page (QING_INSPECTOR (inspector), "timing",
               (const char *const[]){ "Finding the server (DNS)\t12 ms\n", "Connecting\t28 ms\n",
                                      "Encryption (TLS)\t50 ms\n", "Thinking\t1.00 s\n",
                                      "Waiting for the first byte\t210 ms\n", "In all\t2.30 s\n",
                                      "tokens a second", "Try 1\t503", "Try 2\t200", NULL });
  assert_page (QING_INSPECTOR (inspector), "usage",
               (const char *const[]){ "Tokens of the request\t1", "thinking\t40\n",
                                      "\"new_detail\": 7", NULL });
  qing_test_settle (self);

  /* What is copied is whole. */
  curl = copy (self, inspector, "inspector.copy-curl");
  g_assert_cmpuint (strlen (curl), >, BLOB);
  g_assert_nonnull (strstr (curl, "Bearer $DASHSCOPE_API_KEY"));
  g_assert_null (strstr (curl, KEY));
  json = copy (self, inspector, "inspector.copy-json");
  g_assert_cmpuint (strlen (json), >, BLOB);
  g_assert_null (strstr (json, KEY));
  close_inspector (self, inspector);
}

/* A window that is open before the answer is there shows it when it is. */
static void
test_running (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = ask (self);
  QingMessage *message = qing_conversation_get_leaf (conversation);
  GtkWidget *inspector =
    qing_inspector_show (GTK_WIDGET (self->window), self->desk.engine, conversation, message);

  assert_page (QING_INSPECTOR (inspector), "request",
               (const char *const[]){ "still coming", NULL });
  answer (self, 2 * 1024 * 1024);
  assert_page (QING_INSPECTOR (inspector), "request",
               (const char *const[]){ "\"model\": \"qwen-plus\"", NULL });
  assert_page (QING_INSPECTOR (inspector), "response",
               (const char *const[]){ "are left out here", "data: [DONE]", NULL });
  close_inspector (self, inspector);
}

/* Of another session there is only what was stored. */
static void
test_earlier (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  QingMessage *message = qing_conversation_get_leaf (conversation);
  GtkWidget *inspector;

  qing_message_set_request_id (message, "6f9<b>id</b>");
  inspector =
    qing_inspector_show (GTK_WIDGET (self->window), self->desk.engine, conversation, message);
  assert_page (QING_INSPECTOR (inspector), "request", (const char *const[]){ "memory only", NULL });
  assert_page (QING_INSPECTOR (inspector), "response",
               (const char *const[]){ "memory only", NULL });
  assert_page (QING_INSPECTOR (inspector), "usage",
               (const char *const[]){ "Request ID\t6f9<b>id</b>\n", NULL });
  assert_page (QING_INSPECTOR (inspector), "timing", (const char *const[]){ "In all\t", NULL });
  /* There is nothing to copy, and nothing breaks. */
  gtk_widget_activate_action (inspector, "inspector.copy-curl", NULL);
  gtk_widget_activate_action (inspector, "inspector.save-json", NULL);
  close_inspector (self, inspector);
}

static gpointer
find_inspector (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (QING_IS_INSPECTOR (window))
        return window;
    }
  return NULL;
}

/* How sure the model was: shown where it is known, page and menu action both. */
static void
test_tokens (QingTestWindow *self, gconstpointer data)
{
  static const char *const tokens[] = { "Good", " day\n", "清", "\xe8\xb0", "\x88" };
  g_autoptr (QingConversation) conversation = ask (self);
  QingMessage *message = qing_conversation_get_leaf (conversation);
  QingAlternative other = { "Bad", 3, -3.0 };
  QingDelta delta = { QING_DELTA_LOGPROB };
  GtkWidget *inspector;
  g_autofree char *told = NULL;

  qing_scripted_call_text (qing_desk_get_call (&self->desk), 0, " day\n清谈");
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      delta.text = tokens[i];
      delta.length = strlen (tokens[i]);
      delta.logprob = -0.7 * (i + 1);
      delta.alternatives = &other;
      delta.n_alternatives = 1;
      qing_scripted_call_send (qing_desk_get_call (&self->desk), &delta);
    }
  answer (self, 0);
  qing_window_set_conversation (self->window, conversation);
  qing_test_settle (self);
  gtk_widget_activate_action (GTK_WIDGET (self->window->page), "message.confidence", "s",
                              qing_message_get_uid (message));
  inspector = find_inspector ();
  g_assert_nonnull (inspector);
  told = qing_inspector_dup_text (QING_INSPECTOR (inspector), "tokens");
  g_assert_cmpstr (told, ==, "“Good” 49.7 % · “Bad” 5.0 %");
  qing_test_settle (self);
  close_inspector (self, inspector);
}

/* The action of a message opens it. */
static void
test_action (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = ask (self);
  QingMessage *message = qing_conversation_get_leaf (conversation);
  GtkWidget *inspector;

  answer (self, 0);
  qing_window_set_conversation (self->window, conversation);
  qing_test_settle (self);
  gtk_widget_activate_action (GTK_WIDGET (self->window->page), "message.inspect", "s",
                              qing_message_get_uid (message));
  inspector = find_inspector ();
  g_assert_nonnull (inspector);
  qing_test_settle (self);
  close_inspector (self, inspector);
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/inspector/" name, QingTestWindow, NULL, qing_test_window_set_up, func,             \
              qing_test_window_tear_down)
  ADD ("pages", test_pages);
  ADD ("running", test_running);
  ADD ("earlier", test_earlier);
  ADD ("action", test_action);
  ADD ("tokens", test_tokens);
#undef ADD
  return g_test_run ();
}
