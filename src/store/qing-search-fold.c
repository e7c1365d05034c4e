/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-store"

#include "qing-search-fold.h"

/* clang-format off */
static const struct
{
  gunichar character;
  const char *plain;
} letters[] = {
  { 0x00c6, "ae" }, { 0x00d0, "d"  }, { 0x00d8, "o"  }, { 0x00de, "th" }, { 0x00df, "ss" },
  { 0x00e6, "ae" }, { 0x00f0, "d"  }, { 0x00f8, "o"  }, { 0x00fe, "th" }, { 0x0110, "d"  },
  { 0x0111, "d"  }, { 0x0126, "h"  }, { 0x0127, "h"  }, { 0x0131, "i"  }, { 0x0141, "l"  },
  { 0x0142, "l"  }, { 0x0152, "oe" }, { 0x0153, "oe" }, { 0x0166, "t"  }, { 0x0167, "t"  },
  { 0x1e9e, "ss" },
};

static const char wide[][2] = {
  "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
  "s", "t", "u", "v", "w", "x", "y", "z", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
};
/* clang-format on */

gboolean
qing_search_is_alone (gunichar c)
{
  if (c < 0x0e00)
    return FALSE;
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
qing_search_is_letter (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c);
  return (g_unichar_isalnum (c) || g_unichar_ismark (c)) && !qing_search_is_alone (c);
}

static const char *
get_wide (gunichar c)
{
  if (c >= 0xff21 && c <= 0xff3a)
    return wide[c - 0xff21];
  if (c >= 0xff41 && c <= 0xff5a)
    return wide[c - 0xff41];
  if (c >= 0xff10 && c <= 0xff19)
    return wide[26 + c - 0xff10];
  return NULL;
}

const char *
qing_search_get_plain (gunichar c)
{
  if (c < 0xc6)
    return NULL;
  if (c >= 0xff10)
    return get_wide (c);
  if (c > 0x0167 && c != 0x1e9e)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].character == c)
      return letters[i].plain;
  return NULL;
}

guint
qing_search_fold (gunichar c, gunichar out[QING_FOLD_MAX])
{
  const char *plain;
  gunichar decomposed[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  guint n = 0;

  if (c < 0x80)
    {
      out[0] = (gunichar) g_ascii_tolower ((char) c);
      return 1;
    }
  plain = qing_search_get_plain (c);
  if (plain != NULL)
    {
      for (; plain[n] != '\0'; n++)
        out[n] = (gunichar) plain[n];
      return n;
    }
  /* Syllables of Hangul would fall apart into letters. */
  if (c >= 0x1100 && qing_search_is_alone (c))
    {
      out[0] = c;
      return 1;
    }
  if (g_unichar_ismark (c))
    return 0;
  g_unichar_fully_decompose (c, FALSE, decomposed, G_N_ELEMENTS (decomposed));
  out[0] = g_unichar_tolower (decomposed[0]);
  return 1;
}

gboolean
qing_search_is_hump (gunichar before, gunichar c, gunichar after)
{
  if (!g_unichar_isupper (c) || before == 0)
    return FALSE;
  return g_unichar_islower (before) || g_unichar_isdigit (before) ||
         (g_unichar_isupper (before) && g_unichar_islower (after));
}
