/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-engine-private.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_0,
  PROP_READY,
  PROP_RUNNING,
  PROP_STORAGE_FAULT,
  PROP_ONLINE,
  N_PROPS
};

enum
{
  SIGNAL_TITLE_CHANGED,
  SIGNAL_NOTICE,
  SIGNAL_ANSWERED,
  SIGNAL_TOOL_ASKED,
  SIGNAL_AUDIO,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QingEngine, qing_engine, G_TYPE_OBJECT)

static gboolean
is_online (QingEngine *self)
{
  return self->network == NULL || g_network_monitor_get_network_available (self->network);
}

static void
qing_engine_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingEngine *self = QING_ENGINE (object);

  switch (prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_RUNNING:
      g_value_set_uint (value, self->running);
      break;
    case PROP_STORAGE_FAULT:
      g_value_set_boxed (value, qing_autosave_get_fault (self->autosave));
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, is_online (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_engine_dispose (GObject *object)
{
  QingEngine *self = QING_ENGINE (object);

  g_clear_handle_id (&self->purge_id, g_source_remove);
  g_clear_handle_id (&self->backup_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->turns != NULL)
    qing_engine_stop_all (self);
  g_clear_pointer (&self->turns, g_ptr_array_unref);
  g_clear_pointer (&self->loading, g_hash_table_unref);
  g_clear_pointer (&self->deleted, g_hash_table_unref);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_pointer (&self->found, g_hash_table_unref);
  g_clear_object (&self->network);
  g_clear_object (&self->conversations);
  g_clear_object (&self->folders);
  g_clear_pointer (&self->unsent, g_ptr_array_unref);
  g_clear_object (&self->accounts);
  g_clear_object (&self->tools);
  g_clear_object (&self->policy);
  g_clear_object (&self->provider);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (qing_engine_parent_class)->dispose (object);
}

static void
qing_engine_finalize (GObject *object)
{
  QingEngine *self = QING_ENGINE (object);

  g_clear_object (&self->autosave);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->exchanges, qing_exchange_shelf_free);

  G_OBJECT_CLASS (qing_engine_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  signals[SIGNAL_TITLE_CHANGED] =
    g_signal_new ("title-changed", QING_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, QING_TYPE_CONVERSATION);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", QING_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ANSWERED] =
    g_signal_new ("answered", QING_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, QING_TYPE_CONVERSATION, QING_TYPE_MESSAGE);
  signals[SIGNAL_TOOL_ASKED] =
    g_signal_new ("tool-asked", QING_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, QING_TYPE_CONVERSATION, QING_TYPE_MESSAGE, QING_TYPE_TOOL_CALL);
  signals[SIGNAL_AUDIO] = g_signal_new ("audio", QING_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, QING_TYPE_MESSAGE, G_TYPE_BYTES);
}

static void
qing_engine_class_init (QingEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = qing_engine_get_property;
  object_class->dispose = qing_engine_dispose;
  object_class->finalize = qing_engine_finalize;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_RUNNING] = g_param_spec_uint ("running", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STORAGE_FAULT] =
    g_param_spec_boxed ("storage-fault", NULL, NULL, QING_TYPE_FAULT, flags);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals ();
}

static void
qing_engine_init (QingEngine *self)
{
  self->conversations = qing_conversation_list_new ();
  self->folders = qing_folder_list_new ();
  self->unsent = g_ptr_array_new_with_free_func (g_object_unref);
  self->accounts = g_list_store_new (QING_TYPE_ACCOUNT);
  self->tools = qing_tool_registry_new ();
  self->policy = qing_tool_policy_new ();
  self->cancellable = g_cancellable_new ();
  self->turns = g_ptr_array_new_with_free_func (g_object_unref);
  self->loading =
    g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) g_ptr_array_unref);
  self->deleted = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->removed = qing_engine_new_removed ();
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->exchanges = qing_exchange_shelf_new ();
}

static void
fault_changed_cb (QingEngine *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORAGE_FAULT]);
}

/* What the user decided about a tool is kept under "tool." and its name. */
static void
policy_changed_cb (QingEngine *self, const char *name)
{
  g_autofree char *key = g_strconcat ("tool.", name, NULL);
  QingToolDecision decision = qing_tool_policy_get (self->policy, name);

  if (self->ready)
    qing_batch_set_meta (qing_autosave_get_batch (self->autosave), key,
                         qing_tool_decision_to_string (decision));
}

/**
 * qing_engine_new:
 * @store: (nullable): without one nothing is kept beyond this process
 */
QingEngine *
qing_engine_new (QingStore *store, QingProvider *provider, QingCatalogue *catalogue)
{
  QingEngine *self;

  g_return_val_if_fail (QING_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (QING_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (QING_TYPE_ENGINE, NULL);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->provider = g_object_ref (provider);
  self->catalogue = g_object_ref (catalogue);
  self->autosave = qing_autosave_new (store);
  g_signal_connect_object (self->autosave, "notify::fault", G_CALLBACK (fault_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->policy, "changed", G_CALLBACK (policy_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
qing_engine_notify_running (QingEngine *self)
{
  guint running = 0;

  for (guint i = 0; self->turns != NULL && i < self->turns->len; i++)
    running += qing_turn_get_n_running (g_ptr_array_index (self->turns, i));
  if (running == self->running)
    return;
  self->running = running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

void
qing_engine_tell (QingEngine *self, const char *words)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, words);
}

void
qing_engine_tell_answered (QingEngine *self, QingMessage *message, QingConversation *of)
{
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, of, message);
}

void
qing_engine_tell_title (QingEngine *self, QingConversation *conversation)
{
  qing_conversation_list_update (self->conversations, conversation);
  g_signal_emit (self, signals[SIGNAL_TITLE_CHANGED], 0, conversation);
}

void
qing_engine_tell_tool (QingEngine *self,
                       QingConversation *conversation,
                       QingMessage *message,
                       QingToolCall *call)
{
  g_signal_emit (self, signals[SIGNAL_TOOL_ASKED], 0, conversation, message, call);
}

void
qing_engine_tell_audio (QingEngine *self, QingMessage *message, GBytes *bytes)
{
  g_signal_emit (self, signals[SIGNAL_AUDIO], 0, message, bytes);
}

gboolean
qing_engine_is_stored (QingEngine *self, QingConversation *conversation)
{
  return self->store != NULL && !qing_conversation_get_temporary (conversation);
}

/* Where there is one sibling only, there is nothing to remember. */
static void
choice_changed_cb (QingEngine *self, QingMessage *message, QingConversation *conversation)
{
  if (!qing_engine_is_stored (self, conversation))
    return;
  for (QingMessage *m = message; m != NULL; m = qing_message_get_parent (m))
    if (qing_message_get_n_siblings (m) > 1)
      qing_batch_choose (qing_autosave_get_batch (self->autosave), m);
}

void
qing_engine_watch (QingEngine *self, QingConversation *conversation)
{
  g_signal_handlers_disconnect_by_func (conversation, choice_changed_cb, self);
  g_signal_connect_object (conversation, "choice-changed", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
qing_engine_list (QingEngine *self, QingConversation *conversation)
{
  if (qing_conversation_get_archived (conversation) ||
      g_hash_table_contains (self->deleted, conversation))
    return;
  qing_engine_need_folder (self, qing_conversation_get_folder (conversation));
  if (qing_conversation_list_contains (self->conversations, conversation))
    qing_conversation_list_update (self->conversations, conversation);
  else
    qing_conversation_list_add (self->conversations, conversation);
}

const char *
qing_engine_get_notice (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  return self->store != NULL ? qing_store_get_notice (self->store) : NULL;
}

gboolean
qing_engine_has_fuller_backup (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), FALSE);
  return self->store != NULL && qing_store_has_fuller_backup (self->store);
}

GListModel *
qing_engine_get_conversations (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  return G_LIST_MODEL (self->conversations);
}

QingCatalogue *
qing_engine_get_catalogue (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  return self->catalogue;
}

QingToolRegistry *
qing_engine_get_tools (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  return self->tools;
}

QingToolPolicy *
qing_engine_get_tool_policy (QingEngine *self)
{
  g_return_val_if_fail (QING_IS_ENGINE (self), NULL);
  return self->policy;
}

gboolean
qing_engine_offers_tools (QingEngine *self)
{
  g_autoptr (GListModel) tools = NULL;

  g_return_val_if_fail (QING_IS_ENGINE (self), FALSE);

  tools = qing_tool_registry_list_offered (self->tools, self->policy);
  return tools != NULL;
}
