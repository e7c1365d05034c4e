/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-leaf-list.h"

#include "qing-leaf-private.h"

static void
forget_changes (QingLeafList *self)
{
  self->fresh = self->leaves->len;
  self->first_dirty = G_MAXUINT;
  self->last_dirty = 0;
  self->resized = FALSE;
  self->grown = G_MAXUINT;
}

void
qing_leaf_list_init (QingLeafList *self)
{
  self->leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_leaf_unref);
  forget_changes (self);
}

void
qing_leaf_list_clear (QingLeafList *self)
{
  g_clear_pointer (&self->leaves, g_ptr_array_unref);
}

static void
mark_dirty (QingLeafList *self, guint index)
{
  self->first_dirty = MIN (self->first_dirty, index);
  self->last_dirty = MAX (self->last_dirty, index);
}

/**
 * qing_leaf_list_append:
 * @self: a list
 * @leaf: (transfer full): the new last leaf
 *
 * Returns: its index
 */
guint
qing_leaf_list_append (QingLeafList *self, QingLeaf *leaf)
{
  g_ptr_array_add (self->leaves, leaf);
  self->resized = TRUE;
  mark_dirty (self, self->leaves->len - 1);
  return self->leaves->len - 1;
}

/**
 * qing_leaf_list_replace:
 * @self: a list
 * @index: which leaf
 * @leaf: (transfer full): what is there from now on
 */
void
qing_leaf_list_replace (QingLeafList *self, guint index, QingLeaf *leaf)
{
  qing_leaf_unref (g_ptr_array_index (self->leaves, index));
  g_ptr_array_index (self->leaves, index) = leaf;
  mark_dirty (self, index);
  if (self->grown == index)
    self->grown = G_MAXUINT;
}

void
qing_leaf_list_truncate (QingLeafList *self, guint length)
{
  if (length >= self->leaves->len)
    return;
  g_ptr_array_set_size (self->leaves, length);
  self->resized = TRUE;
  self->first_dirty = MIN (self->first_dirty, length);
  self->fresh = MIN (self->fresh, length);
  if (self->grown != G_MAXUINT && self->grown >= length)
    self->grown = G_MAXUINT;
}

/* Tells that a leaf is about to change in place, after so much of it that stays. */
void
qing_leaf_list_grow (QingLeafList *self, guint index, guint stable_bytes, guint stable_rows)
{
  mark_dirty (self, index);
  if (index >= self->fresh)
    return;
  if (self->grown == index)
    {
      self->stable_bytes = MIN (self->stable_bytes, stable_bytes);
      self->stable_rows = MIN (self->stable_rows, stable_rows);
      return;
    }
  self->grown = index;
  self->stable_bytes = stable_bytes;
  self->stable_rows = stable_rows;
}

/* A leaf that grew in place counts as changed only at first_changed, so behind an earlier
 * change it becomes a new object.
 */
static void
separate_grown (QingLeafList *self)
{
  if (self->grown == G_MAXUINT || self->grown == self->first_dirty)
    return;
  qing_leaf_list_replace (self, self->grown,
                          qing_leaf_copy (qing_leaf_list_get (self, self->grown)));
}

/* Returns: whether anything has changed since the last call */
gboolean
qing_leaf_list_take_change (QingLeafList *self, QingMarkdownChange *change)
{
  guint n_leaves = self->leaves->len;
  gboolean changed;

  separate_grown (self);
  *change = (QingMarkdownChange){ .first_changed = MIN (self->first_dirty, n_leaves),
                                  .n_leaves = n_leaves };
  if (self->first_dirty == G_MAXUINT)
    change->n_unchanged_tail = 0;
  else if (!self->resized)
    change->n_unchanged_tail = n_leaves - 1 - self->last_dirty;
  if (self->grown != G_MAXUINT)
    {
      change->stable_bytes = self->stable_bytes;
      change->stable_rows = self->stable_rows;
    }
  changed = self->first_dirty != G_MAXUINT;
  forget_changes (self);
  return changed;
}
