/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk with as much room as a test wants. It lies below SQLite: every database that is opened after
 * the installing writes to it. All of it may be called from any thread. */

void qing_disk_install (void);
/* So many writes succeed from now on, then the disk is full; -1: as many as there are. */
void qing_disk_set_room (int writes);
/* Whether a write has failed since the room was set. */
gboolean qing_disk_was_full (void);

G_END_DECLS
