/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-text.h"

#include "qing-leaf-view.h"
#include "qing-markdown-stream.h"
#include "qing-plain-text.h"

#include <string.h>

/* Words are looked for no further than this from where somebody clicked. */
#define WORD_DISTANCE 200

static const char *
get_source (QingMessage *message, QingSpotPart part, gsize *length)
{
  return part == QING_SPOT_REASONING ? qing_message_get_reasoning (message, length)
                                     : qing_message_get_text (message, length);
}

/* Returns: (transfer full) (element-type QingLeaf): the leaves as the view shows them. */
GPtrArray *
qing_message_text_parse (QingMessage *message, QingSpotPart part)
{
  gsize length = 0;
  const char *text = get_source (message, part, &length);
  g_autofree char *markdown = NULL;

  if (qing_message_get_role (message) != QING_ROLE_USER)
    return qing_markdown_parse (text, (gssize) length);
  markdown = qing_plain_text_to_markdown (text, length);
  return qing_markdown_parse (markdown, -1);
}

static void
append_table (GString *out, const QingLeaf *leaf, guint start, guint end)
{
  guint at = 0;

  for (guint row = 0; row < leaf->n_rows && at < end; row++)
    for (guint column = 0; column < leaf->n_columns; column++)
      {
        const QingCell *cell = qing_leaf_get_cell (leaf, row, column);
        guint from = MAX (start, at);
        guint to = MIN (end, at + cell->length);

        if (from < to)
          g_string_append_len (out, cell->text + (from - at), to - from);
        at += cell->length + 1;
        if (at > start && at <= end)
          g_string_append_c (out, column + 1 < leaf->n_columns ? '\t' : '\n');
      }
}

/* Returns: (transfer full): the text of @leaf from @start to @end, cells parted by tabs. */
char *
qing_leaf_dup_text (const QingLeaf *leaf, guint start, guint end)
{
  GString *out = g_string_new (NULL);

  end = MIN (end, qing_leaf_get_text_length (leaf));
  if (leaf->kind == QING_LEAF_TABLE)
    append_table (out, leaf, start, end);
  else if (start < end)
    g_string_append_len (out, leaf->text + start, end - start);
  while (out->len > 0 && out->str[out->len - 1] == '\n')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static gboolean
is_word_character (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return g_unichar_isalnum (c) || c == '_' || g_unichar_ismark (c);
}

/* Finds the word at @byte, or the one character that is there. */
void
qing_leaf_find_word (const QingLeaf *leaf, guint byte, guint *start, guint *end)
{
  g_autofree char *text = qing_leaf_dup_text (leaf, 0, G_MAXUINT);
  gsize length = strlen (text);
  const char *at = text + MIN (byte, length);
  const char *from = at;
  const char *to = at;

  while (from > text && at - from < WORD_DISTANCE && is_word_character (g_utf8_prev_char (from)))
    from = g_utf8_prev_char (from);
  while (*to != '\0' && to - at < WORD_DISTANCE && is_word_character (to))
    to = g_utf8_next_char (to);
  if (from == to && *to != '\0')
    to = g_utf8_next_char (to);
  *start = (guint) (from - text);
  *end = (guint) (to - text);
}

/* Writes what stands before a leaf that is the first of its item. */
static void
append_marker (GString *out, const QingLeaf *leaf)
{
  guint depth = 0;

  for (guint i = 0; i < leaf->n_containers; i++)
    {
      const QingContainer *container = &leaf->containers[i];

      if (container->kind == QING_CONTAINER_QUOTE)
        continue;
      if (container->first)
        {
          for (guint j = 0; j < depth; j++)
            g_string_append (out, "  ");
          g_string_append (out, container->ordered ? container->marker : "•");
          if (container->task != QING_TASK_NONE)
            g_string_append (out, container->task == QING_TASK_DONE ? " [x]" : " [ ]");
          g_string_append_c (out, ' ');
        }
      depth++;
    }
}

static gboolean
is_tight (const QingLeaf *leaf)
{
  return leaf->n_containers > 0 && leaf->containers[leaf->n_containers - 1].tight;
}

static void
append_separator (GString *out, const QingLeaf *previous, const QingLeaf *leaf)
{
  if (out->len == 0)
    return;
  g_string_append (out, previous != NULL && is_tight (previous) && is_tight (leaf) ? "\n" : "\n\n");
}

/* Restricts a selection to one part of a message. Returns: whether anything of it is left. */
static gboolean
clip (QingSpotPart part, const QingSpot *start, const QingSpot *end, QingSpot *from, QingSpot *to)
{
  if (start->part > part || end->part < part)
    return FALSE;
  *from = start->part < part ? (QingSpot){ part, 0, 0 } : *start;
  *to = end->part > part ? (QingSpot){ part, G_MAXUINT, G_MAXUINT } : *end;
  return qing_spot_compare (from, to) < 0;
}

static void
append_plain_part (GString *out,
                   QingMessage *message,
                   QingSpotPart part,
                   const QingSpot *from,
                   const QingSpot *to)
{
  g_autoptr (GPtrArray) leaves = qing_message_text_parse (message, part);
  const QingLeaf *previous = NULL;

  for (guint i = from->leaf; i < leaves->len && i <= to->leaf; i++)
    {
      const QingLeaf *leaf = g_ptr_array_index (leaves, i);
      guint start = i == from->leaf ? from->byte : 0;
      guint end = i == to->leaf ? to->byte : G_MAXUINT;
      g_autofree char *text = qing_leaf_dup_text (leaf, start, end);

      if (i == to->leaf && end == 0 && i > from->leaf)
        break;
      append_separator (out, previous, leaf);
      if (start == 0)
        append_marker (out, leaf);
      g_string_append (out, leaf->kind == QING_LEAF_RULE ? "———" : text);
      previous = leaf;
    }
}

/* Appends what is selected of @message as it reads on the screen. */
void
qing_message_text_append_plain (GString *out,
                                QingMessage *message,
                                const QingSpot *start,
                                const QingSpot *end)
{
  for (QingSpotPart part = QING_SPOT_REASONING; part <= QING_SPOT_TEXT; part++)
    {
      QingSpot from, to;

      /* Thoughts are copied only when the selection begins or ends in them. */
      if (part == QING_SPOT_REASONING && start->part != part && end->part != part)
        continue;
      if (clip (part, start, end, &from, &to))
        append_plain_part (out, message, part, &from, &to);
    }
}

static void
append_markdown_part (GString *out,
                      QingMessage *message,
                      QingSpotPart part,
                      const QingSpot *from,
                      const QingSpot *to)
{
  gsize length = 0;
  const char *source = get_source (message, part, &length);
  g_autoptr (GPtrArray) leaves = qing_markdown_parse (source, (gssize) length);
  const QingLeaf *first;
  const QingLeaf *last;
  gsize end;

  if (from->leaf >= leaves->len)
    return;
  first = g_ptr_array_index (leaves, from->leaf);
  last = g_ptr_array_index (leaves, MIN (to->leaf, leaves->len - 1));
  end = MIN (last->source_end, length);
  append_separator (out, NULL, first);
  if (first->source_start < end)
    g_string_append_len (out, source + first->source_start, (gssize) (end - first->source_start));
}

/* Appends the Markdown of the leaves that are selected, each as a whole. What the user wrote is not
 * Markdown, and taken as it is. */
void
qing_message_text_append_markdown (GString *out,
                                   QingMessage *message,
                                   const QingSpot *start,
                                   const QingSpot *end)
{
  if (qing_message_get_role (message) == QING_ROLE_USER)
    {
      qing_message_text_append_plain (out, message, start, end);
      return;
    }
  for (QingSpotPart part = QING_SPOT_REASONING; part <= QING_SPOT_TEXT; part++)
    {
      QingSpot from, to;

      if (part == QING_SPOT_REASONING && start->part != part && end->part != part)
        continue;
      if (clip (part, start, end, &from, &to))
        append_markdown_part (out, message, part, &from, &to);
    }
}
