/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-catalogue.h"
#include "qing-conversation.h"

G_BEGIN_DECLS

#define QING_TYPE_CONVERSATION_VIEW (qing_conversation_view_get_type ())
G_DECLARE_FINAL_TYPE (QingConversationView,
                      qing_conversation_view,
                      QING,
                      CONVERSATION_VIEW,
                      GtkWidget)

/**
 * QingConversationView: the messages of a conversation, in a scrolled window.
 *
 * Properties (all notify): conversation (nullable), zoom (0.5 to 3), follow (read-only: whether the
 * view keeps to the end as answers grow), n-matches and current-match (read-only, of a search),
 * show-thinking (whether thoughts are shown while they come), catalogue (nullable: whose names are
 * shown for models).
 *
 * What a user can do with a message is an action that the window provides, activated with the uid
 * of the message: message.edit, message.regenerate, message.regenerate-with, message.retry,
 * message.continue, message.stop, message.delete, message.delete-one, message.details,
 * message.previous, message.next, message.quote, message.copy-rich, message.compare,
 * message.fault-action. Others: attachment.open (uid of the attachment), link.open (address),
 * image.load (address), code.save (language, text). message.copy and message.copy-markdown are the
 * view's own.
 */
GtkWidget *qing_conversation_view_new (void);
void qing_conversation_view_set_conversation (QingConversationView *self,
                                              QingConversation *conversation);
QingConversation *qing_conversation_view_get_conversation (QingConversationView *self);
void qing_conversation_view_set_zoom (QingConversationView *self, double zoom);
double qing_conversation_view_get_zoom (QingConversationView *self);
gboolean qing_conversation_view_get_follow (QingConversationView *self);
void qing_conversation_view_scroll_to_end (QingConversationView *self);
void qing_conversation_view_scroll_to_message (QingConversationView *self, QingMessage *message);
/* Brings the place of @message that says the first of @words into sight and selects it; the message
 * itself when it is not there. All others of the words are marked in it until something else is selected. */
void qing_conversation_view_show_text (QingConversationView *self,
                                       QingMessage *message,
                                       const char *const *words,
                                       gboolean in_thoughts);
void qing_conversation_view_set_show_thinking (QingConversationView *self, gboolean show);
/* Whether messages can only be read and copied; to be said before there are any. */
void qing_conversation_view_set_read_only (QingConversationView *self, gboolean read_only);
void qing_conversation_view_set_catalogue (QingConversationView *self, QingCatalogue *catalogue);
void qing_conversation_view_set_unfolded (QingConversationView *self,
                                          QingMessage *message,
                                          gboolean unfolded);

/* (transfer full) (nullable): where the reader is, to be given to set_place() later, also in another
 * session; NULL at the end. */
char *qing_conversation_view_dup_place (QingConversationView *self);
/* @place: (nullable): ignored when it is of a message that is not shown. */
void qing_conversation_view_set_place (QingConversationView *self, const char *place);

void qing_conversation_view_select_all (QingConversationView *self);
void qing_conversation_view_unselect (QingConversationView *self);
gboolean qing_conversation_view_has_selection (QingConversationView *self);
void qing_conversation_view_copy (QingConversationView *self, gboolean markdown);

void qing_conversation_view_find (QingConversationView *self, const char *text);
void qing_conversation_view_find_next (QingConversationView *self);
void qing_conversation_view_find_previous (QingConversationView *self);
guint qing_conversation_view_get_n_matches (QingConversationView *self);
guint qing_conversation_view_get_current_match (QingConversationView *self);

G_END_DECLS
