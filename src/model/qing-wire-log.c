/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* memmem() */
#define _GNU_SOURCE

#include "qing-wire-log.h"

#include <string.h>

#define TAIL_LIMIT (256 * 1024)
#define HEAD_LIMIT (QING_WIRE_LOG_LIMIT - TAIL_LIMIT)

/* Longer than any key: what is left of a line, or of a key, where bytes were left out goes too. */
#define EDGE 4096

/* The fastest level packs a megabyte in a few milliseconds, and a stream of events as well as the
 * best one does. */
#define PACK_LEVEL 1

struct _QingWireLog
{
  GByteArray *head;
  GByteArray *tail;
  guint64 n_all; /* that came */
  GBytes *packed;
  gsize length; /* of what is packed */
  gsize position;
};

QingWireLog *
qing_wire_log_new (void)
{
  QingWireLog *self = g_new0 (QingWireLog, 1);

  self->head = g_byte_array_new ();
  self->tail = g_byte_array_new ();

  return self;
}

void
qing_wire_log_free (QingWireLog *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->head);
  g_byte_array_unref (self->tail);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_free (self);
}

void
qing_wire_log_clear (QingWireLog *self)
{
  g_byte_array_set_size (self->head, 0);
  g_byte_array_set_size (self->tail, 0);
  g_clear_pointer (&self->packed, g_bytes_unref);
  self->n_all = 0;
  self->length = 0;
  self->position = 0;
}

/* The end is cut to its measure only when it is twice as long, so that each byte is moved once. */
static void
append_tail (QingWireLog *self, const guint8 *bytes, gsize length)
{
  if (length > TAIL_LIMIT)
    {
      bytes += length - TAIL_LIMIT;
      length = TAIL_LIMIT;
    }
  if (self->tail->len + length > 2 * TAIL_LIMIT)
    g_byte_array_remove_range (self->tail, 0, self->tail->len - TAIL_LIMIT);
  g_byte_array_append (self->tail, bytes, (guint) length);
}

void
qing_wire_log_append (QingWireLog *self, const guint8 *bytes, gsize length)
{
  gsize room = HEAD_LIMIT - self->head->len;
  gsize first = MIN (length, room);

  g_return_if_fail (self->packed == NULL);

  self->n_all += length;
  if (first > 0)
    g_byte_array_append (self->head, bytes, (guint) first);
  if (length > first)
    append_tail (self, bytes + first, length - first);
}

gboolean
qing_wire_redact (char *bytes, gsize length, const char *key)
{
  gsize n = key != NULL ? strlen (key) : 0;
  gboolean found = FALSE;
  char *at = bytes;

  if (n < 4 || length < n)
    return FALSE;

  while ((at = memmem (at, length - (gsize) (at - bytes), key, n)) != NULL)
    {
      memset (at, '*', n);
      at += n;
      found = TRUE;
    }
  return found;
}

static gboolean
is_cut (QingWireLog *self)
{
  return self->n_all > self->head->len + self->tail->len || self->tail->len > TAIL_LIMIT;
}

/* Where bytes are missing, the two halves begin and end with whole lines: half of a key is nothing
 * that could be found and taken out. */
static void
trim_edges (QingWireLog *self)
{
  gsize at = self->head->len;
  gsize skip;

  if (!is_cut (self))
    return;

  while (at > 0 && self->head->len - at < EDGE && self->head->data[at - 1] != '\n')
    at--;
  g_byte_array_set_size (self->head, (guint) at);

  skip = self->tail->len > TAIL_LIMIT ? self->tail->len - TAIL_LIMIT : 0;
  at = skip;
  while (at < self->tail->len && at - skip < EDGE && self->tail->data[at] != '\n')
    at++;
  if (at < self->tail->len && self->tail->data[at] == '\n')
    at++;
  g_byte_array_remove_range (self->tail, 0, (guint) at);
}

static GBytes *
convert (GConverter *converter, const guint8 *bytes, gsize length, gsize expected)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize done = 0;
  gsize written = 0;

  while (result != G_CONVERTER_FINISHED && result != G_CONVERTER_ERROR)
    {
      gsize n_read = 0;
      gsize n_written = 0;

      if (written + 256 > out->len)
        g_byte_array_set_size (out, (guint) MAX (expected, (gsize) out->len * 2));
      result = g_converter_convert (converter, bytes + done, length - done, out->data + written,
                                    out->len - written, G_CONVERTER_INPUT_AT_END, &n_read,
                                    &n_written, NULL);
      done += n_read;
      written += n_written;
    }

  return g_bytes_new (out->data, written);
}

void
qing_wire_log_pack (QingWireLog *self, const char *key)
{
  g_autoptr (GZlibCompressor) compressor = NULL;

  if (self->packed != NULL)
    return;

  trim_edges (self);
  self->position = self->head->len;
  if (self->tail->len > 0)
    g_byte_array_append (self->head, self->tail->data, self->tail->len);
  self->length = self->head->len;
  qing_wire_redact ((char *) self->head->data, self->length, key);

  compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, PACK_LEVEL);
  self->packed =
    convert (G_CONVERTER (compressor), self->head->data, self->length, self->length / 8 + 1024);
  g_byte_array_unref (self->head);
  g_byte_array_unref (self->tail);
  self->head = g_byte_array_new ();
  self->tail = g_byte_array_new ();
}

GBytes *
qing_wire_log_dup_bytes (QingWireLog *self)
{
  g_autoptr (GZlibDecompressor) decompressor = NULL;

  if (self->packed == NULL)
    qing_wire_log_pack (self, NULL);

  decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  return convert (G_CONVERTER (decompressor), g_bytes_get_data (self->packed, NULL),
                  g_bytes_get_size (self->packed), self->length + 1024);
}

guint64
qing_wire_log_get_n_left_out (QingWireLog *self, gsize *position)
{
  gsize kept = self->packed != NULL ? self->length : self->head->len + self->tail->len;

  if (position != NULL)
    *position = self->packed != NULL ? self->position : self->head->len;
  return self->n_all - kept;
}

gsize
qing_wire_log_get_size (QingWireLog *self)
{
  return self->packed != NULL ? g_bytes_get_size (self->packed)
                              : (gsize) self->head->len + self->tail->len;
}
