/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-chat-context.h"
#include "qing-leaf-column.h"
#include "qing-leaf-links.h"
#include "qing-message.h"
#include "qing-spot.h"

G_BEGIN_DECLS

#define QING_TYPE_MESSAGE_VIEW (qing_message_view_get_type ())
G_DECLARE_FINAL_TYPE (QingMessageView, qing_message_view, QING, MESSAGE_VIEW, GtkWidget)

/**
 * QingMessageView: one message. It can be used for one message after another.
 *
 * It is laid out by its parent, which gives it a width, asks for a part of it to be made exact, and
 * reads its height. Coordinates are pixels from its top left corner.
 *
 * Signals:
 *  "dirty": something arrived that qing_message_view_update() has to take in at the next frame.
 *  "resized": it has to be laid out again.
 *  "reveal" (int y0, int y1): what is between them should be seen.
 */
GtkWidget *qing_message_view_new (const QingChatContext *context);
void qing_message_view_set_message (QingMessageView *self, QingMessage *message);
QingMessage *qing_message_view_get_message (QingMessageView *self);
void qing_message_view_set_model_shown (QingMessageView *self, gboolean shown);
void qing_message_view_set_last (QingMessageView *self, gboolean last);
void qing_message_view_style_changed (QingMessageView *self);
void qing_message_view_refold (QingMessageView *self);
gboolean qing_message_view_update (QingMessageView *self);

void qing_message_view_set_width (QingMessageView *self, int width);
int qing_message_view_get_height (QingMessageView *self);
gboolean qing_message_view_ensure (QingMessageView *self, int y0, int y1);
void qing_message_view_set_visible (QingMessageView *self, int y0, int y1);
void qing_message_view_place_children (QingMessageView *self);

void qing_message_view_spot_at (QingMessageView *self,
                                double x,
                                double y,
                                QingSpot *spot,
                                gboolean *inside);
void qing_message_view_line_at (QingMessageView *self, int y, QingSpot *spot, int *line_y);
int qing_message_view_get_spot_y (QingMessageView *self, const QingSpot *spot);
QingLeafColumn *
qing_message_view_get_column (QingMessageView *self, QingSpotPart part, int *x, int *y);
void
qing_message_view_set_selection (QingMessageView *self, const QingSpot *start, const QingSpot *end);

void qing_message_view_set_marks (QingMessageView *self, GArray *marks);
gboolean
qing_message_view_find_link (QingMessageView *self, const QingSpot *spot, QingLeafLink *link);
void qing_message_view_set_hovered_link (QingMessageView *self,
                                         const QingSpot *spot,
                                         const QingLeafLink *link);
void qing_message_view_set_focused_link (QingMessageView *self,
                                         const QingSpot *spot,
                                         const QingLeafLink *link);
gboolean qing_message_view_scroll (QingMessageView *self, double y, double delta);

int qing_message_view_estimate_height (QingMessage *message, const QingStyle *style, int width);

G_END_DECLS
