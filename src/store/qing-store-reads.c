/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-store.h"

#include "qing-accounts-table.h"
#include "qing-history.h"
#include "qing-store-private.h"

static gpointer
list_conversations (QingDatabase *database, gpointer data, GError **error)
{
  return qing_conversations_list (database, GPOINTER_TO_INT (data), error);
}

void
qing_store_list_conversations_async (QingStore *self,
                                     QingStoredKind kind,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_store_list_conversations_async);
  g_task_set_task_data (task, GINT_TO_POINTER (kind), NULL);
  qing_store_submit (self, task, list_conversations, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
qing_store_list_conversations_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
list_folders (QingDatabase *database, gpointer data, GError **error)
{
  return qing_folders_list (database, error);
}

void
qing_store_list_folders_async (QingStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_store_list_folders_async);
  qing_store_submit (self, task, list_folders, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
qing_store_list_folders_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  QingConversation *conversation;
  char *uid;
} LoadData;

static void
load_data_free (gpointer data)
{
  LoadData *load = data;

  g_object_unref (load->conversation);
  g_free (load->uid);
  g_free (load);
}

static gpointer
load (QingDatabase *database, gpointer data, GError **error)
{
  LoadData *load_data = data;

  return qing_history_read (database, load_data->uid, error);
}

void
qing_store_load_async (QingStore *self,
                       QingConversation *conversation,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  LoadData *data;
  GTask *task;

  g_return_if_fail (QING_IS_STORE (self));
  g_return_if_fail (QING_IS_CONVERSATION (conversation));

  data = g_new0 (LoadData, 1);
  data->conversation = g_object_ref (conversation);
  data->uid = g_strdup (qing_conversation_get_uid (conversation));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_store_load_async);
  g_task_set_task_data (task, data, load_data_free);
  qing_store_submit (self, task, load, (GDestroyNotify) qing_history_free);
}

gboolean
qing_store_load_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (QingHistory) history = NULL;
  LoadData *data;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  history = g_task_propagate_pointer (G_TASK (result), error);
  if (history == NULL)
    return FALSE;
  data = g_task_get_task_data (G_TASK (result));
  if (!qing_conversation_is_loaded (data->conversation))
    qing_history_apply (history, data->conversation, QING_BLOB_SOURCE (self));
  return TRUE;
}

static gpointer
list_accounts (QingDatabase *database, gpointer data, GError **error)
{
  return qing_accounts_list (database, error);
}

void
qing_store_list_accounts_async (QingStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_store_list_accounts_async);
  qing_store_submit (self, task, list_accounts, (GDestroyNotify) g_ptr_array_unref);
}

GListModel *
qing_store_list_accounts_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  GListStore *accounts;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  records = g_task_propagate_pointer (G_TASK (result), error);
  if (records == NULL)
    return NULL;
  accounts = g_list_store_new (QING_TYPE_ACCOUNT);
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (QingAccount) account = qing_stored_account_create (g_ptr_array_index (records, i));

      g_list_store_append (accounts, account);
    }
  return G_LIST_MODEL (accounts);
}

typedef struct
{
  QingSearchQuery *query;
  GCancellable *cancellable;
} Searching;

static void
searching_free (gpointer data)
{
  Searching *searching = data;

  qing_search_query_free (searching->query);
  g_clear_object (&searching->cancellable);
  g_free (searching);
}

static gpointer
search (QingDatabase *database, gpointer data, GError **error)
{
  const Searching *searching = data;

  return qing_search_find (database, searching->query, searching->cancellable, error);
}

void
qing_store_search_async (QingStore *self,
                         const QingSearchQuery *query,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Searching *searching;
  GTask *task;

  g_return_if_fail (QING_IS_STORE (self));
  g_return_if_fail (query != NULL && query->text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_store_search_async);
  searching = g_new0 (Searching, 1);
  searching->query = qing_search_query_copy (query);
  g_set_object (&searching->cancellable, cancellable);
  g_task_set_task_data (task, searching, searching_free);
  qing_store_submit (self, task, search, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
qing_store_search_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
read_meta (QingDatabase *database, gpointer data, GError **error)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row = qing_database_query (database, error, "SELECT key, value FROM meta", "");

  if (row == NULL)
    return NULL;
  while (qing_database_next (database, row, &failure))
    g_hash_table_insert (table, qing_column_dup_text (row, 0), qing_column_dup_text (row, 1));
  if (failure == NULL)
    return g_steal_pointer (&table);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

void
qing_store_read_meta_async (QingStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_store_read_meta_async);
  qing_store_submit (self, task, read_meta, (GDestroyNotify) g_hash_table_unref);
}

GHashTable *
qing_store_read_meta_finish (QingStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
