/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "math-scene.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

/* Runs the cases of geometry-cases.txt: relations that hold with any font for mathematics. */

/* Slack in ems: for ink that sticks out of its glyph, and for what counts as equal. */
#define SLACK 0.06
#define EQUAL 0.02

typedef struct
{
  MathThing a;
  MathThing b;
  double axis;
  double em;
} Pair;

static double
middle (double from, double to)
{
  return (from + to) / 2.0;
}

static gboolean
equal (const Pair *p, double a, double b)
{
  return fabs (a - b) <= EQUAL * p->em;
}

static gboolean
is_above (const Pair *p)
{
  return p->a.bottom <= p->b.top + SLACK / 2.0 * p->em;
}

static gboolean
is_below (const Pair *p)
{
  return p->a.top >= p->b.bottom - SLACK / 2.0 * p->em;
}

static gboolean
is_left_of (const Pair *p)
{
  return p->a.right <= p->b.left + SLACK * p->em;
}

static gboolean
is_before (const Pair *p)
{
  return p->a.origin < p->b.origin && p->a.end <= p->b.origin + SLACK * p->em;
}

static gboolean
is_before_or_at (const Pair *p)
{
  return p->a.origin <= p->b.origin + EQUAL * p->em;
}

static gboolean
is_on_axis (const Pair *p)
{
  return fabs (middle (p->a.top, p->a.bottom) - p->axis) <= 0.05 * p->em;
}

static gboolean
is_centred (const Pair *p)
{
  return fabs (middle (p->a.left, p->a.right) - middle (p->b.left, p->b.right)) <= 0.1 * p->em;
}

static gboolean
is_near_centre (const Pair *p)
{
  return fabs (middle (p->a.left, p->a.right) - middle (p->b.left, p->b.right)) <= 0.2 * p->em;
}

static gboolean
is_wider (const Pair *p)
{
  return p->a.left <= p->b.left + SLACK * p->em && p->a.right >= p->b.right - SLACK * p->em;
}

static gboolean
covers (const Pair *p)
{
  return p->a.top <= p->b.top + SLACK * p->em && p->a.bottom >= p->b.bottom - SLACK * p->em;
}

/* TeX lets delimiters be half an em shorter than what they enclose. */
static gboolean
covers_most (const Pair *p)
{
  return p->a.top <= p->b.top + 0.3 * p->em && p->a.bottom >= p->b.bottom - 0.3 * p->em;
}

static gboolean
is_inside (const Pair *p)
{
  return p->a.left >= p->b.left - SLACK * p->em && p->a.right <= p->b.right + SLACK * p->em &&
         p->a.top >= p->b.top - EQUAL * p->em && p->a.bottom <= p->b.bottom + EQUAL * p->em;
}

static gboolean
is_taller (const Pair *p)
{
  return p->a.bottom - p->a.top > (p->b.bottom - p->b.top) * 1.05;
}

static gboolean
has_same_height (const Pair *p)
{
  return equal (p, p->a.bottom - p->a.top, p->b.bottom - p->b.top);
}

static gboolean
is_smaller (const Pair *p)
{
  return p->a.level > p->b.level;
}

static gboolean
has_same_level (const Pair *p)
{
  return p->a.level == p->b.level;
}

static gboolean
is_raised (const Pair *p)
{
  return p->a.baseline < p->b.baseline - 0.1 * p->em;
}

static gboolean
is_lowered (const Pair *p)
{
  return p->a.baseline > p->b.baseline + 0.05 * p->em;
}

static gboolean
is_on_line (const Pair *p)
{
  return equal (p, p->a.baseline, p->b.baseline);
}

static gboolean
starts_left_of (const Pair *p)
{
  return p->a.origin < p->b.origin;
}

static gboolean
has_same_origin (const Pair *p)
{
  return equal (p, p->a.origin, p->b.origin);
}

static gboolean
has_top_near (const Pair *p)
{
  return fabs (p->a.top - p->b.top) <= 0.5 * p->em && p->a.bottom < p->b.bottom;
}

/* The sign of a root and its bar: no gap and one line at the top. */
static gboolean
joins (const Pair *p)
{
  return equal (p, p->a.top, p->b.top) && p->b.left <= p->a.right + 0.001 * p->em &&
         p->b.left > p->a.left;
}

static gboolean
overlaps (const Pair *p)
{
  return p->a.left < p->b.right && p->b.left < p->a.right;
}

typedef struct
{
  const char *name;
  gboolean (*holds) (const Pair *p);
} Relation;

static const Relation relations[] = {
  { "above", is_above },
  { "above-or-touching", is_above },
  { "before", is_before },
  { "before-or-at", is_before_or_at },
  { "below", is_below },
  { "centred", is_centred },
  { "covers", covers },
  { "inside", is_inside },
  { "joins", joins },
  { "leftof", is_left_of },
  { "leftof-start", starts_left_of },
  { "level-size", has_same_level },
  { "lowered", is_lowered },
  { "most-of", covers_most },
  { "near-centre", is_near_centre },
  { "on-line", is_on_line },
  { "onaxis", is_on_axis },
  { "overlaps", overlaps },
  { "raised", is_raised },
  { "same-height", has_same_height },
  { "same-left-origin", has_same_origin },
  { "same-level", has_same_level },
  { "same-x", has_same_origin },
  { "smaller", is_smaller },
  { "taller", is_taller },
  { "top-near", has_top_near },
  { "wider", is_wider },
};

/* "gap5" is five eighteenths of an em, "gap>5" is more. */
static gboolean
check_gap (const Pair *p, const char *name)
{
  double gap = (p->b.origin - p->a.end) * 18.0 / p->em;

  if (*name == '>')
    return gap > g_ascii_strtod (name + 1, NULL);
  return fabs (gap - g_ascii_strtod (name, NULL)) < 0.05;
}

/* "clear>9" is more than nine hundredths of an em between the one and the other below it. */
static gboolean
check_clear (const Pair *p, const char *name)
{
  return (p->b.top - p->a.bottom) * 100.0 / p->em > g_ascii_strtod (name, NULL);
}

static gboolean
check_relation (const char *name, const Pair *p)
{
  if (g_str_has_prefix (name, "gap"))
    return check_gap (p, name + strlen ("gap"));
  if (g_str_has_prefix (name, "clear>"))
    return check_clear (p, name + strlen ("clear>"));
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    if (strcmp (relations[i].name, name) == 0)
      return relations[i].holds (p);
  g_error ("no such relation: %s", name);
}

static void
check_statement (MathScene *scene, const char *formula, const char *statement)
{
  g_auto (GStrv) words = g_strsplit (statement, " ", -1);
  guint n = g_strv_length (words);
  Pair pair = { .axis = scene->axis, .em = scene->size };

  if (n < 2 || !math_scene_find (scene, words[0], &pair.a) ||
      (n > 2 && !math_scene_find (scene, words[2], &pair.b)))
    g_error ("%s: nothing fits “%s”: %s", formula, statement, math_scene_describe (scene));
  if (!check_relation (words[1], &pair))
    {
      g_autofree char *description = math_scene_describe (scene);

      g_test_message ("%s: %s", formula, description);
      g_test_message ("does not hold: %s", statement);
      g_test_fail ();
    }
}

static void
check_case (QingMathFont *font, char *line)
{
  static const char separator[] = " ⇒ ";
  gboolean display = !g_str_has_prefix (line, "$ ");
  char *expected = strstr (line, separator);
  g_auto (GStrv) statements = NULL;
  MathScene scene;

  g_assert_nonnull (expected);
  *expected = '\0';
  statements = g_strsplit (expected + strlen (separator), ";", -1);
  math_scene_init (&scene, font, display ? line : line + 2, display);
  for (char **statement = statements; *statement != NULL; statement++)
    check_statement (&scene, line, g_strstrip (*statement));
  math_scene_clear (&scene);
}

static QingMathFont *
create_font (double size)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  QingMathFont *font = qing_math_font_new (context, size);

  g_object_unref (context);
  return font;
}

static void
test_geometry (gconstpointer data)
{
  double size = *(const double *) data;
  g_autoptr (QingMathFont) font = create_font (size);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "math", "geometry-cases.txt", NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  if (font == NULL)
    {
      g_test_skip ("no font for mathematics is installed");
      return;
    }
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '#' && **line != '\0')
      check_case (font, *line);
}

int
main (int argc, char *argv[])
{
  static const double sizes[] = { 11.0, 16.0, 40.0 };

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/math/geometry/small", &sizes[0], test_geometry);
  g_test_add_data_func ("/math/geometry/usual", &sizes[1], test_geometry);
  g_test_add_data_func ("/math/geometry/large", &sizes[2], test_geometry);
  return g_test_run ();
}
