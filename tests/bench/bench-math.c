/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-clock.h"
#include "bench-report.h"
#include "qing-math-parser.h"
#include "qing-math.h"

#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

/* CPU time for a formula, over the formulas of formulas.txt; the target is in the design. */

#define TARGET 50.0
#define ROUNDS 200

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

static void
emit_all (GPtrArray *formulas, QingMathFont *font, double *elapsed)
{
  guint n = 0;

  for (guint i = 0; i < formulas->len; i++)
    {
      const char *line = g_ptr_array_index (formulas, i);
      gboolean display = *line != '$';
      g_autoptr (QingMath) math = qing_math_new (line + !display, -1, display, font, NULL);
      double start = bench_clock_get_process ();

      qing_math_foreach_op (math, count_op, &n);
      *elapsed += bench_clock_get_process () - start;
    }
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
  double start = bench_clock_get_process ();
  g_autoptr (QingMathFont) font = qing_math_font_new (context, 16.0);
  double found = bench_clock_get_process () - start;
  double first, parse, all, emit = 0.0;
  guint n = formulas->len * ROUNDS;

  g_object_unref (context);
  bench_report_begin ("math");
  if (font == NULL)
    {
      bench_report_skipped ("a formula", "no font for mathematics is installed");
      return EXIT_SUCCESS;
    }

  start = bench_clock_get_process ();
  lay_out_all (formulas, font);
  first = bench_clock_get_process () - start;

  start = bench_clock_get_process ();
  for (guint i = 0; i < ROUNDS; i++)
    parse_all (formulas);
  parse = (bench_clock_get_process () - start) / n;

  start = bench_clock_get_process ();
  for (guint i = 0; i < ROUNDS; i++)
    lay_out_all (formulas, font);
  all = (bench_clock_get_process () - start) / n;

  emit_all (formulas, font, &emit);
  emit = 0.0;
  emit_all (formulas, font, &emit);

  bench_report_figure ("find and load the font", found / 1e3, "ms");
  bench_report_figure ("a formula for the first time", first / formulas->len, "µs");
  bench_report_figure ("parse a formula", parse, "µs");
  bench_report_figure ("lay a formula out", all - parse, "µs");
  bench_report_at_most ("a formula, parsed and laid out", all, "µs", TARGET);
  bench_report_figure ("draw a formula (operations listed)", emit / formulas->len, "µs");
  return EXIT_SUCCESS;
}
