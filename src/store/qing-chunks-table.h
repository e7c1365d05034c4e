/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-database.h"
#include "qing-message.h"

G_BEGIN_DECLS

/* While an answer streams, only what is new is written, as rows that are never changed. At the end
 * they are folded into the message's body. All of this runs on the worker thread. */

/* @position: the byte of that part at which @text begins. A message that is gone is no error. */
gboolean qing_chunks_append (QingDatabase *database,
                             const char *message_uid,
                             QingPart part,
                             gint64 position,
                             const char *text,
                             gsize length,
                             GError **error);
gboolean qing_chunks_fold (QingDatabase *database, gint64 message, GError **error);
/* Ends the answers that a process left behind when it died: their chunks are folded and they are
 * INTERRUPTED. */
gboolean qing_chunks_recover (QingDatabase *database, GError **error);

G_END_DECLS
