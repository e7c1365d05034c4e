/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Opens a file that somebody chose, unless it is a pipe or a device: to open one may take for ever,
 * and nothing could end the thread that does. Meant for a thread. (transfer full) */
GFileInputStream *qing_plain_file_read (GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
