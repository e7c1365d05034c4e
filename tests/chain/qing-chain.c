/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-chain.h"

#include "qing-client.h"
#include "qing-store.h"

#include <glib/gstdio.h>

void
qing_chain_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

GAsyncResult *
qing_chain_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

QingEngine *
qing_chain_open_engine (const char *path)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) started = NULL;
  g_autoptr (QingProvider) provider = QING_PROVIDER (qing_client_new ());
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingStore) store = NULL;
  g_autoptr (GError) error = NULL;
  QingEngine *engine;

  qing_store_open_async (path, NULL, qing_chain_result_cb, &opened);
  store = qing_store_open_finish (qing_chain_wait_for (&opened), &error);
  g_assert_no_error (error);
  engine = qing_engine_new (store, provider, catalogue);
  qing_engine_start_async (engine, NULL, qing_chain_result_cb, &started);
  g_assert_true (qing_engine_start_finish (engine, qing_chain_wait_for (&started), &error));
  g_assert_no_error (error);
  return engine;
}

void
qing_chain_close_engine (QingEngine *engine)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;

  qing_engine_shutdown_async (engine, qing_chain_result_cb, &closed);
  g_assert_true (qing_engine_shutdown_finish (engine, qing_chain_wait_for (&closed), &error));
  g_assert_no_error (error);
}

void
qing_chain_set_up (QingChain *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("qing-chain-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "conversations.db", NULL);
  self->server = qing_test_server_start_in_thread ();
  self->engine = qing_chain_open_engine (self->path);
  self->account = qing_account_new ("test", "Test", qing_test_server_get_base_url (self->server));
  qing_account_force_kind (self->account, QING_SERVER_DASHSCOPE);
  qing_account_set_key (self->account, "sk-test");
  qing_engine_add_account (self->engine, self->account);
}

void
qing_chain_tear_down (QingChain *self, gconstpointer data)
{
  static const char *const ends[] = { "", "-wal", "-shm" };

  qing_chain_close_engine (self->engine);
  g_clear_object (&self->engine);
  g_clear_object (&self->account);
  qing_test_server_stop (self->server);
  g_clear_object (&self->server);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (self->path, ends[i], NULL);

      g_remove (file);
    }
  g_rmdir (self->folder);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, g_free);
}

void
qing_chain_ask (QingChain *self, QingConversation *conversation, const char *text)
{
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (GError) error = NULL;

  qing_engine_send_async (self->engine, conversation, text, NULL, NULL, qing_chain_result_cb,
                          &sent);
  g_assert_true (qing_engine_send_finish (self->engine, qing_chain_wait_for (&sent), &error));
  g_assert_no_error (error);
}

void
qing_chain_wait_until_quiet (QingConversation *conversation)
{
  while (qing_conversation_get_running (conversation) > 0)
    g_main_context_iteration (NULL, TRUE);
}

QingConversation *
qing_chain_new_conversation (QingChain *self)
{
  QingConversation *conversation = qing_engine_create_conversation (self->engine);

  qing_conversation_set_account (conversation, "test");
  qing_conversation_set_model (conversation, "qwen-plus");
  /* No request for a title: it would take a script that is meant for an answer. */
  qing_conversation_set_title (conversation, "Named", TRUE);
  return conversation;
}

QingConversation *
qing_chain_find (QingEngine *engine, const char *uid)
{
  GListModel *list = qing_engine_get_conversations (engine);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      if (g_str_equal (qing_conversation_get_uid (conversation), uid))
        return g_steal_pointer (&conversation);
    }
  return NULL;
}
