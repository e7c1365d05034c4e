/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-parser.h"
#include "qing-math-symbols.h"

G_BEGIN_DECLS

/* Shared by the files that read commands: qing-math-read-*.c. Every reader returns FALSE after
 * setting the error, and leaves *out alone then. */

typedef struct
{
  QingMathLexer lexer;
  QingMathArena *arena;
  GError **error;
  guint depth;
  QingMathVariant variant;
  QingMathNode *tag; /* of the row that is being read */
} QingMathParser;

typedef struct
{
  QingMathNode *first;
  QingMathNode *last;
} QingMathList;

typedef struct _QingMathCommand QingMathCommand;
typedef gboolean (*QingMathReader) (QingMathParser *self,
                                    const QingMathCommand *command,
                                    QingMathNode **out);

struct _QingMathCommand
{
  const char *name;
  QingMathReader reader;
  guint32 value;
  guint32 flags;
};

const QingMathCommand *qing_math_command_lookup (const char *name);
const QingMathCommand *qing_math_command_list (guint *n_commands);

/* qing-math-parser.c */
gboolean qing_math_parser_read_list (QingMathParser *self, gboolean to_bracket, QingMathNode **out);
gboolean qing_math_parser_read_argument (QingMathParser *self, QingMathNode **out);
gboolean qing_math_parser_read_optional (QingMathParser *self, QingMathNode **out);
gboolean qing_math_parser_expect_close (QingMathParser *self);
gboolean qing_math_parser_unexpected (QingMathParser *self);
gboolean qing_math_parser_fail (QingMathParser *self,
                                QingMathError code,
                                gsize position,
                                const char *message);
QingMathNode *qing_math_parser_new_symbol (QingMathParser *self, const QingMathSymbol *symbol);
void qing_math_list_append (QingMathList *list, QingMathNode *chain);

/* qing-math-node.c */
QingMathNode *qing_math_node_new (QingMathArena *arena, QingMathNodeType type, QingMathClass klass);
QingMathNode *
qing_math_node_new_group (QingMathArena *arena, QingMathNode *child, QingMathClass klass);
QingMathNode *
qing_math_node_new_symbol (QingMathArena *arena, gunichar ch, gunichar base, QingMathClass klass);
QingMathNode *qing_math_node_new_space (QingMathArena *arena, double value, QingMathUnit unit);
QingMathClass qing_math_node_class_of (const QingMathNode *list);

/* qing-math-read-scripts.c */
gboolean qing_math_parser_is_script (gunichar ch);
gboolean qing_math_parser_read_scripts (QingMathParser *self, QingMathNode *node);

/* qing-math-read-values.c */
gboolean qing_math_parse_dimension (const char *text, gsize length, QingMathDimension *dimension);
const QingMathColor *qing_math_parser_read_color (QingMathParser *self);
gboolean qing_math_parser_read_dimension (QingMathParser *self, QingMathDimension *dimension);
gboolean qing_math_parser_read_delimiter (QingMathParser *self, gunichar *delimiter);

/* qing-math-read-text.c */
gboolean
qing_math_parser_read_text (QingMathParser *self, QingMathVariant variant, QingMathNode **out);
QingMathNode *
qing_math_parser_new_text (QingMathParser *self, const char *text, gsize length, guint8 variant);

/* The readers, by file. */
#define QING_MATH_DECLARE_READER(name)                                                             \
  gboolean name (QingMathParser *self, const QingMathCommand *command, QingMathNode **out)

/* qing-math-read-structures.c */
QING_MATH_DECLARE_READER (qing_math_read_fraction);
QING_MATH_DECLARE_READER (qing_math_read_genfrac);
QING_MATH_DECLARE_READER (qing_math_read_infix);
QING_MATH_DECLARE_READER (qing_math_read_sqrt);
QING_MATH_DECLARE_READER (qing_math_read_accent);
QING_MATH_DECLARE_READER (qing_math_read_stretch);
QING_MATH_DECLARE_READER (qing_math_read_line);
QING_MATH_DECLARE_READER (qing_math_read_stack);
QING_MATH_DECLARE_READER (qing_math_read_arrow);
QING_MATH_DECLARE_READER (qing_math_read_left);
QING_MATH_DECLARE_READER (qing_math_read_big);
QING_MATH_DECLARE_READER (qing_math_read_braket);
QingMathNode *qing_math_parser_new_fraction (QingMathParser *self,
                                             const QingMathCommand *command,
                                             QingMathNode *numerator,
                                             QingMathNode *denominator);

/* qing-math-read-fonts.c */
QING_MATH_DECLARE_READER (qing_math_read_alphabet);
QING_MATH_DECLARE_READER (qing_math_read_font_switch);
QING_MATH_DECLARE_READER (qing_math_read_bold_symbol);
QING_MATH_DECLARE_READER (qing_math_read_text_command);
QING_MATH_DECLARE_READER (qing_math_read_named_operator);
QING_MATH_DECLARE_READER (qing_math_read_operatorname);
QING_MATH_DECLARE_READER (qing_math_read_decorated_limit);
QING_MATH_DECLARE_READER (qing_math_read_class);
QING_MATH_DECLARE_READER (qing_math_read_mod);
QING_MATH_DECLARE_READER (qing_math_read_not);
QING_MATH_DECLARE_READER (qing_math_read_dots);
QING_MATH_DECLARE_READER (qing_math_read_spaced_symbol);
QING_MATH_DECLARE_READER (qing_math_read_style);

/* qing-math-read-boxes.c */
QING_MATH_DECLARE_READER (qing_math_read_space);
QING_MATH_DECLARE_READER (qing_math_read_kern);
QING_MATH_DECLARE_READER (qing_math_read_shell);
QING_MATH_DECLARE_READER (qing_math_read_raisebox);
QING_MATH_DECLARE_READER (qing_math_read_rule);
QING_MATH_DECLARE_READER (qing_math_read_frame);
QING_MATH_DECLARE_READER (qing_math_read_color);
QING_MATH_DECLARE_READER (qing_math_read_textcolor);
QING_MATH_DECLARE_READER (qing_math_read_colorbox);
QING_MATH_DECLARE_READER (qing_math_read_tag);
QING_MATH_DECLARE_READER (qing_math_read_ignored);
QING_MATH_DECLARE_READER (qing_math_read_reference);
QING_MATH_DECLARE_READER (qing_math_read_nothing);
QING_MATH_DECLARE_READER (qing_math_read_forbidden);
QING_MATH_DECLARE_READER (qing_math_read_misplaced);

/* qing-math-read-chemistry.c */
QING_MATH_DECLARE_READER (qing_math_read_chemistry);

/* qing-math-read-tables.c */
QING_MATH_DECLARE_READER (qing_math_read_begin);
QING_MATH_DECLARE_READER (qing_math_read_substack);
QING_MATH_DECLARE_READER (qing_math_read_plain_matrix);
gboolean
qing_math_parser_read_document (QingMathParser *self, gboolean display, QingMathNode **out);

G_END_DECLS
