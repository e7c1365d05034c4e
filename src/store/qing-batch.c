/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-batch.h"

#include "qing-accounts-table.h"
#include "qing-attachments-table.h"
#include "qing-chunks-table.h"
#include "qing-conversations-table.h"
#include "qing-fault.h"
#include "qing-folders-table.h"
#include "qing-messages-table.h"
#include "qing-search-index.h"

#include <string.h>

typedef struct
{
  QingDatabaseFunc run;
  gpointer data;
  GDestroyNotify destroy;
} Change;

struct _QingBatch
{
  GArray *changes;
  gboolean lenient;
  gboolean purges;
  GCancellable *cancellable; /* nullable */
  int n_run;                 /* atomic */
};

/* The parameters of the small changes, which need no record of a table. */
typedef struct
{
  char *uid;
  gint64 time;
  QingPart part;
  gsize position;
  char *text;
  gsize length;
} Values;

static void
values_free (gpointer data)
{
  Values *values = data;

  g_free (values->uid);
  g_free (values->text);
  g_free (values);
}

static Values *
values_new (const char *uid, gint64 time)
{
  Values *values = g_new0 (Values, 1);

  values->uid = g_strdup (uid);
  values->time = time;
  return values;
}

static void
change_clear (gpointer data)
{
  Change *change = data;

  change->destroy (change->data);
}

static void
add (QingBatch *self, QingDatabaseFunc run, gpointer data, GDestroyNotify destroy)
{
  Change change = { run, data, destroy };

  g_array_append_val (self->changes, change);
}

QingBatch *
qing_batch_new (void)
{
  QingBatch *self = g_atomic_rc_box_new0 (QingBatch);

  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, change_clear);
  return self;
}

QingBatch *
qing_batch_ref (QingBatch *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
finalize (gpointer data)
{
  QingBatch *self = data;

  g_array_unref (self->changes);
  g_clear_object (&self->cancellable);
}

void
qing_batch_unref (QingBatch *self)
{
  g_atomic_rc_box_release_full (self, finalize);
}

guint
qing_batch_get_size (QingBatch *self)
{
  return self->changes->len;
}

void
qing_batch_take (QingBatch *self, QingBatch *other)
{
  gsize n;
  g_autofree Change *changes = NULL;

  if (other->changes->len == 0)
    return;
  self->purges |= other->purges;
  other->purges = FALSE;
  changes = g_array_steal (other->changes, &n);
  g_array_append_vals (self->changes, changes, (guint) n);
}

static gboolean
put_conversation (QingDatabase *database, gpointer data, GError **error)
{
  return qing_conversations_put (database, data, error);
}

void
qing_batch_put_conversation (QingBatch *self, QingConversation *conversation)
{
  add (self, put_conversation, qing_stored_conversation_new (conversation),
       (GDestroyNotify) qing_stored_conversation_free);
}

static gboolean
drop_conversation (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  return qing_conversations_drop (database, values->uid, error);
}

void
qing_batch_drop_conversation (QingBatch *self, QingConversation *conversation)
{
  add (self, drop_conversation, values_new (qing_conversation_get_uid (conversation), 0),
       values_free);
}

static gboolean
delete_conversation (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  return qing_conversations_set_deleted (database, values->uid, values->time, error);
}

void
qing_batch_delete_conversation (QingBatch *self, QingConversation *conversation, gint64 deleted_at)
{
  const char *uid = qing_conversation_get_uid (conversation);

  add (self, delete_conversation, values_new (uid, deleted_at), values_free);
}

typedef struct
{
  char *conversation_uid;
  GPtrArray *records;
} DraftAttachments;

static void
draft_attachments_free (gpointer data)
{
  DraftAttachments *draft = data;

  g_free (draft->conversation_uid);
  g_ptr_array_unref (draft->records);
  g_free (draft);
}

static gboolean
put_draft_attachments (QingDatabase *database, gpointer data, GError **error)
{
  DraftAttachments *draft = data;

  return qing_attachments_put_drafts (database, draft->conversation_uid, draft->records, error);
}

void
qing_batch_put_draft_attachments (QingBatch *self, QingConversation *conversation)
{
  GListModel *attachments = qing_conversation_get_draft_attachments (conversation);
  DraftAttachments *draft = g_new0 (DraftAttachments, 1);

  draft->conversation_uid = g_strdup (qing_conversation_get_uid (conversation));
  draft->records = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_stored_attachment_free);
  for (guint i = 0; i < g_list_model_get_n_items (attachments); i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);

      g_ptr_array_add (draft->records, qing_stored_attachment_new (attachment));
    }
  add (self, put_draft_attachments, draft, draft_attachments_free);
}

static gboolean
put_folder (QingDatabase *database, gpointer data, GError **error)
{
  return qing_folders_put (database, data, error);
}

void
qing_batch_put_folder (QingBatch *self, const char *path, gboolean expanded)
{
  add (self, put_folder, qing_stored_folder_new (path, expanded),
       (GDestroyNotify) qing_stored_folder_free);
}

static gboolean
move_folder (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  return qing_folders_move (database, values->uid, values->text, error);
}

void
qing_batch_move_folder (QingBatch *self, const char *from, const char *to)
{
  Values *values = values_new (from, 0);

  values->text = g_strdup (to);
  add (self, move_folder, values, values_free);
}

static gboolean
remove_folder (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  return qing_folders_remove (database, values->uid, values->text, error);
}

void
qing_batch_remove_folder (QingBatch *self, const char *path, const char *parent)
{
  Values *values = values_new (path, 0);

  values->text = g_strdup (parent);
  add (self, remove_folder, values, values_free);
}

static gboolean
insert_message (QingDatabase *database, gpointer data, GError **error)
{
  return qing_messages_insert (database, data, error);
}

void
qing_batch_insert_message (QingBatch *self,
                           QingConversation *conversation,
                           QingMessage *message,
                           gboolean chosen)
{
  add (self, insert_message, qing_stored_message_new (conversation, message, chosen, TRUE),
       (GDestroyNotify) qing_stored_message_free);
}

static gboolean
merge_message (QingDatabase *database, gpointer data, GError **error)
{
  return qing_messages_merge (database, data, error);
}

void
qing_batch_merge_message (QingBatch *self, QingConversation *conversation, QingMessage *message)
{
  add (self, merge_message, qing_stored_message_new (conversation, message, FALSE, TRUE),
       (GDestroyNotify) qing_stored_message_free);
}

typedef struct
{
  char *message_uid;
  QingStoredAttachment *record;
} Addition;

static void
addition_free (gpointer data)
{
  Addition *addition = data;

  g_free (addition->message_uid);
  qing_stored_attachment_free (addition->record);
  g_free (addition);
}

static gboolean
add_attachment (QingDatabase *database, gpointer data, GError **error)
{
  Addition *addition = data;
  gint64 id;

  if (!qing_messages_find (database, addition->message_uid, &id, error))
    return FALSE;
  return id < 0 || (qing_search_index_remove (database, id, error) &&
                    qing_attachments_put (database, id, addition->record, error) &&
                    qing_search_index_add (database, id, error));
}

void
qing_batch_add_attachment (QingBatch *self, QingMessage *message, QingAttachment *attachment)
{
  Addition *addition = g_new0 (Addition, 1);

  addition->message_uid = g_strdup (qing_message_get_uid (message));
  addition->record = qing_stored_attachment_new (attachment);
  add (self, add_attachment, addition, addition_free);
}

typedef struct
{
  char *uid;
  char *parent_uid; /* nullable */
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_free (move->uid);
  g_free (move->parent_uid);
  g_free (move);
}

static gboolean
move_message (QingDatabase *database, gpointer data, GError **error)
{
  Move *move = data;

  return qing_messages_move (database, move->uid, move->parent_uid, error);
}

void
qing_batch_move_message (QingBatch *self, QingMessage *message)
{
  QingMessage *parent = qing_message_get_parent (message);
  Move *move = g_new0 (Move, 1);

  move->uid = g_strdup (qing_message_get_uid (message));
  move->parent_uid = parent != NULL ? g_strdup (qing_message_get_uid (parent)) : NULL;
  add (self, move_message, move, move_free);
}

static gboolean
update_message (QingDatabase *database, gpointer data, GError **error)
{
  return qing_messages_update (database, data, error);
}

void
qing_batch_update_message (QingBatch *self, QingMessage *message)
{
  add (self, update_message, qing_stored_message_new (NULL, message, FALSE, FALSE),
       (GDestroyNotify) qing_stored_message_free);
}

static gboolean
set_body (QingDatabase *database, gpointer data, GError **error)
{
  return qing_messages_set_body (database, data, error);
}

void
qing_batch_set_body (QingBatch *self, QingMessage *message)
{
  add (self, set_body, qing_stored_message_new (NULL, message, FALSE, TRUE),
       (GDestroyNotify) qing_stored_message_free);
}

static gboolean
append (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  return qing_chunks_append (database, values->uid, values->part, (gint64) values->position,
                             values->text, values->length, error);
}

void
qing_batch_append (QingBatch *self,
                   QingMessage *message,
                   QingPart part,
                   gsize position,
                   const char *text,
                   gsize length)
{
  Values *values = values_new (qing_message_get_uid (message), 0);

  values->part = part;
  values->position = position;
  values->text = g_strndup (text, length);
  values->length = length;
  add (self, append, values, values_free);
}

gboolean
qing_batch_list_appends (QingBatch *self, QingAppendFunc func, gpointer user_data)
{
  for (guint i = 0; i < self->changes->len; i++)
    if (g_array_index (self->changes, Change, i).run != append)
      return FALSE;
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Values *values = g_array_index (self->changes, Change, i).data;

      func (values->uid, values->part, values->position, values->text, values->length, user_data);
    }
  return self->changes->len > 0;
}

static gboolean
fold (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;
  gint64 id;

  if (!qing_messages_find (database, values->uid, &id, error))
    return FALSE;
  return id < 0 || qing_chunks_fold (database, id, error);
}

void
qing_batch_fold (QingBatch *self, QingMessage *message)
{
  add (self, fold, values_new (qing_message_get_uid (message), 0), values_free);
}

static gboolean
choose (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  return qing_messages_choose (database, values->uid, error);
}

void
qing_batch_choose (QingBatch *self, QingMessage *message)
{
  add (self, choose, values_new (qing_message_get_uid (message), 0), values_free);
}

static gboolean
delete_message (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  return qing_messages_set_deleted (database, values->uid, values->time, error);
}

void
qing_batch_delete_message (QingBatch *self, QingMessage *message, gint64 deleted_at)
{
  add (self, delete_message, values_new (qing_message_get_uid (message), deleted_at), values_free);
}

static gboolean
purge (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  sqlite3 *handle = qing_database_get_handle (database);
  int before = sqlite3_total_changes (handle);

  if (!qing_messages_purge (database, values->time, error) ||
      !qing_conversations_purge (database, values->time, error))
    return FALSE;
  /* Looking for bytes that nobody names takes its time, so only where there may be some. */
  return sqlite3_total_changes (handle) == before || qing_attachments_purge (database, error);
}

void
qing_batch_purge (QingBatch *self, gint64 before)
{
  add (self, purge, values_new (NULL, before), values_free);
  self->purges = TRUE;
}

static gboolean
put_account (QingDatabase *database, gpointer data, GError **error)
{
  return qing_accounts_put (database, data, error);
}

void
qing_batch_put_account (QingBatch *self, QingAccount *account)
{
  add (self, put_account, qing_stored_account_new (account),
       (GDestroyNotify) qing_stored_account_free);
}

static gboolean
remove_account (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  return qing_accounts_remove (database, values->uid, error);
}

void
qing_batch_remove_account (QingBatch *self, QingAccount *account)
{
  add (self, remove_account, values_new (qing_account_get_uid (account), 0), values_free);
}

static gboolean
set_meta (QingDatabase *database, gpointer data, GError **error)
{
  Values *values = data;

  if (values->text == NULL)
    return qing_database_execute (database, error, "DELETE FROM meta WHERE key = ?1", "s",
                                  values->uid);
  return qing_database_execute (database, error,
                                "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", "ss",
                                values->uid, values->text);
}

void
qing_batch_set_meta (QingBatch *self, const char *key, const char *value)
{
  Values *values = values_new (key, 0);

  values->text = g_strdup (value);
  add (self, set_meta, values, values_free);
}

gboolean
qing_batch_set_lenient (QingBatch *self)
{
  gboolean changed = !self->lenient;

  self->lenient = TRUE;
  return changed;
}

void
qing_batch_set_cancellable (QingBatch *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

double
qing_batch_get_progress (QingBatch *self)
{
  return self->changes->len > 0 ? (double) g_atomic_int_get (&self->n_run) / self->changes->len
                                : 0.0;
}

static gboolean
run (QingDatabase *database, gpointer batch, GError **error)
{
  QingBatch *self = batch;

  for (guint i = 0; i < self->changes->len; i++)
    {
      const Change *change = &g_array_index (self->changes, Change, i);

      g_autoptr (GError) failure = NULL;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      g_atomic_int_set (&self->n_run, (int) i);
      if (change->run (database, change->data, &failure))
        continue;
      if (self->lenient && g_error_matches (failure, QING_ERROR, QING_ERROR_REQUEST))
        {
          g_warning ("A change could not be stored: %s", failure->message);
          continue;
        }
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}

static gboolean
wipe (QingDatabase *database, gpointer user_data, GError **error)
{
  return qing_search_index_wipe (database, error);
}

/* What the user deleted is overwritten with zeros, not only taken out of the lists. That its words
 * stay in the index until the next time is no reason to fail. */
static gboolean
run_purging (QingDatabase *database, QingBatch *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  int before = sqlite3_total_changes (qing_database_get_handle (database));
  gboolean ok;

  if (!qing_database_run_script (database, "PRAGMA secure_delete = ON", error))
    return FALSE;
  ok = qing_database_transact (database, run, self, error);
  if (ok && sqlite3_total_changes (qing_database_get_handle (database)) != before &&
      !qing_database_transact (database, wipe, NULL, &failure))
    g_debug ("Deleted words stay in the index: %s", failure->message);
  qing_database_run_script (database, "PRAGMA secure_delete = FAST", NULL);
  return ok;
}

gboolean
qing_batch_run (QingBatch *self, QingDatabase *database, GError **error)
{
  if (self->purges)
    return run_purging (database, self, error);
  return qing_database_transact (database, run, self, error);
}
