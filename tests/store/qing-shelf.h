/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"
#include "qing-store-private.h"

G_BEGIN_DECLS

/* A folder for one test, and what tests of the store do all the time. */
typedef struct
{
  char *folder;
  char *path;
} QingShelf;

void qing_shelf_set_up (QingShelf *self, gconstpointer data);
void qing_shelf_tear_down (QingShelf *self, gconstpointer data);

/* @copy: a folder with what a process would leave behind that is killed now */
void qing_shelf_copy (const QingShelf *self, QingShelf *copy);

void qing_shelf_keep_result (GObject *object, GAsyncResult *result, gpointer place);
GAsyncResult *qing_shelf_wait (GAsyncResult **place);

QingStore *qing_shelf_open (QingShelf *self);
QingStore *qing_shelf_try_open (QingShelf *self, GError **error);
void qing_shelf_close (QingStore *store);
void qing_shelf_commit (QingStore *store, QingBatch *batch);
gboolean qing_shelf_try_commit (QingStore *store, QingBatch *batch, GError **error);
/* A conversation with what the store has of it: (transfer full). */
QingConversation *qing_shelf_load (QingStore *store, const char *uid);
GPtrArray *qing_shelf_search (QingStore *store, const char *query);
GPtrArray *qing_shelf_search_for (QingStore *store, const QingSearchQuery *query);

/* Adds a message to the conversation and the batch. */
QingMessage *qing_shelf_say (QingConversation *conversation,
                             QingBatch *batch,
                             QingMessage *parent,
                             QingRole role,
                             const char *text);
/* The whole tree, "user Q (assistant a, assistant b*)": a star marks the branch that is shown. */
char *qing_shelf_describe (QingConversation *conversation);

/* Runs SQL on the file by a connection of its own; the first column of the first row, or NULL. */
char *qing_shelf_query (QingShelf *self, const char *sql);
void qing_shelf_run (QingShelf *self, const char *sql);
void qing_shelf_run_file (QingShelf *self, const char *name);

G_END_DECLS
