/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-probe.h"

#include <string.h>

/* No test may fail because its machine is busy: who tests what happens when patience ends sets a
 * shorter one. */
static const QingPatience patience = { 1000000, 1000000, 1000000, 1000000, 20 };

static void
forget (QingProbe *self)
{
  self->quiet = self->done = self->good = FALSE;
  g_clear_object (&self->request);
  g_clear_pointer (&self->fault, qing_fault_free);
  g_clear_pointer (&self->request_id, g_free);
  g_string_truncate (self->text, 0);
  g_string_truncate (self->reasoning, 0);
  g_string_truncate (self->kinds, 0);
  g_string_truncate (self->finish, 0);
  self->usage = (QingUsage) QING_USAGE_INIT;
  self->timing = (QingTiming) QING_TIMING_INIT;
  self->n_deltas = self->n_text = self->n_retries = self->n_tool_calls = 0;
}

static void
take_retry (QingProbe *self, const QingDelta *delta)
{
  g_assert_nonnull (delta->fault);
  g_assert_cmpuint (delta->attempt, ==, self->n_retries + 1);
  g_assert_cmpuint (self->n_retries, <, G_N_ELEMENTS (self->delays));
  self->delays[self->n_retries++] = delta->delay_ms;
}

static void
delta_cb (const QingDelta *delta, gpointer user_data)
{
  static const char letters[] = "STRCALUMFY";
  QingProbe *self = user_data;

  g_assert_false (self->done);
  g_assert_false (self->quiet);
  self->n_deltas++;
  g_string_append_c (self->kinds, letters[delta->kind]);

  switch (delta->kind)
    {
    case QING_DELTA_STARTED:
      /* Each try starts anew. */
      g_free (self->request_id);
      self->request_id = g_strdup (delta->request_id);
      break;
    case QING_DELTA_TEXT:
      self->n_text++;
      if (delta->choice == 0)
        g_string_append_len (self->text, delta->text, delta->length);
      break;
    case QING_DELTA_REASONING:
      g_string_append_len (self->reasoning, delta->text, delta->length);
      break;
    case QING_DELTA_TOOL_CALL:
      self->n_tool_calls++;
      break;
    case QING_DELTA_USAGE:
      self->usage = *delta->usage;
      break;
    case QING_DELTA_TIMING:
      self->timing = *delta->timing;
      break;
    case QING_DELTA_FINISH:
      g_string_append (self->finish, delta->reason);
      break;
    case QING_DELTA_RETRY:
      take_retry (self, delta);
      break;
    case QING_DELTA_AUDIO:
    case QING_DELTA_LOGPROB:
    default:
      break;
    }

  if (self->n_deltas == self->cancel_at)
    {
      g_cancellable_cancel (self->cancellable);
      self->quiet = TRUE;
    }
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  QingProbe *self = user_data;

  g_assert_false (self->done);
  self->done = TRUE;
  self->good = qing_provider_chat_finish (QING_PROVIDER (object), result, &self->fault);
  g_assert_true (self->good == (self->fault == NULL));
  g_main_context_wakeup (NULL);
}

void
qing_probe_say (QingProbe *self, QingRole role, const char *text)
{
  QingMessage *message = qing_message_new (role);

  qing_message_set_text (message, text, -1);
  g_ptr_array_add (self->messages, message);
}

QingChatRequest *
qing_probe_make_request (QingProbe *self)
{
  QingModelInfo *model = qing_catalogue_lookup (self->catalogue, self->model);

  return qing_chat_request_new (self->purpose, self->account, model, self->parameters,
                                self->messages, self->tools);
}

void
qing_probe_start (QingProbe *self)
{
  if (self->messages->len == 0)
    qing_probe_say (self, QING_ROLE_USER, "Hello");

  forget (self);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  self->request = qing_probe_make_request (self);
  qing_provider_chat_async (QING_PROVIDER (self->client), self->request, delta_cb, self,
                            self->cancellable, done_cb, self);
}

void
qing_probe_wait (QingProbe *self)
{
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
}

void
qing_probe_chat (QingProbe *self)
{
  qing_probe_start (self);
  qing_probe_wait (self);
}

static gboolean
wake_cb (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_REMOVE;
}

void
qing_probe_idle (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, wake_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

QingProbe *
qing_probe_new (void)
{
  QingProbe *self = g_new0 (QingProbe, 1);

  self->server = qing_test_server_start_in_thread ();
  self->client = qing_client_new ();
  qing_client_set_patience (self->client, &patience);
  self->catalogue = qing_catalogue_new ();
  self->account = qing_account_new (NULL, "Test", qing_test_server_get_base_url (self->server));
  qing_account_force_kind (self->account, QING_SERVER_DASHSCOPE);
  qing_account_set_key (self->account, "sk-test-0123456789abcdef");
  self->parameters = qing_parameters_new ();
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->model = g_strdup ("qwen3.6-plus");
  self->text = g_string_new (NULL);
  self->reasoning = g_string_new (NULL);
  self->kinds = g_string_new (NULL);
  self->finish = g_string_new (NULL);
  forget (self);

  return self;
}

void
qing_probe_free (QingProbe *self)
{
  forget (self);
  g_assert_finalize_object (self->client);
  qing_test_server_stop (self->server);
  g_object_unref (self->server);
  g_object_unref (self->catalogue);
  g_object_unref (self->account);
  g_object_unref (self->parameters);
  g_ptr_array_unref (self->messages);
  g_clear_object (&self->tools);
  g_clear_object (&self->cancellable);
  g_free (self->model);
  g_string_free (self->text, TRUE);
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->kinds, TRUE);
  g_string_free (self->finish, TRUE);
  g_free (self);
}
