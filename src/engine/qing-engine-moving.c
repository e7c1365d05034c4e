/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-moving.h"

#include "qing-engine-private.h"
#include "qing-import.h"
#include "qing-tree.h"

#include <glib/gi18n-lib.h>

/* Messages compared before the main loop may run again. */
#define STEP 500

/* Of the whole: what reading takes before the writing begins. */
#define READING        0.4
#define WATCH_EVERY_MS 100

typedef struct
{
  GPtrArray *conversations; /* of the file */
  GListModel *archived;     /* nullable */
  guint next;
  guint n_messages; /* since the main loop ran */
  QingBatch *batch;
  GPtrArray *added;
  GPtrArray *merged;
  QingConversation *there; /* what the next one is compared with */
  QingMoveReport *report;
  QingEngineProgress progress;
  gpointer progress_data;
  GSource *watch; /* of the writing */
} Moving;

static void
end_watch (Moving *moving)
{
  if (moving->watch != NULL)
    g_source_destroy (moving->watch);
  g_clear_pointer (&moving->watch, g_source_unref);
}

static void
moving_free (gpointer data)
{
  Moving *moving = data;

  end_watch (moving);
  g_clear_pointer (&moving->conversations, g_ptr_array_unref);
  g_clear_object (&moving->archived);
  g_clear_object (&moving->there);
  g_ptr_array_unref (moving->added);
  g_ptr_array_unref (moving->merged);
  qing_batch_unref (moving->batch);
  qing_move_report_free (moving->report);
  g_free (moving);
}

void
qing_move_report_free (QingMoveReport *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
append_words (GString *words, guint n, const char *text)
{
  if (n == 0)
    return;
  g_string_append (words, words->len > 0 ? " " : "");
  g_string_append_printf (words, text, n);
}

/* @added: (element-type QingConversation) */
static void
put_into_words (QingMoveReport *report, GPtrArray *added)
{
  GString *words = g_string_new (NULL);
  guint n_archived = 0;

  for (guint i = 0; i < added->len; i++)
    n_archived += qing_conversation_get_archived (added->pdata[i]) ? 1 : 0;

  append_words (words, report->n_new,
                g_dngettext (GETTEXT_PACKAGE, "%u conversation imported.",
                             "%u conversations imported.", report->n_new));
  append_words (words, n_archived,
                g_dngettext (GETTEXT_PACKAGE, "%u of them is archived.", "%u of them are archived.",
                             n_archived));
  append_words (words, report->n_merged,
                g_dngettext (GETTEXT_PACKAGE, "%u was here and got new messages.",
                             "%u were here and got new messages.", report->n_merged));
  append_words (words, report->n_skipped,
                g_dngettext (GETTEXT_PACKAGE, "%u was here already.", "%u were here already.",
                             report->n_skipped));
  if (words->len == 0)
    g_string_append (words, _ ("There was no conversation in the file."));
  report->words = g_string_free (words, FALSE);
}

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
  qing_conversation_add (conversation, copy, parent, FALSE);
}

static gboolean
has_uid (gpointer key, gpointer value, gpointer conversation)
{
  return g_str_equal (qing_conversation_get_uid (key), qing_conversation_get_uid (conversation));
}

static void
show_changes (QingEngine *self, Moving *moving)
{
  /* What is imported again is not what was deleted a moment ago. */
  for (guint i = 0; i < moving->added->len; i++)
    g_hash_table_foreach_remove (self->deleted, has_uid, moving->added->pdata[i]);
  qing_engine_list_rows (self, moving->added);
  for (guint i = 0; i < moving->merged->len; i++)
    {
      QingConversation *found = moving->merged->pdata[i];
      QingConversation *listed =
        qing_conversation_list_lookup (self->conversations, qing_conversation_get_uid (found));

      if (listed != NULL && qing_conversation_is_loaded (listed))
        qing_tree_walk (found, adopt, listed);
    }
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  Moving *moving = g_task_get_task_data (task);
  GError *error = NULL;

  end_watch (moving);
  if (!qing_autosave_commit_finish (QING_AUTOSAVE (object), result, &error))
    {
      fail (task, error);
      return;
    }
  if (self->deleted != NULL)
    show_changes (self, moving);
  put_into_words (moving->report, moving->added);
  g_task_return_pointer (task, g_steal_pointer (&moving->report),
                         (GDestroyNotify) qing_move_report_free);
  g_object_unref (task);
}

typedef struct
{
  Moving *moving;
  QingConversation *there; /* NULL: it is new */
  QingConversation *found;
  guint n_missing;
} Comparing;

static void
compare_message (QingMessage *message, gboolean shown, gpointer user_data)
{
  Comparing *comparing = user_data;

  comparing->moving->n_messages++;
  if (comparing->there == NULL)
    qing_batch_insert_message (comparing->moving->batch, comparing->found, message, shown);
  else if (qing_conversation_get_message (comparing->there, qing_message_get_uid (message)) == NULL)
    {
      qing_batch_merge_message (comparing->moving->batch, comparing->found, message);
      comparing->n_missing++;
    }
}

/* @there: (nullable): the loaded conversation of the same uid */
static void
take_next (Moving *moving, QingConversation *there)
{
  QingConversation *found = g_ptr_array_index (moving->conversations, moving->next);
  Comparing comparing = { moving, there, found, 0 };

  moving->next++;
  if (there == NULL)
    {
      /* It may have been deleted, but not purged. */
      qing_batch_drop_conversation (moving->batch, found);
      qing_batch_put_conversation (moving->batch, found);
      g_ptr_array_add (moving->added, g_object_ref (found));
      moving->report->n_new++;
    }
  qing_tree_walk (found, compare_message, &comparing);
  if (comparing.n_missing > 0)
    {
      g_ptr_array_add (moving->merged, g_object_ref (found));
      moving->report->n_merged++;
    }
  else if (there != NULL)
    moving->report->n_skipped++;
}

/* (transfer none) (nullable): the row of the same uid. */
static QingConversation *
find_row (QingEngine *self, Moving *moving, const char *uid)
{
  QingConversation *row = qing_conversation_list_lookup (self->conversations, uid);

  if (row == NULL && moving->archived != NULL)
    row = qing_conversation_list_lookup (QING_CONVERSATION_LIST (moving->archived), uid);
  return row;
}

static void compare_next (GTask *task);

static void
there_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Moving *moving = g_task_get_task_data (task);
  GError *error = NULL;

  if (!qing_store_load_finish (QING_STORE (object), result, &error))
    {
      fail (task, error);
      return;
    }
  take_next (moving, moving->there);
  g_clear_object (&moving->there);
  compare_next (task);
}

static gboolean
step_cb (gpointer user_data)
{
  compare_next (user_data);
  return G_SOURCE_REMOVE;
}

/* TRUE when the next one has to wait for something. */
static gboolean
must_wait (GTask *task)
{
  QingEngine *self = g_task_get_source_object (task);
  Moving *moving = g_task_get_task_data (task);
  QingConversation *found = g_ptr_array_index (moving->conversations, moving->next);
  QingConversation *row = find_row (self, moving, qing_conversation_get_uid (found));

  if (moving->n_messages > STEP)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      moving->n_messages = 0;
      g_task_attach_source (task, source, step_cb);
      return TRUE;
    }
  if (row == NULL || qing_conversation_is_loaded (row) || self->store == NULL)
    {
      take_next (moving, row);
      return FALSE;
    }
  /* Read into an object of its own, so that a comparison with years does not stay in memory. */
  moving->there = qing_conversation_new_with_uid (qing_conversation_get_uid (found));
  qing_conversation_set_loaded (moving->there, FALSE);
  qing_store_load_async (self->store, moving->there, g_task_get_cancellable (task), there_cb, task);
  return TRUE;
}

static void
tell_progress (Moving *moving, double fraction)
{
  if (moving->progress != NULL)
    moving->progress (fraction, moving->progress_data);
}

static gboolean
watch_cb (gpointer user_data)
{
  Moving *moving = user_data;

  tell_progress (moving, READING + (1 - READING) * qing_batch_get_progress (moving->batch));
  return G_SOURCE_CONTINUE;
}

/* From here on the store says whether it was cancelled in time. */
static void
write_all (GTask *task)
{
  QingEngine *self = g_task_get_source_object (task);
  Moving *moving = g_task_get_task_data (task);

  g_task_set_check_cancellable (task, FALSE);
  qing_batch_set_cancellable (moving->batch, g_task_get_cancellable (task));
  moving->watch = g_timeout_source_new (WATCH_EVERY_MS);
  g_source_set_callback (moving->watch, watch_cb, moving, NULL);
  g_source_attach (moving->watch, g_task_get_context (task));
  qing_autosave_commit_async (self->autosave, moving->batch, stored_cb, task);
}

static void
compare_next (GTask *task)
{
  Moving *moving = g_task_get_task_data (task);

  for (;;)
    {
      if (g_task_return_error_if_cancelled (task))
        {
          g_object_unref (task);
          return;
        }
      if (moving->next >= moving->conversations->len)
        break;
      if (must_wait (task))
        return;
    }
  write_all (task);
}

static void
archived_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Moving *moving = g_task_get_task_data (task);
  GError *error = NULL;

  moving->archived = qing_engine_list_archived_finish (QING_ENGINE (object), result, &error);
  if (moving->archived == NULL)
    fail (task, error);
  else
    compare_next (task);
}

static void
parsed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Moving *moving = g_task_get_task_data (task);
  g_autoptr (QingImportReport) parsed = NULL;
  GError *error = NULL;

  moving->conversations = qing_import_finish (result, &parsed, &error);
  if (moving->conversations == NULL)
    {
      fail (task, error);
      return;
    }
  if (parsed->notes != NULL)
    for (guint i = 0; i < parsed->notes->len; i++)
      g_ptr_array_add (moving->report->notes, g_strdup (parsed->notes->pdata[i]));
  qing_engine_list_archived_async (g_task_get_source_object (task), g_task_get_cancellable (task),
                                   archived_cb, task);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  tell_progress (g_task_get_task_data (user_data), READING * fraction);
}

void
qing_engine_import_file_async (QingEngine *self,
                               GFile *file,
                               QingEngineProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Moving *moving;
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (G_IS_FILE (file));

  moving = g_new0 (Moving, 1);
  moving->batch = qing_batch_new ();
  moving->added = g_ptr_array_new_with_free_func (g_object_unref);
  moving->merged = g_ptr_array_new_with_free_func (g_object_unref);
  moving->report = g_new0 (QingMoveReport, 1);
  moving->report->notes = g_ptr_array_new_with_free_func (g_free);
  moving->progress = progress;
  moving->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_import_file_async);
  g_task_set_task_data (task, moving, moving_free);
  qing_import_async (file, progress_cb, g_object_ref (task), g_object_unref, cancellable, parsed_cb,
                     task);
}

QingMoveReport *
qing_engine_import_file_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
