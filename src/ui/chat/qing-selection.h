/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-spot.h"

G_BEGIN_DECLS

typedef struct
{
  guint row;
  QingSpot spot;
} QingPoint;

typedef struct
{
  QingPoint start;
  QingPoint end;
} QingRange;

/**
 * QingSelection: what is selected, across messages. It grows from where it began, by whole words or
 * paragraphs if it began with one.
 */
typedef struct
{
  gboolean active;
  QingRange origin; /* where it began */
  QingRange range;  /* in order */
} QingSelection;

int qing_point_compare (const QingPoint *a, const QingPoint *b);
void qing_selection_clear (QingSelection *self);
void qing_selection_begin (QingSelection *self, const QingRange *origin);
void qing_selection_extend (QingSelection *self, const QingRange *to);
gboolean qing_selection_is_empty (const QingSelection *self);
gboolean
qing_selection_get_row (const QingSelection *self, guint row, QingSpot *start, QingSpot *end);
void
qing_selection_rows_changed (QingSelection *self, guint position, guint n_removed, guint n_added);

G_END_DECLS
