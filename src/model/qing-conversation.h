/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message.h"
#include "qing-parameters.h"
#include "qing-types.h"

G_BEGIN_DECLS

#define QING_TYPE_CONVERSATION (qing_conversation_get_type ())
G_DECLARE_FINAL_TYPE (QingConversation, qing_conversation, QING, CONVERSATION, GObject)

/**
 * QingConversation: a tree of messages; as a GListModel of QingMessage it is the chosen branch,
 * from the first message to the leaf. Nothing in the tree is ever overwritten: another answer or
 * an edited question is a sibling, and one sibling of each set is chosen.
 *
 * Properties (all notify): title, title-final, model, account, created, updated, pinned, archived,
 * folder, temporary, unsent, loaded, running (number of answers under way), draft, scroll.
 *
 * Signals:
 *  "message-added" (QingMessage), "message-removed" (QingMessage): anywhere in the tree.
 *  "choice-changed" (QingMessage chosen): another branch was chosen.
 */
QingConversation *qing_conversation_new (void);
QingConversation *qing_conversation_new_with_uid (const char *uid);
const char *qing_conversation_get_uid (QingConversation *self);

/* "" until a title is known. Final: the user or the model gave it; a first line is not final. */
const char *qing_conversation_get_title (QingConversation *self);
gboolean qing_conversation_is_title_final (QingConversation *self);
void qing_conversation_set_title (QingConversation *self, const char *title, gboolean final);
const char *qing_conversation_get_model (QingConversation *self);
void qing_conversation_set_model (QingConversation *self, const char *model);
/* The uid of the account whose server answers. */
const char *qing_conversation_get_account (QingConversation *self);
void qing_conversation_set_account (QingConversation *self, const char *account_uid);
/* Owned by the conversation; includes the system prompt. */
QingParameters *qing_conversation_get_parameters (QingConversation *self);

gint64 qing_conversation_get_created (QingConversation *self);
void qing_conversation_set_created (QingConversation *self, gint64 created);
gint64 qing_conversation_get_updated (QingConversation *self);
void qing_conversation_set_updated (QingConversation *self, gint64 updated);
gboolean qing_conversation_get_pinned (QingConversation *self);
void qing_conversation_set_pinned (QingConversation *self, gboolean pinned);
gboolean qing_conversation_get_archived (QingConversation *self);
void qing_conversation_set_archived (QingConversation *self, gboolean archived);
/* (nullable): the path of the folder that it is in; see qing-folder.h. */
const char *qing_conversation_get_folder (QingConversation *self);
void qing_conversation_set_folder (QingConversation *self, const char *folder);
/* A temporary conversation is never stored. */
gboolean qing_conversation_get_temporary (QingConversation *self);
void qing_conversation_set_temporary (QingConversation *self, gboolean temporary);
/* Nothing was ever sent in it: it is kept for the sake of its draft, and not listed. */
gboolean qing_conversation_get_unsent (QingConversation *self);
void qing_conversation_set_unsent (QingConversation *self, gboolean unsent);

/* What was written and not sent, and the character before which the cursor stands; -1: the end. */
const char *qing_conversation_get_draft (QingConversation *self);
void qing_conversation_set_draft (QingConversation *self, const char *draft);
int qing_conversation_get_draft_cursor (QingConversation *self);
void qing_conversation_set_draft_cursor (QingConversation *self, int cursor);
/* (transfer none): of QingAttachment: what is to go with the draft. */
GListModel *qing_conversation_get_draft_attachments (QingConversation *self);
/* @attachments: (nullable): of QingAttachment */
void qing_conversation_set_draft_attachments (QingConversation *self, GListModel *attachments);
/* (nullable): where the reader was, in the words of who shows it; NULL: at the end. */
const char *qing_conversation_get_scroll (QingConversation *self);
void qing_conversation_set_scroll (QingConversation *self, const char *scroll);

/* Whether the messages are in memory; a conversation listed from the store has none yet. */
gboolean qing_conversation_is_loaded (QingConversation *self);
void qing_conversation_set_loaded (QingConversation *self, gboolean loaded);
guint qing_conversation_get_running (QingConversation *self);

QingMessage *qing_conversation_get_message (QingConversation *self, const char *uid);
/* The last message of the chosen branch; NULL when empty. */
QingMessage *qing_conversation_get_leaf (QingConversation *self);

/**
 * qing_conversation_add:
 * @parent: (nullable): the message that @message follows; %NULL for a first message
 * @choose: whether the branch through @message becomes the chosen one
 */
void qing_conversation_add (QingConversation *self,
                            QingMessage *message,
                            QingMessage *parent,
                            gboolean choose);
/* Removes @message and everything below it; a sibling is chosen where there is one. The returned
 * position is what restore() takes to undo it. */
guint qing_conversation_remove (QingConversation *self, QingMessage *message);
void qing_conversation_restore (QingConversation *self,
                                QingMessage *message,
                                QingMessage *parent,
                                guint position);
/* Chooses the branch through @message, down to the leaf that was last chosen below it. */
void qing_conversation_choose (QingConversation *self, QingMessage *message);
guint qing_conversation_get_n_roots (QingConversation *self);
QingMessage *qing_conversation_get_root (QingConversation *self, guint index);

/* The messages from the first to @leaf: (transfer container) of QingMessage. */
GPtrArray *qing_conversation_list_path (QingConversation *self, QingMessage *leaf);

G_END_DECLS
