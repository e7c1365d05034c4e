/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Places in the text of a message: where they are, and what is marked there. */

#include "qing-message-view-private.h"

/* Returns: (nullable): the text of that part, and where it is. */
QingLeafColumn *
qing_message_view_get_column (QingMessageView *self, QingSpotPart part, int *x, int *y)
{
  if (part == QING_SPOT_REASONING && self->reasoning_shown)
    {
      *x = self->reasoning_x;
      *y = self->reasoning_y;
      return self->reasoning;
    }
  *x = self->text_x;
  *y = self->text_y;
  return part == QING_SPOT_TEXT ? self->text : NULL;
}

static QingSpotPart
get_part_at (QingMessageView *self, double y)
{
  if (y >= self->text_y)
    return y < self->text_y + qing_leaf_column_get_height (self->text) ? QING_SPOT_TEXT
                                                                       : QING_SPOT_BOTTOM;
  if (self->reasoning_shown && self->reasoning != NULL && y >= self->reasoning_y)
    return QING_SPOT_REASONING;
  return QING_SPOT_TOP;
}

/**
 * qing_message_view_spot_at:
 * @inside: (out) (optional): whether there is text right there
 *
 * Finds the place in the text that is nearest.
 */
void
qing_message_view_spot_at (QingMessageView *self,
                           double x,
                           double y,
                           QingSpot *spot,
                           gboolean *inside)
{
  QingLeafColumn *column;
  int left, top;

  *spot = (QingSpot){ get_part_at (self, y), 0, 0 };
  if (inside != NULL)
    *inside = FALSE;
  column = qing_message_view_get_column (self, spot->part, &left, &top);
  if (column != NULL)
    qing_leaf_column_spot_at (column, x - left, y - top, spot, inside);
}

/* Finds the line at @y and its top. */
void
qing_message_view_line_at (QingMessageView *self, int y, QingSpot *spot, int *line_y)
{
  QingLeafColumn *column;
  int left, top;

  *spot = (QingSpot){ get_part_at (self, y), 0, 0 };
  *line_y = 0;
  column = qing_message_view_get_column (self, spot->part, &left, &top);
  if (column != NULL)
    {
      qing_leaf_column_line_at (column, y - top, spot, line_y);
      *line_y += top;
    }
  else if (spot->part == QING_SPOT_BOTTOM)
    *line_y = self->text_y + qing_leaf_column_get_height (self->text);
}

/* Returns: the top of the line that @spot is in. */
int
qing_message_view_get_spot_y (QingMessageView *self, const QingSpot *spot)
{
  QingLeafColumn *column;
  int left, top;

  column = qing_message_view_get_column (self, spot->part, &left, &top);
  if (column != NULL)
    return top + qing_leaf_column_get_line_y (column, spot);
  if (spot->part == QING_SPOT_BOTTOM)
    return self->text_y + qing_leaf_column_get_height (self->text);
  return spot->part == QING_SPOT_REASONING ? self->text_y : 0;
}

/* @start, @end: (nullable): what of this message is selected, in order */
void
qing_message_view_set_selection (QingMessageView *self, const QingSpot *start, const QingSpot *end)
{
  QingSpot first, last;
  gboolean any = start != NULL && end != NULL;

  if (any == self->selected && (!any || (qing_spot_compare (start, &self->selection_start) == 0 &&
                                         qing_spot_compare (end, &self->selection_end) == 0)))
    return;
  self->selected = any;
  self->selection_start = any ? *start : (QingSpot){ 0 };
  self->selection_end = any ? *end : (QingSpot){ 0 };
  for (QingSpotPart part = QING_SPOT_REASONING; part <= QING_SPOT_TEXT; part++)
    {
      int x, y;
      QingLeafColumn *column = qing_message_view_get_column (self, part, &x, &y);

      if (column == NULL)
        continue;
      if (!any || start->part > part || end->part < part)
        {
          qing_leaf_column_set_selection (column, NULL, NULL);
          continue;
        }
      first = start->part < part ? (QingSpot){ part, 0, 0 } : *start;
      last = end->part > part ? (QingSpot){ part, G_MAXUINT, G_MAXUINT } : *end;
      qing_leaf_column_set_selection (column, &first, &last);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* @marks: (nullable) (element-type QingLeafMark): places in the text to mark */
void
qing_message_view_set_marks (QingMessageView *self, GArray *marks)
{
  if (qing_leaf_column_set_marks (self->text, marks))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drop_shading (QingMessageView *self)
{
  if (self->shading == NULL)
    return;
  qing_leaf_column_set_shades (self->text, NULL);
  g_clear_pointer (&self->shading, qing_shading_free);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), FALSE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Shades the answer, or does not any more, as is wished for; again when its text is another. */
void
qing_message_view_update_shading (QingMessageView *self, gboolean again)
{
  gboolean wished =
    self->message != NULL && self->finished &&
    g_hash_table_contains (self->context->shaded, qing_message_get_uid (self->message));

  if (again || !wished)
    drop_shading (self);
  if (!wished || self->shading != NULL)
    return;
  self->shading = qing_shading_new (self->message, self->text);
  if (self->shading == NULL)
    return;
  qing_leaf_column_set_shades (self->text, qing_shading_get_shades (self->shading));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
qing_message_view_toggle_shading (QingMessageView *self)
{
  const char *uid = qing_message_get_uid (self->message);

  if (!g_hash_table_remove (self->context->shaded, uid))
    g_hash_table_add (self->context->shaded, g_strdup (uid));
  qing_message_view_update_shading (self, FALSE);
}

/* (transfer full) (nullable): the token at that place and its alternatives, when it is shaded */
char *
qing_message_view_describe_token (QingMessageView *self, double x, double y)
{
  QingSpot spot;
  gboolean inside;

  if (self->shading == NULL)
    return NULL;
  qing_message_view_spot_at (self, x, y, &spot, &inside);
  return inside && spot.part == QING_SPOT_TEXT
           ? qing_shading_describe (self->shading, spot.leaf, spot.byte)
           : NULL;
}

/* Finds the link that may be opened at @spot. */
gboolean
qing_message_view_find_link (QingMessageView *self, const QingSpot *spot, QingLeafLink *link)
{
  int x, y;
  QingLeafColumn *column = qing_message_view_get_column (self, spot->part, &x, &y);

  return column != NULL && spot->leaf < qing_leaf_column_get_n_leaves (column) &&
         qing_leaf_find_link (qing_leaf_column_get_leaf (column, spot->leaf), spot->byte, link);
}

static void
mark_link (QingMessageView *self,
           const QingSpot *spot,
           const QingLeafLink *link,
           void (*set_mark) (QingLeafColumn *column, const QingLeafMark *mark))
{
  QingLeafMark mark = { 0 };

  if (link != NULL)
    mark = (QingLeafMark){ spot->leaf, link->start, link->end, FALSE };
  for (QingSpotPart part = QING_SPOT_REASONING; part <= QING_SPOT_TEXT; part++)
    {
      int x, y;
      QingLeafColumn *column = qing_message_view_get_column (self, part, &x, &y);

      if (column != NULL)
        set_mark (column, link != NULL && spot->part == part ? &mark : NULL);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* @link: (nullable): the link to underline, in the leaf of @spot */
void
qing_message_view_set_hovered_link (QingMessageView *self,
                                    const QingSpot *spot,
                                    const QingLeafLink *link)
{
  mark_link (self, spot, link, qing_leaf_column_set_underline);
}

/* @link: (nullable): the link that has the focus, in the leaf of @spot */
void
qing_message_view_set_focused_link (QingMessageView *self,
                                    const QingSpot *spot,
                                    const QingLeafLink *link)
{
  int y;

  mark_link (self, spot, link, qing_leaf_column_set_focus);
  if (link == NULL)
    return;
  y = qing_message_view_get_spot_y (self, spot);
  g_signal_emit_by_name (self, "reveal", y, y + self->context->style->line_heights[QING_TEXT_BODY]);
}

/* Moves what is too wide at @y sideways. Returns: whether it could be moved. */
gboolean
qing_message_view_scroll (QingMessageView *self, double y, double delta)
{
  QingSpotPart part = get_part_at (self, y);
  int left, top;
  QingLeafColumn *column = qing_message_view_get_column (self, part, &left, &top);

  return column != NULL && qing_leaf_column_scroll (column, y - top, delta);
}
