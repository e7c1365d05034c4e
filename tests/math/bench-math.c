/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser.h"
#include "qing-math.h"

#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* CPU time for a formula, over the formulas of formulas.txt; the target is in the design. */

#define TARGET 50.0
#define ROUNDS 200

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e6 + (double) time.tv_nsec * 1e-3;
}

static void
count_op (const QingMathOp *op, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
parse_all (GPtrArray *formulas)
{
  for (guint i = 0; i < formulas->len; i++)
    {
      g_autoptr (QingMathArena) arena = qing_math_arena_new ();
      const char *line = g_ptr_array_index (formulas, i);
      gboolean display = *line != '$';
      QingMathTree tree = { NULL, NULL };

      if (!qing_math_parse (line + !display, strlen (line) - !display, display, arena, &tree, NULL))
        g_error ("%s", line);
    }
}

static void
lay_out_all (GPtrArray *formulas, QingMathFont *font)
{
  for (guint i = 0; i < formulas->len; i++)
    {
      const char *line = g_ptr_array_index (formulas, i);
      gboolean display = *line != '$';
      g_autoptr (QingMath) math = qing_math_new (line + !display, -1, display, font, NULL);

      g_assert_nonnull (math);
    }
}

static guint
emit_all (GPtrArray *formulas, QingMathFont *font, double *elapsed)
{
  guint n = 0;

  for (guint i = 0; i < formulas->len; i++)
    {
      const char *line = g_ptr_array_index (formulas, i);
      gboolean display = *line != '$';
      g_autoptr (QingMath) math = qing_math_new (line + !display, -1, display, font, NULL);
      double start = now ();

      qing_math_foreach_op (math, count_op, &n);
      *elapsed += now () - start;
    }
  return n;
}

static GPtrArray *
read_formulas (const char *path)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *formulas = g_ptr_array_new_with_free_func (g_free);

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    g_error ("cannot read %s", path);
  lines = g_strsplit (contents, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '#' && **line != '\0')
      g_ptr_array_add (formulas, g_strdup (*line));
  return formulas;
}

int
main (int argc, char *argv[])
{
  g_autofree char *path =
    g_build_filename (g_getenv ("G_TEST_SRCDIR") != NULL ? g_getenv ("G_TEST_SRCDIR") : "tests",
                      "math", "formulas.txt", NULL);
  g_autoptr (GPtrArray) formulas = read_formulas (path);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  double start = now ();
  g_autoptr (QingMathFont) font = qing_math_font_new (context, 16.0);
  double found = now () - start;
  double first, parse, all, emit = 0.0;
  guint n_ops, n = formulas->len * ROUNDS;

  g_object_unref (context);
  if (font == NULL)
    return 77;

  start = now ();
  lay_out_all (formulas, font);
  first = now () - start;

  start = now ();
  for (guint i = 0; i < ROUNDS; i++)
    parse_all (formulas);
  parse = (now () - start) / n;

  start = now ();
  for (guint i = 0; i < ROUNDS; i++)
    lay_out_all (formulas, font);
  all = (now () - start) / n;

  n_ops = emit_all (formulas, font, &emit);
  n_ops = emit_all (formulas, font, (emit = 0.0, &emit));

  printf ("%u formulas, %s\n", formulas->len, qing_math_font_get_family (font));
  printf ("find and load the font   %8.1f ms\n", found / 1e3);
  printf ("first time, each         %8.1f µs\n", first / formulas->len);
  printf ("parse                    %8.1f µs\n", parse);
  printf ("layout                   %8.1f µs\n", all - parse);
  printf ("together                 %8.1f µs   target %.0f µs   %s\n", all, TARGET,
          all <= TARGET ? "met" : "MISSED");
  printf ("operations               %8.1f µs   %.1f for a formula\n", emit / formulas->len,
          (double) n_ops / formulas->len);
  return EXIT_SUCCESS;
}
