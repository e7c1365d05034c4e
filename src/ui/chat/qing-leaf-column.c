/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-column.h"

#include "qing-height-index.h"
#include "qing-leaf-frame.h"
#include "qing-markdown-stream.h"

/* Pictures of leaves further than this from what is needed are given up. */
#define KEEP_DISTANCE 1600

typedef struct
{
  QingLeaf *leaf;
  QingLeafView *view;
  int gap;              /* above the leaf */
  GskRenderNode *frame; /* markers and bars, drawn for these ends; or NULL */
  int frame_begin;
  int frame_end;
} Entry;

struct _QingLeafColumn
{
  QingLeafHost host;
  QingMarkdownStream *stream;
  gsize fed;
  GArray *entries; /* of Entry */
  QingHeightIndex *heights;
  int width;
  guint live_begin; /* the entries with a picture are among these */
  guint live_end;

  gboolean has_selection;
  QingSpot selection_start;
  QingSpot selection_end;
  GArray *marks; /* (nullable): of QingLeafMark, in order */
  QingLeafMark underline;
  QingLeafMark focus;
};

static Entry *
get_entry (QingLeafColumn *self, guint i)
{
  return &g_array_index (self->entries, Entry, i);
}

static void
drop_view (Entry *entry)
{
  g_clear_pointer (&entry->view, qing_leaf_view_free);
  g_clear_pointer (&entry->frame, gsk_render_node_unref);
}

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  drop_view (entry);
  g_clear_pointer (&entry->leaf, qing_leaf_unref);
}

/**
 * qing_leaf_column_new:
 * @host: the widget that draws the column; not referenced
 * @changed: tells @host that something is to be drawn or laid out again
 * @recolored: tells @host that something is to be drawn again when there is time
 */
QingLeafColumn *
qing_leaf_column_new (GtkWidget *host,
                      void (*changed) (GtkWidget *host, gboolean resized),
                      void (*recolored) (GtkWidget *host))
{
  QingLeafColumn *self = g_new0 (QingLeafColumn, 1);

  self->host.widget = host;
  self->host.changed = changed;
  self->host.recolored = recolored;
  self->stream = qing_markdown_stream_new ();
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->heights = qing_height_index_new ();
  self->width = -1;
  return self;
}

void
qing_leaf_column_free (QingLeafColumn *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  qing_height_index_free (self->heights);
  qing_markdown_stream_free (self->stream);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->host.style, qing_style_unref);
  g_free (self);
}

static int
get_leaf_width (QingLeafColumn *self, const QingLeaf *leaf)
{
  return MAX (20, self->width - qing_leaf_frame_get_indent (leaf, self->host.style));
}

/* Writes down what is known of the entry's height. */
static void
update_height (QingLeafColumn *self, guint i)
{
  Entry *entry = get_entry (self, i);
  int height;

  if (entry->view != NULL)
    height = entry->view->height;
  else
    height =
      qing_leaf_estimate_height (entry->leaf, self->host.style, get_leaf_width (self, entry->leaf));
  qing_height_index_set (self->heights, i, entry->gap + MAX (height, 0));
}

static void
update_gap (QingLeafColumn *self, guint i)
{
  const QingLeaf *previous = i > 0 ? get_entry (self, i - 1)->leaf : NULL;

  get_entry (self, i)->gap =
    qing_leaf_frame_get_gap (previous, get_entry (self, i)->leaf, self->host.style);
}

static gboolean
is_ready (QingLeafColumn *self)
{
  return self->host.style != NULL && self->width >= 0;
}

static void
estimate_all (QingLeafColumn *self)
{
  if (!is_ready (self))
    return;
  for (guint i = 0; i < self->entries->len; i++)
    {
      update_gap (self, i);
      update_height (self, i);
    }
}

static void
drop_views (QingLeafColumn *self)
{
  for (guint i = self->live_begin; i < MIN (self->live_end, self->entries->len); i++)
    drop_view (get_entry (self, i));
  self->live_begin = 0;
  self->live_end = 0;
}

void
qing_leaf_column_set_style (QingLeafColumn *self, QingStyle *style)
{
  drop_views (self);
  g_clear_pointer (&self->host.style, qing_style_unref);
  self->host.style = qing_style_ref (style);
  estimate_all (self);
}

/* @highlighter: (nullable): must outlive the column */
void
qing_leaf_column_set_highlighter (QingLeafColumn *self, QingHighlighter *highlighter)
{
  self->host.highlighter = highlighter;
}

void
qing_leaf_column_clear (QingLeafColumn *self)
{
  g_array_set_size (self->entries, 0);
  qing_height_index_splice (self->heights, 0, qing_height_index_get_n_rows (self->heights), 0,
                            NULL);
  self->live_begin = 0;
  self->live_end = 0;
  self->has_selection = FALSE;
  g_clear_pointer (&self->marks, g_array_unref);
  self->underline = (QingLeafMark){ 0 };
  self->focus = (QingLeafMark){ 0 };
  self->fed = 0;
  qing_markdown_stream_reset (self->stream);
}

void
qing_leaf_column_feed (QingLeafColumn *self, const char *text, gsize length)
{
  qing_markdown_stream_feed (self->stream, text, (gssize) length);
  self->fed += length;
}

/* Returns: how many bytes were fed since the column was cleared. */
gsize
qing_leaf_column_get_fed (QingLeafColumn *self)
{
  return self->fed;
}

const char *
qing_leaf_column_get_source (QingLeafColumn *self, gsize *length)
{
  return qing_markdown_stream_get_source (self->stream, length);
}

/* Gives the picture of the leaf at @i the new text; makes do without when it cannot take it. */
static void
update_view (QingLeafColumn *self, guint i, QingLeaf *leaf, const QingMarkdownChange *change)
{
  Entry *entry = get_entry (self, i);

  g_clear_pointer (&entry->frame, gsk_render_node_unref);
  if (entry->view != NULL &&
      (qing_leaf_frame_get_indent (entry->view->leaf, self->host.style) !=
         qing_leaf_frame_get_indent (leaf, self->host.style) ||
       !qing_leaf_view_update (entry->view, leaf, change->stable_bytes, change->stable_rows)))
    drop_view (entry);
  if (entry->leaf != leaf)
    {
      qing_leaf_unref (entry->leaf);
      entry->leaf = qing_leaf_ref (leaf);
    }
}

/* Puts the stream's leaves from @begin to @end in the place of @n_old entries. Pictures of leaves
 * that are still among them are kept. */
static void
replace_entries (QingLeafColumn *self, guint begin, guint n_old, guint n_new)
{
  g_autofree Entry *old = NULL;
  guint old_at = 0;

  if (n_old > 0)
    old = g_memdup2 (get_entry (self, begin), n_old * sizeof (Entry));
  for (guint i = 0; i < n_old; i++)
    *get_entry (self, begin + i) = (Entry){ 0 };
  if (n_old > n_new)
    g_array_remove_range (self->entries, begin, n_old - n_new);
  else if (n_new > n_old)
    {
      g_autofree Entry *empty = g_new0 (Entry, n_new - n_old);

      g_array_insert_vals (self->entries, begin, empty, n_new - n_old);
    }
  qing_height_index_splice (self->heights, begin, n_old, n_new, NULL);

  for (guint i = 0; i < n_new; i++)
    {
      Entry *entry = get_entry (self, begin + i);

      entry->leaf = qing_leaf_ref (qing_markdown_stream_get_leaf (self->stream, begin + i));
      for (guint j = old_at; j < n_old; j++)
        if (old[j].leaf == entry->leaf)
          {
            entry->view = g_steal_pointer (&old[j].view);
            old_at = j + 1;
            break;
          }
    }
  for (guint i = 0; i < n_old; i++)
    clear_entry (&old[i]);
}

static gboolean
apply (QingLeafColumn *self, const QingMarkdownChange *change)
{
  guint n_old = self->entries->len;
  guint first = change->first_changed;
  guint tail = change->n_unchanged_tail;
  guint begin = first;

  if (first >= change->n_leaves && n_old == change->n_leaves)
    return FALSE;
  if (first < n_old - tail && first < change->n_leaves - tail)
    {
      update_view (self, first, qing_markdown_stream_get_leaf (self->stream, first), change);
      begin++;
    }
  replace_entries (self, begin, n_old - tail - begin, change->n_leaves - tail - begin);
  self->live_end = tail == 0 ? MIN (self->live_end, change->n_leaves) : change->n_leaves;
  self->live_begin = MIN (self->live_begin, first);
  if (is_ready (self))
    for (guint i = first; i < change->n_leaves && i <= change->n_leaves - tail; i++)
      {
        update_gap (self, i);
        update_height (self, i);
      }
  return TRUE;
}

/* Takes what was fed into the picture. Returns: whether anything has changed. */
gboolean
qing_leaf_column_update (QingLeafColumn *self)
{
  QingMarkdownChange change;

  return qing_markdown_stream_update (self->stream, &change) && apply (self, &change);
}

/* Like update(), when there is no more to come. */
gboolean
qing_leaf_column_finish (QingLeafColumn *self)
{
  QingMarkdownChange change;

  return qing_markdown_stream_finish (self->stream, &change) && apply (self, &change);
}

guint
qing_leaf_column_get_n_leaves (QingLeafColumn *self)
{
  return self->entries->len;
}

QingLeaf *
qing_leaf_column_get_leaf (QingLeafColumn *self, guint index)
{
  return get_entry (self, index)->leaf;
}

/* Returns: how many leaves have a picture; for tests. */
guint
qing_leaf_column_count_views (QingLeafColumn *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += get_entry (self, i)->view != NULL ? 1 : 0;
  return n;
}

void
qing_leaf_column_set_width (QingLeafColumn *self, int width)
{
  if (self->width == width)
    return;
  self->width = width;
  if (!is_ready (self))
    return;
  for (guint i = self->live_begin; i < MIN (self->live_end, self->entries->len); i++)
    {
      Entry *entry = get_entry (self, i);

      if (entry->view != NULL)
        qing_leaf_view_set_width (entry->view, get_leaf_width (self, entry->leaf));
    }
  estimate_all (self);
}

int
qing_leaf_column_get_height (QingLeafColumn *self)
{
  return (int) MIN (qing_height_index_get_total (self->heights), G_MAXINT / 4);
}

static void
make_view (QingLeafColumn *self, guint i)
{
  Entry *entry = get_entry (self, i);

  if (entry->view != NULL)
    return;
  entry->view = qing_leaf_view_new (entry->leaf, &self->host);
  qing_leaf_view_set_width (entry->view, get_leaf_width (self, entry->leaf));
  self->live_begin = self->live_end == 0 ? i : MIN (self->live_begin, i);
  self->live_end = MAX (self->live_end, i + 1);
}

/* Returns: how much of @width, which must be the column's, is used; lays out the whole text. */
int
qing_leaf_column_get_natural_width (QingLeafColumn *self, int width)
{
  int used = 0;

  if (!is_ready (self))
    return width;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const QingLeaf *leaf = get_entry (self, i)->leaf;

      if (leaf->kind != QING_LEAF_PARAGRAPH || leaf->length > 1000)
        return width;
      make_view (self, i);
      update_height (self, i);
      used = MAX (used, qing_leaf_frame_get_indent (leaf, self->host.style) +
                          qing_leaf_view_get_used_width (get_entry (self, i)->view));
    }
  return MIN (used, width);
}

/* Lays out what is between @y0 and @y1. Returns: whether any leaf has moved. */
gboolean
qing_leaf_column_ensure (QingLeafColumn *self, int y0, int y1)
{
  gboolean moved = FALSE;
  guint i;
  gint64 top;

  if (!is_ready (self) || y1 <= y0 || self->entries->len == 0)
    return FALSE;
  i = qing_height_index_find (self->heights, y0, NULL);
  for (top = qing_height_index_get_position (self->heights, i); i < self->entries->len && top < y1;
       i++)
    {
      int old = qing_height_index_get (self->heights, i);
      Entry *entry;

      make_view (self, i);
      entry = get_entry (self, i);
      qing_leaf_view_ensure (entry->view, (int) (y0 - top) - entry->gap,
                             (int) (y1 - top) - entry->gap);
      update_height (self, i);
      moved = moved || qing_height_index_get (self->heights, i) != old;
      top += qing_height_index_get (self->heights, i);
    }
  return moved;
}

/* Gives up the pictures of what is far from what lies between @y0 and @y1. */
void
qing_leaf_column_trim (QingLeafColumn *self, int y0, int y1)
{
  guint begin, end;

  if (self->live_end == 0)
    return;
  begin = qing_height_index_find (self->heights, y0 - KEEP_DISTANCE, NULL);
  end = qing_height_index_find (self->heights, y1 + KEEP_DISTANCE, NULL) + 1;
  for (guint i = self->live_begin; i < MIN (self->live_end, self->entries->len); i++)
    if (i < begin || i >= end)
      drop_view (get_entry (self, i));
  self->live_begin = MAX (self->live_begin, begin);
  self->live_end = MIN (self->live_end, end);
  if (self->live_begin >= self->live_end)
    self->live_begin = self->live_end = 0;
}

/* Places buttons and scrollbars; (@x, @y) is the column's top left in the host. */
void
qing_leaf_column_allocate (QingLeafColumn *self, int x, int y)
{
  for (guint i = self->live_begin; i < MIN (self->live_end, self->entries->len); i++)
    {
      Entry *entry = get_entry (self, i);

      if (entry->view != NULL)
        qing_leaf_view_allocate (entry->view,
                                 x + qing_leaf_frame_get_indent (entry->leaf, self->host.style),
                                 y + (int) qing_height_index_get_position (self->heights, i) +
                                   entry->gap);
    }
}

/* @start, @end: (nullable): spots of this column, in order; %NULL for no selection */
void
qing_leaf_column_set_selection (QingLeafColumn *self, const QingSpot *start, const QingSpot *end)
{
  self->has_selection = start != NULL && end != NULL;
  if (!self->has_selection)
    return;
  self->selection_start = *start;
  self->selection_end = *end;
}

/* @marks: (nullable) (transfer none) (element-type QingLeafMark): in order. Returns: whether they
 * are not those that were set. */
gboolean
qing_leaf_column_set_marks (QingLeafColumn *self, GArray *marks)
{
  if (self->marks == marks)
    return FALSE;
  g_clear_pointer (&self->marks, g_array_unref);
  if (marks != NULL)
    self->marks = g_array_ref (marks);
  return TRUE;
}

/* @mark: (nullable): a link under the pointer */
void
qing_leaf_column_set_underline (QingLeafColumn *self, const QingLeafMark *mark)
{
  self->underline = mark != NULL ? *mark : (QingLeafMark){ 0 };
}

/* @mark: (nullable): a link that has the focus */
void
qing_leaf_column_set_focus (QingLeafColumn *self, const QingLeafMark *mark)
{
  self->focus = mark != NULL ? *mark : (QingLeafMark){ 0 };
}

/* Fills what of @rects is inside of the leaf; what is wider than it may be moved sideways. */
static void
fill_rects (const QingLeafView *view, GtkSnapshot *snapshot, GArray *rects, const GdkRGBA *color)
{
  const graphene_rect_t bounds =
    GRAPHENE_RECT_INIT (0, 0, (float) view->width, (float) view->height);

  for (guint i = 0; i < rects->len; i++)
    {
      graphene_rect_t inside;

      if (graphene_rect_intersection (&g_array_index (rects, graphene_rect_t, i), &bounds, &inside))
        gtk_snapshot_append_color (snapshot, color, &inside);
    }
  g_array_set_size (rects, 0);
}

static void
draw_selection (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, GArray *rects)
{
  QingLeafView *view = get_entry (self, i)->view;
  guint start = 0;
  guint end = G_MAXUINT;

  if (!self->has_selection || i < self->selection_start.leaf || i > self->selection_end.leaf)
    return;
  if (i == self->selection_start.leaf)
    start = self->selection_start.byte;
  if (i == self->selection_end.leaf)
    end = self->selection_end.byte;
  end = MIN (end, qing_leaf_get_text_length (view->leaf));
  qing_leaf_view_add_rects (view, start, end, 0, 0, rects);
  fill_rects (view, snapshot, rects, &self->host.style->selection);
}

static void
draw_marks (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, GArray *rects)
{
  QingLeafView *view = get_entry (self, i)->view;

  for (guint j = 0; self->marks != NULL && j < self->marks->len; j++)
    {
      const QingLeafMark *mark = &g_array_index (self->marks, QingLeafMark, j);

      if (mark->leaf != i)
        continue;
      qing_leaf_view_add_rects (view, mark->start, mark->end, 0, 0, rects);
      fill_rects (view, snapshot, rects,
                  mark->current ? &self->host.style->current_match : &self->host.style->match);
    }
}

static void
draw_underline (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, GArray *rects)
{
  const QingLeafMark *mark = &self->underline;

  if (mark->leaf != i || mark->start >= mark->end)
    return;
  qing_leaf_view_add_rects (get_entry (self, i)->view, mark->start, mark->end, 0, 0, rects);
  for (guint j = 0; j < rects->len; j++)
    {
      graphene_rect_t *rect = &g_array_index (rects, graphene_rect_t, j);

      rect->origin.y += (float) (int) (rect->size.height * 0.82f);
      rect->size.height = 1;
    }
  fill_rects (get_entry (self, i)->view, snapshot, rects, &self->host.style->accent);
}

static void
draw_focus (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, GArray *rects)
{
  const QingLeafMark *mark = &self->focus;
  const GdkRGBA *color = &self->host.style->accent_fill;
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  const float widths[4] = { 2, 2, 2, 2 };

  if (mark->leaf != i || mark->start >= mark->end)
    return;
  qing_leaf_view_add_rects (get_entry (self, i)->view, mark->start, mark->end, 0, 0, rects);
  for (guint j = 0; j < rects->len; j++)
    {
      GskRoundedRect outline;

      gsk_rounded_rect_init_from_rect (&outline, &g_array_index (rects, graphene_rect_t, j), 5);
      gsk_rounded_rect_shrink (&outline, -1, -3, -1, -3);
      gtk_snapshot_append_border (snapshot, &outline, widths, colors);
    }
  g_array_set_size (rects, 0);
}

/* Markers are drawn once, since they stay while the text beside them grows. */
static void
snapshot_frame (QingLeafColumn *self, GtkSnapshot *snapshot, guint i)
{
  Entry *entry = get_entry (self, i);
  int begin = 0;

  if (entry->leaf->n_containers == 0)
    return;
  if (i > 0 && qing_leaf_frame_is_continued (get_entry (self, i - 1)->leaf, entry->leaf))
    begin = -entry->gap;
  if (entry->frame == NULL || entry->frame_begin != begin ||
      entry->frame_end != entry->view->height)
    {
      GtkSnapshot *frame = gtk_snapshot_new ();

      qing_leaf_frame_snapshot (entry->leaf, self->host.style, frame, begin, entry->view->height);
      g_clear_pointer (&entry->frame, gsk_render_node_unref);
      entry->frame = gtk_snapshot_free_to_node (frame);
      entry->frame_begin = begin;
      entry->frame_end = entry->view->height;
    }
  if (entry->frame != NULL)
    gtk_snapshot_append_node (snapshot, entry->frame);
}

static void
snapshot_entry (QingLeafColumn *self, GtkSnapshot *snapshot, guint i, int y0, int y1, GArray *rects)
{
  Entry *entry = get_entry (self, i);
  int indent = qing_leaf_frame_get_indent (entry->leaf, self->host.style);

  snapshot_frame (self, snapshot, i);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) indent, 0));
  qing_leaf_view_snapshot_back (entry->view, snapshot, y0, y1);
  draw_marks (self, snapshot, i, rects);
  draw_selection (self, snapshot, i, rects);
  qing_leaf_view_snapshot (entry->view, snapshot, y0, y1);
  draw_underline (self, snapshot, i, rects);
  draw_focus (self, snapshot, i, rects);
}

/* Draws what is between @y0 and @y1 as far as it was laid out. */
void
qing_leaf_column_snapshot (QingLeafColumn *self, GtkSnapshot *snapshot, int y0, int y1)
{
  g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  guint i;
  gint64 top;

  if (!is_ready (self) || self->entries->len == 0)
    return;
  i = qing_height_index_find (self->heights, y0, NULL);
  for (top = qing_height_index_get_position (self->heights, i); i < self->entries->len && top < y1;
       i++)
    {
      Entry *entry = get_entry (self, i);
      int begin = (int) top + entry->gap;

      if (entry->view != NULL)
        {
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) begin));
          snapshot_entry (self, snapshot, i, y0 - begin, y1 - begin, rects);
          gtk_snapshot_restore (snapshot);
        }
      top += qing_height_index_get (self->heights, i);
    }
}

/* Returns: the entry at @y, with a picture; *top is where the leaf begins. */
static Entry *
find_entry (QingLeafColumn *self, double y, guint *index, int *top)
{
  Entry *entry;
  guint i;

  if (!is_ready (self) || self->entries->len == 0)
    return NULL;
  i = qing_height_index_find (self->heights, (gint64) y, NULL);
  make_view (self, i);
  entry = get_entry (self, i);
  *index = i;
  *top = (int) qing_height_index_get_position (self->heights, i) + entry->gap;
  return entry;
}

/**
 * qing_leaf_column_spot_at:
 * @spot: (out): only leaf and byte are set
 * @inside: (out) (optional): whether there is text at that place, rather than near it
 */
void
qing_leaf_column_spot_at (QingLeafColumn *self,
                          double x,
                          double y,
                          QingSpot *spot,
                          gboolean *inside)
{
  guint index = 0;
  int top = 0;
  Entry *entry = find_entry (self, y, &index, &top);
  gboolean hit = FALSE;

  spot->leaf = index;
  spot->byte = 0;
  if (entry != NULL)
    spot->byte =
      qing_leaf_view_byte_at (entry->view,
                              x - qing_leaf_frame_get_indent (entry->leaf, self->host.style),
                              y - top, &hit);
  if (inside != NULL)
    *inside = hit && y >= top && y < qing_leaf_column_get_height (self);
}

/* Finds the line at @y: where it begins, and its top. */
void
qing_leaf_column_line_at (QingLeafColumn *self, int y, QingSpot *spot, int *line_y)
{
  guint index = 0;
  int top = 0;
  Entry *entry = find_entry (self, y, &index, &top);

  spot->leaf = index;
  spot->byte = 0;
  *line_y = 0;
  if (entry == NULL)
    return;
  spot->byte = qing_leaf_view_line_at (entry->view, MAX (0, y - top), line_y);
  *line_y += top;
}

/* Returns: the top of the line that holds @spot. */
int
qing_leaf_column_get_line_y (QingLeafColumn *self, const QingSpot *spot)
{
  guint i = spot->leaf;

  if (!is_ready (self) || self->entries->len == 0)
    return 0;
  if (i >= self->entries->len)
    return qing_leaf_column_get_height (self);
  make_view (self, i);
  return (int) qing_height_index_get_position (self->heights, i) + get_entry (self, i)->gap +
         qing_leaf_view_get_line_y (get_entry (self, i)->view, spot->byte);
}

/* Adds where @mark is drawn, as far as it was laid out. */
void
qing_leaf_column_add_rects (QingLeafColumn *self, const QingLeafMark *mark, GArray *rects)
{
  Entry *entry;

  if (!is_ready (self) || mark->leaf >= self->entries->len)
    return;
  entry = get_entry (self, mark->leaf);
  if (entry->view != NULL)
    qing_leaf_view_add_rects (entry->view, mark->start, mark->end,
                              qing_leaf_frame_get_indent (entry->leaf, self->host.style),
                              (int) qing_height_index_get_position (self->heights, mark->leaf) +
                                entry->gap,
                              rects);
}

/* Moves the leaf at @y sideways. Returns: whether it could be moved. */
gboolean
qing_leaf_column_scroll (QingLeafColumn *self, double y, double delta)
{
  guint index = 0;
  int top = 0;
  Entry *entry;

  if (y < 0 || y >= qing_leaf_column_get_height (self))
    return FALSE;
  entry = find_entry (self, y, &index, &top);
  return entry != NULL && qing_leaf_view_scroll (entry->view, y - top, delta);
}
