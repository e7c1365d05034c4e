/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-tail.h"

#include "qing-chunks-table.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* More than this waits for no other transaction. */
#define MAX_WAITING (1024 * 1024)
/* What is read of a file that somebody else may have put there. */
#define MAX_FILE (64 * 1024 * 1024)
/* A piece: the length of the rest and its checksum; then number, part, length of the message's uid,
 * uid, position, text. */
#define HEAD_BYTES  12
#define FIXED_BYTES 14

struct _QingTail
{
  QingDatabase *database;
  char *path;
  int fd;
  guint32 number;      /* that pieces have which are not in the database */
  GByteArray *waiting; /* the same as in the file */
};

typedef struct
{
  char *uid;
  QingPart part;
  guint64 position;
  const char *text;
  gsize length;
} Piece;

/* FNV-1a: it has to notice what was half written, not what somebody forged. */
static guint64
sum_up (const guint8 *bytes, gsize n)
{
  guint64 sum = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < n; i++)
    sum = (sum ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return sum;
}

static void
put_number (GByteArray *out, guint64 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (value >> (8 * i));

      g_byte_array_append (out, &byte, 1);
    }
}

static guint64
get_number (const guint8 *bytes, guint n_bytes)
{
  guint64 value = 0;

  for (guint i = 0; i < n_bytes; i++)
    value |= (guint64) bytes[i] << (8 * i);
  return value;
}

typedef struct
{
  GByteArray *out;
  guint32 number;
  gboolean too_large; /* for what is read back after a crash */
} Writing;

static void
put_piece (const char *uid,
           QingPart part,
           gsize position,
           const char *text,
           gsize length,
           gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (GByteArray) body = g_byte_array_new ();
  gsize n_uid = strlen (uid);

  if (n_uid > G_MAXUINT8 || length > MAX_WAITING || writing->out->len > MAX_WAITING)
    writing->too_large = TRUE;
  if (writing->too_large)
    return;
  put_number (body, writing->number, 4);
  put_number (body, part, 1);
  put_number (body, n_uid, 1);
  put_number (body, position, 8);
  g_byte_array_append (body, (const guint8 *) uid, (guint) n_uid);
  g_byte_array_append (body, (const guint8 *) text, (guint) length);
  put_number (writing->out, body->len, 4);
  put_number (writing->out, sum_up (body->data, body->len), 8);
  g_byte_array_append (writing->out, body->data, body->len);
}

/* Returns: how many bytes the piece at @bytes has, or 0 where there is none that is whole. @number
 * is the one it must have, or -1. */
static gsize
get_piece (const guint8 *bytes, gsize n, gint64 number, Piece *piece)
{
  const guint8 *body = bytes + HEAD_BYTES;
  gsize length, n_uid;

  if (n < HEAD_BYTES + FIXED_BYTES)
    return 0;
  length = get_number (bytes, 4);
  if (length < FIXED_BYTES || length > n - HEAD_BYTES ||
      sum_up (body, length) != get_number (bytes + 4, 8))
    return 0;
  n_uid = body[5];
  if (length < FIXED_BYTES + n_uid || (number >= 0 && (gint64) get_number (body, 4) != number))
    return 0;
  piece->part = body[4] == QING_PART_REASONING ? QING_PART_REASONING : QING_PART_TEXT;
  piece->position = get_number (body + 6, 8);
  piece->uid = g_strndup ((const char *) body + FIXED_BYTES, n_uid);
  piece->text = (const char *) body + FIXED_BYTES + n_uid;
  piece->length = length - FIXED_BYTES - n_uid;
  return HEAD_BYTES + length;
}

/* Part of every transaction. */
static gboolean
write_waiting (QingDatabase *database, gpointer user_data, GError **error)
{
  QingTail *self = user_data;
  g_autofree char *next = NULL;

  if (self->waiting->len == 0)
    return TRUE;
  for (gsize at = 0; at < self->waiting->len;)
    {
      g_autofree char *uid = NULL;
      Piece piece;
      gsize n = get_piece (self->waiting->data + at, self->waiting->len - at, -1, &piece);

      g_assert (n > 0);
      uid = piece.uid;
      if (!qing_chunks_append (database, uid, piece.part, (gint64) piece.position, piece.text,
                               piece.length, error))
        return FALSE;
      at += n;
    }
  next = g_strdup_printf ("%u", self->number + 1);
  return qing_database_execute (database, error,
                                "INSERT OR REPLACE INTO meta (key, value) VALUES ('tail', ?1)", "s",
                                next);
}

/* If the file keeps its pieces, their number tells that they are of no use any more. */
static void
written (gpointer user_data)
{
  QingTail *self = user_data;

  if (self->waiting->len == 0)
    return;
  g_byte_array_set_size (self->waiting, 0);
  self->number++;
  if (ftruncate (self->fd, 0) != 0)
    g_debug ("The file of pieces keeps its length");
}

/* What follows the last whole piece is of no use. */
static void
read_left_behind (QingTail *self, gint64 number)
{
  struct stat buf = { 0 };
  gsize length = fstat (self->fd, &buf) == 0 ? (gsize) MIN (buf.st_size, MAX_FILE) : 0;
  g_autofree guint8 *bytes = g_malloc (length + 1);
  ssize_t n = pread (self->fd, bytes, length, 0);
  gsize at = 0;

  while (n > 0 && at < (gsize) n)
    {
      Piece piece;
      gsize size = get_piece (bytes + at, (gsize) n - at, number, &piece);

      if (size == 0)
        break;
      g_free (piece.uid);
      at += size;
    }
  g_byte_array_append (self->waiting, bytes, (guint) at);
  if (at < length && ftruncate (self->fd, (off_t) at) != 0)
    g_debug ("The file of pieces keeps its length");
}

/* A file that was just made outlives a loss of power only when its folder is on the disk, too. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  if (fsync (fd) != 0)
    g_debug ("The folder of the history was not synced");
  close (fd);
}

QingTail *
qing_tail_open (QingDatabase *database, const char *history_path, gboolean repaired)
{
  g_autofree char *path = g_strconcat (history_path, "-tail", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  gint64 number = 0;
  QingTail *self;

  if (fd < 0 || !qing_database_get_number (database, &number, 0, NULL,
                                           "SELECT value FROM meta WHERE key = 'tail'", ""))
    {
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  self = g_new0 (QingTail, 1);
  self->database = database;
  self->path = g_steal_pointer (&path);
  self->fd = fd;
  self->number = (guint32) number;
  self->waiting = g_byte_array_new ();
  sync_folder (self->path);
  read_left_behind (self, repaired ? -1 : number);
  qing_database_set_companion (database, write_waiting, written, self);
  return self;
}

static gboolean
write_all (QingTail *self, const GByteArray *pieces)
{
  gsize done = 0;

  while (done < pieces->len)
    {
      ssize_t n = pwrite (self->fd, pieces->data + done, pieces->len - done,
                          (off_t) (self->waiting->len + done));

      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }
  return fdatasync (self->fd) == 0;
}

gboolean
qing_tail_take (QingTail *self, QingBatch *batch)
{
  g_autoptr (GByteArray) pieces = g_byte_array_new ();
  Writing writing = { pieces, self->number, FALSE };

  if (self->waiting->len > MAX_WAITING || !qing_batch_list_appends (batch, put_piece, &writing) ||
      writing.too_large)
    return FALSE;
  if (!write_all (self, pieces))
    {
      if (ftruncate (self->fd, self->waiting->len) != 0)
        g_debug ("Half a piece stays in the file");
      return FALSE;
    }
  g_byte_array_append (self->waiting, pieces->data, pieces->len);
  return TRUE;
}

static gboolean
do_nothing (QingDatabase *database, gpointer user_data, GError **error)
{
  return TRUE;
}

gboolean
qing_tail_spill (QingTail *self, GError **error)
{
  return self->waiting->len == 0 ||
         qing_database_transact (self->database, do_nothing, NULL, error);
}

void
qing_tail_close (QingTail *self)
{
  if (self == NULL)
    return;
  if (qing_tail_spill (self, NULL))
    g_unlink (self->path);
  qing_database_set_companion (self->database, NULL, NULL, NULL);
  close (self->fd);
  g_byte_array_unref (self->waiting);
  g_free (self->path);
  g_free (self);
}
