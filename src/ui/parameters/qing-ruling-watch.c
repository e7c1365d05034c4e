/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-ruling-watch.h"

struct _QingRulingWatch
{
  GObject parent_instance;

  QingEngine *engine;
  QingConversation *conversation;
  QingRuling *ruling;

  GSignalGroup *conversation_signals;
  GSignalGroup *parameters_signals;
  GSignalGroup *account_signals;
  guint changed_id;
};

G_DEFINE_FINAL_TYPE (QingRulingWatch, qing_ruling_watch, G_TYPE_OBJECT)

typedef enum
{
  PROP_ENGINE = 1,
  PROP_CONVERSATION,
} QingRulingWatchProperty;

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_CONVERSATION + 1];
static guint signals[N_SIGNALS];

static gboolean
emit_changed_cb (gpointer user_data)
{
  QingRulingWatch *self = user_data;

  self->changed_id = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* The ruling is thrown away at once, so that nobody reads an old one; it is told before the next
 * frame is drawn. */
static void
queue_changed (QingRulingWatch *self)
{
  g_clear_pointer (&self->ruling, qing_ruling_unref);
  if (self->changed_id == 0)
    self->changed_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, emit_changed_cb, self, NULL);
}

static void
watch_account (QingRulingWatch *self)
{
  g_signal_group_set_target (self->account_signals, qing_ruling_watch_get_account (self));
}

static void
settings_changed_cb (QingRulingWatch *self)
{
  watch_account (self);
  queue_changed (self);
  if (self->conversation != NULL)
    qing_engine_touch (self->engine, self->conversation);
}

static void
accounts_changed_cb (QingRulingWatch *self)
{
  watch_account (self);
  queue_changed (self);
}

static void
qing_ruling_watch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingRulingWatch *self = QING_RULING_WATCH (object);

  switch ((QingRulingWatchProperty) id)
    {
    case PROP_ENGINE:
      g_value_set_object (value, self->engine);
      break;
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_ruling_watch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingRulingWatch *self = QING_RULING_WATCH (object);

  switch ((QingRulingWatchProperty) id)
    {
    case PROP_ENGINE:
      self->engine = g_value_dup_object (value);
      break;
    case PROP_CONVERSATION:
      qing_ruling_watch_set_conversation (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_ruling_watch_constructed (GObject *object)
{
  QingRulingWatch *self = QING_RULING_WATCH (object);

  G_OBJECT_CLASS (qing_ruling_watch_parent_class)->constructed (object);

  g_signal_connect_object (qing_engine_get_accounts (self->engine), "items-changed",
                           G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (qing_engine_get_tools (self->engine), "items-changed",
                           G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (qing_engine_get_tool_policy (self->engine), "changed",
                           G_CALLBACK (queue_changed), self, G_CONNECT_SWAPPED);
}

static void
qing_ruling_watch_dispose (GObject *object)
{
  QingRulingWatch *self = QING_RULING_WATCH (object);

  g_clear_handle_id (&self->changed_id, g_source_remove);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->parameters_signals);
  g_clear_object (&self->account_signals);
  g_clear_pointer (&self->ruling, qing_ruling_unref);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (qing_ruling_watch_parent_class)->dispose (object);
}

static void
qing_ruling_watch_class_init (QingRulingWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = qing_ruling_watch_constructed;
  object_class->dispose = qing_ruling_watch_dispose;
  object_class->get_property = qing_ruling_watch_get_property;
  object_class->set_property = qing_ruling_watch_set_property;

  properties[PROP_ENGINE] =
    g_param_spec_object ("engine", NULL, NULL, QING_TYPE_ENGINE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, QING_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qing_ruling_watch_init (QingRulingWatch *self)
{
  GSignalGroup *group = g_signal_group_new (QING_TYPE_CONVERSATION);

  g_signal_group_connect_swapped (group, "notify::model", G_CALLBACK (settings_changed_cb), self);
  g_signal_group_connect_swapped (group, "notify::account", G_CALLBACK (settings_changed_cb), self);
  g_signal_group_connect_swapped (group, "items-changed", G_CALLBACK (queue_changed), self);
  self->conversation_signals = group;

  group = g_signal_group_new (QING_TYPE_PARAMETERS);
  g_signal_group_connect_swapped (group, "changed", G_CALLBACK (settings_changed_cb), self);
  self->parameters_signals = group;

  group = g_signal_group_new (QING_TYPE_ACCOUNT);
  g_signal_group_connect_swapped (group, "notify", G_CALLBACK (queue_changed), self);
  self->account_signals = group;
}

QingRulingWatch *
qing_ruling_watch_new (QingEngine *engine)
{
  g_return_val_if_fail (QING_IS_ENGINE (engine), NULL);

  return g_object_new (QING_TYPE_RULING_WATCH, "engine", engine, NULL);
}

QingEngine *
qing_ruling_watch_get_engine (QingRulingWatch *self)
{
  g_return_val_if_fail (QING_IS_RULING_WATCH (self), NULL);

  return self->engine;
}

QingConversation *
qing_ruling_watch_get_conversation (QingRulingWatch *self)
{
  g_return_val_if_fail (QING_IS_RULING_WATCH (self), NULL);

  return self->conversation;
}

void
qing_ruling_watch_set_conversation (QingRulingWatch *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_RULING_WATCH (self));

  if (!g_set_object (&self->conversation, conversation))
    return;
  g_signal_group_set_target (self->conversation_signals, conversation);
  g_signal_group_set_target (self->parameters_signals,
                             conversation != NULL ? qing_conversation_get_parameters (conversation)
                                                  : NULL);
  watch_account (self);
  queue_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONVERSATION]);
}

QingAccount *
qing_ruling_watch_get_account (QingRulingWatch *self)
{
  QingAccount *account;

  g_return_val_if_fail (QING_IS_RULING_WATCH (self), NULL);

  if (self->conversation == NULL)
    return NULL;
  account =
    qing_engine_get_account (self->engine, qing_conversation_get_account (self->conversation));
  /* The account of an old conversation may be gone: the first one answers then. */
  return account != NULL ? account : qing_engine_get_account (self->engine, NULL);
}

QingModelInfo *
qing_ruling_watch_get_model (QingRulingWatch *self)
{
  QingCatalogue *catalogue;
  const char *id;

  g_return_val_if_fail (QING_IS_RULING_WATCH (self), NULL);

  if (self->conversation == NULL)
    return NULL;
  catalogue = qing_engine_get_catalogue (self->engine);
  id = qing_conversation_get_model (self->conversation);
  return id != NULL && *id != '\0' ? qing_catalogue_lookup (catalogue, id)
                                   : qing_catalogue_get_default (catalogue);
}

QingParameters *
qing_ruling_watch_get_parameters (QingRulingWatch *self)
{
  g_return_val_if_fail (QING_IS_RULING_WATCH (self), NULL);

  return self->conversation != NULL ? qing_conversation_get_parameters (self->conversation) : NULL;
}

QingRuling *
qing_ruling_watch_get_ruling (QingRulingWatch *self)
{
  QingAccount *account;
  QingMessage *leaf;
  g_autoptr (GPtrArray) messages = NULL;

  g_return_val_if_fail (QING_IS_RULING_WATCH (self), NULL);

  account = qing_ruling_watch_get_account (self);
  if (self->ruling != NULL || account == NULL)
    return self->ruling;

  leaf = qing_conversation_get_leaf (self->conversation);
  if (leaf != NULL)
    messages = qing_conversation_list_path (self->conversation, leaf);
  self->ruling = qing_ruling_new (QING_PURPOSE_CHAT, account, qing_ruling_watch_get_model (self),
                                  qing_ruling_watch_get_parameters (self), messages,
                                  qing_engine_offers_tools (self->engine));
  return self->ruling;
}
