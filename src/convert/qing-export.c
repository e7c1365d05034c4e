/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-export.h"

#include "qing-base64.h"
#include "qing-export-file.h"
#include "qing-export-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Written as soon as there is this much. */
#define FLUSH (64 * 1024)

/* What comes next. */
typedef enum
{
  STEP_BEGIN,
  STEP_OPEN,
  STEP_MESSAGE,
  STEP_ATTACHMENT,
  STEP_END,
  STEP_LAST_FLUSH,
} Step;

typedef struct
{
  GPtrArray *conversations;
  QingExportWriter writer;
  const QingExportOps *ops;
  GFile *target;        /* NULL for a stream */
  QingExportFile *file; /* of @target */
  GOutputStream *stream;
  QingExportProgress progress;
  gpointer progress_data;
  GDestroyNotify progress_destroy;

  Step step;
  QingConversation *conversation; /* the one it is at */
  GPtrArray *messages;            /* of it, in the order they are written */
  QingAttachment *attachment;     /* on its way */
  GFile *folder;                  /* of the pictures, once there is one */
  char *link;                     /* of the picture on its way */
  guint n_pictures;               /* in the folder */
  guint n_missing;
} Export;

/* Goes on with what comes next, until something has to be waited for. */
static void advance (GTask *taken);

static void
export_free (gpointer data)
{
  Export *self = data;

  g_clear_pointer (&self->conversations, g_ptr_array_unref);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->file, qing_export_file_free);
  g_clear_object (&self->target);
  g_clear_object (&self->stream);
  g_clear_object (&self->conversation);
  g_clear_object (&self->attachment);
  g_clear_object (&self->folder);
  g_clear_pointer (&self->link, g_free);
  g_string_free (self->writer.out, TRUE);
  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);
  g_free (self);
}

/* Lets go of the file before the caller hears of it, so that what it wrote is on its way out. */
static void
fail (GTask *task, GError *error)
{
  Export *self = g_task_get_task_data (task);

  g_clear_pointer (&self->file, qing_export_file_free);
  g_task_return_error (task, error);
}

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!qing_export_file_commit_finish (result, &error))
    fail (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    {
      fail (task, error);
      return;
    }
  g_string_truncate (self->writer.out, 0);
  if (self->step != STEP_LAST_FLUSH)
    advance (g_steal_pointer (&task));
  else if (self->file == NULL)
    g_task_return_boolean (task, TRUE);
  else
    qing_export_file_commit_async (self->file, cancellable, committed_cb, g_steal_pointer (&task));
}

static void
flush (GTask *taken)
{
  Export *self = g_task_get_task_data (taken);

  g_output_stream_write_all_async (self->stream, self->writer.out->str, self->writer.out->len,
                                   G_PRIORITY_DEFAULT, g_task_get_cancellable (taken), written_cb,
                                   taken);
}

static GPtrArray *
list_branch (QingConversation *conversation)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    g_ptr_array_add (all, g_list_model_get_item (G_LIST_MODEL (conversation), i));
  return all;
}

/* Parents before children, siblings in their order. */
static GPtrArray *
list_tree (QingConversation *conversation)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();

  for (guint i = qing_conversation_get_n_roots (conversation); i > 0; i--)
    g_ptr_array_add (stack, qing_conversation_get_root (conversation, i - 1));
  while (stack->len > 0)
    {
      QingMessage *message = g_ptr_array_steal_index (stack, stack->len - 1);

      g_ptr_array_add (all, g_object_ref (message));
      for (guint i = qing_message_get_n_children (message); i > 0; i--)
        g_ptr_array_add (stack, qing_message_get_child (message, i - 1));
    }
  return all;
}

/* Takes @conversation. */
static gboolean
begin_conversation (Export *self, QingConversation *conversation, GError **error)
{
  g_autoptr (QingMessage) first = g_list_model_get_item (G_LIST_MODEL (conversation), 0);

  g_set_object (&self->conversation, conversation);
  g_object_unref (conversation);
  if (!qing_conversation_is_loaded (self->conversation))
    {
      g_set_error (error, QING_ERROR, QING_ERROR_STORAGE, _ ("“%s” is not loaded"),
                   qing_export_get_title (self->conversation));
      return FALSE;
    }
  self->messages =
    self->ops->tree ? list_tree (self->conversation) : list_branch (self->conversation);
  self->writer.message = 0;
  self->writer.chosen_root = first;
  self->writer.has_prompt = qing_export_get_prompt (self->conversation) != NULL;
  self->ops->begin_conversation (&self->writer, self->conversation);
  self->step = STEP_MESSAGE;
  return TRUE;
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  QingConversation *conversation =
    self->writer.options.open_finish (g_ptr_array_index (self->conversations,
                                                         self->writer.conversation),
                                      result, &error);

  if (conversation == NULL || !begin_conversation (self, conversation, &error))
    fail (task, error);
  else
    advance (g_steal_pointer (&task));
}

static void
end_conversation (Export *self)
{
  self->ops->end_conversation (&self->writer, self->conversation);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_object (&self->conversation);
  self->writer.conversation++;
  self->step = STEP_OPEN;
}

static QingMessage *
get_message (Export *self)
{
  return g_ptr_array_index (self->messages, self->writer.message);
}

/* The attachment that comes next; NULL at the end of the message. */
static QingAttachment *
get_attachment (Export *self)
{
  return g_list_model_get_item (qing_message_get_attachments (get_message (self)),
                                self->writer.attachment);
}

static void
write_attachment (Export *self, GBytes *bytes)
{
  self->ops->attachment (&self->writer, self->attachment, bytes, self->link);
  g_clear_object (&self->attachment);
  g_clear_pointer (&self->link, g_free);
  self->writer.attachment++;
}

static void
picture_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      fail (task, error);
      return;
    }
  write_attachment (self, NULL);
  advance (g_steal_pointer (&task));
}

typedef struct
{
  GTask *task;
  GBytes *bytes;
} Picture;

static void
write_picture (GTask *taken, GBytes *bytes)
{
  Export *self = g_task_get_task_data (taken);
  const char *type = qing_attachment_get_mime_type (self->attachment);
  g_autofree char *folder_name = g_file_get_basename (self->folder);
  g_autofree char *name =
    g_strdup_printf ("%03u.%s", ++self->n_pictures, qing_mime_get_extension (type));
  g_autoptr (GFile) file = g_file_get_child (self->folder, name);

  self->link = g_build_path ("/", folder_name, name, NULL);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       g_task_get_cancellable (taken), picture_written_cb, taken);
}

static void
folder_made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Picture *picture = user_data;
  g_autoptr (GTask) task = picture->task;
  g_autoptr (GBytes) bytes = picture->bytes;
  GError *error = NULL;

  if (!g_file_make_directory_finish (G_FILE (object), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      fail (task, error);
      return;
    }
  g_clear_error (&error);
  write_picture (g_steal_pointer (&task), bytes);
}

static void
write_into_folder (GTask *taken, GBytes *bytes)
{
  Export *self = g_task_get_task_data (taken);
  g_autoptr (GFile) parent = NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  Picture *picture;

  if (self->folder != NULL)
    {
      write_picture (taken, bytes);
      return;
    }
  base = g_file_get_basename (self->target);
  if (g_str_has_suffix (base, ".md"))
    base[strlen (base) - 3] = '\0';
  name = g_strconcat (base, "_files", NULL);
  parent = g_file_get_parent (self->target);
  self->folder = g_file_get_child (parent, name);
  picture = g_new (Picture, 1);
  *picture = (Picture){ taken, g_bytes_ref (bytes) };
  g_file_make_directory_async (self->folder, G_PRIORITY_DEFAULT, g_task_get_cancellable (taken),
                               folder_made_cb, picture);
}

static gboolean
uses_folder (Export *self)
{
  return self->target != NULL && self->writer.options.format == QING_EXPORT_MARKDOWN &&
         self->writer.options.pictures == QING_EXPORT_PICTURES_FOLDER;
}

/* A picture that is gone must not keep the words from being saved; it is counted. */
static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = NULL;

  bytes = qing_attachment_load_finish (QING_ATTACHMENT (object), result, NULL);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (bytes == NULL)
    self->n_missing++;
  if (bytes != NULL && uses_folder (self))
    {
      write_into_folder (g_steal_pointer (&task), bytes);
      return;
    }
  write_attachment (self, bytes);
  advance (g_steal_pointer (&task));
}

static void
show_progress (Export *self)
{
  double inner = self->messages != NULL && self->messages->len > 0
                   ? (double) self->writer.message / self->messages->len
                   : 0;

  if (self->progress != NULL)
    self->progress ((self->writer.conversation + inner) / MAX (self->conversations->len, 1),
                    self->progress_data);
}

/* TRUE when the task was handed to something that is waited for. */
static gboolean
open_next (GTask *task)
{
  Export *self = g_task_get_task_data (task);
  QingConversation *conversation;
  GError *error = NULL;

  show_progress (self);
  if (self->writer.conversation >= self->conversations->len)
    {
      self->step = STEP_END;
      return FALSE;
    }
  conversation = g_ptr_array_index (self->conversations, self->writer.conversation);
  if (self->writer.options.open != NULL)
    {
      self->writer.options.open (conversation, self->writer.options.open_data,
                                 g_task_get_cancellable (task), opened_cb, task);
      return TRUE;
    }
  if (begin_conversation (self, g_object_ref (conversation), &error))
    return FALSE;
  fail (task, error);
  g_object_unref (task);
  return TRUE;
}

static void
write_message (Export *self)
{
  if (self->writer.message >= self->messages->len)
    {
      end_conversation (self);
      return;
    }
  self->writer.attachment = 0;
  self->ops->begin_message (&self->writer, get_message (self));
  self->step = STEP_ATTACHMENT;
}

static gboolean
load_next (GTask *task)
{
  Export *self = g_task_get_task_data (task);

  self->attachment = get_attachment (self);
  if (self->attachment == NULL)
    {
      self->ops->end_message (&self->writer, get_message (self));
      self->writer.message++;
      self->step = STEP_MESSAGE;
      return FALSE;
    }
  if (!self->ops->wants_bytes (&self->writer, self->attachment))
    {
      write_attachment (self, NULL);
      return FALSE;
    }
  qing_attachment_load_async (self->attachment, g_task_get_cancellable (task), loaded_cb, task);
  return TRUE;
}

static gboolean
take_step (GTask *task)
{
  Export *self = g_task_get_task_data (task);

  switch (self->step)
    {
    case STEP_BEGIN:
      self->ops->begin (&self->writer);
      self->step = STEP_OPEN;
      return FALSE;
    case STEP_OPEN:
      return open_next (task);
    case STEP_MESSAGE:
      write_message (self);
      return FALSE;
    case STEP_ATTACHMENT:
      return load_next (task);
    case STEP_END:
    case STEP_LAST_FLUSH:
    default:
      self->ops->end (&self->writer);
      self->step = STEP_LAST_FLUSH;
      flush (task);
      return TRUE;
    }
}

static void
advance (GTask *taken)
{
  Export *self = g_task_get_task_data (taken);

  if (g_task_return_error_if_cancelled (taken))
    {
      g_clear_pointer (&self->file, qing_export_file_free);
      g_object_unref (taken);
      return;
    }
  while (self->writer.out->len < FLUSH)
    if (take_step (taken))
      return;
  show_progress (self);
  flush (taken);
}

static GTask *
start (GPtrArray *conversations,
       const QingExportOptions *options,
       QingExportProgress progress,
       gpointer progress_data,
       GDestroyNotify progress_destroy,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  static const QingExportOps *const ops[] = {
    [QING_EXPORT_MARKDOWN] = &qing_export_markdown_ops,
    [QING_EXPORT_HTML] = &qing_export_html_ops,
    [QING_EXPORT_JSON] = &qing_export_json_ops,
    [QING_EXPORT_QINGTAN] = &qing_export_qingtan_ops,
  };
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);

  g_task_set_source_tag (task, qing_export_async);
  self->conversations = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < conversations->len; i++)
    g_ptr_array_add (self->conversations, g_object_ref (g_ptr_array_index (conversations, i)));
  self->ops = ops[options->format];
  self->writer.options = *options;
  self->writer.out = g_string_sized_new (2 * FLUSH);
  self->writer.n_conversations = conversations->len;
  self->progress = progress;
  self->progress_data = progress_data;
  self->progress_destroy = progress_destroy;
  g_task_set_task_data (task, self, export_free);
  return task;
}

static void
file_opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->file = qing_export_file_open_finish (result, &error);
  if (self->file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->stream = g_object_ref (qing_export_file_get_stream (self->file));
  advance (g_steal_pointer (&task));
}

void
qing_export_async (GPtrArray *conversations,
                   const QingExportOptions *options,
                   GFile *file,
                   QingExportProgress progress,
                   gpointer progress_data,
                   GDestroyNotify progress_destroy,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task;
  Export *self;

  g_return_if_fail (conversations != NULL && options != NULL && G_IS_FILE (file));
  g_return_if_fail (options->format <= QING_EXPORT_QINGTAN);

  task = start (conversations, options, progress, progress_data, progress_destroy, cancellable,
                callback, user_data);
  self = g_task_get_task_data (task);
  self->target = g_object_ref (file);
  qing_export_file_open_async (file, cancellable, file_opened_cb, task);
}

void
qing_export_stream_async (GPtrArray *conversations,
                          const QingExportOptions *options,
                          GOutputStream *stream,
                          QingExportProgress progress,
                          gpointer progress_data,
                          GDestroyNotify progress_destroy,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  Export *self;

  g_return_if_fail (conversations != NULL && options != NULL && G_IS_OUTPUT_STREAM (stream));
  g_return_if_fail (options->format <= QING_EXPORT_QINGTAN);

  task = start (conversations, options, progress, progress_data, progress_destroy, cancellable,
                callback, user_data);
  self = g_task_get_task_data (task);
  self->stream = g_object_ref (stream);
  advance (task);
}

gboolean
qing_export_finish (GAsyncResult *result, guint *n_missing, GError **error)
{
  Export *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  self = g_task_get_task_data (G_TASK (result));
  if (n_missing != NULL)
    *n_missing = self->n_missing;
  return g_task_propagate_boolean (G_TASK (result), error);
}
