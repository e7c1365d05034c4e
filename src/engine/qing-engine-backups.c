/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-backups.h"

#include "qing-engine-private.h"
#include "qing-store-backups.h"
#include "qing-tree.h"

#include <glib/gi18n-lib.h>

/* The first look comes when the start is over, and then now and then. */
#define FIRST_LOOK_S 30
#define NEXT_LOOK_S  1800
/* A day, less what a person is early by. */
#define MAX_AGE_S (22 * 60 * 60)

void
qing_backup_free (QingBackup *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->file);
  g_free (self);
}

GPtrArray *
qing_engine_list_backups (QingEngine *self)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_backup_free);
  g_autoptr (GPtrArray) files = NULL;

  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);

  if (self->store == NULL)
    return backups;
  files = qing_backups_list (qing_store_get_path (self->store));
  for (guint i = 0; i < files->len; i++)
    {
      const QingBackupFile *file = files->pdata[i];
      QingBackup *backup = g_new0 (QingBackup, 1);

      backup->file = g_file_new_for_path (file->path);
      backup->time = file->time;
      backup->size = file->size;
      g_ptr_array_add (backups, backup);
    }
  return backups;
}

static void
backed_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (qing_store_back_up_finish (QING_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
qing_engine_back_up_async (QingEngine *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (QING_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_back_up_async);
  if (self->store == NULL)
    g_task_return_boolean (task, TRUE);
  else
    qing_store_back_up_async (self->store, cancellable, backed_up_cb, g_steal_pointer (&task));
}

gboolean
qing_engine_back_up_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Somebody who never hears of it believes that there are backups; once a day is enough. */
static void
daily_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  QingEngine *self = QING_ENGINE (object);
  g_autoptr (GError) error = NULL;

  if (!qing_engine_back_up_finish (self, result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !self->closing &&
      !self->told_of_backup)
    {
      self->told_of_backup = TRUE;
      qing_engine_tell (self, error->message);
    }
}

static gboolean
is_due (QingEngine *self)
{
  const char *path = qing_store_get_path (self->store);
  g_autoptr (GPtrArray) files = qing_backups_list (path);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const QingBackupFile *latest = files->len > 0 ? files->pdata[0] : NULL;

  if (latest == NULL)
    return TRUE;
  /* A clock that was set back makes a backup of tomorrow; that one counts for nothing. */
  return (latest->time > now || now - latest->time > MAX_AGE_S) &&
         qing_backups_get_written (path) >= latest->time;
}

static gboolean
look_cb (gpointer user_data)
{
  QingEngine *self = user_data;

  self->backup_id = g_timeout_add_seconds (NEXT_LOOK_S, look_cb, self);
  if (is_due (self))
    qing_engine_back_up_async (self, self->cancellable, daily_cb, NULL);
  return G_SOURCE_REMOVE;
}

void
qing_engine_watch_backups (QingEngine *self)
{
  if (self->store != NULL && !qing_store_is_shared (self->store) &&
      !qing_store_is_protected (self->store) && !self->closing)
    self->backup_id = g_timeout_add_seconds (FIRST_LOOK_S, look_cb, self);
}

typedef struct
{
  QingRestored *restored;
  GError *error; /* why it ended before its end */
  guint next;    /* of the merged ones */
  QingConversation *read;
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_clear_object (&restoring->read);
  g_clear_error (&restoring->error);
  qing_restored_free (restoring->restored);
  g_free (restoring);
}

static void
append_words (GString *words, guint n, const char *text)
{
  if (n == 0)
    return;
  g_string_append (words, words->len > 0 ? " " : "");
  g_string_append_printf (words, text, n);
}

static void
put_into_words (QingMoveReport *report)
{
  GString *words = g_string_new (NULL);

  append_words (words, report->n_new,
                g_dngettext (GETTEXT_PACKAGE, "%u conversation restored.",
                             "%u conversations restored.", report->n_new));
  append_words (words, report->n_merged,
                g_dngettext (GETTEXT_PACKAGE, "%u was here and got messages back.",
                             "%u were here and got messages back.", report->n_merged));
  if (words->len == 0)
    g_string_append (words, _ ("Everything in this backup is here already."));
  report->words = g_string_free (words, FALSE);
}

static QingMoveReport *
make_report (const QingRestored *restored)
{
  QingMoveReport *report = g_new0 (QingMoveReport, 1);

  report->n_new = restored->n_new;
  report->n_merged = restored->merged->len;
  report->n_skipped = restored->n_same;
  report->notes = g_ptr_array_new_with_free_func (g_free);
  if (restored->damaged)
    g_ptr_array_add (report->notes, g_strdup (_ ("The backup is damaged. What can be read of it "
                                                 "was restored.")));
  put_into_words (report);
  return report;
}

static void
finish (GTask *task)
{
  Restoring *restoring = g_task_get_task_data (task);

  if (restoring->error != NULL)
    g_task_return_error (task, g_steal_pointer (&restoring->error));
  else
    g_task_return_pointer (task, make_report (restoring->restored),
                           (GDestroyNotify) qing_move_report_free);
  g_object_unref (task);
}

static void adopt_next (GTask *task);

/* A conversation that is in memory gets what the disk has got. */
static void
adopt (QingMessage *message, gboolean shown, gpointer user_data)
{
  QingConversation *conversation = user_data;
  QingMessage *parent = qing_message_get_parent (message);
  const char *uid = qing_message_get_uid (message);
  g_autoptr (QingMessage) copy = NULL;

  if (qing_conversation_get_message (conversation, uid) != NULL)
    return;
  if (parent != NULL)
    parent = qing_conversation_get_message (conversation, qing_message_get_uid (parent));
  copy = qing_tree_copy_message (message, uid);
  qing_conversation_add (conversation, copy, parent, shown);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  Restoring *restoring = g_task_get_task_data (task);

  if (qing_store_load_finish (QING_STORE (object), result, NULL) && self->conversations != NULL)
    {
      QingConversation *listed =
        qing_conversation_list_lookup (self->conversations,
                                       qing_conversation_get_uid (restoring->read));

      if (listed != NULL)
        qing_tree_walk (restoring->read, adopt, listed);
    }
  g_clear_object (&restoring->read);
  adopt_next (task);
}

static void
adopt_next (GTask *task)
{
  QingEngine *self = g_task_get_source_object (task);
  Restoring *restoring = g_task_get_task_data (task);

  while (restoring->restored != NULL && self->conversations != NULL &&
         restoring->next < restoring->restored->merged->len)
    {
      const char *uid = restoring->restored->merged->pdata[restoring->next++];
      QingConversation *listed = qing_conversation_list_lookup (self->conversations, uid);

      if (listed == NULL || !qing_conversation_is_loaded (listed))
        continue;
      restoring->read = qing_conversation_new_with_uid (uid);
      qing_conversation_set_loaded (restoring->read, FALSE);
      qing_store_load_async (self->store, restoring->read, NULL, read_cb, task);
      return;
    }
  finish (task);
}

static gboolean
is_listed (gpointer conversation, gpointer when, gpointer list)
{
  return qing_conversation_list_contains (list, conversation);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  GPtrArray *rows = qing_store_list_conversations_finish (QING_STORE (object), result, NULL);

  if (rows != NULL && self->conversations != NULL)
    {
      qing_conversation_list_take_rows (self->conversations, rows);
      /* What was restored is not what was deleted a moment ago. */
      g_hash_table_foreach_remove (self->deleted, is_listed, self->conversations);
    }
  else if (rows != NULL)
    {
      g_ptr_array_unref (rows);
    }
  adopt_next (task);
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Restoring *restoring = g_task_get_task_data (task);

  restoring->restored = qing_store_restore_finish (QING_STORE (object), result, &restoring->error);
  qing_store_list_conversations_async (QING_STORE (object), FALSE, NULL, listed_cb, task);
}

/* What is pending is written first: a deletion that waits would come after the restoring and undo
 * it. */
typedef struct
{
  char *path;
  QingStoreProgress progress;
  gpointer progress_data;
  GTask *task;
} Waiting;

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autofree char *path = waiting->path;
  QingEngine *self = g_task_get_source_object (waiting->task);
  Restoring *restoring = g_task_get_task_data (waiting->task);

  if (!qing_autosave_commit_finish (QING_AUTOSAVE (object), result, &restoring->error) ||
      self->store == NULL)
    finish (waiting->task);
  else
    qing_store_restore_async (self->store, path, waiting->progress, waiting->progress_data,
                              g_task_get_cancellable (waiting->task), restored_cb, waiting->task);
}

void
qing_engine_restore_async (QingEngine *self,
                           GFile *file,
                           QingEngineProgress progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (QingBatch) nothing = qing_batch_new ();
  Waiting *waiting;
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_restore_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->store == NULL || !g_file_is_native (file))
    {
      g_task_return_new_error (task, QING_ERROR, QING_ERROR_STORAGE, "%s",
                               _ ("The backup has to be on this computer."));
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, g_new0 (Restoring, 1), restoring_free);
  waiting = g_new0 (Waiting, 1);
  waiting->path = g_file_get_path (file);
  waiting->progress = progress;
  waiting->progress_data = progress_data;
  waiting->task = task;
  qing_autosave_commit_async (self->autosave, nothing, flushed_cb, waiting);
}

QingMoveReport *
qing_engine_restore_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
