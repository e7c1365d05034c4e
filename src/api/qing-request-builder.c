/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-request-builder.h"

#include "qing-attachment.h"
#include "qing-fault-mapper.h"
#include "qing-json-writer.h"
#include "qing-json.h"
#include "qing-message-writer.h"
#include "qing-request-headers.h"
#include "qing-request-parameters.h"
#include "qing-wire-message.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* protocol.md 7.1: 16 MiB on the shared domains, 64 MB on a workspace's own. Elsewhere only the
 * memory of this computer speaks against it. */
#define SHARED_LIMIT    (16 * 1024 * 1024)
#define WORKSPACE_LIMIT (64 * 1000 * 1000)
#define OTHER_LIMIT     (256 * 1024 * 1024)

/* protocol.md section 9, 1: what every state of the documents allows. */
#define ITEM_LIMIT (10 * 1024 * 1024)

static gsize
get_limit (QingAccount *account)
{
  g_autoptr (GUri) uri = g_uri_parse (qing_account_get_base_url (account), G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (qing_account_get_kind (account) != QING_SERVER_DASHSCOPE)
    return OTHER_LIMIT;
  if (host != NULL && g_str_has_suffix (host, ".maas.aliyuncs.com"))
    return WORKSPACE_LIMIT;

  return SHARED_LIMIT;
}

static gsize
encoded_size (GBytes *bytes)
{
  return (g_bytes_get_size (bytes) / 3 + 1) * 4;
}

/* Looked at before anything is encoded, so that a gigabyte is not built only to be refused. */
static QingFault *
check_attachments (QingMessageWriter *writer, GPtrArray *attachments, QingAccount *account)
{
  gboolean dashscope = qing_account_get_kind (account) == QING_SERVER_DASHSCOPE;
  gsize limit = get_limit (account);
  gsize total = 0;

  for (guint i = 0; i < attachments->len; i++)
    {
      GBytes *bytes = qing_message_writer_get_bytes (writer, g_ptr_array_index (attachments, i));
      gsize size = bytes != NULL ? encoded_size (bytes) : 0;

      if (dashscope && size > ITEM_LIMIT)
        return qing_fault_new_too_large (size, ITEM_LIMIT);
      total += size;
    }

  return total > limit ? qing_fault_new_too_large (total, limit) : NULL;
}

static QingFault *
check_messages (QingChatRequest *request, GPtrArray *messages)
{
  QingModelInfo *model = qing_chat_request_get_model (request);

  /* A model that always thinks would think about a title for half a minute, and one that translates
   * would translate the request for it. */
  if (qing_chat_request_get_purpose (request) == QING_PURPOSE_TITLE &&
      (qing_model_info_get_thinking (model) == QING_THINKING_ALWAYS ||
       (qing_model_info_get_features (model) & QING_FEATURE_TRANSLATION) != 0))
    return qing_fault_new (QING_ERROR_REQUEST, _ ("This model makes no titles."));

  for (guint i = 0; i < messages->len; i++)
    {
      QingWireMessage *message = g_ptr_array_index (messages, i);

      if (message->role == QING_ROLE_USER)
        return NULL;
    }

  return qing_fault_new (QING_ERROR_REQUEST,
                         _ ("There is no message to answer. Write one, then try again."));
}

static GBytes *
write_body (QingChatRequest *request,
            QingMessageWriter *messages,
            GPtrArray *wire,
            JsonObject *parameters,
            gsize size_hint)
{
  QingJsonWriter *writer = qing_json_writer_new (size_hint);

  qing_json_writer_open (writer, '{');
  qing_json_writer_name (writer, "model");
  qing_json_writer_string (writer, qing_model_info_get_id (qing_chat_request_get_model (request)),
                           -1);
  qing_json_writer_name (writer, "messages");
  qing_message_writer_write (messages, writer, wire);
  qing_json_writer_members (writer, parameters);
  qing_json_writer_close (writer, '}');

  return qing_json_writer_end (writer);
}

static gsize
guess_size (QingMessageWriter *writer, GPtrArray *wire, GPtrArray *attachments)
{
  gsize size = 4096;

  for (guint i = 0; i < wire->len; i++)
    {
      QingWireMessage *message = g_ptr_array_index (wire, i);

      size += message->text->len + message->text->len / 8 + 256;
    }

  for (guint i = 0; i < attachments->len; i++)
    {
      GBytes *bytes = qing_message_writer_get_bytes (writer, g_ptr_array_index (attachments, i));

      size += bytes != NULL ? encoded_size (bytes) + 256 : 0;
    }

  return size;
}

GPtrArray *
qing_request_list_attachments (QingChatRequest *request, QingRuling *ruling)
{
  g_autoptr (GPtrArray) wire = qing_wire_messages_new (request, ruling);
  g_autoptr (QingMessageWriter) writer = qing_message_writer_new (request, ruling, NULL, NULL);

  return qing_message_writer_list_attachments (writer, wire);
}

QingBuiltRequest *
qing_request_build (QingChatRequest *request,
                    QingRuling *ruling,
                    QingBytesFunc func,
                    gpointer user_data,
                    QingFault **fault)
{
  g_autoptr (GPtrArray) wire = qing_wire_messages_new (request, ruling);
  g_autoptr (QingMessageWriter) writer = qing_message_writer_new (request, ruling, func, user_data);
  g_autoptr (GPtrArray) attachments = qing_message_writer_list_attachments (writer, wire);
  g_autoptr (QingBuiltRequest) built = g_new0 (QingBuiltRequest, 1);
  g_autoptr (JsonObject) parameters = NULL;
  QingAccount *account = qing_chat_request_get_account (request);
  gsize limit = get_limit (account);

  *fault = check_messages (request, wire);
  if (*fault == NULL)
    *fault = check_attachments (writer, attachments, account);
  if (*fault != NULL)
    return NULL;

  built->headers = qing_request_headers_new (ruling, fault);
  if (built->headers == NULL)
    return NULL;

  parameters = qing_request_parameters_new (request, ruling);
  built->n_choices = (guint) CLAMP (qing_json_get_int (parameters, "n", 1), 1, G_MAXUINT8);
  built->body =
    write_body (request, writer, wire, parameters, guess_size (writer, wire, attachments));
  if (g_bytes_get_size (built->body) > limit)
    {
      *fault = qing_fault_new_too_large (g_bytes_get_size (built->body), limit);
      return NULL;
    }

  return g_steal_pointer (&built);
}

void
qing_built_request_free (QingBuiltRequest *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_strfreev (self->headers);
  g_free (self);
}
