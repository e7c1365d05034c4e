/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-page-reader.h"

#include <string.h>

#define MAGIC            "SQLite format 3"
#define LOG_MAGIC        0x377f0682
#define LOG_HEADER_BYTES 32
#define FRAME_BYTES      24
#define LEAF_OF_TABLE    0x0d
#define LEAF_OF_INDEX    0x0a
/* No message is longer. */
#define MAX_ROW (G_GUINT64_CONSTANT (1) << 30)

struct _QingPageReader
{
  const guint8 *file;
  gsize file_length;
  const guint8 *log;
  gsize log_length;

  /* Of the run. */
  guint page_size;
  guint n_pages;      /* of the file */
  GHashTable *newer;  /* number of a page → where it begins in the log */
  guint64 budget;     /* bytes that may still be joined */
  GByteArray *joined; /* a row that is spread over several pages */
  QingPageFunc func;
  gpointer user_data;
  guint n_found;
};

static guint32
get_u16 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 8 | bytes[1];
}

static guint32
get_u32 (const guint8 *bytes)
{
  return get_u16 (bytes) << 16 | get_u16 (bytes + 2);
}

/* Returns: how many bytes it has; 0 where it goes beyond @n */
static gsize
get_varint (const guint8 *bytes, gsize n, guint64 *value)
{
  *value = 0;
  for (gsize i = 0; i < MIN (n, 9); i++)
    {
      if (i == 8)
        {
          *value = *value << 8 | bytes[i];
          return 9;
        }
      *value = *value << 7 | (bytes[i] & 0x7f);
      if ((bytes[i] & 0x80) == 0)
        return i + 1;
    }
  return 0;
}

static gint64
get_integer (const guint8 *bytes, gsize n)
{
  guint64 value = (bytes[0] & 0x80) != 0 ? G_MAXUINT64 : 0;

  for (gsize i = 0; i < n; i++)
    value = value << 8 | bytes[i];
  return (gint64) value;
}

static gboolean
is_page_size (guint size)
{
  return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

static gboolean
has_log (QingPageReader *self)
{
  return self->log_length > LOG_HEADER_BYTES && (get_u32 (self->log) & ~1u) == LOG_MAGIC &&
         is_page_size (get_u32 (self->log + 8));
}

QingPageReader *
qing_page_reader_new (GBytes *file, GBytes *log)
{
  QingPageReader *self = g_new0 (QingPageReader, 1);

  self->file = g_bytes_get_data (file, &self->file_length);
  if (log != NULL)
    self->log = g_bytes_get_data (log, &self->log_length);
  self->joined = g_byte_array_new ();
  return self;
}

void
qing_page_reader_free (QingPageReader *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->joined);
  g_free (self);
}

guint
qing_page_reader_get_page_size (QingPageReader *self)
{
  guint size = 0;

  if (self->file_length >= 100 && memcmp (self->file, MAGIC, sizeof MAGIC) == 0)
    size = get_u16 (self->file + 16) == 1 ? 65536 : get_u16 (self->file + 16);
  if (is_page_size (size))
    return size;
  return has_log (self) ? get_u32 (self->log + 8) : 0;
}

/* Frames of this round of the log carry its two salts; the last one of a transaction has the length of
 * the database. What follows the last transaction was never finished. */
static void
read_log (QingPageReader *self)
{
  gsize step = (gsize) self->page_size + FRAME_BYTES;
  gsize end = 0;

  if (!has_log (self) || get_u32 (self->log + 8) != self->page_size)
    return;
  for (gsize at = LOG_HEADER_BYTES; at + step <= self->log_length; at += step)
    {
      if (memcmp (self->log + at + 8, self->log + 16, 8) != 0)
        break;
      if (get_u32 (self->log + at + 4) != 0)
        end = at + step;
    }
  for (gsize at = LOG_HEADER_BYTES; at < end; at += step)
    {
      guint number = get_u32 (self->log + at);

      if (number > 0)
        g_hash_table_insert (self->newer, GUINT_TO_POINTER (number),
                             GSIZE_TO_POINTER (at + FRAME_BYTES));
    }
}

/* Returns: (nullable): the page_size bytes of it */
static const guint8 *
get_page (QingPageReader *self, guint number)
{
  gsize at = GPOINTER_TO_SIZE (g_hash_table_lookup (self->newer, GUINT_TO_POINTER (number)));

  if (at > 0)
    return self->log + at;
  if (number == 0 || (gsize) number * self->page_size > self->file_length)
    return NULL;
  return self->file + (gsize) (number - 1) * self->page_size;
}

/* What of a row lies on its own page. */
static gsize
get_local_length (QingPageReader *self, gboolean of_table, guint64 length)
{
  guint64 usable = self->page_size;
  guint64 most = of_table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
  guint64 least = (usable - 12) * 32 / 255 - 23;
  guint64 fitting;

  if (length <= most)
    return length;
  fitting = least + (length - least) % (usable - 4);
  return fitting <= most ? fitting : least;
}

/* A page that does not point to where it should is not what was written there. Rows that are there
 * twice, because their leaf was moved, share their chain; but all together cannot be much longer than
 * the file, whatever somebody has written into it. */
static void
join (QingPageReader *self, guint number, guint64 length)
{
  while (self->joined->len < length)
    {
      guint64 rest = length - self->joined->len;
      guint64 n = MIN (rest, self->page_size - 4);
      const guint8 *page = get_page (self, number);
      guint next;

      if (page == NULL || self->budget < n)
        return;
      next = get_u32 (page);
      if (rest > n ? get_page (self, next) == NULL : next != 0)
        return;
      self->budget -= n;
      g_byte_array_append (self->joined, page + 4, (guint) n);
      number = next;
    }
}

/* How many bytes a value of that type has. */
static guint64
get_value_length (guint64 type)
{
  static const guint8 lengths[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };

  return type < G_N_ELEMENTS (lengths) ? lengths[type] : type < 12 ? 0 : (type - 12) / 2;
}

static void
read_value (QingPageValue *value, guint64 type, const guint8 *bytes, gsize length)
{
  memset (value, 0, sizeof *value);
  if (type == 0)
    return;
  value->type = QING_PAGE_INTEGER;
  if (type == 7)
    {
      guint64 bits = (guint64) get_integer (bytes, 8);

      value->type = QING_PAGE_REAL;
      memcpy (&value->real, &bits, sizeof bits);
    }
  else if (type >= 12)
    {
      value->type = (type & 1) != 0 ? QING_PAGE_TEXT : QING_PAGE_BLOB;
      value->bytes = bytes;
      value->length = length;
    }
  else
    value->integer = type == 8 ? 0 : type == 9 ? 1 : get_integer (bytes, length);
}

/* Of a row whose end is lost, the last value that has a beginning must be the last one of all. */
static gboolean
read_values (QingPageRow *row, const guint8 *bytes, gsize available, guint64 length)
{
  guint64 head;
  gsize at = get_varint (bytes, available, &head);
  guint64 place = head;

  if (at == 0 || head > available || head < at || length > MAX_ROW)
    return FALSE;
  row->cut = available < length;
  for (row->n_values = 0; at < head; row->n_values++)
    {
      guint64 type;
      gsize n = get_varint (bytes + at, (gsize) head - at, &type);
      guint64 size = get_value_length (type);

      if (n == 0 || type == 10 || type == 11 || row->n_values == QING_PAGE_MAX_VALUES ||
          size > length - place)
        return FALSE;
      at += n;
      if (place + size > available && (at < head || type < 12 || place > available))
        return FALSE;
      read_value (&row->values[row->n_values], type, bytes + place,
                  (gsize) MIN (size, available - place));
      place += size;
    }
  return place == length;
}

static void
read_cell (QingPageReader *self, const guint8 *page, gsize at, gboolean of_table)
{
  QingPageRow row;
  const guint8 *bytes;
  guint64 length;
  guint64 id = 0;
  gsize n = get_varint (page + at, self->page_size - at, &length);
  gsize local;

  if (n == 0 || length == 0 || length > MAX_ROW)
    return;
  at += n;
  if (of_table)
    {
      n = get_varint (page + at, self->page_size - at, &id);
      if (n == 0)
        return;
      at += n;
    }
  local = get_local_length (self, of_table, length);
  if (at + local + (local < length ? 4 : 0) > self->page_size)
    return;
  bytes = page + at;
  n = local;
  if (local < length)
    {
      g_byte_array_set_size (self->joined, 0);
      g_byte_array_append (self->joined, page + at, (guint) local);
      join (self, get_u32 (page + at + local), length);
      bytes = self->joined->data;
      n = self->joined->len;
    }
  row.id = (gint64) id;
  row.numbered = of_table;
  if (read_values (&row, bytes, n, length) && self->func (&row, self->user_data))
    self->n_found++;
}

static void
read_page (QingPageReader *self, guint number)
{
  const guint8 *page = get_page (self, number);
  gboolean of_table;
  guint n_cells;

  if (page == NULL || (page[0] != LEAF_OF_TABLE && page[0] != LEAF_OF_INDEX))
    return;
  of_table = page[0] == LEAF_OF_TABLE;
  /* A cell has four bytes at least, and two that say where it is. */
  n_cells = MIN (get_u16 (page + 3), (self->page_size - 8) / 6);
  for (guint i = 0; i < n_cells; i++)
    {
      guint at = get_u16 (page + 8 + 2 * i);

      if (at >= 8 + 2 * n_cells && at < self->page_size)
        read_cell (self, page, at, of_table);
    }
}

guint
qing_page_reader_run (QingPageReader *self, guint page_size, QingPageFunc func, gpointer user_data)
{
  GHashTableIter iter;
  gpointer number;

  g_return_val_if_fail (is_page_size (page_size), 0);

  self->page_size = page_size;
  self->n_pages = (guint) MIN (self->file_length / page_size, G_MAXUINT / 2);
  self->newer = g_hash_table_new (NULL, NULL);
  self->func = func;
  self->user_data = user_data;
  self->n_found = 0;
  read_log (self);
  self->budget = 4 * ((guint64) self->file_length + self->log_length);
  /* The first page holds nothing but the names of the tables. */
  for (guint i = 2; i <= self->n_pages; i++)
    read_page (self, i);
  g_hash_table_iter_init (&iter, self->newer);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    if (GPOINTER_TO_UINT (number) > self->n_pages)
      read_page (self, GPOINTER_TO_UINT (number));
  g_clear_pointer (&self->newer, g_hash_table_unref);
  return self->n_found;
}
