/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-autosave.h"
#include "qing-provider.h"
#include "qing-tool-policy.h"
#include "qing-tool-registry.h"

G_BEGIN_DECLS

typedef enum
{
  QING_TURN_IDLE,       /* nothing was asked */
  QING_TURN_COMMITTING, /* what is asked is on its way to the disk */
  QING_TURN_WAITING,    /* asked; nothing has come yet */
  QING_TURN_STREAMING,
  QING_TURN_TOOLS, /* tools run, or the user is asked about one */
  QING_TURN_FINISHED,
  QING_TURN_FAILED,
  QING_TURN_STOPPED,
} QingTurnState;

/**
 * QingTurnSetup: what a turn works with. All are borrowed for the call of qing_turn_new() only.
 *
 * @autosave: (nullable): %NULL for a conversation that is not stored.
 * @account: (nullable): without one, the turn fails with words.
 */
typedef struct
{
  QingProvider *provider;
  QingAutosave *autosave;
  QingToolRegistry *registry;
  QingToolPolicy *policy;
  QingConversation *conversation;
  QingAccount *account;
  QingModelInfo *model;
} QingTurnSetup;

#define QING_TYPE_TURN (qing_turn_get_type ())
G_DECLARE_FINAL_TYPE (QingTurn, qing_turn, QING, TURN, GObject)

/**
 * QingTurn: one question to a model and everything that comes of it: the answer, or several, and
 * the rounds of tool calls, as a state machine.
 *
 * Property "state". Signals: "began" (QingMessage): one more answer comes beside the first.
 * "answered" (QingMessage): an answer came to its end, good or bad.
 * "exchanged" (QingExchange, GPtrArray of QingMessage): what went over the wire for these answers.
 * "finished": the turn is over. "tool-asked" (QingMessage, QingToolCall): see
 * qing_turn_decide_tool(). "audio" (QingMessage, GBytes): speech, PCM as in QING_DELTA_AUDIO.
 */
QingTurn *qing_turn_new (const QingTurnSetup *setup, QingPurpose purpose);
QingTurnState qing_turn_get_state (QingTurn *self);
QingConversation *qing_turn_get_conversation (QingTurn *self);
QingPurpose qing_turn_get_purpose (QingTurn *self);
gboolean qing_turn_is_over (QingTurn *self);
guint qing_turn_get_n_running (QingTurn *self);
gboolean qing_turn_is_answer (QingTurn *self, QingMessage *message);
/**
 * qing_turn_prepare:
 * @parent: the message that is answered
 * @reuse: (nullable): an answer to go on with or to fill again, instead of a new one
 *
 * Puts the waiting answer into the conversation. Nothing is stored or sent by this.
 *
 * Returns: (transfer none): the answer
 */
QingMessage *qing_turn_prepare (QingTurn *self, QingMessage *parent, QingMessage *reuse);
/* Asks the model. A turn that was stopped meanwhile only settles its answer. */
void qing_turn_start (QingTurn *self);
/* Ends a turn that was prepared only: what it asked could not be stored. Nothing is written. */
void qing_turn_abandon (QingTurn *self);
/* Ends it at once; what came is kept. */
void qing_turn_stop (QingTurn *self);
void qing_turn_stop_message (QingTurn *self, QingMessage *message);
/* Asks again at once while the provider waits for its next try. */
void qing_turn_retry_now (QingTurn *self);
void qing_turn_decide_tool (QingTurn *self, QingToolCall *call, gboolean allowed);

G_END_DECLS
