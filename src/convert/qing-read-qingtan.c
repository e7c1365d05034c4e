/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include "qing-base64.h"
#include "qing-own-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A little more than a fault keeps, for what became longer when it was made valid. */
#define MAX_DETAIL 16000

/* A uid is one word, as the store writes it. */
static char *
dup_uid (QingReader *self, QingJsonAt at, const char *name, gboolean *bad)
{
  g_autofree char *uid = qing_json_dup_member (self->tape, at, name);

  *bad = uid == NULL || *uid == '\0' || strlen (uid) > 64;
  for (const char *p = uid; !*bad && *p != '\0'; p++)
    *bad = !g_ascii_isgraph (*p);
  return g_steal_pointer (&uid);
}

static void
read_fields (QingReader *self, QingJsonAt object, const QingOwnField *fields, gpointer out)
{
  for (gsize i = 0; fields[i].name != NULL; i++)
    {
      gint64 *field = (gint64 *) (gpointer) ((char *) out + fields[i].offset);

      *field =
        qing_tape_get_int (self->tape, qing_tape_get (self->tape, object, fields[i].name), *field);
    }
}

static int
read_name (QingReader *self,
           QingJsonAt at,
           const char *member,
           const QingOwnName *names,
           int fallback)
{
  g_autofree char *name = qing_json_dup_member (self->tape, at, member);

  return qing_own_get_value (names, name, fallback);
}

static int
read_int (QingReader *self, QingJsonAt at, const char *member, int fallback)
{
  gint64 value = qing_tape_get_int (self->tape, qing_tape_get (self->tape, at, member), fallback);

  return (int) CLAMP (value, G_MININT, G_MAXINT);
}

static QingFault *
read_fault (QingReader *self, QingJsonAt at)
{
  const QingJsonTape *tape = self->tape;
  g_autofree char *summary = qing_json_dup_member (tape, at, "summary");
  g_autofree char *detail = qing_json_dup_member (tape, at, "detail");
  int code =
    CLAMP (read_int (self, at, "code", QING_ERROR_SERVER), QING_ERROR_AUTH, QING_ERROR_CANCELLED);
  QingFault *fault;

  if (qing_json_get_kind (tape, at) != QING_JSON_OBJECT)
    return NULL;
  fault = qing_fault_new ((QingError) code, summary);
  fault->action = (QingFaultAction) CLAMP (read_int (self, at, "action", 0), QING_FAULT_ACTION_NONE,
                                           QING_FAULT_ACTION_OPEN_BILLING);
  /* As it was written: cutting it again could change it. */
  if (detail != NULL && strlen (detail) <= MAX_DETAIL)
    fault->detail = g_steal_pointer (&detail);
  fault->server_code = qing_json_dup_member (tape, at, "server-code");
  fault->request_id = qing_json_dup_member (tape, at, "request-id");
  fault->parameter = qing_json_dup_member (tape, at, "parameter");
  fault->http_status = read_int (self, at, "http-status", 0);
  fault->retry_after_ms = read_int (self, at, "retry-after-ms", -1);
  fault->retryable = qing_json_get_true (tape, qing_tape_get (tape, at, "retryable"));
  return fault;
}

static gboolean
read_bytes (QingReader *self, QingJsonAt at, const char *name, GBytes **bytes, GError **error)
{
  QingJsonAt string = qing_tape_get (self->tape, at, name);
  gsize length;
  const char *raw = qing_json_get_raw (self->tape, string, &length);

  if (raw == NULL)
    return TRUE;
  *bytes = qing_base64_decode (raw, length);
  return *bytes != NULL || qing_reader_fail (self, string, _ ("this file is damaged"), error);
}

static gboolean
read_attachment (QingReader *self, QingMessageNote *note, QingJsonAt at, GError **error)
{
  g_autoptr (QingAttachmentRecord) attachment = qing_attachment_record_new ();
  gboolean bad;

  attachment->uid = dup_uid (self, at, "uid", &bad);
  if (bad)
    return qing_reader_fail (self, at, _ ("the uid is missing"), error);
  attachment->kind =
    (QingAttachmentKind) read_name (self, at, "kind", qing_own_kinds, QING_ATTACHMENT_DOCUMENT);
  attachment->name = qing_json_dup_member (self->tape, at, "name");
  attachment->mime_type = qing_json_dup_member (self->tape, at, "mime-type");
  attachment->width = read_int (self, at, "width", 0);
  attachment->height = read_int (self, at, "height", 0);
  attachment->size =
    MAX (qing_tape_get_int (self->tape, qing_tape_get (self->tape, at, "size"), 0), 0);
  if (!read_bytes (self, at, "thumbnail", &attachment->thumbnail, error) ||
      !read_bytes (self, at, "bytes", &attachment->bytes, error))
    return FALSE;
  if (attachment->bytes == NULL)
    self->report->n_missing_files++;
  qing_message_note_add_attachment (note, g_steal_pointer (&attachment));
  return TRUE;
}

static void
read_call (QingReader *self, QingMessageNote *note, QingJsonAt at)
{
  QingCallRecord *call = qing_call_record_new ();

  call->id = qing_json_dup_member (self->tape, at, "id");
  call->name = qing_json_dup_member (self->tape, at, "name");
  call->arguments = qing_json_dup_member (self->tape, at, "arguments");
  call->result = qing_json_dup_member (self->tape, at, "result");
  call->state =
    (QingToolCallState) read_name (self, at, "state", qing_own_call_states, QING_TOOL_CALL_DONE);
  qing_message_note_add_call (note, call);
}

static void
read_texts (QingReader *self, QingMessageNote *note, QingJsonAt at)
{
  const QingJsonTape *tape = self->tape;

  note->text = qing_json_dup_member (tape, at, "text");
  note->reasoning = qing_json_dup_member (tape, at, "reasoning");
  note->model = qing_json_dup_member (tape, at, "model");
  note->finish_reason = qing_json_dup_member (tape, at, "finish-reason");
  note->request_id = qing_json_dup_member (tape, at, "request-id");
  note->tool_call_id = qing_json_dup_member (tape, at, "tool-call-id");
  note->verdict = qing_json_dup_member (tape, at, "verdict");
}

static gboolean
read_message (QingReader *self, QingConversationRecord *record, QingJsonAt at, GError **error)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt calls = qing_tape_get (tape, at, "tool-calls");
  QingJsonAt attachments = qing_tape_get (tape, at, "attachments");
  gboolean bad;
  g_autofree char *uid = dup_uid (self, at, "uid", &bad);
  QingMessageNote *note;

  if (bad)
    return qing_reader_fail (self, at, _ ("the uid is missing"), error);
  note = qing_reader_add_message (self, record, at,
                                  (QingRole) read_name (self, at, "role", qing_own_roles,
                                                        QING_ROLE_USER),
                                  uid);
  note->uid = g_strdup (uid);
  note->parent_id = qing_json_dup_member (tape, at, "parent");
  note->chosen = qing_json_get_true (tape, qing_tape_get (tape, at, "chosen"));
  note->state =
    (QingMessageState) read_name (self, at, "state", qing_own_states, QING_MESSAGE_COMPLETE);
  note->created = qing_tape_get_int (tape, qing_tape_get (tape, at, "created"), 0);
  read_texts (self, note, at);
  read_fields (self, qing_tape_get (tape, at, "usage"), qing_own_usage, &note->usage);
  read_fields (self, qing_tape_get (tape, at, "timing"), qing_own_timing, &note->timing);
  note->fault = read_fault (self, qing_tape_get (tape, at, "fault"));
  if (!read_bytes (self, at, "logprobs", &note->logprobs, error))
    return FALSE;
  if (qing_json_get_kind (tape, calls) == QING_JSON_ARRAY)
    for (QingJsonAt call = qing_json_get_first (tape, calls); call != QING_JSON_NONE;
         call = qing_json_get_next (tape, calls, call))
      read_call (self, note, call);
  if (qing_json_get_kind (tape, attachments) == QING_JSON_ARRAY)
    for (QingJsonAt each = qing_json_get_first (tape, attachments); each != QING_JSON_NONE;
         each = qing_json_get_next (tape, attachments, each))
      if (!read_attachment (self, note, each, error))
        return FALSE;
  return TRUE;
}

static void
read_head (QingReader *self, QingConversationRecord *record, QingJsonAt at)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt parameters = qing_tape_get (tape, at, "parameters");

  record->title = qing_json_dup_member (tape, at, "title");
  record->title_final = qing_json_get_true (tape, qing_tape_get (tape, at, "title-final"));
  record->model = qing_json_dup_member (tape, at, "model");
  record->account = qing_json_dup_member (tape, at, "account");
  record->folder = qing_json_dup_member (tape, at, "folder");
  record->draft = qing_json_dup_member (tape, at, "draft");
  record->created = qing_tape_get_int (tape, qing_tape_get (tape, at, "created"), 0);
  record->updated = qing_tape_get_int (tape, qing_tape_get (tape, at, "updated"), 0);
  record->pinned = qing_json_get_true (tape, qing_tape_get (tape, at, "pinned"));
  record->archived = qing_json_get_true (tape, qing_tape_get (tape, at, "archived"));
  if (qing_json_get_kind (tape, parameters) == QING_JSON_OBJECT)
    record->parameters = qing_json_dup_json (tape, parameters);
}

static gboolean
read_conversation (QingReader *self, QingJsonAt at, GError **error)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt messages = qing_tape_get (tape, at, "messages");
  g_autoptr (QingConversationRecord) record = qing_conversation_record_new ();
  gboolean bad;

  record->uid = dup_uid (self, at, "uid", &bad);
  if (bad)
    return qing_reader_fail (self, at, _ ("the uid is missing"), error);
  if (qing_json_get_kind (tape, messages) != QING_JSON_ARRAY)
    return qing_reader_fail (self, at, _ ("the messages are missing"), error);
  read_head (self, record, at);
  for (QingJsonAt message = qing_json_get_first (tape, messages); message != QING_JSON_NONE;
       message = qing_json_get_next (tape, messages, message))
    if (!read_message (self, record, message, error))
      return FALSE;
  return qing_reader_finish (self, g_steal_pointer (&record), at, error);
}

gboolean
qing_read_qingtan (QingReader *self, GError **error)
{
  const QingJsonTape *tape = self->tape;
  QingJsonAt root = qing_json_get_root (tape);
  QingJsonAt version = qing_tape_get (tape, root, "version");
  QingJsonAt list = qing_tape_get (tape, root, "conversations");

  if (qing_tape_get_int (tape, version, 0) != QING_OWN_VERSION)
    return qing_reader_fail (self, version,
                             _ ("the file was written by a later version of Qingtan"), error);
  if (qing_json_get_kind (tape, list) != QING_JSON_ARRAY)
    return qing_reader_fail (self, root, _ ("the conversations are missing"), error);
  for (QingJsonAt at = qing_json_get_first (tape, list); at != QING_JSON_NONE;
       at = qing_json_get_next (tape, list, at))
    if (!read_conversation (self, at, error))
      return FALSE;
  return TRUE;
}
