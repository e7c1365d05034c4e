/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf.h"
#include "qing-style.h"
#include "qing-text-unit.h"

G_BEGIN_DECLS

typedef struct _QingHighlighter QingHighlighter;
typedef struct _QingLeafView QingLeafView;
typedef struct _QingLeafViewClass QingLeafViewClass;

/**
 * QingLeafHost: what a leaf needs of the message it is drawn in. @widget becomes the parent of the
 * leaf's buttons; changed() tells it to draw again, or to lay out again when the size is another;
 * recolored() to draw again when it next does so anyway, or soon.
 */
typedef struct
{
  GtkWidget *widget;
  QingStyle *style;
  QingHighlighter *highlighter; /* nullable */
  void (*changed) (GtkWidget *widget, gboolean resized);
  void (*recolored) (GtkWidget *widget);
} QingLeafHost;

/**
 * QingLeafView: the picture of one leaf, not a widget. It exists only while the leaf is near the
 * viewport. Coordinates are pixels from its top left corner.
 */
struct _QingLeafView
{
  const QingLeafViewClass *klass;
  const QingLeafHost *host;
  QingStyle *style;
  QingLeaf *leaf;
  int width;
  int height;
};

/* All but construct and set_width have a default. */
struct _QingLeafViewClass
{
  gsize instance_size;
  void (*construct) (QingLeafView *self);
  void (*dispose) (QingLeafView *self);
  /* The leaf has another text, of which the first bytes and rows are as they were. */
  void (*update) (QingLeafView *self, guint stable_bytes, guint stable_rows);
  /* Sets the height, which may be an estimate until ensure(). */
  void (*set_width) (QingLeafView *self, int width);
  /* May change the height. */
  void (*ensure) (QingLeafView *self, int y0, int y1);
  /* How much of the width is used; all of it by default. */
  int (*get_used_width) (QingLeafView *self);
  void (*snapshot_back) (QingLeafView *self, GtkSnapshot *snapshot, int y0, int y1);
  void (*snapshot) (QingLeafView *self, GtkSnapshot *snapshot, int y0, int y1);
  void (*allocate) (QingLeafView *self, int x, int y);
  guint (*byte_at) (QingLeafView *self, double x, double y, gboolean *inside);
  /* The line at @y: where it begins, and its top. */
  guint (*line_at) (QingLeafView *self, int y, int *line_y);
  int (*get_line_y) (QingLeafView *self, guint byte);
  void (*add_rects) (QingLeafView *self, guint start, guint end, int x, int y, GArray *rects);
  /* Moves the contents sideways; FALSE when there is nothing to move. */
  gboolean (*scroll) (QingLeafView *self, double y, double delta);
};

QingLeafView *qing_leaf_view_new (QingLeaf *leaf, const QingLeafHost *host);
void qing_leaf_view_free (QingLeafView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingLeafView, qing_leaf_view_free)

gboolean
qing_leaf_view_update (QingLeafView *self, QingLeaf *leaf, guint stable_bytes, guint stable_rows);
void qing_leaf_view_set_width (QingLeafView *self, int width);
int qing_leaf_view_get_used_width (QingLeafView *self);
void qing_leaf_view_ensure (QingLeafView *self, int y0, int y1);
void qing_leaf_view_snapshot_back (QingLeafView *self, GtkSnapshot *snapshot, int y0, int y1);
void qing_leaf_view_snapshot (QingLeafView *self, GtkSnapshot *snapshot, int y0, int y1);
void qing_leaf_view_allocate (QingLeafView *self, int x, int y);
guint qing_leaf_view_byte_at (QingLeafView *self, double x, double y, gboolean *inside);
guint qing_leaf_view_line_at (QingLeafView *self, int y, int *line_y);
int qing_leaf_view_get_line_y (QingLeafView *self, guint byte);
void
qing_leaf_view_add_rects (QingLeafView *self, guint start, guint end, int x, int y, GArray *rects);
gboolean qing_leaf_view_scroll (QingLeafView *self, double y, double delta);

/* For those that draw: */
QingTextKind qing_leaf_get_text_kind (const QingLeaf *leaf);
int qing_leaf_estimate_height (const QingLeaf *leaf, QingStyle *style, int width);
guint qing_leaf_get_text_length (const QingLeaf *leaf);
void qing_leaf_view_draw_card (GtkSnapshot *snapshot,
                               QingStyle *style,
                               const graphene_rect_t *bounds,
                               int header_height);

extern const QingLeafViewClass qing_paragraph_leaf_class;
extern const QingLeafViewClass qing_code_leaf_class;
extern const QingLeafViewClass qing_table_leaf_class;
extern const QingLeafViewClass qing_math_leaf_class;
extern const QingLeafViewClass qing_image_leaf_class;
extern const QingLeafViewClass qing_rule_leaf_class;

G_END_DECLS
