/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): a name for a file with code in @language (nullable, untrusted), as a model
 * called it: "code.py". */
char *qing_code_saver_suggest_name (const char *language);

typedef void (*QingCodeSaverFunc) (const char *words, gpointer user_data);
/* Asks where and writes @text there; @failed is called with words when that does not work. */
void qing_code_saver_save (GtkWidget *parent,
                           const char *language,
                           const char *text,
                           QingCodeSaverFunc failed,
                           GObject *user_data);

G_END_DECLS
