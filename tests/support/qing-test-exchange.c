/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-exchange.h"

#include "qing-test-errors.h"
#include "qing-test-frames.h"
#include "qing-test-json.h"
#include "qing-test-script-private.h"

#include <string.h>
#include <sys/socket.h>

typedef void (*StageFunc) (QingTestExchange *self);

struct _QingTestExchange
{
  SoupServerMessage *message;
  QingTestRequest *request;
  QingTestScript *script;
  GMainContext *context;
  QingTestExchangeFunc func;
  gpointer user_data;

  QingTestFrameContext frame;
  GConverter *compressor; /* if the answer is compressed */
  GSource *timer;
  StageFunc stage;     /* what the timer does */
  GSource *watch;      /* sees the client leave while nothing is being written */
  guint next;          /* index of the next step */
  guint n_paced;       /* chunks since the pace began */
  gint64 started;      /* when the pace began */
  gboolean stream;     /* the answer is a stream of events */
  gboolean usage;      /* the client wants the usage chunk */
  gboolean written;    /* the whole answer was handed to the connection */
  gboolean ended;      /* the script itself broke the answer off */
  gboolean is_waiting; /* the connection waits for a chunk that is not there yet */
  gboolean finished;
};

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static gboolean
timer_cb (gpointer user_data)
{
  QingTestExchange *self = user_data;

  clear_source (&self->timer);
  self->stage (self);

  return G_SOURCE_REMOVE;
}

static void
set_timer (QingTestExchange *self, gint64 microseconds, StageFunc stage)
{
  clear_source (&self->timer);
  self->stage = stage;
  self->timer = g_timeout_source_new (0);
  g_source_set_ready_time (self->timer, g_get_monotonic_time () + microseconds);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

static void
finish (QingTestExchange *self, gboolean disconnected)
{
  if (self->finished)
    return;

  self->finished = TRUE;
  clear_source (&self->timer);
  clear_source (&self->watch);
  g_signal_handlers_disconnect_by_data (self->message, self);
  qing_test_request_set_finished (self->request, disconnected);
  self->func (self, TRUE, self->user_data);
}

/* Takes the connection away from libsoup and closes it, so that the client sees the end of the
 * connection in the middle of the body. The socket is shut first, because libsoup would otherwise
 * still write the chunk that ends the body properly. */
static void
drop_connection (QingTestExchange *self, gboolean reset, gboolean disconnected)
{
  g_autoptr (SoupServerMessage) message = g_object_ref (self->message);
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GIOStream) stream = NULL;

  if (socket != NULL && reset)
    {
      /* On Linux, connecting to no address at all resets a connection. */
      const struct sockaddr nowhere = { .sa_family = AF_UNSPEC };
      connect (g_socket_get_fd (socket), &nowhere, sizeof nowhere);
    }
  else if (socket != NULL)
    g_socket_shutdown (socket, FALSE, TRUE, NULL);

  g_signal_handlers_disconnect_by_data (message, self);
  stream = soup_server_message_steal_connection (message);
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
  finish (self, disconnected);
}

static void
finished_cb (SoupServerMessage *message, gpointer user_data)
{
  QingTestExchange *self = user_data;

  finish (self, !self->written && !self->ended);
}

static gboolean
socket_ready_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  QingTestExchange *self = user_data;
  char byte = 0;
  ssize_t n = recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);

  /* Bytes here are a pipelined request; it is libsoup's to read, and the watch would never rest. */
  if (n > 0)
    {
      g_clear_pointer (&self->watch, g_source_unref);
      return G_SOURCE_REMOVE;
    }
  if (n < 0 && !(condition & (G_IO_HUP | G_IO_ERR)))
    return G_SOURCE_CONTINUE;

  drop_connection (self, FALSE, !self->written);

  return G_SOURCE_REMOVE;
}

static void
watch_socket (QingTestExchange *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);

  if (socket == NULL)
    return;
  self->watch = g_socket_create_source (socket, G_IO_IN | G_IO_HUP, NULL);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (socket_ready_cb), self, NULL);
  g_source_attach (self->watch, self->context);
}

static gboolean
compress (QingTestExchange *self, GBytes *input, gboolean at_end, GByteArray *output)
{
  gsize length = 0;
  const guint8 *data = input != NULL ? g_bytes_get_data (input, &length) : NULL;
  GConverterFlags flags = at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_FLUSH;

  for (;;)
    {
      guint8 buffer[4096];
      gsize n_read = 0, n_written = 0;
      GConverterResult result =
        g_converter_convert (self->compressor, data, length, buffer, sizeof buffer, flags, &n_read,
                             &n_written, NULL);

      if (result == G_CONVERTER_ERROR)
        return FALSE;
      g_byte_array_append (output, buffer, n_written);
      data += n_read;
      length -= n_read;
      if (result == G_CONVERTER_FLUSHED || result == G_CONVERTER_FINISHED)
        return TRUE;
    }
}

static GBytes *
encode (QingTestExchange *self, GBytes *bytes, gboolean at_end)
{
  GByteArray *output = NULL;

  if (self->compressor == NULL)
    return bytes != NULL ? g_bytes_ref (bytes) : NULL;

  output = g_byte_array_new ();
  compress (self, bytes, at_end, output);

  return g_byte_array_free_to_bytes (output);
}

static void
wake (QingTestExchange *self)
{
  if (!self->is_waiting)
    return;
  self->is_waiting = FALSE;
  soup_server_message_unpause (self->message);
}

static void
complete (QingTestExchange *self)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr (GBytes) rest = encode (self, NULL, TRUE);

  if (rest != NULL && g_bytes_get_size (rest) > 0)
    soup_message_body_append_bytes (body, rest);
  self->written = !self->ended;
  soup_message_body_complete (body);
  wake (self);
}

static void
close_connection (QingTestExchange *self)
{
  drop_connection (self, FALSE, FALSE);
}

static void
reset_connection (QingTestExchange *self)
{
  drop_connection (self, TRUE, FALSE);
}

/* The connection is dropped from the main loop, as libsoup may be calling at the moment. */
static void
cut (QingTestExchange *self, QingTestCut how)
{
  self->is_waiting = TRUE;
  if (how == QING_TEST_CUT_STALL)
    return;

  self->ended = TRUE;
  if (how == QING_TEST_CUT_END)
    complete (self);
  else
    set_timer (self, 0, how == QING_TEST_CUT_RESET ? reset_connection : close_connection);
}

/* Returns how many microseconds the next chunk has to wait to keep the pace, 0 for none. */
static gint64
get_wait (QingTestExchange *self)
{
  gint64 due = 0, now = g_get_monotonic_time ();

  if (self->script->speed <= 0)
    return 0;
  if (self->started == 0)
    {
      self->started = now;
      self->n_paced = 0;
    }
  due = self->started + (gint64) (self->n_paced * G_USEC_PER_SEC / self->script->speed);

  return MAX (due - now, 0);
}

static gboolean
is_skipped (QingTestExchange *self, const QingTestStep *step)
{
  return step->kind == QING_TEST_STEP_USAGE && !self->usage &&
         !(self->script->flags & QING_TEST_SCRIPT_ALWAYS_USAGE);
}

static void
send_step (QingTestExchange *self, const QingTestStep *step)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr (GBytes) plain = qing_test_frame_render (&self->frame, step);
  g_autoptr (GBytes) bytes = encode (self, plain, FALSE);

  soup_message_body_append_bytes (body, bytes);
  wake (self);
}

/* Sends the next chunk; the one after it follows when this one is written. So only one chunk is
 * ever waiting in memory, however long the answer is and however slow the client. */
static void
pump (QingTestExchange *self)
{
  while (self->next < self->script->steps->len)
    {
      const QingTestStep *step = g_ptr_array_index (self->script->steps, self->next);

      if (step->kind == QING_TEST_STEP_PAUSE)
        {
          self->next++;
          self->is_waiting = TRUE;
          self->started = 0;
          set_timer (self, step->number * (gint64) 1000, pump);
          return;
        }
      if (step->kind == QING_TEST_STEP_CUT)
        {
          cut (self, step->number);
          return;
        }
      if (!is_skipped (self, step))
        {
          gint64 wait = get_wait (self);

          if (wait > 0)
            {
              self->is_waiting = TRUE;
              set_timer (self, wait, pump);
              return;
            }
          self->next++;
          self->n_paced++;
          send_step (self, step);
          return;
        }
      self->next++;
    }

  complete (self);
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer user_data)
{
  QingTestExchange *self = user_data;

  if (self->finished || self->written || self->ended)
    return;
  qing_test_request_count_chunk (self->request);
  self->func (self, FALSE, self->user_data);
  if (self->stream)
    pump (self);
}

static void
begin_body (QingTestExchange *self)
{
  self->is_waiting = TRUE;
  pump (self);
}

static void
add_common_headers (QingTestExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  gint64 now = g_get_real_time () / 1000;
  g_autofree char *millis = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  soup_message_headers_replace (headers, "x-request-id", self->frame.request_id);
  soup_message_headers_replace (headers, "x-dashscope-call-gateway", "true");
  soup_message_headers_replace (headers, "x-dashscope-finished", "true");
  soup_message_headers_replace (headers, "x-dashscope-timeout", "180");
  soup_message_headers_replace (headers, "req-cost-time", "12");
  soup_message_headers_replace (headers, "req-arrive-time", millis);
  soup_message_headers_replace (headers, "resp-start-time", millis);
  soup_message_headers_replace (headers, "x-envoy-upstream-service-time", "11");
  soup_message_headers_replace (headers, "set-cookie", "acw_tc=0a1b2c3d4e5f;path=/;HttpOnly");
  soup_message_headers_replace (headers, "vary",
                                "Origin,Access-Control-Request-Method,"
                                "Access-Control-Request-Headers, Accept-Encoding");
  if (self->compressor != NULL)
    soup_message_headers_replace (headers, "content-encoding", "gzip");
  if (self->script->flags & QING_TEST_SCRIPT_PARTIAL_RESPONSE)
    soup_message_headers_replace (headers, "x-dashscope-partialresponse", "true");
}

static void
add_script_headers (QingTestExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  for (guint i = 0; i < self->script->headers->len; i++)
    {
      const QingTestHeader *header = g_ptr_array_index (self->script->headers, i);
      soup_message_headers_replace (headers, header->name, header->value);
    }
}

static void
begin_fixed (QingTestExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  QingTestScript *script = self->script;
  const char *content_type = script->content_type;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!script->fixed)
    {
      text = qing_test_frame_completion (&self->frame, script);
      content_type = "application/json";
    }
  else if (script->body != NULL)
    text = g_strdup (script->body);
  else
    {
      text =
        qing_test_error_body (script->shape, script->status, script->code, script->message,
                              self->frame.request_id, qing_test_request_get_path (self->request));
      content_type = qing_test_error_content_type (script->shape);
    }

  plain = g_bytes_new (text, strlen (text));
  bytes = encode (self, plain, TRUE);
  soup_server_message_set_status (self->message, script->status, NULL);
  if (content_type != NULL)
    soup_message_headers_replace (headers, "content-type", content_type);
  add_script_headers (self);
  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (body, bytes);
  soup_message_body_complete (body);
  soup_message_headers_set_content_length (headers, g_bytes_get_size (bytes));
  self->written = TRUE;
  soup_server_message_unpause (self->message);
}

static void
begin_stream (QingTestExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  soup_server_message_set_status (self->message, self->script->status, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "content-type", "text/event-stream;charset=UTF-8");
  add_script_headers (self);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
  soup_server_message_unpause (self->message);
  if (self->script->before_body > 0)
    set_timer (self, self->script->before_body * (gint64) 1000, begin_body);
  else
    {
      self->is_waiting = FALSE;
      pump (self);
    }
}

static void
begin (QingTestExchange *self)
{
  add_common_headers (self);
  if (self->stream)
    begin_stream (self);
  else
    begin_fixed (self);
}

static void
read_request (QingTestExchange *self)
{
  JsonObject *body = qing_test_request_get_body (self->request);
  JsonObject *options = qing_test_json_get_object (body, "stream_options");
  const char *model = qing_test_json_get_string (body, "model");

  self->stream = !self->script->fixed &&
                 (self->script->raw || qing_test_json_get_boolean (body, "stream", FALSE));
  self->usage = qing_test_json_get_boolean (options, "include_usage", FALSE);
  self->frame.model = g_strdup (model != NULL ? model : "");
}

/**
 * qing_test_exchange_new:
 * @message: the message, paused by the exchange until it is answered
 * @request: the record of the request
 * @script: what to answer
 * @context: the server's main context
 * @func: called for progress
 *
 * Returns: (transfer full): a new exchange that has sent nothing yet
 */
QingTestExchange *
qing_test_exchange_new (SoupServerMessage *message,
                        QingTestRequest *request,
                        QingTestScript *script,
                        GMainContext *context,
                        QingTestExchangeFunc func,
                        gpointer user_data)
{
  QingTestExchange *self = g_new0 (QingTestExchange, 1);
  const char *accepted = qing_test_request_get_header (request, "accept-encoding");

  self->message = g_object_ref (message);
  self->request = g_object_ref (request);
  self->script = g_object_ref (script);
  self->context = g_main_context_ref (context);
  self->func = func;
  self->user_data = user_data;
  self->frame.request_id = g_uuid_string_random ();
  self->frame.created = g_get_real_time () / G_USEC_PER_SEC;
  self->frame.eol = script->flags & QING_TEST_SCRIPT_CRLF ? "\r\n" : "\n";
  self->frame.thinking = script->thinking;
  if ((script->flags & QING_TEST_SCRIPT_GZIP) && accepted != NULL &&
      strstr (accepted, "gzip") != NULL)
    self->compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  read_request (self);

  return self;
}

void
qing_test_exchange_free (QingTestExchange *self)
{
  clear_source (&self->timer);
  clear_source (&self->watch);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->compressor);
  g_free (self->frame.request_id);
  g_free (self->frame.model);
  g_object_unref (self->message);
  g_object_unref (self->request);
  g_object_unref (self->script);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * qing_test_exchange_start:
 * @self: an exchange
 *
 * Begins to answer, from inside the handler of the message.
 */
void
qing_test_exchange_start (QingTestExchange *self)
{
  soup_server_message_pause (self->message);
  /* Asked once, the address is kept; libsoup would warn if it first asked after a disconnect. */
  soup_server_message_get_remote_address (self->message);
  g_signal_connect (self->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  g_signal_connect (self->message, "finished", G_CALLBACK (finished_cb), self);
  g_signal_connect (self->message, "disconnected", G_CALLBACK (finished_cb), self);
  watch_socket (self);

  if (self->script->silent)
    return;
  if (self->script->before_headers > 0)
    set_timer (self, self->script->before_headers * (gint64) 1000, begin);
  else
    begin (self);
}
