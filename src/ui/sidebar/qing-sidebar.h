/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingSidebar: the list of conversations, with a search and what can be done to each.
 *
 * Properties: engine, selected (nullable QingConversation; one that is not listed selects nothing),
 *  order ("activity", "created" or "title").
 * Signals:
 *  "opened" (QingConversation): the user moved to this one.
 *  "chosen" (): a click or Enter said that the user is done with the list.
 *  "asked" (QingConversation, const char *what): "archive", "duplicate", or a format to export to.
 *  "asked-all" (GPtrArray of QingConversation, const char *what): the same for several, or "delete".
 *  "folder-deleted" (const char *name, QingFolderRemoval *): (transfer full) to the one handler.
 *  "found" (QingSearchHit): the user chose a message that was found.
 *  "deleted" (QingConversation): it was deleted here; qing_engine_undelete() brings it back.
 */
#define QING_TYPE_SIDEBAR (qing_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (QingSidebar, qing_sidebar, QING, SIDEBAR, GtkWidget)

void qing_sidebar_set_engine (QingSidebar *self, QingEngine *engine);
QingConversation *qing_sidebar_get_selected (QingSidebar *self);
void qing_sidebar_set_selected (QingSidebar *self, QingConversation *conversation);
/* Selects the conversation @step places further in the list, if there is one. */
void qing_sidebar_step (QingSidebar *self, int step);
void qing_sidebar_focus_search (QingSidebar *self);
void qing_sidebar_rename (QingSidebar *self, QingConversation *conversation);
void qing_sidebar_delete (QingSidebar *self, QingConversation *conversation);

/* Puts what the signal "moved" told about back where it was. */
void qing_sidebar_move_back (QingSidebar *self, GPtrArray *moves);

G_END_DECLS
