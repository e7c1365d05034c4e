/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * qing_soft_breaks_attach:
 *
 * GTK lays a paragraph out as a whole, so that one line of a megabyte takes seconds at each key.
 * From now on the lines of @buffer that are longer than a screen are broken by a pair of
 * characters that nobody types, and that qing_soft_breaks_dup_text() takes out again.
 */
void qing_soft_breaks_attach (GtkTextBuffer *buffer);

/* (transfer full): the text of @buffer as it was written. */
char *qing_soft_breaks_dup_text (GtkTextBuffer *buffer);

G_END_DECLS
