/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "math-scene.h"

#include "qing-math-parser.h"

#include <stdlib.h>
#include <string.h>

static void
measure_glyph (QingMathCanvas *canvas,
               QingMathFont *font,
               const QingMathItem *item,
               MathThing *thing)
{
  thing->origin = item->x;
  thing->baseline = item->y;
  if (item->font < QING_MATH_N_LEVELS)
    {
      const QingMathGlyph *metrics = qing_math_face_get_metrics (font->face, item->glyph);
      double scale = font->scales[item->font];

      thing->level = item->font;
      thing->left = item->x + metrics->left * scale;
      thing->right = item->x + metrics->right * scale;
      thing->top = item->y - metrics->ascent * scale;
      thing->bottom = item->y + metrics->descent * scale;
      thing->end = item->x + (metrics->advance + metrics->italic) * scale;
    }
  else
    {
      PangoRectangle ink, logical;

      pango_font_get_glyph_extents (g_ptr_array_index (canvas->fonts,
                                                       item->font - QING_MATH_N_LEVELS),
                                    item->glyph, &ink, &logical);
      thing->left = item->x + (double) ink.x / PANGO_SCALE;
      thing->right = thing->left + (double) ink.width / PANGO_SCALE;
      thing->top = item->y + (double) ink.y / PANGO_SCALE;
      thing->bottom = thing->top + (double) ink.height / PANGO_SCALE;
      thing->end = item->x + (double) logical.width / PANGO_SCALE;
    }
}

static MathThing
measure (QingMathCanvas *canvas, QingMathFont *font, const QingMathItem *item)
{
  MathThing thing = { .ch = item->ch };

  if (item->type == QING_MATH_ITEM_GLYPH)
    {
      measure_glyph (canvas, font, item, &thing);
      return thing;
    }
  thing.left = thing.origin = MIN (item->x, item->x + item->width);
  thing.right = thing.end = MAX (item->x, item->x + item->width);
  thing.top = MIN (item->y, item->y + item->height);
  thing.bottom = thing.baseline = MAX (item->y, item->y + item->height);
  return thing;
}

static void
add_thing (MathScene *self, const MathThing *thing, gboolean joins)
{
  MathThing *last;

  if (!joins)
    {
      g_array_append_vals (self->things, thing, 1);
      return;
    }
  last = &g_array_index (self->things, MathThing, self->things->len - 1);
  last->left = MIN (last->left, thing->left);
  last->right = MAX (last->right, thing->right);
  last->top = MIN (last->top, thing->top);
  last->bottom = MAX (last->bottom, thing->bottom);
}

static void
collect (MathScene *self, QingMathCanvas *canvas, QingMathFont *font)
{
  gunichar last = 0;

  for (guint i = 0; i < canvas->items->len; i++)
    {
      const QingMathItem *item = &g_array_index (canvas->items, QingMathItem, i);
      MathThing thing = measure (canvas, font, item);

      add_thing (self, &thing, item->ch != 0 && item->ch == last);
      last = item->ch;
    }
}

/* Lays out a formula that must be right. */
void
math_scene_init (MathScene *self, QingMathFont *font, const char *formula, gboolean display)
{
  g_autoptr (QingMathArena) arena = qing_math_arena_new ();
  g_autoptr (GError) error = NULL;
  QingMathTree tree = { NULL, NULL };
  QingMathCanvas canvas;
  QingMathLayout layout = { font, font->face, &canvas, NULL };
  guint style = display ? QING_MATH_STYLE_DISPLAY : QING_MATH_STYLE_TEXT;
  QingMathBox box;

  qing_math_parse (formula, strlen (formula), display, arena, &tree, &error);
  g_assert_no_error (error);
  qing_math_canvas_init (&canvas);
  qing_math_layout_list (&layout, tree.list, style, QING_MATH_CLASS_NONE, &box);
  if (tree.tag != NULL)
    qing_math_layout_tag (&layout, tree.tag, style, &box);

  self->things = g_array_new (FALSE, FALSE, sizeof (MathThing));
  self->axis = -qing_math_layout_axis (&layout, style);
  self->size = qing_math_font_get_size (font);
  self->all = (MathThing){
    .left = 0.0, .right = box.width, .top = -box.ascent, .bottom = box.descent, .end = box.width
  };
  collect (self, &canvas, font);
  qing_math_canvas_clear (&canvas);
}

void
math_scene_clear (MathScene *self)
{
  g_array_unref (self->things);
}

static gboolean
is_called (const MathThing *thing, gunichar ch)
{
  return thing->ch == ch || thing->ch == qing_math_alphabet_map (ch, QING_MATH_VARIANT_NORMAL);
}

/* Finds "x", "x.2" for the second x, "rule", "rule.2", "all" for the whole formula or "axis". */
gboolean
math_scene_find (MathScene *self, const char *name, MathThing *thing)
{
  const char *dot = strrchr (name, '.');
  guint wanted = dot != NULL && dot > name ? (guint) atoi (dot + 1) : 1;
  gunichar ch = g_str_has_prefix (name, "rule") ? 0 : g_utf8_get_char (name);

  if (strcmp (name, "all") == 0)
    {
      *thing = self->all;
      return TRUE;
    }
  if (strcmp (name, "axis") == 0)
    {
      *thing = (MathThing){ .top = self->axis, .bottom = self->axis };
      return TRUE;
    }
  for (guint i = 0; i < self->things->len; i++)
    {
      *thing = g_array_index (self->things, MathThing, i);
      if (is_called (thing, ch) && --wanted == 0)
        return TRUE;
    }
  return FALSE;
}

char *
math_scene_describe (MathScene *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->things->len; i++)
    {
      const MathThing *thing = &g_array_index (self->things, MathThing, i);

      if (thing->ch == 0)
        g_string_append (text, "rule");
      else
        g_string_append_unichar (text, thing->ch);
      g_string_append_printf (text, " x %.2f–%.2f y %.2f–%.2f base %.2f level %u; ", thing->left,
                              thing->right, thing->top, thing->bottom, thing->baseline,
                              thing->level);
    }
  g_string_append_printf (text, "axis %.2f", self->axis);
  return g_string_free (text, FALSE);
}
