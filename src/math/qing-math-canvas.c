/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-canvas.h"

#include "qing-math-font-private.h"

#include <math.h>
#include <string.h>

void
qing_math_canvas_init (QingMathCanvas *self)
{
  self->items = g_array_sized_new (FALSE, FALSE, sizeof (QingMathItem), 32);
  self->colors = NULL;
  self->fonts = NULL;
  self->color = 0;
  self->is_full = FALSE;
}

void
qing_math_canvas_clear (QingMathCanvas *self)
{
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->colors, g_array_unref);
  g_clear_pointer (&self->fonts, g_ptr_array_unref);
}

/* Returns: the number to give to an item */
guint
qing_math_canvas_add_color (QingMathCanvas *self, const QingMathColor *color)
{
  if (self->colors == NULL)
    self->colors = g_array_new (FALSE, FALSE, sizeof (QingMathColor));
  for (guint i = 0; i < self->colors->len; i++)
    if (memcmp (&g_array_index (self->colors, QingMathColor, i), color, sizeof *color) == 0)
      return i + 1;
  if (self->colors->len >= G_MAXUINT16 - 1)
    return 0;
  g_array_append_vals (self->colors, color, 1);
  return self->colors->len;
}

/* Returns: the number to give to an item */
guint
qing_math_canvas_add_font (QingMathCanvas *self, PangoFont *font)
{
  guint index = 0;

  if (self->fonts == NULL)
    self->fonts = g_ptr_array_new_with_free_func (g_object_unref);
  if (!g_ptr_array_find (self->fonts, font, &index))
    {
      index = self->fonts->len;
      g_ptr_array_add (self->fonts, g_object_ref (font));
    }
  return MIN (QING_MATH_N_LEVELS + index, G_MAXUINT16);
}

static void
add_item (QingMathCanvas *self, QingMathItem *item)
{
  if (self->items->len >= QING_MATH_MAX_ITEMS)
    {
      self->is_full = TRUE;
      return;
    }
  item->color = self->color;
  g_array_append_vals (self->items, item, 1);
}

void
qing_math_canvas_add_glyph (QingMathCanvas *self,
                            guint font,
                            guint32 glyph,
                            gunichar ch,
                            double x,
                            double y)
{
  QingMathItem item = {
    .type = QING_MATH_ITEM_GLYPH, .font = font, .glyph = glyph, .ch = ch, .x = x, .y = y
  };

  add_item (self, &item);
}

void
qing_math_canvas_add_rule (QingMathCanvas *self,
                           double x,
                           double y,
                           double width,
                           double height,
                           gboolean snap)
{
  QingMathItem item = {
    .type = QING_MATH_ITEM_RULE, .snap = snap, .x = x, .y = y, .width = width, .height = height
  };

  add_item (self, &item);
}

void
qing_math_canvas_add_line (QingMathCanvas *self,
                           double x,
                           double y,
                           double width,
                           double height,
                           double thickness)
{
  QingMathItem item = { .type = QING_MATH_ITEM_LINE,
                        .x = x,
                        .y = y,
                        .width = width,
                        .height = height,
                        .thickness = thickness };

  add_item (self, &item);
}

void
qing_math_canvas_move (QingMathCanvas *self, guint first, guint end, double dx, double dy)
{
  if (dx == 0.0 && dy == 0.0)
    return;
  for (guint i = first; i < end; i++)
    {
      QingMathItem *item = &g_array_index (self->items, QingMathItem, i);

      item->x += dx;
      item->y += dy;
    }
}

void
qing_math_canvas_truncate (QingMathCanvas *self, guint first)
{
  g_array_set_size (self->items, MIN (first, self->items->len));
}

static QingMathItem *
last_item (QingMathCanvas *self)
{
  return &g_array_index (self->items, QingMathItem, self->items->len - 1);
}

/* Lets the glyph that was added last end up on a whole pixel. Many renderers put glyphs there
 * anyway; a rule that continues it then knows where it is. */
void
qing_math_canvas_round_glyph (QingMathCanvas *self, gboolean x, gboolean y)
{
  if (self->is_full)
    return;
  last_item (self)->round |= (x ? QING_MATH_ROUND_X : 0) | (y ? QING_MATH_ROUND_Y : 0);
}

/* Tells which character the item that was added last is a part of. */
void
qing_math_canvas_set_char (QingMathCanvas *self, gunichar ch)
{
  if (!self->is_full)
    last_item (self)->ch = ch;
}

/* Ties the rule that was added last to the glyph at index @glyph: across its direction, it moves
 * as far as the glyph does when that is rounded. */
void
qing_math_canvas_anchor (QingMathCanvas *self, guint glyph)
{
  QingMathItem *rule;

  if (self->is_full)
    return;
  rule = last_item (self);
  rule->glyph = self->items->len - 1 - glyph;
  rule->snap = FALSE;
}

/* Rounds what is to be rounded, once everything is in its place. */
void
qing_math_canvas_finish (QingMathCanvas *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      QingMathItem *rule = &g_array_index (self->items, QingMathItem, i);
      const QingMathItem *glyph;

      if (rule->type != QING_MATH_ITEM_RULE || rule->glyph == 0 || rule->glyph > i)
        continue;
      glyph = rule - rule->glyph;
      if (rule->width > rule->height)
        rule->y += roundf (glyph->y) - glyph->y;
      else
        rule->x += roundf (glyph->x) - glyph->x;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      QingMathItem *glyph = &g_array_index (self->items, QingMathItem, i);

      if ((glyph->round & QING_MATH_ROUND_X) != 0)
        glyph->x = roundf (glyph->x);
      if ((glyph->round & QING_MATH_ROUND_Y) != 0)
        glyph->y = roundf (glyph->y);
    }
}
