/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "math-dump.h"
#include "qing-math-parser.h"

#include <string.h>

/* Runs the cases of parse-cases.txt and error-cases.txt. */

static const char separator[] = " ⇒ ";

typedef void (*CaseFunc) (const char *formula, gboolean display, const char *expected);

static void
run_cases (const char *name, CaseFunc func)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "math", name, NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char *expected;
      gboolean display = !g_str_has_prefix (*line, "$ ");

      if (**line == '#' || **line == '\0')
        continue;
      expected = strstr (*line, separator);
      g_assert_nonnull (expected);
      *expected = '\0';
      func (display ? *line : *line + 2, display, expected + strlen (separator));
      n++;
    }
  g_test_message ("%u cases", n);
  g_assert_cmpuint (n, >, 20);
}

static void
check_tree (const char *formula, gboolean display, const char *expected)
{
  g_autoptr (QingMathArena) arena = qing_math_arena_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;
  QingMathTree tree = { NULL, NULL };

  qing_math_parse (formula, strlen (formula), display, arena, &tree, &error);
  g_assert_no_error (error);
  dump = math_dump (&tree);
  if (strcmp (dump, expected) != 0)
    g_test_message ("%s", formula);
  g_assert_cmpstr (dump, ==, expected);
}

static void
check_error (const char *formula, gboolean display, const char *expected)
{
  static const char *const codes[] = { "syntax", "unknown", "limit" };
  g_autoptr (QingMathArena) arena = qing_math_arena_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *result = NULL;
  QingMathTree tree = { NULL, NULL };

  g_assert_false (qing_math_parse (formula, strlen (formula), display, arena, &tree, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == QING_MATH_ERROR);
  g_assert_cmpstr (error->message, !=, "");
  result = g_strdup_printf ("%s %" G_GSIZE_FORMAT, codes[error->code],
                            qing_math_error_get_position (error));
  if (strcmp (result, expected) != 0)
    g_test_message ("%s: %s", formula, error->message);
  g_assert_cmpstr (result, ==, expected);
}

static void
test_trees (void)
{
  run_cases ("parse-cases.txt", check_tree);
}

static void
test_errors (void)
{
  run_cases ("error-cases.txt", check_error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/parse/trees", test_trees);
  g_test_add_func ("/math/parse/errors", test_errors);
  return g_test_run ();
}
