/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-archive.h"

#include "qing-fault.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* More files than any export has. */
#define MAX_ENTRIES 200000

/* What all files together unpack to: no more than this, and no more than this many times the size
 * of the archive, beyond a first bit. Texts become a tenth, seldom a fiftieth. */
#define MAX_UNPACKED (2 * G_GUINT64_CONSTANT (1024) * 1024 * 1024)
#define MAX_RATIO    200
#define FREE_BYTES   (16 * 1024 * 1024)

#define CHUNK (256 * 1024)

struct _QingArchive
{
  GBytes *bytes;
  GPtrArray *names; /* of all entries, as they lie; "" for one that is no file */
  GArray *by_name;  /* guint: the files, sorted by base_name() */
  guint64 unpacked; /* so far */
};

typedef struct archive Walk;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Walk, archive_read_free)

/* Without any file there is only the end of the table. */
static gboolean
is_empty (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size >= 4 && memcmp (data, "PK\005\006", 4) == 0;
}

gboolean
qing_archive_is_one (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return (size >= 4 && memcmp (data, "PK\003\004", 4) == 0) || is_empty (bytes);
}

static const char *
base_name (const char *name)
{
  const char *slash = strrchr (name, '/');

  return slash != NULL ? slash + 1 : name;
}

static gboolean
refuse (const char *name, const char *what, GError **error)
{
  /* Translators: the first is the name of a file in an archive, the second what is wrong there. */
  g_set_error (error, QING_ERROR, QING_ERROR_PROTOCOL, _ ("“%s”: %s"), name, what);
  return FALSE;
}

/* Whatever the archive calls it, in UTF-8 and with slashes. */
static char *
dup_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);
  char *valid;

  if (name == NULL)
    name = archive_entry_pathname (entry);
  valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_strdelimit (valid, "\\", '/');
  for (char *p = valid; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      *p = ' ';
  return valid;
}

static gboolean
is_outside (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  return *name == '/' || g_strv_contains ((const char *const *) parts, "..");
}

static Walk *
begin_walk (QingArchive *self, GError **error)
{
  g_autoptr (Walk) walk = archive_read_new ();
  gsize size;
  const void *data = g_bytes_get_data (self->bytes, &size);

  /* The table at the archive's end counts; to read it from its beginning would mean to believe what
   * is not in the table. */
  if (archive_read_support_format_zip_seekable (walk) == ARCHIVE_OK &&
      archive_read_open_memory (walk, data, size) == ARCHIVE_OK)
    return g_steal_pointer (&walk);
  g_set_error_literal (error, QING_ERROR, QING_ERROR_PROTOCOL,
                       _ ("The ZIP archive is damaged or cut off"));
  return NULL;
}

/* FALSE at the end, or with an error. A warning is about a name that does not suit the system. */
static gboolean
walk_on (Walk *walk, struct archive_entry **entry, GCancellable *cancellable, GError **error)
{
  int result;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  result = archive_read_next_header (walk, entry);
  if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
    return TRUE;
  if (result != ARCHIVE_EOF)
    g_set_error_literal (error, QING_ERROR, QING_ERROR_PROTOCOL,
                         _ ("The ZIP archive is damaged or cut off"));
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer names)
{
  const GPtrArray *all = names;

  return strcmp (base_name (all->pdata[*(const guint *) a]),
                 base_name (all->pdata[*(const guint *) b]));
}

static gboolean
add_entry (QingArchive *self, struct archive_entry *entry, GError **error)
{
  g_autofree char *name = dup_name (entry);
  guint position = self->names->len;
  gboolean is_file;

  if (is_outside (name))
    return refuse (name, _ ("the archive names a file outside of itself"), error);
  if (position >= MAX_ENTRIES)
    return refuse (name, _ ("there are too many files in the archive"), error);
  is_file = archive_entry_filetype (entry) == AE_IFREG && *base_name (name) != '\0';
  g_ptr_array_add (self->names, is_file ? g_steal_pointer (&name) : g_strdup (""));
  if (is_file)
    g_array_append_val (self->by_name, position);
  return TRUE;
}

QingArchive *
qing_archive_new (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (QingArchive) self = g_new0 (QingArchive, 1);
  g_autoptr (Walk) walk = NULL;
  struct archive_entry *entry;
  GError *fault = NULL;

  self->bytes = g_bytes_ref (bytes);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->by_name = g_array_new (FALSE, FALSE, sizeof (guint));
  if (is_empty (bytes))
    return g_steal_pointer (&self);
  walk = begin_walk (self, error);
  if (walk == NULL)
    return NULL;
  while (walk_on (walk, &entry, cancellable, &fault))
    if (!add_entry (self, entry, error))
      return NULL;
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  g_array_sort_with_data (self->by_name, compare_names, self->names);
  return g_steal_pointer (&self);
}

void
qing_archive_free (QingArchive *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_ptr_array_unref (self->names);
  g_array_unref (self->by_name);
  g_free (self);
}

const char *
qing_archive_get_name (const QingArchive *self, guint entry)
{
  g_return_val_if_fail (entry < self->names->len, "");
  return self->names->pdata[entry];
}

/* What another system puts beside the files is none of them. */
static gboolean
is_by_the_way (const char *name)
{
  return g_str_has_prefix (name, "__MACOSX/") || *base_name (name) == '.';
}

/* "conversations.json", "conversations-000.json", … of ChatGPT. */
static gboolean
is_chatgpt (const char *name)
{
  return g_pattern_match_simple ("conversations.json", base_name (name)) ||
         g_pattern_match_simple ("conversations-*.json", base_name (name));
}

/* Of Cherry Studio. */
static gboolean
is_cherry (const char *name)
{
  return g_str_equal (name, "data.json");
}

static gboolean
is_any (const char *name)
{
  return g_str_has_suffix (name, ".json") || g_str_has_suffix (name, ".jsonl");
}

GArray *
qing_archive_find_texts (const QingArchive *self)
{
  static gboolean (*const kinds[]) (const char *name) = { is_chatgpt, is_cherry, is_any };
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds) && found->len == 0; kind++)
    for (guint i = 0; i < self->by_name->len; i++)
      {
        guint entry = g_array_index (self->by_name, guint, i);
        const char *name = self->names->pdata[entry];

        if (!is_by_the_way (name) && kinds[kind](name))
          g_array_append_val (found, entry);
      }
  return found;
}

/* The first file whose name is not before @start begins with it, and nothing follows if it is to be
 * the whole one. */
static gboolean
find_start (const QingArchive *self, const char *start, gboolean whole, guint *entry)
{
  guint low = 0;
  guint high = self->by_name->len;
  const char *name;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      *entry = g_array_index (self->by_name, guint, middle);
      if (strcmp (base_name (self->names->pdata[*entry]), start) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low >= self->by_name->len)
    return FALSE;
  *entry = g_array_index (self->by_name, guint, low);
  name = base_name (self->names->pdata[*entry]);
  return whole ? g_str_equal (name, start) : g_str_has_prefix (name, start);
}

gboolean
qing_archive_find (const QingArchive *self, const char *id, guint *entry)
{
  g_autofree char *dash = g_strconcat (id, "-", NULL);
  g_autofree char *dot = g_strconcat (id, ".", NULL);

  return *id != '\0' &&
         (find_start (self, id, TRUE, entry) || find_start (self, dash, FALSE, entry) ||
          find_start (self, dot, FALSE, entry));
}

static gboolean
count (QingArchive *self, const char *name, gsize n, GError **error)
{
  guint64 packed = g_bytes_get_size (self->bytes);

  self->unpacked += n;
  if (self->unpacked <= MAX_UNPACKED && self->unpacked <= FREE_BYTES + MAX_RATIO * packed)
    return TRUE;
  return refuse (name, _ ("the archive unpacks to far more than an export holds"), error);
}

/* FALSE with @fault when this file is no good, and with @error when the archive is none. */
static gboolean
unpack (QingArchive *self,
        Walk *walk,
        const char *name,
        gsize max_size,
        GByteArray *out,
        GCancellable *cancellable,
        GError **fault,
        GError **error)
{
  la_ssize_t n;

  do
    {
      guint length = out->len;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_byte_array_set_size (out, length + CHUNK);
      n = archive_read_data (walk, out->data + length, CHUNK);
      g_byte_array_set_size (out, length + (guint) MAX (n, 0));
      if (n < 0)
        return refuse (name, _ ("this file is damaged"), fault);
      if (!count (self, name, (gsize) n, error))
        return FALSE;
      if (out->len > max_size)
        return refuse (name, _ ("this file is too large"), fault);
    }
  while (n > 0);
  return TRUE;
}

static gboolean
visit_entry (QingArchive *self,
             Walk *walk,
             struct archive_entry *entry,
             guint position,
             gsize max_size,
             QingArchiveVisitor visitor,
             gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  const char *name = self->names->pdata[position];
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) fault = NULL;
  GError *hard = NULL;

  if (archive_entry_is_encrypted (entry))
    refuse (name, _ ("this file is encrypted"), &fault);
  else if (unpack (self, walk, name, max_size, out, cancellable, &fault, &hard))
    bytes = g_byte_array_free_to_bytes (g_steal_pointer (&out));
  if (hard == NULL)
    return visitor (position, bytes, fault, user_data, error);
  g_propagate_error (error, hard);
  return FALSE;
}

gboolean
qing_archive_visit (QingArchive *self,
                    GHashTable *wanted,
                    gsize max_size,
                    QingArchiveVisitor visitor,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (Walk) walk = begin_walk (self, error);
  struct archive_entry *entry;
  GError *fault = NULL;

  if (walk == NULL)
    return FALSE;
  for (guint i = 0; i < self->names->len && walk_on (walk, &entry, cancellable, &fault); i++)
    if (g_hash_table_contains (wanted, GUINT_TO_POINTER (i)) &&
        !visit_entry (self, walk, entry, i, max_size, visitor, user_data, cancellable, error))
      return FALSE;
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, fault);
  return FALSE;
}
