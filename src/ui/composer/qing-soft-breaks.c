/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-soft-breaks.h"

#include <string.h>

/* A zero-width space and a paragraph separator. Characters rather than a mark or a tag, because
 * undo and redo keep them. */
#define SOFT_BREAK "\xe2\x80\x8b\xe2\x80\xa9"

/* In characters. Shorter insertions are not looked at. */
#define LONGEST_LINE 4000
/* How far back a break looks for a space. */
#define LOOK_BACK 200
/* Where there is none, the cost of a line grows with the square of its length. */
#define LONGEST_WORD 1000

/* Breaks the line at @iter, which then stands in what follows; FALSE when it is short enough. */
static gboolean
break_line (GtkTextBuffer *buffer, GtkTextIter *iter)
{
  GtkTextIter space;

  gtk_text_iter_set_line_offset (iter, 0);
  if (gtk_text_iter_get_chars_in_line (iter) <= LONGEST_LINE + 2)
    return FALSE;
  space = *iter;
  gtk_text_iter_set_line_offset (&space, LONGEST_LINE);
  gtk_text_iter_set_line_offset (iter, LONGEST_WORD);
  for (guint i = 0; i < LOOK_BACK; i++)
    {
      gtk_text_iter_backward_char (&space);
      if (g_unichar_isspace (gtk_text_iter_get_char (&space)))
        {
          gtk_text_iter_forward_char (&space);
          *iter = space;
          break;
        }
    }
  gtk_text_buffer_insert (buffer, iter, SOFT_BREAK, -1);
  return TRUE;
}

static void
inserted_cb (GtkTextBuffer *buffer, GtkTextIter *location, const char *text, int length)
{
  GtkTextMark *end;
  GtkTextIter iter;
  int last_line;

  if (length < LONGEST_LINE)
    return;
  end = gtk_text_buffer_create_mark (buffer, NULL, location, FALSE);
  iter = *location;
  gtk_text_iter_backward_chars (&iter, (int) g_utf8_strlen (text, length));
  gtk_text_buffer_begin_user_action (buffer);
  for (;;)
    {
      GtkTextIter end_iter;

      while (break_line (buffer, &iter))
        ;
      gtk_text_buffer_get_iter_at_mark (buffer, &end_iter, end);
      last_line = gtk_text_iter_get_line (&end_iter);
      if (gtk_text_iter_get_line (&iter) >= last_line || !gtk_text_iter_forward_line (&iter))
        break;
    }
  gtk_text_buffer_end_user_action (buffer);
  /* The handlers after this one get a place that is right. */
  gtk_text_buffer_get_iter_at_mark (buffer, location, end);
  gtk_text_buffer_delete_mark (buffer, end);
}

void
qing_soft_breaks_attach (GtkTextBuffer *buffer)
{
  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  g_signal_connect_after (buffer, "insert-text", G_CALLBACK (inserted_cb), NULL);
}

char *
qing_soft_breaks_dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start;
  GtkTextIter end;
  char *text;
  char *from;
  char *to;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  for (from = to = strstr (text, SOFT_BREAK); from != NULL;)
    {
      char *next;
      gsize length;

      from += strlen (SOFT_BREAK);
      next = strstr (from, SOFT_BREAK);
      length = next != NULL ? (gsize) (next - from) : strlen (from) + 1;
      memmove (to, from, length);
      to += length;
      from = next;
    }
  return text;
}
