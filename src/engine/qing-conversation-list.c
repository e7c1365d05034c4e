/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-conversation-list.h"

#include "qing-conversations-table.h"
#include "qing-folder.h"

/* Up to this distance a move is told as one change of the rows between, so that a selection stays;
 * beyond, as a removal and an addition, so that not every row between is made. */
#define NEAR 64

/* Its place is found by its own copy of what the order depends on: the object may have changed. */
typedef struct
{
  guint64 id;
  QingStoredConversation *record;
  QingConversation *conversation;
  gboolean pinned;
  gint64 updated;
  gint64 created;
  char *key;          /* of the title, only while that is what they are sorted by */
  const char *folder; /* in the list's names */
  const char *uid;
} Row;

struct _QingConversationList
{
  GObject parent_instance;

  GPtrArray *rows;
  GHashTable *by_uid;
  GHashTable *gone;    /* of uid: taken away before all were listed; NULL once they are */
  GHashTable *folders; /* path as it was found -> clean path, of those in use */
  QingOrder order;
  guint64 last_id;
  /* What has changed since the outermost begin: rows at both ends are as they were. */
  guint changing;
  guint n_before;
  guint n_same_first;
  guint n_same_last;
};

static void list_model_init (GListModelInterface *iface);
static void index_init (QingConversationIndexInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingConversationList,
                               qing_conversation_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                 G_IMPLEMENT_INTERFACE (QING_TYPE_CONVERSATION_INDEX, index_init))

static void
row_free (gpointer data)
{
  Row *row = data;

  qing_stored_conversation_free (row->record);
  g_clear_object (&row->conversation);
  g_free (row->key);
  g_free (row);
}

static const char *
row_get_title (const Row *row)
{
  const char *title = row->conversation != NULL ? qing_conversation_get_title (row->conversation)
                                                : row->record->title;

  return title != NULL ? title : "";
}

static QingConversation *
row_get_conversation (Row *row)
{
  if (row->conversation == NULL)
    {
      row->conversation = qing_conversation_new_with_uid (row->uid);
      qing_stored_conversation_apply (row->record, row->conversation);
      qing_conversation_set_folder (row->conversation, row->folder);
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
summarise (QingConversationIndex *index, guint position, QingConversationSummary *summary)
{
  const Row *row = g_ptr_array_index (QING_CONVERSATION_LIST (index)->rows, position);

  summary->id = row->id;
  summary->uid = row->uid;
  summary->title = row_get_title (row);
  summary->folder = row->folder;
  summary->created = row->created;
  summary->updated = row->updated;
  summary->pinned = row->pinned;
}

static void
index_init (QingConversationIndexInterface *iface)
{
  iface->summarise = summarise;
}

static void
qing_conversation_list_finalize (GObject *object)
{
  QingConversationList *self = QING_CONVERSATION_LIST (object);

  g_clear_pointer (&self->gone, g_hash_table_unref);
  g_hash_table_unref (self->folders);
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
  self->folders =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ref_string_release);
}

QingConversationList *
qing_conversation_list_new (void)
{
  return g_object_new (QING_TYPE_CONVERSATION_LIST, NULL);
}

/* The uid decides between equals, so that every row has one place only. */
static int
compare (const Row *a, const Row *b, QingOrder order)
{
  int titles = 0;

  if (a->pinned != b->pinned)
    return a->pinned ? -1 : 1;
  if (order == QING_ORDER_TITLE)
    titles = strcmp (a->key, b->key);
  if (titles != 0)
    return titles;
  if (order == QING_ORDER_CREATED && a->created != b->created)
    return a->created > b->created ? -1 : 1;
  if (a->updated != b->updated)
    return a->updated > b->updated ? -1 : 1;
  return strcmp (a->uid, b->uid);
}

static int
compare_pointers (gconstpointer a, gconstpointer b, gpointer order)
{
  return compare (*(const Row *const *) a, *(const Row *const *) b, GPOINTER_TO_INT (order));
}

static void
sort (QingConversationList *self)
{
  g_ptr_array_sort_with_data (self->rows, compare_pointers, GINT_TO_POINTER (self->order));
}

/* Equal paths are the same string from here on. */
static const char *
find_folder (QingConversationList *self, const char *path)
{
  g_autofree char *clean = NULL;
  char *kept;

  if (path == NULL)
    return NULL;
  kept = g_hash_table_lookup (self->folders, path);
  if (kept != NULL)
    return kept;
  clean = qing_folder_clean_path (path);
  if (clean == NULL)
    return NULL;
  kept = g_hash_table_lookup (self->folders, clean);
  kept = kept != NULL ? g_ref_string_acquire (kept) : g_ref_string_new (clean);
  g_hash_table_insert (self->folders, g_strdup (path), kept);
  if (!g_str_equal (path, clean) && !g_hash_table_contains (self->folders, clean))
    g_hash_table_insert (self->folders, g_strdup (clean), g_ref_string_acquire (kept));
  return kept;
}

static void
update_key (QingConversationList *self, Row *row)
{
  g_autofree char *folded = NULL;

  g_clear_pointer (&row->key, g_free);
  if (self->order != QING_ORDER_TITLE)
    return;
  folded = g_utf8_casefold (row_get_title (row), -1);
  row->key = g_utf8_collate_key_for_filename (folded, -1);
}

static void
announce (QingConversationList *self, guint position, guint removed, guint added)
{
  if (self->changing == 0)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
      return;
    }
  self->n_same_first = MIN (self->n_same_first, position);
  self->n_same_last = MIN (self->n_same_last, self->rows->len - position - added);
}

void
qing_conversation_list_begin_changes (QingConversationList *self)
{
  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));

  if (self->changing++ > 0)
    return;
  self->n_before = self->rows->len;
  self->n_same_first = G_MAXUINT;
  self->n_same_last = G_MAXUINT;
}

void
qing_conversation_list_end_changes (QingConversationList *self)
{
  guint n_shorter;
  guint first;
  guint last;

  g_return_if_fail (QING_IS_CONVERSATION_LIST (self) && self->changing > 0);

  if (--self->changing > 0 || self->n_same_first == G_MAXUINT)
    return;
  n_shorter = MIN (self->n_before, self->rows->len);
  first = MIN (self->n_same_first, n_shorter);
  last = MIN (self->n_same_last, n_shorter - first);
  g_list_model_items_changed (G_LIST_MODEL (self), first, self->n_before - first - last,
                              self->rows->len - first - last);
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

      if (compare (g_ptr_array_index (self->rows, middle), row, self->order) < 0)
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
      row->id = ++self->last_id;
      row->record = record;
      row->pinned = record->pinned;
      row->updated = record->updated;
      row->created = record->created;
      row->folder = find_folder (self, record->folder);
      row->uid = record->uid;
      update_key (self, row);
      g_ptr_array_add (self->rows, row);
      g_hash_table_insert (self->by_uid, (gpointer) row->uid, row);
    }
  g_ptr_array_unref (records);
  sort (self);
  announce (self, 0, before, self->rows->len);
}

void
qing_conversation_list_take_first (QingConversationList *self, GPtrArray *records)
{
  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));

  if (self->gone == NULL)
    self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  qing_conversation_list_take_rows (self, records);
}

void
qing_conversation_list_take_rest (QingConversationList *self, GPtrArray *records)
{
  g_autoptr (GHashTable) gone = NULL;

  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));

  gone = g_steal_pointer (&self->gone);
  for (guint i = records->len; gone != NULL && g_hash_table_size (gone) > 0 && i-- > 0;)
    if (g_hash_table_contains (gone, ((QingStoredConversation *) records->pdata[i])->uid))
      g_ptr_array_remove_index_fast (records, i);
  qing_conversation_list_take_rows (self, records);
}

static void
read_row (QingConversationList *self, Row *row, QingConversation *conversation)
{
  row->pinned = qing_conversation_get_pinned (conversation);
  row->updated = qing_conversation_get_updated (conversation);
  row->created = qing_conversation_get_created (conversation);
  row->folder = find_folder (self, qing_conversation_get_folder (conversation));
  update_key (self, row);
}

void
qing_conversation_list_add (QingConversationList *self, QingConversation *conversation)
{
  Row *row;
  guint place;

  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));
  g_return_if_fail (!qing_conversation_list_contains (self, conversation));

  row = g_new0 (Row, 1);
  row->id = ++self->last_id;
  row->conversation = g_object_ref (conversation);
  row->uid = qing_conversation_get_uid (conversation);
  read_row (self, row, conversation);
  place = find_place (self, row);
  g_ptr_array_insert (self->rows, (int) place, row);
  g_hash_table_insert (self->by_uid, (gpointer) row->uid, row);
  announce (self, place, 0, 1);
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
  if (self->gone != NULL)
    g_hash_table_add (self->gone, g_strdup (uid));
  place = find_place (self, row);
  g_hash_table_remove (self->by_uid, uid);
  g_ptr_array_remove_index (self->rows, place);
  announce (self, place, 1, 0);
}

static gboolean
is_same (QingConversationList *self, const Row *row, QingConversation *conversation)
{
  const char *folder = qing_conversation_get_folder (conversation);

  return row->pinned == qing_conversation_get_pinned (conversation) &&
         row->updated == qing_conversation_get_updated (conversation) &&
         row->created == qing_conversation_get_created (conversation) &&
         row->folder == find_folder (self, folder) && self->order != QING_ORDER_TITLE;
}

void
qing_conversation_list_update (QingConversationList *self, QingConversation *conversation)
{
  Row *row;
  guint from, to, first, last;

  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));

  row = g_hash_table_lookup (self->by_uid, qing_conversation_get_uid (conversation));
  if (row == NULL || is_same (self, row, conversation))
    return;
  from = find_place (self, row);
  g_ptr_array_steal_index (self->rows, from);
  read_row (self, row, conversation);
  to = find_place (self, row);
  first = MIN (from, to);
  last = MAX (from, to);
  if (last - first > NEAR && self->changing == 0)
    g_list_model_items_changed (G_LIST_MODEL (self), from, 1, 0);
  g_ptr_array_insert (self->rows, (int) to, row);
  if (last - first > NEAR && self->changing == 0)
    g_list_model_items_changed (G_LIST_MODEL (self), to, 0, 1);
  else
    announce (self, first, last - first + 1, last - first + 1);
}

QingOrder
qing_conversation_list_get_order (QingConversationList *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION_LIST (self), QING_ORDER_ACTIVITY);
  return self->order;
}

void
qing_conversation_list_set_order (QingConversationList *self, QingOrder order)
{
  g_return_if_fail (QING_IS_CONVERSATION_LIST (self));

  if (self->order == order)
    return;
  self->order = order;
  for (guint i = 0; i < self->rows->len; i++)
    update_key (self, self->rows->pdata[i]);
  sort (self);
  announce (self, 0, self->rows->len, self->rows->len);
}

GHashTable *
qing_conversation_list_move_folder (QingConversationList *self,
                                    const char *from,
                                    const char *to,
                                    gboolean below)
{
  GHashTable *moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_return_val_if_fail (QING_IS_CONVERSATION_LIST (self), moved);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];
      g_autofree char *path = NULL;

      if (!qing_folder_contains (from, row->folder))
        continue;
      g_hash_table_insert (moved, g_strdup (row->uid), g_strdup (row->folder));
      path = below ? qing_folder_rebase (row->folder, from, to) : g_strdup (to);
      row->folder = find_folder (self, path);
      if (row->conversation != NULL)
        qing_conversation_set_folder (row->conversation, row->folder);
      announce (self, i, 1, 1);
    }
  return moved;
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
