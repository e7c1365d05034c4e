/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

#include "qing-math-symbols.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Lengths beyond this many times the size of the formula are cut. */
#define MAX_EMS 100.0

/* Names from CSS and from the packages for colour of LaTeX, in small letters and sorted. */
/* clang-format off */
static const struct { const char *name; guint32 rgb; } colors[] = {
  { "aliceblue", 0xf0f8ff }, { "antiquewhite", 0xfaebd7 }, { "apricot", 0xfbb982 },
  { "aqua", 0x00ffff }, { "aquamarine", 0x7fffd4 }, { "azure", 0xf0ffff }, { "beige", 0xf5f5dc },
  { "bisque", 0xffe4c4 }, { "bittersweet", 0xc04f17 }, { "black", 0x000000 },
  { "blanchedalmond", 0xffebcd }, { "blue", 0x0000ff }, { "bluegreen", 0x00b3b8 },
  { "blueviolet", 0x8a2be2 }, { "brickred", 0xb6321c }, { "brown", 0xa52a2a },
  { "burlywood", 0xdeb887 }, { "burntorange", 0xf7921d }, { "cadetblue", 0x5f9ea0 },
  { "carnationpink", 0xf282b4 }, { "cerulean", 0x00a2e3 }, { "chartreuse", 0x7fff00 },
  { "chocolate", 0xd2691e }, { "coral", 0xff7f50 }, { "cornflowerblue", 0x6495ed },
  { "cornsilk", 0xfff8dc }, { "crimson", 0xdc143c }, { "cyan", 0x00ffff },
  { "dandelion", 0xfdbc42 }, { "darkblue", 0x00008b }, { "darkcyan", 0x008b8b },
  { "darkgoldenrod", 0xb8860b }, { "darkgray", 0xa9a9a9 }, { "darkgreen", 0x006400 },
  { "darkgrey", 0xa9a9a9 }, { "darkkhaki", 0xbdb76b }, { "darkmagenta", 0x8b008b },
  { "darkolivegreen", 0x556b2f }, { "darkorange", 0xff8c00 }, { "darkorchid", 0x9932cc },
  { "darkred", 0x8b0000 }, { "darksalmon", 0xe9967a }, { "darkseagreen", 0x8fbc8f },
  { "darkslateblue", 0x483d8b }, { "darkslategray", 0x2f4f4f }, { "darkslategrey", 0x2f4f4f },
  { "darkturquoise", 0x00ced1 }, { "darkviolet", 0x9400d3 }, { "deeppink", 0xff1493 },
  { "deepskyblue", 0x00bfff }, { "dimgray", 0x696969 }, { "dimgrey", 0x696969 },
  { "dodgerblue", 0x1e90ff }, { "emerald", 0x00a99d }, { "firebrick", 0xb22222 },
  { "floralwhite", 0xfffaf0 }, { "forestgreen", 0x228b22 }, { "fuchsia", 0xff00ff },
  { "gainsboro", 0xdcdcdc }, { "ghostwhite", 0xf8f8ff }, { "gold", 0xffd700 },
  { "goldenrod", 0xdaa520 }, { "gray", 0x808080 }, { "green", 0x008000 },
  { "greenyellow", 0xadff2f }, { "grey", 0x808080 }, { "honeydew", 0xf0fff0 },
  { "hotpink", 0xff69b4 }, { "indianred", 0xcd5c5c }, { "indigo", 0x4b0082 },
  { "ivory", 0xfffff0 }, { "junglegreen", 0x00a99a }, { "khaki", 0xf0e68c },
  { "lavender", 0xe6e6fa }, { "lavenderblush", 0xfff0f5 }, { "lawngreen", 0x7cfc00 },
  { "lemonchiffon", 0xfffacd }, { "lightblue", 0xadd8e6 }, { "lightcoral", 0xf08080 },
  { "lightcyan", 0xe0ffff }, { "lightgoldenrodyellow", 0xfafad2 }, { "lightgray", 0xd3d3d3 },
  { "lightgreen", 0x90ee90 }, { "lightgrey", 0xd3d3d3 }, { "lightpink", 0xffb6c1 },
  { "lightsalmon", 0xffa07a }, { "lightseagreen", 0x20b2aa }, { "lightskyblue", 0x87cefa },
  { "lightslategray", 0x778899 }, { "lightslategrey", 0x778899 }, { "lightsteelblue", 0xb0c4de },
  { "lightyellow", 0xffffe0 }, { "lime", 0x00ff00 }, { "limegreen", 0x32cd32 },
  { "linen", 0xfaf0e6 }, { "magenta", 0xff00ff }, { "mahogany", 0xa9341f }, { "maroon", 0x800000 },
  { "mediumaquamarine", 0x66cdaa }, { "mediumblue", 0x0000cd }, { "mediumorchid", 0xba55d3 },
  { "mediumpurple", 0x9370db }, { "mediumseagreen", 0x3cb371 }, { "mediumslateblue", 0x7b68ee },
  { "mediumspringgreen", 0x00fa9a }, { "mediumturquoise", 0x48d1cc },
  { "mediumvioletred", 0xc71585 }, { "melon", 0xf89e7b }, { "midnightblue", 0x191970 },
  { "mintcream", 0xf5fffa }, { "mistyrose", 0xffe4e1 }, { "moccasin", 0xffe4b5 },
  { "mulberry", 0xa93c93 }, { "navajowhite", 0xffdead }, { "navy", 0x000080 },
  { "navyblue", 0x006eb8 }, { "oldlace", 0xfdf5e6 }, { "olive", 0x808000 },
  { "olivedrab", 0x6b8e23 }, { "orange", 0xffa500 }, { "orangered", 0xff4500 },
  { "orchid", 0xda70d6 }, { "palegoldenrod", 0xeee8aa }, { "palegreen", 0x98fb98 },
  { "paleturquoise", 0xafeeee }, { "palevioletred", 0xdb7093 }, { "papayawhip", 0xffefd5 },
  { "peach", 0xf7965a }, { "peachpuff", 0xffdab9 }, { "periwinkle", 0x7977b8 },
  { "peru", 0xcd853f }, { "pinegreen", 0x008b72 }, { "pink", 0xffc0cb }, { "plum", 0xdda0dd },
  { "powderblue", 0xb0e0e6 }, { "processblue", 0x00b0f0 }, { "purple", 0x800080 },
  { "rawsienna", 0x974006 }, { "red", 0xff0000 }, { "redviolet", 0xa1246b },
  { "rhodamine", 0xef559f }, { "rosybrown", 0xbc8f8f }, { "royalblue", 0x4169e1 },
  { "royalpurple", 0x613f99 }, { "rubinered", 0xed017d }, { "saddlebrown", 0x8b4513 },
  { "salmon", 0xfa8072 }, { "sandybrown", 0xf4a460 }, { "seagreen", 0x2e8b57 },
  { "seashell", 0xfff5ee }, { "sepia", 0x671800 }, { "sienna", 0xa0522d }, { "silver", 0xc0c0c0 },
  { "skyblue", 0x87ceeb }, { "slateblue", 0x6a5acd }, { "slategray", 0x708090 },
  { "slategrey", 0x708090 }, { "snow", 0xfffafa }, { "springgreen", 0x00ff7f },
  { "steelblue", 0x4682b4 }, { "tan", 0xd2b48c }, { "teal", 0x008080 }, { "tealblue", 0x00aeb3 },
  { "thistle", 0xd8bfd8 }, { "tomato", 0xff6347 }, { "turquoise", 0x40e0d0 },
  { "violet", 0xee82ee }, { "wheat", 0xf5deb3 }, { "white", 0xffffff }, { "whitesmoke", 0xf5f5f5 },
  { "wildstrawberry", 0xee2967 }, { "yellow", 0xffff00 }, { "yellowgreen", 0x9acd32 },
};

static const struct { const char name[4]; double factor; QingMathUnit unit; } units[] = {
  { "mu", 1.0,         QING_MATH_UNIT_MU }, { "em", 1.0,       QING_MATH_UNIT_EM },
  { "ex", 1.0,         QING_MATH_UNIT_EX }, { "pt", 1.0,       QING_MATH_UNIT_PT },
  { "px", 1.0,         QING_MATH_UNIT_PX }, { "cm", 28.45274,  QING_MATH_UNIT_PT },
  { "mm", 2.845274,    QING_MATH_UNIT_PT }, { "in", 72.27,     QING_MATH_UNIT_PT },
  { "bp", 1.00375,     QING_MATH_UNIT_PT }, { "pc", 12.0,      QING_MATH_UNIT_PT },
  { "dd", 1.07,        QING_MATH_UNIT_PT }, { "sp", 1.0/65536, QING_MATH_UNIT_PT },
};
/* clang-format on */

static double
limit_of_unit (QingMathUnit unit)
{
  switch (unit)
    {
    case QING_MATH_UNIT_MU:
      return MAX_EMS * 18.0;
    case QING_MATH_UNIT_PT:
    case QING_MATH_UNIT_PX:
      return MAX_EMS * 10.0;
    default:
      return MAX_EMS;
    }
}

/* Reads a length such as "-2.5 em" that fills all of @text; stretch and shrink are dropped. */
gboolean
qing_math_parse_dimension (const char *text, gsize length, QingMathDimension *dimension)
{
  char buffer[48];
  char *end = NULL;
  double value;

  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  if (length == 0 || length >= sizeof buffer || strchr ("+-.0123456789", *text) == NULL)
    return FALSE;
  memcpy (buffer, text, length);
  buffer[length] = '\0';

  /* Only the digits are for g_ascii_strtod(), which would take "0x1p9" and "1e9" as well. */
  value = g_ascii_strtod (buffer, &end);
  if (end == buffer || strspn (buffer, "+-.0123456789") < (gsize) (end - buffer))
    return FALSE;
  end += strspn (end, " ");
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      double limit = limit_of_unit (units[i].unit);

      if (strncmp (end, units[i].name, 2) != 0)
        continue;
      end += 2;
      end += strspn (end, " ");
      if (*end != '\0' && strncmp (end, "plus", 4) != 0 && strncmp (end, "minus", 5) != 0)
        return FALSE;
      dimension->value = CLAMP (value * units[i].factor, -limit, limit);
      dimension->unit = units[i].unit;
      return TRUE;
    }
  return FALSE;
}

/* Reads "{2em}", or the bare "2em" that primitive commands of TeX take. */
gboolean
qing_math_parser_read_dimension (QingMathParser *self, QingMathDimension *dimension)
{
  const char *text = self->lexer.text;
  gsize start, length;
  gboolean ok;

  if (qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length))
    {
      ok = qing_math_parse_dimension (text + start, length, dimension);
    }
  else
    {
      start = qing_math_lexer_peek (&self->lexer)->start;
      length = 0;
      while (start + length < self->lexer.length &&
             strchr ("+-.0123456789 ", text[start + length]) != NULL &&
             text[start + length] != '\0')
        length++;
      while (length > 0 && start + length < self->lexer.length &&
             g_ascii_islower (text[start + length]))
        {
          length++;
          if (qing_math_parse_dimension (text + start, length, dimension))
            break;
        }
      ok = qing_math_parse_dimension (text + start, length, dimension);
      qing_math_lexer_seek (&self->lexer, start + (ok ? length : 0));
    }

  if (!ok)
    return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, start,
                                  _ ("A length such as “2em” or “3pt” is missing here"));
  return TRUE;
}

/* Reads a delimiter after \left and the like; "." gives 0, for none. */
gboolean
qing_math_parser_read_delimiter (QingMathParser *self, gunichar *delimiter)
{
  const QingMathToken *token = qing_math_lexer_peek (&self->lexer);
  gunichar ch = 0;

  if (token->type == QING_MATH_TOKEN_CHAR)
    {
      ch = token->ch;
      if (ch == '<')
        ch = 0x27e8;
      else if (ch == '>')
        ch = 0x27e9;
    }
  else if (token->type == QING_MATH_TOKEN_COMMAND)
    {
      const QingMathSymbol *symbol = qing_math_symbol_lookup (token->name);

      ch = symbol != NULL ? symbol->ch : 0;
    }
  if (ch == 0 || (ch != '.' && !qing_math_symbol_is_delimiter (ch)))
    return qing_math_parser_fail (self, QING_MATH_ERROR_SYNTAX, token->start,
                                  _ ("A delimiter such as “(” or “|” is missing here"));
  qing_math_lexer_skip (&self->lexer);
  if (ch == 0x2223)
    ch = '|';
  else if (ch == 0x2225)
    ch = 0x2016;
  *delimiter = ch == '.' ? 0 : ch;
  return TRUE;
}

static int
compare_color (const void *key, const void *entry)
{
  return strcmp (key, *(const char *const *) entry);
}

static gboolean
find_named_color (const char *name, gsize length, guint32 *rgb)
{
  char buffer[32];
  const void *found;

  if (length == 0 || length >= sizeof buffer)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    buffer[i] = g_ascii_tolower (name[i]);
  buffer[length] = '\0';
  found = bsearch (buffer, colors, G_N_ELEMENTS (colors), sizeof colors[0], compare_color);
  if (found == NULL)
    return FALSE;
  *rgb = colors[((const char *) found - (const char *) colors) / sizeof colors[0]].rgb;
  return TRUE;
}

static gboolean
parse_hex_color (const char *text, gsize length, guint32 *rgb)
{
  guint32 value = 0;

  if (length != 3 && length != 6)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE;
      value = length == 3 ? (value << 8) | (guint32) (digit * 17) : (value << 4) | (guint32) digit;
    }
  *rgb = value;
  return TRUE;
}

/* Reads the one to four numbers of "[rgb]{1,0.5,0}" and the like. */
static gboolean
parse_color_numbers (const char *model, const char *text, QingMathColor *color)
{
  g_auto (GStrv) fields = g_strsplit (text, ",", 5);
  guint n = g_strv_length (fields);
  double scale = strcmp (model, "RGB") == 0 ? 1.0 / 255.0 : 1.0;
  double v[4];

  if (n == 0 || n > 4)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      char *end = NULL;

      v[i] = g_ascii_strtod (fields[i], &end) * scale;
      if (end == fields[i] || !isfinite (v[i]))
        return FALSE;
      v[i] = CLAMP (v[i], 0.0, 1.0);
    }

  if (g_ascii_strcasecmp (model, "rgb") == 0 && n == 3)
    *color = (QingMathColor){ v[0], v[1], v[2], 1.0f };
  else if (strcmp (model, "gray") == 0 && n == 1)
    *color = (QingMathColor){ v[0], v[0], v[0], 1.0f };
  else if (strcmp (model, "cmyk") == 0 && n == 4)
    *color = (QingMathColor){ (1.0 - v[0]) * (1.0 - v[3]), (1.0 - v[1]) * (1.0 - v[3]),
                              (1.0 - v[2]) * (1.0 - v[3]), 1.0f };
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse_color (const char *model, const char *text, gsize length, QingMathColor *color)
{
  g_autofree char *copy = NULL;
  guint32 rgb;

  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  if (model != NULL && strcmp (model, "HTML") != 0 && strcmp (model, "named") != 0)
    {
      copy = g_strndup (text, length);
      return parse_color_numbers (model, copy, color);
    }
  if (length > 0 && *text == '#'
        ? !parse_hex_color (text + 1, length - 1, &rgb)
        : !find_named_color (text, length, &rgb) && !parse_hex_color (text, length, &rgb))
    return FALSE;
  *color = (QingMathColor){ (float) (rgb >> 16) / 255.0f, (float) ((rgb >> 8) & 0xff) / 255.0f,
                            (float) (rgb & 0xff) / 255.0f, 1.0f };
  return TRUE;
}

/* Reads "{red}", "{#f80}", "[HTML]{FF8800}" or "[rgb]{1,0.5,0}". Returns: (nullable) */
const QingMathColor *
qing_math_parser_read_color (QingMathParser *self)
{
  QingMathColor *color = qing_math_arena_alloc0 (self->arena, sizeof (QingMathColor));
  g_autofree char *model = NULL;
  gsize start, length;

  if (qing_math_lexer_take_raw_group (&self->lexer, '[', ']', &start, &length))
    model = g_strndup (self->lexer.text + start, length);
  if (!qing_math_lexer_take_raw_group (&self->lexer, '{', '}', &start, &length))
    {
      qing_math_parser_unexpected (self);
      return NULL;
    }
  if (!parse_color (model, self->lexer.text + start, length, color))
    {
      qing_math_parser_fail (self, QING_MATH_ERROR_UNKNOWN, start, _ ("This colour is not known"));
      return NULL;
    }
  return color;
}
