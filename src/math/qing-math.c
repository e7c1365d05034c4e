/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-private.h"

#include "qing-math-layout.h"
#include "qing-math-parser.h"
#include "qing-math-plain.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Pango counts in 1024ths of a pixel; nothing may come near the end of an int. */
#define MAX_EXTENT 1000000.0

static void
layout_tree (QingMath *self, const QingMathTree *tree)
{
  QingMathLayout layout = { self->font, self->font->face, &self->canvas, NULL };
  guint style = self->display ? QING_MATH_STYLE_DISPLAY : QING_MATH_STYLE_TEXT;
  QingMathBox box;

  /* A single atom has no place to break at, and a formula with a tag stays in one piece. */
  if (tree->list != NULL && tree->list->next != NULL && tree->tag == NULL)
    self->atoms = layout.atoms = g_array_new (FALSE, FALSE, sizeof (QingMathAtom));
  qing_math_layout_list (&layout, tree->list, style, QING_MATH_CLASS_NONE, &box);
  if (tree->tag != NULL)
    qing_math_layout_tag (&layout, tree->tag, style, &box);
  qing_math_canvas_finish (&self->canvas);
  self->width = MAX (box.width, 0.0);
  self->ascent = box.ascent;
  self->descent = box.descent;
}

static gboolean
is_too_large (QingMath *self)
{
  return self->canvas.is_full || !(self->width < MAX_EXTENT) || !(self->ascent < MAX_EXTENT) ||
         !(self->descent < MAX_EXTENT);
}

/**
 * qing_math_new:
 * @tex: a formula, without dollars around it; any bytes
 * @length: its length in bytes, or -1 when it ends with a zero
 * @display: whether it stands in its own line
 * @font: the font
 * @error: (nullable): why it cannot be shown
 *
 * Reads a formula in the mathematics of TeX and lays it out. The time is bounded whatever @tex is.
 *
 * Returns: (transfer full) (nullable): the formula, or NULL with @error set
 */
QingMath *
qing_math_new (const char *tex, gssize length, gboolean display, QingMathFont *font, GError **error)
{
  g_autoptr (QingMathArena) arena = qing_math_arena_new ();
  g_autoptr (QingMath) self = NULL;
  QingMathTree tree = { NULL, NULL };

  g_return_val_if_fail (tex != NULL && font != NULL, NULL);

  if (length < 0)
    length = strlen (tex);
  if (!qing_math_parse (tex, length, display, arena, &tree, error))
    return NULL;

  self = g_new0 (QingMath, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->source = g_ref_string_new_len (tex, length);
  self->font = qing_math_font_ref (font);
  self->display = display;
  qing_math_canvas_init (&self->canvas);
  layout_tree (self, &tree);
  if (is_too_large (self))
    {
      qing_math_set_error (error, QING_MATH_ERROR_LIMIT, 0, "%s", _ ("The formula is too large"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

QingMath *
qing_math_ref (QingMath *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
qing_math_unref (QingMath *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->atoms, g_array_unref);
  qing_math_canvas_clear (&self->canvas);
  qing_math_font_unref (self->font);
  g_clear_pointer (&self->source, g_ref_string_release);
  g_free (self);
}

/**
 * qing_math_get_size:
 * @self: a formula
 * @width: (out) (optional): its width in pixels
 * @ascent: (out) (optional): how far it reaches above the baseline
 * @descent: (out) (optional): how far it reaches below the baseline
 */
void
qing_math_get_size (QingMath *self, double *width, double *ascent, double *descent)
{
  if (width != NULL)
    *width = self->width;
  if (ascent != NULL)
    *ascent = self->ascent;
  if (descent != NULL)
    *descent = self->descent;
}

/* Returns: (transfer none): the TeX that was given */
const char *
qing_math_get_source (QingMath *self)
{
  return self->source;
}

/**
 * qing_math_dup_plain_text:
 * @self: a formula
 *
 * Returns: (transfer full): the formula on one line of Unicode, for screen readers and previews
 */
char *
qing_math_dup_plain_text (QingMath *self)
{
  g_autoptr (QingMathArena) arena = qing_math_arena_new ();
  QingMathTree tree = { NULL, NULL };

  if (!qing_math_parse (self->source, strlen (self->source), self->display, arena, &tree, NULL))
    return g_strdup (self->source);
  return qing_math_plain_text (&tree);
}

static PangoFont *
font_of (QingMath *self, guint font)
{
  if (font < QING_MATH_N_LEVELS)
    return qing_math_font_get_pango_font (self->font, font);
  return g_ptr_array_index (self->canvas.fonts, font - QING_MATH_N_LEVELS);
}

static void
set_color (QingMath *self, const QingMathItem *item, QingMathOp *op)
{
  op->has_color = item->color > 0;
  if (op->has_color)
    op->color = g_array_index (self->canvas.colors, QingMathColor, item->color - 1);
}

static void
emit_shape (QingMath *self, const QingMathItem *item, QingMathOpFunc func, gpointer user_data)
{
  QingMathOp op = { .type =
                      item->type == QING_MATH_ITEM_LINE ? QING_MATH_OP_LINE : QING_MATH_OP_RULE,
                    .x = item->x,
                    .y = item->y,
                    .width = item->width,
                    .height = item->height,
                    .thickness = item->thickness,
                    .snap = item->snap };

  /* The bar of an empty fraction has no width. */
  if (item->type == QING_MATH_ITEM_RULE && (item->width <= 0.0f || item->height <= 0.0f))
    return;
  set_color (self, item, &op);
  func (&op, user_data);
}

static gboolean
same_run (const QingMathItem *a, const QingMathItem *b)
{
  return b->type == QING_MATH_ITEM_GLYPH && a->font == b->font && a->color == b->color;
}

/* Emits all glyphs from @first on that share its font and colour as one string: what is drawn does
 * not overlap, so their order does not matter. */
static void
emit_glyphs (QingMath *self,
             const QingMathItem *items,
             guint first,
             guint8 *done,
             QingMathOpFunc func,
             gpointer user_data)
{
  QingMathOp op = { .type = QING_MATH_OP_GLYPHS, .font = font_of (self, items[first].font) };
  PangoGlyphString *glyphs = pango_glyph_string_new ();
  guint n = 0;

  pango_glyph_string_set_size (glyphs, self->canvas.items->len - first);
  for (guint i = first; i < self->canvas.items->len; i++)
    {
      PangoGlyphInfo *info = &glyphs->glyphs[n];

      if (done[i] || !same_run (&items[first], &items[i]))
        continue;
      done[i] = TRUE;
      info->glyph = items[i].glyph;
      info->geometry.width = 0;
      info->geometry.x_offset = (int) round (items[i].x * PANGO_SCALE);
      info->geometry.y_offset = (int) round (items[i].y * PANGO_SCALE);
      info->attr.is_cluster_start = TRUE;
      glyphs->log_clusters[n] = 0;
      n++;
    }
  pango_glyph_string_set_size (glyphs, n);

  set_color (self, &items[first], &op);
  op.glyphs = glyphs;
  if (op.font != NULL)
    func (&op, user_data);
  pango_glyph_string_free (glyphs);
}

/**
 * qing_math_foreach_op:
 * @self: a formula
 * @func: (scope call): called for each step, in the order of drawing
 * @user_data: for @func
 */
void
qing_math_foreach_op (QingMath *self, QingMathOpFunc func, gpointer user_data)
{
  const QingMathItem *items = (const QingMathItem *) self->canvas.items->data;
  guint n_items = self->canvas.items->len;
  g_autofree guint8 *done = g_new0 (guint8, n_items + 1);

  for (guint i = 0; i < n_items; i++)
    if (items[i].type == QING_MATH_ITEM_RULE)
      emit_shape (self, &items[i], func, user_data);
  for (guint i = 0; i < n_items; i++)
    if (items[i].type == QING_MATH_ITEM_GLYPH && !done[i])
      emit_glyphs (self, items, i, done, func, user_data);
  for (guint i = 0; i < n_items; i++)
    if (items[i].type == QING_MATH_ITEM_LINE)
      emit_shape (self, &items[i], func, user_data);
}

static void
snap_length (double origin, double length, double scale, double *from, double *size)
{
  /* A little thinner looks better than a little thicker beside letters. */
  double pixels = MAX (round (length * scale - 0.1), 1.0);
  double middle = (origin + length / 2.0) * scale;

  *from = round (middle - pixels / 2.0) / scale;
  *size = pixels / scale;
}

/**
 * qing_math_snap_rule:
 * @op: a rule
 * @origin_x: where the formula begins
 * @origin_y: where its baseline is
 * @scale: device pixels per unit
 * @x: (out): left edge, with the origin
 * @y: (out): top edge, with the origin
 * @width: (out): width
 * @height: (out): height
 *
 * Tells where to draw a rule so that it is sharp: its thickness becomes a whole number of device
 * pixels, one at least. Rules that continue a glyph stay where they are.
 */
void
qing_math_snap_rule (const QingMathOp *op,
                     double origin_x,
                     double origin_y,
                     double scale,
                     double *x,
                     double *y,
                     double *width,
                     double *height)
{
  *x = origin_x + op->x;
  *y = origin_y + op->y;
  *width = op->width;
  *height = op->height;
  if (!op->snap)
    return;
  if (op->width >= op->height)
    snap_length (origin_y + op->y, op->height, scale, y, height);
  else
    snap_length (origin_x + op->x, op->width, scale, x, width);
}
