/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-printer.h"

#include "qing-export-file.h"
#include "qing-export-writer.h"
#include "qing-print-document.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MARGIN_MM 18.0
/* The division into pages and the drawing of them take about the same time. */
#define DIVISION_SHARE 0.5

typedef struct
{
  GtkPrintOperation *operation;
  GPtrArray *conversations;
  QingPrintDocument *document;
  QingExportOptions options;
  gboolean opening;                /* a conversation is on its way */
  GError *error;                   /* of one that cannot be opened */
  GtkCheckButton *thoughts_button; /* in the dialog; borrowed */

  GFile *target; /* of a PDF, as the next two */
  char *path;    /* what GTK writes */
  QingExportFile *file;

  guint n_pages;

  QingPrinterProgress progress;
  gpointer progress_data;
  gulong cancelled_id;
} Printing;

static void
printing_free (gpointer data)
{
  Printing *self = data;

  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  g_clear_pointer (&self->document, qing_print_document_free);
  g_clear_pointer (&self->file, qing_export_file_free);
  g_clear_error (&self->error);
  g_clear_object (&self->target);
  g_clear_object (&self->operation);
  g_ptr_array_unref (self->conversations);
  g_free (self);
}

static void
show_progress (Printing *self, double fraction)
{
  if (self->progress != NULL)
    self->progress (fraction, self->progress_data);
}

/* Paper has the family of the window's letters. */
static void
set_family (PangoContext *context)
{
  g_autofree char *name = NULL;
  PangoFontDescription *font;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name != NULL ? name : "Sans");
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, GTask *task)
{
  Printing *self = g_task_get_task_data (task);
  PangoContext *pango = gtk_print_context_create_pango_context (context);

  set_family (pango);
  g_clear_pointer (&self->document, qing_print_document_free);
  self->document =
    qing_print_document_new (self->conversations->len, pango, gtk_print_context_get_width (context),
                             gtk_print_context_get_height (context), self->options.reasoning);
  g_object_unref (pango);
}

/* A page that waits for its conversation or its pictures. The bytes of pictures are only held until
 * it is drawn. */
typedef struct
{
  GTask *task;
  GtkPrintContext *context;
  guint index;
  GPtrArray *pictures;
  guint n_waiting;
} Page;

static void list_pictures (Page *page);

static void
give_up (Printing *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  gtk_print_operation_cancel (self->operation);
}

/* What a conversation is opened for: a page, or NULL for the division into pages. */
typedef struct
{
  GTask *task;
  Page *page;
  guint index;
} Opening;

static void
opened (Opening *opening, QingConversation *conversation)
{
  Printing *self = g_task_get_task_data (opening->task);
  Page *page = opening->page;

  self->opening = FALSE;
  if (conversation != NULL)
    qing_print_document_give (self->document, opening->index, conversation);
  g_object_unref (opening->task);
  g_free (opening);
  if (page != NULL)
    list_pictures (page);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Opening *opening = user_data;
  Printing *self = g_task_get_task_data (opening->task);
  GError *error = NULL;
  g_autoptr (QingConversation) conversation =
    self->options.open_finish (self->conversations->pdata[opening->index], result, &error);

  if (conversation == NULL)
    give_up (self, error);
  opened (opening, conversation);
}

static void
open (GTask *task, guint index, Page *page)
{
  Printing *self = g_task_get_task_data (task);
  QingConversation *conversation = self->conversations->pdata[index];
  Opening *opening = g_new0 (Opening, 1);

  opening->task = g_object_ref (task);
  opening->page = page;
  opening->index = index;
  self->opening = TRUE;
  if (qing_conversation_is_loaded (conversation) || self->options.open == NULL)
    opened (opening, conversation);
  else
    self->options.open (conversation, self->options.open_data, g_task_get_cancellable (task),
                        opened_cb, opening);
}

static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context, GTask *task)
{
  Printing *self = g_task_get_task_data (task);
  double fraction;

  if (self->opening || self->error != NULL)
    return FALSE;
  if (!qing_print_document_step (self->document, &fraction))
    {
      int wanted = qing_print_document_get_wanted (self->document);

      show_progress (self, fraction * DIVISION_SHARE);
      if (wanted >= 0)
        open (task, (guint) wanted, NULL);
      return FALSE;
    }
  self->n_pages = qing_print_document_get_n_pages (self->document);
  gtk_print_operation_set_n_pages (operation, MAX (1, (int) self->n_pages));
  return TRUE;
}

static void
draw (Page *page)
{
  Printing *self = g_task_get_task_data (page->task);

  if (self->error == NULL)
    qing_print_document_draw (self->document, page->index,
                              gtk_print_context_get_cairo_context (page->context));
  for (guint i = 0; page->pictures != NULL && i < page->pictures->len; i++)
    qing_attachment_set_bytes (page->pictures->pdata[i], NULL);
  show_progress (self, DIVISION_SHARE + (1 - DIVISION_SHARE) * (page->index + 1) / self->n_pages);
  gtk_print_operation_draw_page_finish (self->operation);
  g_clear_pointer (&page->pictures, g_ptr_array_unref);
  g_object_unref (page->context);
  g_object_unref (page->task);
  g_free (page);
}

/* What cannot be had is named in its place. */
static void
picture_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  QingAttachment *attachment = QING_ATTACHMENT (object);
  Page *page = user_data;
  g_autoptr (GBytes) bytes = qing_attachment_load_finish (attachment, result, NULL);

  if (bytes != NULL)
    qing_attachment_set_bytes (attachment, bytes);
  if (--page->n_waiting == 0)
    draw (page);
}

static void
list_pictures (Page *page)
{
  Printing *self = g_task_get_task_data (page->task);
  guint n;

  if (self->error == NULL)
    page->pictures = qing_print_document_list_pictures (self->document, page->index);
  n = page->pictures != NULL ? page->pictures->len : 0;
  page->n_waiting = n;
  if (n == 0)
    draw (page);
  for (guint i = 0; i < n; i++)
    qing_attachment_load_async (page->pictures->pdata[i], NULL, picture_cb, page);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, GTask *task)
{
  Printing *self = g_task_get_task_data (task);
  Page *page;
  int wanted;

  if ((guint) number >= self->n_pages)
    return;
  gtk_print_operation_set_defer_drawing (operation);
  page = g_new0 (Page, 1);
  page->task = g_object_ref (task);
  page->context = g_object_ref (context);
  page->index = (guint) number;
  wanted = qing_print_document_get_wanted_for_page (self->document, page->index);
  if (wanted >= 0)
    open (task, (guint) wanted, page);
  else
    list_pictures (page);
}

static GObject *
create_widget_cb (GtkPrintOperation *operation, GTask *task)
{
  Printing *self = g_task_get_task_data (task);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->thoughts_button =
    GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ ("Print what the _model thought")));
  gtk_check_button_set_active (self->thoughts_button, self->options.reasoning);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->thoughts_button));
  return G_OBJECT (box);
}

static void
apply_widget_cb (GtkPrintOperation *operation, GtkWidget *widget, GTask *task)
{
  Printing *self = g_task_get_task_data (task);

  self->options.reasoning = gtk_check_button_get_active (self->thoughts_button);
}

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Printing *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (qing_export_file_commit_finish (result, &error))
    g_task_return_int (task, (gssize) self->n_pages);
  else
    g_task_return_error (task, error);
}

static void
copied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Printing *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, &error) < 0)
    g_task_return_error (task, error);
  else
    qing_export_file_commit_async (self->file, cancellable, committed_cb, g_steal_pointer (&task));
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Printing *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFileInputStream) input = g_file_read_finish (G_FILE (object), result, &error);

  if (input == NULL)
    g_task_return_error (task, error);
  else
    g_output_stream_splice_async (qing_export_file_get_stream (self->file), G_INPUT_STREAM (input),
                                  G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, G_PRIORITY_DEFAULT,
                                  g_task_get_cancellable (task), copied_cb, g_object_ref (task));
}

/* What was printed into a file of ours takes its place. */
static void
deliver (GTask *task)
{
  Printing *self = g_task_get_task_data (task);
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  g_file_read_async (file, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), read_cb,
                     g_object_ref (task));
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult outcome, GTask *task)
{
  Printing *self = g_task_get_task_data (task);
  GError *error = NULL;

  /* Takes the task over from qing_printer_run_async(). */
  g_autoptr (GTask) owned = task;

  g_signal_handlers_disconnect_by_data (operation, task);
  if (self->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;
  if (outcome != GTK_PRINT_OPERATION_RESULT_APPLY)
    g_clear_pointer (&self->file, qing_export_file_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&self->error));
      return;
    }
  if (outcome == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_task_return_error (task, error);
    }
  else if (outcome == GTK_PRINT_OPERATION_RESULT_CANCEL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Cancelled"));
  else if (self->target != NULL)
    deliver (task);
  else
    g_task_return_int (task, (gssize) self->n_pages);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  gtk_print_operation_cancel (user_data);
}

static GtkPrintOperation *
make_operation (GTask *task, GPtrArray *conversations)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();

  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_custom_tab_label (operation, _ ("Conversation"));
  if (conversations->len == 1)
    gtk_print_operation_set_job_name (operation, qing_export_get_title (conversations->pdata[0]));
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), task);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), task);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), task);
  g_signal_connect (operation, "create-custom-widget", G_CALLBACK (create_widget_cb), task);
  g_signal_connect (operation, "custom-widget-apply", G_CALLBACK (apply_widget_cb), task);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), task);
  return operation;
}

static void
run (GTask *task, GtkWindow *parent)
{
  Printing *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GtkPrintOperation) operation = g_object_ref (self->operation);

  if (cancellable != NULL)
    self->cancelled_id =
      g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), operation, NULL);
  /* What goes wrong is told by “done”. */
  gtk_print_operation_run (operation,
                           self->path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                              : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           parent, NULL);
}

static void
target_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Printing *self = g_task_get_task_data (task);
  GError *error = NULL;
  int fd = -1;

  self->file = qing_export_file_open_finish (result, &error);
  if (self->file != NULL)
    fd = g_file_open_tmp ("qingtan-XXXXXX.pdf", &self->path, &error);
  if (fd < 0)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_close (fd, NULL);
  gtk_print_operation_set_export_filename (self->operation, self->path);
  run (task, NULL);
}

void
qing_printer_run_async (GtkWindow *parent,
                        GPtrArray *conversations,
                        const QingExportOptions *options,
                        GFile *file,
                        QingPrinterProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Printing *self = g_new0 (Printing, 1);

  g_return_if_fail (conversations != NULL);
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  g_task_set_source_tag (task, qing_printer_run_async);
  self->conversations = g_ptr_array_ref (conversations);
  self->options = *options;
  self->progress = progress;
  self->progress_data = progress_data;
  self->operation = make_operation (task, conversations);
  g_task_set_task_data (task, self, printing_free);
  if (file == NULL)
    {
      run (task, parent);
      return;
    }
  self->target = g_object_ref (file);
  qing_export_file_open_async (file, cancellable, target_cb, task);
}

gssize
qing_printer_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);
  return g_task_propagate_int (G_TASK (result), error);
}
