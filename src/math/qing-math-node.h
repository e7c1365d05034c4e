/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-math-alphabet.h"
#include "qing-math-arena.h"
#include "qing-math.h"

G_BEGIN_DECLS

/* The syntax tree of a formula. A list is a chain of nodes; NULL is the empty list. All of it
 * lives in the arena of its parser. */

typedef enum
{
  QING_MATH_CLASS_NONE,
  QING_MATH_CLASS_ORD,
  QING_MATH_CLASS_OP,
  QING_MATH_CLASS_BIN,
  QING_MATH_CLASS_REL,
  QING_MATH_CLASS_OPEN,
  QING_MATH_CLASS_CLOSE,
  QING_MATH_CLASS_PUNCT,
  QING_MATH_CLASS_INNER,
} QingMathClass;

typedef enum
{
  QING_MATH_NODE_SYMBOL,
  QING_MATH_NODE_TEXT,
  QING_MATH_NODE_GROUP,
  QING_MATH_NODE_FRACTION,
  QING_MATH_NODE_RADICAL,
  QING_MATH_NODE_ACCENT,
  QING_MATH_NODE_STRETCH,
  QING_MATH_NODE_LINE,
  QING_MATH_NODE_STACK,
  QING_MATH_NODE_FENCED,
  QING_MATH_NODE_DELIMITER,
  QING_MATH_NODE_TABLE,
  QING_MATH_NODE_ARROW,
  QING_MATH_NODE_SPACE,
  QING_MATH_NODE_SHELL,
  QING_MATH_NODE_FRAME,
  QING_MATH_NODE_NEGATION,
  QING_MATH_NODE_RULE,
  QING_MATH_NODE_STYLE,
  QING_MATH_NODE_COLOR,
} QingMathNodeType;

typedef enum
{
  QING_MATH_LIMITS_DEFAULT, /* beside in text style, above and below in display style */
  QING_MATH_LIMITS_NEVER,
  QING_MATH_LIMITS_ALWAYS,
} QingMathLimits;

/* The styles of TeX; an odd one is cramped. */
typedef enum
{
  QING_MATH_STYLE_DISPLAY = 0,
  QING_MATH_STYLE_TEXT = 2,
  QING_MATH_STYLE_SCRIPT = 4,
  QING_MATH_STYLE_SCRIPT_SCRIPT = 6,
  QING_MATH_STYLE_INHERIT = 8,
} QingMathStyle;

typedef enum
{
  QING_MATH_UNIT_NONE,
  QING_MATH_UNIT_MU,
  QING_MATH_UNIT_EM,
  QING_MATH_UNIT_EX,
  QING_MATH_UNIT_PT, /* a tenth of the size of the formula */
  QING_MATH_UNIT_PX,
} QingMathUnit;

typedef struct
{
  double value;
  QingMathUnit unit;
} QingMathDimension;

typedef enum
{
  QING_MATH_FLAG_LARGE = 1 << 0,       /* symbol: grows in display style */
  QING_MATH_FLAG_TRANSPARENT = 1 << 1, /* group: its atoms belong to the surrounding list */
  QING_MATH_FLAG_STRETCHY = 1 << 2,    /* accent: as wide as its base */
  QING_MATH_FLAG_UNDER = 1 << 3,       /* line, stretch: below its base */
  QING_MATH_FLAG_CONTINUED = 1 << 4,   /* fraction: \cfrac */
  QING_MATH_FLAG_INVISIBLE = 1 << 5,   /* shell */
  QING_MATH_FLAG_NO_WIDTH = 1 << 6,    /* shell */
  QING_MATH_FLAG_NO_ASCENT = 1 << 7,   /* shell */
  QING_MATH_FLAG_NO_DESCENT = 1 << 8,  /* shell */
  QING_MATH_FLAG_BORDER = 1 << 9,      /* frame */
  QING_MATH_FLAG_RISING = 1 << 10,     /* frame: a stroke from bottom left to top right */
  QING_MATH_FLAG_FALLING = 1 << 11,    /* frame: a stroke from top left to bottom right */
  QING_MATH_FLAG_BAR = 1 << 12,        /* frame: a horizontal stroke */
  QING_MATH_FLAG_TEXT_STYLE = 1 << 13, /* frame: the content is set in text style */
} QingMathFlags;

typedef struct _QingMathNode QingMathNode;
typedef struct _QingMathPart QingMathPart;
typedef struct _QingMathTable QingMathTable;

/* What stands before a delimiter in \left … \middle … \right. */
struct _QingMathPart
{
  QingMathPart *next;
  QingMathNode *child;
  gunichar delimiter; /* after the child; 0 for none */
};

struct _QingMathNode
{
  QingMathNode *next;
  QingMathNode *sub;
  QingMathNode *sup;
  guint8 type;
  guint8 klass;
  guint8 spacing_class; /* klass after the rules for binary operators, set by the layout */
  guint8 limits;
  guint16 flags;
  guint8 style;   /* style, fraction: a QingMathStyle */
  guint8 variant; /* text: a QingMathVariant */
  union
  {
    struct
    {
      gunichar ch;
      gunichar base; /* shown when the font lacks ch */
    } symbol;
    struct
    {
      const char *text;
      gsize length;
    } text;
    struct
    {
      QingMathNode *child;
      gunichar ch;
    } accent; /* also stretch */
    struct
    {
      QingMathNode *child;
      const QingMathColor *color;
      guint saved; /* color: the one to go back to, set by the layout */
    } group;       /* also line, negation, color */
    struct
    {
      QingMathNode *numerator;
      QingMathNode *denominator;
      gunichar left;
      gunichar right;
      QingMathDimension thickness;
    } fraction;
    struct
    {
      QingMathNode *child;
      QingMathNode *degree;
    } radical;
    struct
    {
      QingMathNode *child;
      QingMathNode *over;
      QingMathNode *under;
      gunichar ch;
    } stack; /* also arrow, which has ch for a child */
    struct
    {
      QingMathPart *parts;
      gunichar left;
    } fenced;
    struct
    {
      gunichar ch;
      guint level;
    } delimiter;
    struct
    {
      QingMathNode *child;
      double align; /* 0 hangs to the right, 1 to the left */
      QingMathDimension raise;
    } shell;
    struct
    {
      QingMathNode *child;
      const QingMathColor *background;
      const QingMathColor *border;
    } frame;
    struct
    {
      QingMathDimension width;
      QingMathDimension height;
      QingMathDimension raise;
    } rule; /* also space */
    QingMathTable *table;
  } u;
};

typedef struct
{
  QingMathNode **cells;
  guint n_cells;
  guint lines_above;
  guint dashed_above;
  QingMathDimension gap; /* after the row */
  QingMathNode *tag;
} QingMathRow;

typedef enum
{
  QING_MATH_COLUMNS_MATRIX,
  QING_MATH_COLUMNS_ARRAY,
  QING_MATH_COLUMNS_CASES,
  QING_MATH_COLUMNS_ALIGN,
  QING_MATH_COLUMNS_ALIGN_AT,
  QING_MATH_COLUMNS_GATHER,
  QING_MATH_COLUMNS_MULTLINE,
  QING_MATH_COLUMNS_SMALL,
  QING_MATH_COLUMNS_SUBSTACK,
} QingMathColumns;

/* What stands at an edge of a column. */
#define QING_MATH_COLUMN_LINES 0x0f /* the number of vertical lines */
#define QING_MATH_COLUMN_TIGHT 0x10 /* no distance */

struct _QingMathTable
{
  QingMathRow *rows;
  guint n_rows;
  guint n_columns;
  const char *align; /* l, c, r for each column; the last one goes for the rest */
  guint n_align;
  const guint8 *edges; /* before each column and after the last; or NULL */
  guint lines_below;
  guint dashed_below;
  QingMathColumns columns;
  double stretch; /* height of an empty row, relative to the usual one */
};

G_END_DECLS
