/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-run-attributes.h"

G_BEGIN_DECLS

/**
 * QingTextUnit: a piece of a leaf's text in one PangoLayout, drawn once into a render node that is
 * used again until the text or the style changes. Coordinates are pixels from its top left.
 */
typedef struct _QingTextUnit QingTextUnit;

/* Colours of code: attributes over bytes of the leaf's text. */
typedef struct
{
  guint start;
  guint end;
  GdkRGBA color;
  gboolean bold;
  gboolean italic;
} QingTextSpan;

QingTextUnit *qing_text_unit_new (QingStyle *style,
                                  QingTextKind kind,
                                  const QingRunText *source,
                                  guint start,
                                  guint end);
void qing_text_unit_free (QingTextUnit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingTextUnit, qing_text_unit_free)

/* How many layouts were made since the program began; for tests and measurements. */
guint64 qing_text_unit_count_made (void);
guint64 qing_text_unit_count_bytes (void);

void qing_text_unit_set_width (QingTextUnit *self, int width);
void qing_text_unit_set_alignment (QingTextUnit *self, PangoAlignment alignment);
void qing_text_unit_set_spans (QingTextUnit *self, const QingTextSpan *spans, guint n_spans);
guint qing_text_unit_get_start (QingTextUnit *self);
guint qing_text_unit_get_end (QingTextUnit *self);
int qing_text_unit_get_width (QingTextUnit *self);
int qing_text_unit_get_height (QingTextUnit *self);
int qing_text_unit_get_baseline (QingTextUnit *self);
guint qing_text_unit_get_n_lines (QingTextUnit *self);
guint qing_text_unit_get_line_start (QingTextUnit *self, guint line);

void qing_text_unit_snapshot_back (QingTextUnit *self, GtkSnapshot *snapshot, int x, int y);
void qing_text_unit_snapshot (QingTextUnit *self, GtkSnapshot *snapshot, int x, int y);
guint qing_text_unit_byte_at (QingTextUnit *self, double x, double y, gboolean *inside);
int qing_text_unit_get_line_y (QingTextUnit *self, guint byte);
guint qing_text_unit_get_byte_at_line (QingTextUnit *self, double y, int *line_y);
void
qing_text_unit_add_rects (QingTextUnit *self, guint start, guint end, int x, int y, GArray *rects);

G_END_DECLS
