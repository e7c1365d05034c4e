/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving conversations in and out of the program, and onto paper. */

#include "qing-window-private.h"

#include "qing-backups-window.h"
#include "qing-dialogs.h"

#include <glib/gi18n.h>
#include <string.h>

/* clang-format off */
static const struct
{
  const char *name;
  QingExportFormat format;
} formats[] = {
  { "markdown", QING_EXPORT_MARKDOWN },
  { "html",     QING_EXPORT_HTML     },
  { "json",     QING_EXPORT_JSON     },
  { "qingtan",  QING_EXPORT_QINGTAN  },
};
/* clang-format on */

/* What is to be exported, while the user says where to. */
typedef struct
{
  QingWindow *window;
  GPtrArray *conversations; /* NULL: all */
  gboolean pdf;
  QingExportFormat format; /* unless it is a PDF */
} Exporting;

static gboolean
is_busy (QingWindow *self)
{
  if (!qing_mover_is_busy (self->mover))
    return FALSE;
  qing_window_notice_cb (self, _ ("One import, export or restoring at a time, please"));
  return TRUE;
}

static void
import_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingWindow) self = user_data;
  g_autoptr (GFile) file = qing_dialogs_open_file_finish (result, NULL);

  if (file != NULL && self->engine != NULL && !is_busy (self))
    qing_mover_import (self->mover, self->engine, file);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const endings[] = { "json", "jsonl", "zip", "db", NULL };
  QingWindow *self = QING_WINDOW (widget);

  if (!is_busy (self))
    qing_dialogs_open_file_async (widget, _ ("Import Conversations"), _ ("_Import"),
                                  _ ("Files with Conversations"), endings, NULL, import_chosen_cb,
                                  g_object_ref (self));
}

static void
restore_chosen_cb (QingWindow *self, GFile *file)
{
  if (self->engine != NULL && !is_busy (self))
    qing_mover_restore (self->mover, self->engine, file);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);
  QingBackupsWindow *window = qing_backups_window_new (self->engine, GTK_WINDOW (self));

  g_signal_connect_object (window, "chosen", G_CALLBACK (restore_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
exporting_free (Exporting *exporting)
{
  g_clear_pointer (&exporting->conversations, g_ptr_array_unref);
  g_object_unref (exporting->window);
  g_free (exporting);
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exporting *exporting = user_data;
  QingWindow *self = exporting->window;
  g_autoptr (GFile) file = qing_dialogs_save_finish (result, NULL);

  if (file == NULL || self->engine == NULL || is_busy (self))
    ;
  else if (exporting->pdf)
    qing_mover_print (self->mover, self->engine, exporting->conversations, file);
  else
    qing_mover_export (self->mover, self->engine, exporting->conversations, exporting->format,
                       file);
  exporting_free (exporting);
}

/* A name for the file, which the user may change. */
static char *
suggest_name (const Exporting *exporting)
{
  g_autofree char *name = NULL;
  const char *extension =
    exporting->pdf ? "pdf" : qing_export_format_get_extension (exporting->format);

  if (exporting->conversations == NULL || exporting->conversations->len != 1)
    return g_strdup_printf ("%s.%s", _ ("Qingtan conversations"), extension);
  name = qing_export_suggest_name (exporting->conversations->pdata[0], exporting->format);
  if (exporting->pdf && strrchr (name, '.') != NULL)
    *strrchr (name, '.') = '\0';
  return exporting->pdf ? g_strconcat (name, ".pdf", NULL) : g_steal_pointer (&name);
}

static gboolean
find_format (Exporting *exporting, const char *what)
{
  exporting->pdf = g_str_equal (what, "pdf");
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, what))
      {
        exporting->format = formats[i].format;
        return TRUE;
      }
  return exporting->pdf;
}

void
qing_window_export (QingWindow *self, GPtrArray *conversations, const char *what)
{
  Exporting *exporting;
  g_autofree char *name = NULL;

  if (is_busy (self))
    return;
  if (g_str_equal (what, "print"))
    {
      qing_mover_print (self->mover, self->engine, conversations, NULL);
      return;
    }
  exporting = g_new0 (Exporting, 1);
  exporting->window = g_object_ref (self);
  exporting->conversations = conversations != NULL ? g_ptr_array_ref (conversations) : NULL;
  if (!find_format (exporting, what))
    {
      exporting_free (exporting);
      return;
    }
  name = suggest_name (exporting);
  qing_dialogs_save_async (GTK_WIDGET (self), name, NULL, export_chosen_cb, exporting);
}

static void
export_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_window_export (QING_WINDOW (widget), NULL, g_variant_get_string (parameter, NULL));
}

/* The conversation on the screen; an empty one is nothing to take along. */
static void
export_current (QingWindow *self, const char *what)
{
  QingConversation *conversation = qing_window_get_conversation (self);
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);

  if (conversation == NULL || (qing_conversation_is_loaded (conversation) &&
                               g_list_model_get_n_items (G_LIST_MODEL (conversation)) == 0))
    {
      qing_window_notice_cb (self, _ ("There is nothing in this conversation yet"));
      return;
    }
  g_ptr_array_add (one, g_object_ref (conversation));
  qing_window_export (self, one, what);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export_current (QING_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export_current (QING_WINDOW (widget), "print");
}

void
qing_window_class_install_moving_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "win.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "win.export-all", "s", export_all_action);
  gtk_widget_class_install_action (widget_class, "win.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
}
