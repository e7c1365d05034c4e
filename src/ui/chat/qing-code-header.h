/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-leaf.h"

G_BEGIN_DECLS

#define QING_TYPE_CODE_HEADER (qing_code_header_get_type ())
G_DECLARE_FINAL_TYPE (QingCodeHeader, qing_code_header, QING, CODE_HEADER, GtkWidget)

typedef void (*QingWrapFunc) (gboolean wrap, gpointer data);

/* The head of a block of code: its language, and what can be done with it. */
GtkWidget *qing_code_header_new (QingWrapFunc func, gpointer data);
void qing_code_header_set_leaf (QingCodeHeader *self, QingLeaf *leaf, const char *title);

G_END_DECLS
