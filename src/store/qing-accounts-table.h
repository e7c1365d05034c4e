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
} QingAccountRecord;

QingAccountRecord *qing_account_record_new (QingAccount *account);
void qing_account_record_free (QingAccountRecord *self);
QingAccount *qing_account_record_create (const QingAccountRecord *self);

/* On the worker thread. */
gboolean
qing_accounts_put (QingDatabase *database, const QingAccountRecord *record, GError **error);
gboolean qing_accounts_remove (QingDatabase *database, const char *uid, GError **error);
/* In the order they were added: (element-type QingAccountRecord). */
GPtrArray *qing_accounts_list (QingDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingAccountRecord, qing_account_record_free)

G_END_DECLS
