/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-chat-controller.h"
#include "qing-chat-page.h"
#include "qing-engine-folders.h"
#include "qing-engine-listing.h"
#include "qing-model-picker.h"
#include "qing-mover.h"
#include "qing-notice-bar.h"
#include "qing-parameters-pane.h"
#include "qing-ruling-watch.h"
#include "qing-search-window.h"
#include "qing-sidebar.h"
#include "qing-window.h"

G_BEGIN_DECLS

struct _QingWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  /* The class of these is named in the .ui file only, because a later libadwaita replaces it. */
  GtkWidget *sidebar_flap;
  GtkWidget *parameters_flap;
  QingSidebar *sidebar;
  QingParametersPane *parameters;
  QingModelPicker *picker;
  GtkWidget *sidebar_button;
  GtkWidget *new_button;
  GtkWidget *menu_button;
  AdwHeaderBar *header;
  QingNoticeBar *account_bar;
  QingNoticeBar *storage_bar;
  QingNoticeBar *temporary_bar;
  GtkWidget *temporary_mark;
  QingNoticeBar *archived_bar;
  QingMover *mover;
  QingSearchWindow *search; /* NULL until something is looked for */
  QingChatPage *page;
  GtkWidget *sizer;

  QingEngine *engine;
  QingRulingWatch *watch;
  QingChatController *controller;
  GSettings *settings;
  GSignalGroup *conversation_signals;
  GCancellable *loading;
  /* The conversation that was begun and has no message yet. */
  QingConversation *blank;
  /* What is to be shown as soon as it is listed. */
  char *awaited_uid;
  double zoom;
  gboolean demo;
  gboolean restored;
};

/* Adds the actions of the class; see qing-window-actions.c. */
void qing_window_class_install_actions (GtkWidgetClass *widget_class);
/* Tells @application which keys the actions have; harmless when done again. */
void qing_window_install_accelerators (GtkApplication *application);

/* qing-window-panes.c: the panes beside the messages, and what the header and the bars tell. */
void qing_window_update_header (QingWindow *self);
void qing_window_pane_revealed_cb (QingWindow *self, GParamSpec *pspec, GtkWidget *flap);
void qing_window_pane_folded_cb (QingWindow *self, GParamSpec *pspec, GtkWidget *flap);
void qing_window_list_left_cb (QingWindow *self);
void qing_window_update_storage_bar (QingWindow *self);
void qing_window_update_account_bar (QingWindow *self);
void qing_window_bind_settings (QingWindow *self);

/* qing-window-conversation.c: which conversation is on screen. */
void qing_window_begin_conversation (QingWindow *self);
void qing_window_restore (QingWindow *self);
void qing_window_update_title (QingWindow *self);
void qing_window_messages_changed_cb (QingWindow *self);
void qing_window_opened_cb (QingWindow *self, QingConversation *conversation);
void qing_window_deleted_cb (QingWindow *self, QingConversation *conversation);
void qing_window_picked_cb (QingWindow *self);
void qing_window_model_answered_cb (QingWindow *self, const char *uid, const char *model);
void qing_window_defaults_changed_cb (QingWindow *self);

/* qing-window-moving.c: in and out of the program, and onto paper. */
void qing_window_class_install_moving_actions (GtkWidgetClass *widget_class);
/* @conversations: (nullable): %NULL for all; @what: "markdown", "html", "json", "qingtan", "pdf" or
 * "print" */
void qing_window_export (QingWindow *self, GPtrArray *conversations, const char *what);

/* qing-window-organise.c: away and back, and what was found. */
void qing_window_class_install_organise_actions (GtkWidgetClass *widget_class);
void qing_window_update_temporary_bar (QingWindow *self);
void qing_window_asked_cb (QingWindow *self, QingConversation *conversation, const char *what);
void qing_window_asked_all_cb (QingWindow *self, GPtrArray *conversations, const char *what);
/* @removal: (transfer full): QingFolderRemoval */
void qing_window_folder_deleted_cb (QingWindow *self, const char *name, gpointer removal);
/* @moves: what qing_sidebar_move_back() takes */
void qing_window_moved_cb (QingWindow *self, const char *words, GPtrArray *moves);
void qing_window_found_cb (QingWindow *self, QingSearchHit *hit);

/* Tells something in passing. */
void qing_window_notice_cb (QingWindow *self, const char *text);

G_END_DECLS
