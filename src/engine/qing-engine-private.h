/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-autosave.h"
#include "qing-conversation-list.h"
#include "qing-engine.h"
#include "qing-exchange-shelf.h"
#include "qing-folder-list.h"
#include "qing-tool-policy.h"
#include "qing-tool-call.h"
#include "qing-tool-registry.h"
#include "qing-turn.h"

G_BEGIN_DECLS

/* Which conversations of the store are in the list. */
typedef enum
{
  QING_LISTED_NONE,
  QING_LISTED_FIRST,
  QING_LISTED_ALL,
} QingListed;

struct _QingEngine
{
  GObject parent_instance;

  QingStore *store;
  QingProvider *provider;
  QingCatalogue *catalogue;
  QingAutosave *autosave;
  QingConversationList *conversations;
  QingFolderList *folders;
  GPtrArray *unsent; /* of QingConversation: found in the store and not taken yet */
  GListStore *accounts;
  QingToolRegistry *tools;
  QingToolPolicy *policy;
  GCancellable *cancellable;

  GPtrArray *turns;    /* of QingTurn: those under way */
  GHashTable *loading; /* QingConversation -> GPtrArray of GTask that wait for it */
  GHashTable *deleted; /* QingConversation -> gint64, when */
  GHashTable *found;   /* uid -> QingConversation of the archive, while somebody looks at it */
  GHashTable *removed; /* token -> Removed: messages that can be put back */
  QingExchangeShelf *exchanges;
  GNetworkMonitor *network;
  guint last_token;
  guint running;
  guint purge_id;
  guint backup_id;
  gboolean told_of_backup;
  GPtrArray *waiting; /* of GTask: until all conversations are listed; nullable */
  QingListed listed;
  gboolean listing; /* the others are being read, or are to be as soon as that can be */
  gboolean ready;
  gboolean closing;
};

/* qing-engine.c */
void qing_engine_notify_running (QingEngine *self);
void qing_engine_tell (QingEngine *self, const char *words);
void qing_engine_tell_answered (QingEngine *self, QingMessage *message, QingConversation *of);
void qing_engine_tell_title (QingEngine *self, QingConversation *conversation);
void qing_engine_tell_tool (QingEngine *self,
                            QingConversation *conversation,
                            QingMessage *message,
                            QingToolCall *call);
void qing_engine_tell_audio (QingEngine *self, QingMessage *message, GBytes *bytes);
/* Whether what happens in it is written. */
gboolean qing_engine_is_stored (QingEngine *self, QingConversation *conversation);
/* Follows what changes in a conversation whose messages are in memory. */
void qing_engine_watch (QingEngine *self, QingConversation *conversation);
/* Puts it into the list, or where it now belongs in the list. */
void qing_engine_list (QingEngine *self, QingConversation *conversation);

/* qing-engine-import.c: the list gets rows whose messages are read when they are wanted, so that a
 * large import does not stay in memory. */
void qing_engine_list_row (QingEngine *self, QingConversation *conversation);
/* The same for many (element-type QingConversation), told as one change. */
void qing_engine_list_rows (QingEngine *self, GPtrArray *conversations);

/* qing-engine-folders.c */
void qing_engine_take_folders (QingEngine *self, GPtrArray *records);
/* Makes a folder for whatever a listed conversation says it is in. */
void qing_engine_find_folders (QingEngine *self);
/* @path: (nullable) */
void qing_engine_need_folder (QingEngine *self, const char *path);

/* qing-engine-listing.c */
QingStoredKind qing_engine_get_first_kind (QingEngine *self);
/* @records: (transfer full): what was listed first, of that kind. */
void qing_engine_take_first (QingEngine *self, GPtrArray *records, QingStoredKind kind);
/* @error: (nullable) */
void qing_engine_end_listing (QingEngine *self, const GError *error);

/* qing-engine-drafts.c */
void qing_engine_keep_unsent (QingEngine *self, GPtrArray *records);

/* qing-engine-backups.c: makes a backup a day from now on. */
void qing_engine_watch_backups (QingEngine *self);

/* qing-engine-trash.c */
void qing_engine_purge_later (QingEngine *self);
GHashTable *qing_engine_new_removed (void);

/* qing-engine-turns.c */
void qing_engine_stop_all (QingEngine *self);
/* (transfer none): a new turn, told of by the engine's signals until it is over. */
QingTurn *qing_engine_add_turn (QingEngine *self,
                                QingConversation *conversation,
                                QingModelInfo *model,
                                QingPurpose purpose);
QingModelInfo *qing_engine_get_model (QingEngine *self, QingConversation *conversation);
QingAccount *qing_engine_find_account (QingEngine *self, QingConversation *conversation);

/* qing-engine-titles.c */
void qing_engine_title_from_question (QingEngine *self,
                                      QingConversation *conversation,
                                      const char *text);
void qing_engine_ask_title (QingEngine *self, QingConversation *conversation);

G_END_DECLS
