/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine-folders.h"
#include "qing-engine-listing.h"
#include "qing-search-results.h"
#include "qing-sidebar-model.h"
#include "qing-sidebar-row.h"
#include "qing-sidebar.h"

G_BEGIN_DECLS

struct _QingSidebar
{
  GtkWidget parent_instance;

  GtkSearchEntry *search;
  GtkStack *stack;
  QingSearchResults *results;
  GtkListView *list;
  GtkScrolledWindow *scroller;
  GtkPopoverMenu *menu;
  GMenuModel *conversation_menu;
  GMenuModel *folder_menu;
  GMenuModel *selection_menu;
  GtkStack *header;
  GtkLabel *selection_label;
  GtkWidget *list_menu_button;
  GtkWidget *selection_menu_button;

  QingEngine *engine;
  QingSidebarModel *model;
  GtkMultiSelection *selection;

  QingConversation *selected;
  /* The conversation or folder that the context menu is about; NULL: what is selected. */
  GObject *target;
  /* What the menu was opened for, which gets the focus back. */
  GObject *menu_item;
  gboolean following;
  /* Several are chosen, or are about to be. */
  gboolean selecting;
  /* How many, while it is so. */
  guint n_selected;

  /* GtkListItems that show a row now. */
  GHashTable *bound;
  guint update_id;
  /* Whether the list is to have all its items, and what adds to them in each frame until then. */
  gboolean reaching;
  guint reach_id;
  /* What is to have the focus once the rows are where they belong. */
  GObject *refocus;
  guint refocus_tries;
  guint midnight_id;
  guint rename_id;
  GObject *rename_item;
  guint unfold_id;
  QingFolder *unfold_folder;
};

/* qing-sidebar.c */
void qing_sidebar_open (QingSidebar *self, QingConversation *conversation);
/* (transfer full) (element-type QingConversation): those that are selected, from above. */
GPtrArray *qing_sidebar_list_selected (QingSidebar *self);
void qing_sidebar_set_selecting (QingSidebar *self, gboolean selecting);
/* Marks only the open conversation again. */
void qing_sidebar_show_selected (QingSidebar *self);
/* (nullable): the row of @item, if it is on the screen. */
QingSidebarRow *qing_sidebar_find_row (QingSidebar *self, gpointer item);
QingSidebarRow *qing_sidebar_get_focus_row (QingSidebar *self);
void qing_sidebar_emit_asked (QingSidebar *self, GPtrArray *conversations, const char *what);
void
qing_sidebar_emit_folder_deleted (QingSidebar *self, const char *name, QingFolderRemoval *removal);

void qing_sidebar_emit_moved (QingSidebar *self, const char *words, GPtrArray *moves);

/* qing-sidebar-reach.c */
void qing_sidebar_begin_reach (QingSidebar *self);
void qing_sidebar_end_reach (QingSidebar *self);
/* The list begins anew at its top. */
void qing_sidebar_reset_reach (QingSidebar *self);
/* Gives the list all its items now, because something is about to happen to one that may have none
 * yet. */
void qing_sidebar_reach_all (QingSidebar *self);
/* Puts the item at @position, wherever it is, on the screen. */
void qing_sidebar_scroll_to (QingSidebar *self, guint position);

/* Brings the rows up to date, after @delay_ms or else when nothing urgent is left to do. */
void qing_sidebar_queue_update (QingSidebar *self, guint delay_ms);

/* qing-sidebar-focus.c */

/* When the focus is in the list: leaves it with @item, wherever that goes now. */
void qing_sidebar_keep_focus (QingSidebar *self, gpointer item);
/* Gives it to that row now, or tries again a little later. */
void qing_sidebar_refocus (QingSidebar *self);

/* qing-sidebar-moves.c */
/* Puts what can be put there into the folder @path (nullable), and tells it. FALSE when nothing is
 * elsewhere than before. */
gboolean qing_sidebar_move (QingSidebar *self, GListModel *items, const char *path);

/* qing-sidebar-actions.c */
void qing_sidebar_select_all (QingSidebar *self);
/* Unfolds the folders that @item is in, and scrolls to it. */
void qing_sidebar_reveal (QingSidebar *self, gpointer item);
void qing_sidebar_class_install_actions (GtkWidgetClass *widget_class);
/* Enables the actions for @item (nullable), which a menu is about, or for what is selected. */
void qing_sidebar_update_actions (QingSidebar *self, gpointer item);
void qing_sidebar_show_menu (QingSidebar *self, QingSidebarRow *row, double x, double y);
void qing_sidebar_menu_closed_cb (QingSidebar *self);
void qing_sidebar_load_menus (QingSidebar *self);
void qing_sidebar_add_keys (GtkWidget *list);
void qing_sidebar_renamed_cb (QingSidebar *self, const char *name, QingSidebarRow *row);
void qing_sidebar_begin_rename (QingSidebar *self, gpointer item);

/* qing-sidebar-drag.c */
void qing_sidebar_add_drag (QingSidebar *self, QingSidebarRow *row);
/* What is dropped beside the rows leaves its folder. */
void qing_sidebar_add_drop (QingSidebar *self, GtkWidget *widget);

G_END_DECLS
