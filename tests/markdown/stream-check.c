/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "stream-check.h"

#include "leaf-dump.h"
#include "qing-leaf-private.h"

#include <string.h>

/* What a view knows of the leaves that it has drawn. */
typedef struct
{
  QingMarkdownStream *stream;
  GPtrArray *drawn;  /* QingLeaf, as they were handed out */
  GPtrArray *copies; /* QingLeaf, as they were then */
  guint n_closed;
  gboolean has_definitions;
} View;

gsize
cut_by_size (gpointer size)
{
  return GPOINTER_TO_SIZE (size);
}

gsize
cut_at_random (gpointer random)
{
  return g_rand_int_range (random, 1, 40);
}

static GPtrArray *
new_leaves (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) qing_leaf_unref);
}

static void
assert_same_leaf (const QingLeaf *a, const QingLeaf *b)
{
  g_autoptr (GString) dump_a = g_string_new (NULL);
  g_autoptr (GString) dump_b = g_string_new (NULL);

  if (qing_leaf_equal (a, b))
    return;
  leaf_dump (a, DUMP_SOURCE | DUMP_CLOSED, dump_a);
  leaf_dump (b, DUMP_SOURCE | DUMP_CLOSED, dump_b);
  g_assert_cmpstr (dump_a->str, ==, dump_b->str);
  g_assert_not_reached ();
}

/* Draws anew what the change names. */
static void
redraw (View *view, const QingMarkdownChange *change)
{
  guint n_leaves = qing_markdown_stream_get_n_leaves (view->stream);

  g_ptr_array_set_size (view->drawn, 0);
  for (guint i = 0; i < n_leaves; i++)
    g_ptr_array_add (view->drawn, qing_leaf_ref (qing_markdown_stream_get_leaf (view->stream, i)));
  g_ptr_array_set_size (view->copies, MIN (change->first_changed, view->copies->len));
  for (guint i = view->copies->len; i < n_leaves; i++)
    g_ptr_array_add (view->copies, qing_leaf_copy (view->drawn->pdata[i]));
}

static gboolean
same_link (const QingLink *a, const QingLink *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_str_equal (a->url, b->url) && g_strcmp0 (a->title, b->title) == 0;
}

/* How many bytes at the start of two texts are the same, with the same runs. */
static guint
count_same (const QingLeaf *a, const QingLeaf *b)
{
  guint length = 0;
  guint same = 0;

  for (guint i = 0; i < a->n_runs && i < b->n_runs; i++)
    {
      if (a->runs[i].flags != b->runs[i].flags ||
          !same_link (qing_leaf_get_link (a, a->runs[i].link),
                      qing_leaf_get_link (b, b->runs[i].link)))
        break;
      length = MIN (a->runs[i].end, b->runs[i].end);
      if (a->runs[i].end != b->runs[i].end)
        break;
    }
  while (same < length && a->text[same] == b->text[same])
    same++;
  return same;
}

/* The start of the leaf that changed first must be what was drawn. */
static void
check_stable (View *view, const QingMarkdownChange *change)
{
  const QingLeaf *leaf;
  const QingLeaf *copy;

  if (change->stable_bytes == 0 && change->stable_rows == 0)
    return;
  g_assert_cmpuint (change->first_changed, <, view->copies->len);
  leaf = qing_markdown_stream_get_leaf (view->stream, change->first_changed);
  copy = view->copies->pdata[change->first_changed];
  g_assert_true (leaf == view->drawn->pdata[change->first_changed]);
  g_assert_cmpint (leaf->kind, ==, copy->kind);
  g_assert_cmpuint (leaf->n_columns, ==, copy->n_columns);
  g_assert_cmpuint (change->stable_bytes, <=, MIN (leaf->length, copy->length));
  g_assert_cmpuint (change->stable_bytes, <=, count_same (leaf, copy));
  g_assert_cmpuint (change->stable_rows, <=, MIN (leaf->n_rows, copy->n_rows));
  for (guint row = 0; row < change->stable_rows; row++)
    g_assert_true (qing_leaf_row_equal (leaf, copy, row));
}

/* Everything that the change does not name must be as it was drawn. */
static void
check_change (View *view, const QingMarkdownChange *change)
{
  guint n_leaves = qing_markdown_stream_get_n_leaves (view->stream);
  guint n_drawn = view->drawn->len;

  g_assert_cmpuint (change->n_leaves, ==, n_leaves);
  g_assert_cmpuint (change->first_changed, <=, MIN (n_leaves, n_drawn));
  g_assert_cmpuint (change->first_changed + change->n_unchanged_tail, <=, n_leaves);
  for (guint i = 0; i < n_leaves; i++)
    {
      QingLeaf *leaf = qing_markdown_stream_get_leaf (view->stream, i);
      gboolean same = i < n_drawn && view->drawn->pdata[i] == leaf;

      leaf_assert_valid (leaf);
      if (i < change->first_changed)
        g_assert_true (same);
      if (i >= n_leaves - change->n_unchanged_tail)
        g_assert_true (view->drawn->pdata[n_drawn - n_leaves + i] == leaf);
      if (same && i != change->first_changed)
        assert_same_leaf (leaf, view->copies->pdata[i]);
    }
  check_stable (view, change);
}

static void
check_closed (View *view)
{
  guint n_closed = qing_markdown_stream_get_n_closed (view->stream);
  guint n_leaves = qing_markdown_stream_get_n_leaves (view->stream);

  g_assert_cmpuint (n_closed, <=, n_leaves);
  for (guint i = 0; i < n_leaves; i++)
    {
      const QingLeaf *leaf = qing_markdown_stream_get_leaf (view->stream, i);

      if (i < n_closed)
        g_assert_true (leaf->closed);
      if (i < view->n_closed && !view->has_definitions)
        g_assert_true (leaf == view->drawn->pdata[i]);
    }
  if (!view->has_definitions)
    g_assert_cmpuint (n_closed, >=, view->n_closed);
  view->n_closed = n_closed;
}

/* What is closed must be what the text so far gives when it is parsed as a whole. */
static void
check_prefix (View *view)
{
  gsize length;
  const char *source = qing_markdown_stream_get_source (view->stream, &length);
  g_autoptr (GPtrArray) whole = NULL;

  if (view->has_definitions)
    return;
  whole = qing_markdown_parse (source, length);
  g_assert_cmpuint (view->n_closed, <=, whole->len);
  for (guint i = 0; i < view->n_closed; i++)
    assert_same_leaf (qing_markdown_stream_get_leaf (view->stream, i), whole->pdata[i]);
}

static void
check_update (View *view, gboolean changed, const QingMarkdownChange *change)
{
  if (!changed)
    g_assert_cmpuint (change->first_changed, ==, change->n_leaves);
  check_change (view, change);
  check_closed (view);
  redraw (view, change);
}

static gboolean
has_definitions (const char *text, gsize length)
{
  for (gsize i = 0; i + 1 < length; i++)
    if (text[i] == ']' && text[i + 1] == ':')
      return TRUE;
  return FALSE;
}

/* Streams a text cut into pieces. Checks every report of a change, that what is closed stays,
 * and that the end is the same as parsing the text as a whole.
 */
void
stream_check (const char *text, gsize length, NextCut next_cut, gpointer state)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  g_autoptr (GPtrArray) drawn = new_leaves ();
  g_autoptr (GPtrArray) copies = new_leaves ();
  g_autoptr (GPtrArray) whole = qing_markdown_parse (text, length);
  View view = { stream, drawn, copies, 0, has_definitions (text, length) };
  QingMarkdownChange change;
  gboolean changed;

  for (gsize pos = 0; pos < length;)
    {
      gsize cut = next_cut (state);

      cut = MIN (cut, length - pos);

      qing_markdown_stream_feed (stream, text + pos, cut);
      pos += cut;
      changed = qing_markdown_stream_update (stream, &change);
      check_update (&view, changed, &change);
      check_prefix (&view);
    }
  changed = qing_markdown_stream_finish (stream, &change);
  check_update (&view, changed, &change);
  g_assert_cmpuint (drawn->len, ==, whole->len);
  for (guint i = 0; i < whole->len; i++)
    assert_same_leaf (drawn->pdata[i], whole->pdata[i]);
}

/* Only that the end is the same; for long texts. */
void
stream_check_end (const char *text, gsize length, NextCut next_cut, gpointer state)
{
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  g_autoptr (GPtrArray) whole = qing_markdown_parse (text, length);
  QingMarkdownChange change;

  for (gsize pos = 0; pos < length;)
    {
      gsize cut = next_cut (state);

      cut = MIN (cut, length - pos);
      qing_markdown_stream_feed (stream, text + pos, cut);
      qing_markdown_stream_update (stream, &change);
      pos += cut;
    }
  qing_markdown_stream_finish (stream, &change);
  g_assert_cmpuint (change.n_leaves, ==, whole->len);
  for (guint i = 0; i < whole->len; i++)
    assert_same_leaf (qing_markdown_stream_get_leaf (stream, i), whole->pdata[i]);
}
