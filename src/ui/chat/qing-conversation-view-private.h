/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation-rows.h"
#include "qing-conversation-view.h"
#include "qing-scroll-anchor.h"

G_BEGIN_DECLS

struct _QingConversationView
{
  GtkWidget parent_instance;

  QingConversation *conversation;
  QingChatContext context;
  QingConversationRows *rows;
  double zoom;

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

  guint tick;
  guint update_source;
  gint64 last_update;
  gint64 frame_cost; /* microseconds that the last update and its layout took */
};

void qing_conversation_view_lay_out (QingConversationView *self, int width, int height);
void qing_conversation_view_set_follow (QingConversationView *self, gboolean follow);
void qing_conversation_view_value_changed (QingConversationView *self);
void qing_conversation_view_schedule_update (QingConversationView *self);

G_END_DECLS
