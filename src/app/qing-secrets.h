/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-account.h"

G_BEGIN_DECLS

/**
 * Keys of accounts in the Secret Service, the only place where this program keeps a key. No GTK.
 *
 * Errors are those of libsecret and D-Bus; where no Secret Service runs, every call fails and the
 * caller keeps the key for the session.
 */

/* Keeps the key of @account, with its address, so that a program without the database can use it. */
void qing_secrets_store_async (QingAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean qing_secrets_store_finish (GAsyncResult *result, GError **error);

void qing_secrets_clear_async (QingAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean qing_secrets_clear_finish (GAsyncResult *result, GError **error);

/**
 * qing_secrets_find_async:
 * @account_uid: (nullable): %NULL for any
 *
 * Finds an account by its key, with the key set: NULL without an error when there is none.
 */
void qing_secrets_find_async (const char *account_uid,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
QingAccount *qing_secrets_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
