/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-view.h"

#include "qing-code-header.h"
#include "qing-code-lines.h"
#include "qing-height-index.h"
#include "qing-highlighter.h"
#include "qing-side-scroller.h"

#include <math.h>
#include <string.h>

/* Lines further than this from what is needed give their layouts back. */
#define KEEP_LINES 60

typedef struct
{
  QingLeafView parent;
  QingCodeLines *lines;
  GPtrArray *units;         /* of QingTextUnit or NULL, one for each line */
  QingHeightIndex *heights; /* of wrapped lines; NULL when lines are not wrapped */
  QingSideScroller scroller;
  QingHighlight *highlight; /* NULL while the language is unknown or plain */
  GtkWidget *header;
  int header_height;
} CodeLeaf;

static int
get_pitch (CodeLeaf *self)
{
  return self->parent.style->line_heights[QING_TEXT_CODE];
}

static int
get_text_x (CodeLeaf *self)
{
  return self->parent.style->padding;
}

static int
get_text_y (CodeLeaf *self)
{
  return self->header_height + self->parent.style->padding * 3 / 4;
}

static int
get_text_width (CodeLeaf *self)
{
  return MAX (1, self->parent.width - 2 * get_text_x (self));
}

static int
get_line_top (CodeLeaf *self, guint line)
{
  if (self->heights != NULL)
    return get_text_y (self) + (int) qing_height_index_get_position (self->heights, line);
  return get_text_y (self) + (int) line * get_pitch (self);
}

static guint
get_line_at (CodeLeaf *self, double y)
{
  guint n = qing_code_lines_get_n_lines (self->lines);
  double inside = y - get_text_y (self);

  if (inside < 0)
    return 0;
  if (self->heights != NULL)
    return qing_height_index_find (self->heights, (gint64) inside, NULL);
  return MIN ((guint) (inside / get_pitch (self)), n - 1);
}

static void
set_unit (CodeLeaf *self, guint line, QingTextUnit *unit)
{
  g_clear_pointer ((QingTextUnit **) &g_ptr_array_index (self->units, line), qing_text_unit_free);
  g_ptr_array_index (self->units, line) = unit;
}

static void
color_unit (CodeLeaf *self, QingTextUnit *unit)
{
  guint n_spans = 0;
  const QingTextSpan *spans;

  if (self->highlight == NULL)
    return;
  spans = qing_highlight_get_spans (self->highlight, qing_text_unit_get_start (unit),
                                    qing_text_unit_get_end (unit), &n_spans);
  if (n_spans > 0)
    qing_text_unit_set_spans (unit, spans, n_spans);
}

static QingTextUnit *
get_unit (CodeLeaf *self, guint line)
{
  QingTextUnit *unit = g_ptr_array_index (self->units, line);
  QingRunText source = { self->parent.leaf->text, NULL, 0 };
  guint start, end;

  if (unit != NULL)
    return unit;
  qing_code_lines_get_range (self->lines, line, &start, &end);
  unit = qing_text_unit_new (self->parent.style, QING_TEXT_CODE, &source, start, end);
  color_unit (self, unit);
  if (self->heights != NULL)
    {
      qing_text_unit_set_width (unit, get_text_width (self));
      qing_height_index_set (self->heights, line,
                             MAX (get_pitch (self), qing_text_unit_get_height (unit)));
    }
  g_ptr_array_index (self->units, line) = unit;
  return unit;
}

/* Where a line's layout goes for its baseline to be on the grid. */
static int
get_unit_y (CodeLeaf *self, guint line, QingTextUnit *unit)
{
  if (self->heights != NULL)
    return get_line_top (self, line);
  return get_line_top (self, line) + qing_style_get_baseline (self->parent.style, QING_TEXT_CODE) -
         qing_text_unit_get_baseline (unit);
}

static void
update_height (CodeLeaf *self)
{
  guint n = qing_code_lines_get_n_lines (self->lines);

  self->parent.height = get_line_top (self, n) + self->parent.style->padding * 3 / 4 +
                        qing_side_scroller_get_height (&self->scroller);
}

static void
highlighted_cb (guint start, guint end, gpointer data)
{
  CodeLeaf *self = data;
  guint n = qing_code_lines_get_n_lines (self->lines);

  for (guint line = qing_code_lines_find (self->lines, start); line < n; line++)
    {
      QingTextUnit *unit = g_ptr_array_index (self->units, line);
      guint line_start, line_end;

      qing_code_lines_get_range (self->lines, line, &line_start, &line_end);
      if (line_start >= end)
        break;
      if (unit != NULL)
        color_unit (self, unit);
    }
  self->parent.host->recolored (self->parent.host->widget);
}

static void
update_highlight (CodeLeaf *self)
{
  QingLeaf *leaf = self->parent.leaf;

  if (self->parent.host->highlighter == NULL || leaf->language[0] == '\0')
    return;
  if (self->highlight == NULL)
    self->highlight =
      qing_highlighter_add (self->parent.host->highlighter, leaf->language, highlighted_cb, self);
  if (self->highlight != NULL)
    qing_highlight_set_text (self->highlight, leaf);
}

static void
estimate_wrapped (CodeLeaf *self)
{
  guint n = qing_code_lines_get_n_lines (self->lines);
  double per_line =
    (double) get_text_width (self) * PANGO_SCALE / self->parent.style->code_char_width;
  g_autofree int *heights = g_new (int, n);

  for (guint i = 0; i < n; i++)
    heights[i] =
      MAX (1, (int) ceil (qing_code_lines_get_cells (self->lines, i) / MAX (per_line, 1))) *
      get_pitch (self);
  g_clear_pointer (&self->heights, qing_height_index_free);
  self->heights = qing_height_index_new ();
  qing_height_index_splice (self->heights, 0, 0, n, heights);
}

static void
drop_units (CodeLeaf *self)
{
  for (guint i = 0; i < self->units->len; i++)
    set_unit (self, i, NULL);
}

static void
code_set_width (QingLeafView *view, int width)
{
  CodeLeaf *self = (CodeLeaf *) view;
  int cells = (int) MIN (qing_code_lines_get_max_cells (self->lines), 100000);

  if (self->heights != NULL)
    {
      drop_units (self);
      estimate_wrapped (self);
      qing_side_scroller_clear (&self->scroller);
    }
  else
    qing_side_scroller_set_size (&self->scroller,
                                 (int) ceil ((double) cells * view->style->code_char_width /
                                             PANGO_SCALE) +
                                   2,
                                 get_text_width (self));
  update_height (self);
}

static void
set_wrap_cb (gboolean wrap, gpointer data)
{
  CodeLeaf *self = data;

  drop_units (self);
  g_clear_pointer (&self->heights, qing_height_index_free);
  if (wrap)
    estimate_wrapped (self);
  code_set_width (&self->parent, self->parent.width);
  self->parent.host->changed (self->parent.host->widget, TRUE);
}

static void
update_header (CodeLeaf *self)
{
  QingHighlighter *highlighter = self->parent.host->highlighter;
  const char *title = self->parent.leaf->language;

  if (highlighter != NULL)
    title = qing_highlighter_get_language_name (highlighter, title);
  qing_code_header_set_leaf (QING_CODE_HEADER (self->header), self->parent.leaf, title);
}

static void
code_construct (QingLeafView *view)
{
  CodeLeaf *self = (CodeLeaf *) view;

  self->lines = qing_code_lines_new ();
  qing_code_lines_update (self->lines, view->leaf->text, view->leaf->length, 0);
  self->units = g_ptr_array_new ();
  g_ptr_array_set_size (self->units, (int) qing_code_lines_get_n_lines (self->lines));
  qing_side_scroller_init (&self->scroller, view->host->widget, view->host->changed);
  self->header = qing_code_header_new (set_wrap_cb, self);
  update_header (self);
  gtk_widget_set_parent (self->header, view->host->widget);
  gtk_widget_measure (self->header, GTK_ORIENTATION_VERTICAL, -1, &self->header_height, NULL, NULL,
                      NULL);
  update_highlight (self);
}

static void
code_dispose (QingLeafView *view)
{
  CodeLeaf *self = (CodeLeaf *) view;

  g_clear_pointer (&self->highlight, qing_highlight_free);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  qing_side_scroller_clear (&self->scroller);
  drop_units (self);
  g_ptr_array_unref (self->units);
  g_clear_pointer (&self->heights, qing_height_index_free);
  qing_code_lines_free (self->lines);
}

static void
code_update (QingLeafView *view, guint stable_bytes, guint stable_rows)
{
  CodeLeaf *self = (CodeLeaf *) view;
  guint first;
  guint n;

  first = qing_code_lines_update (self->lines, view->leaf->text, view->leaf->length, stable_bytes);
  n = qing_code_lines_get_n_lines (self->lines);
  for (guint i = first; i < self->units->len; i++)
    set_unit (self, i, NULL);
  g_ptr_array_set_size (self->units, (int) n);
  update_header (self);
  update_highlight (self);
}

static void
code_ensure (QingLeafView *view, int y0, int y1)
{
  CodeLeaf *self = (CodeLeaf *) view;
  guint n = qing_code_lines_get_n_lines (self->lines);
  guint first = get_line_at (self, y0);
  guint last = first;

  if (y1 <= get_text_y (self))
    return;
  for (; last < n && get_line_top (self, last) < y1; last++)
    get_unit (self, last);
  if (n > 2 * KEEP_LINES)
    for (guint i = 0; i < n; i++)
      if (i + KEEP_LINES < first || i > last + KEEP_LINES)
        set_unit (self, i, NULL);
  update_height (self);
}

static void
code_snapshot_back (QingLeafView *view, GtkSnapshot *snapshot, int y0, int y1)
{
  CodeLeaf *self = (CodeLeaf *) view;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) view->width, (float) view->height);

  qing_leaf_view_draw_card (snapshot, view->style, &bounds, self->header_height);
}

static void
code_snapshot (QingLeafView *view, GtkSnapshot *snapshot, int y0, int y1)
{
  CodeLeaf *self = (CodeLeaf *) view;
  guint n = qing_code_lines_get_n_lines (self->lines);
  int x = get_text_x (self) - qing_side_scroller_get_offset (&self->scroller);

  if (self->scroller.bar != NULL)
    gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (1, 0, (float) view->width - 2,
                                                           (float) view->height));
  for (guint i = get_line_at (self, y0); i < n && get_line_top (self, i) < y1; i++)
    {
      QingTextUnit *unit = get_unit (self, i);

      qing_text_unit_snapshot (unit, snapshot, x, get_unit_y (self, i, unit));
    }
  if (self->scroller.bar != NULL)
    gtk_snapshot_pop (snapshot);
}

static void
code_allocate (QingLeafView *view, int x, int y)
{
  CodeLeaf *self = (CodeLeaf *) view;

  gtk_widget_measure (self->header, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->header,
                            &(GtkAllocation){ x, y, view->width, self->header_height }, -1);
  qing_side_scroller_allocate (&self->scroller, x + 4,
                               y + view->height - qing_side_scroller_get_height (&self->scroller) -
                                 1,
                               view->width - 8);
}

static guint
code_byte_at (QingLeafView *view, double x, double y, gboolean *inside)
{
  CodeLeaf *self = (CodeLeaf *) view;
  guint line = get_line_at (self, y);
  QingTextUnit *unit = get_unit (self, line);

  x -= get_text_x (self) - qing_side_scroller_get_offset (&self->scroller);
  if (y < get_text_y (self))
    return 0;
  return qing_text_unit_byte_at (unit, x, y - get_unit_y (self, line, unit), inside);
}

static guint
code_line_at (QingLeafView *view, int y, int *line_y)
{
  CodeLeaf *self = (CodeLeaf *) view;
  guint line = get_line_at (self, y);
  guint start, end;

  /* The head belongs to the first line: both begin with byte 0. */
  if (line == 0)
    return 0;
  qing_code_lines_get_range (self->lines, line, &start, &end);
  *line_y = get_line_top (self, line);
  return start;
}

static int
code_get_line_y (QingLeafView *view, guint byte)
{
  CodeLeaf *self = (CodeLeaf *) view;

  return byte == 0 ? 0 : get_line_top (self, qing_code_lines_find (self->lines, byte));
}

static void
code_add_rects (QingLeafView *view, guint start, guint end, int x, int y, GArray *rects)
{
  CodeLeaf *self = (CodeLeaf *) view;
  guint n = qing_code_lines_get_n_lines (self->lines);
  int left = x + get_text_x (self) - qing_side_scroller_get_offset (&self->scroller);

  for (guint i = qing_code_lines_find (self->lines, start); i < n; i++)
    {
      QingTextUnit *unit = g_ptr_array_index (self->units, i);
      guint line_start, line_end;

      qing_code_lines_get_range (self->lines, i, &line_start, &line_end);
      if (line_start >= end)
        break;
      if (unit != NULL)
        qing_text_unit_add_rects (unit, MAX (start, line_start), MIN (end, line_end), left,
                                  y + get_unit_y (self, i, unit), rects);
    }
}

static gboolean
code_scroll (QingLeafView *view, double y, double delta)
{
  return qing_side_scroller_scroll (&((CodeLeaf *) view)->scroller, delta);
}

const QingLeafViewClass qing_code_leaf_class = {
  .instance_size = sizeof (CodeLeaf),
  .construct = code_construct,
  .dispose = code_dispose,
  .update = code_update,
  .set_width = code_set_width,
  .ensure = code_ensure,
  .snapshot_back = code_snapshot_back,
  .snapshot = code_snapshot,
  .allocate = code_allocate,
  .byte_at = code_byte_at,
  .line_at = code_line_at,
  .get_line_y = code_get_line_y,
  .add_rects = code_add_rects,
  .scroll = code_scroll,
};
