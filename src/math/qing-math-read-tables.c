/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

#include "qing-math-columns.h"
#include "qing-math-environments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Environments: rows and columns between \begin and \end. */

typedef struct
{
  GArray *rows;
  GPtrArray *cells;
} RowReader;

static gboolean
next_is_command (QingMathParser *self, const char *name)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);

  return token->type == QING_MATH_TOKEN_COMMAND && strcmp (token->name, name) == 0;
}

static gboolean
has_lines (const QingMathTable *table)
{
  return table->columns == QING_MATH_COLUMNS_ARRAY || table->columns == QING_MATH_COLUMNS_MATRIX ||
         table->columns == QING_MATH_COLUMNS_CASES;
}

/* Reads the lines that stand between two rows. */
static void
read_lines (QingMathParser *self, guint *solid, guint *dashed)
{
  gsize start, length;

  *solid = *dashed = 0;
  while (TRUE)
    {
      if (next_is_command (self, "hline") || next_is_command (self, "toprule") ||
          next_is_command (self, "midrule") || next_is_command (self, "bottomrule"))
        (*solid)++;
      else if (next_is_command (self, "hdashline"))
        (*dashed)++;
      else if (!next_is_command (self, "cline"))
        return;
      qing_math_lexer_skip (&self->lexer);
      if (qing_math_lexer_peek (&self->lexer)->ch == '{' &&
          self->lexer.text[self->lexer.token.start + 1] >= '0' &&
          self->lexer.text[self->lexer.token.start + 1] <= '9')
        qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length);
    }
}

/* Lengths are short: what a bracket holds need not be read to its end to see that it is none. */
#define MAX_LENGTH_TEXT 48

static gboolean
at_bracketed_length (QingMathLexer *lexer)
{
  const char *text = lexer->text + lexer->position;
  gsize rest = lexer->length - lexer->position;

  return rest > 0 && *text == '[' && memchr (text, ']', MIN (rest, MAX_LENGTH_TEXT + 2)) != NULL;
}

/* Passes "\\", "\\*" or "\\[2pt]"; brackets that hold no length belong to the next row. */
static gboolean
take_row_end (QingMathParser *self, QingMathDimension *gap)
{
  QingMathLexer *lexer = &self->lexer;
  gsize start, length, after;

  if (qing_math_lexer_peek (lexer)->type != QING_MATH_TOKEN_ROW && !next_is_command (self, "cr"))
    return FALSE;
  qing_math_lexer_skip (lexer);
  if (lexer->position < lexer->length && lexer->text[lexer->position] == '*')
    qing_math_lexer_seek (lexer, lexer->position + 1);

  after = lexer->position;
  if (at_bracketed_length (lexer) &&
      (!qing_math_lexer_take_raw_group (lexer, '[', ']', &start, &length) ||
       !qing_math_parse_dimension (lexer->text + start, length, gap)))
    qing_math_lexer_seek (lexer, after);
  return TRUE;
}

static void
finish_row (QingMathParser *self, RowReader *reader, QingMathRow *row)
{
  row->n_cells = reader->cells->len;
  row->cells = qing_math_arena_alloc0 (self->arena, row->n_cells * sizeof (QingMathNode *));
  memcpy (row->cells, reader->cells->pdata, row->n_cells * sizeof (QingMathNode *));
  row->tag = self->tag;
  self->tag = NULL;
  g_ptr_array_set_size (reader->cells, 0);
  g_array_append_vals (reader->rows, row, 1);
}

static gboolean
read_row (QingMathParser *self, RowReader *reader, gboolean allow_cells, QingMathRow *row)
{
  while (TRUE)
    {
      QingMathNode *cell = NULL;

      if (!qing_math_parser_read_list (self, FALSE, &cell))
        return FALSE;
      g_ptr_array_add (reader->cells, cell);
      if (!allow_cells || qing_math_lexer_peek (&self->lexer)->type != QING_MATH_TOKEN_ALIGN)
        return TRUE;
      qing_math_lexer_skip (&self->lexer);
    }
}

static gboolean
at_table_end (QingMathParser *self)
{
  return next_is_command (self, "end") ||
         qing_math_lexer_peek (&self->lexer)->type == QING_MATH_TOKEN_END ||
         qing_math_lexer_peek (&self->lexer)->type == QING_MATH_TOKEN_CLOSE;
}

/* Reads rows up to the end of the environment, group or formula, which stays in place. */
static gboolean
read_rows (QingMathParser *self, RowReader *reader, gboolean allow_cells, QingMathTable *table)
{
  while (TRUE)
    {
      QingMathRow row = { NULL };
      gboolean more;

      if (has_lines (table))
        read_lines (self, &row.lines_above, &row.dashed_above);
      if (reader->rows->len > 0 && at_table_end (self))
        {
          table->lines_below = row.lines_above;
          table->dashed_below = row.dashed_above;
          break;
        }
      if (!read_row (self, reader, allow_cells, &row))
        return FALSE;
      table->n_columns = MAX (table->n_columns, reader->cells->len);
      more = take_row_end (self, &row.gap);
      finish_row (self, reader, &row);
      if (!more)
        break;
    }

  table->n_rows = reader->rows->len;
  table->rows = qing_math_arena_alloc0 (self->arena, table->n_rows * sizeof (QingMathRow));
  memcpy (table->rows, reader->rows->data, table->n_rows * sizeof (QingMathRow));
  return TRUE;
}

static gboolean
read_table (QingMathParser *self, gboolean allow_cells, QingMathTable *table)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (QingMathRow));
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  RowReader reader = { rows, cells };
  QingMathNode *tag = self->tag;
  gboolean ok;

  self->tag = NULL;
  ok = read_rows (self, &reader, allow_cells, table);
  self->tag = tag;
  return ok;
}

static QingMathTable *
new_table (QingMathParser *self, QingMathColumns columns, const char *align)
{
  QingMathTable *table = qing_math_arena_alloc0 (self->arena, sizeof (QingMathTable));

  table->columns = columns;
  table->align = align;
  table->n_align = strlen (align);
  table->stretch = columns == QING_MATH_COLUMNS_CASES ? 1.2 : 1.0;
  return table;
}

static QingMathNode *
new_table_node (QingMathParser *self, QingMathTable *table, guint8 style)
{
  QingMathNode *node = qing_math_node_new (self->arena, QING_MATH_NODE_TABLE, QING_MATH_CLASS_ORD);

  node->style = style;
  node->u.table = table;
  return node;
}

static QingMathNode *
fence (QingMathParser *self, const QingMathEnvironment *environment, QingMathNode *table)
{
  QingMathNode *node;

  if (environment->left == 0 && environment->right == 0)
    return table;
  node = qing_math_node_new (self->arena, QING_MATH_NODE_FENCED, QING_MATH_CLASS_INNER);
  node->u.fenced.left = environment->left;
  node->u.fenced.parts = qing_math_arena_alloc0 (self->arena, sizeof (QingMathPart));
  node->u.fenced.parts->child = table;
  node->u.fenced.parts->delimiter = environment->right;
  return node;
}

static gboolean
read_end (QingMathParser *self, const char *name, gsize start)
{
  const char *text = self->lexer.text;
  gsize at, length;

  if (!next_is_command (self, "end"))
    {
      const QingMathToken *token = qing_math_lexer_peek (&self->lexer);

      if (token->type != QING_MATH_TOKEN_END)
        return qing_math_parser_unexpected (self);
      qing_math_set_error (self->error, QING_MATH_ERROR_SYNTAX, start,
                           _ ("“\\begin{%s}” has no “\\end{%s}”"), name, name);
      return FALSE;
    }
  at = qing_math_lexer_tell (&self->lexer);
  qing_math_lexer_skip (&self->lexer);
  if (!qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length) ||
      length != strlen (name) || strncmp (text + start, name, length) != 0)
    {
      qing_math_set_error (self->error, QING_MATH_ERROR_SYNTAX, at,
                           _ ("“\\end” does not match “\\begin{%s}”"), name);
      return FALSE;
    }
  return TRUE;
}

/* Reads what follows \begin{name}: a column specification, or an alignment in brackets. */
static gboolean
read_options (QingMathParser *self, const QingMathEnvironment *environment, QingMathTable *table)
{
  const char *text = self->lexer.text;
  gsize start, length;

  start = self->lexer.position;
  if (environment->kind != QING_MATH_ENVIRONMENT_PLAIN && start + 3 <= self->lexer.length &&
      text[start] == '[' && strchr ("lcrtb", text[start + 1]) != NULL && text[start + 2] == ']')
    {
      if (text[start + 1] != 't' && text[start + 1] != 'b' &&
          environment->columns == QING_MATH_COLUMNS_MATRIX)
        {
          table->align = qing_math_arena_strndup (self->arena, text + start + 1, 1);
          table->n_align = 1;
        }
      qing_math_lexer_seek (&self->lexer, start + 3);
    }
  if (environment->kind != QING_MATH_ENVIRONMENT_ARRAY &&
      environment->kind != QING_MATH_ENVIRONMENT_COUNT)
    return TRUE;

  if (!qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length))
    return qing_math_parser_unexpected (self);
  if (environment->kind == QING_MATH_ENVIRONMENT_ARRAY &&
      !qing_math_columns_parse (text + start, length, self->arena, table))
    return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, start,
                                  _ ("The columns of a table are given as in “{lcr}”"));
  return TRUE;
}

static gboolean
read_environment (QingMathParser *self,
                  const QingMathEnvironment *environment,
                  gsize start,
                  QingMathNode **out)
{
  QingMathTable *table = new_table (self, environment->columns, environment->align);
  guint8 style = environment->is_display ? QING_MATH_STYLE_DISPLAY : QING_MATH_STYLE_TEXT;

  if (!read_options (self, environment, table) ||
      !read_table (self, environment->kind != QING_MATH_ENVIRONMENT_PLAIN, table) ||
      !read_end (self, environment->name, start))
    return FALSE;

  if (environment->kind == QING_MATH_ENVIRONMENT_PLAIN && table->n_rows == 1)
    {
      self->tag = table->rows[0].tag;
      *out = qing_math_node_new (self->arena, QING_MATH_NODE_STYLE, QING_MATH_CLASS_NONE);
      (*out)->style = style;
      (*out)->next = table->rows[0].cells[0];
      *out = qing_math_node_new_group (self->arena, *out, QING_MATH_CLASS_ORD);
      return TRUE;
    }
  *out = fence (self, environment, new_table_node (self, table, style));
  return TRUE;
}

gboolean
qing_math_read_begin (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  gsize at = qing_math_lexer_tell (&self->lexer) - strlen ("\\begin");
  char name[QING_MATH_NAME_SIZE] = "";
  const QingMathEnvironment *environment;
  gsize start, length;

  if (!qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length))
    return qing_math_parser_unexpected (self);
  if (length < sizeof name)
    memcpy (name, self->lexer.text + start, length);
  environment = qing_math_environment_lookup (name);
  if (environment == NULL)
    {
      qing_math_set_error (self->error, QING_MATH_ERROR_UNKNOWN, at,
                           _ ("The environment “%.*s” is not known"), (int) MIN (length, 64),
                           self->lexer.text + start);
      return FALSE;
    }
  return read_environment (self, environment, at, out);
}

gboolean
qing_math_read_substack (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)
{
  QingMathTable *table = new_table (self, QING_MATH_COLUMNS_SUBSTACK, "c");

  if (qing_math_lexer_peek (&self->lexer)->type != QING_MATH_TOKEN_OPEN)
    return qing_math_parser_unexpected (self);
  qing_math_lexer_skip (&self->lexer);
  if (!read_table (self, FALSE, table) || !qing_math_parser_expect_close (self))
    return FALSE;
  *out = new_table_node (self, table, QING_MATH_STYLE_INHERIT);
  return TRUE;
}

/* \matrix{…} and its kin from plain TeX. */
gboolean
qing_math_read_plain_matrix (QingMathParser *self,
                             const QingMathCommand *command,
                             QingMathNode **out)
{
  const QingMathEnvironment *environment = qing_math_environment_lookup (command->name);
  QingMathTable *table = new_table (self, environment->columns, environment->align);

  if (qing_math_lexer_peek (&self->lexer)->type != QING_MATH_TOKEN_OPEN)
    return qing_math_parser_unexpected (self);
  qing_math_lexer_skip (&self->lexer);
  if (!read_table (self, TRUE, table) || !qing_math_parser_expect_close (self))
    return FALSE;
  *out = fence (self, environment, new_table_node (self, table, QING_MATH_STYLE_TEXT));
  return TRUE;
}

/* Reads the whole formula. Rows without an environment are what people write in chats: with "&"
 * they are aligned, without they are centred. */
gboolean
qing_math_parser_read_document (QingMathParser *self, gboolean display, QingMathNode **out)
{
  QingMathTable *table = new_table (self, QING_MATH_COLUMNS_GATHER, "c");

  if (!read_table (self, display, table))
    return FALSE;
  if (qing_math_lexer_peek (&self->lexer)->type != QING_MATH_TOKEN_END)
    return qing_math_parser_unexpected (self);

  if (table->n_rows == 1 && table->n_columns == 1)
    {
      self->tag = table->rows[0].tag;
      *out = table->rows[0].cells[0];
      return TRUE;
    }
  if (table->n_columns > 1)
    {
      table->columns = QING_MATH_COLUMNS_ALIGN;
      table->align = "rl";
      table->n_align = 2;
    }
  *out = new_table_node (self, table, display ? QING_MATH_STYLE_DISPLAY : QING_MATH_STYLE_TEXT);
  return TRUE;
}
