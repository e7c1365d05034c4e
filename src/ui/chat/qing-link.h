/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean qing_link_is_safe (const char *url);
char *qing_link_dup_address (const char *url, char **host);
char *qing_link_dup_for_display (const char *url);

G_END_DECLS
