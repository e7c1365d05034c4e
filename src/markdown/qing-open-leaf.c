/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-open-leaf-private.h"

#include "qing-leaf-private.h"

#include <string.h>

/* More blanks in a row than this are dropped from text. */
#define MAX_BLANKS 256

void
qing_open_leaf_init (QingOpenLeaf *self,
                     QingBlockStack *stack,
                     QingLeafList *leaves,
                     QingReferences *references,
                     QingInlineParser *inlines,
                     QingWaiters *waiters)
{
  *self = (QingOpenLeaf){ .stack = stack,
                          .leaves = leaves,
                          .references = references,
                          .inlines = inlines,
                          .waiters = waiters,
                          .index = QING_NOT_SHOWN };
  self->containers = g_array_new (FALSE, FALSE, sizeof (QingContainer));
  self->raw = g_string_new (NULL);
  self->rows = g_string_new (NULL);
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
qing_open_leaf_clear (QingOpenLeaf *self)
{
  g_clear_pointer (&self->containers, g_array_unref);
  g_string_free (self->raw, TRUE);
  g_string_free (self->rows, TRUE);
  g_clear_pointer (&self->missing, g_hash_table_unref);
}

/* Makes the leaf visible, if it is not yet. */
QingLeaf *
qing_open_leaf_show (QingOpenLeaf *self, QingLeafKind kind)
{
  QingLeaf *leaf;

  if (self->index != QING_NOT_SHOWN)
    return qing_open_leaf_get_leaf (self);
  if (self->kind != QING_OPEN_PARAGRAPH || self->raw->str[0] != '[')
    qing_open_leaf_settle (self);
  qing_block_stack_get_containers (self->stack, self->stack->blocks->len, TRUE, self->containers);
  leaf = qing_leaf_new (kind, (const QingContainer *) (gpointer) self->containers->data,
                        self->containers->len, self->source_start);
  leaf->level = self->level;
  leaf->source_end = self->source_end;
  self->index = qing_leaf_list_append (self->leaves, leaf);
  return leaf;
}

void
qing_open_leaf_hide (QingOpenLeaf *self)
{
  if (self->index == QING_NOT_SHOWN)
    return;
  qing_block_stack_return_markers (self->stack, qing_open_leaf_get_leaf (self));
  qing_leaf_list_truncate (self->leaves, self->index);
  self->index = QING_NOT_SHOWN;
  self->mark = (QingInlineMark){ 0 };
}

void
qing_open_leaf_settle (QingOpenLeaf *self)
{
  if (!self->settled)
    qing_block_stack_settle_child (self->stack);
  self->settled = TRUE;
}

/* A paragraph may yet prove to be nothing but definitions; everything else stays. */
void
qing_open_leaf_begin (QingOpenLeaf *self, QingOpenKind kind, gsize source_start)
{
  self->kind = kind;
  self->index = QING_NOT_SHOWN;
  self->blank = FALSE;
  self->has_line = FALSE;
  self->source_start = source_start;
  self->source_end = source_start;
  self->base = 0;
  self->raw_line = 0;
  self->settled = FALSE;

  self->underlined = FALSE;
  self->mark = (QingInlineMark){ 0 };
  g_string_truncate (self->raw, 0);
  g_string_truncate (self->rows, 0);
  g_hash_table_remove_all (self->missing);
  qing_block_stack_add_child (self->stack);
  if (kind != QING_OPEN_PARAGRAPH)
    qing_open_leaf_settle (self);
  self->level = 0;
  if (kind == QING_OPEN_FENCED || kind == QING_OPEN_INDENTED)
    qing_open_leaf_show (self, QING_LEAF_CODE)->fenced = kind == QING_OPEN_FENCED;
  else if (kind == QING_OPEN_HTML)
    qing_open_leaf_show (self, QING_LEAF_HTML);
}

static void
append_literal (QingOpenLeaf *self, const char *text, gsize length)
{
  QingLeaf *leaf = qing_open_leaf_get_leaf (self);

  qing_leaf_list_grow (self->leaves, self->index, leaf->length, 0);
  qing_text_sink_append (qing_leaf_get_sink (leaf), text, length, QING_RUN_PLAIN, QING_NO_LINK);
  qing_leaf_sync (leaf);
}

static void
append_raw (QingOpenLeaf *self, const char *text, gsize length)
{
  gsize n_blanks = 0;

  while (n_blanks < MIN (self->raw->len, MAX_BLANKS) &&
         qing_is_blank (self->raw->str[self->raw->len - 1 - n_blanks]))
    n_blanks++;
  for (gsize i = 0; i < length; i++)
    {
      n_blanks = qing_is_blank (text[i]) ? n_blanks + 1 : 0;
      if (n_blanks <= MAX_BLANKS)
        g_string_append_c (self->raw, text[i]);
    }
}

static void
begin_literal_line (QingOpenLeaf *self, const QingLine *line)
{
  if (self->has_line)
    g_string_append_c (self->raw, '\n');
  qing_line_append_rest (line, self->raw);
  if (self->kind == QING_OPEN_INDENTED && line->blank)
    return;
  append_literal (self, self->raw->str, self->raw->len);
  g_string_truncate (self->raw, 0);
}

/* Adds a line, or what there is of it, from where the line stands. */
void
qing_open_leaf_begin_line (QingOpenLeaf *self, const QingLine *line, gsize line_start)
{
  self->got_line = TRUE;
  self->line_start = line_start;
  self->text_start = line_start + line->word;
  self->previous_end = self->source_end;
  if (qing_open_leaf_is_literal (self))
    {
      begin_literal_line (self, line);
    }
  else
    {
      if (self->raw->len > 0)
        g_string_append_c (self->raw, '\n');
      self->raw_line = self->raw->len;
      append_raw (self, line->text + line->word, line->length - line->word);
    }
  self->has_line = TRUE;
}

/* Adds more of the last line. */
void
qing_open_leaf_append (QingOpenLeaf *self, const char *text, gsize length)
{
  if (qing_open_leaf_is_literal (self))
    append_literal (self, text, length);
  else
    append_raw (self, text, length);
}

static void
set_source_end (QingOpenLeaf *self, gsize source_end)
{
  QingLeaf *leaf;

  self->source_end = source_end;
  if (self->index == QING_NOT_SHOWN)
    return;
  leaf = qing_open_leaf_get_leaf (self);
  if (leaf->source_end == source_end)
    return;
  qing_leaf_list_grow (self->leaves, self->index, leaf->length, leaf->n_rows);
  leaf->source_end = source_end;
}

void
qing_open_leaf_end_line (QingOpenLeaf *self, gsize source_end)
{
  set_source_end (self, source_end);
  if (self->kind == QING_OPEN_TABLE)
    qing_open_table_end_row (self);
}

/* Brings the leaf up to date with what has arrived of it. */
void
qing_open_leaf_render (QingOpenLeaf *self)
{
  if (self->kind == QING_OPEN_PARAGRAPH || self->kind == QING_OPEN_HEADING)
    qing_open_text_render (self);
  else if (self->kind == QING_OPEN_TABLE)
    qing_open_table_render (self);
}

static void
close_leaf (QingOpenLeaf *self)
{
  QingLeaf *leaf = qing_open_leaf_get_leaf (self);

  qing_leaf_list_grow (self->leaves, self->index, leaf->length, leaf->n_rows);
  leaf->closed = TRUE;
  leaf->source_end = self->source_end;
  if (qing_leaf_is_image (leaf))
    {
      QingLeaf *image = qing_leaf_copy (leaf);

      qing_leaf_set_kind (image, QING_LEAF_IMAGE);
      qing_leaf_list_replace (self->leaves, self->index, image);
    }
  qing_leaf_freeze (qing_open_leaf_get_leaf (self));
}

void
qing_open_leaf_close (QingOpenLeaf *self)
{
  gboolean stays = TRUE;

  if (self->kind == QING_OPEN_NONE)
    return;
  if (self->kind == QING_OPEN_PARAGRAPH || self->kind == QING_OPEN_HEADING)
    stays = qing_open_text_finish (self);
  else if (self->kind == QING_OPEN_TABLE)
    qing_open_table_finish (self);
  if (stays)
    {
      qing_open_leaf_settle (self);
      close_leaf (self);
      qing_block_stack_top (self->stack)->child_blank = self->blank;
    }
  else
    {
      qing_open_leaf_hide (self);
      qing_block_stack_drop_child (self->stack);
    }
  self->kind = QING_OPEN_NONE;
  self->index = QING_NOT_SHOWN;
}
