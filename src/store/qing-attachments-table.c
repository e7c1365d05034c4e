/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-attachments-table.h"

#include "qing-fault.h"

#include <glib/gi18n-lib.h>

static GBytes *
ref_bytes (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

QingStoredAttachment *
qing_stored_attachment_new (QingAttachment *attachment)
{
  QingStoredAttachment *self = g_new0 (QingStoredAttachment, 1);

  self->uid = g_strdup (qing_attachment_get_uid (attachment));
  self->kind = qing_attachment_get_kind (attachment);
  self->name = g_strdup (qing_attachment_get_name (attachment));
  self->mime_type = g_strdup (qing_attachment_get_mime_type (attachment));
  self->size = (gint64) qing_attachment_get_size (attachment);
  qing_attachment_get_dimensions (attachment, &self->width, &self->height);
  self->bytes = ref_bytes (qing_attachment_get_bytes (attachment));
  self->thumbnail = ref_bytes (qing_attachment_get_thumbnail (attachment));
  return self;
}

void
qing_stored_attachment_free (QingStoredAttachment *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->name);
  g_free (self->mime_type);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->thumbnail, g_bytes_unref);
  g_free (self);
}

QingAttachment *
qing_stored_attachment_create (const QingStoredAttachment *self, QingBlobSource *source)
{
  QingAttachment *attachment =
    qing_attachment_new (self->uid, self->kind, self->name, self->mime_type);

  qing_attachment_set_size (attachment, (gsize) MAX (self->size, 0));
  qing_attachment_set_dimensions (attachment, self->width, self->height);
  qing_attachment_set_thumbnail (attachment, self->thumbnail);
  qing_attachment_set_source (attachment, source);
  return attachment;
}

/* The same picture sent twice, or kept by an edited question, is stored once. */
static gboolean
put_blob (QingDatabase *database, GBytes *bytes, gint64 *id, GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  if (!qing_database_get_number (database, id, -1, error, "SELECT id FROM blob WHERE sha256 = ?1",
                                 "s", sha256))
    return FALSE;
  if (*id >= 0)
    return TRUE;
  if (!qing_database_execute (database, error, "INSERT INTO blob (sha256, bytes) VALUES (?1, ?2)",
                              "sb", sha256, bytes))
    return FALSE;
  *id = qing_database_get_last_id (database);
  return TRUE;
}

#define SELECT_BLOB                                                                                \
  "SELECT blob FROM attachment WHERE uid = ?1 UNION ALL"                                           \
  " SELECT blob FROM draft_attachment WHERE uid = ?1 LIMIT 1"

static gboolean
find_blob (QingDatabase *database, const QingStoredAttachment *record, gint64 *blob, GError **error)
{
  *blob = -1;
  return record->bytes != NULL
           ? put_blob (database, record->bytes, blob, error)
           : qing_database_get_number (database, blob, -1, error, SELECT_BLOB, "s", record->uid);
}

gboolean
qing_attachments_put (QingDatabase *database,
                      gint64 message,
                      const QingStoredAttachment *record,
                      GError **error)
{
  gint64 blob;

  return find_blob (database, record, &blob, error) &&
         qing_database_execute (
           database, error,
           "INSERT INTO attachment (uid, message, kind, name, mime_type, size, width,"
           " height, blob, thumbnail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
           "sxissxiinb", record->uid, message, (int) record->kind, record->name, record->mime_type,
           record->size, record->width, record->height, blob, record->thumbnail);
}

static gboolean
put_draft (QingDatabase *database,
           gint64 conversation,
           const QingStoredAttachment *record,
           GError **error)
{
  gint64 blob;

  return find_blob (database, record, &blob, error) &&
         qing_database_execute (
           database, error,
           "INSERT INTO draft_attachment (uid, conversation, kind, name, mime_type, size, width,"
           " height, blob, thumbnail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
           "sxissxiinb", record->uid, conversation, (int) record->kind, record->name,
           record->mime_type, record->size, record->width, record->height, blob, record->thumbnail);
}

/* The old ones go last, because the new ones may name their bytes. */
gboolean
qing_attachments_put_drafts (QingDatabase *database,
                             const char *conversation_uid,
                             GPtrArray *records,
                             GError **error)
{
  gint64 conversation;
  gint64 last;

  if (!qing_database_get_number (database, &conversation, -1, error,
                                 "SELECT id FROM conversation WHERE uid = ?1", "s",
                                 conversation_uid) ||
      !qing_database_get_number (database, &last, 0, error, "SELECT max (id) FROM draft_attachment",
                                 ""))
    return FALSE;
  if (conversation < 0)
    return TRUE;
  for (guint i = 0; i < records->len; i++)
    if (!put_draft (database, conversation, records->pdata[i], error))
      return FALSE;
  return qing_database_execute (database, error,
                                "DELETE FROM draft_attachment WHERE conversation = ?1 AND id <= ?2",
                                "xx", conversation, last);
}

static QingStoredAttachment *
read_row (sqlite3_stmt *row)
{
  QingStoredAttachment *record = g_new0 (QingStoredAttachment, 1);

  record->message = sqlite3_column_int64 (row, 0);
  record->uid = qing_column_dup_text (row, 1);
  record->kind = (QingAttachmentKind) sqlite3_column_int (row, 2);
  record->name = qing_column_dup_text (row, 3);
  record->mime_type = qing_column_dup_text (row, 4);
  record->size = sqlite3_column_int64 (row, 5);
  record->width = sqlite3_column_int (row, 6);
  record->height = sqlite3_column_int (row, 7);
  record->thumbnail = qing_column_dup_bytes (row, 8);
  return record;
}

static GPtrArray *
list (QingDatabase *database, const char *sql, gint64 conversation, GError **error)
{
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) qing_stored_attachment_free);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row = qing_database_query (database, error, sql, "x", conversation);

  if (row == NULL)
    return NULL;
  while (qing_database_next (database, row, &failure))
    g_ptr_array_add (records, read_row (row));
  if (failure == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

GPtrArray *
qing_attachments_list (QingDatabase *database, gint64 conversation, GError **error)
{
  return list (database,
               "SELECT a.message, a.uid, a.kind, a.name, a.mime_type, a.size, a.width, a.height,"
               " a.thumbnail FROM message m CROSS JOIN attachment a ON a.message = m.id"
               " WHERE m.conversation = ?1 AND m.deleted_at IS NULL ORDER BY a.message, a.id",
               conversation, error);
}

GPtrArray *
qing_attachments_list_drafts (QingDatabase *database, gint64 conversation, GError **error)
{
  return list (database,
               "SELECT -1, uid, kind, name, mime_type, size, width, height, thumbnail"
               " FROM draft_attachment WHERE conversation = ?1 ORDER BY id",
               conversation, error);
}

GBytes *
qing_attachments_load (QingDatabase *database, const char *uid, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  sqlite3_stmt *row;

  row =
    qing_database_query (database, error,
                         "SELECT bytes, sha256 FROM blob WHERE id = (" SELECT_BLOB ")", "s", uid);
  if (row == NULL)
    return NULL;
  if (qing_database_next (database, row, &failure))
    {
      bytes = qing_column_dup_bytes (row, 0);
      expected = qing_column_dup_text (row, 1);
      qing_database_done (database, row);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (bytes != NULL)
    found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (bytes != NULL && g_strcmp0 (expected, found) == 0)
    return g_steal_pointer (&bytes);
  g_set_error_literal (error, QING_ERROR, QING_ERROR_STORAGE,
                       _ ("The attached file is missing or damaged."));
  return NULL;
}

gboolean
qing_attachments_purge (QingDatabase *database, GError **error)
{
  return qing_database_execute (database, error,
                                "DELETE FROM blob WHERE NOT EXISTS"
                                " (SELECT 1 FROM attachment a WHERE a.blob = blob.id)"
                                " AND NOT EXISTS"
                                " (SELECT 1 FROM draft_attachment d WHERE d.blob = blob.id)",
                                "");
}
