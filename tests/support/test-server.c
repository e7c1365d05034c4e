/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-server.h"

#include <libsoup/soup.h>
#include <string.h>

#define TEXT_REQUEST                                                                               \
  "{\"model\":\"qwen3.6-plus\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"          \
  "\"stream\":true,\"stream_options\":{\"include_usage\":true}}"

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GCancellable *cancellable;
  GString *body;
  GError *error;
  GMainLoop *loop;
  gsize stop_after; /* cancels after so many bytes */
  char buffer[16384];
} Client;

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GInputStream *stream = G_INPUT_STREAM (object);
  Client *client = user_data;
  gssize n = g_input_stream_read_finish (stream, result, &client->error);

  if (n > 0)
    g_string_append_len (client->body, client->buffer, n);
  if (n <= 0)
    {
      g_main_loop_quit (client->loop);
      return;
    }
  if (client->stop_after > 0 && client->body->len >= client->stop_after)
    g_cancellable_cancel (client->cancellable);
  g_input_stream_read_async (stream, client->buffer, sizeof client->buffer, G_PRIORITY_DEFAULT,
                             client->cancellable, read_cb, client);
}

static void
send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Client *client = user_data;
  g_autoptr (GInputStream) stream =
    soup_session_send_finish (SOUP_SESSION (object), result, &client->error);

  if (stream == NULL)
    {
      g_main_loop_quit (client->loop);
      return;
    }
  g_input_stream_read_async (stream, client->buffer, sizeof client->buffer, G_PRIORITY_DEFAULT,
                             client->cancellable, read_cb, client);
}

static void
client_init (Client *client)
{
  memset (client, 0, sizeof *client);
  client->session = soup_session_new ();
  client->cancellable = g_cancellable_new ();
  client->body = g_string_new (NULL);
  client->loop = g_main_loop_new (NULL, FALSE);
}

static void
client_clear (Client *client)
{
  soup_session_abort (client->session);
  g_clear_object (&client->session);
  g_clear_object (&client->message);
  g_clear_object (&client->cancellable);
  g_string_free (client->body, TRUE);
  g_clear_error (&client->error);
  g_main_loop_unref (client->loop);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Client, client_clear)

static void
client_run (Client *client, QingTestServer *server, const char *json)
{
  g_autofree char *url = g_strconcat (qing_test_server_get_base_url (server),
                                      json != NULL ? "/chat/completions" : "/models", NULL);

  g_string_truncate (client->body, 0);
  g_clear_error (&client->error);
  g_clear_object (&client->message);
  client->message = soup_message_new (json != NULL ? "POST" : "GET", url);
  if (json != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
      soup_message_set_request_body_from_bytes (client->message, "application/json", bytes);
    }
  soup_session_send_async (client->session, client->message, G_PRIORITY_DEFAULT,
                           client->cancellable, send_cb, client);
  g_main_loop_run (client->loop);
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *p = strstr (text, what); p != NULL; p = strstr (p + 1, what))
    n++;

  return n;
}

static void
test_text (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_auto (Client) client;
  g_autoptr (QingTestRequest) request = NULL;
  g_autofree char *text = NULL;

  client_init (&client);
  client_run (&client, server, TEXT_REQUEST);
  g_assert_no_error (client.error);
  g_assert_cmpuint (soup_message_get_status (client.message), ==, 200);
  g_assert_true (g_str_has_suffix (client.body->str, "data: [DONE]\n\n"));
  g_assert_cmpuint (count (client.body->str, "\"usage\":{\"prompt_tokens\""), ==, 1);
  g_assert_true (qing_test_server_wait_finished (server, 1));

  request = qing_test_server_dup_request (server, 0);
  g_assert_cmpstr (qing_test_request_get_method (request), ==, "POST");
  g_assert_cmpstr (qing_test_request_get_header (request, "Content-Type"), ==, "application/json");
  text = qing_test_request_dup_last_user_text (request);
  g_assert_cmpstr (text, ==, "Hello");
  g_assert_false (qing_test_request_is_disconnected (request));
}

static void
test_many_chunks (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  const guint sizes[] = { 16384, 65536 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (QingTestScript) script = qing_test_script_new ();
      g_autofree char *text = g_strnfill (sizes[i] * 4, 'x');
      g_auto (Client) client;
      gint64 start = g_get_monotonic_time ();

      client_init (&client);
      qing_test_script_add_text (script, 0, text, 4);
      qing_test_script_add_done (script);
      qing_test_server_push (server, script);
      client_run (&client, server, TEXT_REQUEST);
      g_assert_no_error (client.error);
      g_assert_cmpuint (count (client.body->str, "\"xxxx\""), ==, sizes[i]);
      g_test_message ("%u chunks in %.3f s", sizes[i],
                      (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC);
    }
}

static void
test_disconnect (void)
{
  g_autoptr (QingTestServer) server = qing_test_server_new ();
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autoptr (QingTestRequest) request = NULL;
  g_autofree char *text = g_strnfill (4000, 'x');
  g_auto (Client) client;

  client_init (&client);
  qing_test_script_add_text (script, 0, text, 4);
  qing_test_script_set_speed (script, 200);
  qing_test_server_push (server, script);
  client.stop_after = 1000;
  client_run (&client, server, TEXT_REQUEST);
  g_assert_error (client.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (qing_test_server_wait_finished (server, 1));

  request = qing_test_server_dup_request (server, 0);
  g_assert_true (qing_test_request_is_disconnected (request));
  g_assert_cmpuint (qing_test_request_get_chunks_sent (request), >=, 1);
  g_assert_cmpuint (qing_test_request_get_chunks_sent (request), <, 100);
}

/* Reads until the end of the connection, without any HTTP library in between. */
static char *
read_raw (QingTestServer *server, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *request = NULL;
  GString *answer = g_string_new (NULL);
  char buffer[4096];
  gssize n = 0;

  request = g_strdup_printf ("POST /compatible-mode/v1/chat/completions HTTP/1.1\r\n"
                             "Host: 127.0.0.1\r\nContent-Type: application/json\r\n"
                             "Connection: close\r\nContent-Length: %zu\r\n\r\n%s",
                             strlen (TEXT_REQUEST), TEXT_REQUEST);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                qing_test_server_get_port (server), NULL, NULL);
  g_assert_nonnull (connection);
  g_assert_true (
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                               strlen (request), NULL, NULL, NULL));
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, error)) > 0)
    g_string_append_len (answer, buffer, n);

  return g_string_free (answer, FALSE);
}

static void
test_cut (gconstpointer data)
{
  QingTestCut cut = GPOINTER_TO_UINT (data);
  g_autoptr (QingTestServer) server = qing_test_server_start_in_thread ();
  g_autoptr (QingTestScript) script = qing_test_script_new ();
  g_autoptr (QingTestRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  qing_test_script_add_role (script, 0);
  qing_test_script_add_text (script, 0, "abcdef", 2);
  qing_test_script_add_pause (script, 50);
  qing_test_script_add_cut (script, cut);
  qing_test_server_push (server, script);
  answer = read_raw (server, &error);
  if (cut == QING_TEST_CUT_RESET)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  else
    g_assert_no_error (error);
  g_assert_cmpint (g_str_has_suffix (answer, "\r\n0\r\n\r\n"), ==, cut == QING_TEST_CUT_END);
  g_assert_nonnull (strstr (answer, "\"ef\""));

  g_assert_true (qing_test_server_wait_finished (server, 1));
  request = qing_test_server_dup_request (server, 0);
  g_assert_false (qing_test_request_is_disconnected (request));
  g_assert_cmpuint (qing_test_request_get_chunks_sent (request), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/text", test_text);
  g_test_add_func ("/server/many-chunks", test_many_chunks);
  g_test_add_func ("/server/disconnect", test_disconnect);
  g_test_add_data_func ("/server/cut/close", GUINT_TO_POINTER (QING_TEST_CUT_CLOSE), test_cut);
  g_test_add_data_func ("/server/cut/reset", GUINT_TO_POINTER (QING_TEST_CUT_RESET), test_cut);
  g_test_add_data_func ("/server/cut/end", GUINT_TO_POINTER (QING_TEST_CUT_END), test_cut);

  return g_test_run ();
}
