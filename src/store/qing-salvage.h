/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 n_conversations;
  gint64 n_messages;
} QingSalvage;

/* Takes over into an empty database whatever can be read from the damaged file at @path. */
gboolean
qing_salvage_run (QingDatabase *database, const char *path, QingSalvage *found, GError **error);

G_END_DECLS
