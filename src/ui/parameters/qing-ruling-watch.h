/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"
#include "qing-ruling.h"

G_BEGIN_DECLS

/**
 * QingRulingWatch: the situation of the conversation on screen: its account, model, parameters and
 * what they allow. Every part of the window that depends on it listens here.
 *
 * What the user changes in it is written by the engine soon after.
 *
 * Properties: engine, conversation (nullable).
 * Signals: "changed": anything of the situation changed; once for all changes of a moment.
 */
#define QING_TYPE_RULING_WATCH (qing_ruling_watch_get_type ())
G_DECLARE_FINAL_TYPE (QingRulingWatch, qing_ruling_watch, QING, RULING_WATCH, GObject)

QingRulingWatch *qing_ruling_watch_new (QingEngine *engine);
QingEngine *qing_ruling_watch_get_engine (QingRulingWatch *self);
QingConversation *qing_ruling_watch_get_conversation (QingRulingWatch *self);
void qing_ruling_watch_set_conversation (QingRulingWatch *self, QingConversation *conversation);

/* All (transfer none); NULL without a conversation, the account also when there is none. */
QingAccount *qing_ruling_watch_get_account (QingRulingWatch *self);
QingModelInfo *qing_ruling_watch_get_model (QingRulingWatch *self);
QingParameters *qing_ruling_watch_get_parameters (QingRulingWatch *self);
/* NULL without a conversation or an account. */
QingRuling *qing_ruling_watch_get_ruling (QingRulingWatch *self);

G_END_DECLS
