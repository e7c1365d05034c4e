/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-column-private.h"

#include "qing-leaf-frame.h"

/* Pictures of leaves further than this from what is needed are given up. */
#define KEEP_DISTANCE 1600

static void
drop_view (QingLeafEntry *entry)
{
  g_clear_pointer (&entry->view, qing_leaf_view_free);
  g_clear_pointer (&entry->frame, gsk_render_node_unref);
}

static void
clear_entry (gpointer data)
{
  QingLeafEntry *entry = data;

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
  self->entries = g_array_new (FALSE, TRUE, sizeof (QingLeafEntry));
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
  g_clear_pointer (&self->shades, g_array_unref);
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
  QingLeafEntry *entry = qing_leaf_column_get_entry (self, i);
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
  const QingLeaf *previous = i > 0 ? qing_leaf_column_get_entry (self, i - 1)->leaf : NULL;

  qing_leaf_column_get_entry (self, i)->gap =
    qing_leaf_frame_get_gap (previous, qing_leaf_column_get_entry (self, i)->leaf,
                             self->host.style);
}

static void
estimate_all (QingLeafColumn *self)
{
  if (!qing_leaf_column_is_ready (self))
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
    drop_view (qing_leaf_column_get_entry (self, i));
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
  g_clear_pointer (&self->shades, g_array_unref);
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
  QingLeafEntry *entry = qing_leaf_column_get_entry (self, i);

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
  g_autofree QingLeafEntry *old = NULL;
  guint old_at = 0;

  if (n_old > 0)
    old = g_memdup2 (qing_leaf_column_get_entry (self, begin), n_old * sizeof (QingLeafEntry));
  for (guint i = 0; i < n_old; i++)
    *qing_leaf_column_get_entry (self, begin + i) = (QingLeafEntry){ 0 };
  if (n_old > n_new)
    g_array_remove_range (self->entries, begin, n_old - n_new);
  else if (n_new > n_old)
    {
      g_autofree QingLeafEntry *empty = g_new0 (QingLeafEntry, n_new - n_old);

      g_array_insert_vals (self->entries, begin, empty, n_new - n_old);
    }
  qing_height_index_splice (self->heights, begin, n_old, n_new, NULL);

  for (guint i = 0; i < n_new; i++)
    {
      QingLeafEntry *entry = qing_leaf_column_get_entry (self, begin + i);

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
  if (qing_leaf_column_is_ready (self))
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
  return qing_leaf_column_get_entry (self, index)->leaf;
}

/* Returns: how many leaves have a picture; for tests. */
guint
qing_leaf_column_count_views (QingLeafColumn *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += qing_leaf_column_get_entry (self, i)->view != NULL ? 1 : 0;
  return n;
}

void
qing_leaf_column_set_width (QingLeafColumn *self, int width)
{
  if (self->width == width)
    return;
  self->width = width;
  if (!qing_leaf_column_is_ready (self))
    return;
  for (guint i = self->live_begin; i < MIN (self->live_end, self->entries->len); i++)
    {
      QingLeafEntry *entry = qing_leaf_column_get_entry (self, i);

      g_clear_pointer (&entry->frame, gsk_render_node_unref);
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

/* Makes the picture of the leaf at @i, unless it has one. */
void
qing_leaf_column_make_view (QingLeafColumn *self, guint i)
{
  QingLeafEntry *entry = qing_leaf_column_get_entry (self, i);

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

  if (!qing_leaf_column_is_ready (self))
    return width;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const QingLeaf *leaf = qing_leaf_column_get_entry (self, i)->leaf;

      if (leaf->kind != QING_LEAF_PARAGRAPH || leaf->length > 1000)
        return width;
      qing_leaf_column_make_view (self, i);
      update_height (self, i);
      used =
        MAX (used, qing_leaf_frame_get_indent (leaf, self->host.style) +
                     qing_leaf_view_get_used_width (qing_leaf_column_get_entry (self, i)->view));
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

  if (!qing_leaf_column_is_ready (self) || y1 <= y0 || self->entries->len == 0)
    return FALSE;
  i = qing_height_index_find (self->heights, y0, NULL);
  for (top = qing_height_index_get_position (self->heights, i); i < self->entries->len && top < y1;
       i++)
    {
      int old = qing_height_index_get (self->heights, i);
      QingLeafEntry *entry;

      qing_leaf_column_make_view (self, i);
      entry = qing_leaf_column_get_entry (self, i);
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
      drop_view (qing_leaf_column_get_entry (self, i));
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
      QingLeafEntry *entry = qing_leaf_column_get_entry (self, i);

      if (entry->view != NULL)
        qing_leaf_view_allocate (entry->view,
                                 x + qing_leaf_frame_get_x (entry->leaf, self->host.style),
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

/* @shades: (nullable) (transfer none) (element-type QingShade): in order */
void
qing_leaf_column_set_shades (QingLeafColumn *self, GArray *shades)
{
  g_clear_pointer (&self->shades, g_array_unref);
  if (shades != NULL)
    self->shades = g_array_ref (shades);
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
