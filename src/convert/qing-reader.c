/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include "qing-base64.h"
#include "qing-json-tape-private.h"
#include "qing-record-tree.h"
#include "qing-split-thought.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_NOTES         100
#define MAX_CONVERSATIONS 100000

/* More than any model writes or reads. */
#define MAX_TEXT (64 * 1024 * 1024)

gboolean
qing_reader_fail (QingReader *self, QingJsonAt at, const char *what, GError **error)
{
  g_autofree char *place = NULL;

  if (self->tape == NULL || at == QING_JSON_NONE)
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_PROTOCOL, what);
      return FALSE;
    }
  place = qing_json_dup_place (self->tape, at);
  /* Translators: the first is a place, the second what is wrong there. */
  g_set_error (error, QING_ERROR, QING_ERROR_PROTOCOL, _ ("%s: %s"), place, what);
  return FALSE;
}

void
qing_reader_remark (QingReader *self, QingJsonAt at, const char *what)
{
  g_autofree char *path = NULL;

  if (self->report->notes->len >= MAX_NOTES)
    return;
  path = self->tape != NULL ? qing_json_dup_path (self->tape, at) : g_strdup ("");
  if (self->name != NULL)
    {
      g_autofree char *in_file = g_strconcat (self->name, *path != '\0' ? ", " : "", path, NULL);

      g_free (path);
      path = g_steal_pointer (&in_file);
    }
  g_ptr_array_add (self->report->notes,
                   *path != '\0' ? g_strdup_printf (_ ("%s: %s"), path, what) : g_strdup (what));
}

static void
update_checksum (GChecksum *checksum, const char *text)
{
  if (text != NULL)
    g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

char *
qing_reader_derive_uid (QingReader *self, const char *first, const char *second)
{
  static const guchar space[16] = { 0x71, 0x69, 0x6e, 0x67, 0x74, 0x61, 0x40, 0x6e,
                                    0x80, 0x69, 0x6d, 0x70, 0x6f, 0x72, 0x74, 0x73 };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;
  guint8 format = (guint8) self->report->format;

  g_checksum_update (checksum, space, sizeof space);
  g_checksum_update (checksum, &format, 1);
  update_checksum (checksum, first);
  update_checksum (checksum, second);
  g_checksum_get_digest (checksum, digest, &length);
  digest[6] = (digest[6] & 0x0f) | 0x50;
  digest[8] = (digest[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          digest[0], digest[1], digest[2], digest[3], digest[4], digest[5],
                          digest[6], digest[7], digest[8], digest[9], digest[10], digest[11],
                          digest[12], digest[13], digest[14], digest[15]);
}

static char *
digest_value (QingReader *self, QingJsonAt at)
{
  g_autofree char *json = qing_json_dup_json (self->tape, at);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, json, -1);
}

QingConversationRecord *
qing_reader_begin (QingReader *self, QingJsonAt at, const char *id)
{
  QingConversationRecord *record = qing_conversation_record_new ();
  g_autofree char *digest = id == NULL ? digest_value (self, at) : NULL;

  record->uid = qing_reader_derive_uid (self, id != NULL ? id : digest, NULL);
  return record;
}

QingMessageNote *
qing_reader_add_message (QingReader *self,
                         QingConversationRecord *record,
                         QingJsonAt at,
                         QingRole role,
                         const char *id)
{
  g_autofree char *number = id == NULL ? g_strdup_printf ("#%u", record->messages->len) : NULL;
  QingMessageNote *note = qing_message_note_new (role, id != NULL ? id : number);

  note->place = at;
  g_ptr_array_add (record->messages, note);
  return note;
}

QingRole
qing_reader_parse_role (const char *role)
{
  static const struct
  {
    const char *name;
    QingRole role;
  } roles[] = {
    { "user", QING_ROLE_USER },           { "human", QING_ROLE_USER },
    { "assistant", QING_ROLE_ASSISTANT }, { "model", QING_ROLE_ASSISTANT },
    { "bot", QING_ROLE_ASSISTANT },       { "system", QING_ROLE_SYSTEM },
    { "developer", QING_ROLE_SYSTEM },    { "tool", QING_ROLE_TOOL },
    { "function", QING_ROLE_TOOL },
  };

  for (gsize i = 0; role != NULL && i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].name, role))
      return roles[i].role;
  return 0;
}

gboolean
qing_reader_take_prompt (QingConversationRecord *record, QingMessageNote *note)
{
  if (note->role != QING_ROLE_SYSTEM || record->system_prompt != NULL || note->attachments != NULL)
    return FALSE;
  for (guint i = 0; i < record->messages->len; i++)
    {
      QingMessageNote *other = g_ptr_array_index (record->messages, i);

      if (other != note && !other->skipped)
        return FALSE;
    }
  record->system_prompt = g_steal_pointer (&note->text);
  note->skipped = TRUE;
  return TRUE;
}

QingJsonAt
qing_reader_get_first_item (QingReader *self, QingJsonAt *container)
{
  QingJsonAt root = qing_json_get_root (self->tape);

  *container = QING_JSON_NONE;
  if (qing_json_get_kind (self->tape, root) != QING_JSON_ARRAY ||
      qing_json_get_next (self->tape, QING_JSON_NONE, root) != QING_JSON_NONE)
    return root;
  *container = root;
  return qing_json_get_first (self->tape, root);
}

/* What a message lacks, once its place is known: a uid, a time, and its thoughts apart. */
static gboolean
complete_message (QingReader *self,
                  QingConversationRecord *record,
                  QingMessageNote *note,
                  gint64 fallback,
                  GError **error)
{
  if (note->uid == NULL)
    note->uid = qing_reader_derive_uid (self, record->uid, note->id);
  if (note->created <= 0)
    note->created = fallback;
  if (note->role == QING_ROLE_ASSISTANT && self->report->format != QING_IMPORT_QINGTAN)
    qing_split_thought (&note->text, &note->reasoning);
  if ((note->text != NULL && strlen (note->text) > MAX_TEXT) ||
      (note->reasoning != NULL && strlen (note->reasoning) > MAX_TEXT))
    return qing_reader_fail (self, note->place, _ ("a text is too long"), error);

  for (guint i = 0; note->attachments != NULL && i < note->attachments->len; i++)
    {
      QingAttachmentRecord *attachment = g_ptr_array_index (note->attachments, i);
      g_autofree char *number = g_strdup_printf ("attachment %u", i);

      if (attachment->uid == NULL)
        attachment->uid = qing_reader_derive_uid (self, note->uid, number);
      self->report->n_attachments++;
    }
  self->report->n_messages++;
  return TRUE;
}

static gboolean
complete_messages (QingReader *self, QingConversationRecord *record, GError **error)
{
  gint64 latest = record->created;

  for (guint i = 0; i < record->messages->len; i++)
    {
      QingMessageNote *note = g_ptr_array_index (record->messages, i);
      gint64 parent_time =
        note->parent == QING_NO_PARENT
          ? record->created
          : ((QingMessageNote *) g_ptr_array_index (record->messages, note->parent))->created;

      if (!complete_message (self, record, note, parent_time, error))
        return FALSE;
      latest = MAX (latest, note->created);
    }
  for (guint i = 0; record->created <= 0 && i < record->messages->len; i++)
    record->created = ((QingMessageNote *) g_ptr_array_index (record->messages, i))->created;
  if (record->created <= 0)
    record->created = record->updated;
  if (record->updated <= 0)
    record->updated = MAX (latest, record->created);
  return TRUE;
}

static void
count_hidden (QingReader *self, QingConversationRecord *record)
{
  for (guint i = 0; i < record->messages->len; i++)
    {
      QingMessageNote *note = g_ptr_array_index (record->messages, i);

      self->report->n_hidden += note->skipped && note->text != NULL && *note->text != '\0';
    }
}

static gboolean
check_going_on (QingReader *self, QingJsonAt at, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->tape != NULL && self->progress != NULL)
    self->progress ((double) qing_json_get_offset (self->tape, at) / (double) self->tape->length,
                    self->progress_data);
  return TRUE;
}

gboolean
qing_reader_finish (QingReader *self, QingConversationRecord *taken, QingJsonAt at, GError **error)
{
  g_autoptr (QingConversationRecord) record = taken;
  QingJsonAt place = at;
  const char *complaint;
  guint n_orphans = 0;

  if (!check_going_on (self, at, error))
    return FALSE;
  count_hidden (self, record);
  complaint = qing_record_sort (record, &n_orphans, &place);
  if (complaint != NULL)
    return qing_reader_fail (self, place, complaint, error);
  if (n_orphans > 0)
    {
      self->report->n_orphans += n_orphans;
      qing_reader_remark (self, at, _ ("some messages follow none that is in the file"));
    }
  if (record->messages->len == 0 && self->report->format != QING_IMPORT_QINGTAN)
    {
      self->report->n_empty++;
      return TRUE;
    }
  if (g_hash_table_contains (self->uids, record->uid))
    {
      self->report->n_duplicates++;
      qing_reader_remark (self, at, _ ("this conversation was in the file before"));
      return TRUE;
    }
  if (!complete_messages (self, record, error))
    return FALSE;
  if (self->conversations->len >= MAX_CONVERSATIONS)
    return qing_reader_fail (self, at, _ ("there are too many conversations"), error);
  self->report->n_conversations++;
  g_hash_table_add (self->uids, record->uid);
  g_ptr_array_add (self->conversations, g_steal_pointer (&record));
  return TRUE;
}

gint64
qing_reader_scale_time (double value)
{
  if (!(value > 0) || value > 4e18)
    return 0;
  if (value < 1e11)
    return (gint64) (value * 1e6);
  if (value < 1e14)
    return (gint64) (value * 1e3);
  if (value < 1e17)
    return (gint64) value;
  return (gint64) (value / 1e3);
}

gint64
qing_reader_get_time (QingReader *self, QingJsonAt at)
{
  g_autofree char *text = qing_json_dup_string (self->tape, at);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL)
    return qing_reader_scale_time (qing_json_get_double (self->tape, at, 0));
  time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    return qing_reader_scale_time (g_ascii_strtod (text, NULL));
  return MAX (g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time), 0);
}
