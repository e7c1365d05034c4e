/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

G_BEGIN_DECLS

/* A start does not read the whole history: at first the list has what is pinned, the newest, and
 * what is in folders. Whoever needs more asks for all, once. What is sorted by something else than
 * the last activity is always listed as a whole, and so it is before anything looks into the archive:
 * before a search, an export or an import of all. */

gboolean qing_engine_has_listed_all (QingEngine *self);
/* Lists the others as soon as they are read. */
void qing_engine_list_all (QingEngine *self);
/* The same, for those who wait for it. */
void qing_engine_list_all_async (QingEngine *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean qing_engine_list_all_finish (QingEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
