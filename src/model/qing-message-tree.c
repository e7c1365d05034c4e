/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-tree.h"

#include "qing-message-private.h"

void
qing_message_tree_init (QingMessageTree *self)
{
  self->roots = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_uid = g_hash_table_new (g_str_hash, g_str_equal);
  self->path = g_ptr_array_new ();
}

static void
collect (gpointer message, gpointer all)
{
  g_ptr_array_add (all, g_object_ref (message));
}

/* A branch of 10,000 messages is a chain of references: taken apart from its leaf, so that letting
 * go of the first does not recurse through all of them. */
void
qing_message_tree_clear (QingMessageTree *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->roots->len; i++)
    qing_message_tree_foreach (g_ptr_array_index (self->roots, i), collect, all);
  for (guint i = all->len; i > 0; i--)
    {
      QingMessage *message = g_ptr_array_index (all, i - 1);
      QingMessage *parent = qing_message_get_parent (message);

      qing_message_set_owner (message, NULL);
      if (parent != NULL)
        qing_message_remove_child (parent, message);
    }

  self->chosen = NULL;
  g_clear_pointer (&self->path, g_ptr_array_unref);
  g_clear_pointer (&self->by_uid, g_hash_table_unref);
  g_clear_pointer (&self->roots, g_ptr_array_unref);
}

void
qing_message_tree_foreach (QingMessage *message, GFunc func, gpointer user_data)
{
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();

  g_ptr_array_add (stack, message);
  while (stack->len > 0)
    {
      QingMessage *next = g_ptr_array_steal_index (stack, stack->len - 1);

      for (guint i = qing_message_get_n_children (next); i > 0; i--)
        g_ptr_array_add (stack, qing_message_get_child (next, i - 1));
      func (next, user_data);
    }
}

static guint
n_siblings (QingMessageTree *self, QingMessage *parent)
{
  return parent != NULL ? qing_message_get_n_children (parent) : self->roots->len;
}

static QingMessage *
get_sibling (QingMessageTree *self, QingMessage *parent, guint index)
{
  return parent != NULL ? qing_message_get_child (parent, index)
                        : g_ptr_array_index (self->roots, index);
}

static void
renumber (QingMessageTree *self, QingMessage *parent)
{
  guint n = n_siblings (self, parent);

  for (guint i = 0; i < n; i++)
    qing_message_set_place (get_sibling (self, parent, i), i, n);
}

static QingMessage *
get_chosen (QingMessageTree *self, QingMessage *parent)
{
  QingMessage *chosen = parent != NULL ? qing_message_get_chosen (parent) : self->chosen;
  guint n = n_siblings (self, parent);

  if (chosen == NULL && n > 0)
    chosen = get_sibling (self, parent, n - 1);
  return chosen;
}

static void
set_chosen (QingMessageTree *self, QingMessage *parent, QingMessage *message)
{
  if (parent != NULL)
    qing_message_set_chosen (parent, message);
  else
    self->chosen = message;
}

/* Follows the choices from the top as far as they differ from the path that is known. */
static void
update_path (QingMessageTree *self, QingSplice *splice)
{
  QingMessage *parent = NULL;
  QingMessage *next;
  guint position = 0;

  while (position < self->path->len &&
         get_chosen (self, parent) == g_ptr_array_index (self->path, position))
    parent = g_ptr_array_index (self->path, position++);

  splice->position = position;
  splice->removed = self->path->len - position;
  g_ptr_array_set_size (self->path, (int) position);
  while ((next = get_chosen (self, parent)) != NULL)
    {
      g_ptr_array_add (self->path, next);
      parent = next;
    }
  splice->added = self->path->len - position;
}

static void
add_uid (gpointer message, gpointer by_uid)
{
  g_hash_table_insert (by_uid, (gpointer) qing_message_get_uid (message), message);
}

static void
remove_uid (gpointer message, gpointer by_uid)
{
  g_hash_table_remove (by_uid, qing_message_get_uid (message));
}

/**
 * qing_message_tree_insert:
 * @index: its place among its siblings; %G_MAXUINT for the end
 *
 * Adds @message with everything below it.
 */
void
qing_message_tree_insert (QingMessageTree *self,
                          QingMessage *message,
                          QingMessage *parent,
                          guint index,
                          gboolean choose,
                          QingSplice *splice)
{
  guint length = self->path->len;
  QingMessage *leaf = length > 0 ? g_ptr_array_index (self->path, length - 1) : NULL;
  QingMessage *kept = get_chosen (self, parent);

  if (parent != NULL)
    qing_message_insert_child (parent, message, index);
  else
    g_ptr_array_insert (self->roots, (int) MIN (index, self->roots->len), g_object_ref (message));
  qing_message_tree_foreach (message, add_uid, self->by_uid);
  renumber (self, parent);

  set_chosen (self, parent, choose || kept == NULL ? message : kept);
  if (parent == leaf && qing_message_get_n_children (message) == 0 && kept == NULL)
    {
      /* By far the commonest case, and the one a conversation is loaded with. */
      g_ptr_array_add (self->path, message);
      *splice = (QingSplice){ length, 0, 1 };
      return;
    }
  update_path (self, splice);
}

guint
qing_message_tree_remove (QingMessageTree *self, QingMessage *message, QingSplice *splice)
{
  QingMessage *parent = qing_message_get_parent (message);
  guint index = qing_message_get_sibling_index (message);
  gboolean was_chosen = get_chosen (self, parent) == message;

  qing_message_tree_foreach (message, remove_uid, self->by_uid);
  if (parent != NULL)
    qing_message_remove_child (parent, message);
  else
    g_ptr_array_remove_index (self->roots, index);
  renumber (self, parent);

  if (was_chosen)
    {
      guint n = n_siblings (self, parent);

      set_chosen (self, parent, n > 0 ? get_sibling (self, parent, MIN (index, n - 1)) : NULL);
    }
  update_path (self, splice);
  return index;
}

void
qing_message_tree_choose (QingMessageTree *self, QingMessage *message, QingSplice *splice)
{
  for (QingMessage *m = message; m != NULL; m = qing_message_get_parent (m))
    set_chosen (self, qing_message_get_parent (m), m);
  update_path (self, splice);
}
