/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Showing one place of a conversation that somebody has come for, and going from one version of a
 * message to the next by keyboard. */

#include "qing-conversation-view-private.h"

static void
mark (QingConversationView *self, guint row, QingSpotPart part, const QingLeafMark *found)
{
  QingRange range = { { row, { part, found->leaf, found->start } },
                      { row, { part, found->leaf, found->end } } };

  qing_selection_begin (&self->selection, &range);
  qing_conversation_view_selection_changed (self);
  qing_conversation_view_go_to (self, row, &range.start.spot, self->page / 3);
}

void
qing_conversation_view_forget_shown (QingConversationView *self)
{
  if (self->shown_message == NULL)
    return;
  g_clear_object (&self->shown_message);
  g_clear_pointer (&self->shown_marks, g_array_unref);
  qing_conversation_view_apply_matches (self);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const QingLeafMark *one = a;
  const QingLeafMark *other = b;

  if (one->leaf != other->leaf)
    return one->leaf < other->leaf ? -1 : 1;
  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  return 0;
}

/* One word may be a part of another: of what overlaps, the first stays. */
static void
drop_overlaps (GArray *marks)
{
  guint kept = 0;

  for (guint i = 0; i < marks->len; i++)
    {
      const QingLeafMark *mark = &g_array_index (marks, QingLeafMark, i);
      const QingLeafMark *last = kept > 0 ? &g_array_index (marks, QingLeafMark, kept - 1) : NULL;

      if (last == NULL || mark->leaf != last->leaf || mark->start >= last->end)
        g_array_index (marks, QingLeafMark, kept++) = *mark;
    }
  g_array_set_size (marks, kept);
}

/* What is selected has a colour of its own. */
static void
drop_selected (GArray *marks, const QingLeafMark *selected)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const QingLeafMark *mark = &g_array_index (marks, QingLeafMark, i);

      if (mark->leaf == selected->leaf && mark->start == selected->start)
        {
          g_array_remove_index (marks, i);
          return;
        }
    }
}

/* Returns: (transfer full): where the words are, in order; @first is where the first of them is. */
static GArray *
find_words (QingMessage *message,
            const char *const *words,
            QingSpotPart part,
            QingLeafMark *first,
            gboolean *found)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (QingLeafMark));

  *found = FALSE;
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_autoptr (QingNeedle) needle = qing_needle_new (words[i]);
      g_autoptr (GArray) marks = qing_conversation_find_in_message (needle, message, part);

      if (marks == NULL || marks->len == 0)
        continue;
      if (!*found)
        *first = g_array_index (marks, QingLeafMark, 0);
      *found = TRUE;
      g_array_append_vals (all, marks->data, marks->len);
    }
  g_array_sort (all, compare_marks);
  drop_overlaps (all);
  return all;
}

void
qing_conversation_view_show_text (QingConversationView *self,
                                  QingMessage *message,
                                  const char *const *words,
                                  gboolean in_thoughts)
{
  QingSpotPart part = in_thoughts ? QING_SPOT_REASONING : QING_SPOT_TEXT;
  g_autoptr (GArray) marks = NULL;
  QingLeafMark first = { 0 };
  gboolean found;
  guint row;

  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));
  g_return_if_fail (QING_IS_MESSAGE (message));

  if (!qing_conversation_rows_find_message (self->rows, message, &row))
    return;
  if (in_thoughts)
    qing_conversation_view_set_unfolded (self, message, TRUE);
  /* The spot is looked for where the thoughts are laid out. */
  qing_message_view_update (qing_conversation_rows_need_view (self->rows, row));
  marks = find_words (message, words, part, &first, &found);
  if (!found)
    {
      qing_conversation_view_scroll_to_message (self, message);
      return;
    }
  mark (self, row, part, &first);
  /* The thoughts have no marks of their own. */
  if (in_thoughts)
    return;
  drop_selected (marks, &first);
  self->shown_message = g_object_ref (message);
  self->shown_marks = g_steal_pointer (&marks);
  qing_conversation_view_apply_matches (self);
}

/* The message that the keyboard is on; else the last one of which there are several versions. */
static QingMessage *
find_versions (QingConversationView *self, guint *row)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  if (QING_IS_MESSAGE_VIEW (focus) &&
      qing_conversation_rows_find_view (self->rows, QING_MESSAGE_VIEW (focus), row))
    return qing_message_view_get_message (QING_MESSAGE_VIEW (focus));
  for (guint i = qing_conversation_rows_get_n_rows (self->rows); i-- > 0;)
    {
      QingMessage *message = qing_conversation_rows_get_message (self->rows, i);

      *row = i;
      if (qing_message_get_n_siblings (message) > 1)
        return message;
    }
  return NULL;
}

/* Shows the version before or after, and stays with it. */
void
qing_conversation_view_step_version (QingConversationView *self, const char *action)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  guint row;
  QingMessage *message = find_versions (self, &row);

  if (message == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", qing_message_get_uid (message));
  if (row >= qing_conversation_rows_get_n_rows (self->rows))
    return;
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (qing_conversation_rows_need_view (self->rows, row)));
}
