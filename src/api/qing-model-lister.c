/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-model-lister.h"

#include "qing-endpoint.h"
#include "qing-fault-mapper.h"
#include "qing-json.h"
#include "qing-transfer.h"

#include <string.h>

#define PATH "/models"

/* Relays list thousands of models; a page that never ends is none. */
#define MAX_BODY   (8 * 1024 * 1024)
#define MAX_MODELS 10000
#define MAX_ID     256

typedef struct
{
  QingAccount *account;
  QingTransfer *transfer;
  GByteArray *body;
  QingFault *fault;
} QingListing;

static void
listing_free (QingListing *listing)
{
  g_object_unref (listing->account);
  g_clear_object (&listing->transfer);
  g_byte_array_unref (listing->body);
  g_clear_pointer (&listing->fault, qing_fault_free);
  g_free (listing);
}

/* An element is an object with an id; Ollama's own list has a name instead. */
static const char *
get_id (JsonArray *list, guint index)
{
  JsonObject *object = qing_json_get_element_object (list, index);
  const char *id = qing_json_get_string (object, "id");

  if (id == NULL)
    id = qing_json_get_string (object, "name");

  return id != NULL && id[0] != '\0' && strlen (id) <= MAX_ID ? id : NULL;
}

char **
qing_models_parse (const char *bytes, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *root = qing_json_parse (parser, bytes, length, NULL);
  JsonArray *list = NULL;

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    list = json_node_get_array (root);
  else if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    list = qing_json_get_array (json_node_get_object (root), "data");
  if (list == NULL)
    return NULL;

  for (guint i = 0; i < MIN (json_array_get_length (list), MAX_MODELS); i++)
    if (get_id (list, i) != NULL)
      g_strv_builder_add (builder, get_id (list, i));

  return g_strv_builder_end (builder);
}

static void
headers_cb (QingTransfer *transfer, gpointer user_data)
{
}

static QingTransferNeed
bytes_cb (QingTransfer *transfer, const guint8 *bytes, gsize length, gpointer user_data)
{
  QingListing *listing = user_data;

  g_byte_array_append (listing->body, bytes, MIN (length, MAX_BODY - listing->body->len));

  return listing->body->len < MAX_BODY ? QING_TRANSFER_MORE : QING_TRANSFER_CLOSE;
}

static const QingTransferSink sink = { headers_cb, bytes_cb };

static QingFault *
make_fault (QingListing *listing, const GError *error)
{
  SoupMessage *message = qing_transfer_get_message (listing->transfer);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  guint status = soup_message_get_status (message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return qing_fault_new_timeout (qing_transfer_is_connected (listing->transfer));
  if (error != NULL)
    return qing_fault_map_error (error);
  if (status >= 300 && status < 400)
    return qing_fault_new_redirect (soup_message_headers_get_one (headers, "Location"));

  /* A page of a gateway is told from JSON that is no list. */
  if (status < 300 && (listing->body->len == 0 || listing->body->data[0] != '<'))
    return qing_fault_new_protocol ("This is no list of models");

  return qing_fault_map_response (status, soup_message_headers_get_content_type (headers, NULL),
                                  (const char *) listing->body->data, listing->body->len);
}

static void
fail (GTask *task, QingFault *fault)
{
  QingListing *listing = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      qing_fault_free (fault);
      fault = qing_fault_new_cancelled ();
    }
  qing_fault_redact (fault, qing_account_get_key (listing->account));

  listing->fault = fault;
  g_task_return_pointer (task, NULL, NULL);
}

static void
transfer_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingListing *listing = g_task_get_task_data (task);
  SoupMessage *message = qing_transfer_get_message (listing->transfer);
  g_autoptr (GError) error = NULL;
  char **models = NULL;

  qing_transfer_run_finish (listing->transfer, result, &error);
  if (error == NULL && soup_message_get_status (message) == SOUP_STATUS_OK)
    models = qing_models_parse ((const char *) listing->body->data, listing->body->len);

  if (models != NULL)
    g_task_return_pointer (task, models, (GDestroyNotify) g_strfreev);
  else
    fail (task, make_fault (listing, error));
}

void
qing_models_list_async (SoupSession *session,
                        const QingPatience *patience,
                        QingAccount *account,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  QingListing *listing = g_new0 (QingListing, 1);
  QingTransferPatience limits = { patience->connect, patience->connect * 2 };
  QingFault *fault = NULL;
  g_autoptr (SoupMessage) message = NULL;

  g_task_set_source_tag (task, qing_models_list_async);
  g_task_set_check_cancellable (task, FALSE);
  listing->account = g_object_ref (account);
  listing->body = g_byte_array_new ();
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);

  message = qing_endpoint_new_message (account, SOUP_METHOD_GET, PATH, NULL, &fault);
  if (message == NULL)
    {
      fail (task, fault);
      g_object_unref (task);
      return;
    }

  listing->transfer = qing_transfer_new (session, message, limits);
  qing_transfer_run_async (listing->transfer, &sink, listing, cancellable, transfer_cb, task);
}

char **
qing_models_list_finish (GAsyncResult *result, QingFault **fault)
{
  QingListing *listing = g_task_get_task_data (G_TASK (result));
  char **models = g_task_propagate_pointer (G_TASK (result), NULL);

  *fault = g_steal_pointer (&listing->fault);

  return models;
}
