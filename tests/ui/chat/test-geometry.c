/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The page with everything in it, laid out: what must be true of places and sizes, whatever fonts
 * there are. */

#include "chat-fixture.h"

#include "qing-conversation-view-private.h"
#include "qing-leaf-column-private.h"
#include "qing-leaf-formula.h"
#include "qing-leaf-frame.h"

#include <adwaita.h>

static const int widths[] = { 260, 420, 720, 1100 };

typedef struct
{
  ChatFixture chat;
  GtkWidget *host;
  QingLeafColumn *column;
  QingStyle *style;
} Page;

static void
changed_cb (GtkWidget *host, gboolean resized)
{
}

static void
recolored_cb (GtkWidget *host)
{
}

static void
set_up (Page *self, gconstpointer data)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "data", "markdown", "gallery.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  chat_fixture_set_up (&self->chat, NULL);
  self->host = g_object_ref_sink (gtk_fixed_new ());
  self->style =
    qing_style_new (GTK_WIDGET (self->chat.view), GPOINTER_TO_INT (data) / 100.0, FALSE);
  self->column = qing_leaf_column_new (self->host, changed_cb, recolored_cb);
  qing_leaf_column_set_style (self->column, self->style);
  qing_leaf_column_feed (self->column, text, length);
  qing_leaf_column_finish (self->column);
}

static void
tear_down (Page *self, gconstpointer data)
{
  qing_leaf_column_free (self->column);
  qing_style_unref (self->style);
  g_object_unref (self->host);
  chat_fixture_tear_down (&self->chat, NULL);
}

static gboolean
is_text (const QingLeaf *leaf)
{
  return leaf->kind == QING_LEAF_PARAGRAPH || leaf->kind == QING_LEAF_HEADING;
}

/* Whether it is all of one font, so that every line is as high as every other. */
static gboolean
is_of_one_font (const QingLeaf *leaf)
{
  for (guint i = 0; i < leaf->n_runs; i++)
    if (leaf->runs[i].flags &
        (QING_RUN_MATH | QING_RUN_CODE | QING_RUN_HTML | QING_RUN_FOOTNOTE_REF))
      return FALSE;
  return g_str_is_ascii (leaf->text);
}

static GArray *
list_rects (QingLeafView *view, guint start, guint end)
{
  GArray *rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));

  qing_leaf_view_add_rects (view, start, end, 0, 0, rects);
  return rects;
}

/* Text stays inside of its place, in lines of one height. */
static void
check_text (Page *self, QingLeafEntry *entry)
{
  QingLeafView *view = entry->view;
  g_autoptr (GArray) rects = list_rects (view, 0, view->leaf->length);
  int line_height = self->style->line_heights[qing_leaf_get_text_kind (view->leaf)];

  g_assert_cmpuint (rects->len, >, 0);
  for (guint i = 0; i < rects->len; i++)
    {
      const graphene_rect_t *rect = &g_array_index (rects, graphene_rect_t, i);

      g_assert_cmpfloat (rect->origin.x, >=, -1);
      g_assert_cmpfloat (rect->origin.x + rect->size.width, <=, view->width + line_height);
      g_assert_cmpfloat (rect->origin.y, >=, 0);
      g_assert_cmpfloat (rect->origin.y + rect->size.height, <=, view->height);
    }
  g_assert_cmpint (view->height, >=, line_height);
  if (is_of_one_font (view->leaf))
    g_assert_cmpint (view->height % line_height, ==, 0);
}

/* What is drawn for a byte is found again where it is drawn. */
static void
check_places (QingLeafView *view)
{
  const QingLeaf *leaf = view->leaf;

  for (guint i = 0; i < leaf->n_runs; i++)
    {
      const char *at = leaf->text + leaf->runs[i].start;
      guint next = (guint) (g_utf8_next_char (at) - leaf->text);
      g_autoptr (GArray) rects = list_rects (view, leaf->runs[i].start, next);
      const graphene_rect_t *rect;
      gboolean inside = FALSE;

      if (leaf->runs[i].flags & QING_RUN_MATH || !g_ascii_isalnum (*at) || rects->len != 1)
        continue;
      rect = &g_array_index (rects, graphene_rect_t, 0);
      if (rect->size.width < 3)
        continue;
      g_assert_cmpuint (qing_leaf_view_byte_at (view, rect->origin.x + 1,
                                                rect->origin.y + rect->size.height / 2, &inside),
                        ==, leaf->runs[i].start);
      g_assert_true (inside);
    }
}

static int
get_code_lines (const QingLeaf *leaf)
{
  int n = 1;

  for (guint i = 0; i < leaf->length; i++)
    n += leaf->text[i] == '\n' && i + 1 < leaf->length;
  return n;
}

static void
check_entry (Page *self, guint i, int width)
{
  QingLeafEntry *entry = qing_leaf_column_get_entry (self->column, i);
  QingLeafView *view = entry->view;
  int indent = qing_leaf_frame_get_indent (entry->leaf, self->style);
  int x = qing_leaf_frame_get_x (entry->leaf, self->style);

  g_assert_nonnull (view);
  g_assert_cmpint (view->width, ==, MAX (20, width - indent));
  g_assert_cmpint (x, ==, qing_leaf_frame_is_rtl (entry->leaf) ? 0 : indent);
  g_assert_cmpint (view->height, >, 0);
  g_assert_cmpint (qing_height_index_get (self->column->heights, i), ==, entry->gap + view->height);
  g_assert_cmpint (entry->gap, >=, 0);
  if (is_text (entry->leaf) && entry->leaf->length > 0)
    {
      check_text (self, entry);
      check_places (view);
    }
  if (entry->leaf->kind == QING_LEAF_CODE)
    g_assert_cmpint (view->height, >=,
                     get_code_lines (entry->leaf) * self->style->line_heights[QING_TEXT_CODE]);
  if (entry->leaf->kind == QING_LEAF_TABLE)
    g_assert_cmpint (view->height, >=,
                     (int) entry->leaf->n_rows * self->style->line_heights[QING_TEXT_CELL]);
}

static void
lay_out (Page *self, int width)
{
  qing_leaf_column_set_width (self->column, width);
  /* A height that was estimated may turn out otherwise, which brings others into reach. */
  while (qing_leaf_column_ensure (self->column, 0, G_MAXINT / 4))
    ;
}

static void
test_page (Page *self, gconstpointer data)
{
  guint n = qing_leaf_column_get_n_leaves (self->column);
  int last_height = G_MAXINT;

  g_assert_cmpuint (n, >, 60);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      lay_out (self, widths[i]);
      for (guint leaf = 0; leaf < n; leaf++)
        check_entry (self, leaf, widths[i]);
      /* The wider, the shorter. */
      g_assert_cmpint (qing_leaf_column_get_height (self->column), <=, last_height);
      last_height = qing_leaf_column_get_height (self->column);
    }
}

/* The same width gives the same heights, whatever came before. */
static void
test_again (Page *self, gconstpointer data)
{
  int height;

  lay_out (self, 420);
  height = qing_leaf_column_get_height (self->column);
  lay_out (self, 720);
  g_assert_cmpint (qing_leaf_column_get_height (self->column), <, height);
  lay_out (self, 420);
  g_assert_cmpint (qing_leaf_column_get_height (self->column), ==, height);
}

static QingLeafView *
find_view (Page *self, QingLeafKind kind, const char *part)
{
  for (guint i = 0; i < qing_leaf_column_get_n_leaves (self->column); i++)
    {
      QingLeafEntry *entry = qing_leaf_column_get_entry (self->column, i);

      if (entry->leaf->kind == kind && strstr (entry->leaf->text, part) != NULL)
        return entry->view;
    }
  g_assert_not_reached ();
}

/* A displayed formula that is too wide takes more lines, as long as it has places to break at. */
static void
test_formulas (Page *self, gconstpointer data)
{
  QingLeafView *view;
  g_autoptr (GArray) rects = NULL;
  QingLeafFormula formula;
  g_autofree char *fault = NULL;
  const char *tex;
  guint start;
  int height;

  lay_out (self, 1100);
  view = find_view (self, QING_LEAF_MATH, "binom");
  height = view->height;
  lay_out (self, 420);
  view = find_view (self, QING_LEAF_MATH, "binom");
  g_assert_cmpint (view->height, >, height);
  rects = list_rects (view, 0, view->leaf->length);
  g_assert_cmpuint (rects->len, ==, 1);
  g_assert_cmpfloat (g_array_index (rects, graphene_rect_t, 0).size.width, <=, 420 + 8);

  /* So does one in a line, in each of which there is a part of it. */
  view = find_view (self, QING_LEAF_PARAGRAPH, "frac1{128}");
  tex = strstr (view->leaf->text, "1 + \\frac12");
  start = (guint) (tex - view->leaf->text);
  g_assert_true (qing_leaf_find_formula (view->leaf, start, &formula));
  g_assert_true (formula.tex == tex);
  g_clear_pointer (&rects, g_array_unref);
  rects = list_rects (view, start, start + formula.length);
  g_assert_cmpuint (rects->len, >=, 2);

  /* What cannot be set says why. */
  tex = strstr (view->leaf->text, "\\notacommand");
  g_assert_true (
    qing_leaf_find_formula (view->leaf, (guint) (tex - view->leaf->text) + 3, &formula));
  g_assert_cmpuint (formula.length, ==, strlen ("\\notacommand{x}"));
  fault = qing_leaf_formula_dup_fault (&formula, self->style);
  g_assert_nonnull (strstr (fault, "notacommand"));
  g_assert_false (qing_leaf_find_formula (view->leaf, 0, &formula));
}

/* Text that runs from the right has its markers there. */
static void
test_right_to_left (Page *self, gconstpointer data)
{
  QingLeafView *view;
  g_autoptr (GArray) rects = NULL;
  const graphene_rect_t *first;

  lay_out (self, 720);
  view = find_view (self, QING_LEAF_PARAGRAPH, "\xd7\xa4\xd7\xa8\xd7\x99\xd7\x98");
  g_assert_true (qing_leaf_frame_is_rtl (view->leaf));
  rects = list_rects (view, 0, view->leaf->length);
  first = &g_array_index (rects, graphene_rect_t, 0);
  g_assert_cmpfloat (first->origin.x + first->size.width, >, view->width - 2);
  view = find_view (self, QING_LEAF_PARAGRAPH, "A tight list");
  g_assert_false (qing_leaf_frame_is_rtl (view->leaf));
}

#define add(path, percent, function)                                                               \
  g_test_add ("/chat/geometry/" path, Page, GINT_TO_POINTER (percent), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("page", 100, test_page);
  add ("page-large", 200, test_page);
  add ("page-small", 70, test_page);
  add ("again", 100, test_again);
  add ("formulas", 100, test_formulas);
  add ("right-to-left", 100, test_right_to_left);
  return g_test_run ();
}
