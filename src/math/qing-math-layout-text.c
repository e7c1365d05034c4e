/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

#include <string.h>

/* Runs of text: with the font for mathematics as far as that reaches, the rest as Pango would set
 * it in the text around the formula. */

static gboolean
is_blank (gunichar ch)
{
  return ch == ' ' || ch == 0xa0 || (ch >= 0x2000 && ch <= 0x200f);
}

static gboolean
is_covered (QingMathLayout *self, gunichar ch)
{
  return is_blank (ch) || qing_math_face_get_glyph (self->face, ch, 0) != 0;
}

static void
add_face_glyph (QingMathLayout *self,
                hb_codepoint_t glyph,
                gunichar ch,
                guint level,
                double x,
                double y,
                QingMathBox *box)
{
  const QingMathGlyph *metrics = qing_math_face_get_metrics (self->face, glyph);
  double scale = self->font->scales[level];

  if (metrics->right > metrics->left)
    qing_math_canvas_add_glyph (self->canvas, level, glyph, ch, x, y);
  box->ascent = MAX (box->ascent, metrics->ascent * scale - y);
  box->descent = MAX (box->descent, metrics->descent * scale + y);
}

/* Upright text, with the kerning and ligatures of the font. */
static void
layout_shaped (QingMathLayout *self, const char *text, gsize length, guint level, QingMathBox *box)
{
  hb_buffer_t *buffer = qing_math_face_shape (self->face, text, length);
  double scale = self->font->scales[level];
  guint n = 0;
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos (buffer, &n);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions (buffer, &n);

  for (guint i = 0; i < n; i++)
    {
      add_face_glyph (self, infos[i].codepoint, g_utf8_get_char (text + infos[i].cluster), level,
                      box->width + positions[i].x_offset * scale, -positions[i].y_offset * scale,
                      box);
      box->width += positions[i].x_advance * scale;
    }
}

/* Text in letters of a mathematical alphabet, such as bold ones. */
static void
layout_mapped (QingMathLayout *self,
               const char *text,
               gsize length,
               QingMathVariant variant,
               guint level,
               QingMathBox *box)
{
  double scale = self->font->scales[level];
  double italic = 0.0;

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    {
      gunichar ch = g_utf8_get_char (at);
      hb_codepoint_t glyph =
        qing_math_face_get_glyph (self->face, qing_math_alphabet_map (ch, variant), 0);

      if (glyph == 0)
        glyph = qing_math_face_get_glyph (self->face, is_blank (ch) ? ' ' : ch, 0);
      add_face_glyph (self, glyph, ch, level, box->width, 0.0, box);
      box->width += qing_math_face_get_metrics (self->face, glyph)->advance * scale;
      italic = qing_math_face_get_metrics (self->face, glyph)->italic * scale;
    }
  box->width += italic;
}

static void
add_pango_run (QingMathLayout *self,
               const char *text,
               gsize length,
               PangoItem *item,
               QingMathBox *box)
{
  PangoGlyphString *glyphs = pango_glyph_string_new ();
  PangoFont *pango_font = item->analysis.font;
  PangoRectangle ink;
  guint font = qing_math_canvas_add_font (self->canvas, pango_font);

  pango_shape_full (text + item->offset, item->length, text, length, &item->analysis, glyphs);
  pango_glyph_string_extents (glyphs, pango_font, &ink, NULL);
  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      const PangoGlyphInfo *info = &glyphs->glyphs[i];

      if (info->glyph != PANGO_GLYPH_EMPTY)
        qing_math_canvas_add_glyph (self->canvas, font, info->glyph,
                                    g_utf8_get_char (text + item->offset + glyphs->log_clusters[i]),
                                    box->width + (double) info->geometry.x_offset / PANGO_SCALE,
                                    (double) info->geometry.y_offset / PANGO_SCALE);
      box->width += (double) info->geometry.width / PANGO_SCALE;
    }
  box->ascent = MAX (box->ascent, -(double) ink.y / PANGO_SCALE);
  box->descent = MAX (box->descent, (double) (ink.y + ink.height) / PANGO_SCALE);
  pango_glyph_string_free (glyphs);
}

static gboolean
is_bold (QingMathVariant variant)
{
  return variant == QING_MATH_VARIANT_BOLD || variant == QING_MATH_VARIANT_BOLD_ITALIC;
}

static gboolean
is_italic (QingMathVariant variant)
{
  return variant == QING_MATH_VARIANT_ITALIC || variant == QING_MATH_VARIANT_BOLD_ITALIC;
}

/* Letters come in the family of text that goes with the font; wide characters look as they do in
 * the text around the formula. */
static void
set_family (QingMathLayout *self, PangoFontDescription *description, gboolean is_wide)
{
  const char *around = pango_font_description_get_family (description);
  g_autofree char *families = NULL;

  if (is_wide || self->font->text_family == NULL)
    return;
  families = g_strconcat (self->font->text_family, around != NULL ? "," : NULL, around, NULL);
  pango_font_description_set_family (description, families);
}

static PangoAttrList *
create_attributes (QingMathLayout *self, QingMathVariant variant, double size, gboolean is_wide)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  const PangoFontDescription *given = pango_context_get_font_description (self->font->context);
  g_autoptr (PangoFontDescription) description =
    given != NULL ? pango_font_description_copy (given) : pango_font_description_new ();

  pango_font_description_set_absolute_size (description, size * PANGO_SCALE);
  pango_font_description_set_weight (description,
                                     is_bold (variant) ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style (description,
                                    is_italic (variant) ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  set_family (self, description, is_wide);
  pango_attr_list_insert (attributes, pango_attr_font_desc_new (description));
  return attributes;
}

static gboolean
starts_wide (const char *text, gsize length)
{
  const char *at = text;

  while (at < text + length && is_blank (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return at < text + length && g_unichar_iswide (g_utf8_get_char (at));
}

static void
layout_foreign (QingMathLayout *self,
                const char *text,
                gsize length,
                QingMathVariant variant,
                double size,
                QingMathBox *box)
{
  PangoAttrList *attributes = create_attributes (self, variant, size, starts_wide (text, length));
  GList *logical = pango_itemize (self->font->context, text, 0, length, attributes, NULL);
  GList *visual = pango_reorder_items (logical);

  for (GList *l = visual; l != NULL; l = l->next)
    add_pango_run (self, text, length, l->data, box);
  g_list_free (visual);
  g_list_free_full (logical, (GDestroyNotify) pango_item_free);
  pango_attr_list_unref (attributes);
}

/* The end of the run at @text that one of the two ways sets as a whole. A word with a letter that
 * the font lacks goes to Pango in one piece; wide characters are words of their own. */
static const char *
find_run (QingMathLayout *self, const char *text, const char *end, gboolean *covered)
{
  const char *run = text;

  *covered = is_covered (self, g_utf8_get_char (text));
  while (run < end)
    {
      const char *word = run;
      gboolean word_covered = TRUE;

      while (word < end && is_blank (g_utf8_get_char (word)))
        word = g_utf8_next_char (word);
      if (word < end && g_unichar_iswide (g_utf8_get_char (word)))
        {
          word_covered = is_covered (self, g_utf8_get_char (word));
          word = g_utf8_next_char (word);
        }
      else
        {
          for (; word < end; word = g_utf8_next_char (word))
            {
              gunichar ch = g_utf8_get_char (word);

              if (is_blank (ch) || g_unichar_iswide (ch))
                break;
              word_covered &= is_covered (self, ch);
            }
        }

      if (run == text)
        *covered = word_covered;
      else if (word_covered != *covered)
        return run;
      run = word;
    }
  return run;
}

/* Whether words in this variant are set with a font for text: the letters that mathematics has for
 * it stand too far apart. */
static gboolean
has_own_letters (QingMathLayout *self, QingMathVariant variant)
{
  return self->font->text_family != NULL && (is_bold (variant) || is_italic (variant));
}

void
qing_math_layout_text (QingMathLayout *self,
                       const char *text,
                       gsize length,
                       QingMathVariant variant,
                       guint style,
                       QingMathBox *box)
{
  guint level = qing_math_style_level (style);
  const char *end = text + length;

  qing_math_layout_open (self, box);
  while (text < end)
    {
      gboolean covered;
      const char *run = find_run (self, text, end, &covered);

      if (!covered || has_own_letters (self, variant))
        layout_foreign (self, text, run - text, variant, qing_math_layout_em (self, style), box);
      else if (variant == QING_MATH_VARIANT_ROMAN)
        layout_shaped (self, text, run - text, level, box);
      else
        layout_mapped (self, text, run - text, variant, level, box);
      text = run;
    }
  qing_math_layout_close (self, box);
}
