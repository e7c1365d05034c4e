/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-app"

#include "qing-key-keeper.h"

#include "qing-secrets.h"

struct _QingKeyKeeper
{
  GObject parent_instance;

  QingEngine *engine;
  GCancellable *cancellable;
  GPtrArray *watched;       /* QingAccount, in the order of the engine's list */
  QingAccount *loading_key; /* whose change is our own doing */
  guint n_lookups;
  guint n_writes;
  gboolean loaded;
};

enum
{
  SIGNAL_LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QingKeyKeeper, qing_key_keeper, G_TYPE_OBJECT)

static void
qing_key_keeper_dispose (GObject *object)
{
  QingKeyKeeper *self = QING_KEY_KEEPER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_object (&self->engine);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (qing_key_keeper_parent_class)->dispose (object);
}

static void
qing_key_keeper_class_init (QingKeyKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qing_key_keeper_dispose;

  signals[SIGNAL_LOADED] = g_signal_new ("loaded", QING_TYPE_KEY_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
qing_key_keeper_init (QingKeyKeeper *self)
{
  self->cancellable = g_cancellable_new ();
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
}

QingKeyKeeper *
qing_key_keeper_new (QingEngine *engine)
{
  QingKeyKeeper *self = g_object_new (QING_TYPE_KEY_KEEPER, NULL);

  self->engine = g_object_ref (engine);
  return self;
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingKeyKeeper) self = user_data;
  QingAccount *account = QING_ACCOUNT (source);
  g_autoptr (GError) error = NULL;
  gboolean stored = qing_secrets_store_finish (result, &error);

  self->n_writes--;
  if (qing_account_has_key (account))
    qing_account_set_key_storage (account,
                                  stored ? QING_KEY_STORAGE_SECRET : QING_KEY_STORAGE_SESSION);
  if (!stored && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_info ("A key is kept for this session only: %s", error->message);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingKeyKeeper) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_writes--;
  qing_secrets_clear_finish (result, &error);
  if (error != NULL)
    g_info ("A key was not taken out of the keyring: %s", error->message);
}

/* A key of the environment or of the demonstration is never written anywhere. */
static gboolean
is_kept (QingAccount *account)
{
  return !qing_account_is_demo (account) &&
         !g_str_equal (qing_account_get_uid (account), "environment");
}

static void
write_key (QingKeyKeeper *self, QingAccount *account)
{
  self->n_writes++;
  if (qing_account_has_key (account))
    {
      qing_secrets_store_async (account, NULL, stored_cb, g_object_ref (self));
      return;
    }
  qing_account_set_key_storage (account, QING_KEY_STORAGE_NONE);
  qing_secrets_clear_async (account, NULL, cleared_cb, g_object_ref (self));
}

static void
key_changed_cb (QingKeyKeeper *self, GParamSpec *pspec, QingAccount *account)
{
  if (self->loading_key != account && is_kept (account))
    write_key (self, account);
}

/* The address is stored beside the key, and a key that is in the keyring follows its account. */
static void
address_changed_cb (QingKeyKeeper *self, GParamSpec *pspec, QingAccount *account)
{
  if (qing_account_get_key_storage (account) == QING_KEY_STORAGE_SECRET && is_kept (account) &&
      qing_account_has_key (account))
    write_key (self, account);
}

static void
finish_lookup (QingKeyKeeper *self)
{
  self->n_lookups--;
  if (self->n_lookups > 0 || self->loaded)
    return;
  self->loaded = TRUE;
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingKeyKeeper) self = user_data;
  g_autoptr (QingAccount) found = NULL;
  g_autoptr (GError) error = NULL;
  QingAccount *account = NULL;

  found = qing_secrets_find_finish (result, &error);
  if (self->watched == NULL)
    return;
  if (found != NULL)
    account = qing_engine_get_account (self->engine, qing_account_get_uid (found));
  if (account != NULL && !qing_account_has_key (account))
    {
      self->loading_key = account;
      qing_account_set_key (account, qing_account_get_key (found));
      qing_account_set_key_storage (account, QING_KEY_STORAGE_SECRET);
      self->loading_key = NULL;
    }
  finish_lookup (self);
}

static void
watch (QingKeyKeeper *self, QingAccount *account)
{
  g_signal_connect_object (account, "notify::has-key", G_CALLBACK (key_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::base-url", G_CALLBACK (address_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (!is_kept (account))
    return;
  /* An account that comes with a key was just made by the user. */
  if (qing_account_has_key (account))
    {
      write_key (self, account);
      return;
    }
  self->n_lookups++;
  qing_secrets_find_async (qing_account_get_uid (account), self->cancellable, found_cb,
                           g_object_ref (self));
}

static void
forget (QingKeyKeeper *self, QingAccount *account)
{
  g_signal_handlers_disconnect_by_data (account, self);
  if (!is_kept (account))
    return;
  self->n_writes++;
  qing_secrets_clear_async (account, NULL, cleared_cb, g_object_ref (self));
}

static void
accounts_changed_cb (QingKeyKeeper *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *accounts)
{
  for (guint i = 0; i < removed; i++)
    {
      g_autoptr (QingAccount) account = g_object_ref (g_ptr_array_index (self->watched, position));
      gboolean moved = FALSE;

      g_ptr_array_remove_index (self->watched, position);
      for (guint j = 0; j < g_list_model_get_n_items (accounts) && !moved; j++)
        {
          g_autoptr (QingAccount) other = g_list_model_get_item (accounts, j);

          moved = other == account;
        }
      if (moved)
        g_signal_handlers_disconnect_by_data (account, self);
      else
        forget (self, account);
    }
  for (guint i = 0; i < added; i++)
    {
      QingAccount *account = g_list_model_get_item (accounts, position + i);

      g_ptr_array_insert (self->watched, (int) (position + i), account);
      watch (self, account);
    }
}

/* Only the demonstration of this very start may be in the list. */
static void
remove_old_demo (QingKeyKeeper *self)
{
  QingAccount *old = qing_engine_get_account (self->engine, "demo");

  if (old != NULL && g_str_equal (qing_account_get_uid (old), "demo"))
    qing_engine_remove_account (self->engine, old);
}

void
qing_key_keeper_start (QingKeyKeeper *self, QingAccount *account)
{
  GListModel *accounts;

  g_return_if_fail (QING_IS_KEY_KEEPER (self));

  accounts = qing_engine_get_accounts (self->engine);
  remove_old_demo (self);
  if (account != NULL)
    {
      QingAccount *same = qing_engine_get_account (self->engine, qing_account_get_uid (account));

      if (same != NULL && g_str_equal (qing_account_get_uid (same), qing_account_get_uid (account)))
        qing_engine_remove_account (self->engine, same);
      qing_engine_add_account (self->engine, account);
      qing_engine_prefer_account (self->engine, account);
    }

  self->n_lookups++;
  g_signal_connect_object (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (accounts), accounts);
  finish_lookup (self);
}

gboolean
qing_key_keeper_is_busy (QingKeyKeeper *self)
{
  g_return_val_if_fail (QING_IS_KEY_KEEPER (self), FALSE);
  return self->n_writes > 0;
}
