/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-plain.h"

#include <string.h>

/* A formula on one line of text. */

static void append_list (GString *text, const QingMathNode *list);

/* Appends a part in parentheses unless it is a single sign. */
static void
append_part (GString *text, const QingMathNode *list)
{
  g_autoptr (GString) part = g_string_new (NULL);

  append_list (part, list);
  if (g_utf8_strlen (part->str, part->len) <= 1)
    g_string_append (text, part->str);
  else
    g_string_append_printf (text, "(%s)", part->str);
}

/* The character that looks like @ch raised or lowered, or 0. */
static gunichar
script_char (gunichar ch, gboolean is_sup)
{
  static const gunichar superscripts[] = { 0x2070, 0xb9,   0xb2,   0xb3,   0x2074,
                                           0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };

  if (ch >= '0' && ch <= '9')
    return is_sup ? superscripts[ch - '0'] : 0x2080 + (ch - '0');
  switch (ch)
    {
    case '+':
      return is_sup ? 0x207a : 0x208a;
    case 0x2212:
      return is_sup ? 0x207b : 0x208b;
    case 'n':
      return is_sup ? 0x207f : 0x2099;
    case 'i':
      return is_sup ? 0x2071 : 0x1d62;
    case 0x2032:
    case 0x2033:
    case 0x2034:
      return is_sup ? ch : 0;
    default:
      return 0;
    }
}

static gboolean
append_small_script (GString *text, const QingMathNode *script, gboolean is_sup)
{
  gsize length = text->len;

  for (const QingMathNode *node = script; node != NULL; node = node->next)
    {
      gunichar small = node->type == QING_MATH_NODE_SYMBOL && node->sub == NULL && node->sup == NULL
                         ? script_char (node->u.symbol.base, is_sup)
                         : 0;

      if (small == 0)
        {
          g_string_truncate (text, length);
          return FALSE;
        }
      g_string_append_unichar (text, small);
    }
  return TRUE;
}

static void
append_script (GString *text, const QingMathNode *script, gboolean is_sup)
{
  if (script == NULL || append_small_script (text, script, is_sup))
    return;
  g_string_append_c (text, is_sup ? '^' : '_');
  append_part (text, script);
}

static void
append_delimiter (GString *text, gunichar ch)
{
  if (ch != 0)
    g_string_append_unichar (text, ch);
}

static void
append_fenced (GString *text, const QingMathNode *node)
{
  append_delimiter (text, node->u.fenced.left);
  for (const QingMathPart *part = node->u.fenced.parts; part != NULL; part = part->next)
    {
      append_list (text, part->child);
      append_delimiter (text, part->delimiter);
    }
}

static void
append_table (GString *text, const QingMathTable *table)
{
  for (guint r = 0; r < table->n_rows; r++)
    {
      const QingMathRow *row = &table->rows[r];

      if (r > 0)
        g_string_append (text, "; ");
      for (guint c = 0; c < row->n_cells; c++)
        {
          if (c > 0 && text->len > 0 && text->str[text->len - 1] != ' ')
            g_string_append_c (text, ' ');
          append_list (text, row->cells[c]);
        }
      if (row->tag != NULL)
        {
          g_string_append_c (text, ' ');
          append_list (text, row->tag);
        }
    }
}

static void
append_fraction (GString *text, const QingMathNode *node)
{
  append_delimiter (text, node->u.fraction.left);
  append_part (text, node->u.fraction.numerator);
  g_string_append (text, node->u.fraction.left == '(' ? " over " : "/");
  append_part (text, node->u.fraction.denominator);
  append_delimiter (text, node->u.fraction.right);
}

static void
append_radical (GString *text, const QingMathNode *node)
{
  append_small_script (text, node->u.radical.degree, TRUE);
  g_string_append (text, "√");
  append_part (text, node->u.radical.child);
}

static void
append_accent (GString *text, const QingMathNode *node)
{
  append_list (text, node->u.accent.child);
  if (node->u.accent.child != NULL && node->u.accent.child->next == NULL &&
      g_unichar_ismark (node->u.accent.ch))
    g_string_append_unichar (text, node->u.accent.ch);
}

static void
append_stack (GString *text, const QingMathNode *node)
{
  if (node->type == QING_MATH_NODE_ARROW)
    g_string_append_unichar (text, node->u.stack.ch);
  else
    append_list (text, node->u.stack.child);
  append_script (text, node->u.stack.under, FALSE);
  append_script (text, node->u.stack.over, TRUE);
}

/* Letters without their style, which would be read out loud; but ℝ and ℕ are names. */
static void
append_symbol (GString *text, const QingMathNode *node)
{
  gunichar doubled = qing_math_alphabet_map (node->u.symbol.base, QING_MATH_VARIANT_DOUBLE);
  gboolean is_name = node->u.symbol.ch == doubled && doubled < 0x10000;

  g_string_append_unichar (text, is_name ? doubled : node->u.symbol.base);
}

static void
append_nucleus (GString *text, const QingMathNode *node)
{
  switch ((QingMathNodeType) node->type)
    {
    case QING_MATH_NODE_SYMBOL:
      append_symbol (text, node);
      break;
    case QING_MATH_NODE_TEXT:
      g_string_append_len (text, node->u.text.text, node->u.text.length);
      break;
    case QING_MATH_NODE_GROUP:
    case QING_MATH_NODE_LINE:
      append_list (text, node->u.group.child);
      break;
    case QING_MATH_NODE_NEGATION:
      append_list (text, node->u.group.child);
      g_string_append_unichar (text, 0x338);
      break;
    case QING_MATH_NODE_FRACTION:
      append_fraction (text, node);
      break;
    case QING_MATH_NODE_RADICAL:
      append_radical (text, node);
      break;
    case QING_MATH_NODE_ACCENT:
    case QING_MATH_NODE_STRETCH:
      append_accent (text, node);
      break;
    case QING_MATH_NODE_STACK:
    case QING_MATH_NODE_ARROW:
      append_stack (text, node);
      break;
    case QING_MATH_NODE_FENCED:
      append_fenced (text, node);
      break;
    case QING_MATH_NODE_DELIMITER:
      append_delimiter (text, node->u.delimiter.ch);
      break;
    case QING_MATH_NODE_TABLE:
      append_table (text, node->u.table);
      break;
    case QING_MATH_NODE_SHELL:
      if ((node->flags & QING_MATH_FLAG_INVISIBLE) == 0)
        append_list (text, node->u.shell.child);
      break;
    case QING_MATH_NODE_FRAME:
      append_list (text, node->u.frame.child);
      break;
    case QING_MATH_NODE_SPACE:
    case QING_MATH_NODE_RULE:
    case QING_MATH_NODE_STYLE:
    case QING_MATH_NODE_COLOR:
      break;
    }
}

static gboolean
wants_spaces (const QingMathNode *node)
{
  return node->klass == QING_MATH_CLASS_BIN || node->klass == QING_MATH_CLASS_REL ||
         (node->klass == QING_MATH_CLASS_OP && node->type != QING_MATH_NODE_SYMBOL);
}

static void
append_space (GString *text)
{
  if (text->len > 0 && text->str[text->len - 1] != ' ')
    g_string_append_c (text, ' ');
}

static void
append_list (GString *text, const QingMathNode *list)
{
  for (const QingMathNode *node = list; node != NULL; node = node->next)
    {
      gboolean spaces = wants_spaces (node) && list->next != NULL;

      if (spaces)
        append_space (text);
      append_nucleus (text, node);
      append_script (text, node->sub, FALSE);
      append_script (text, node->sup, TRUE);
      if (node->klass == QING_MATH_CLASS_PUNCT || (spaces && node->next != NULL) ||
          (node->type == QING_MATH_NODE_SPACE && node->u.rule.width.value > 0.5))
        append_space (text);
    }
}

/* Returns: (transfer full): what the formula says, in characters of Unicode */
char *
qing_math_plain_text (const QingMathTree *tree)
{
  GString *text = g_string_new (NULL);

  append_list (text, tree->list);
  if (tree->tag != NULL)
    {
      append_space (text);
      append_list (text, tree->tag);
    }
  return g_strstrip (g_string_free (text, FALSE));
}
