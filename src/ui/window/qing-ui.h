/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The room's face for the app: everything else is reached through QingWindow. To be called once
 * the display is open, before the first window; again is harmless. */
void qing_ui_init (void);

G_END_DECLS
