/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-batch.h"
#include "qing-conversations-table.h"
#include "qing-folders-table.h"
#include "qing-search-find.h"

G_BEGIN_DECLS

#define QING_TYPE_STORE (qing_store_get_type ())
G_DECLARE_FINAL_TYPE (QingStore, qing_store, QING, STORE, GObject)

/**
 * QingStore: what was said, in one SQLite file.
 *
 * One thread owns the connection and works through a queue, so that everything happens in the
 * order in which it was asked for, and the caller never waits for a disk. Results arrive in the
 * main context that was the thread default when the operation began. It is the QingBlobSource of
 * the attachments that it loads.
 *
 * Errors are QING_ERROR_STORAGE, with a message for the user.
 */

/**
 * qing_store_open_async:
 * @path: the database file; its folders are created
 *
 * Opens, migrates, and ends the answers that a dead process left behind. A file that is no sound
 * database is set aside as "PATH.corrupt-DATE" and what can be read is taken over: see
 * qing_store_get_notice(). The file of a newer program is refused and left as it is.
 */
void qing_store_open_async (const char *path,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
QingStore *qing_store_open_finish (GAsyncResult *result, GError **error);
/* Works off the queue and closes the file; everything that is asked for later fails. */
void qing_store_close_async (QingStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean qing_store_close_finish (QingStore *self, GAsyncResult *result, GError **error);
const char *qing_store_get_path (QingStore *self);
/* (nullable): what the user should know about the opening, such as a repair. */
const char *qing_store_get_notice (QingStore *self);
/* Whether another process had it open when this one began: that one tidies up. */
gboolean qing_store_is_shared (QingStore *self);
/* Whether it was repaired, and the newest backup holds more messages than could be saved. */
gboolean qing_store_has_fuller_backup (QingStore *self);
/* Whether it can only be read: every commit of something fails. */
gboolean qing_store_is_protected (QingStore *self);

/* Writes all of @batch or nothing; it is on the disk when this finishes with TRUE. A reference is
 * held, so that a batch that failed can be tried again. */
void qing_store_commit_async (QingStore *self,
                              QingBatch *batch,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean qing_store_commit_finish (QingStore *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type QingStoredConversation): those of that kind, pinned ones first, then
 * newest first; without deleted ones. */
void qing_store_list_conversations_async (QingStore *self,
                                          QingStoredKind kind,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
qing_store_list_conversations_finish (QingStore *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type QingStoredFolder): those that qing_batch_put_folder() has written. */
void qing_store_list_folders_async (QingStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *qing_store_list_folders_finish (QingStore *self, GAsyncResult *result, GError **error);

/* Fills a conversation that is not loaded: messages, parameters and draft. When it was loaded
 * meanwhile, nothing happens. */
void qing_store_load_async (QingStore *self,
                            QingConversation *conversation,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean qing_store_load_finish (QingStore *self, GAsyncResult *result, GError **error);

/* (transfer full): GListModel of QingAccount, in the order they were added. */
void qing_store_list_accounts_async (QingStore *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GListModel *qing_store_list_accounts_finish (QingStore *self, GAsyncResult *result, GError **error);

/* The best that there is for @query, up to a hundred or so, titles before messages: (transfer full)
 * (element-type QingFoundText). */
void qing_store_search_async (QingStore *self,
                              const QingSearchQuery *query,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *qing_store_search_finish (QingStore *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type utf8 utf8): everything that qing_batch_set_meta() has written. */
void qing_store_read_meta_async (QingStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GHashTable *qing_store_read_meta_finish (QingStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
