/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The only file that knows which classes of which version ask the user: file choosers, questions
 * and the window about the program. */

/* The user chooses pictures and texts: a list model of GFile, or NULL when nothing was chosen. */
void qing_dialogs_open_files_async (GtkWidget *parent,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GListModel *qing_dialogs_open_files_finish (GAsyncResult *result, GError **error);

/* The user chooses where to save: (transfer full), or NULL when nothing was chosen. */
void qing_dialogs_save_async (GtkWidget *parent,
                              const char *name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *qing_dialogs_clean_name (const char *name);
GFile *qing_dialogs_save_finish (GAsyncResult *result, GError **error);

/**
 * qing_dialogs_ask_async:
 * @accept: the label of the button that does it, with a mnemonic
 * @destructive: whether that cannot be undone
 *
 * Asks a question; TRUE when the user accepted.
 */
void qing_dialogs_ask_async (GtkWidget *parent,
                             const char *heading,
                             const char *body,
                             const char *accept,
                             gboolean destructive,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean qing_dialogs_ask_finish (GAsyncResult *result);

/**
 * qing_dialogs_open_file_async:
 * @kind: (nullable): what such files are called; else they may be any
 * @endings: of their names, without the point; the user may see all others, too
 *
 * The user chooses one file: (transfer full), or NULL when nothing was chosen.
 */
void qing_dialogs_open_file_async (GtkWidget *parent,
                                   const char *title,
                                   const char *accept,
                                   const char *kind,
                                   const char *const *endings,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GFile *qing_dialogs_open_file_finish (GAsyncResult *result, GError **error);

/* Tells something that needs to be read; @body is plain text. */
void qing_dialogs_tell (GtkWidget *parent, const char *heading, const char *body);

/* For a window that has a parent: whoever works for it may keep it for longer than the parent lives,
 * of which GTK would keep the address. */
void qing_dialogs_outlive_parent (GtkWindow *window);

void qing_dialogs_show_about (GtkWidget *parent);
void qing_dialogs_show_shortcuts (GtkWidget *parent);

G_END_DECLS
