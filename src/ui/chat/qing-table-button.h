/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The button beside a table, from where it is copied. */
GtkWidget *qing_table_button_new (QingLeaf *const *leaf);
void qing_table_button_add_items (GMenu *menu, const QingLeaf *leaf);

G_END_DECLS
