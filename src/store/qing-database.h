/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * QingDatabase: one SQLite connection with its statements. It belongs to the thread that opened
 * it; every function asserts that.
 *
 * Errors are QING_ERROR_STORAGE with words for the user; QING_ERROR_REQUEST where not the disk but
 * what was asked is at fault, so that trying again is of no use.
 */
typedef struct _QingDatabase QingDatabase;

/* Called before every statement with its SQL; returns SQLITE_OK, or the result code with which the
 * statement then fails. For tests of what happens when a disk fails. */
typedef int (*QingDatabaseHook) (const char *sql, gpointer user_data);
typedef gboolean (*QingDatabaseFunc) (QingDatabase *self, gpointer user_data, GError **error);

/* @damaged: set when the file is there and is no sound database. */
QingDatabase *qing_database_open (const char *path, gboolean *damaged, GError **error);
/* Only to read in it, where nothing can be written: writing fails with words. */
QingDatabase *qing_database_open_protected (const char *path, GError **error);
void qing_database_close (QingDatabase *self);
void qing_database_set_hook (QingDatabase *self, QingDatabaseHook hook, gpointer user_data);
sqlite3 *qing_database_get_handle (QingDatabase *self);

/* @begin (nullable) is the first part of every transaction from now on; @written is called after each
 * that was committed. */
void qing_database_set_companion (QingDatabase *self,
                                  QingDatabaseFunc begin,
                                  void (*written) (gpointer user_data),
                                  gpointer user_data);

/* Runs @func in a transaction: all of it or nothing is written. */
gboolean qing_database_transact (QingDatabase *self,
                                 QingDatabaseFunc func,
                                 gpointer user_data,
                                 GError **error);
/* Runs a script of several statements without parameters. */
gboolean qing_database_run_script (QingDatabase *self, const char *sql, GError **error);

/**
 * qing_database_query:
 * @sql: a literal: the prepared statement is kept for the next time
 * @types: one letter for each parameter that follows: s (const char *, nullable), t (const char *
 *  and gsize), i (int), x (gint64), n (gint64, NULL when negative), d (double), b (GBytes *,
 *  nullable)
 *
 * The texts and bytes must live until the statement is done. (transfer none) (nullable)
 */
sqlite3_stmt *
qing_database_query (QingDatabase *self, GError **error, const char *sql, const char *types, ...);
/* Goes to the next row. FALSE at the end, and with @error set when it failed; the statement is
 * then reset. */
gboolean qing_database_next (QingDatabase *self, sqlite3_stmt *statement, GError **error);
/* Ends a query before its last row. */
void qing_database_done (QingDatabase *self, sqlite3_stmt *statement);
/* A statement that gives no rows; parameters as in query. */
gboolean
qing_database_execute (QingDatabase *self, GError **error, const char *sql, const char *types, ...);
/* The first column of the first row; @fallback when there is no row or it is NULL. */
gboolean qing_database_get_number (QingDatabase *self,
                                   gint64 *value,
                                   gint64 fallback,
                                   GError **error,
                                   const char *sql,
                                   const char *types,
                                   ...);
gint64 qing_database_get_last_id (QingDatabase *self);
int qing_database_get_changes (QingDatabase *self);

/* Columns of the row at hand. */
char *qing_column_dup_text (sqlite3_stmt *statement, int column);
GBytes *qing_column_dup_bytes (sqlite3_stmt *statement, int column);
/* -1 for NULL. */
gint64 qing_column_get_count (sqlite3_stmt *statement, int column);

/* Sets @error from an SQLite result code, with words for the user. Always FALSE. */
gboolean qing_database_fail (QingDatabase *self, int code, GError **error);
/* Whether a statement met a broken page since the database was opened. */
gboolean qing_database_is_damaged (QingDatabase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingDatabase, qing_database_close)

G_END_DECLS
