/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

GListModel *
qing_engine_get_accounts (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  return G_LIST_MODEL (self->accounts);
}

QingAccount *
qing_engine_get_account (QingEngine *self, const char *uid)
{
  GListModel *accounts;

  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);

  accounts = G_LIST_MODEL (self->accounts);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (QingAccount) account = g_list_model_get_item (accounts, i);

      /* The list holds a reference, so the pointer outlives ours. */
      if (uid == NULL || g_str_equal (qing_account_get_uid (account), uid))
        return account;
    }
  return NULL;
}

/* The demonstration's server listens at another address each time. */
static gboolean
is_kept (QingAccount *account)
{
  return !qing_account_is_demo (account);
}

void
qing_engine_add_account (QingEngine *self, QingAccount *account)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_ACCOUNT (account));
  g_return_if_fail (qing_engine_get_account (self, qing_account_get_uid (account)) == NULL);

  g_list_store_append (self->accounts, account);
  qing_engine_save_account (self, account);
}

void
qing_engine_prefer_account (QingEngine *self, QingAccount *account)
{
  g_autoptr (QingAccount) kept = NULL;
  guint position;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_ACCOUNT (account));

  if (!g_list_store_find (self->accounts, account, &position) || position == 0)
    return;
  kept = g_object_ref (account);
  g_list_store_remove (self->accounts, position);
  g_list_store_insert (self->accounts, 0, account);
}

void
qing_engine_save_account (QingEngine *self, QingAccount *account)
{
  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_ACCOUNT (account));

  if (is_kept (account))
    qing_batch_put_account (qing_autosave_get_batch (self->autosave), account);
}

void
qing_engine_remove_account (QingEngine *self, QingAccount *account)
{
  guint position;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_ACCOUNT (account));

  qing_batch_remove_account (qing_autosave_get_batch (self->autosave), account);
  if (g_list_store_find (self->accounts, account, &position))
    g_list_store_remove (self->accounts, position);
}

static void
fault_free (gpointer fault)
{
  qing_fault_free (fault);
}

/* The word that is asked for does not matter: whether one comes does. */
static void
ignore_delta (const QingDelta *delta, gpointer user_data)
{
}

/* The task's result is the fault, because a GError says less. */
static void
test_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingFault *fault = NULL;

  qing_provider_chat_finish (QING_PROVIDER (object), result, &fault);
  g_task_return_pointer (task, fault, fault_free);
}

void
qing_engine_test_account_async (QingEngine *self,
                                QingAccount *account,
                                const char *model,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (QingParameters) parameters = qing_parameters_new ();
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (QingChatRequest) request = NULL;
  QingMessage *message = qing_message_new (QING_ROLE_USER);
  QingModelInfo *info;
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_ACCOUNT (account));

  info = model != NULL ? qing_catalogue_lookup (self->catalogue, model)
                       : qing_catalogue_get_default (self->catalogue);
  qing_message_set_text (message, "Hi", -1);
  g_ptr_array_add (messages, message);
  qing_parameters_set (parameters, QING_PARAMETER_ENABLE_THINKING, g_variant_new_boolean (FALSE));
  request = qing_chat_request_new (QING_PURPOSE_TEST, account, info, parameters, messages, NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_test_account_async);
  g_task_set_check_cancellable (task, FALSE);
  qing_provider_chat_async (self->provider, request, ignore_delta, NULL, cancellable, test_cb,
                            task);
}

gboolean
qing_engine_test_account_finish (QingEngine *self, GAsyncResult *result, QingFault **fault)
{
  QingFault *found;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), NULL);
  if (found == NULL)
    return TRUE;
  if (fault != NULL)
    *fault = found;
  else
    qing_fault_free (found);
  return FALSE;
}

typedef struct
{
  GListModel *models;
  QingFault *fault;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_object (&listing->models);
  qing_fault_free (listing->fault);
  g_free (listing);
}

static void
models_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingEngine *self = g_task_get_source_object (task);
  Listing *listing = g_new0 (Listing, 1);
  g_auto (GStrv) ids =
    qing_provider_list_models_finish (QING_PROVIDER (object), result, &listing->fault);

  if (ids != NULL)
    listing->models = qing_catalogue_list_for_ids (self->catalogue, (const char *const *) ids);
  g_task_return_pointer (task, listing, listing_free);
}

void
qing_engine_list_models_async (QingEngine *self,
                               QingAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (QING_IS_ENGINE (self));
  g_return_if_fail (QING_IS_ACCOUNT (account));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, qing_engine_list_models_async);
  g_task_set_check_cancellable (task, FALSE);
  qing_provider_list_models_async (self->provider, account, cancellable, models_cb, task);
}

GListModel *
qing_engine_list_models_finish (QingEngine *self, GAsyncResult *result, QingFault **fault)
{
  Listing *listing;
  GListModel *models;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  listing = g_task_propagate_pointer (G_TASK (result), NULL);
  models = g_steal_pointer (&listing->models);
  if (models == NULL && fault != NULL)
    *fault = g_steal_pointer (&listing->fault);
  listing_free (listing);
  return models;
}
