/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-tool-round.h"

#include "qing-tool-call.h"

#include <string.h>

/* What a tool says goes into every later request of the conversation. */
#define MAX_RESULT 65536

struct _QingToolRound
{
  GObject parent_instance;

  QingToolRegistry *registry;
  QingToolPolicy *policy;
  QingMessage *answer;
  GPtrArray *results;
  QingToolCall *asked;
  GTask *task;
  gulong cancelled_id;
  guint next;
};

enum
{
  SIGNAL_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QingToolRound, qing_tool_round, G_TYPE_OBJECT)

static void advance (QingToolRound *self);

static void
qing_tool_round_finalize (GObject *object)
{
  QingToolRound *self = QING_TOOL_ROUND (object);

  g_clear_object (&self->registry);
  g_clear_object (&self->policy);
  g_clear_object (&self->answer);
  g_clear_object (&self->asked);
  g_clear_pointer (&self->results, g_ptr_array_unref);

  G_OBJECT_CLASS (qing_tool_round_parent_class)->finalize (object);
}

static void
qing_tool_round_class_init (QingToolRoundClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_tool_round_finalize;

  signals[SIGNAL_ASKED] = g_signal_new ("asked", QING_TYPE_TOOL_ROUND, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, QING_TYPE_TOOL_CALL);
}

static void
qing_tool_round_init (QingToolRound *self)
{
  self->results = g_ptr_array_new_with_free_func (g_object_unref);
}

QingToolRound *
qing_tool_round_new (QingToolRegistry *registry, QingToolPolicy *policy, QingMessage *answer)
{
  QingToolRound *self = g_object_new (QING_TYPE_TOOL_ROUND, NULL);

  self->registry = g_object_ref (registry);
  self->policy = g_object_ref (policy);
  self->answer = g_object_ref (answer);
  return self;
}

static void
end (QingToolRound *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->results),
                           (GDestroyNotify) g_ptr_array_unref);
}

/* Cut at a character, because the result is text. */
static char *
bound (const char *text)
{
  const char *cut;

  if (strlen (text) <= MAX_RESULT)
    return g_strdup (text);
  cut = g_utf8_find_prev_char (text, text + MAX_RESULT);
  return g_strndup (text, (gsize) (cut - text));
}

static void
conclude (QingToolRound *self, QingToolCall *call, QingToolCallState state, const char *result)
{
  g_autoptr (QingMessage) message = qing_message_new (QING_ROLE_TOOL);
  g_autofree char *text = bound (result);

  qing_tool_call_set_outcome (call, state, text);
  qing_message_set_tool_call_id (message, qing_tool_call_get_id (call));
  qing_message_set_text (message, text, -1);
  g_ptr_array_add (self->results, g_steal_pointer (&message));
  advance (self);
}

typedef struct
{
  QingToolRound *round;
  QingToolCall *call;
} Run;

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Run *run = user_data;
  g_autoptr (QingToolRound) self = run->round;
  g_autoptr (QingToolCall) call = run->call;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = qing_tool_run_finish (QING_TOOL (object), result, &error);

  if (self->task == NULL)
    return;
  if (text != NULL)
    conclude (self, call, QING_TOOL_CALL_DONE, text);
  else
    conclude (self, call, QING_TOOL_CALL_FAILED, error->message);
}

static void
run_tool (QingToolRound *self, QingTool *tool, QingToolCall *call)
{
  const char *arguments = qing_tool_call_get_arguments (call);
  Run *run = g_new0 (Run, 1);

  run->round = g_object_ref (self);
  run->call = g_object_ref (call);
  qing_tool_call_set_outcome (call, QING_TOOL_CALL_RUNNING, NULL);
  qing_tool_run_async (tool, *arguments != '\0' ? arguments : "{}",
                       g_task_get_cancellable (self->task), run_cb, run);
}

/* The words are for the model, so they are not translated. */
static void
begin_call (QingToolRound *self, QingToolCall *call)
{
  const char *name = qing_tool_call_get_name (call);
  QingTool *tool = qing_tool_registry_lookup (self->registry, name);

  if (tool == NULL)
    {
      conclude (self, call, QING_TOOL_CALL_FAILED, "There is no such tool.");
      return;
    }
  switch (qing_tool_policy_get (self->policy, name))
    {
    case QING_TOOL_ALLOW:
      run_tool (self, tool, call);
      break;
    case QING_TOOL_ASK:
      g_set_object (&self->asked, call);
      g_signal_emit (self, signals[SIGNAL_ASKED], 0, call);
      break;
    case QING_TOOL_DENY:
    default:
      conclude (self, call, QING_TOOL_CALL_REFUSED, "The user does not allow this tool.");
      break;
    }
}

static void
advance (QingToolRound *self)
{
  GListModel *calls = qing_message_get_tool_calls (self->answer);
  g_autoptr (QingToolCall) call = NULL;

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    call = g_list_model_get_item (calls, self->next++);
  if (call == NULL)
    end (self);
  else
    begin_call (self, call);
}

/* Cancelling must end a round that waits for the user, too. The cancellable may be cancelled from
 * within the handlers of something else, so the end waits for the main loop. */
static gboolean
end_cancelled_cb (gpointer user_data)
{
  QingToolRound *self = user_data;

  if (self->task != NULL)
    end (self);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, end_cancelled_cb, g_object_ref (user_data), g_object_unref);
}

void
qing_tool_round_run_async (QingToolRound *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (QING_IS_TOOL_ROUND (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, qing_tool_round_run_async);
  self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  advance (self);
}

GPtrArray *
qing_tool_round_run_finish (QingToolRound *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
qing_tool_round_decide (QingToolRound *self, QingToolCall *call, gboolean allowed)
{
  g_autoptr (QingToolCall) asked = NULL;
  QingTool *tool;

  g_return_if_fail (QING_IS_TOOL_ROUND (self));

  if (self->task == NULL || self->asked != call || call == NULL)
    return;
  asked = g_steal_pointer (&self->asked);
  tool = qing_tool_registry_lookup (self->registry, qing_tool_call_get_name (call));
  if (allowed && tool != NULL)
    run_tool (self, tool, call);
  else
    conclude (self, call, QING_TOOL_CALL_REFUSED, "The user did not allow this call.");
}
