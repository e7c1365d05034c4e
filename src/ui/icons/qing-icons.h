/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the icon theme of the default display find the program's own symbolic icons; may be called
 * any number of times. */
void qing_icons_init (void);

G_END_DECLS
