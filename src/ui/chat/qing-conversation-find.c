/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finding text in a conversation: message by message while nothing else is to be done, so that even
 * ten thousand messages do not hold up anybody who is still typing. */

#include "qing-conversation-view-private.h"

#include "qing-message-text.h"

#define SLICE_MICROSECONDS 6000
#define MAX_MATCHES        20000

/* How long a message that grows waits until it is gone through once more. */
#define GROWN_MILLISECONDS 500

struct _QingConversationFind
{
  QingNeedle *needle;
  GPtrArray *rows; /* of GArray of QingLeafMark or NULL, one for each row that was gone through */
  guint n_matches;
  gboolean has_current;
  guint row; /* of the current match */
  guint index;
  guint source;
  GHashTable *grown; /* of rows whose text is another one since */
  guint grown_source;
};

static void
clear_marks (gpointer marks)
{
  if (marks != NULL)
    g_array_unref (marks);
}

static GArray *
get_marks (QingConversationFind *find, guint row)
{
  return row < find->rows->len ? g_ptr_array_index (find->rows, row) : NULL;
}

/* (transfer full) (nullable): of QingLeafMark */
GArray *
qing_conversation_find_in_message (QingNeedle *needle, QingMessage *message, QingSpotPart part)
{
  g_autoptr (GPtrArray) leaves = NULL;
  GArray *marks = NULL;
  gsize length = 0;
  const char *source = part == QING_SPOT_REASONING ? qing_message_get_reasoning (message, &length)
                                                   : qing_message_get_text (message, &length);

  if (qing_message_get_role (message) == QING_ROLE_TOOL ||
      qing_message_get_role (message) == QING_ROLE_SYSTEM ||
      !qing_needle_may_be_in (needle, source, length))
    return NULL;
  leaves = qing_message_text_parse (message, part);
  for (guint i = 0; i < leaves->len; i++)
    {
      g_autofree char *text = qing_leaf_dup_text (g_ptr_array_index (leaves, i), 0, G_MAXUINT);
      gsize text_length = strlen (text);
      gsize at = 0;
      gsize start, end;

      for (; qing_needle_find (needle, text, text_length, at, &start, &end); at = end)
        {
          QingLeafMark mark = { i, (guint) start, (guint) end, FALSE };

          if (marks == NULL)
            marks = g_array_new (FALSE, FALSE, sizeof (QingLeafMark));
          g_array_append_val (marks, mark);
        }
    }
  return marks;
}

static GArray *
get_marks_to_show (QingConversationView *self, guint row)
{
  if (self->find != NULL)
    return get_marks (self->find, row);
  if (self->shown_message != NULL &&
      qing_conversation_rows_get_message (self->rows, row) == self->shown_message)
    return self->shown_marks;
  return NULL;
}

/* Shows the matches in the messages that have a widget. */
void
qing_conversation_view_apply_matches (QingConversationView *self)
{
  for (guint i = 0; i < qing_conversation_rows_get_n_rows (self->rows); i++)
    {
      QingMessageView *view = qing_conversation_rows_get_view (self->rows, i);

      if (view != NULL)
        qing_message_view_set_marks (view, get_marks_to_show (self, i));
    }
}

static void
set_current (QingConversationView *self, gboolean current)
{
  QingConversationFind *find = self->find;
  GArray *marks = get_marks (find, find->row);
  QingMessageView *view = qing_conversation_rows_get_view (self->rows, find->row);

  if (!find->has_current || marks == NULL)
    return;
  g_array_index (marks, QingLeafMark, find->index).current = current;
  if (view != NULL)
    gtk_widget_queue_draw (GTK_WIDGET (view));
}

static gboolean
is_in_sight (QingConversationView *self, guint row, int y)
{
  for (guint i = 0; i < self->placed->len; i++)
    {
      QingPlacedRow *entry = &g_array_index (self->placed, QingPlacedRow, i);

      if (entry->row == row)
        return entry->y + y >= 0 && entry->y + y + self->context.style->font_px * 2 < self->page;
    }
  return FALSE;
}

/* Brings the current match into sight. */
static void
show_current (QingConversationView *self)
{
  QingConversationFind *find = self->find;
  QingLeafMark *mark = &g_array_index (get_marks (find, find->row), QingLeafMark, find->index);
  QingSpot spot = { QING_SPOT_TEXT, mark->leaf, mark->start };
  QingMessageView *view = qing_conversation_rows_need_view (self->rows, find->row);

  set_current (self, TRUE);
  if (!is_in_sight (self, find->row, qing_message_view_get_spot_y (view, &spot)))
    qing_conversation_view_go_to (self, find->row, &spot, self->page / 3);
  g_object_notify (G_OBJECT (self), "current-match");
}

/* Returns: how many of the matches in @row are above what is seen */
static guint
count_above (QingConversationView *self, guint row)
{
  GArray *marks = get_marks (self->find, row);
  QingMessageView *view = qing_conversation_rows_get_view (self->rows, row);
  const QingPlacedRow *placed = NULL;
  guint low = 0;
  guint high = marks->len;

  for (guint i = 0; i < self->placed->len && placed == NULL; i++)
    if (g_array_index (self->placed, QingPlacedRow, i).row == row)
      placed = &g_array_index (self->placed, QingPlacedRow, i);
  if (view == NULL || placed == NULL)
    return 0;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      QingLeafMark *mark = &g_array_index (marks, QingLeafMark, middle);
      QingSpot spot = { QING_SPOT_TEXT, mark->leaf, mark->start };

      if (placed->y + qing_message_view_get_spot_y (view, &spot) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
choose (QingConversationView *self, guint row, guint index)
{
  QingConversationFind *find = self->find;

  find->has_current = TRUE;
  find->row = row;
  find->index = index;
  show_current (self);
}

/* Chooses the first match that is not above what is seen. */
static void
choose_next (QingConversationView *self)
{
  QingConversationFind *find = self->find;

  for (guint i = self->anchor.row; i < find->rows->len && !find->has_current; i++)
    {
      GArray *marks = get_marks (find, i);
      guint index = marks != NULL ? count_above (self, i) : 0;

      if (marks != NULL && index < marks->len)
        choose (self, i, index);
    }
}

/* Chooses the first match of all. */
static void
choose_first (QingConversationView *self)
{
  QingConversationFind *find = self->find;

  for (guint i = 0; i < find->rows->len && !find->has_current; i++)
    if (get_marks (find, i) != NULL)
      choose (self, i, 0);
}

static GArray *
find_in_row (QingConversationView *self, guint row)
{
  QingConversationFind *find = self->find;
  GArray *marks = NULL;

  if (find->n_matches < MAX_MATCHES)
    marks = qing_conversation_find_in_message (find->needle,
                                               qing_conversation_rows_get_message (self->rows, row),
                                               QING_SPOT_TEXT);
  find->n_matches += marks != NULL ? marks->len : 0;
  return marks;
}

static gboolean
find_slice_cb (gpointer data)
{
  QingConversationView *self = data;
  QingConversationFind *find = self->find;
  guint n_rows = qing_conversation_rows_get_n_rows (self->rows);
  gint64 until = g_get_monotonic_time () + SLICE_MICROSECONDS;

  while (find->rows->len < n_rows && g_get_monotonic_time () < until)
    g_ptr_array_add (find->rows, find_in_row (self, find->rows->len));
  qing_conversation_view_apply_matches (self);
  choose_next (self);
  g_object_notify (G_OBJECT (self), "n-matches");
  if (find->rows->len < n_rows)
    return G_SOURCE_CONTINUE;
  choose_first (self);
  find->source = 0;
  return G_SOURCE_REMOVE;
}

/* The current match stays what it is, if it is still there. */
static void
find_in_row_again (QingConversationView *self, guint row)
{
  QingConversationFind *find = self->find;
  GArray *old = get_marks (find, row);
  GArray *marks;

  find->n_matches -= old != NULL ? old->len : 0;
  marks = find_in_row (self, row);
  g_clear_pointer (&find->rows->pdata[row], clear_marks);
  find->rows->pdata[row] = marks;
  if (!find->has_current || find->row != row)
    return;
  find->has_current = marks != NULL;
  find->index = marks != NULL ? MIN (find->index, marks->len - 1) : 0;
  set_current (self, TRUE);
}

static gboolean
grown_cb (gpointer data)
{
  QingConversationView *self = data;
  QingConversationFind *find = self->find;
  GHashTableIter iter;
  gpointer row;

  find->grown_source = 0;
  g_hash_table_iter_init (&iter, find->grown);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (GPOINTER_TO_UINT (row) < find->rows->len)
      find_in_row_again (self, GPOINTER_TO_UINT (row));
  g_hash_table_remove_all (find->grown);
  qing_conversation_view_apply_matches (self);
  g_object_notify (G_OBJECT (self), "n-matches");
  g_object_notify (G_OBJECT (self), "current-match");
  return G_SOURCE_REMOVE;
}

/* The text of a row is another one, and perhaps will be again in a moment. */
void
qing_conversation_view_find_grown (QingConversationView *self, guint row)
{
  QingConversationFind *find = self->find;

  if (find == NULL)
    return;
  g_hash_table_add (find->grown, GUINT_TO_POINTER (row));
  if (find->grown_source == 0)
    find->grown_source = g_timeout_add (GROWN_MILLISECONDS, grown_cb, self);
}

void
qing_conversation_find_free (QingConversationFind *find)
{
  g_clear_handle_id (&find->source, g_source_remove);
  g_clear_handle_id (&find->grown_source, g_source_remove);
  g_hash_table_unref (find->grown);
  qing_needle_free (find->needle);
  g_ptr_array_unref (find->rows);
  g_free (find);
}

/* The messages are others now: what was found may be elsewhere. */
void
qing_conversation_view_find_again (QingConversationView *self)
{
  QingConversationFind *find = self->find;

  if (find == NULL)
    return;
  g_ptr_array_set_size (find->rows, 0);
  g_hash_table_remove_all (find->grown);
  find->n_matches = 0;
  find->has_current = FALSE;
  if (find->source == 0)
    find->source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, find_slice_cb, self, NULL);
}

/**
 * qing_conversation_view_find:
 * @text: (nullable): what to look for, whatever its case; nothing when %NULL or ""
 *
 * Marks the places that hold @text, and goes to the first one that is not above what is seen. The
 * number of matches grows as they are found.
 */
void
qing_conversation_view_find (QingConversationView *self, const char *text)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  g_clear_pointer (&self->find, qing_conversation_find_free);
  if (text != NULL && text[0] != '\0')
    {
      self->find = g_new0 (QingConversationFind, 1);
      self->find->needle = qing_needle_new (text);
      self->find->rows = g_ptr_array_new_with_free_func (clear_marks);
      self->find->grown = g_hash_table_new (NULL, NULL);
      qing_conversation_view_find_again (self);
    }
  qing_conversation_view_apply_matches (self);
  g_object_notify (G_OBJECT (self), "n-matches");
  g_object_notify (G_OBJECT (self), "current-match");
}

/* Moves to the next row with matches, around the ends. Returns: whether there is one. */
static gboolean
step_row (QingConversationFind *find, int step)
{
  guint n = find->rows->len;

  for (guint i = 0; i < n; i++)
    {
      GArray *marks;

      find->row = (find->row + n + (guint) step) % n;
      marks = get_marks (find, find->row);
      if (marks == NULL)
        continue;
      find->index = step > 0 ? 0 : marks->len - 1;
      return TRUE;
    }
  return FALSE;
}

static void
step (QingConversationView *self, int direction)
{
  QingConversationFind *find = self->find;
  GArray *marks;

  if (find == NULL)
    return;
  if (!find->has_current)
    {
      /* What has arrived since may hold one. */
      choose_next (self);
      if (!find->has_current)
        choose_first (self);
      return;
    }
  set_current (self, FALSE);
  marks = get_marks (find, find->row);
  if (direction > 0 && find->index + 1 < marks->len)
    find->index++;
  else if (direction < 0 && find->index > 0)
    find->index--;
  else
    step_row (find, direction);
  show_current (self);
}

void
qing_conversation_view_find_next (QingConversationView *self)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  step (self, 1);
}

void
qing_conversation_view_find_previous (QingConversationView *self)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  step (self, -1);
}

guint
qing_conversation_view_get_n_matches (QingConversationView *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION_VIEW (self), 0);

  return self->find != NULL ? self->find->n_matches : 0;
}

/* Returns: which match is the current one, from 1; 0 when there is none. */
guint
qing_conversation_view_get_current_match (QingConversationView *self)
{
  QingConversationFind *find;
  guint n = 0;

  g_return_val_if_fail (QING_IS_CONVERSATION_VIEW (self), 0);

  find = self->find;
  if (find == NULL || !find->has_current)
    return 0;
  for (guint i = 0; i < find->row; i++)
    n += get_marks (find, i) != NULL ? get_marks (find, i)->len : 0;
  return n + find->index + 1;
}
