/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-accounts-table.h"

QingStoredAccount *
qing_stored_account_new (QingAccount *account)
{
  QingStoredAccount *self = g_new0 (QingStoredAccount, 1);

  self->uid = g_strdup (qing_account_get_uid (account));
  self->name = g_strdup (qing_account_get_name (account));
  self->base_url = g_strdup (qing_account_get_base_url (account));
  self->kind = qing_account_get_kind (account);
  return self;
}

void
qing_stored_account_free (QingStoredAccount *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->name);
  g_free (self->base_url);
  g_free (self);
}

QingAccount *
qing_stored_account_create (const QingStoredAccount *self)
{
  QingAccount *account = qing_account_new (self->uid, self->name, self->base_url);

  if (qing_account_get_kind (account) != self->kind)
    qing_account_force_kind (account, self->kind);
  return account;
}

gboolean
qing_accounts_put (QingDatabase *database, const QingStoredAccount *record, GError **error)
{
  return qing_database_execute (database, error,
                                "INSERT INTO account (uid, name, base_url, kind)"
                                " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (uid)"
                                " DO UPDATE SET name = ?2, base_url = ?3, kind = ?4",
                                "sssi", record->uid, record->name, record->base_url,
                                (int) record->kind);
}

gboolean
qing_accounts_remove (QingDatabase *database, const char *uid, GError **error)
{
  return qing_database_execute (database, error, "DELETE FROM account WHERE uid = ?1", "s", uid);
}

GPtrArray *
qing_accounts_list (QingDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) qing_stored_account_free);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *row =
    qing_database_query (database, error,
                         "SELECT uid, name, base_url, kind FROM account ORDER BY id", "");

  if (row == NULL)
    return NULL;
  while (qing_database_next (database, row, &failure))
    {
      QingStoredAccount *record = g_new0 (QingStoredAccount, 1);

      record->uid = qing_column_dup_text (row, 0);
      record->name = qing_column_dup_text (row, 1);
      record->base_url = qing_column_dup_text (row, 2);
      record->kind = (QingServerKind) sqlite3_column_int (row, 3);
      g_ptr_array_add (records, record);
    }
  if (failure == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
