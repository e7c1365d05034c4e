/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-run-attributes.h"

#include <string.h>

#define OBJECT_REPLACEMENT        "\xef\xbf\xbc"
#define OBJECT_REPLACEMENT_LENGTH 3
#define PICTURE                   "\xe2\x96\xa3"

/* A formula wider than so many letters is cut where the line may be broken. */
#define MAX_WHOLE_EMS 8

typedef struct
{
  QingStyle *style;
  QingTextKind kind;
  QingInline *result;
  GString *text;
  guint plain_start; /* of the layout's text that takes the usual line height */
  GArray *code;      /* of guint pairs: code in the layout's text; NULL while there is none */
} Builder;

static void
add (Builder *builder, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (builder->result->attributes, attribute);
}

static PangoAttribute *
color_attribute (const GdkRGBA *color)
{
  return pango_attr_foreground_new ((guint16) (color->red * 65535),
                                    (guint16) (color->green * 65535),
                                    (guint16) (color->blue * 65535));
}

static void
add_color (Builder *builder, const GdkRGBA *color, guint start, guint end)
{
  add (builder, color_attribute (color), start, end);
  if (color->alpha < 1)
    add (builder, pango_attr_foreground_alpha_new ((guint16) (color->alpha * 65535)), start, end);
}

/* Gives the lines made of text one height, whatever fonts the text needs. Formulas are left out, so
 * that a line with a tall one grows. */
static void
end_plain_text (Builder *builder)
{
  int height = builder->style->line_heights[builder->kind] * PANGO_SCALE;

  if (builder->text->len > builder->plain_start)
    add (builder, pango_attr_line_height_new_absolute (height), builder->plain_start,
         (guint) builder->text->len);
}

static void
add_run_attributes (Builder *builder, QingRunFlags flags, guint start, guint end)
{
  if (flags & QING_RUN_BOLD)
    add (builder, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  if (flags & QING_RUN_ITALIC)
    add (builder, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
  if (flags & QING_RUN_STRIKE)
    add (builder, pango_attr_strikethrough_new (TRUE), start, end);
  if (flags & (QING_RUN_CODE | QING_RUN_HTML | QING_RUN_MATH) && builder->kind != QING_TEXT_CODE)
    {
      add (builder, pango_attr_family_new ("monospace"), start, end);
      add (builder, pango_attr_scale_new (0.9), start, end);
    }
  if (flags & QING_RUN_FOOTNOTE_REF)
    {
      add (builder, pango_attr_scale_new (0.75), start, end);
      add (builder, pango_attr_rise_new ((int) (builder->style->font_px * 0.35 * PANGO_SCALE)),
           start, end);
    }
  if (flags & (QING_RUN_LINK | QING_RUN_IMAGE | QING_RUN_FOOTNOTE_REF))
    add_color (builder, &builder->style->accent, start, end);
  else if (flags & (QING_RUN_HTML | QING_RUN_MATH))
    add_color (builder, &builder->style->dim, start, end);
}

static void
add_text (Builder *builder, const char *text, guint start, guint end, QingRunFlags flags)
{
  guint from = (guint) builder->text->len;

  /* A sign of the same length for a picture without a description. */
  if (flags & QING_RUN_IMAGE && end - start == OBJECT_REPLACEMENT_LENGTH &&
      memcmp (text + start, OBJECT_REPLACEMENT, end - start) == 0)
    g_string_append (builder->text, PICTURE);
  else
    g_string_append_len (builder->text, text + start, end - start);
  if (flags != QING_RUN_PLAIN)
    add_run_attributes (builder, flags, from, (guint) builder->text->len);
  if (flags & QING_RUN_CODE && builder->kind != QING_TEXT_CODE)
    {
      guint range[2] = { from, (guint) builder->text->len };

      if (builder->code == NULL)
        builder->code = g_array_new (FALSE, FALSE, sizeof range);
      g_array_append_val (builder->code, range);
    }
}

static void
add_space (Builder *builder, const char *from, const char *to)
{
  const char *text = builder->text->str;
  int space = (int) (builder->style->font_px * 0.2 * PANGO_SCALE);

  if (*from != '\n')
    add (builder, pango_attr_letter_spacing_new (space), (guint) (from - text),
         (guint) (to - text));
}

/* Gives the characters next to code some distance from its background. */
static void
set_code_apart (Builder *builder)
{
  const char *text = builder->text->str;
  guint end = 0;

  for (guint i = 0; builder->code != NULL && i < builder->code->len; i++)
    {
      const guint *range = &g_array_index (builder->code, guint, 2 * i);

      if (range[0] > end)
        add_space (builder, g_utf8_prev_char (text + range[0]), text + range[0]);
      end = range[1];
      if (end < builder->text->len &&
          (i + 1 == builder->code->len || g_array_index (builder->code, guint, 2 * i + 2) > end))
        add_space (builder, text + end, g_utf8_next_char (text + end));
    }
  g_clear_pointer (&builder->code, g_array_unref);
}

/* Adds one replacement character. */
static void
add_atom (Builder *builder, QingMath *math, guint start, guint end, int margin)
{
  QingAtom atom = { (guint) builder->text->len, start, end, qing_math_ref (math), 0, 0, 0 };
  PangoRectangle rectangle = { 0 };
  int line_height = builder->style->line_heights[builder->kind];
  int baseline = qing_style_get_baseline (builder->style, builder->kind);
  double width, ascent, descent;

  qing_math_get_size (math, &width, &ascent, &descent);
  atom.width = (int) ((width + margin) * PANGO_SCALE);
  /* Never less than what the text around would take, so that only a tall formula moves lines. */
  atom.ascent = MAX ((int) ((ascent + 2) * PANGO_SCALE), baseline * PANGO_SCALE);
  atom.descent = MAX ((int) ((descent + 2) * PANGO_SCALE), (line_height - baseline) * PANGO_SCALE);

  g_string_append (builder->text, OBJECT_REPLACEMENT);
  builder->plain_start = (guint) builder->text->len;
  rectangle.width = atom.width;
  rectangle.y = -atom.ascent;
  rectangle.height = atom.ascent + atom.descent;
  add (builder, pango_attr_shape_new (&rectangle, &rectangle), atom.layout_byte,
       builder->plain_start);
  if (builder->result->atoms == NULL)
    builder->result->atoms = g_array_new (FALSE, FALSE, sizeof (QingAtom));
  g_array_append_val (builder->result->atoms, atom);
}

/* The first piece stands for the whole source, so that a formula is always selected as a whole. */
static void
add_pieces (Builder *builder, QingMath *math, guint start, guint end)
{
  g_autoptr (GPtrArray) pieces = qing_math_list_pieces (math);

  for (guint i = 0; i < pieces->len; i++)
    add_atom (builder, g_ptr_array_index (pieces, i), i == 0 ? start : end, end,
              i + 1 == pieces->len ? 1 : 0);
}

static gboolean
add_math (Builder *builder, const char *text, guint start, guint end, QingRunFlags flags)
{
  QingMathFont *font = qing_style_get_math_font (builder->style, builder->kind);
  gboolean display = (flags & QING_RUN_MATH_DISPLAY) != 0;
  g_autoptr (QingMath) math = NULL;
  double width;

  if (font != NULL)
    math = qing_math_new (text + start, end - start, display, font, NULL);
  if (math == NULL)
    return FALSE;
  end_plain_text (builder);
  qing_math_get_size (math, &width, NULL, NULL);
  if (width > MAX_WHOLE_EMS * builder->style->font_px)
    add_pieces (builder, math, start, end);
  else
    add_atom (builder, math, start, end, 1);
  return TRUE;
}

/* Returns the first run that ends after @byte. */
static guint
find_run (const QingRunText *source, guint byte)
{
  guint low = 0;
  guint high = source->n_runs;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (source->runs[middle].end <= byte)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * qing_inline_new:
 * @start: where to begin in the text, at a character
 * @end: where to end
 *
 * A formula that lies across @start or @end is shown by its source.
 */
QingInline *
qing_inline_new (QingStyle *style,
                 QingTextKind kind,
                 const QingRunText *source,
                 guint start,
                 guint end)
{
  QingInline *self = g_new0 (QingInline, 1);
  Builder builder = { style, kind, self, g_string_sized_new (end - start + 1), 0, NULL };
  guint at = start;

  self->start = start;
  self->end = end;
  self->attributes = pango_attr_list_new ();
  for (guint i = find_run (source, start); i < source->n_runs && at < end; i++)
    {
      const QingRun *run = &source->runs[i];
      guint run_end = MIN (run->end, end);

      if (run->start > at)
        add_text (&builder, source->text, at, MIN (run->start, end), QING_RUN_PLAIN);
      at = MIN (MAX (at, run->start), end);
      if (!(run->flags & QING_RUN_MATH) || run->start < start || run->end > end ||
          !add_math (&builder, source->text, at, run_end, run->flags))
        add_text (&builder, source->text, at, run_end, run->flags);
      at = run_end;
    }
  if (at < end)
    add_text (&builder, source->text, at, end, QING_RUN_PLAIN);
  end_plain_text (&builder);
  set_code_apart (&builder);
  self->length = (guint) builder.text->len;
  self->text = g_string_free (builder.text, FALSE);
  return self;
}

void
qing_inline_free (QingInline *self)
{
  for (guint i = 0; self->atoms != NULL && i < self->atoms->len; i++)
    qing_math_unref (g_array_index (self->atoms, QingAtom, i).math);
  g_clear_pointer (&self->atoms, g_array_unref);
  pango_attr_list_unref (self->attributes);
  g_free (self->text);
  g_free (self);
}

/* Returns: the place in the layout's text of @byte of the leaf's text. */
guint
qing_inline_to_layout (QingInline *self, guint byte)
{
  guint at = CLAMP (byte, self->start, self->end);
  guint removed = self->start;

  for (guint i = 0; self->atoms != NULL && i < self->atoms->len; i++)
    {
      QingAtom *atom = &g_array_index (self->atoms, QingAtom, i);

      if (at < atom->end)
        return at > atom->start ? atom->layout_byte : at - removed;
      removed += atom->end - atom->start - OBJECT_REPLACEMENT_LENGTH;
    }
  return at - removed;
}

/* Returns: the place in the leaf's text of @layout_byte of the layout's text. */
guint
qing_inline_from_layout (QingInline *self, guint layout_byte)
{
  guint removed = self->start;

  for (guint i = 0; self->atoms != NULL && i < self->atoms->len; i++)
    {
      QingAtom *atom = &g_array_index (self->atoms, QingAtom, i);

      if (layout_byte <= atom->layout_byte)
        break;
      removed += atom->end - atom->start - OBJECT_REPLACEMENT_LENGTH;
    }
  return MIN (layout_byte + removed, self->end);
}
