/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

/* What is set over and under a base: accents, braces, lines, labels, arrows. */

#define CONSTANT(name) (qing_math_layout_constant (self, style, HB_OT_MATH_CONSTANT_##name))

/* In ems of the text. */
#define BRACE_GAP     0.2
#define ARROW_GAP     0.12
#define ARROW_PADDING 0.5
#define ARROW_MIN     1.6

/* Letters that lose their dot under an accent. */
static void
remove_dot (QingMathNode *base)
{
  if (base == NULL || base->next != NULL || base->type != QING_MATH_NODE_SYMBOL)
    return;
  if (base->u.symbol.ch == 0x1d456)
    base->u.symbol.ch = 0x1d6a4;
  else if (base->u.symbol.ch == 0x1d457)
    base->u.symbol.ch = 0x1d6a5;
  else if (base->u.symbol.ch == 'i')
    base->u.symbol.ch = 0x131;
  else if (base->u.symbol.ch == 'j')
    base->u.symbol.ch = 0x237;
}

/* The glyph of a combining mark, or of the spacing one when the font has only that. */
static hb_codepoint_t
find_mark (QingMathLayout *self, gunichar ch, guint level)
{
  static const struct
  {
    gunichar combining;
    gunichar spacing;
  } marks[] = {
    { 0x300, 0x60 },  { 0x301, 0xb4 },  { 0x302, 0x2c6 }, { 0x303, 0x2dc },
    { 0x304, 0xaf },  { 0x306, 0x2d8 }, { 0x307, 0x2d9 }, { 0x308, 0xa8 },
    { 0x30a, 0x2da }, { 0x30c, 0x2c7 }, { 0x338, '/' },   { 0x20d7, 0x2192 },
  };
  hb_codepoint_t glyph = qing_math_face_get_glyph (self->face, ch, level);

  for (guint i = 0; glyph == 0 && i < G_N_ELEMENTS (marks); i++)
    if (marks[i].combining == ch)
      glyph = qing_math_face_get_glyph (self->face, marks[i].spacing, level);
  return glyph;
}

/* A combining glyph has no width; its ink lies left of its origin. */
static void
layout_accent_glyph (QingMathLayout *self,
                     QingMathNode *node,
                     guint style,
                     double width,
                     QingMathBox *accent)
{
  guint level = qing_math_style_level (style);
  double scale = self->font->scales[level];
  hb_codepoint_t glyph = find_mark (self, node->u.accent.ch, level);
  hb_ot_math_glyph_variant_t variants[32];
  guint n;

  if (glyph == 0)
    {
      qing_math_layout_open (self, accent);
      qing_math_layout_close (self, accent);
      return;
    }
  if ((node->flags & QING_MATH_FLAG_STRETCHY) != 0)
    {
      n = qing_math_face_get_variants (self->face, glyph, HB_DIRECTION_LTR, variants,
                                       G_N_ELEMENTS (variants));
      for (guint i = 0; i < n; i++)
        if (variants[i].advance * scale <= width)
          glyph = variants[i].glyph;
    }
  qing_math_layout_glyph (self, glyph, node->u.accent.ch, level, accent);
}

/* Where the accent's own mark is that meets the one of the base. */
static double
accent_anchor (QingMathLayout *self, guint style, const QingMathBox *accent)
{
  const QingMathGlyph *metrics;

  if (accent->glyph == 0)
    return 0.0;
  metrics = qing_math_face_get_metrics (self->face, accent->glyph);
  if (metrics->advance == 0 && metrics->accent == 0)
    return (metrics->left + metrics->right) / 2.0 *
           self->font->scales[qing_math_style_level (style)];
  return accent->accent;
}

static void
place_accent (QingMathLayout *self,
              QingMathNode *node,
              guint style,
              const QingMathBox *base,
              QingMathBox *accent,
              QingMathBox *box)
{
  double anchor = base->is_char && base->glyph != 0 ? base->accent : base->width / 2.0;
  double x = anchor - accent_anchor (self, style, accent);
  double y;

  if ((node->flags & QING_MATH_FLAG_UNDER) != 0)
    y = base->descent;
  else
    y = -(base->ascent - MIN (base->ascent, CONSTANT (ACCENT_BASE_HEIGHT)));
  qing_math_layout_move (self, accent, x, y);
  qing_math_layout_enclose (box, accent, y);
}

/* Rule 12 of appendix G: the accent follows the slant of its base, and scripts are placed as if
 * it were not there. */
void
qing_math_layout_accent (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  QingMathBox base, accent;

  if ((node->flags & QING_MATH_FLAG_UNDER) == 0)
    remove_dot (node->u.accent.child);
  qing_math_layout_open (self, box);
  qing_math_layout_child (self, node->u.accent.child, qing_math_style_cramp (style), &base);
  layout_accent_glyph (self, node, style, base.width, &accent);

  box->width = base.width;
  box->italic = base.italic;
  box->is_char = base.is_char;
  box->accent = base.accent;
  /* The glyph of the base stays known to a second accent above the first. */
  box->glyph = base.glyph;
  qing_math_layout_enclose (box, &base, 0.0);
  place_accent (self, node, style, &base, &accent, box);
  qing_math_layout_close (self, box);
}

/* Braces, brackets and arrows over or under a base. */
void
qing_math_layout_stretched (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  gboolean is_under = (node->flags & QING_MATH_FLAG_UNDER) != 0;
  gboolean is_arrow = node->u.accent.ch < 0x23b4 || node->u.accent.ch > 0x23e1;
  double gap = (is_arrow ? ARROW_GAP : BRACE_GAP) * self->font->size;
  QingMathBox base, mark;
  double y;

  qing_math_layout_open (self, box);
  qing_math_layout_list (self, node->u.accent.child, style, QING_MATH_CLASS_NONE, &base);
  qing_math_layout_stretch (self, node->u.accent.ch, qing_math_style_level (style), FALSE,
                            base.width, &mark);

  y = is_under ? base.descent + gap + mark.ascent : -(base.ascent + gap + mark.descent);
  box->width = MAX (base.width, mark.width);
  qing_math_layout_move (self, &base, (box->width - base.width) / 2.0, 0.0);
  qing_math_layout_move (self, &mark, (box->width - mark.width) / 2.0, y);
  qing_math_layout_enclose (box, &base, 0.0);
  qing_math_layout_enclose (box, &mark, y);
  qing_math_layout_close (self, box);
}

/* \overline and \underline. */
void
qing_math_layout_line (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  gboolean is_under = (node->flags & QING_MATH_FLAG_UNDER) != 0;
  double thickness =
    is_under ? CONSTANT (UNDERBAR_RULE_THICKNESS) : CONSTANT (OVERBAR_RULE_THICKNESS);
  double gap = is_under ? CONSTANT (UNDERBAR_VERTICAL_GAP) : CONSTANT (OVERBAR_VERTICAL_GAP);
  QingMathBox base;
  double y;

  qing_math_layout_open (self, box);
  qing_math_layout_list (self, node->u.group.child,
                         is_under ? style : qing_math_style_cramp (style), QING_MATH_CLASS_NONE,
                         &base);
  box->width = base.width;
  qing_math_layout_enclose (box, &base, 0.0);
  y = is_under ? base.descent + gap : -(base.ascent + gap + thickness);
  qing_math_canvas_add_rule (self->canvas, 0.0, y, box->width, thickness, TRUE);
  if (is_under)
    box->descent = y + thickness + CONSTANT (UNDERBAR_EXTRA_DESCENDER);
  else
    box->ascent = -y + CONSTANT (OVERBAR_EXTRA_ASCENDER);
  qing_math_layout_close (self, box);
}

/* \overset, \underset and \stackrel. */
void
qing_math_layout_stack (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  QingMathBox base;

  qing_math_layout_list (self, node->u.stack.child, style, QING_MATH_CLASS_NONE, &base);
  qing_math_layout_limits (self, node->u.stack.over, node->u.stack.under, style, &base, box);
}

/* \xrightarrow[below]{above}: an arrow longer than its labels. */
void
qing_math_layout_arrow (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  double em = qing_math_layout_em (self, style);
  guint first = self->canvas->items->len;
  QingMathBox over, under, arrow;
  double width;

  qing_math_layout_list (self, node->u.stack.over, qing_math_style_sup (style),
                         QING_MATH_CLASS_NONE, &over);
  qing_math_layout_list (self, node->u.stack.under, qing_math_style_sub (style),
                         QING_MATH_CLASS_NONE, &under);
  width = MAX (MAX (over.width, under.width) + 2.0 * ARROW_PADDING * em, ARROW_MIN * em);
  qing_math_layout_stretch (self, node->u.stack.ch, qing_math_style_level (style), FALSE, width,
                            &arrow);
  arrow.italic = 0.0;
  qing_math_layout_limit_boxes (self, style, first, &arrow, &over, &under, box);
}

/* A slash through the middle of what \not negates. */
void
qing_math_layout_negation (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  guint level = qing_math_style_level (style);
  hb_codepoint_t glyph = find_mark (self, 0x338, level);
  QingMathBox base, slash;
  const QingMathGlyph *metrics;
  double middle;

  qing_math_layout_open (self, box);
  qing_math_layout_list (self, node->u.group.child, style, QING_MATH_CLASS_NONE, &base);
  box->width = base.width;
  qing_math_layout_enclose (box, &base, 0.0);
  if (glyph != 0)
    {
      qing_math_layout_glyph (self, glyph, 0x338, level, &slash);
      metrics = qing_math_face_get_metrics (self->face, glyph);
      middle = (metrics->left + metrics->right) / 2.0 * self->font->scales[level];
      qing_math_layout_move (self, &slash, base.width / 2.0 - middle, 0.0);
      qing_math_layout_enclose (box, &slash, 0.0);
    }
  qing_math_layout_close (self, box);
}
