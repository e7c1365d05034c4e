/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-private.h"

#include "qing-math-layout.h"

#include <math.h>

/* Formulas that are too wide for one line. TeX leaves that to the author; in a window that changes
 * its width there is nobody to ask. */

/* How much of a line may stay empty for the sake of a better place to break at. */
#define COST_STEP 0.25

/* In ems. What stands after a wide space is a formula of its own. */
#define WIDE_SPACE 0.9
#define INDENT     2.0
#define LINE_GAP   0.35
#define MIN_PITCH  1.4

/* A relation further right than this does not align the lines after it. */
#define MAX_ALIGN 0.4

static const QingMathAtom *
atom_at (QingMath *self, guint index)
{
  return &g_array_index (self->atoms, QingMathAtom, index);
}

/* How bad it is to begin a line with an atom. Returns: FALSE where that is not possible */
static gboolean
get_cost_before (QingMath *self, guint index, double *cost)
{
  const QingMathAtom *atom = atom_at (self, index);
  const QingMathAtom *previous = atom_at (self, index - 1);
  double wide = WIDE_SPACE * qing_math_font_get_size (self->font);

  *cost = atom->depth > 0 ? 3.0 : 0.0;
  if (atom->start - previous->end >= wide && atom->depth == 0)
    *cost = -1.5;
  else if (previous->klass == QING_MATH_CLASS_PUNCT || atom->klass == QING_MATH_CLASS_BIN)
    *cost += 1.0;
  else if (atom->klass != QING_MATH_CLASS_REL || previous->klass == QING_MATH_CLASS_REL)
    return FALSE;
  return TRUE;
}

/* Where the line that begins with atom @first ends: the index of the first atom of the next. */
static guint
find_break (QingMath *self, guint first, double room)
{
  double start = atom_at (self, first)->start;
  double best_score = -G_MAXDOUBLE;
  guint n = self->atoms->len;
  guint best = n;

  if (atom_at (self, n - 1)->end - start <= room)
    return n;
  for (guint i = first + 1; i < n; i++)
    {
      double width = atom_at (self, i - 1)->end - start;
      double cost, score;

      if (!get_cost_before (self, i, &cost))
        continue;
      score = width - cost * COST_STEP * room;
      if (width > room)
        return best < n ? best : i;
      if (score >= best_score)
        {
          best_score = score;
          best = i;
        }
    }
  return best;
}

/* The lines that are laid out so far. */
typedef struct
{
  QingMath *source;
  QingMath *target;
  double room;
  double em;
  guint line;
  double x;        /* of the line */
  double y;        /* of its baseline */
  double relation; /* where further relations align, or negative */
  double operand;  /* where other lines align */
} Wrapper;

/* Remembers the first relation of a line as what the next lines align with. */
static void
note_relation (Wrapper *self, guint first, guint end)
{
  double start = atom_at (self->source, first)->start;

  for (guint i = first; i + 1 < end; i++)
    {
      const QingMathAtom *atom = atom_at (self->source, i);
      double x = self->x + atom->start - start;

      if (atom->klass != QING_MATH_CLASS_REL || atom->depth > 0)
        continue;
      if (x > MAX_ALIGN * self->room)
        return;
      self->relation = x;
      self->operand = self->x + atom_at (self->source, i + 1)->start - start;
      return;
    }
}

static double
indent_of (Wrapper *self, guint first)
{
  const QingMathAtom *atom = atom_at (self->source, first);
  const QingMathAtom *previous = atom_at (self->source, first - 1);

  if (atom->depth == 0 && (previous->klass == QING_MATH_CLASS_PUNCT ||
                           atom->start - previous->end >= WIDE_SPACE * self->em))
    {
      self->relation = -1.0;
      return 0.0;
    }
  if (self->relation < 0.0)
    return INDENT * self->em;
  return atom->klass == QING_MATH_CLASS_REL && atom->depth == 0 ? self->relation : self->operand;
}

static void
place_line (Wrapper *self, guint first, guint end)
{
  const GArray *items = self->source->canvas.items;
  guint last_item =
    end < self->source->atoms->len ? atom_at (self->source, end)->first : items->len;
  double start = atom_at (self->source, first)->start;
  double ascent = 0.0, descent = 0.0, pitch;

  for (guint i = first; i < end; i++)
    {
      ascent = MAX (ascent, atom_at (self->source, i)->ascent);
      descent = MAX (descent, atom_at (self->source, i)->descent);
    }
  pitch = self->target->descent - self->y + LINE_GAP * self->em + ascent;
  if (self->line > 0)
    self->y += ceil (MAX (pitch, MIN_PITCH * self->em));

  /* Whole pixels keep what has been rounded. */
  for (guint i = atom_at (self->source, first)->first; i < last_item; i++)
    {
      QingMathItem item = g_array_index (items, QingMathItem, i);

      item.x += round (self->x - start);
      item.y += self->y;
      g_array_append_val (self->target->canvas.items, item);
    }
  if (self->line == 0)
    self->target->ascent = ascent;
  self->target->descent = self->y + descent;
  self->target->width =
    MAX (self->target->width, self->x + atom_at (self->source, end - 1)->end - start);
  self->line++;
}

/* A formula like @self that draws nothing yet. */
static QingMath *
create_like (QingMath *self)
{
  QingMath *other = g_new0 (QingMath, 1);

  g_atomic_ref_count_init (&other->ref_count);
  other->source = g_ref_string_acquire (self->source);
  other->font = qing_math_font_ref (self->font);
  other->display = self->display;
  qing_math_canvas_init (&other->canvas);
  if (self->canvas.colors != NULL)
    other->canvas.colors = g_array_ref (self->canvas.colors);
  if (self->canvas.fonts != NULL)
    other->canvas.fonts = g_ptr_array_ref (self->canvas.fonts);
  return other;
}

/**
 * qing_math_wrap:
 * @self: a formula
 * @max_width: the room there is, in pixels
 *
 * Breaks a formula that is too wide into lines, at relations and operations outside parentheses if
 * it can. The lines after the first align with its first relation. The baseline is that of the
 * first line. Tables, formulas with a tag and others that have no place to break at stay as wide as
 * they are.
 *
 * Returns: (transfer full): the formula in lines, or @self when it fits or cannot be broken
 */
QingMath *
qing_math_wrap (QingMath *self, double max_width)
{
  Wrapper wrapper = { .source = self, .room = max_width, .relation = -1.0 };

  if (self->width <= max_width || self->atoms == NULL || self->atoms->len == 0 ||
      find_break (self, 0, max_width) >= self->atoms->len)
    return qing_math_ref (self);

  wrapper.target = create_like (self);
  wrapper.em = qing_math_font_get_size (self->font);
  for (guint first = 0; first < self->atoms->len;)
    {
      guint end;

      wrapper.x = first > 0 ? indent_of (&wrapper, first) : 0.0;
      end = find_break (self, first, max_width - wrapper.x);
      place_line (&wrapper, first, end);
      if (wrapper.relation < 0.0)
        note_relation (&wrapper, first, end);
      first = end;
    }
  return wrapper.target;
}

static QingMath *
create_piece (QingMath *self, guint first, guint end)
{
  gboolean is_last = end == self->atoms->len;
  QingMath *piece = create_like (self);
  double start = first > 0 ? atom_at (self, first)->start : 0.0;
  guint first_item = first > 0 ? atom_at (self, first)->first : 0;
  guint end_item = is_last ? self->canvas.items->len : atom_at (self, end)->first;

  for (guint i = first; i < end; i++)
    {
      piece->ascent = MAX (piece->ascent, atom_at (self, i)->ascent);
      piece->descent = MAX (piece->descent, atom_at (self, i)->descent);
    }
  piece->width = (is_last ? self->width : atom_at (self, end)->start) - start;
  g_array_append_vals (piece->canvas.items,
                       &g_array_index (self->canvas.items, QingMathItem, first_item),
                       end_item - first_item);
  qing_math_canvas_move (&piece->canvas, 0, piece->canvas.items->len, -start, 0.0);
  return piece;
}

/* In a paragraph, TeX breaks after relations and operations. */
static gboolean
can_break_after (QingMath *self, guint index)
{
  const QingMathAtom *atom = atom_at (self, index);
  const QingMathAtom *next = atom_at (self, index + 1);

  if (atom->depth > 0 || next->first == atom->first)
    return FALSE;
  return (atom->klass == QING_MATH_CLASS_REL && next->klass != QING_MATH_CLASS_REL) ||
         atom->klass == QING_MATH_CLASS_BIN || atom->klass == QING_MATH_CLASS_PUNCT;
}

/**
 * qing_math_list_pieces:
 * @self: a formula in a paragraph
 *
 * Cuts a formula into pieces between which the line may be broken. Side by side they look like the
 * whole. Each has the source of the whole.
 *
 * Returns: (transfer full) (element-type QingMath): at least one piece
 */
GPtrArray *
qing_math_list_pieces (QingMath *self)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_math_unref);
  guint n = self->atoms != NULL ? self->atoms->len : 0;
  guint first = 0;

  for (guint i = 0; i + 1 < n; i++)
    if (can_break_after (self, i))
      {
        g_ptr_array_add (pieces, create_piece (self, first, i + 1));
        first = i + 1;
      }
  if (first == 0)
    g_ptr_array_add (pieces, qing_math_ref (self));
  else
    g_ptr_array_add (pieces, create_piece (self, first, n));
  return pieces;
}
