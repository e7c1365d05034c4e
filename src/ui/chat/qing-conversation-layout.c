/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How a conversation view is laid out and scrolled. The adjustment follows from the anchor, never
 * the other way round, except for the difference by which somebody else has moved it. */

#include "qing-conversation-view-private.h"

#include <math.h>

#define CONTENT_WIDTH 760
#define MARGIN        20
#define NARROW_MARGIN 12
#define NARROW        480
/* A step further than so many pages is not laid out on the way but guessed. */
#define EXACT_PAGES 3
/* While somebody scrolls, kinetically or by dragging, the adjustment is not corrected under his
 * hands; once nothing has moved for so long, it is. */
#define SETTLE_MILLISECONDS 250

static void
update_width (QingConversationView *self, int width)
{
  int margin = width < NARROW ? NARROW_MARGIN : MARGIN;
  int most = (int) lround (CONTENT_WIDTH * MAX (1, self->zoom));

  self->content_width = CLAMP (width - 2 * margin, 60, most);
  self->content_x = MAX (0, (width - self->content_width) / 2);
  qing_conversation_rows_set_width (self->rows, self->content_width);
}

static void
allocate_row (QingConversationView *self, guint row, int y)
{
  QingMessageView *view = qing_conversation_rows_get_view (self->rows, row);
  int height;

  if (view == NULL)
    return;
  height = qing_message_view_get_height (view);
  qing_message_view_set_visible (view, MAX (0, -y), MIN (height, self->page - y));
  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (view),
                            &(GtkAllocation){ self->content_x, y, self->content_width, height },
                            -1);
  qing_message_view_place_children (view);
}

/* The keyboard can only go on to a message that has a widget. */
static void
need_neighbours (QingConversationView *self)
{
  guint first = g_array_index (self->placed, QingPlacedRow, 0).row;
  guint last = g_array_index (self->placed, QingPlacedRow, self->placed->len - 1).row;

  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    return;
  for (guint row = first; row-- > 0;)
    if (qing_message_view_get_height (qing_conversation_rows_need_view (self->rows, row)) > 0)
      break;
  for (guint row = last + 1; row < qing_conversation_rows_get_n_rows (self->rows); row++)
    if (qing_message_view_get_height (qing_conversation_rows_need_view (self->rows, row)) > 0)
      break;
}

static void
allocate_rows (QingConversationView *self)
{
  QingHeightIndex *heights = qing_conversation_rows_get_heights (self->rows);
  guint n_rows = qing_conversation_rows_get_n_rows (self->rows);
  QingPlacedRow *first;
  QingPlacedRow *last;
  guint begin, end;
  gint64 origin;

  if (self->placed->len == 0)
    {
      qing_conversation_rows_keep (self->rows, G_MAXUINT, 0);
      return;
    }
  first = &g_array_index (self->placed, QingPlacedRow, 0);
  origin = qing_height_index_get_position (heights, first->row) - first->y;
  begin = qing_height_index_find (heights, origin - self->page, NULL);
  end = qing_height_index_find (heights, origin + 2 * (gint64) self->page, NULL);
  last = &g_array_index (self->placed, QingPlacedRow, self->placed->len - 1);
  qing_conversation_rows_keep (self->rows, MIN (begin, first->row - MIN (first->row, 1)),
                               MAX (end, last->row + 1));
  need_neighbours (self);
  for (guint i = 0; i < n_rows; i++)
    if (qing_conversation_rows_get_view (self->rows, i) != NULL)
      allocate_row (self, i,
                    (int) CLAMP (qing_height_index_get_position (heights, i) - origin, G_MININT / 4,
                                 G_MAXINT / 4));
}

static void
update_adjustments (QingConversationView *self, int width)
{
  QingHeightIndex *heights = qing_conversation_rows_get_heights (self->rows);
  double total = qing_height_index_get_total (heights) + 2.0 * self->anchor.padding;
  double shown = gtk_adjustment_get_value (self->vadjustment);
  double upper;

  self->real_value = 0;
  if (self->placed->len > 0)
    {
      QingPlacedRow *first = &g_array_index (self->placed, QingPlacedRow, 0);

      self->real_value =
        qing_height_index_get_position (heights, first->row) - first->y + self->anchor.padding;
    }
  /* Near the beginning the difference would show: the end of the bar would not be the end. */
  if (self->settle_source == 0 || self->real_value < self->page || self->value < self->page)
    self->value = self->real_value;
  upper = MAX (self->value + total - self->real_value, self->value + self->page);
  /* Fractions of a pixel add up to whole ones when somebody scrolls slowly. */
  if (self->settle_source == 0 || fabs (shown - self->value) >= 1)
    shown = self->value;
  gtk_adjustment_configure (self->vadjustment, shown, 0, upper, 40, self->page * 0.9, self->page);
  gtk_adjustment_configure (self->hadjustment, 0, 0, width, 10, width, width);
}

static gboolean
is_at_end (QingConversationView *self)
{
  QingPlacedRow *last;

  if (self->placed->len == 0)
    return TRUE;
  last = &g_array_index (self->placed, QingPlacedRow, self->placed->len - 1);
  return last->row + 1 == qing_conversation_rows_get_n_rows (self->rows) &&
         last->y + last->height + self->anchor.padding <= self->page + 1;
}

static gboolean
is_at_beginning (QingConversationView *self)
{
  QingPlacedRow *first;

  if (self->placed->len == 0)
    return TRUE;
  first = &g_array_index (self->placed, QingPlacedRow, 0);
  return first->row == 0 && first->y >= 0;
}

/* Lays out what is to be seen at that size of the viewport, and places it. */
void
qing_conversation_view_lay_out (QingConversationView *self, int width, int height)
{
  self->in_layout = TRUE;
  self->page = height;
  update_width (self, width);
  qing_scroll_anchor_place (&self->anchor, &qing_conversation_rows_geometry, self->rows, height,
                            self->placed);
  if (self->scrolled || self->anchor.follow)
    qing_scroll_anchor_renew (&self->anchor, &qing_conversation_rows_geometry, self->rows,
                              self->placed);
  if (is_at_end (self) && (self->scrolled || is_at_beginning (self)))
    self->anchor.follow = TRUE;
  self->scrolled = FALSE;
  update_adjustments (self, width);
  if (self->selection.active)
    qing_conversation_view_apply_selection (self);
  if (self->find != NULL || self->shown_message != NULL)
    qing_conversation_view_apply_matches (self);
  allocate_rows (self);
  self->in_layout = FALSE;
  qing_conversation_view_set_follow (self, self->anchor.follow);
}

/* Has the view laid out in the next frame. Messages and their buttons are made then, which asks all
 * widgets up to the window for a new size; GTK takes that well only if they are about to be
 * allocated themselves. So it is not enough to ask for an allocation of this one. */
void
qing_conversation_view_queue_layout (QingConversationView *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
settle_cb (gpointer data)
{
  QingConversationView *self = data;

  self->settle_source = 0;
  qing_conversation_view_queue_layout (self);
  return G_SOURCE_REMOVE;
}

/* Somebody else has moved the adjustment. */
void
qing_conversation_view_value_changed (QingConversationView *self)
{
  double value = gtk_adjustment_get_value (self->vadjustment);
  double delta = value - self->value;
  int step;

  if (self->in_layout || qing_conversation_rows_get_n_rows (self->rows) == 0)
    return;
  if (fabs (delta) > EXACT_PAGES * self->page)
    {
      QingHeightIndex *heights = qing_conversation_rows_get_heights (self->rows);
      gint64 offset;
      guint row;

      row = qing_height_index_find (heights, (gint64) (value - self->anchor.padding), &offset);
      qing_scroll_anchor_jump (&self->anchor, &qing_conversation_rows_geometry, self->rows, row,
                               (int) offset);
      self->value = value;
    }
  else
    {
      /* Whole pixels only; the rest is kept in the difference for the next time. */
      step = (int) lround (delta);
      if (step == 0)
        return;
      qing_scroll_anchor_scroll (&self->anchor, step);
      self->value += step;
    }
  self->scrolled = TRUE;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MILLISECONDS, settle_cb, self);
  qing_conversation_view_queue_layout (self);
}

/* Scrolls as somebody who holds the adjustment would. */
void
qing_conversation_view_scroll_by (QingConversationView *self, double delta)
{
  if (self->vadjustment != NULL)
    gtk_adjustment_set_value (self->vadjustment,
                              gtk_adjustment_get_value (self->vadjustment) + delta);
}

/* Scrolls as little as is needed to see what is between @y0 and @y1 of the viewport. */
void
qing_conversation_view_reveal (QingConversationView *self, double y0, double y1)
{
  double margin = MIN (self->page / 4.0, 24);

  if (y0 >= 0 && y1 <= self->page)
    return;
  if (y0 < 0 || y1 - y0 > self->page)
    qing_conversation_view_scroll_by (self, floor (y0 - margin));
  else
    qing_conversation_view_scroll_by (self, ceil (y1 + margin - self->page));
}

/* Puts the line that holds @spot of @row at @y of the viewport. */
void
qing_conversation_view_go_to (QingConversationView *self, guint row, const QingSpot *spot, int y)
{
  self->anchor.follow = FALSE;
  self->anchor.row = row;
  self->anchor.spot = *spot;
  self->anchor.y = y;
  self->scrolled = FALSE;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  qing_conversation_view_queue_layout (self);
}

/* The message, the line in it, and its height in the viewport: "uid part leaf byte y". */
char *
qing_conversation_view_dup_place (QingConversationView *self)
{
  QingMessage *message;

  g_return_val_if_fail (QING_IS_CONVERSATION_VIEW (self), NULL);

  if (self->anchor.follow || self->anchor.row >= qing_conversation_rows_get_n_rows (self->rows))
    return NULL;
  message = qing_conversation_rows_get_message (self->rows, self->anchor.row);
  return g_strdup_printf ("%s %u %u %u %d", qing_message_get_uid (message),
                          (guint) self->anchor.spot.part, self->anchor.spot.leaf,
                          self->anchor.spot.byte, self->anchor.y);
}

void
qing_conversation_view_set_place (QingConversationView *self, const char *place)
{
  g_auto (GStrv) parts = NULL;
  QingMessage *message;
  QingSpot spot;
  guint row;

  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  if (place == NULL || self->conversation == NULL)
    return;
  parts = g_strsplit (place, " ", 6);
  if (g_strv_length (parts) != 5)
    return;
  message = qing_conversation_get_message (self->conversation, parts[0]);
  if (message == NULL || !qing_conversation_rows_find_message (self->rows, message, &row))
    return;
  spot.part = (QingSpotPart) MIN (g_ascii_strtoull (parts[1], NULL, 10), QING_SPOT_BOTTOM);
  spot.leaf = (guint) g_ascii_strtoull (parts[2], NULL, 10);
  spot.byte = (guint) g_ascii_strtoull (parts[3], NULL, 10);
  qing_conversation_view_go_to (self, row, &spot,
                                (int) CLAMP (g_ascii_strtoll (parts[4], NULL, 10), -10000, 10000));
}
