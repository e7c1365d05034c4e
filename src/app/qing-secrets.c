/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-secrets.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

#define ATTRIBUTE_ACCOUNT "account"
#define ATTRIBUTE_ADDRESS "address"

static const SecretSchema schema = {
  "app.qingtan.Qingtan.Key",
  SECRET_SCHEMA_NONE,
  {
    { ATTRIBUTE_ACCOUNT, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { ATTRIBUTE_ADDRESS, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static GTask *
new_task (QingAccount *account,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
store (GTask *task)
{
  QingAccount *account = g_task_get_source_object (task);
  g_autofree char *label =
    g_strdup_printf (_ ("Qingtan: key for %s"), qing_account_get_base_url (account));

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, qing_account_get_key (account),
                         g_task_get_cancellable (task), stored_cb, g_object_ref (task),
                         ATTRIBUTE_ACCOUNT, qing_account_get_uid (account), ATTRIBUTE_ADDRESS,
                         qing_account_get_base_url (account), NULL);
}

/* An item of the same account with an older address would be found beside the new one. */
static void
cleared_before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    store (task);
}

void
qing_secrets_store_async (QingAccount *account,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (qing_account_has_key (account));

  secret_password_clear (&schema, cancellable, cleared_before_cb,
                         new_task (account, qing_secrets_store_async, cancellable, callback,
                                   user_data),
                         ATTRIBUTE_ACCOUNT, qing_account_get_uid (account), NULL);
}

gboolean
qing_secrets_store_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean found = secret_password_clear_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, found);
}

void
qing_secrets_clear_async (QingAccount *account,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  secret_password_clear (&schema, cancellable, cleared_cb,
                         new_task (account, qing_secrets_clear_async, cancellable, callback,
                                   user_data),
                         ATTRIBUTE_ACCOUNT, qing_account_get_uid (account), NULL);
}

gboolean
qing_secrets_clear_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* (nullable): the account that an item is about, still without its key. */
static QingAccount *
account_of_item (SecretRetrievable *item)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *address = g_hash_table_lookup (attributes, ATTRIBUTE_ADDRESS);

  if (address == NULL || !qing_account_check_base_url (address, NULL))
    return NULL;
  return qing_account_new (g_hash_table_lookup (attributes, ATTRIBUTE_ACCOUNT), "", address);
}

static void
retrieved_cb (GObject *item, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (QingAccount) account = account_of_item (SECRET_RETRIEVABLE (item));
  GError *error = NULL;
  SecretValue *value =
    secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (item), result, &error);

  if (value == NULL)
    {
      if (error != NULL)
        g_task_return_error (task, error);
      else
        g_task_return_pointer (task, NULL, NULL);
      return;
    }
  qing_account_set_key (account, secret_value_get_text (value));
  qing_account_set_key_storage (account, QING_KEY_STORAGE_SECRET);
  secret_value_unref (value);
  g_task_return_pointer (task, g_steal_pointer (&account), g_object_unref);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  SecretRetrievable *first = NULL;

  for (GList *l = items; l != NULL && first == NULL; l = l->next)
    {
      g_autoptr (QingAccount) account = account_of_item (l->data);

      if (account != NULL)
        first = l->data;
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else if (first == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    secret_retrievable_retrieve_secret (first, cancellable, retrieved_cb, g_steal_pointer (&task));
  g_list_free_full (items, g_object_unref);
}

void
qing_secrets_find_async (const char *account_uid,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  const SecretSearchFlags flags =
    SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS | SECRET_SEARCH_ALL;
  GTask *task = new_task (NULL, qing_secrets_find_async, cancellable, callback, user_data);

  if (account_uid != NULL)
    secret_password_search (&schema, flags, cancellable, found_cb, task, ATTRIBUTE_ACCOUNT,
                            account_uid, NULL);
  else
    secret_password_search (&schema, flags, cancellable, found_cb, task, NULL);
}

QingAccount *
qing_secrets_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
