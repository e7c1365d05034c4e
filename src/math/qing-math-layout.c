/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-layout.h"

/* Space between atoms, from chapter 18 of the TeXbook: 1 thin, 2 medium, 3 thick; negative ones
 * only outside scripts. Impossible pairs are 0. */
/* clang-format off */
static const gint8 spacing[8][8] = {
  /*            ord  op bin rel open close punct inner */
  /* ord   */ {  0,   1, -2, -3,  0,  0,    0,   -1 },
  /* op    */ {  1,   1,  0, -3,  0,  0,    0,   -1 },
  /* bin   */ { -2,  -2,  0,  0, -2,  0,    0,   -2 },
  /* rel   */ { -3,  -3,  0,  0, -3,  0,    0,   -3 },
  /* open  */ {  0,   0,  0,  0,  0,  0,    0,    0 },
  /* close */ {  0,   1, -2, -3,  0,  0,    0,   -1 },
  /* punct */ { -1,  -1,  0, -1, -1, -1,   -1,   -1 },
  /* inner */ { -1,   1, -2, -3, -1,  0,   -1,   -1 },
};
/* clang-format on */

double
qing_math_layout_em (QingMathLayout *self, guint style)
{
  return self->font->scales[qing_math_style_level (style)] * qing_math_face_get_upem (self->face);
}

double
qing_math_layout_constant (QingMathLayout *self, guint style, hb_ot_math_constant_t constant)
{
  return self->font->scales[qing_math_style_level (style)] *
         qing_math_face_get_constant (self->face, constant);
}

double
qing_math_layout_axis (QingMathLayout *self, guint style)
{
  return qing_math_layout_constant (self, style, HB_OT_MATH_CONSTANT_AXIS_HEIGHT);
}

double
qing_math_layout_dimension (QingMathLayout *self, guint style, const QingMathDimension *dimension)
{
  switch (dimension->unit)
    {
    case QING_MATH_UNIT_MU:
      return dimension->value * qing_math_layout_em (self, style) / 18.0;
    case QING_MATH_UNIT_EM:
      return dimension->value * qing_math_layout_em (self, style);
    case QING_MATH_UNIT_EX:
      return dimension->value * 0.43 * qing_math_layout_em (self, style);
    case QING_MATH_UNIT_PT:
      return dimension->value * self->font->size / 10.0;
    case QING_MATH_UNIT_PX:
      return dimension->value;
    default:
      return 0.0;
    }
}

/* Starts a box; what is drawn until qing_math_layout_close() belongs to it. */
void
qing_math_layout_open (QingMathLayout *self, QingMathBox *box)
{
  *box = (QingMathBox){ .first = self->canvas->items->len };
}

void
qing_math_layout_close (QingMathLayout *self, QingMathBox *box)
{
  box->end = self->canvas->items->len;
}

/* Moves the items of a box and leaves its measures alone. */
void
qing_math_layout_move (QingMathLayout *self, const QingMathBox *box, double x, double y)
{
  qing_math_canvas_move (self->canvas, box->first, box->end, x, y);
}

/* Moves a box down by @y, so that its measures stay relative to the old baseline. */
void
qing_math_layout_place (QingMathLayout *self, QingMathBox *box, double x, double y)
{
  qing_math_canvas_move (self->canvas, box->first, box->end, x, y);
  box->ascent -= y;
  box->descent += y;
}

/* Makes @box high and deep enough for a child whose baseline is @y below its own. */
void
qing_math_layout_enclose (QingMathBox *box, const QingMathBox *child, double y)
{
  box->ascent = MAX (box->ascent, child->ascent - y);
  box->descent = MAX (box->descent, child->descent + y);
}

/* A sign between two operands is a binary operation; anywhere else it is an ordinary symbol. */
static void
resolve_classes (QingMathNode *list, QingMathClass before)
{
  QingMathNode *last = NULL;
  QingMathClass previous = before;

  for (QingMathNode *node = list; node != NULL; node = node->next)
    {
      QingMathClass klass = node->klass;

      if (klass == QING_MATH_CLASS_NONE)
        continue;
      if (klass == QING_MATH_CLASS_BIN &&
          (previous == QING_MATH_CLASS_NONE || previous == QING_MATH_CLASS_BIN ||
           previous == QING_MATH_CLASS_OP || previous == QING_MATH_CLASS_REL ||
           previous == QING_MATH_CLASS_OPEN || previous == QING_MATH_CLASS_PUNCT))
        klass = QING_MATH_CLASS_ORD;
      if ((klass == QING_MATH_CLASS_REL || klass == QING_MATH_CLASS_CLOSE ||
           klass == QING_MATH_CLASS_PUNCT) &&
          previous == QING_MATH_CLASS_BIN)
        last->spacing_class = QING_MATH_CLASS_ORD;
      node->spacing_class = klass;
      previous = klass;
      last = node;
    }
  if (previous == QING_MATH_CLASS_BIN && last != NULL)
    last->spacing_class = QING_MATH_CLASS_ORD;
}

static double
space_between (QingMathLayout *self, QingMathClass left, QingMathClass right, guint style)
{
  static const double widths[] = { 0.0, 3.0, 4.0, 5.0 };
  int space = spacing[left - QING_MATH_CLASS_ORD][right - QING_MATH_CLASS_ORD];

  if (space < 0)
    space = style >= QING_MATH_STYLE_SCRIPT ? 0 : -space;
  return widths[space] * qing_math_layout_em (self, style) / 18.0;
}

static void
layout_group (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  guint color = self->canvas->color;

  if (node->u.group.color != NULL)
    self->canvas->color = qing_math_canvas_add_color (self->canvas, node->u.group.color);
  if ((node->flags & QING_MATH_FLAG_TEXT_STYLE) != 0 && style < QING_MATH_STYLE_TEXT)
    style += QING_MATH_STYLE_TEXT;
  qing_math_layout_child (self, node->u.group.child, style, box);
  self->canvas->color = color;
}

static void
layout_text (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  qing_math_layout_text (self, node->u.text.text, node->u.text.length, node->variant, style, box);
}

typedef void (*LayoutFunc) (QingMathLayout *self,
                            QingMathNode *node,
                            guint style,
                            QingMathBox *box);

static const LayoutFunc layout_funcs[] = {
  [QING_MATH_NODE_SYMBOL] = qing_math_layout_symbol,
  [QING_MATH_NODE_TEXT] = layout_text,
  [QING_MATH_NODE_GROUP] = layout_group,
  [QING_MATH_NODE_FRACTION] = qing_math_layout_fraction,
  [QING_MATH_NODE_RADICAL] = qing_math_layout_radical,
  [QING_MATH_NODE_ACCENT] = qing_math_layout_accent,
  [QING_MATH_NODE_STRETCH] = qing_math_layout_stretched,
  [QING_MATH_NODE_LINE] = qing_math_layout_line,
  [QING_MATH_NODE_STACK] = qing_math_layout_stack,
  [QING_MATH_NODE_FENCED] = qing_math_layout_fenced,
  [QING_MATH_NODE_DELIMITER] = qing_math_layout_big,
  [QING_MATH_NODE_TABLE] = qing_math_layout_table,
  [QING_MATH_NODE_ARROW] = qing_math_layout_arrow,
  [QING_MATH_NODE_SHELL] = qing_math_layout_shell,
  [QING_MATH_NODE_FRAME] = qing_math_layout_frame,
  [QING_MATH_NODE_NEGATION] = qing_math_layout_negation,
  [QING_MATH_NODE_RULE] = qing_math_layout_rule,
};

static gboolean
has_limits (const QingMathNode *node, guint style)
{
  return node->klass == QING_MATH_CLASS_OP &&
         (node->limits == QING_MATH_LIMITS_ALWAYS ||
          (node->limits == QING_MATH_LIMITS_DEFAULT && qing_math_style_is_display (style)));
}

/* Lays out an atom with its scripts. */
static void
layout_atom (QingMathLayout *self, QingMathNode *node, guint style, QingMathBox *box)
{
  QingMathBox nucleus;

  layout_funcs[node->type](self, node, style, &nucleus);
  if (node->sub == NULL && node->sup == NULL)
    *box = nucleus;
  else if (has_limits (node, style))
    qing_math_layout_limits (self, node->sup, node->sub, style, &nucleus, box);
  else
    qing_math_layout_scripts (self, node, style, &nucleus, box);
}

/* A node with a child goes back to the colour from before that one. */
static void
apply_color (QingMathLayout *self, QingMathNode *node)
{
  QingMathCanvas *canvas = self->canvas;

  if (node->u.group.child != NULL)
    {
      canvas->color = node->u.group.child->u.group.saved;
      return;
    }
  node->u.group.saved = canvas->color;
  if (node->u.group.color != NULL)
    canvas->color = qing_math_canvas_add_color (canvas, node->u.group.color);
}

static void
note_atom (GArray *atoms, const QingMathBox *box, QingMathClass klass, double x)
{
  QingMathAtom atom = { .first = box->first,
                        .klass = klass,
                        .start = x,
                        .end = x + box->width + box->italic,
                        .ascent = box->ascent,
                        .descent = box->descent };

  if (atoms->len > 0)
    {
      const QingMathAtom *last = &g_array_index (atoms, QingMathAtom, atoms->len - 1);

      atom.depth = last->depth;
      if (last->klass == QING_MATH_CLASS_OPEN && atom.depth < G_MAXUINT8)
        atom.depth++;
    }
  if (klass == QING_MATH_CLASS_CLOSE && atom.depth > 0)
    atom.depth--;
  g_array_append_val (atoms, atom);
}

/* Lays out the atoms of a list side by side. @before is the class of an atom that stands before
 * the list, or %QING_MATH_CLASS_NONE. The width includes the last italic correction. */
void
qing_math_layout_list (QingMathLayout *self,
                       QingMathNode *list,
                       guint style,
                       QingMathClass before,
                       QingMathBox *box)
{
  guint color = self->canvas->color;
  QingMathClass previous = before;
  GArray *atoms = g_steal_pointer (&self->atoms);

  qing_math_layout_open (self, box);
  resolve_classes (list, before);
  for (QingMathNode *node = list; node != NULL; node = node->next)
    {
      QingMathBox child;

      if (node->type == QING_MATH_NODE_SPACE)
        {
          box->width += qing_math_layout_dimension (self, style, &node->u.rule.width);
          continue;
        }
      if (node->type == QING_MATH_NODE_STYLE)
        {
          style = node->style | (style & 1);
          continue;
        }
      if (node->type == QING_MATH_NODE_COLOR)
        {
          apply_color (self, node);
          continue;
        }

      if (previous != QING_MATH_CLASS_NONE)
        box->width += space_between (self, previous, node->spacing_class, style);
      layout_atom (self, node, style, &child);
      qing_math_layout_move (self, &child, box->width, 0.0);
      qing_math_layout_enclose (box, &child, 0.0);
      if (atoms != NULL)
        note_atom (atoms, &child, node->spacing_class, box->width);
      box->width += child.width + child.italic;
      previous = node->spacing_class;
    }
  qing_math_layout_close (self, box);
  self->canvas->color = color;
}

/* Lays out a list that stands alone. A single symbol remains a character, on which accents and
 * scripts are placed as the font says. */
void
qing_math_layout_child (QingMathLayout *self, QingMathNode *list, guint style, QingMathBox *box)
{
  if (list != NULL && list->next == NULL && list->klass != QING_MATH_CLASS_NONE)
    layout_atom (self, list, style, box);
  else
    qing_math_layout_list (self, list, style, QING_MATH_CLASS_NONE, box);
}
