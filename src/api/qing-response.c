/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-response.h"

#include "qing-fault-mapper.h"
#include "qing-retry-policy.h"

#include <string.h>

/* The largest answer that is no stream, and the largest error. */
#define MAX_BODY  (64 * 1024 * 1024)
#define MAX_ERROR (64 * 1024)

typedef enum
{
  BODY_UNKNOWN, /* the first byte will tell */
  BODY_STREAM,
  BODY_JSON,
  BODY_ERROR,
} QingBody;

struct _QingResponse
{
  QingDeltaDecoder *decoder;
  QingExchange *exchange;

  QingBody kind;
  guint status;
  char *content_type;
  char *request_id;
  char *location;
  gboolean partial;
  int retry_after_ms;
  GByteArray *body;
  gboolean too_long;
};

static QingBody
find_kind (guint status, const char *content_type)
{
  if (status < 200 || status >= 300)
    return BODY_ERROR;
  if (content_type == NULL)
    return BODY_UNKNOWN;
  if (g_ascii_strcasecmp (content_type, "text/event-stream") == 0)
    return BODY_STREAM;
  if (g_ascii_strcasecmp (content_type, "text/html") == 0)
    return BODY_ERROR;

  return BODY_UNKNOWN;
}

static void
record_headers (QingResponse *self, SoupMessage *message)
{
  static const char *const protocols[] = { "HTTP/1.0", "HTTP/1.1", "HTTP/2" };
  SoupHTTPVersion version = soup_message_get_http_version (message);
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  if (self->exchange == NULL)
    return;

  qing_exchange_set_status (self->exchange, self->status,
                            version < G_N_ELEMENTS (protocols) ? protocols[version] : NULL);
  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    qing_exchange_add_header (self->exchange, QING_EXCHANGE_RESPONSE, name, value);
}

void
qing_response_take_headers (QingResponse *self, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *partial = soup_message_headers_get_one (headers, "x-dashscope-partialresponse");
  const char *request_id = soup_message_headers_get_one (headers, "x-request-id");

  self->status = soup_message_get_status (message);
  self->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  self->request_id = g_strdup (request_id);
  self->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  self->partial = partial != NULL && g_ascii_strcasecmp (partial, "true") == 0;
  self->retry_after_ms =
    qing_retry_wait_parse (soup_message_headers_get_one (headers, "retry-after-ms"),
                           soup_message_headers_get_one (headers, "Retry-After"),
                           g_get_real_time () / G_USEC_PER_SEC);
  self->kind = find_kind (self->status, self->content_type);
  record_headers (self, message);

  if (request_id != NULL)
    qing_delta_decoder_set_request_id (self->decoder, request_id);
}

/* Relays label streams as JSON, and JSON as anything: what begins like an object is one. */
static void
sniff (QingResponse *self, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length && self->kind == BODY_UNKNOWN; i++)
    if (!g_ascii_isspace (bytes[i]))
      self->kind = bytes[i] == '{' || bytes[i] == '[' ? BODY_JSON
                   : bytes[i] == '<'                  ? BODY_ERROR
                                                      : BODY_STREAM;
}

static gboolean
collect (QingResponse *self, const guint8 *bytes, gsize length)
{
  gsize limit = self->kind == BODY_ERROR ? MAX_ERROR : MAX_BODY;
  gsize room = limit - MIN (self->body->len, limit);

  g_byte_array_append (self->body, bytes, MIN (length, room));
  if (length <= room)
    return TRUE;

  self->too_long = TRUE;
  return FALSE;
}

gboolean
qing_response_take_bytes (QingResponse *self, const guint8 *bytes, gsize length)
{
  if (self->exchange != NULL)
    qing_exchange_append (self->exchange, bytes, length);

  sniff (self, bytes, length);
  if (self->kind == BODY_STREAM)
    return qing_delta_decoder_push (self->decoder, bytes, length);

  return collect (self, bytes, length);
}

static QingFault *
finish_error (QingResponse *self)
{
  QingFault *fault;

  if (self->status >= 300 && self->status < 400)
    return qing_fault_new_redirect (self->location);

  fault = qing_fault_map_response (self->status, self->content_type,
                                   (const char *) self->body->data, self->body->len);
  fault->retry_after_ms = self->retry_after_ms;
  if (fault->request_id == NULL)
    fault->request_id = g_strdup (self->request_id);

  return fault;
}

static QingFault *
finish_broken (QingResponse *self, const GError *error)
{
  gboolean complete = qing_delta_decoder_is_complete (self->decoder);
  gboolean content = qing_delta_decoder_has_content (self->decoder);
  g_autoptr (QingFault) fault = qing_delta_decoder_finish (self->decoder);

  /* What comes after the end of an answer does not matter. */
  if (complete)
    return g_steal_pointer (&fault);

  if (!content)
    return qing_fault_map_error (error);

  if (fault->detail == NULL)
    qing_fault_set_detail (fault, error->message, -1);

  return g_steal_pointer (&fault);
}

QingFault *
qing_response_finish (QingResponse *self, const GError *error)
{
  if (error != NULL && self->kind != BODY_ERROR)
    return finish_broken (self, error);

  if (self->kind == BODY_ERROR)
    return finish_error (self);
  if (self->too_long)
    return qing_fault_new_protocol ("The answer is too long");
  if (self->kind == BODY_JSON)
    qing_delta_decoder_push_body (self->decoder, (const char *) self->body->data, self->body->len,
                                  self->partial);

  return qing_delta_decoder_finish (self->decoder);
}

QingResponse *
qing_response_new (QingDeltaDecoder *decoder, QingExchange *exchange)
{
  QingResponse *self = g_new0 (QingResponse, 1);

  self->decoder = decoder;
  self->exchange = exchange != NULL ? g_object_ref (exchange) : NULL;
  self->retry_after_ms = -1;
  self->body = g_byte_array_new ();

  return self;
}

void
qing_response_free (QingResponse *self)
{
  g_clear_object (&self->exchange);
  g_free (self->content_type);
  g_free (self->request_id);
  g_free (self->location);
  g_byte_array_unref (self->body);
  g_free (self);
}
