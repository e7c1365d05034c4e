/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message-focus.h"
#include "qing-message-parts.h"
#include "qing-message-view.h"
#include "qing-shading.h"

G_BEGIN_DECLS

struct _QingMessageView
{
  GtkWidget parent_instance;

  const QingChatContext *context;
  QingMessage *message;
  gboolean dirty;
  gboolean replaced;
  gboolean recolored;
  gboolean folded;       /* thoughts were folded or unfolded since the last update */
  gboolean finished;     /* the columns hold the whole of a message that is complete */
  gboolean seen_running; /* so that its end is news */

  QingMessageParts *parts;
  QingMessageFocus key_focus;
  QingLeafColumn *text;
  QingShading *shading;      /* NULL when it is not wished for */
  QingLeafColumn *reasoning; /* NULL until the thoughts are first unfolded */

  int width;
  int height;
  int reserved; /* height that the answer may grow into before anything has to move; or 0 */
  gboolean last;
  int text_x;
  int text_y;
  int text_width;  /* that is used: of the bubble's content */
  int bubble_most; /* the widest that text_width was found among; 0 when it is to be found again */
  int reasoning_x;
  int reasoning_y;
  gboolean reasoning_shown;

  GtkEventControllerMotion *motion;
  GtkEventControllerFocus *focus;
  guint pointed_source;

  gboolean selected;
  QingSpot selection_start;
  QingSpot selection_end;

  int visible_begin;
  int visible_end;
  int drawn_begin;
  int drawn_end;
};

void qing_message_view_update_shading (QingMessageView *self, gboolean again);
void qing_message_view_toggle_shading (QingMessageView *self);
char *qing_message_view_describe_token (QingMessageView *self, double x, double y);

G_END_DECLS
