/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-tool-call.h"

struct _QingToolCall
{
  GObject parent_instance;

  char *id;
  char *name;
  char *arguments;
  char *result;
  QingToolCallState state;
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (QingToolCall, qing_tool_call, G_TYPE_OBJECT)

static void
qing_tool_call_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingToolCall *self = QING_TOOL_CALL (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_tool_call_finalize (GObject *object)
{
  QingToolCall *self = QING_TOOL_CALL (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->arguments);
  g_free (self->result);

  G_OBJECT_CLASS (qing_tool_call_parent_class)->finalize (object);
}

static void
qing_tool_call_class_init (QingToolCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = qing_tool_call_get_property;
  object_class->finalize = qing_tool_call_finalize;

  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, QING_TOOL_CALL_REFUSED, QING_TOOL_CALL_PENDING,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
qing_tool_call_init (QingToolCall *self)
{
}

static char *
dup_valid (const char *text)
{
  return g_utf8_make_valid (text != NULL ? text : "", -1);
}

QingToolCall *
qing_tool_call_new (const char *id, const char *name, const char *arguments)
{
  QingToolCall *self = g_object_new (QING_TYPE_TOOL_CALL, NULL);

  self->id = dup_valid (id);
  self->name = dup_valid (name);
  self->arguments = dup_valid (arguments);
  return self;
}

const char *
qing_tool_call_get_id (QingToolCall *self)
{
  g_return_val_if_fail (QING_IS_TOOL_CALL (self), NULL);
  return self->id;
}

const char *
qing_tool_call_get_name (QingToolCall *self)
{
  g_return_val_if_fail (QING_IS_TOOL_CALL (self), NULL);
  return self->name;
}

const char *
qing_tool_call_get_arguments (QingToolCall *self)
{
  g_return_val_if_fail (QING_IS_TOOL_CALL (self), NULL);
  return self->arguments;
}

const char *
qing_tool_call_get_result (QingToolCall *self)
{
  g_return_val_if_fail (QING_IS_TOOL_CALL (self), NULL);
  return self->result;
}

QingToolCallState
qing_tool_call_get_state (QingToolCall *self)
{
  g_return_val_if_fail (QING_IS_TOOL_CALL (self), QING_TOOL_CALL_PENDING);
  return self->state;
}

/**
 * qing_tool_call_set_outcome:
 * @result: (nullable): what the tool said, or why it failed or was refused
 */
void
qing_tool_call_set_outcome (QingToolCall *self, QingToolCallState state, const char *result)
{
  g_return_if_fail (QING_IS_TOOL_CALL (self));

  g_free (self->result);
  self->result = result != NULL ? dup_valid (result) : NULL;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}
