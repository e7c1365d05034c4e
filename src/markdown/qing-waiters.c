/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-waiters.h"

#include "qing-table.h"

#include <string.h>

/* A longer leaf is made again only at the end, lest every definition cost as much as it does. */
#define MAX_EAGER_LENGTH 16384

typedef struct
{
  guint leaf;
  gboolean queued;
  gsize length;
  char *raw;
} Waiter;

struct _QingWaiters
{
  QingLeafList *leaves;
  QingReferences *references;
  QingInlineParser *inlines;
  GArray *waiters; /* Waiter */
  GArray *queue;   /* guint */
};

static void
clear_waiter (gpointer data)
{
  g_free (((Waiter *) data)->raw);
}

QingWaiters *
qing_waiters_new (QingLeafList *leaves, QingReferences *references, QingInlineParser *inlines)
{
  QingWaiters *self = g_new0 (QingWaiters, 1);

  self->leaves = leaves;
  self->references = references;
  self->inlines = inlines;
  self->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  g_array_set_clear_func (self->waiters, clear_waiter);
  self->queue = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
qing_waiters_free (QingWaiters *self)
{
  g_array_unref (self->waiters);
  g_array_unref (self->queue);
  g_free (self);
}

/* The raw text of a table is its rows with a line feed after each. */
void
qing_waiters_add (QingWaiters *self, guint leaf, const char *raw, gsize length, GHashTable *missing)
{
  Waiter waiter = { leaf, FALSE, length, g_strndup (raw, length) };
  GHashTableIter iter;
  gpointer label;

  g_hash_table_iter_init (&iter, missing);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    qing_references_wait (self->references, label, self->waiters->len);
  g_array_append_val (self->waiters, waiter);
}

gboolean
qing_leaf_is_image (const QingLeaf *leaf)
{
  return (leaf->kind == QING_LEAF_PARAGRAPH || leaf->kind == QING_LEAF_IMAGE) &&
         leaf->n_runs == 1 && (leaf->runs[0].flags & QING_RUN_IMAGE) != 0;
}

static void
fill_table (QingWaiters *self, QingLeaf *leaf, const Waiter *waiter)
{
  const char *end = waiter->raw + waiter->length;

  qing_leaf_truncate_rows (leaf, 0, 0);
  for (const char *row = waiter->raw; row < end;)
    {
      const char *next = memchr (row, '\n', end - row);

      qing_table_add_row (leaf, row, next - row, TRUE, self->inlines, NULL);
      row = next + 1;
    }
}

static void
fill_text (QingWaiters *self, QingLeaf *leaf, const Waiter *waiter)
{
  QingInlineMark mark = { 0 };

  qing_inline_parse (self->inlines, waiter->raw, waiter->length, TRUE, qing_leaf_get_sink (leaf),
                     &mark, NULL);
  qing_leaf_sync (leaf);
  if (qing_leaf_is_image (leaf))
    qing_leaf_set_kind (leaf, QING_LEAF_IMAGE);
}

static void
answer (QingWaiters *self, const Waiter *waiter)
{
  QingLeaf *old = qing_leaf_list_get (self->leaves, waiter->leaf);
  g_autoptr (QingLeaf) leaf = qing_leaf_copy (old);

  if (leaf->kind == QING_LEAF_TABLE)
    fill_table (self, leaf, waiter);
  else
    fill_text (self, leaf, waiter);
  qing_leaf_freeze (leaf);
  if (!qing_leaf_equal (old, leaf))
    qing_leaf_list_replace (self->leaves, waiter->leaf, g_steal_pointer (&leaf));
}

static void
collect_ready (QingWaiters *self)
{
  guint index;

  while (qing_references_next_ready (self->references, &index))
    {
      Waiter *waiter = &g_array_index (self->waiters, Waiter, index);

      if (!waiter->queued)
        g_array_append_val (self->queue, index);
      waiter->queued = TRUE;
    }
}

/* Makes the leaves again whose labels have arrived; with all the long ones as well. */
void
qing_waiters_answer (QingWaiters *self, gboolean all)
{
  guint kept = 0;

  collect_ready (self);
  for (guint i = 0; i < self->queue->len; i++)
    {
      guint index = g_array_index (self->queue, guint, i);
      Waiter *waiter = &g_array_index (self->waiters, Waiter, index);

      if (all || waiter->length <= MAX_EAGER_LENGTH)
        {
          waiter->queued = FALSE;
          answer (self, waiter);
        }
      else
        {
          g_array_index (self->queue, guint, kept++) = index;
        }
    }
  g_array_set_size (self->queue, kept);
}
