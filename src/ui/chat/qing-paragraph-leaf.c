/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-view.h"

#include <math.h>

/* One layout is asked to break no more text than this into lines. */
#define PIECE_BYTES 3000
/* A paragraph beyond this, which no model writes but in malice or error, is cut into pieces without
 * laying it out, and only the pieces in sight are. */
#define LAZY_BYTES (48 * 1024)
/* While a paragraph grows, its lines are closed except the last few, so that a new word costs no
 * more in a long paragraph than in a short one. */
#define OPEN_LINES 6
#define KEPT_LINES 2
/* Pieces further than this from what is needed give their layouts back. */
#define KEEP_DISTANCE 3000

typedef struct
{
  guint start;
  guint end;
  int height;
  gboolean estimated;
  QingTextUnit *unit; /* NULL while it is not needed */
} Piece;

typedef struct
{
  QingLeafView parent;
  QingRunText source;
  QingTextKind kind;
  GArray *pieces; /* of Piece */
  int width;      /* that the pieces were made for */
} Paragraph;

static Piece *
get_piece (Paragraph *self, guint i)
{
  return &g_array_index (self->pieces, Piece, i);
}

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_clear_pointer (&piece->unit, qing_text_unit_free);
}

static void
update_source (Paragraph *self)
{
  const QingLeaf *leaf = self->parent.leaf;

  self->source = (QingRunText){ leaf->text, leaf->runs, leaf->n_runs };
}

static void
paragraph_construct (QingLeafView *view)
{
  Paragraph *self = (Paragraph *) view;

  self->kind = qing_leaf_get_text_kind (view->leaf);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  update_source (self);
}

static void
paragraph_dispose (QingLeafView *view)
{
  g_array_unref (((Paragraph *) view)->pieces);
}

static void
lay_out_piece (Paragraph *self, Piece *piece)
{
  if (piece->unit == NULL)
    {
      piece->unit = qing_text_unit_new (self->parent.style, self->kind, &self->source, piece->start,
                                        piece->end);
      qing_text_unit_set_width (piece->unit, self->parent.width);
    }
  piece->height = qing_text_unit_get_height (piece->unit);
  piece->estimated = FALSE;
}

static void
lay_out_piece_again (Paragraph *self, Piece *piece)
{
  if (piece->unit != NULL)
    return;
  self->parent.height -= piece->height;
  lay_out_piece (self, piece);
  self->parent.height += piece->height;
}

/* Returns: where to cut a text that begins at @start and is too long: after a blank when there is
 * one near, or at least between two characters. */
static guint
find_cut (const QingLeaf *leaf, guint start)
{
  guint limit = start + PIECE_BYTES;
  guint cut = limit;

  if (leaf->length - start <= PIECE_BYTES)
    return leaf->length;
  while (cut > limit - PIECE_BYTES / 4 && leaf->text[cut - 1] != ' ' && leaf->text[cut - 1] != '\n')
    cut--;
  if (cut > limit - PIECE_BYTES / 4)
    return cut;
  for (cut = limit; cut > start + 1 && ((guchar) leaf->text[cut] & 0xc0) == 0x80;)
    cut--;
  return cut;
}

/* Ends the last piece before @line of it, and begins another there. */
static void
split_last_piece (Paragraph *self, guint line)
{
  Piece *last = get_piece (self, self->pieces->len - 1);
  Piece rest = { 0 };

  rest.start = qing_text_unit_get_line_start (last->unit, line);
  rest.end = last->end;
  last->end = rest.start;
  g_clear_pointer (&last->unit, qing_text_unit_free);
  lay_out_piece (self, last);
  lay_out_piece (self, &rest);
  g_array_append_val (self->pieces, rest);
}

static void
add_estimated_pieces (Paragraph *self, guint start)
{
  const QingLeaf *leaf = self->parent.leaf;
  double per_line = MAX (4, self->parent.width / (self->parent.style->font_px * 0.49));

  while (start < leaf->length)
    {
      Piece piece = { start, find_cut (leaf, start), 0, TRUE, NULL };

      piece.height =
        (int) ceil ((piece.end - start) / per_line) * self->parent.style->line_heights[self->kind];
      g_array_append_val (self->pieces, piece);
      start = piece.end;
    }
}

/* Cuts a text that is not too long into pieces at the ends of lines, so that the cuts do not show. */
static void
add_exact_pieces (Paragraph *self, guint start)
{
  const QingLeaf *leaf = self->parent.leaf;

  while (start < leaf->length)
    {
      Piece piece = { start, find_cut (leaf, start), 0, FALSE, NULL };
      guint n_lines;

      lay_out_piece (self, &piece);
      n_lines = qing_text_unit_get_n_lines (piece.unit);
      if (piece.end < leaf->length && n_lines > 1)
        {
          piece.end = qing_text_unit_get_line_start (piece.unit, n_lines - 1);
          g_clear_pointer (&piece.unit, qing_text_unit_free);
          lay_out_piece (self, &piece);
        }
      g_array_append_val (self->pieces, piece);
      start = piece.end;
    }
}

static void
paragraph_set_width (QingLeafView *view, int width)
{
  Paragraph *self = (Paragraph *) view;
  guint start;
  guint n_lines;

  if (self->width != width)
    g_array_set_size (self->pieces, 0);
  self->width = width;
  start = self->pieces->len > 0 ? get_piece (self, self->pieces->len - 1)->end : 0;
  if (view->leaf->length - start > LAZY_BYTES)
    add_estimated_pieces (self, start);
  else
    add_exact_pieces (self, start);
  if (!view->leaf->closed && self->pieces->len > 0)
    {
      lay_out_piece (self, get_piece (self, self->pieces->len - 1));
      n_lines = qing_text_unit_get_n_lines (get_piece (self, self->pieces->len - 1)->unit);
      if (n_lines > OPEN_LINES)
        split_last_piece (self, n_lines - KEPT_LINES);
    }
  view->height = 0;
  for (guint i = 0; i < self->pieces->len; i++)
    view->height += get_piece (self, i)->height;
  if (self->pieces->len == 0)
    view->height = view->style->line_heights[self->kind];
}

static void
paragraph_update (QingLeafView *view, guint stable_bytes, guint stable_rows)
{
  Paragraph *self = (Paragraph *) view;
  guint keep = 0;

  update_source (self);
  self->kind = qing_leaf_get_text_kind (view->leaf);
  while (keep < self->pieces->len && get_piece (self, keep)->end <= stable_bytes)
    keep++;
  /* What follows could be drawn into the last line of what is kept. */
  if (keep > 0)
    keep = MIN (keep, self->pieces->len - 1);
  g_array_set_size (self->pieces, keep);
}

static void
paragraph_ensure (QingLeafView *view, int y0, int y1)
{
  Paragraph *self = (Paragraph *) view;
  int y = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = get_piece (self, i);

      if (y < y1 && y + piece->height > y0 && piece->unit == NULL)
        lay_out_piece_again (self, piece);
      else if (self->pieces->len > 4 && !piece->estimated &&
               (y > y1 + KEEP_DISTANCE || y + piece->height < y0 - KEEP_DISTANCE))
        g_clear_pointer (&piece->unit, qing_text_unit_free);
      y += piece->height;
    }
}

static int
paragraph_get_used_width (QingLeafView *view)
{
  Paragraph *self = (Paragraph *) view;
  int width = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = get_piece (self, i);

      if (piece->unit == NULL)
        return view->width;
      width = MAX (width, qing_text_unit_get_width (piece->unit));
    }
  return MIN (width + 1, view->width);
}

static void
paragraph_snapshot_back (QingLeafView *view, GtkSnapshot *snapshot, int y0, int y1)
{
  Paragraph *self = (Paragraph *) view;
  int y = 0;

  for (guint i = 0; i < self->pieces->len && y < y1; i++)
    {
      Piece *piece = get_piece (self, i);

      if (piece->unit != NULL && y + piece->height > y0)
        qing_text_unit_snapshot_back (piece->unit, snapshot, 0, y);
      y += piece->height;
    }
}

static void
paragraph_snapshot (QingLeafView *view, GtkSnapshot *snapshot, int y0, int y1)
{
  Paragraph *self = (Paragraph *) view;
  int y = 0;

  for (guint i = 0; i < self->pieces->len && y < y1; i++)
    {
      Piece *piece = get_piece (self, i);

      if (piece->unit != NULL && y + piece->height > y0)
        qing_text_unit_snapshot (piece->unit, snapshot, 0, y);
      y += piece->height;
    }
}

/* Returns: (nullable): the piece at @y, or the nearest one, laid out; *top is where it begins. */
static Piece *
find_piece_at (Paragraph *self, double y, int *top)
{
  *top = 0;
  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = get_piece (self, i);

      if (y < *top + piece->height || i + 1 == self->pieces->len)
        {
          lay_out_piece_again (self, piece);
          return piece;
        }
      *top += piece->height;
    }
  return NULL;
}

static guint
paragraph_byte_at (QingLeafView *view, double x, double y, gboolean *inside)
{
  int top;
  Piece *piece = find_piece_at ((Paragraph *) view, y, &top);

  return piece != NULL ? qing_text_unit_byte_at (piece->unit, x, y - top, inside) : 0;
}

static guint
paragraph_line_at (QingLeafView *view, int y, int *line_y)
{
  int top;
  Piece *piece = find_piece_at ((Paragraph *) view, y, &top);
  guint byte;

  if (piece == NULL)
    return 0;
  byte = qing_text_unit_get_byte_at_line (piece->unit, y - top, line_y);
  *line_y += top;
  return byte;
}

static int
paragraph_get_line_y (QingLeafView *view, guint byte)
{
  Paragraph *self = (Paragraph *) view;
  int y = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = get_piece (self, i);

      if (byte < piece->end || i + 1 == self->pieces->len)
        {
          lay_out_piece_again (self, piece);
          return y + qing_text_unit_get_line_y (piece->unit, byte);
        }
      y += piece->height;
    }
  return 0;
}

static void
paragraph_add_rects (QingLeafView *view, guint start, guint end, int x, int y, GArray *rects)
{
  Paragraph *self = (Paragraph *) view;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = get_piece (self, i);

      if (piece->unit != NULL && piece->start < end && piece->end > start)
        qing_text_unit_add_rects (piece->unit, MAX (start, piece->start), MIN (end, piece->end), x,
                                  y, rects);
      y += piece->height;
    }
}

const QingLeafViewClass qing_paragraph_leaf_class = {
  .instance_size = sizeof (Paragraph),
  .construct = paragraph_construct,
  .dispose = paragraph_dispose,
  .update = paragraph_update,
  .set_width = paragraph_set_width,
  .ensure = paragraph_ensure,
  .get_used_width = paragraph_get_used_width,
  .snapshot_back = paragraph_snapshot_back,
  .snapshot = paragraph_snapshot,
  .byte_at = paragraph_byte_at,
  .line_at = paragraph_line_at,
  .get_line_y = paragraph_get_line_y,
  .add_rects = paragraph_add_rects,
};
