/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-account.h"
#include "qing-catalogue.h"
#include "qing-conversation-index.h"
#include "qing-provider.h"
#include "qing-search-hit.h"

G_BEGIN_DECLS

/* The room's public face for ui and app. The store is handed over by the app as an opaque type, so
 * that ui can include this header without seeing the store. */
typedef struct _QingStore QingStore;
typedef struct _QingToolRegistry QingToolRegistry;
typedef struct _QingToolPolicy QingToolPolicy;

#define QING_TYPE_ENGINE (qing_engine_get_type ())
G_DECLARE_FINAL_TYPE (QingEngine, qing_engine, QING, ENGINE, GObject)

/**
 * QingEngine: conversations, accounts and the turns under way.
 *
 * Properties (all notify): ready (the store was read), running (number of answers under way),
 * storage-fault (QingFault boxed, NULL while all is well), online.
 *
 * Signals:
 *  "title-changed" (QingConversation), and "notice" (const char *text): something to tell in passing (a toast).
 *  "answered" (QingConversation, QingMessage): an answer came to its end.
 *  "tool-asked" (QingConversation, QingMessage, QingToolCall): the model wants to use a tool that
 *   the user wants to be asked about: see qing_engine_decide_tool().
 *  "audio" (QingMessage, GBytes): speech as it comes, PCM s16le 24 kHz mono.
 */
QingEngine *qing_engine_new (QingStore *store, QingProvider *provider, QingCatalogue *catalogue);

/* Reads accounts and the list of conversations; messages are read when one is opened. */
void qing_engine_start_async (QingEngine *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean qing_engine_start_finish (QingEngine *self, GAsyncResult *result, GError **error);
/* Stops every turn, writes what is not written yet and closes the store. When it cannot be written,
 * the error says why and the store stays open, so that it can be tried again. */
void
qing_engine_shutdown_async (QingEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean qing_engine_shutdown_finish (QingEngine *self, GAsyncResult *result, GError **error);

/* (nullable): what the user has to know about the opening of the history, such as a repair. */
const char *qing_engine_get_notice (QingEngine *self);
/* Whether that is something a backup would help with. */
gboolean qing_engine_has_fuller_backup (QingEngine *self);

/* Of QingConversation, pinned ones first, in the chosen order; without deleted and archived ones. It
 * is a QingConversationIndex. */
GListModel *qing_engine_get_conversations (QingEngine *self);
QingOrder qing_engine_get_order (QingEngine *self);
void qing_engine_set_order (QingEngine *self, QingOrder order);
/* Between these two, what changes in the list is told as one change; nobody may look at it then. */
void qing_engine_begin_changes (QingEngine *self);
void qing_engine_end_changes (QingEngine *self);
/* Of QingAccount. */
GListModel *qing_engine_get_accounts (QingEngine *self);
QingCatalogue *qing_engine_get_catalogue (QingEngine *self);
/* (transfer none) (nullable): the account of that uid, or the first one for NULL. */
QingAccount *qing_engine_get_account (QingEngine *self, const char *uid);
void qing_engine_add_account (QingEngine *self, QingAccount *account);
/* Puts @account first for this session: it is what qing_engine_get_account() gives for NULL. */
void qing_engine_prefer_account (QingEngine *self, QingAccount *account);
void qing_engine_save_account (QingEngine *self, QingAccount *account);
void qing_engine_remove_account (QingEngine *self, QingAccount *account);
/* Asks the server for a tiny non-thinking answer: does address, key and model work? */
void qing_engine_test_account_async (QingEngine *self,
                                     QingAccount *account,
                                     const char *model,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
qing_engine_test_account_finish (QingEngine *self, GAsyncResult *result, QingFault **fault);
/* The models of an account's server, merged with the catalogue: GListModel of QingModelInfo. */
void qing_engine_list_models_async (QingEngine *self,
                                    QingAccount *account,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GListModel *
qing_engine_list_models_finish (QingEngine *self, GAsyncResult *result, QingFault **fault);

/* The tools there are, and what each may do (room tools). */
QingToolRegistry *qing_engine_get_tools (QingEngine *self);
QingToolPolicy *qing_engine_get_tool_policy (QingEngine *self);
/* Whether a request carries tools now: what qing_ruling_new() wants to know. */
gboolean qing_engine_offers_tools (QingEngine *self);
void qing_engine_decide_tool (QingEngine *self, QingToolCall *call, gboolean allowed);

/* A new, empty conversation; it is listed with its first message, and stored with its first draft.
 * (transfer full) */
QingConversation *qing_engine_create_conversation (QingEngine *self);
/* (transfer full) (nullable): one with nothing but a draft, which was begun before the program
 * ended; it may have to be loaded. Each is given once. */
QingConversation *qing_engine_take_unsent (QingEngine *self);
/* Reads the messages of a listed conversation. */
void qing_engine_load_async (QingEngine *self,
                             QingConversation *conversation,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean qing_engine_load_finish (QingEngine *self, GAsyncResult *result, GError **error);
void qing_engine_rename (QingEngine *self, QingConversation *conversation, const char *title);
/* Deletes at once for the eye; can be undone until purged (at the next start or after a minute). */
void qing_engine_delete (QingEngine *self, QingConversation *conversation);
void qing_engine_undelete (QingEngine *self, QingConversation *conversation);
void qing_engine_set_pinned (QingEngine *self, QingConversation *conversation, gboolean pinned);
/* Takes it out of the list, or puts it back. */
void qing_engine_set_archived (QingEngine *self, QingConversation *conversation, gboolean archived);
/* (transfer full): GListModel of QingConversation, in the order of the other list. */
void qing_engine_list_archived_async (QingEngine *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GListModel *
qing_engine_list_archived_finish (QingEngine *self, GAsyncResult *result, GError **error);
/* (transfer none): the object that stands for @conversation everywhere else; @conversation itself when
 * there is none yet. What a list of the archive holds is to be opened by way of this. */
QingConversation *qing_engine_get_shared (QingEngine *self, QingConversation *conversation);
/* Writes model, account, folder, parameters, draft and scroll of a conversation soon after they
 * changed. */
void qing_engine_touch (QingEngine *self, QingConversation *conversation);
/* The same for where the reader is: nobody is bothered where nothing can be written. */
void qing_engine_touch_place (QingEngine *self, QingConversation *conversation);
/* The same for what is to go with the draft. */
void qing_engine_save_draft_attachments (QingEngine *self, QingConversation *conversation);

/**
 * qing_engine_send_async:
 * @attachments: (nullable): of QingAttachment
 *
 * Adds the user's message below the chosen leaf, commits it, then asks the model. Finishes when
 * the message is on disk (TRUE) or could not be written (the message is then taken back, so that
 * the composer keeps the text); the answer goes on by itself.
 */
void qing_engine_send_async (QingEngine *self,
                             QingConversation *conversation,
                             const char *text,
                             GListModel *attachments,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean qing_engine_send_finish (QingEngine *self, GAsyncResult *result, GError **error);
/* Stops every answer under way in @conversation at once and keeps what came. */
void qing_engine_stop (QingEngine *self, QingConversation *conversation);
/* Stops one answer. */
void
qing_engine_stop_message (QingEngine *self, QingConversation *conversation, QingMessage *message);
/* (transfer none) (nullable): what went over the wire for an answer of this session; the latest
 * few are kept, in memory only. */
QingExchange *qing_engine_get_exchange (QingEngine *self, QingMessage *message);
/* Asks again: an answer that failed without a word is used again, any other gets a sibling.
 * @model: (nullable): another model for this answer. */
void qing_engine_regenerate (QingEngine *self,
                             QingConversation *conversation,
                             QingMessage *message,
                             const char *model);
/* Cuts the wait of an automatic retry short. */
void qing_engine_retry_now (QingEngine *self, QingConversation *conversation, QingMessage *message);
gboolean
qing_engine_can_continue (QingEngine *self, QingConversation *conversation, QingMessage *message);
/* Goes on with a cut answer in the same message. */
void qing_engine_continue (QingEngine *self, QingConversation *conversation, QingMessage *message);
/* Adds a changed question as a sibling of @message, with its attachments, and asks. */
void qing_engine_edit_and_send (QingEngine *self,
                                QingConversation *conversation,
                                QingMessage *message,
                                const char *text);
/* Asks the same question without its attachments, as a sibling of @message. */
void qing_engine_send_without_attachments (QingEngine *self,
                                           QingConversation *conversation,
                                           QingMessage *message);
/* Changes a text in place of the user's or an answer's, kept as a sibling of the old one. */
void qing_engine_edit (QingEngine *self,
                       QingConversation *conversation,
                       QingMessage *message,
                       const char *text);
/* Deletes a message and what is below it; both are undone by undelete_message with the returned
 * token. */
guint
qing_engine_delete_message (QingEngine *self, QingConversation *conversation, QingMessage *message);
/* Deletes a message alone: what is below it follows the one before it. */
guint qing_engine_delete_message_alone (QingEngine *self,
                                        QingConversation *conversation,
                                        QingMessage *message);
void qing_engine_undelete_message (QingEngine *self, QingConversation *conversation, guint token);
/* Chooses the sibling @step places further (-1, +1). */
void qing_engine_choose_sibling (QingEngine *self,
                                 QingConversation *conversation,
                                 QingMessage *message,
                                 int step);

typedef void (*QingEngineProgress) (double fraction, gpointer user_data);

/**
 * qing_engine_import_async:
 * @conversations: (element-type QingConversation): loaded ones, of another program or of an export
 * @progress: (nullable) (scope async): called after each
 *
 * Stores and lists conversations. One that is listed already (the uid says so) is left as it is.
 * What is stored stays when it is cancelled or fails in the middle.
 */
void qing_engine_import_async (QingEngine *self,
                               GPtrArray *conversations,
                               QingEngineProgress progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* How many were added; -1 with @error. */
gssize qing_engine_import_finish (QingEngine *self, GAsyncResult *result, GError **error);
/* Stores and lists a copy with all its branches: (transfer full). */
void qing_engine_duplicate_async (QingEngine *self,
                                  QingConversation *conversation,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
QingConversation *
qing_engine_duplicate_finish (QingEngine *self, GAsyncResult *result, GError **error);

/* A new conversation with the messages from the first to @message, whichever branch it is on; it is
 * temporary when the first one is: (transfer full). */
void qing_engine_fork_async (QingEngine *self,
                             QingConversation *conversation,
                             QingMessage *message,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
QingConversation *qing_engine_fork_finish (QingEngine *self, GAsyncResult *result, GError **error);

/* What holds the words of @query, in titles, in messages of any branch, in what models thought, and
 * in attached files, also of archived conversations: titles first, the best first of each, up to a
 * hundred or so. (transfer full): GListModel of QingSearchHit. Cancel the search of the letter
 * before when the user types on. */
void qing_engine_search_async (QingEngine *self,
                               const QingSearchQuery *query,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GListModel *qing_engine_search_finish (QingEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
