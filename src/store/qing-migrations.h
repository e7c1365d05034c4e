/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"

G_BEGIN_DECLS

/* The version of the schema that this program writes. */
guint qing_migrations_get_version (void);
/* Brings the database to that version, each step in a transaction of its own. A database of a
 * newer program is refused and not touched. */
gboolean qing_migrations_run (QingDatabase *database, GError **error);

G_END_DECLS
