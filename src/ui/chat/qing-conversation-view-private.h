/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation-rows.h"
#include "qing-conversation-view.h"
#include "qing-find.h"
#include "qing-leaf-links.h"
#include "qing-scroll-anchor.h"
#include "qing-selection.h"

G_BEGIN_DECLS

typedef struct _QingConversationFind QingConversationFind;

struct _QingConversationView
{
  GtkWidget parent_instance;

  QingConversation *conversation;
  QingChatContext context;
  QingConversationRows *rows;
  double zoom;
  double zoom_delta; /* of the wheel, since the last step */

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;

  QingScrollAnchor anchor;
  GArray *placed; /* of QingPlacedRow: the rows in sight */
  int content_x;
  int content_width;
  int page;          /* the viewport's height */
  double value;      /* what the adjustment says */
  double real_value; /* what it should say as far as is known */
  gboolean in_layout;
  gboolean scrolled; /* since the last layout */
  gboolean was_following;
  guint settle_source;
  guint follow_source;
  guint restyle_source;

  QingSelection selection;
  gboolean selecting; /* a button is held down */
  gboolean dragged;   /* and was moved since */
  guint press_count;
  double pointer_x;
  double pointer_y;
  guint autoscroll_source;
  QingMessageView *hovered_view; /* whose link is under the pointer */
  QingSpotPart hovered_part;
  GtkWidget *menu;
  QingConversationFind *find; /* NULL while nothing is looked for */
  QingMessage *shown_message; /* NULL, or where somebody was brought to by words found elsewhere */
  GArray *shown_marks;        /* of QingLeafMark: those words in it */

  guint update_source;
  gint64 last_update;
  gint64 frame_cost; /* microseconds that the last update and its layout took */
};

void qing_conversation_view_queue_layout (QingConversationView *self);
void qing_conversation_view_lay_out (QingConversationView *self, int width, int height);
void qing_conversation_view_set_follow (QingConversationView *self, gboolean follow);
void qing_conversation_view_value_changed (QingConversationView *self);
void qing_conversation_view_schedule_update (QingConversationView *self);
void qing_conversation_view_scroll_by (QingConversationView *self, double delta);
void
qing_conversation_view_go_to (QingConversationView *self, guint row, const QingSpot *spot, int y);
void qing_conversation_view_reveal (QingConversationView *self, double y0, double y1);

/* qing-conversation-selection.c */
gboolean qing_conversation_view_find_point (QingConversationView *self,
                                            double x,
                                            double y,
                                            QingPoint *point,
                                            gboolean *inside);
QingLeaf *qing_conversation_view_find_leaf (QingConversationView *self, const QingPoint *point);
void
qing_conversation_view_select_at (QingConversationView *self, double x, double y, gboolean extend);
void qing_conversation_view_selection_changed (QingConversationView *self);
void qing_conversation_view_apply_selection (QingConversationView *self);
void qing_conversation_view_claim_primary (QingConversationView *self);
char *qing_conversation_view_dup_selection (QingConversationView *self, gboolean markdown);
void qing_conversation_view_copy_message (QingConversationView *self,
                                          const char *uid,
                                          gboolean markdown);

/* qing-conversation-find.c */
void qing_conversation_find_free (QingConversationFind *find);
GArray *
qing_conversation_find_in_message (QingNeedle *needle, QingMessage *message, QingSpotPart part);
void qing_conversation_view_find_again (QingConversationView *self);
void qing_conversation_view_find_grown (QingConversationView *self, guint row);
void qing_conversation_view_apply_matches (QingConversationView *self);

/* qing-conversation-show.c */
void qing_conversation_view_forget_shown (QingConversationView *self);
void qing_conversation_view_step_version (QingConversationView *self, const char *action);

/* qing-conversation-input.c */
void qing_conversation_view_install_actions (GtkWidgetClass *widget_class);
void qing_conversation_view_add_controllers (QingConversationView *self);
void qing_conversation_view_forget_pointer (QingConversationView *self);
gboolean qing_conversation_view_find_link (QingConversationView *self,
                                           double x,
                                           double y,
                                           QingPoint *point,
                                           QingLeafLink *link,
                                           gboolean *text);

/* qing-conversation-press.c */
void qing_conversation_view_add_press (QingConversationView *self);
gboolean qing_conversation_view_press (QingConversationView *self,
                                       double x,
                                       double y,
                                       guint n_press,
                                       gboolean extend);
void qing_conversation_view_drag_to (QingConversationView *self, double x, double y);
void qing_conversation_view_release (QingConversationView *self, double x, double y);

/* qing-conversation-notes.c */
gboolean qing_conversation_view_find_note (QingConversationView *self,
                                           const QingPoint *point,
                                           QingSpot *note);
gboolean qing_conversation_view_go_to_note (QingConversationView *self, const QingPoint *point);

/* qing-conversation-menu.c */
void qing_conversation_view_show_menu (QingConversationView *self, double x, double y);

G_END_DECLS
