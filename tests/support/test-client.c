/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-client.h"

#include <string.h>

static void
end (TestClient *self)
{
  self->ended_at = g_get_monotonic_time () - self->started;
  self->n_pending--;
  g_main_loop_quit (self->loop);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GInputStream *stream = G_INPUT_STREAM (object);
  TestClient *self = user_data;
  gssize n = g_input_stream_read_finish (stream, result, &self->error);

  if (n <= 0)
    {
      end (self);
      return;
    }
  if (self->body->len == 0)
    self->first_byte_at = g_get_monotonic_time () - self->started;
  g_string_append_len (self->body, self->buffer, n);
  if (self->stop_after > 0 && self->body->len >= self->stop_after)
    g_cancellable_cancel (self->cancellable);
  g_input_stream_read_async (stream, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             self->cancellable, read_cb, self);
}

static void
send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  TestClient *self = user_data;
  g_autoptr (GInputStream) stream =
    soup_session_send_finish (SOUP_SESSION (object), result, &self->error);

  if (stream == NULL)
    {
      end (self);
      return;
    }
  self->headers_at = g_get_monotonic_time () - self->started;
  g_input_stream_read_async (stream, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             self->cancellable, read_cb, self);
}

void
test_client_init (TestClient *self)
{
  memset (self, 0, sizeof *self);
  self->session = soup_session_new ();
  self->cancellable = g_cancellable_new ();
  self->body = g_string_new (NULL);
  self->loop = g_main_loop_new (NULL, FALSE);
}

void
test_client_clear (TestClient *self)
{
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_string_free (self->body, TRUE);
  g_clear_error (&self->error);
  g_main_loop_unref (self->loop);
}

/**
 * test_client_start:
 * @self: a client
 * @server: whom to ask
 * @json: (nullable): the body to post, or %NULL to get the list of models
 */
void
test_client_start (TestClient *self, QingTestServer *server, const char *json)
{
  g_autofree char *url = g_strconcat (qing_test_server_get_base_url (server),
                                      json != NULL ? "/chat/completions" : "/models", NULL);

  g_string_truncate (self->body, 0);
  g_clear_error (&self->error);
  g_clear_object (&self->message);
  self->message = soup_message_new (json != NULL ? "POST" : "GET", url);
  if (json != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
      soup_message_set_request_body_from_bytes (self->message, "application/json", bytes);
    }
  if (self->key != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (self->message), "Authorization",
                                  self->key);
  self->started = g_get_monotonic_time ();
  self->n_pending++;
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->cancellable,
                           send_cb, self);
}

/**
 * test_client_run:
 *
 * Like test_client_start(), and waits until the answer has ended.
 */
void
test_client_run (TestClient *self, QingTestServer *server, const char *json)
{
  test_client_start (self, server, json);
  while (self->n_pending > 0)
    g_main_loop_run (self->loop);
}

guint
test_client_get_status (TestClient *self)
{
  return soup_message_get_status (self->message);
}

const char *
test_client_get_header (TestClient *self, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

/**
 * test_client_count:
 *
 * Returns: how often the answer contains @what
 */
guint
test_client_count (TestClient *self, const char *what)
{
  const char *end_of_body = self->body->str + self->body->len;
  const char *p = self->body->str;
  guint n = 0;

  while ((p = g_strstr_len (p, end_of_body - p, what)) != NULL)
    {
      p += strlen (what);
      n++;
    }

  return n;
}
