/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "math-dump.h"

/* The syntax tree of a formula on one line, for tests. */

static const char *const class_names[] = { "none", "ord",   "op",    "bin",  "rel",
                                           "open", "close", "punct", "inner" };
static const char *const type_names[] = { "symbol", "text",    "group", "frac",  "root",
                                          "accent", "stretch", "line",  "stack", "fenced",
                                          "big",    "table",   "arrow", "space", "shell",
                                          "frame",  "not",     "rule",  "style", "color" };
static const char *const unit_names[] = { "", "mu", "em", "ex", "pt", "px" };

static void dump_list (GString *text, const QingMathNode *list);

static void
dump_part (GString *text, const QingMathNode *list)
{
  g_string_append_c (text, '(');
  dump_list (text, list);
  g_string_append_c (text, ')');
}

static void
dump_delimiter (GString *text, gunichar ch)
{
  if (ch == 0)
    g_string_append_c (text, '.');
  else
    g_string_append_unichar (text, ch);
}

static void
dump_dimension (GString *text, const QingMathDimension *dimension)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4g", dimension->value));
  g_string_append (text, unit_names[dimension->unit]);
}

static void
dump_color (GString *text, const QingMathColor *color)
{
  if (color == NULL)
    g_string_append (text, "-");
  else
    g_string_append_printf (text, "#%02x%02x%02x", (guint) (color->red * 255.0f + 0.5f),
                            (guint) (color->green * 255.0f + 0.5f),
                            (guint) (color->blue * 255.0f + 0.5f));
}

static void
dump_symbol (GString *text, const QingMathNode *node)
{
  gunichar plain = qing_math_alphabet_map (node->u.symbol.base, QING_MATH_VARIANT_NORMAL);

  g_string_append_unichar (text,
                           node->u.symbol.ch == plain ? node->u.symbol.base : node->u.symbol.ch);
  if (node->klass != QING_MATH_CLASS_ORD)
    g_string_append_printf (text, ":%s", class_names[node->klass]);
}

static void
dump_table (GString *text, const QingMathTable *table)
{
  g_string_append_printf (text, "%d,%s", (int) table->columns, table->align);
  for (guint i = 0; table->edges != NULL && i <= table->n_align; i++)
    g_string_append_printf (text, "%s%x", i == 0 ? "," : "", table->edges[i]);
  for (guint r = 0; r < table->n_rows; r++)
    {
      const QingMathRow *row = &table->rows[r];

      g_string_append_c (text, '[');
      for (guint i = 0; i < row->lines_above; i++)
        g_string_append_c (text, '-');
      for (guint c = 0; c < row->n_cells; c++)
        dump_part (text, row->cells[c]);
      if (row->tag != NULL)
        {
          g_string_append (text, "#");
          dump_part (text, row->tag);
        }
      if (row->gap.unit != QING_MATH_UNIT_NONE)
        dump_dimension (text, &row->gap);
      g_string_append_c (text, ']');
    }
  for (guint i = 0; i < table->lines_below; i++)
    g_string_append_c (text, '-');
}

static void
dump_fenced (GString *text, const QingMathNode *node)
{
  dump_delimiter (text, node->u.fenced.left);
  for (const QingMathPart *part = node->u.fenced.parts; part != NULL; part = part->next)
    {
      dump_part (text, part->child);
      dump_delimiter (text, part->delimiter);
    }
}

static void
dump_fraction (GString *text, const QingMathNode *node)
{
  if (node->style != QING_MATH_STYLE_INHERIT)
    g_string_append_printf (text, "@%u", node->style);
  if (node->u.fraction.thickness.unit != QING_MATH_UNIT_NONE)
    dump_dimension (text, &node->u.fraction.thickness);
  if (node->u.fraction.left != 0)
    dump_delimiter (text, node->u.fraction.left);
  dump_part (text, node->u.fraction.numerator);
  dump_part (text, node->u.fraction.denominator);
  if (node->u.fraction.right != 0)
    dump_delimiter (text, node->u.fraction.right);
}

static void
dump_stack (GString *text, const QingMathNode *node)
{
  if (node->type == QING_MATH_NODE_ARROW)
    g_string_append_unichar (text, node->u.stack.ch);
  else
    dump_part (text, node->u.stack.child);
  g_string_append (text, "over");
  dump_part (text, node->u.stack.over);
  g_string_append (text, "under");
  dump_part (text, node->u.stack.under);
}

static void
dump_content (GString *text, const QingMathNode *node)
{
  switch ((QingMathNodeType) node->type)
    {
    case QING_MATH_NODE_TEXT:
      g_string_append_printf (text, "%u\"%s\"", node->variant, node->u.text.text);
      break;
    case QING_MATH_NODE_GROUP:
    case QING_MATH_NODE_LINE:
    case QING_MATH_NODE_NEGATION:
      dump_part (text, node->u.group.child);
      break;
    case QING_MATH_NODE_FRACTION:
      dump_fraction (text, node);
      break;
    case QING_MATH_NODE_RADICAL:
      dump_part (text, node->u.radical.degree);
      dump_part (text, node->u.radical.child);
      break;
    case QING_MATH_NODE_ACCENT:
    case QING_MATH_NODE_STRETCH:
      g_string_append_printf (text, "%x", node->u.accent.ch);
      dump_part (text, node->u.accent.child);
      break;
    case QING_MATH_NODE_STACK:
    case QING_MATH_NODE_ARROW:
      dump_stack (text, node);
      break;
    case QING_MATH_NODE_FENCED:
      dump_fenced (text, node);
      break;
    case QING_MATH_NODE_DELIMITER:
      g_string_append_printf (text, "%u", node->u.delimiter.level);
      dump_delimiter (text, node->u.delimiter.ch);
      break;
    case QING_MATH_NODE_TABLE:
      dump_table (text, node->u.table);
      break;
    case QING_MATH_NODE_SPACE:
    case QING_MATH_NODE_RULE:
      dump_dimension (text, &node->u.rule.width);
      break;
    case QING_MATH_NODE_SHELL:
      dump_part (text, node->u.shell.child);
      break;
    case QING_MATH_NODE_FRAME:
      dump_part (text, node->u.frame.child);
      break;
    case QING_MATH_NODE_STYLE:
      g_string_append_printf (text, "%u", node->style);
      break;
    case QING_MATH_NODE_COLOR:
      dump_color (text, node->u.group.color);
      break;
    case QING_MATH_NODE_SYMBOL:
      break;
    }
}

static void
dump_node (GString *text, const QingMathNode *node)
{
  if (node->type == QING_MATH_NODE_SYMBOL)
    {
      dump_symbol (text, node);
    }
  else
    {
      g_string_append (text, type_names[node->type]);
      if (node->klass != QING_MATH_CLASS_ORD && node->klass != QING_MATH_CLASS_NONE)
        g_string_append_printf (text, ":%s", class_names[node->klass]);
      dump_content (text, node);
    }
  if (node->klass == QING_MATH_CLASS_OP && node->limits != QING_MATH_LIMITS_DEFAULT)
    g_string_append (text, node->limits == QING_MATH_LIMITS_ALWAYS ? "!limits" : "!nolimits");
  if (node->sub != NULL)
    {
      g_string_append_c (text, '_');
      dump_part (text, node->sub);
    }
  if (node->sup != NULL)
    {
      g_string_append_c (text, '^');
      dump_part (text, node->sup);
    }
}

static void
dump_list (GString *text, const QingMathNode *list)
{
  for (const QingMathNode *node = list; node != NULL; node = node->next)
    {
      if (node != list)
        g_string_append_c (text, ' ');
      dump_node (text, node);
    }
}

/* Returns: (transfer full): nodes as "x", "+:bin", "frac(1)(2)", "x_(i)^(2)" … */
char *
math_dump (const QingMathTree *tree)
{
  GString *text = g_string_new (NULL);

  dump_list (text, tree->list);
  if (tree->tag != NULL)
    {
      g_string_append (text, " #");
      dump_part (text, tree->tag);
    }
  return g_string_free (text, FALSE);
}
