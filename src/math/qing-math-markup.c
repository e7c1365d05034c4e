/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-markup.h"

#include "qing-math-parser.h"

#include <string.h>

/* A formula as elements of MathML Core. Only characters that come from the tree are written, and
 * each of them is escaped. */

static void append_list (GString *out, const QingMathNode *list, gboolean display);

static void
append_char (GString *out, gunichar ch)
{
  if (ch == '<')
    g_string_append (out, "&lt;");
  else if (ch == '>')
    g_string_append (out, "&gt;");
  else if (ch == '&')
    g_string_append (out, "&amp;");
  else if (ch >= 0x20)
    g_string_append_unichar (out, ch);
}

static void
append_operator (GString *out, gunichar ch, const char *attributes)
{
  if (ch == 0)
    return;
  g_string_append_printf (out, "<mo%s>", attributes);
  append_char (out, ch);
  g_string_append (out, "</mo>");
}

/* One element, as the parts of a fraction or a script have to be. */
static void
append_row (GString *out, const QingMathNode *list, gboolean display)
{
  g_string_append (out, "<mrow>");
  append_list (out, list, display);
  g_string_append (out, "</mrow>");
}

static void
append_text (GString *out, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (out, escaped);
}

/* Letters are italic by themselves in MathML when they stand alone. */
static void
append_letter (GString *out, const QingMathNode *node)
{
  gunichar italic = qing_math_alphabet_map (node->u.symbol.base, QING_MATH_VARIANT_NORMAL);
  gunichar ch = node->u.symbol.ch == italic ? node->u.symbol.base : node->u.symbol.ch;
  gboolean upright = ch == node->u.symbol.base && ch != italic && node->u.symbol.ch != italic;

  g_string_append (out, upright ? "<mi mathvariant=\"normal\">" : "<mi>");
  append_char (out, ch);
  g_string_append (out, "</mi>");
}

static void
append_symbol (GString *out, const QingMathNode *node)
{
  gunichar base = node->u.symbol.base;

  switch ((QingMathClass) node->klass)
    {
    case QING_MATH_CLASS_OP:
      append_operator (out, node->u.symbol.ch,
                       node->flags & QING_MATH_FLAG_LARGE ? " largeop=\"true\"" : "");
      break;
    case QING_MATH_CLASS_OPEN:
    case QING_MATH_CLASS_CLOSE:
      append_operator (out, node->u.symbol.ch, " stretchy=\"false\"");
      break;
    case QING_MATH_CLASS_BIN:
    case QING_MATH_CLASS_REL:
    case QING_MATH_CLASS_PUNCT:
      append_operator (out, node->u.symbol.ch, "");
      break;
    case QING_MATH_CLASS_NONE:
    case QING_MATH_CLASS_ORD:
    case QING_MATH_CLASS_INNER:
    default:
      if (g_unichar_isdigit (base) || base == '.')
        {
          g_string_append (out, "<mn>");
          append_char (out, node->u.symbol.ch);
          g_string_append (out, "</mn>");
        }
      else if (g_unichar_isalpha (base) || base == 0x221e)
        append_letter (out, node);
      else
        append_operator (out, node->u.symbol.ch, " stretchy=\"false\"");
    }
}

static void
append_words (GString *out, const QingMathNode *node)
{
  gboolean bold = node->u.text.length > 0 && (node->variant == QING_MATH_VARIANT_BOLD ||
                                              node->variant == QING_MATH_VARIANT_SANS_BOLD);
  const char *tag = node->klass == QING_MATH_CLASS_OP ? "mi" : "mtext";

  g_string_append_printf (out, "<%s%s>", tag, bold ? " style=\"font-weight:bold\"" : "");
  append_text (out, node->u.text.text, node->u.text.length);
  g_string_append_printf (out, "</%s>", tag);
}

static void
append_fraction (GString *out, const QingMathNode *node)
{
  gboolean fenced = node->u.fraction.left != 0 || node->u.fraction.right != 0;
  const QingMathDimension *line = &node->u.fraction.thickness;
  gboolean bare = line->unit != QING_MATH_UNIT_NONE && line->value <= 0;

  if (fenced)
    g_string_append (out, "<mrow>");
  append_operator (out, node->u.fraction.left, "");
  g_string_append (out, bare ? "<mfrac linethickness=\"0\">" : "<mfrac>");
  append_row (out, node->u.fraction.numerator, FALSE);
  append_row (out, node->u.fraction.denominator, FALSE);
  g_string_append (out, "</mfrac>");
  append_operator (out, node->u.fraction.right, "");
  if (fenced)
    g_string_append (out, "</mrow>");
}

static void
append_radical (GString *out, const QingMathNode *node)
{
  gboolean degree = node->u.radical.degree != NULL;

  g_string_append (out, degree ? "<mroot>" : "<msqrt>");
  append_row (out, node->u.radical.child, FALSE);
  if (degree)
    append_row (out, node->u.radical.degree, FALSE);
  g_string_append (out, degree ? "</mroot>" : "</msqrt>");
}

/* The sign that stands by itself for one that is put upon others. */
static gunichar
get_spacing_sign (gunichar ch)
{
  static const struct
  {
    gunichar mark;
    gunichar sign;
  } signs[] = {
    { 0x0300, '`' },    { 0x0301, 0x00b4 }, { 0x0302, '^' },    { 0x0303, '~' },
    { 0x0304, 0x00af }, { 0x0306, 0x02d8 }, { 0x0307, 0x02d9 }, { 0x0308, 0x00a8 },
    { 0x030a, 0x02da }, { 0x030c, 0x02c7 }, { 0x0330, '~' },    { 0x20d6, 0x2190 },
    { 0x20d7, 0x2192 }, { 0x20e1, 0x2194 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (signs[i].mark == ch)
      return signs[i].sign;
  return ch;
}

/* A sign above or below. */
static void
append_marked (GString *out,
               const QingMathNode *child,
               gunichar sign,
               gboolean under,
               gboolean wide)
{
  g_string_append (out, under ? "<munder accentunder=\"true\">" : "<mover accent=\"true\">");
  append_row (out, child, FALSE);
  append_operator (out, sign, wide ? " stretchy=\"true\"" : " stretchy=\"false\"");
  g_string_append (out, under ? "</munder>" : "</mover>");
}

/* What is above and below something that @append_base has written to @base. */
static void
append_limits (GString *out, const char *base, const QingMathNode *under, const QingMathNode *over)
{
  const char *tag = under == NULL ? "mover" : over == NULL ? "munder" : "munderover";

  if (under == NULL && over == NULL)
    {
      g_string_append (out, base);
      return;
    }
  g_string_append_printf (out, "<%s>%s", tag, base);
  if (under != NULL)
    append_row (out, under, FALSE);
  if (over != NULL)
    append_row (out, over, FALSE);
  g_string_append_printf (out, "</%s>", tag);
}

static void
append_stack (GString *out, const QingMathNode *node)
{
  g_autoptr (GString) base = g_string_new (NULL);

  if (node->type == QING_MATH_NODE_ARROW)
    append_operator (base, node->u.stack.ch, " stretchy=\"true\" minsize=\"2em\"");
  else
    append_row (base, node->u.stack.child, FALSE);
  append_limits (out, base->str, node->u.stack.under, node->u.stack.over);
}

static void
append_fenced (GString *out, const QingMathNode *node, gboolean display)
{
  static const char fence[] = " fence=\"true\" stretchy=\"true\"";

  g_string_append (out, "<mrow>");
  append_operator (out, node->u.fenced.left, fence);
  for (const QingMathPart *part = node->u.fenced.parts; part != NULL; part = part->next)
    {
      append_list (out, part->child, display);
      append_operator (out, part->delimiter, fence);
    }
  g_string_append (out, "</mrow>");
}

static const char *
get_alignment (const QingMathTable *table, guint column)
{
  char letter = 'c';

  if (table->columns == QING_MATH_COLUMNS_ALIGN)
    letter = column % 2 == 0 ? 'r' : 'l';
  else if (table->align != NULL && table->n_align > 0)
    letter = table->align[MIN (column, table->n_align - 1)];
  return letter == 'l' ? "left" : letter == 'r' ? "right" : "center";
}

static void
append_table (GString *out, const QingMathTable *table)
{
  gboolean display = table->columns != QING_MATH_COLUMNS_MATRIX &&
                     table->columns != QING_MATH_COLUMNS_CASES &&
                     table->columns != QING_MATH_COLUMNS_SMALL;

  g_string_append (out, display ? "<mtable displaystyle=\"true\">" : "<mtable>");
  for (guint r = 0; r < table->n_rows; r++)
    {
      const QingMathRow *row = &table->rows[r];

      g_string_append (out, "<mtr>");
      for (guint c = 0; c < row->n_cells; c++)
        {
          g_string_append_printf (out, "<mtd style=\"text-align:%s\">", get_alignment (table, c));
          append_list (out, row->cells[c], display);
          g_string_append (out, "</mtd>");
        }
      if (row->tag != NULL)
        {
          g_string_append (out, "<mtd>");
          append_list (out, row->tag, FALSE);
          g_string_append (out, "</mtd>");
        }
      g_string_append (out, "</mtr>");
    }
  g_string_append (out, "</mtable>");
}

static double
get_ems (const QingMathDimension *dimension)
{
  static const double ems[] = {
    [QING_MATH_UNIT_NONE] = 1,  [QING_MATH_UNIT_MU] = 1 / 18.0, [QING_MATH_UNIT_EM] = 1,
    [QING_MATH_UNIT_EX] = 0.43, [QING_MATH_UNIT_PT] = 0.1,      [QING_MATH_UNIT_PX] = 1 / 16.0,
  };

  return CLAMP (dimension->value * ems[dimension->unit], -50, 50);
}

static void
append_ems (GString *out, double ems)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (digits, sizeof digits, "%.3f", ems));
  g_string_append (out, "em");
}

static void
append_space (GString *out, const QingMathNode *node)
{
  g_string_append (out, "<mspace width=\"");
  append_ems (out, get_ems (&node->u.rule.width));
  if (node->type == QING_MATH_NODE_RULE)
    {
      g_string_append (out, "\" height=\"");
      append_ems (out, get_ems (&node->u.rule.height));
      g_string_append (out, "\" style=\"background:currentColor");
    }
  g_string_append (out, "\"/>");
}

static void
append_delimiter (GString *out, const QingMathNode *node)
{
  static const char *const sizes[] = { "", " minsize=\"1.2em\"", " minsize=\"1.8em\"",
                                       " minsize=\"2.4em\"", " minsize=\"3em\"" };

  append_operator (out, node->u.delimiter.ch,
                   sizes[MIN (node->u.delimiter.level, G_N_ELEMENTS (sizes) - 1)]);
}

static void
append_wrapped (GString *out, const char *open, const QingMathNode *list, const char *close)
{
  g_string_append (out, open);
  append_list (out, list, FALSE);
  g_string_append (out, close);
}

/* Without its scripts. */
static void
append_nucleus (GString *out, const QingMathNode *node, gboolean display)
{
  gboolean under = (node->flags & QING_MATH_FLAG_UNDER) != 0;

  switch ((QingMathNodeType) node->type)
    {
    case QING_MATH_NODE_SYMBOL:
      append_symbol (out, node);
      break;
    case QING_MATH_NODE_TEXT:
      append_words (out, node);
      break;
    case QING_MATH_NODE_GROUP:
      append_row (out, node->u.group.child, display);
      break;
    case QING_MATH_NODE_FRACTION:
      append_fraction (out, node);
      break;
    case QING_MATH_NODE_RADICAL:
      append_radical (out, node);
      break;
    case QING_MATH_NODE_ACCENT:
      append_marked (out, node->u.accent.child, get_spacing_sign (node->u.accent.ch), under,
                     (node->flags & QING_MATH_FLAG_STRETCHY) != 0);
      break;
    case QING_MATH_NODE_STRETCH:
      append_marked (out, node->u.accent.child, get_spacing_sign (node->u.accent.ch), under, TRUE);
      break;
    case QING_MATH_NODE_LINE:
      append_marked (out, node->u.group.child, under ? '_' : 0x203e, under, TRUE);
      break;
    case QING_MATH_NODE_STACK:
    case QING_MATH_NODE_ARROW:
      append_stack (out, node);
      break;
    case QING_MATH_NODE_FENCED:
      append_fenced (out, node, display);
      break;
    case QING_MATH_NODE_DELIMITER:
      append_delimiter (out, node);
      break;
    case QING_MATH_NODE_TABLE:
      append_table (out, node->u.table);
      break;
    case QING_MATH_NODE_SPACE:
    case QING_MATH_NODE_RULE:
      append_space (out, node);
      break;
    case QING_MATH_NODE_SHELL:
      if (node->flags & QING_MATH_FLAG_INVISIBLE)
        append_wrapped (out, "<mphantom>", node->u.shell.child, "</mphantom>");
      else
        append_row (out, node->u.shell.child, display);
      break;
    case QING_MATH_NODE_FRAME:
      if (node->flags & QING_MATH_FLAG_BORDER)
        append_wrapped (out, "<mrow style=\"border:1px solid;padding:.2em\">", node->u.frame.child,
                        "</mrow>");
      else if (node->flags & (QING_MATH_FLAG_RISING | QING_MATH_FLAG_FALLING | QING_MATH_FLAG_BAR))
        append_wrapped (out, "<mrow style=\"text-decoration:line-through\">", node->u.frame.child,
                        "</mrow>");
      else
        append_row (out, node->u.frame.child, display);
      break;
    case QING_MATH_NODE_NEGATION:
      append_wrapped (out, "<mrow>", node->u.group.child, "<mo>\342\201\204</mo></mrow>");
      break;
    case QING_MATH_NODE_STYLE:
    case QING_MATH_NODE_COLOR:
    default:
      break;
    }
}

static gboolean
has_limits (const QingMathNode *node, gboolean display)
{
  if (node->type == QING_MATH_NODE_STRETCH || node->limits == QING_MATH_LIMITS_ALWAYS)
    return TRUE;
  return node->klass == QING_MATH_CLASS_OP && display && node->limits != QING_MATH_LIMITS_NEVER;
}

static void
append_scripts (GString *out, const QingMathNode *node, const char *base)
{
  const char *tag = node->sub == NULL ? "msup" : node->sup == NULL ? "msub" : "msubsup";

  g_string_append_printf (out, "<%s>%s", tag, base);
  if (node->sub != NULL)
    append_row (out, node->sub, FALSE);
  if (node->sup != NULL)
    append_row (out, node->sup, FALSE);
  g_string_append_printf (out, "</%s>", tag);
}

static void
append_node (GString *out, const QingMathNode *node, gboolean display)
{
  g_autoptr (GString) base = NULL;

  if (node->sub == NULL && node->sup == NULL)
    {
      append_nucleus (out, node, display);
      return;
    }
  base = g_string_new (NULL);
  append_nucleus (base, node, display);
  if (base->len == 0)
    g_string_append (base, "<mrow></mrow>");
  if (has_limits (node, display))
    append_limits (out, base->str, node->sub, node->sup);
  else
    append_scripts (out, node, base->str);
}

static gboolean
is_digit (const QingMathNode *node)
{
  return node != NULL && node->type == QING_MATH_NODE_SYMBOL &&
         node->klass == QING_MATH_CLASS_ORD && node->sub == NULL && node->sup == NULL &&
         (g_unichar_isdigit (node->u.symbol.base) || node->u.symbol.base == '.');
}

/* A number is one element. Returns: the last of its digits. */
static const QingMathNode *
append_number (GString *out, const QingMathNode *node)
{
  g_string_append (out, "<mn>");
  for (;; node = node->next)
    {
      append_char (out, node->u.symbol.ch);
      if (!is_digit (node->next))
        break;
    }
  g_string_append (out, "</mn>");
  return node;
}

static void
append_color (GString *out, const QingMathColor *color)
{
  g_string_append_printf (out, "<mstyle style=\"color:#%02x%02x%02x\">",
                          (guint) (CLAMP (color->red, 0, 1) * 255),
                          (guint) (CLAMP (color->green, 0, 1) * 255),
                          (guint) (CLAMP (color->blue, 0, 1) * 255));
}

/* A change of style or colour goes on until it is taken back, or to the end of the list. */
static void
append_list (GString *out, const QingMathNode *list, gboolean display)
{
  guint n_open = 0;

  for (const QingMathNode *node = list; node != NULL; node = node->next)
    {
      if (node->type == QING_MATH_NODE_STYLE && node->style < QING_MATH_STYLE_INHERIT)
        {
          display = node->style < QING_MATH_STYLE_TEXT;
          g_string_append_printf (out, "<mstyle displaystyle=\"%s\">", display ? "true" : "false");
          n_open++;
        }
      else if (node->type == QING_MATH_NODE_COLOR && node->u.group.child == NULL &&
               node->u.group.color != NULL)
        {
          append_color (out, node->u.group.color);
          n_open++;
        }
      else if (node->type == QING_MATH_NODE_COLOR)
        {
          if (node->u.group.child != NULL && node->u.group.child->u.group.color != NULL &&
              n_open > 0)
            {
              g_string_append (out, "</mstyle>");
              n_open--;
            }
        }
      else if (is_digit (node))
        node = append_number (out, node);
      else
        append_node (out, node, display);
    }
  for (; n_open > 0; n_open--)
    g_string_append (out, "</mstyle>");
}

char *
qing_math_to_markup (const char *tex, gsize length, gboolean display, GError **error)
{
  g_autoptr (QingMathArena) arena = qing_math_arena_new ();
  QingMathTree tree = { NULL, NULL };
  GString *out;

  if (!qing_math_parse (tex, length, display, arena, &tree, error))
    return NULL;
  out = g_string_new (display ? "<math display=\"block\"><semantics>" : "<math><semantics>");
  g_string_append (out, "<mrow>");
  append_list (out, tree.list, display);
  if (tree.tag != NULL)
    {
      g_string_append (out, "<mspace width=\"2em\"/>");
      append_list (out, tree.tag, FALSE);
    }
  g_string_append (out, "</mrow><annotation encoding=\"application/x-tex\">");
  append_text (out, tex, length);
  g_string_append (out, "</annotation></semantics></math>");
  return g_string_free (out, FALSE);
}
