/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-fault.h"
#include "qing-logprobs.h"
#include "qing-types.h"
#include "qing-usage.h"

G_BEGIN_DECLS

/* Stored by number: append only. */
typedef enum
{
  QING_ROLE_SYSTEM = 1,
  QING_ROLE_USER = 2,
  QING_ROLE_ASSISTANT = 3,
  QING_ROLE_TOOL = 4,
} QingRole;

/**
 * QingMessageState: where an answer stands. A user's message is always COMPLETE.
 *
 * Stored by number: append only. A message that the store finds WAITING or STREAMING at start
 * belonged to a process that died: it is shown as INTERRUPTED.
 */
typedef enum
{
  QING_MESSAGE_COMPLETE = 0,
  QING_MESSAGE_WAITING = 1,     /* asked, nothing has come yet */
  QING_MESSAGE_STREAMING = 2,   /* it is coming */
  QING_MESSAGE_STOPPED = 3,     /* the user stopped it */
  QING_MESSAGE_INTERRUPTED = 4, /* this program died, or the connection was cut */
  QING_MESSAGE_FAILED = 5,      /* see its fault */
} QingMessageState;

typedef enum
{
  QING_PART_TEXT = 0,
  QING_PART_REASONING = 1,
} QingPart;

#define QING_TYPE_MESSAGE (qing_message_get_type ())
G_DECLARE_FINAL_TYPE (QingMessage, qing_message, QING, MESSAGE, GObject)

/**
 * QingMessage: one node of a conversation's tree.
 *
 * Properties (all notify): state, fault, model, finish-reason, request-id, usage (notify only),
 * timing (notify only), logprobs (notify only), verdict, sibling-index, n-siblings, retry-at, edited.
 *
 * Signals:
 *  "appended" (QingPart part, guint64 offset): bytes were added at @offset; cheap, so a listener
 *   only marks itself dirty and reads at the next frame.
 *  "replaced" (QingPart part): the part was set as a whole.
 */
QingMessage *qing_message_new (QingRole role);
QingMessage *qing_message_new_with_uid (QingRole role, const char *uid);
const char *qing_message_get_uid (QingMessage *self);
QingRole qing_message_get_role (QingMessage *self);

/* Wall-clock microseconds since the epoch. */
gint64 qing_message_get_created (QingMessage *self);
void qing_message_set_created (QingMessage *self, gint64 created);

/* Text is always valid UTF-8; pointers are borrowed until the next append or set of that part. */
const char *qing_message_get_text (QingMessage *self, gsize *length);
void qing_message_set_text (QingMessage *self, const char *text, gssize length);
const char *qing_message_get_reasoning (QingMessage *self, gsize *length);
void qing_message_set_reasoning (QingMessage *self, const char *text, gssize length);
void qing_message_append (QingMessage *self, QingPart part, const char *text, gssize length);

QingMessageState qing_message_get_state (QingMessage *self);
void qing_message_set_state (QingMessage *self, QingMessageState state);
gboolean qing_message_is_running (QingMessage *self);
const QingFault *qing_message_get_fault (QingMessage *self);
void qing_message_set_fault (QingMessage *self, const QingFault *fault);

/* When the next automatic try begins (g_get_monotonic_time()), 0 when none is waiting; its fault
 * says why. */
gint64 qing_message_get_retry_at (QingMessage *self);
guint qing_message_get_retry_attempt (QingMessage *self);
void qing_message_set_retry (QingMessage *self, guint attempt, gint64 retry_at);

/* The id of the model that answered or is asked; NULL for a user's message. */
const char *qing_message_get_model (QingMessage *self);
void qing_message_set_model (QingMessage *self, const char *model);
/* The server's word: "stop", "length", "tool_calls" …; NULL until it came. */
const char *qing_message_get_finish_reason (QingMessage *self);
void qing_message_set_finish_reason (QingMessage *self, const char *reason);
const char *qing_message_get_request_id (QingMessage *self);
void qing_message_set_request_id (QingMessage *self, const char *request_id);
const QingUsage *qing_message_get_usage (QingMessage *self);
void qing_message_set_usage (QingMessage *self, const QingUsage *usage);
const QingTiming *qing_message_get_timing (QingMessage *self);
void qing_message_set_timing (QingMessage *self, const QingTiming *timing);

/* How sure the model was of each token of the text; NULL when it did not say. */
QingLogprobs *qing_message_get_logprobs (QingMessage *self);
void qing_message_set_logprobs (QingMessage *self, QingLogprobs *logprobs);
/* For an answer that was to be JSON: "" when it is, else what is wrong, in words; NULL for others. */
const char *qing_message_get_verdict (QingMessage *self);
void qing_message_set_verdict (QingMessage *self, const char *verdict);

/* Of QingAttachment, in the order they were attached. */
GListModel *qing_message_get_attachments (QingMessage *self);
void qing_message_add_attachment (QingMessage *self, QingAttachment *attachment);
/* Of QingToolCall, in the order the model asked for them. */
GListModel *qing_message_get_tool_calls (QingMessage *self);
void qing_message_add_tool_call (QingMessage *self, QingToolCall *call);
/* For role TOOL: the id of the call that this answers. */
const char *qing_message_get_tool_call_id (QingMessage *self);
void qing_message_set_tool_call_id (QingMessage *self, const char *id);

/* The tree; changed through QingConversation only. */
QingMessage *qing_message_get_parent (QingMessage *self);
guint qing_message_get_n_children (QingMessage *self);
QingMessage *qing_message_get_child (QingMessage *self, guint index);
guint qing_message_get_sibling_index (QingMessage *self);
guint qing_message_get_n_siblings (QingMessage *self);

G_END_DECLS
