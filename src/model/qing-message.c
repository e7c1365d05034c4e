/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-private.h"

#include "qing-attachment.h"
#include "qing-conversation-private.h"
#include "qing-tool-call.h"

struct _QingMessage
{
  GObject parent_instance;

  char *uid;
  QingRole role;
  gint64 created;

  GString *parts[2];
  QingMessageState state;
  QingFault *fault;
  guint retry_attempt;
  gint64 retry_at;

  char *model;         /* a GRefString: nearly all messages have the same ones */
  char *finish_reason; /* the same */
  char *request_id;
  char *tool_call_id;
  char *verdict;
  QingLogprobs *logprobs;
  QingUsage *usage;   /* NULL when nothing is known */
  QingTiming *timing; /* the same */

  GListStore *attachments;
  GListStore *tool_calls;

  /* The tree: the parent is not referenced, the children are. */
  QingMessage *parent;
  QingMessage *first_child;  /* nearly always the only one, so that it needs no array */
  GPtrArray *other_children; /* NULL for none */
  QingMessage *chosen;
  guint sibling_index;
  guint n_siblings;
  QingConversation *owner;
};

enum
{
  PROP_0,
  PROP_UID,
  PROP_ROLE,
  PROP_STATE,
  PROP_FAULT,
  PROP_MODEL,
  PROP_FINISH_REASON,
  PROP_REQUEST_ID,
  PROP_USAGE,
  PROP_TIMING,
  PROP_LOGPROBS,
  PROP_VERDICT,
  PROP_RETRY_AT,
  PROP_SIBLING_INDEX,
  PROP_N_SIBLINGS,
  N_PROPS
};

enum
{
  SIGNAL_APPENDED,
  SIGNAL_REPLACED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QingMessage, qing_message, G_TYPE_OBJECT)

static const QingUsage unknown_usage = QING_USAGE_INIT;
static const QingTiming unknown_timing = QING_TIMING_INIT;

static void
notify (QingMessage *self, guint prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
qing_message_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingMessage *self = QING_MESSAGE (object);

  switch (prop_id)
    {
    case PROP_UID:
      g_value_set_string (value, self->uid);
      break;
    case PROP_ROLE:
      g_value_set_uint (value, self->role);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_FAULT:
      g_value_set_boxed (value, self->fault);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_FINISH_REASON:
      g_value_set_string (value, self->finish_reason);
      break;
    case PROP_REQUEST_ID:
      g_value_set_string (value, self->request_id);
      break;
    case PROP_USAGE:
      g_value_set_pointer (value, (gpointer) qing_message_get_usage (self));
      break;
    case PROP_TIMING:
      g_value_set_pointer (value, (gpointer) qing_message_get_timing (self));
      break;
    case PROP_LOGPROBS:
      g_value_set_pointer (value, self->logprobs);
      break;
    case PROP_VERDICT:
      g_value_set_string (value, self->verdict);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    case PROP_SIBLING_INDEX:
      g_value_set_uint (value, self->sibling_index);
      break;
    case PROP_N_SIBLINGS:
      g_value_set_uint (value, self->n_siblings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_message_dispose (GObject *object)
{
  QingMessage *self = QING_MESSAGE (object);

  /* A child that outlives its parent must not point to it. */
  for (guint i = 0; i < qing_message_get_n_children (self); i++)
    qing_message_get_child (self, i)->parent = NULL;
  g_clear_pointer (&self->other_children, g_ptr_array_unref);
  g_clear_object (&self->first_child);
  self->chosen = NULL;

  G_OBJECT_CLASS (qing_message_parent_class)->dispose (object);
}

static void
qing_message_finalize (GObject *object)
{
  QingMessage *self = QING_MESSAGE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    if (self->parts[i] != NULL)
      g_string_free (self->parts[i], TRUE);
  qing_fault_free (self->fault);
  g_free (self->uid);
  g_clear_pointer (&self->model, g_ref_string_release);
  g_clear_pointer (&self->finish_reason, g_ref_string_release);
  g_free (self->request_id);
  g_free (self->tool_call_id);
  g_free (self->verdict);
  g_free (self->usage);
  g_free (self->timing);
  g_clear_pointer (&self->logprobs, qing_logprobs_unref);
  g_clear_object (&self->attachments);
  g_clear_object (&self->tool_calls);

  G_OBJECT_CLASS (qing_message_parent_class)->finalize (object);
}

static void
qing_message_class_init (QingMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = qing_message_get_property;
  object_class->dispose = qing_message_dispose;
  object_class->finalize = qing_message_finalize;

  properties[PROP_UID] = g_param_spec_string ("uid", NULL, NULL, NULL, flags);
  properties[PROP_ROLE] =
    g_param_spec_uint ("role", NULL, NULL, 0, QING_ROLE_TOOL, QING_ROLE_USER, flags);
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, QING_MESSAGE_FAILED, QING_MESSAGE_COMPLETE, flags);
  properties[PROP_FAULT] = g_param_spec_boxed ("fault", NULL, NULL, QING_TYPE_FAULT, flags);
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  properties[PROP_FINISH_REASON] = g_param_spec_string ("finish-reason", NULL, NULL, NULL, flags);
  properties[PROP_REQUEST_ID] = g_param_spec_string ("request-id", NULL, NULL, NULL, flags);
  properties[PROP_USAGE] = g_param_spec_pointer ("usage", NULL, NULL, flags);
  properties[PROP_TIMING] = g_param_spec_pointer ("timing", NULL, NULL, flags);
  properties[PROP_LOGPROBS] = g_param_spec_pointer ("logprobs", NULL, NULL, flags);
  properties[PROP_VERDICT] = g_param_spec_string ("verdict", NULL, NULL, NULL, flags);
  properties[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SIBLING_INDEX] =
    g_param_spec_uint ("sibling-index", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_SIBLINGS] =
    g_param_spec_uint ("n-siblings", NULL, NULL, 0, G_MAXUINT, 1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_APPENDED] =
    g_signal_new ("appended", QING_TYPE_MESSAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT64);
  signals[SIGNAL_REPLACED] = g_signal_new ("replaced", QING_TYPE_MESSAGE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
qing_message_init (QingMessage *self)
{
  self->n_siblings = 1;
}

QingMessage *
qing_message_new (QingRole role)
{
  return qing_message_new_with_uid (role, NULL);
}

/**
 * qing_message_new_with_uid:
 * @uid: (nullable): a new random one when %NULL
 */
QingMessage *
qing_message_new_with_uid (QingRole role, const char *uid)
{
  QingMessage *self = g_object_new (QING_TYPE_MESSAGE, NULL);

  self->role = role;
  self->uid = uid != NULL ? g_strdup (uid) : g_uuid_string_random ();
  self->created = g_get_real_time ();
  return self;
}

const char *
qing_message_get_uid (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->uid;
}

QingRole
qing_message_get_role (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), QING_ROLE_USER);
  return self->role;
}

gint64
qing_message_get_created (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), 0);
  return self->created;
}

void
qing_message_set_created (QingMessage *self, gint64 created)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  self->created = created;
}

static const char *
get_part (QingMessage *self, QingPart part, gsize *length)
{
  GString *string = self->parts[part];

  if (length != NULL)
    *length = string != NULL ? string->len : 0;
  return string != NULL ? string->str : "";
}

static void
append_valid (GString *string, const char *text, gsize length)
{
  if (g_utf8_validate_len (text, length, NULL))
    {
      g_string_append_len (string, text, (gssize) length);
    }
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);

      g_string_append (string, valid);
    }
}

/* A string that grows takes up to twice its length; of 10,000 messages that are complete, this is
 * megabytes. */
static void
trim (GString *string)
{
  if (string == NULL || string->allocated_len <= string->len + 1)
    return;
  string->str = g_realloc (string->str, string->len + 1);
  string->allocated_len = string->len + 1;
}

static void
set_part (QingMessage *self, QingPart part, const char *text, gssize length)
{
  if (text == NULL)
    length = 0;
  else if (length < 0)
    length = (gssize) strlen (text);

  if (self->parts[part] == NULL)
    {
      if (length == 0)
        return;
      self->parts[part] = g_string_sized_new ((gsize) length);
    }
  g_string_truncate (self->parts[part], 0);
  if (length > 0)
    append_valid (self->parts[part], text, (gsize) length);
  trim (self->parts[part]);
  g_signal_emit (self, signals[SIGNAL_REPLACED], 0, part);
}

const char *
qing_message_get_text (QingMessage *self, gsize *length)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return get_part (self, QING_PART_TEXT, length);
}

void
qing_message_set_text (QingMessage *self, const char *text, gssize length)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  set_part (self, QING_PART_TEXT, text, length);
}

const char *
qing_message_get_reasoning (QingMessage *self, gsize *length)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return get_part (self, QING_PART_REASONING, length);
}

void
qing_message_set_reasoning (QingMessage *self, const char *text, gssize length)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  set_part (self, QING_PART_REASONING, text, length);
}

/**
 * qing_message_append:
 * @text: bytes to add; what is not UTF-8 becomes U+FFFD
 * @length: its length in bytes, or -1 when it ends in a nul
 */
void
qing_message_append (QingMessage *self, QingPart part, const char *text, gssize length)
{
  guint64 offset;

  g_return_if_fail (QING_IS_MESSAGE (self));
  g_return_if_fail (part <= QING_PART_REASONING);

  if (length < 0)
    length = (gssize) strlen (text);
  if (length == 0)
    return;

  if (self->parts[part] == NULL)
    self->parts[part] = g_string_sized_new (256);
  offset = self->parts[part]->len;
  append_valid (self->parts[part], text, (gsize) length);
  g_signal_emit (self, signals[SIGNAL_APPENDED], 0, part, offset);
}

QingMessageState
qing_message_get_state (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), QING_MESSAGE_COMPLETE);
  return self->state;
}

void
qing_message_set_state (QingMessage *self, QingMessageState state)
{
  gboolean was_running;

  g_return_if_fail (QING_IS_MESSAGE (self));

  if (self->state == state)
    return;
  was_running = qing_message_is_running (self);
  self->state = state;
  for (guint i = 0;
       was_running && !qing_message_is_running (self) && i < G_N_ELEMENTS (self->parts); i++)
    trim (self->parts[i]);
  notify (self, PROP_STATE);
  if (self->owner != NULL && was_running != qing_message_is_running (self))
    qing_conversation_count_running (self->owner, !was_running);
}

gboolean
qing_message_is_running (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), FALSE);
  return self->state == QING_MESSAGE_WAITING || self->state == QING_MESSAGE_STREAMING;
}

const QingFault *
qing_message_get_fault (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->fault;
}

/* A copy of @fault is kept; NULL says that all is well. */
void
qing_message_set_fault (QingMessage *self, const QingFault *fault)
{
  QingFault *copy;

  g_return_if_fail (QING_IS_MESSAGE (self));

  if (self->fault == fault)
    return;
  copy = qing_fault_copy (fault);
  g_clear_pointer (&self->fault, qing_fault_free);
  self->fault = copy;
  notify (self, PROP_FAULT);
}

gint64
qing_message_get_retry_at (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), 0);
  return self->retry_at;
}

guint
qing_message_get_retry_attempt (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), 0);
  return self->retry_attempt;
}

void
qing_message_set_retry (QingMessage *self, guint attempt, gint64 retry_at)
{
  g_return_if_fail (QING_IS_MESSAGE (self));

  if (self->retry_attempt == attempt && self->retry_at == retry_at)
    return;
  self->retry_attempt = attempt;
  self->retry_at = retry_at;
  notify (self, PROP_RETRY_AT);
}

static void
set_string (QingMessage *self, char **field, const char *value, guint prop_id)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = value != NULL ? g_utf8_make_valid (value, -1) : NULL;
  if (prop_id != PROP_0)
    notify (self, prop_id);
}

static void
set_shared_string (QingMessage *self, char **field, const char *value, guint prop_id)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  if (g_strcmp0 (*field, valid) == 0)
    return;
  g_clear_pointer (field, g_ref_string_release);
  if (valid != NULL)
    *field = g_ref_string_new_intern (valid);
  notify (self, prop_id);
}

const char *
qing_message_get_model (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->model;
}

void
qing_message_set_model (QingMessage *self, const char *model)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  set_shared_string (self, &self->model, model, PROP_MODEL);
}

const char *
qing_message_get_finish_reason (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->finish_reason;
}

void
qing_message_set_finish_reason (QingMessage *self, const char *reason)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  set_shared_string (self, &self->finish_reason, reason, PROP_FINISH_REASON);
}

const char *
qing_message_get_request_id (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->request_id;
}

void
qing_message_set_request_id (QingMessage *self, const char *request_id)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  set_string (self, &self->request_id, request_id, PROP_REQUEST_ID);
}

/* Most messages have none of the numbers: nothing is allocated for what is not known. */
static void
set_record (gpointer *record, gconstpointer value, gconstpointer unknown, gsize size)
{
  if (*record != NULL)
    memmove (*record, value, size);
  else if (memcmp (value, unknown, size) != 0)
    *record = g_memdup2 (value, size);
}

const QingUsage *
qing_message_get_usage (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->usage != NULL ? self->usage : &unknown_usage;
}

void
qing_message_set_usage (QingMessage *self, const QingUsage *usage)
{
  g_return_if_fail (QING_IS_MESSAGE (self));

  set_record ((gpointer *) &self->usage, usage, &unknown_usage, sizeof *usage);
  notify (self, PROP_USAGE);
}

const QingTiming *
qing_message_get_timing (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->timing != NULL ? self->timing : &unknown_timing;
}

void
qing_message_set_timing (QingMessage *self, const QingTiming *timing)
{
  g_return_if_fail (QING_IS_MESSAGE (self));

  set_record ((gpointer *) &self->timing, timing, &unknown_timing, sizeof *timing);
  notify (self, PROP_TIMING);
}

QingLogprobs *
qing_message_get_logprobs (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->logprobs;
}

void
qing_message_set_logprobs (QingMessage *self, QingLogprobs *logprobs)
{
  g_return_if_fail (QING_IS_MESSAGE (self));

  if (self->logprobs == logprobs)
    return;
  g_clear_pointer (&self->logprobs, qing_logprobs_unref);
  self->logprobs = logprobs != NULL ? qing_logprobs_ref (logprobs) : NULL;
  notify (self, PROP_LOGPROBS);
}

const char *
qing_message_get_verdict (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->verdict;
}

void
qing_message_set_verdict (QingMessage *self, const char *verdict)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  set_string (self, &self->verdict, verdict, PROP_VERDICT);
}

/* Most messages have neither pictures nor calls, so their lists are made when first asked for. */
GListModel *
qing_message_get_attachments (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);

  if (self->attachments == NULL)
    self->attachments = g_list_store_new (QING_TYPE_ATTACHMENT);
  return G_LIST_MODEL (self->attachments);
}

void
qing_message_add_attachment (QingMessage *self, QingAttachment *attachment)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  g_return_if_fail (QING_IS_ATTACHMENT (attachment));

  qing_message_get_attachments (self);
  g_list_store_append (self->attachments, attachment);
}

GListModel *
qing_message_get_tool_calls (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);

  if (self->tool_calls == NULL)
    self->tool_calls = g_list_store_new (QING_TYPE_TOOL_CALL);
  return G_LIST_MODEL (self->tool_calls);
}

void
qing_message_add_tool_call (QingMessage *self, QingToolCall *call)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  g_return_if_fail (QING_IS_TOOL_CALL (call));

  qing_message_get_tool_calls (self);
  g_list_store_append (self->tool_calls, call);
}

const char *
qing_message_get_tool_call_id (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->tool_call_id;
}

void
qing_message_set_tool_call_id (QingMessage *self, const char *id)
{
  g_return_if_fail (QING_IS_MESSAGE (self));
  set_string (self, &self->tool_call_id, id, PROP_0);
}

QingMessage *
qing_message_get_parent (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);
  return self->parent;
}

guint
qing_message_get_n_children (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), 0);
  if (self->first_child == NULL)
    return 0;
  return 1 + (self->other_children != NULL ? self->other_children->len : 0);
}

QingMessage *
qing_message_get_child (QingMessage *self, guint index)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), NULL);

  if (index >= qing_message_get_n_children (self))
    return NULL;
  return index == 0 ? self->first_child : g_ptr_array_index (self->other_children, index - 1);
}

guint
qing_message_get_sibling_index (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), 0);
  return self->sibling_index;
}

guint
qing_message_get_n_siblings (QingMessage *self)
{
  g_return_val_if_fail (QING_IS_MESSAGE (self), 1);
  return self->n_siblings;
}

void
qing_message_insert_child (QingMessage *self, QingMessage *child, guint index)
{
  child->parent = self;
  if (self->first_child == NULL)
    {
      self->first_child = g_object_ref (child);
      return;
    }
  if (self->other_children == NULL)
    self->other_children = g_ptr_array_new_with_free_func (g_object_unref);
  if (index == 0)
    {
      g_ptr_array_insert (self->other_children, 0, self->first_child);
      self->first_child = g_object_ref (child);
      return;
    }
  g_ptr_array_insert (self->other_children, (int) MIN (index - 1, self->other_children->len),
                      g_object_ref (child));
}

void
qing_message_remove_child (QingMessage *self, QingMessage *child)
{
  if (self->chosen == child)
    self->chosen = NULL;
  child->parent = NULL;
  if (self->first_child != child)
    {
      g_ptr_array_remove (self->other_children, child);
      return;
    }
  self->first_child = NULL;
  if (self->other_children != NULL && self->other_children->len > 0)
    self->first_child = g_ptr_array_steal_index (self->other_children, 0);
  g_object_unref (child);
}

QingMessage *
qing_message_get_chosen (QingMessage *self)
{
  return self->chosen;
}

void
qing_message_set_chosen (QingMessage *self, QingMessage *child)
{
  self->chosen = child;
}

void
qing_message_set_place (QingMessage *self, guint index, guint n_siblings)
{
  if (self->sibling_index != index)
    {
      self->sibling_index = index;
      notify (self, PROP_SIBLING_INDEX);
    }
  if (self->n_siblings != n_siblings)
    {
      self->n_siblings = n_siblings;
      notify (self, PROP_N_SIBLINGS);
    }
}

void
qing_message_set_owner (QingMessage *self, QingConversation *owner)
{
  self->owner = owner;
}
