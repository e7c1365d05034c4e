/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-conversation-list.h"

#include "qing-conversations-table.h"

/* Up to this distance a move is told as one change of the rows between, so that a selection stays;
 * beyond, as a removal and an addition, so that not every row between is made. */
#define NEAR 64

/* Its place is found by its own copy of what the order depends on: the object may have changed. */
typedef struct
{
  QingStoredConversation *record;
  QingConversation *conversation;
  gboolean pinned;
  gint64 updated;
  const char *uid;
} Row;

struct _QingConversationList
{
  GObject parent_instance;

  GPtrArray *rows;
  GHashTable *by_uid;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingConversationList,
                               qing_conversation_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
row_free (gpointer data)
{
  Row *row = data;

  qing_stored_conversation_free (row->record);
  g_clear_object (&row->conversation);
  g_free (row);
}

static QingConversation *
row_get_conversation (Row *row)
{
  if (row->conversation == NULL)
    {
      row->conversation = qing_conversation_new_with_uid (row->uid);
      qing_stored_conversation_apply (row->record, row->conversation);
    }
  return row->conversation;
}

static GType
get_item_type (GListModel *model)
{
  return QING_TYPE_CONVERSATION;
}

static guint
get_n_items (GListModel *model)
{
  return QING_CONVERSATION_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  QingConversationList *self = QING_CONVERSATION_LIST (model);

  if (position >= self->rows->len)
    return NULL;
  return g_object_ref (row_get_conversation (g_ptr_array_index (self->rows, position)));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
qing_conversation_list_finalize (GObject *object)
{
  QingConversationList *self = QING_CONVERSATION_LIST (object);

  g_hash_table_unref (self->by_uid);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (qing_conversation_list_parent_class)->finalize (object);
}

static void
qing_conversation_list_class_init (QingConversationListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_conversation_list_finalize;
}

static void
qing_conversation_list_init (QingConversationList *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->by_uid = g_hash_table_new (g_str_hash, g_str_equal);
}

QingConversationList *
qing_conversation_list_new (void)
{
  return g_object_new (QING_TYPE_CONVERSATION_LIST, NULL);
}

/* The uid decides between equals, so that every row has one place only. */
static int
compare (const Row *a, const Row *b)
{
  if (a->pinned != b->pinned)
    return a->pinned ? -1 : 1;
  if (a->updated != b->updated)
    return a->updated > b->updated ? -1 : 1;
  return strcmp (a->uid, b->uid);
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return compare (*(const Row *const *) a, *(const Row *const *) b);
}

/* Where @row is, or where it goes. */
static guint
find_place (QingConversationList *self, const Row *row)
{
  guint low = 0;
  guint high = self->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (g_ptr_array_index (self->rows, middle), row) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
qing_conversation_list_take_rows (QingConversationList *self, GPtrArray *records)
{
  guint before;

  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));

  before = self->rows->len;
  g_ptr_array_set_free_func (records, NULL);
  for (guint i = 0; i < records->len; i++)
    {
      QingStoredConversation *record = g_ptr_array_index (records, i);
      Row *row;

      if (g_hash_table_contains (self->by_uid, record->uid))
        {
          qing_stored_conversation_free (record);
          continue;
        }
      row = g_new0 (Row, 1);
      row->record = record;
      row->pinned = record->pinned;
      row->updated = record->updated;
      row->uid = record->uid;
      g_ptr_array_add (self->rows, row);
      g_hash_table_insert (self->by_uid, (gpointer) row->uid, row);
    }
  g_ptr_array_unref (records);
  g_ptr_array_sort (self->rows, compare_pointers);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->rows->len);
}

void
qing_conversation_list_add (QingConversationList *self, QingConversation *conversation)
{
  Row *row;
  guint place;

  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));
  g_return_if_fail (!qing_conversation_list_contains (self, conversation));

  row = g_new0 (Row, 1);
  row->conversation = g_object_ref (conversation);
  row->pinned = qing_conversation_get_pinned (conversation);
  row->updated = qing_conversation_get_updated (conversation);
  row->uid = qing_conversation_get_uid (conversation);
  place = find_place (self, row);
  g_ptr_array_insert (self->rows, (int) place, row);
  g_hash_table_insert (self->by_uid, (gpointer) row->uid, row);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
}

void
qing_conversation_list_remove (QingConversationList *self, QingConversation *conversation)
{
  const char *uid = qing_conversation_get_uid (conversation);
  Row *row;
  guint place;

  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));

  row = g_hash_table_lookup (self->by_uid, uid);
  if (row == NULL)
    return;
  place = find_place (self, row);
  g_hash_table_remove (self->by_uid, uid);
  g_ptr_array_remove_index (self->rows, place);
  g_list_model_items_changed (G_LIST_MODEL (self), place, 1, 0);
}

void
qing_conversation_list_update (QingConversationList *self, QingConversation *conversation)
{
  Row *row;
  guint from, to, first, last;

  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));

  row = g_hash_table_lookup (self->by_uid, qing_conversation_get_uid (conversation));
  if (row == NULL || (row->pinned == qing_conversation_get_pinned (conversation) &&
                      row->updated == qing_conversation_get_updated (conversation)))
    return;
  from = find_place (self, row);
  g_ptr_array_steal_index (self->rows, from);
  row->pinned = qing_conversation_get_pinned (conversation);
  row->updated = qing_conversation_get_updated (conversation);
  to = find_place (self, row);
  if (from == to)
    {
      g_ptr_array_insert (self->rows, (int) to, row);
      return;
    }
  first = MIN (from, to);
  last = MAX (from, to);
  if (last - first > NEAR)
    g_list_model_items_changed (G_LIST_MODEL (self), from, 1, 0);
  g_ptr_array_insert (self->rows, (int) to, row);
  if (last - first > NEAR)
    g_list_model_items_changed (G_LIST_MODEL (self), to, 0, 1);
  else
    g_list_model_items_changed (G_LIST_MODEL (self), first, last - first + 1, last - first + 1);
}

gboolean
qing_conversation_list_contains (QingConversationList *self, QingConversation *conversation)
{
  g_return_val_if_fail (QING_IS_CONVERSATION_LIST (self), FALSE);
  return g_hash_table_contains (self->by_uid, qing_conversation_get_uid (conversation));
}

QingConversation *
qing_conversation_list_lookup (QingConversationList *self, const char *uid)
{
  Row *row;

  g_return_val_if_fail (QING_IS_CONVERSATION_LIST (self), NULL);

  row = g_hash_table_lookup (self->by_uid, uid);
  return row != NULL ? row_get_conversation (row) : NULL;
}
