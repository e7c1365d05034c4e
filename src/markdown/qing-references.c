/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-references.h"

#include "qing-scan.h"

struct _QingReferences
{
  GHashTable *definitions; /* label -> QingReference; footnotes have labels with a leading ^ */
  GHashTable *waiting;     /* label -> GArray of guint */
  GArray *ready;           /* guint, used from the end */
};

static void
reference_free (gpointer data)
{
  QingReference *reference = data;

  g_free (reference->url);
  g_free (reference->title);
  g_free (reference);
}

QingReferences *
qing_references_new (void)
{
  QingReferences *self = g_new0 (QingReferences, 1);

  self->definitions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, reference_free);
  self->waiting =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->ready = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
qing_references_free (QingReferences *self)
{
  g_hash_table_unref (self->definitions);
  g_hash_table_unref (self->waiting);
  g_array_unref (self->ready);
  g_free (self);
}

/* Labels match without regard to case and to how much white space there is.
 *
 * Returns: (transfer full) (nullable): the label to compare by, or %NULL if it is empty
 */
char *
qing_reference_dup_label (const char *text, gsize length)
{
  g_autoptr (GString) label = g_string_sized_new (length + 1);
  gboolean ascii = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      ascii = ascii && (guchar) text[i] < 0x80;
      if (!qing_is_space (text[i]))
        g_string_append_c (label, g_ascii_tolower (text[i]));
      else if (label->len > 0 && label->str[label->len - 1] != ' ')
        g_string_append_c (label, ' ');
    }
  if (label->len > 0 && label->str[label->len - 1] == ' ')
    g_string_truncate (label, label->len - 1);
  if (label->len == 0)
    return NULL;
  if (!ascii)
    return g_utf8_casefold (label->str, label->len);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

/* The first definition of a label counts. */
void
qing_references_define (QingReferences *self, const char *label, const char *url, const char *title)
{
  QingReference *reference;
  const GArray *waiters;

  if (g_hash_table_contains (self->definitions, label))
    return;
  reference = g_new0 (QingReference, 1);
  reference->url = g_strdup (url);
  reference->title = g_strdup (title);
  g_hash_table_insert (self->definitions, g_strdup (label), reference);
  waiters = g_hash_table_lookup (self->waiting, label);
  if (waiters != NULL)
    g_array_append_vals (self->ready, waiters->data, waiters->len);
  g_hash_table_remove (self->waiting, label);
}

const QingReference *
qing_references_lookup (QingReferences *self, const char *label)
{
  return g_hash_table_lookup (self->definitions, label);
}

void
qing_references_wait (QingReferences *self, const char *label, guint waiter)
{
  GArray *waiters = g_hash_table_lookup (self->waiting, label);

  if (waiters == NULL)
    {
      waiters = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->waiting, g_strdup (label), waiters);
    }
  if (waiters->len == 0 || g_array_index (waiters, guint, waiters->len - 1) != waiter)
    g_array_append_val (waiters, waiter);
}

gboolean
qing_references_next_ready (QingReferences *self, guint *waiter)
{
  if (self->ready->len == 0)
    return FALSE;
  *waiter = g_array_index (self->ready, guint, self->ready->len - 1);
  g_array_set_size (self->ready, self->ready->len - 1);
  return TRUE;
}
