/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include <glib/gstdio.h>

void
qing_desk_keep_result (GObject *object, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

GAsyncResult *
qing_desk_wait (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (place);
}

void
qing_desk_run_until (QingDeskFunc func, gpointer user_data)
{
  while (!func (user_data))
    g_main_context_iteration (NULL, TRUE);
}

QingStore *
qing_desk_open_store (const char *path)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  QingStore *store;

  qing_store_open_async (path, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  store = qing_store_open_finish (result, &error);
  g_assert_no_error (error);
  return store;
}

void
qing_desk_close_store (QingStore *store)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  qing_store_close_async (store, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  qing_store_close_finish (store, result, &error);
  g_assert_no_error (error);
}

void
qing_desk_start (QingDesk *self)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->store = qing_desk_open_store (self->path);
  self->provider = qing_scripted_provider_new ();
  self->engine = qing_engine_new (self->store, QING_PROVIDER (self->provider), self->catalogue);
  qing_engine_start_async (self->engine, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  qing_engine_start_finish (self->engine, result, &error);
  g_assert_no_error (error);
  if (qing_engine_get_account (self->engine, NULL) == NULL)
    qing_engine_add_account (self->engine, self->account);
}

QingAccount *
qing_desk_new_account (void)
{
  QingAccount *account = qing_account_new ("account-1", "Test", "http://127.0.0.1:9/v1");

  qing_account_force_kind (account, QING_SERVER_DASHSCOPE);
  qing_account_set_key (account, "sk-test");
  return account;
}

void
qing_desk_set_up (QingDesk *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("qingtan-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "history.db", NULL);
  self->catalogue = qing_catalogue_new ();
  self->account = qing_desk_new_account ();
  qing_desk_start (self);
}

void
qing_desk_shut_down (QingDesk *self)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  qing_engine_shutdown_async (self->engine, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  qing_engine_shutdown_finish (self->engine, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&self->engine));
  g_assert_finalize_object (g_steal_pointer (&self->provider));
  g_assert_finalize_object (g_steal_pointer (&self->store));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
qing_desk_tear_down (QingDesk *self)
{
  if (self->engine != NULL)
    qing_desk_shut_down (self);
  g_assert_finalize_object (g_steal_pointer (&self->account));
  g_clear_object (&self->catalogue);
  remove_folder (self->folder);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, g_free);
}

GError *
qing_desk_try_send (QingDesk *self, QingConversation *conversation, const char *text)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  qing_engine_send_async (self->engine, conversation, text, NULL, NULL, qing_desk_keep_result,
                          &place);
  result = qing_desk_wait (&place);
  g_assert_true (qing_engine_send_finish (self->engine, result, &error) == (error == NULL));
  return error;
}

void
qing_desk_send (QingDesk *self, QingConversation *conversation, const char *text)
{
  g_autoptr (GError) error = qing_desk_try_send (self, conversation, text);

  g_assert_no_error (error);
}

void
qing_desk_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

QingConversation *
qing_desk_restart (QingDesk *self, guint position)
{
  QingConversation *conversation;

  qing_desk_shut_down (self);
  qing_desk_start (self);
  conversation = g_list_model_get_item (qing_engine_get_conversations (self->engine), position);
  g_assert_nonnull (conversation);
  qing_desk_load (self, conversation);
  return conversation;
}

QingScriptedCall *
qing_desk_get_call (QingDesk *self)
{
  guint n = qing_scripted_provider_get_n_calls (self->provider);

  g_assert_cmpuint (n, >, 0);
  return qing_scripted_provider_get_call (self->provider, n - 1);
}

static gboolean
is_idle (gpointer conversation)
{
  return qing_conversation_get_running (conversation) == 0;
}

void
qing_desk_exchange (QingDesk *self,
                    QingConversation *conversation,
                    const char *question,
                    const char *answer)
{
  QingScriptedCall *call;

  qing_desk_send (self, conversation, question);
  call = qing_desk_get_call (self);
  qing_scripted_call_text (call, 0, answer);
  qing_scripted_call_reason (call, 0, "stop");
  qing_scripted_call_finish (call);
  qing_desk_run_until (is_idle, conversation);
}

void
qing_desk_load (QingDesk *self, QingConversation *conversation)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  qing_engine_load_async (self->engine, conversation, NULL, qing_desk_keep_result, &place);
  result = qing_desk_wait (&place);
  qing_engine_load_finish (self->engine, result, &error);
  g_assert_no_error (error);
}

static const char *const roles[] = { "", "system", "user", "assistant", "tool" };
static const char *const states[] = { "",           " (waiting)",     " (streaming)",
                                      " (stopped)", " (interrupted)", " (failed)" };

char *
qing_desk_describe (QingConversation *conversation)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (conversation)); i++)
    {
      g_autoptr (QingMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);
      const char *reasoning = qing_message_get_reasoning (message, NULL);

      g_string_append_printf (text, "%s%s: ", i > 0 ? " | " : "",
                              roles[qing_message_get_role (message)]);
      if (*reasoning != '\0')
        g_string_append_printf (text, "<%s>", reasoning);
      g_string_append_printf (text, "%s%s", qing_message_get_text (message, NULL),
                              states[qing_message_get_state (message)]);
    }
  return g_string_free (text, FALSE);
}
