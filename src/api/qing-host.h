/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @host is this computer or one beside it, as far as its name tells: nobody in the wide web
 * has a reason to send somebody there. */
gboolean qing_host_is_near (const char *host);

G_END_DECLS
