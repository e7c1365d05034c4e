/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-listing.h"

#include "qing-engine-private.h"

/* @error: (nullable) */
void
qing_engine_end_listing (QingEngine *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->listing = FALSE;
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    if (error != NULL)
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (waiting->pdata[i], TRUE);
}

static void
rest_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingEngine) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *records = qing_store_list_conversations_finish (QING_STORE (object), result, &error);

  if (records != NULL && self->conversations != NULL)
    {
      self->listed = QING_LISTED_ALL;
      qing_conversation_list_take_rest (self->conversations, records);
    }
  else if (records != NULL)
    {
      g_ptr_array_unref (records);
    }
  qing_engine_end_listing (self, error);
}

static void
read_rest (QingEngine *self)
{
  self->listing = TRUE;
  qing_store_list_conversations_async (self->store, QING_STORED_LISTED, self->cancellable, rest_cb,
                                       g_object_ref (self));
}

QingStoredKind
qing_engine_get_first_kind (QingEngine *self)
{
  if (qing_engine_get_order (self) != QING_ORDER_ACTIVITY)
    self->listing = TRUE;
  return self->listing ? QING_STORED_LISTED : QING_STORED_FIRST;
}

void
qing_engine_take_first (QingEngine *self, GPtrArray *records, QingStoredKind kind)
{
  if (kind == QING_STORED_LISTED || records->len < QING_STORED_N_FIRST)
    {
      self->listed = QING_LISTED_ALL;
      qing_conversation_list_take_rows (self->conversations, records);
      qing_engine_end_listing (self, NULL);
      return;
    }
  self->listed = QING_LISTED_FIRST;
  qing_conversation_list_take_first (self->conversations, records);
  /* Somebody has asked while the first were read. */
  if (self->listing)
    read_rest (self);
}

gboolean
qing_engine_has_listed_all (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), FALSE);

  return self->listed == QING_LISTED_ALL || self->store == NULL;
}

void
qing_engine_list_all (QingEngine *self)
{
  g_return_if_fail (QING_IS_ENGINE (self));

  if (self->listing || self->closing || qing_engine_has_listed_all (self))
    return;
  self->listing = TRUE;
  /* What has not begun yet will begin with all. */
  if (self->listed == QING_LISTED_FIRST)
    read_rest (self);
}

void
qing_engine_list_all_async (QingEngine *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (QING_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_list_all_async);
  if (qing_engine_has_listed_all (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->closing)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The history is closed.");
      return;
    }
  if (self->waiting == NULL)
    self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  qing_engine_list_all (self);
}

gboolean
qing_engine_list_all_finish (QingEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
