/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation-index.h"
#include "qing-folder-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The parts of the list, from above. */
typedef enum
{
  QING_SIDEBAR_PINNED,
  QING_SIDEBAR_FOLDERS,
  QING_SIDEBAR_REST,
} QingSidebarSection;

typedef struct
{
  QingSidebarSection section;
  guint depth;
  /* A folder that is unfolded, with nothing in it. */
  gboolean hollow;
  gint64 created;
  gint64 updated;
} QingSidebarPlace;

/**
 * QingSidebarModel: what the sidebar lists, from above, as a GListModel of QingConversation and
 * QingFolder: what is pinned, the folders as an unfolded tree, and what is in none. With a search,
 * the conversations whose title holds it. No conversation of the source is asked for before it is
 * looked at, because the source makes its objects only then.
 *
 * A list view makes rows for up to two hundred items, however small it is. With a limit the items
 * are about so many of those that would be listed, from above. All functions below know all of them.
 *
 * Signal "rearranged" (): after each change, also where only the depth of rows has changed.
 */
#define QING_TYPE_SIDEBAR_MODEL (qing_sidebar_model_get_type ())
G_DECLARE_FINAL_TYPE (QingSidebarModel, qing_sidebar_model, QING, SIDEBAR_MODEL, GObject)

QingSidebarModel *qing_sidebar_model_new (QingConversationIndex *source, QingFolderList *folders);
/* All words of @text must be in a title, in any order, whatever their case. */
void qing_sidebar_model_set_search (QingSidebarModel *self, const char *text);
gboolean qing_sidebar_model_is_searching (QingSidebarModel *self);
/* How many are items at least, if there are so many; G_MAXUINT, as it is at first: all. */
void qing_sidebar_model_set_limit (QingSidebarModel *self, guint limit);
/* How many there would be without a limit. */
guint qing_sidebar_model_get_length (QingSidebarModel *self);
/* G_MAXUINT when the conversation or folder is not listed. */
guint qing_sidebar_model_find (QingSidebarModel *self, gpointer item);
void qing_sidebar_model_get_place (QingSidebarModel *self, guint position, QingSidebarPlace *place);
/* Whether there is no folder at @position. */
gboolean qing_sidebar_model_is_conversation (QingSidebarModel *self, guint position);

G_END_DECLS
