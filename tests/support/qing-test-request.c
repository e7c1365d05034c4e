/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-request-private.h"

#include "qing-test-json.h"

struct _QingTestRequest
{
  GObject parent_instance;

  char *method;
  char *path;
  GHashTable *headers;
  GBytes *bytes;
  JsonNode *json;
  gint64 arrival;
  guint ordinal;

  GMutex lock; /* protects what follows */
  char *refusal;
  guint chunks_sent;
  gboolean finished;
  gboolean disconnected;
};

G_DEFINE_FINAL_TYPE (QingTestRequest, qing_test_request, G_TYPE_OBJECT)

static void
qing_test_request_finalize (GObject *object)
{
  QingTestRequest *self = QING_TEST_REQUEST (object);

  g_free (self->method);
  g_free (self->path);
  g_hash_table_unref (self->headers);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->refusal);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (qing_test_request_parent_class)->finalize (object);
}

static void
qing_test_request_class_init (QingTestRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_test_request_finalize;
}

static void
qing_test_request_init (QingTestRequest *self)
{
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->lock);
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  QingTestRequest *self = user_data;

  g_hash_table_insert (self->headers, g_ascii_strdown (name, -1), g_strdup (value));
}

static JsonNode *
parse_body (GBytes *bytes)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length == 0 || !json_parser_load_from_data (parser, data, length, NULL))
    return NULL;

  return json_parser_steal_root (parser);
}

QingTestRequest *
qing_test_request_new (SoupServerMessage *message, const char *path, guint ordinal)
{
  QingTestRequest *self = g_object_new (QING_TYPE_TEST_REQUEST, NULL);

  self->arrival = g_get_monotonic_time ();
  self->ordinal = ordinal;
  self->method = g_strdup (soup_server_message_get_method (message));
  self->path = g_strdup (path);
  self->bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  self->json = parse_body (self->bytes);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header,
                                self);

  return self;
}

/**
 * qing_test_request_get_method:
 *
 * Returns: (transfer none): "POST", "GET", …
 */
const char *
qing_test_request_get_method (QingTestRequest *self)
{
  return self->method;
}

/**
 * qing_test_request_get_path:
 *
 * Returns: (transfer none): the path as it was requested
 */
const char *
qing_test_request_get_path (QingTestRequest *self)
{
  return self->path;
}

/**
 * qing_test_request_get_header:
 * @self: a request
 * @name: a header's name, in any case
 *
 * Returns: (transfer none) (nullable): the header's value
 */
const char *
qing_test_request_get_header (QingTestRequest *self, const char *name)
{
  g_autofree char *key = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->headers, key);
}

/**
 * qing_test_request_get_bytes:
 *
 * Returns: (transfer none): the body as it was received
 */
GBytes *
qing_test_request_get_bytes (QingTestRequest *self)
{
  return self->bytes;
}

/**
 * qing_test_request_get_json:
 *
 * Returns: (transfer none) (nullable): the body if it is valid JSON; immutable
 */
JsonNode *
qing_test_request_get_json (QingTestRequest *self)
{
  return self->json;
}

/**
 * qing_test_request_get_body:
 *
 * Returns: (transfer none) (nullable): the body if it is a JSON object
 */
JsonObject *
qing_test_request_get_body (QingTestRequest *self)
{
  if (self->json == NULL || !JSON_NODE_HOLDS_OBJECT (self->json))
    return NULL;

  return json_node_get_object (self->json);
}

/* The text of a content, which is a string or an array of parts. */
static char *
dup_text (JsonObject *message)
{
  const char *plain = qing_test_json_get_string (message, "content");
  JsonArray *parts = qing_test_json_get_array (message, "content");
  GString *text = NULL;

  if (parts == NULL)
    return g_strdup (plain != NULL ? plain : "");

  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      const char *piece = qing_test_json_get_string (qing_test_json_nth_object (parts, i), "text");

      if (piece != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", piece);
    }

  return g_string_free (text, FALSE);
}

/**
 * qing_test_request_dup_last_user_text:
 *
 * Returns: (transfer full) (nullable): the text parts of the last message of role user, if there
 *   is such a message
 */
char *
qing_test_request_dup_last_user_text (QingTestRequest *self)
{
  JsonArray *messages = qing_test_json_get_array (qing_test_request_get_body (self), "messages");

  for (guint i = messages != NULL ? json_array_get_length (messages) : 0; i > 0; i--)
    {
      JsonObject *message = qing_test_json_nth_object (messages, i - 1);

      if (g_strcmp0 (qing_test_json_get_string (message, "role"), "user") == 0)
        return dup_text (message);
    }

  return NULL;
}

/**
 * qing_test_request_get_arrival:
 *
 * Returns: the monotonic time at which the whole request had been read, in microseconds
 */
gint64
qing_test_request_get_arrival (QingTestRequest *self)
{
  return self->arrival;
}

/**
 * qing_test_request_get_ordinal:
 *
 * Returns: how many requests the server had received before this one
 */
guint
qing_test_request_get_ordinal (QingTestRequest *self)
{
  return self->ordinal;
}

/**
 * qing_test_request_is_finished:
 *
 * Returns: whether the answer has ended, well or not
 */
gboolean
qing_test_request_is_finished (QingTestRequest *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->finished;
}

/**
 * qing_test_request_is_disconnected:
 *
 * Returns: whether the client left before it had the whole answer
 */
gboolean
qing_test_request_is_disconnected (QingTestRequest *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->disconnected;
}

/**
 * qing_test_request_get_chunks_sent:
 *
 * Returns: how many chunks of the answer were written to the connection so far
 */
guint
qing_test_request_get_chunks_sent (QingTestRequest *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->chunks_sent;
}

/**
 * qing_test_request_dup_refusal:
 *
 * Returns: (transfer full) (nullable): the name of the rule for which the request was refused
 */
char *
qing_test_request_dup_refusal (QingTestRequest *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return g_strdup (self->refusal);
}

void
qing_test_request_count_chunk (QingTestRequest *self)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->chunks_sent++;
}

void
qing_test_request_set_refusal (QingTestRequest *self, const char *rule)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  g_free (self->refusal);
  self->refusal = g_strdup (rule);
}

void
qing_test_request_set_finished (QingTestRequest *self, gboolean disconnected)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  self->finished = TRUE;
  self->disconnected = disconnected;
}
