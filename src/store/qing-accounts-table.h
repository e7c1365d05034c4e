/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-account.h"
#include "qing-database.h"

G_BEGIN_DECLS

/* An account as it is stored: never with its key. */
typedef struct
{
  char *uid;
  char *name;
  char *base_url;
  QingServerKind kind;
} QingStoredAccount;

QingStoredAccount *qing_stored_account_new (QingAccount *account);
void qing_stored_account_free (QingStoredAccount *self);
QingAccount *qing_stored_account_create (const QingStoredAccount *self);

/* On the worker thread. */
gboolean
qing_accounts_put (QingDatabase *database, const QingStoredAccount *record, GError **error);
gboolean qing_accounts_remove (QingDatabase *database, const char *uid, GError **error);
/* In the order they were added: (element-type QingStoredAccount). */
GPtrArray *qing_accounts_list (QingDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingStoredAccount, qing_stored_account_free)

G_END_DECLS
