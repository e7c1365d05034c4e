/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-confidence.h"
#include "qing-shading.h"

#include <math.h>
#include <string.h>

/* A text and the source it is left of; under each letter of the text the place it comes from is
 * checked where @places has a letter: it is the letter of the source there. */
typedef struct
{
  const char *text;
  const char *source;
  const char *from; /* the source with the text's characters kept and all else as "." */
} Case;

static const Case cases[] = {
  { "plain text", "plain text", "plain text" },
  { "bold and more", "**bold** and more", "..bold.. and more" },
  { "a link to it", "a [link](http://a.test/) to it", "a .link................. to it" },
  { "See x.", "See `x`.", "See .x.." },
  { "One\nTwo", "1. One\n2. Two", "...One....Two" },
  { "a\tb\nc\td", "| a | b |\n|---|---|\n| c | d |", "..a...b...............c...d.." },
  { "größer", "*größer*", ".größer." },
  { "你好。", "**你好**。", "..你好..。" },
};

static void
test_map (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      gsize length = strlen (c->text);
      gsize source_length = strlen (c->source);
      g_autofree guint *map = qing_shading_map (c->text, length, c->source, source_length);
      g_autofree char *from = g_strnfill (source_length, '.');
      guint last = 0;

      for (gsize j = 0; j < length; j++)
        {
          g_assert_cmpuint (map[j], <=, source_length);
          g_assert_cmpuint (map[j], >=, last);
          last = map[j];
          if (map[j] < source_length && c->source[map[j]] == c->text[j] &&
              !g_ascii_isspace (c->text[j]))
            from[map[j]] = c->text[j];
        }
      for (gsize j = 0; j < source_length; j++)
        if (g_ascii_isspace (c->from[j]))
          from[j] = c->from[j];
      g_assert_cmpstr (from, ==, c->from);
      g_assert_cmpuint (map[length], <=, source_length);
    }
}

/* What is not in the source leads nowhere outside of it. */
static void
test_foreign (void)
{
  g_autofree guint *map = qing_shading_map ("\xc2\xa9 x", 4, "&copy; y", 8);
  g_autofree guint *empty = qing_shading_map ("", 0, "", 0);

  for (guint i = 0; i <= 4; i++)
    g_assert_cmpuint (map[i], <=, 8);
  g_assert_cmpuint (empty[0], ==, 0);
}

static void
test_levels (void)
{
  guint before = QING_CONFIDENCE_LEVELS - 1;

  g_assert_cmpuint (qing_confidence_get_level (0), ==, 0);
  g_assert_cmpuint (qing_confidence_get_level (-HUGE_VAL), ==, QING_CONFIDENCE_LEVELS - 1);
  for (int percent = 0; percent <= 100; percent++)
    {
      guint level = qing_confidence_get_level (log (percent / 100.0));

      g_assert_cmpuint (level, <=, before);
      before = level;
    }
  g_assert_cmpuint (before, ==, 0);
  for (guint i = 2; i < QING_CONFIDENCE_LEVELS; i++)
    g_assert_cmpfloat (qing_confidence_get_color (i, FALSE).alpha, >,
                       qing_confidence_get_color (i - 1, FALSE).alpha);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shading/map", test_map);
  g_test_add_func ("/shading/foreign", test_foreign);
  g_test_add_func ("/shading/levels", test_levels);
  return g_test_run ();
}
