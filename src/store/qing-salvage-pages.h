/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"

G_BEGIN_DECLS

/* Whether the rows of a table are looked for. */
typedef gboolean (*QingSalvageWanted) (const char *table, gpointer user_data);

/**
 * qing_salvage_pages_run:
 * @path: a damaged history
 *
 * Takes over what SQLite does not find there any more, because what leads to it is broken: rows are
 * known by their shape, wherever they lie. Those that are in @database already stay as they are.
 * Part of a transaction, without foreign keys.
 */
void qing_salvage_pages_run (QingDatabase *database,
                             const char *path,
                             QingSalvageWanted wanted,
                             gpointer user_data);

G_END_DECLS
