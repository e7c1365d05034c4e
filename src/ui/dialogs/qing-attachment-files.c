/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-attachment-files.h"

#include "qing-dialogs.h"
#include "qing-recording-load.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *parent; /* weak: may be NULL when it is done */
  QingAttachment *attachment;
  GFile *file; /* where it goes */
  gboolean show;
  QingAttachmentFilesFunc failed;
  GObject *user_data;
} Job;

static Job *
job_new (GtkWidget *parent,
         QingAttachment *attachment,
         QingAttachmentFilesFunc failed,
         GObject *user_data)
{
  Job *job = g_new0 (Job, 1);

  g_set_weak_pointer (&job->parent, parent);
  job->attachment = g_object_ref (attachment);
  job->failed = failed;
  job->user_data = g_object_ref (user_data);
  return job;
}

static void
job_free (Job *job)
{
  g_clear_weak_pointer (&job->parent);
  g_object_unref (job->attachment);
  g_clear_object (&job->file);
  g_object_unref (job->user_data);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
show_file (Job *job)
{
  GtkRoot *root = job->parent != NULL ? gtk_widget_get_root (job->parent) : NULL;
  g_autofree char *uri = g_file_get_uri (job->file);

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    job->failed (error->message, job->user_data);
  else if (job->show)
    show_file (job);
}

/* A program is chosen by what the bytes are, not by what an import called them. */
static gboolean
is_recording (GBytes *bytes)
{
  QingAttachmentKind kind;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return qing_recording_sniff (data, length, &kind) != NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qing_attachment_load_finish (QING_ATTACHMENT (source), result, &error);

  if (bytes == NULL)
    job->failed (error->message, job->user_data);
  else if (job->show && !is_recording (bytes))
    job->failed (_ ("This is neither sound nor video."), job->user_data);
  else
    g_file_replace_contents_bytes_async (job->file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                         written_cb, g_steal_pointer (&job));
}

static void
load (Job *job)
{
  qing_attachment_load_async (job->attachment, NULL, loaded_cb, job);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Job) job = user_data;

  job->file = qing_dialogs_save_finish (result, NULL);
  if (job->file != NULL)
    load (g_steal_pointer (&job));
}

void
qing_attachment_files_save (GtkWidget *parent,
                            QingAttachment *attachment,
                            QingAttachmentFilesFunc failed,
                            GObject *user_data)
{
  g_return_if_fail (QING_IS_ATTACHMENT (attachment));

  qing_dialogs_save_async (parent, qing_attachment_get_name (attachment), NULL, chosen_cb,
                           job_new (parent, attachment, failed, user_data));
}

void
qing_attachment_files_open (GtkWidget *parent,
                            QingAttachment *attachment,
                            QingAttachmentFilesFunc failed,
                            GObject *user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  Job *job;

  g_return_if_fail (QING_IS_ATTACHMENT (attachment));

  folder = g_dir_make_tmp ("qingtan-XXXXXX", &error);
  if (folder == NULL)
    {
      failed (error->message, user_data);
      return;
    }
  job = job_new (parent, attachment, failed, user_data);
  job->show = TRUE;
  job->file = g_file_new_build_filename (folder, "recording", NULL);
  load (job);
}
