/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-dialogs.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* What every file system takes, with room for what is put behind it. */
#define MAX_NAME_BYTES 200

static GtkWindow *
get_window (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
lose_parent_cb (GtkWindow *window)
{
  gtk_window_set_transient_for (window, NULL);
}

void
qing_dialogs_outlive_parent (GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);

  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (lose_parent_cb), window,
                             G_CONNECT_SWAPPED);
}

/* A native dialog lives as long as its question is open. */
static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean accepted = response == GTK_RESPONSE_ACCEPT;

  gtk_native_dialog_hide (dialog);
  if (g_task_get_source_tag (task) == qing_dialogs_save_async ||
      g_task_get_source_tag (task) == qing_dialogs_open_file_async)
    g_task_return_pointer (task,
                           accepted ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL,
                           g_object_unref);
  else
    g_task_return_pointer (task,
                           accepted ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)) : NULL,
                           g_object_unref);
  g_object_unref (dialog);
}

static void
show_chooser (GtkFileChooserNative *chooser, GTask *task)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* What is usually wanted, and everything else for who wants that. */
static void
add_filters (GtkFileChooserNative *chooser, GtkFileFilter *usual)
{
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), usual);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
}

void
qing_dialogs_open_files_async (GtkWidget *parent,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_ ("Attach Files"), get_window (parent),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Attach"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) usual = gtk_file_filter_new ();

  g_task_set_source_tag (task, qing_dialogs_open_files_async);
  gtk_file_filter_set_name (usual, _ ("Pictures, Sound, Video and Text"));
  gtk_file_filter_add_pixbuf_formats (usual);
  gtk_file_filter_add_mime_type (usual, "text/*");
  gtk_file_filter_add_mime_type (usual, "audio/*");
  gtk_file_filter_add_mime_type (usual, "video/*");
  add_filters (chooser, usual);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  show_chooser (chooser, task);
}

GListModel *
qing_dialogs_open_files_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Cuts what is too long before its ending. */
static void
shorten_name (GString *name)
{
  const char *dot = strrchr (name->str, '.');
  g_autofree char *ending = g_strdup (dot != NULL && strlen (dot) <= 10 ? dot : "");
  gsize end = MAX_NAME_BYTES;

  if (name->len <= MAX_NAME_BYTES)
    return;
  end -= strlen (ending);
  while ((name->str[end] & 0xc0) == 0x80)
    end--;
  g_string_truncate (name, end);
  g_string_append (name, ending);
}

/* What is offered may come from a file of another program: it stays in the folder that is shown, is
 * seen there, and ends as it looks. */
char *
qing_dialogs_clean_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (clean->len == 0 && (c == '.' || g_unichar_isspace (c)))
        continue;
      if (c == '/' || c == '\\' || c == G_DIR_SEPARATOR)
        g_string_append_c (clean, '_');
      else if (g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (clean, c);
    }
  shorten_name (clean);
  g_strchomp (clean->str);
  return g_strdup (clean->str);
}

void
qing_dialogs_save_async (GtkWidget *parent,
                         const char *name,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_ ("Save As"), get_window (parent), GTK_FILE_CHOOSER_ACTION_SAVE,
                                 _ ("_Save"), _ ("_Cancel"));
  g_autofree char *clean = qing_dialogs_clean_name (name);

  g_task_set_source_tag (task, qing_dialogs_save_async);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), clean);
  show_chooser (chooser, task);
}

GFile *
qing_dialogs_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, g_str_equal (response, "accept"));
}

void
qing_dialogs_ask_async (GtkWidget *parent,
                        const char *heading,
                        const char *body,
                        const char *accept,
                        gboolean destructive,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, NULL));

  g_task_set_source_tag (task, qing_dialogs_ask_async);
  /* The body may hold an address that a model wrote: plain text, never markup. */
  adw_message_dialog_set_body_use_markup (dialog, FALSE);
  adw_message_dialog_set_body (dialog, body);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE
                                                          : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? "cancel" : "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
qing_dialogs_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
add_endings (GtkFileChooserNative *chooser, const char *kind, const char *const *endings)
{
  g_autoptr (GtkFileFilter) usual = gtk_file_filter_new ();

  gtk_file_filter_set_name (usual, kind);
  for (gsize i = 0; endings[i] != NULL; i++)
    gtk_file_filter_add_suffix (usual, endings[i]);
  add_filters (chooser, usual);
}

void
qing_dialogs_open_file_async (GtkWidget *parent,
                              const char *title,
                              const char *accept,
                              const char *kind,
                              const char *const *endings,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (title, get_window (parent), GTK_FILE_CHOOSER_ACTION_OPEN, accept,
                                 _ ("_Cancel"));

  g_task_set_source_tag (task, qing_dialogs_open_file_async);
  if (kind != NULL)
    add_endings (chooser, kind, endings);
  show_chooser (chooser, task);
}

GFile *
qing_dialogs_open_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
qing_dialogs_tell (GtkWidget *parent, const char *heading, const char *body)
{
  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, NULL));

  adw_message_dialog_set_body_use_markup (dialog, FALSE);
  adw_message_dialog_set_body (dialog, body);
  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_message_dialog_set_close_response (dialog, "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

void
qing_dialogs_show_about (GtkWidget *parent)
{
  static const char *developers[] = { "The Qingtan authors", NULL };
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "application-name", _ ("Qingtan"), "application-icon", QING_APPLICATION_ID,
                "version", QING_VERSION, "developer-name", _ ("The Qingtan authors"), "developers",
                developers, "license-type", GTK_LICENSE_GPL_3_0, "copyright",
                _ ("© The Qingtan authors"), "comments",
                _ ("Chat with Qwen, and with every server that speaks the same protocol."), NULL);
  gtk_window_set_transient_for (GTK_WINDOW (about), get_window (parent));
  gtk_window_set_modal (GTK_WINDOW (about), TRUE);
  gtk_window_present (GTK_WINDOW (about));
}

void
qing_dialogs_show_shortcuts (GtkWidget *parent)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/app/qingtan/Qingtan/ui/qing-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, get_window (parent));
  gtk_window_present (window);
}
