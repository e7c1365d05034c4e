/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-mover.h"

#include "qing-dialogs.h"
#include "qing-printer.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

/* Notes of an import that are shown one by one. */
#define MAX_NOTES 12

struct _QingMover
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *progress;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (QingMover, qing_mover, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
cancel_cb (QingMover *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
begin (QingMover *self, const char *words)
{
  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (self->label, words);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static void
end (QingMover *self)
{
  g_clear_object (&self->cancellable);
  if (self->revealer != NULL)
    gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  QingMover *self = user_data;

  if (self->progress != NULL)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (fraction, 0, 1));
}

static void
refuse (QingMover *self, const char *heading, const GError *error)
{
  if (self->revealer == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, QING_ERROR, QING_ERROR_CANCELLED))
    return;
  qing_dialogs_tell (GTK_WIDGET (self), heading, error->message);
}

/* What could not be taken over is worth a dialog, with its places, unless all was here before; the
 * rest is a line in passing. */
static void
tell_report (QingMover *self, const char *heading, QingMoveReport *report)
{
  g_autoptr (GString) body = g_string_new (report->words);

  if (report->notes->len == 0 ||
      (report->n_new == 0 && report->n_merged == 0 && report->n_skipped > 0))
    {
      g_signal_emit (self, signals[SIGNAL_TOLD], 0, report->words);
      return;
    }
  g_string_append_c (body, '\n');
  for (guint i = 0; i < MIN (report->notes->len, MAX_NOTES); i++)
    g_string_append_printf (body, "\n%s", (char *) report->notes->pdata[i]);
  if (report->notes->len > MAX_NOTES)
    g_string_append (body, "\n…");
  qing_dialogs_tell (GTK_WIDGET (self), heading, body->str);
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingMover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QingMoveReport) report =
    qing_engine_import_file_finish (QING_ENGINE (object), result, &error);

  end (self);
  if (report == NULL)
    refuse (self, _ ("Nothing Was Imported"), error);
  else if (self->revealer != NULL)
    tell_report (self, _ ("Not Everything Was Imported"), report);
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingMover) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QingMoveReport) report =
    qing_engine_restore_finish (QING_ENGINE (object), result, &error);

  end (self);
  if (report == NULL)
    refuse (self, _ ("The Backup Was Not Restored"), error);
  else if (self->revealer != NULL)
    tell_report (self, _ ("Not Everything Was Restored"), report);
}

static void
tell_exported (QingMover *self, guint n, guint n_missing)
{
  g_autofree char *words =
    g_strdup_printf (ngettext ("%u conversation exported", "%u conversations exported", n), n);
  g_autofree char *missing = NULL;
  g_autofree char *body = NULL;

  if (n_missing == 0)
    {
      g_signal_emit (self, signals[SIGNAL_TOLD], 0, words);
      return;
    }
  missing =
    g_strdup_printf (ngettext ("%u attachment could not be read; the export has only its name.",
                               "%u attachments could not be read; the export has only their names.",
                               n_missing),
                     n_missing);
  body = g_strdup_printf ("%s\n\n%s", words, missing);
  qing_dialogs_tell (GTK_WIDGET (self), _ ("Not Everything Was Exported"), body);
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingMover) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_missing = 0;
  gssize n = qing_engine_export_finish (QING_ENGINE (object), result, &n_missing, &error);

  end (self);
  if (n < 0)
    refuse (self, _ ("Nothing Was Exported"), error);
  else if (self->revealer != NULL)
    tell_exported (self, (guint) n, n_missing);
}

/* Conversations on their way to paper, or to a PDF. */
typedef struct
{
  QingMover *mover;
  QingEngine *engine;
  GPtrArray *conversations;
  GFile *file; /* NULL: a printer */
} Printing;

static void
printing_free (Printing *printing)
{
  g_object_unref (printing->mover);
  g_object_unref (printing->engine);
  g_ptr_array_unref (printing->conversations);
  g_clear_object (&printing->file);
  g_free (printing);
}

static void
end_printing (Printing *printing, const GError *error)
{
  QingMover *self = printing->mover;

  end (self);
  if (error != NULL)
    refuse (self,
            printing->file != NULL ? _ ("Nothing Was Exported") : _ ("It Could Not Be Printed"),
            error);
  else if (self->revealer != NULL && printing->file != NULL)
    tell_exported (self, printing->conversations->len, 0);
  printing_free (printing);
}

static void
printed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  qing_printer_run_finish (result, &error);
  end_printing (user_data, error);
}

static void
run_printer (Printing *printing)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (printing->mover));
  QingExportOptions options = { 0 };

  qing_engine_set_export_options (printing->engine, &options);
  qing_printer_run_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, printing->conversations,
                          &options, printing->file, progress_cb, printing->mover,
                          printing->mover->cancellable, printed_cb, printing);
}

static void
add_all (GPtrArray *conversations, GListModel *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      if (!qing_conversation_get_temporary (conversation))
        g_ptr_array_add (conversations, g_steal_pointer (&conversation));
    }
}

static void
archived_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Printing *printing = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) archived =
    qing_engine_list_archived_finish (QING_ENGINE (object), result, &error);

  if (archived == NULL)
    {
      end_printing (printing, error);
      return;
    }
  add_all (printing->conversations, qing_engine_get_conversations (printing->engine));
  add_all (printing->conversations, archived);
  run_printer (printing);
}

/* Whoever closes the window ends what is under way. */
static void
qing_mover_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (QING_MOVER (widget)->cancellable);

  GTK_WIDGET_CLASS (qing_mover_parent_class)->unroot (widget);
}

static void
qing_mover_dispose (GObject *object)
{
  QingMover *self = QING_MOVER (object);

  g_clear_pointer ((GtkWidget **) &self->revealer, gtk_widget_unparent);
  self->label = NULL;
  self->progress = NULL;
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (qing_mover_parent_class)->dispose (object);
}

static void
qing_mover_class_init (QingMoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_mover_dispose;
  widget_class->unroot = qing_mover_unroot;
  signals[SIGNAL_TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qing_mover_init (QingMover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->progress), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress"), -1);
  gtk_widget_add_css_class (box, "notice-bar");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), cancel);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  gtk_revealer_set_child (self->revealer, box);
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
}

gboolean
qing_mover_is_busy (QingMover *self)
{
  g_return_val_if_fail (QING_IS_MOVER (self), FALSE);

  return self->cancellable != NULL;
}

void
qing_mover_import (QingMover *self, QingEngine *engine, GFile *file)
{
  g_return_if_fail (QING_IS_MOVER (self));
  g_return_if_fail (!qing_mover_is_busy (self));

  begin (self, _ ("Importing…"));
  qing_engine_import_file_async (engine, file, progress_cb, self, self->cancellable, imported_cb,
                                 g_object_ref (self));
}

void
qing_mover_restore (QingMover *self, QingEngine *engine, GFile *file)
{
  g_return_if_fail (QING_IS_MOVER (self));
  g_return_if_fail (!qing_mover_is_busy (self));

  begin (self, _ ("Restoring…"));
  qing_engine_restore_async (engine, file, progress_cb, self, self->cancellable, restored_cb,
                             g_object_ref (self));
}

void
qing_mover_export (QingMover *self,
                   QingEngine *engine,
                   GPtrArray *conversations,
                   QingExportFormat format,
                   GFile *file)
{
  g_return_if_fail (QING_IS_MOVER (self));
  g_return_if_fail (!qing_mover_is_busy (self));

  begin (self, _ ("Exporting…"));
  qing_engine_export_async (engine, conversations, format, file, progress_cb, self,
                            self->cancellable, exported_cb, g_object_ref (self));
}

void
qing_mover_print (QingMover *self, QingEngine *engine, GPtrArray *conversations, GFile *file)
{
  Printing *printing;

  g_return_if_fail (QING_IS_MOVER (self));
  g_return_if_fail (!qing_mover_is_busy (self));

  begin (self, file != NULL ? _ ("Exporting…") : _ ("Printing…"));
  printing = g_new0 (Printing, 1);
  printing->mover = g_object_ref (self);
  printing->engine = g_object_ref (engine);
  printing->file = file != NULL ? g_object_ref (file) : NULL;
  printing->conversations = conversations != NULL ? g_ptr_array_ref (conversations)
                                                  : g_ptr_array_new_with_free_func (g_object_unref);
  if (conversations != NULL)
    run_printer (printing);
  else
    qing_engine_list_archived_async (engine, self->cancellable, archived_cb, printing);
}
