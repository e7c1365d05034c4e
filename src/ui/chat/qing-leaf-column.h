/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf-view.h"
#include "qing-spot.h"

G_BEGIN_DECLS

/**
 * QingLeafColumn: a Markdown text laid out from top to bottom: all its leaves, with pictures of
 * those near the viewport only. Heights of the others are what they last were, or estimates.
 * Coordinates are pixels from the column's top left corner.
 */
typedef struct _QingLeafColumn QingLeafColumn;

/* A stretch of one leaf's text to be marked. */
typedef struct
{
  guint leaf;
  guint start;
  guint end;
  gboolean current;
} QingLeafMark;

/* A stretch of one leaf's text with a ground of its own. */
typedef struct
{
  guint leaf;
  guint start;
  guint end;
  guint level; /* of qing-confidence.h; not 0 */
} QingShade;

QingLeafColumn *qing_leaf_column_new (GtkWidget *host,
                                      void (*changed) (GtkWidget *host, gboolean resized),
                                      void (*recolored) (GtkWidget *host));
void qing_leaf_column_free (QingLeafColumn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingLeafColumn, qing_leaf_column_free)

void qing_leaf_column_set_style (QingLeafColumn *self, QingStyle *style);
void qing_leaf_column_set_highlighter (QingLeafColumn *self, QingHighlighter *highlighter);

/* The text: fed in pieces, or set as a whole. */
void qing_leaf_column_clear (QingLeafColumn *self);
void qing_leaf_column_feed (QingLeafColumn *self, const char *text, gsize length);
gsize qing_leaf_column_get_fed (QingLeafColumn *self);
gboolean qing_leaf_column_update (QingLeafColumn *self);
gboolean qing_leaf_column_finish (QingLeafColumn *self);
const char *qing_leaf_column_get_source (QingLeafColumn *self, gsize *length);

guint qing_leaf_column_get_n_leaves (QingLeafColumn *self);
QingLeaf *qing_leaf_column_get_leaf (QingLeafColumn *self, guint index);
guint qing_leaf_column_count_views (QingLeafColumn *self);

void qing_leaf_column_set_width (QingLeafColumn *self, int width);
int qing_leaf_column_get_height (QingLeafColumn *self);
int qing_leaf_column_get_natural_width (QingLeafColumn *self, int width);
gboolean qing_leaf_column_ensure (QingLeafColumn *self, int y0, int y1);
void qing_leaf_column_trim (QingLeafColumn *self, int y0, int y1);
void qing_leaf_column_allocate (QingLeafColumn *self, int x, int y);

void
qing_leaf_column_set_selection (QingLeafColumn *self, const QingSpot *start, const QingSpot *end);
gboolean qing_leaf_column_set_marks (QingLeafColumn *self, GArray *marks);
void qing_leaf_column_set_shades (QingLeafColumn *self, GArray *shades);
void qing_leaf_column_set_underline (QingLeafColumn *self, const QingLeafMark *mark);
void qing_leaf_column_set_focus (QingLeafColumn *self, const QingLeafMark *mark);
void qing_leaf_column_snapshot (QingLeafColumn *self, GtkSnapshot *snapshot, int y0, int y1);

void qing_leaf_column_spot_at (QingLeafColumn *self,
                               double x,
                               double y,
                               QingSpot *spot,
                               gboolean *inside);
void qing_leaf_column_line_at (QingLeafColumn *self, int y, QingSpot *spot, int *line_y);
int qing_leaf_column_get_line_y (QingLeafColumn *self, const QingSpot *spot);
void qing_leaf_column_add_rects (QingLeafColumn *self, const QingLeafMark *mark, GArray *rects);
gboolean qing_leaf_column_scroll (QingLeafColumn *self, double y, double delta);

G_END_DECLS
