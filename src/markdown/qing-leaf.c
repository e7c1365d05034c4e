/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-leaf-private.h"

#include <string.h>

#define MAX_LANGUAGE_LENGTH 32

/* A leaf is written to in a sink. Once it is complete it is frozen: the sink goes, and what it
 * held is kept in one piece of memory. A long answer has thousands of leaves.
 */
typedef struct
{
  QingLeaf public;
  gatomicrefcount ref_count;
  char language[MAX_LANGUAGE_LENGTH + 1];
  QingTextSink *sink;
  gpointer frozen; /* runs, links and text */
  GArray *cells;   /* QingCell with owned members, of a table only */
} QingLeafPrivate;

static inline QingLeafPrivate *
get_private (const QingLeaf *self)
{
  return (QingLeafPrivate *) self;
}

static void
clear_link (gpointer data)
{
  QingLink *link = data;

  g_free ((char *) link->url);
  g_free ((char *) link->title);
}

static void
clear_cell (gpointer data)
{
  QingCell *cell = data;

  g_free ((char *) cell->text);
  g_free ((QingRun *) cell->runs);
}

void
qing_text_sink_append (QingTextSink *sink,
                       const char *text,
                       gsize length,
                       QingRunFlags flags,
                       guint link)
{
  guint start = sink->text->len;
  QingRun run = { start, start + length, flags, link };

  if (length == 0)
    return;
  g_string_append_len (sink->text, text, length);
  if (sink->runs->len > 0)
    {
      QingRun *last = &g_array_index (sink->runs, QingRun, sink->runs->len - 1);

      if (last->flags == flags && last->link == link)
        {
          last->end += length;
          return;
        }
    }
  g_array_append_val (sink->runs, run);
}

void
qing_text_sink_truncate (QingTextSink *sink, gsize length, guint n_links)
{
  guint n_runs = sink->runs->len;

  g_string_truncate (sink->text, length);
  while (n_runs > 0 && g_array_index (sink->runs, QingRun, n_runs - 1).start >= length)
    n_runs--;
  g_array_set_size (sink->runs, n_runs);
  if (n_runs > 0)
    {
      QingRun *last = &g_array_index (sink->runs, QingRun, n_runs - 1);

      last->end = MIN (last->end, length);
    }
  if (n_links < sink->links->len)
    g_array_set_size (sink->links, n_links);
}

guint
qing_text_sink_add_link (QingTextSink *sink, const char *url, const char *title)
{
  QingLink link = { g_strdup (url), title != NULL && *title != '\0' ? g_strdup (title) : NULL };

  g_array_append_val (sink->links, link);
  return sink->links->len - 1;
}

static QingTextSink *
sink_new (void)
{
  QingTextSink *sink = g_new (QingTextSink, 1);

  sink->text = g_string_new (NULL);
  sink->runs = g_array_new (FALSE, FALSE, sizeof (QingRun));
  sink->links = g_array_new (FALSE, FALSE, sizeof (QingLink));
  g_array_set_clear_func (sink->links, clear_link);
  return sink;
}

static void
sink_free (QingTextSink *sink)
{
  g_string_free (sink->text, TRUE);
  g_array_unref (sink->runs);
  g_array_unref (sink->links);
  g_free (sink);
}

QingLeaf *
qing_leaf_new (QingLeafKind kind,
               const QingContainer *containers,
               guint n_containers,
               gsize source_start)
{
  QingLeafPrivate *priv = g_new0 (QingLeafPrivate, 1);
  QingLeaf *self = &priv->public;

  g_atomic_ref_count_init (&priv->ref_count);
  self->kind = kind;
  self->language = priv->language;
  self->source_start = source_start;
  self->source_end = source_start;
  self->text = "";
  self->containers = g_memdup2 (containers, n_containers * sizeof (QingContainer));
  self->n_containers = n_containers;
  return self;
}

/**
 * qing_leaf_copy:
 * @self: a leaf
 *
 * Returns: (transfer full): a new leaf with the same contents
 */
QingLeaf *
qing_leaf_copy (const QingLeaf *self)
{
  QingLeaf *copy =
    qing_leaf_new (self->kind, self->containers, self->n_containers, self->source_start);
  QingTextSink *sink = qing_leaf_get_sink (copy);

  memcpy (get_private (copy)->language, self->language, strlen (self->language) + 1);
  copy->level = self->level;
  copy->fenced = self->fenced;
  copy->closed = self->closed;
  copy->source_end = self->source_end;
  g_string_append_len (sink->text, self->text, self->length);
  g_array_append_vals (sink->runs, self->runs, self->n_runs);
  for (guint i = 0; i < self->n_links; i++)
    qing_text_sink_add_link (sink, self->links[i].url, self->links[i].title);
  if (self->kind == QING_LEAF_TABLE)
    {
      const GArray *cells = get_private (self)->cells;

      qing_leaf_set_columns (copy, self->alignments, self->n_columns);
      for (guint i = 0; i < cells->len; i++)
        {
          const QingCell *cell = &g_array_index (cells, QingCell, i);

          qing_leaf_add_cell (copy, cell->text, cell->length, cell->runs, cell->n_runs);
        }
    }
  qing_leaf_sync (copy);
  if (get_private (self)->sink == NULL)
    qing_leaf_freeze (copy);
  return copy;
}

QingLeaf *
qing_leaf_ref (QingLeaf *self)
{
  g_atomic_ref_count_inc (&get_private (self)->ref_count);
  return self;
}

void
qing_leaf_unref (QingLeaf *self)
{
  QingLeafPrivate *priv = get_private (self);

  if (!g_atomic_ref_count_dec (&priv->ref_count))
    return;
  if (priv->frozen != NULL)
    for (guint i = 0; i < self->n_links; i++)
      clear_link ((QingLink *) &self->links[i]);
  g_clear_pointer (&priv->sink, sink_free);
  g_clear_pointer (&priv->cells, g_array_unref);
  g_free (priv->frozen);
  g_free ((QingContainer *) self->containers);
  g_free ((QingAlignment *) self->alignments);
  g_free (priv);
}

/* What is frozen is taken into a sink again. */
QingTextSink *
qing_leaf_get_sink (QingLeaf *self)
{
  QingLeafPrivate *priv = get_private (self);

  if (priv->sink == NULL)
    {
      priv->sink = sink_new ();
      g_string_append_len (priv->sink->text, self->text, self->length);
      g_array_append_vals (priv->sink->runs, self->runs, self->n_runs);
      g_array_append_vals (priv->sink->links, self->links, self->n_links);
      g_clear_pointer (&priv->frozen, g_free);
      qing_leaf_sync (self);
    }
  return priv->sink;
}

/* The public members point into arrays that move when they grow. */
void
qing_leaf_sync (QingLeaf *self)
{
  const QingTextSink *sink = get_private (self)->sink;

  if (sink == NULL)
    return;

  self->text = sink->text->str;
  self->length = sink->text->len;
  self->runs = (const QingRun *) (gconstpointer) sink->runs->data;
  self->n_runs = sink->runs->len;
  self->links = (const QingLink *) (gconstpointer) sink->links->data;
  self->n_links = sink->links->len;
}

static gpointer
put (char **place, gconstpointer data, gsize size)
{
  gpointer start = *place;

  if (size > 0)
    memcpy (start, data, size);
  *place += size;
  return start;
}

void
qing_leaf_freeze (QingLeaf *self)
{
  QingLeafPrivate *priv = get_private (self);
  gsize runs_size = self->n_runs * sizeof (QingRun);
  gsize links_size = self->n_links * sizeof (QingLink);
  char *place;

  if (priv->sink == NULL)
    return;
  priv->frozen = place = g_malloc (runs_size + links_size + self->length + 1);
  self->links = put (&place, self->links, links_size);
  self->runs = put (&place, self->runs, runs_size);
  self->text = put (&place, self->text, self->length + 1);
  g_array_set_clear_func (priv->sink->links, NULL);
  g_clear_pointer (&priv->sink, sink_free);
}

void
qing_leaf_set_kind (QingLeaf *self, QingLeafKind kind)
{
  self->kind = kind;
}

/* Only the first word is kept, and only what can be part of a language's name: it is used to
 * look up a highlighter and shown as a label.
 */
void
qing_leaf_set_language (QingLeaf *self, const char *info)
{
  char *language = get_private (self)->language;
  guint length = 0;

  while (info[length] != '\0' && length < MAX_LANGUAGE_LENGTH &&
         (g_ascii_isalnum (info[length]) || strchr ("+-._#", info[length]) != NULL))
    length++;
  memcpy (language, info, length);
  language[length] = '\0';
}

void
qing_leaf_set_tight (QingLeaf *self, guint container, gboolean tight)
{
  ((QingContainer *) self->containers)[container].tight = tight;
}

void
qing_leaf_set_columns (QingLeaf *self, const QingAlignment *alignments, guint n_columns)
{
  QingLeafPrivate *priv = get_private (self);

  priv->cells = g_array_new (FALSE, FALSE, sizeof (QingCell));
  g_array_set_clear_func (priv->cells, clear_cell);
  self->alignments = g_memdup2 (alignments, n_columns * sizeof (QingAlignment));
  self->n_columns = n_columns;
}

/* Cells are added row by row; a row counts once all its cells are there. */
void
qing_leaf_add_cell (QingLeaf *self,
                    const char *text,
                    guint length,
                    const QingRun *runs,
                    guint n_runs)
{
  GArray *cells = get_private (self)->cells;
  QingCell cell = { g_strndup (text, length), length, g_memdup2 (runs, n_runs * sizeof (QingRun)),
                    n_runs };

  g_array_append_val (cells, cell);
  self->n_rows = cells->len / self->n_columns;
}

void
qing_leaf_truncate_rows (QingLeaf *self, guint n_rows, guint n_links)
{
  QingLeafPrivate *priv = get_private (self);

  if (n_rows < self->n_rows)
    g_array_set_size (priv->cells, n_rows * self->n_columns);
  if (n_links < self->n_links)
    g_array_set_size (qing_leaf_get_sink (self)->links, n_links);
  if (priv->sink != NULL)
    qing_leaf_sync (self);
  self->n_rows = MIN (self->n_rows, n_rows);
}

/**
 * qing_leaf_get_link:
 * @self: a leaf
 * @index: the link of a run of this leaf or of one of its cells
 *
 * Returns: (transfer none) (nullable): the link, or %NULL for %QING_NO_LINK
 */
const QingLink *
qing_leaf_get_link (const QingLeaf *self, guint index)
{
  return index < self->n_links ? &self->links[index] : NULL;
}

/**
 * qing_leaf_get_cell:
 * @self: a table
 * @row: below n_rows; 0 is the header
 * @column: below n_columns
 *
 * Returns: (transfer none): the cell
 */
const QingCell *
qing_leaf_get_cell (const QingLeaf *self, guint row, guint column)
{
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, NULL);

  return &g_array_index (get_private (self)->cells, QingCell, row * self->n_columns + column);
}
