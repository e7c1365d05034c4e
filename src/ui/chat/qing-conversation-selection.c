/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is selected in a conversation view, and how it gets to the clipboard. */

#include "qing-conversation-view-private.h"

#include "qing-message-text.h"

/* A selection is offered to the middle mouse button only up to this size. */
#define MAX_PRIMARY_ROWS 200

/* Finds the place in the text that is nearest to (@x, @y). */
gboolean
qing_conversation_view_find_point (QingConversationView *self,
                                   double x,
                                   double y,
                                   QingPoint *point,
                                   gboolean *inside)
{
  *inside = FALSE;
  for (guint i = 0; i < self->placed->len; i++)
    {
      QingPlacedRow *row = &g_array_index (self->placed, QingPlacedRow, i);
      QingMessageView *view = qing_conversation_rows_get_view (self->rows, row->row);

      if (view == NULL || (y >= row->y + row->height && i + 1 < self->placed->len))
        continue;
      point->row = row->row;
      qing_message_view_spot_at (view, x - self->content_x, y - row->y, &point->spot, inside);
      *inside = *inside && y >= row->y && y < row->y + row->height;
      return TRUE;
    }
  return FALSE;
}

/* Returns: (nullable): the leaf that @point is in, if it is in sight */
QingLeaf *
qing_conversation_view_find_leaf (QingConversationView *self, const QingPoint *point)
{
  QingMessageView *view = qing_conversation_rows_get_view (self->rows, point->row);
  QingLeafColumn *column;
  int x, y;

  if (view == NULL)
    return NULL;
  column = qing_message_view_get_column (view, point->spot.part, &x, &y);
  if (column == NULL || point->spot.leaf >= qing_leaf_column_get_n_leaves (column))
    return NULL;
  return qing_leaf_column_get_leaf (column, point->spot.leaf);
}

/* One click selects from the very place, two select its word, three its paragraph. */
static void
get_range (QingConversationView *self, const QingPoint *point, QingRange *range)
{
  QingLeaf *leaf = qing_conversation_view_find_leaf (self, point);

  range->start = *point;
  range->end = *point;
  if (leaf == NULL || self->press_count < 2)
    return;
  if (self->press_count == 2)
    qing_leaf_find_word (leaf, point->spot.byte, &range->start.spot.byte, &range->end.spot.byte);
  else
    {
      range->start.spot.byte = 0;
      range->end.spot.byte = G_MAXUINT;
    }
}

/* Shows what is selected in the messages that have a widget. */
void
qing_conversation_view_apply_selection (QingConversationView *self)
{
  for (guint i = 0; i < qing_conversation_rows_get_n_rows (self->rows); i++)
    {
      QingMessageView *view = qing_conversation_rows_get_view (self->rows, i);
      QingSpot start, end;

      if (view == NULL)
        continue;
      if (qing_selection_get_row (&self->selection, i, &start, &end))
        qing_message_view_set_selection (view, &start, &end);
      else
        qing_message_view_set_selection (view, NULL, NULL);
    }
}

void
qing_conversation_view_selection_changed (QingConversationView *self)
{
  gboolean any = !qing_selection_is_empty (&self->selection);

  qing_conversation_view_forget_shown (self);
  qing_conversation_view_apply_selection (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "selection.copy", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "selection.copy-markdown", any);
}

/* Begins a selection at (@x, @y), or extends the one that there is to it. */
void
qing_conversation_view_select_at (QingConversationView *self, double x, double y, gboolean extend)
{
  QingPoint point;
  QingRange range;
  gboolean inside;

  if (!qing_conversation_view_find_point (self, x, y, &point, &inside))
    return;
  get_range (self, &point, &range);
  if (extend)
    qing_selection_extend (&self->selection, &range);
  else
    qing_selection_begin (&self->selection, &range);
  qing_conversation_view_selection_changed (self);
}

/* Returns: (transfer full) (nullable): what is selected, or %NULL when nothing is. */
char *
qing_conversation_view_dup_selection (QingConversationView *self, gboolean markdown)
{
  const QingRange *range = &self->selection.range;
  g_autoptr (GString) out = NULL;

  if (qing_selection_is_empty (&self->selection))
    return NULL;
  out = g_string_new (NULL);
  for (guint i = range->start.row;
       i <= range->end.row && i < qing_conversation_rows_get_n_rows (self->rows); i++)
    {
      QingMessage *message = qing_conversation_rows_get_message (self->rows, i);
      QingSpot start, end;

      if (qing_message_get_role (message) == QING_ROLE_TOOL ||
          !qing_selection_get_row (&self->selection, i, &start, &end))
        continue;
      if (markdown)
        qing_message_text_append_markdown (out, message, &start, &end);
      else
        qing_message_text_append_plain (out, message, &start, &end);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Lets the middle mouse button paste what was just selected. */
void
qing_conversation_view_claim_primary (QingConversationView *self)
{
  g_autofree char *text = NULL;

  if (self->selection.range.end.row - self->selection.range.start.row > MAX_PRIMARY_ROWS)
    return;
  text = qing_conversation_view_dup_selection (self, FALSE);
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), text);
}

/* Copies one message as a whole. */
void
qing_conversation_view_copy_message (QingConversationView *self, const char *uid, gboolean markdown)
{
  QingMessage *message =
    self->conversation != NULL ? qing_conversation_get_message (self->conversation, uid) : NULL;
  const QingSpot start = { QING_SPOT_TEXT, 0, 0 };
  const QingSpot end = { QING_SPOT_TEXT, G_MAXUINT, G_MAXUINT };
  g_autoptr (GString) out = g_string_new (NULL);

  if (message == NULL)
    return;
  if (markdown || qing_message_get_role (message) == QING_ROLE_USER)
    g_string_append (out, qing_message_get_text (message, NULL));
  else
    qing_message_text_append_plain (out, message, &start, &end);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), out->str);
}

void
qing_conversation_view_select_all (QingConversationView *self)
{
  guint n_rows;
  QingRange range;

  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  n_rows = qing_conversation_rows_get_n_rows (self->rows);
  if (n_rows == 0)
    return;
  range.start = (QingPoint){ 0, { QING_SPOT_TOP, 0, 0 } };
  range.end = (QingPoint){ n_rows - 1, { QING_SPOT_BOTTOM, G_MAXUINT, G_MAXUINT } };
  qing_selection_begin (&self->selection, &range);
  qing_conversation_view_selection_changed (self);
}

void
qing_conversation_view_unselect (QingConversationView *self)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  qing_selection_clear (&self->selection);
  qing_conversation_view_selection_changed (self);
}

gboolean
qing_conversation_view_has_selection (QingConversationView *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION_VIEW (self), FALSE);

  return !qing_selection_is_empty (&self->selection);
}

/* Copies what is selected: as it reads, or as Markdown by whole paragraphs. */
void
qing_conversation_view_copy (QingConversationView *self, gboolean markdown)
{
  g_autofree char *text = NULL;

  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  text = qing_conversation_view_dup_selection (self, markdown);
  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}
