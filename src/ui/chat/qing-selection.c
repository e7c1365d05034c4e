/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-selection.h"

int
qing_point_compare (const QingPoint *a, const QingPoint *b)
{
  if (a->row != b->row)
    return a->row < b->row ? -1 : 1;
  return qing_spot_compare (&a->spot, &b->spot);
}

void
qing_selection_clear (QingSelection *self)
{
  *self = (QingSelection){ 0 };
}

/* @origin: in order; what stays selected however the selection is extended */
void
qing_selection_begin (QingSelection *self, const QingRange *origin)
{
  self->active = TRUE;
  self->origin = *origin;
  self->range = *origin;
}

/* Selects everything from the origin to @to, which is in order. */
void
qing_selection_extend (QingSelection *self, const QingRange *to)
{
  if (!self->active)
    {
      qing_selection_begin (self, to);
      return;
    }
  self->range = self->origin;
  if (qing_point_compare (&to->start, &self->range.start) < 0)
    self->range.start = to->start;
  if (qing_point_compare (&to->end, &self->range.end) > 0)
    self->range.end = to->end;
}

gboolean
qing_selection_is_empty (const QingSelection *self)
{
  return !self->active || qing_point_compare (&self->range.start, &self->range.end) >= 0;
}

/**
 * qing_selection_get_row:
 * @start: (out): where the selected part of that row begins
 * @end: (out): where it ends
 *
 * Returns: whether anything of @row is selected.
 */
gboolean
qing_selection_get_row (const QingSelection *self, guint row, QingSpot *start, QingSpot *end)
{
  if (qing_selection_is_empty (self) || row < self->range.start.row || row > self->range.end.row)
    return FALSE;
  *start =
    row == self->range.start.row ? self->range.start.spot : (QingSpot){ QING_SPOT_TOP, 0, 0 };
  *end = row == self->range.end.row ? self->range.end.spot
                                    : (QingSpot){ QING_SPOT_BOTTOM, G_MAXUINT, G_MAXUINT };
  return qing_spot_compare (start, end) < 0;
}

static void
shift (QingPoint *point, guint position, int difference)
{
  if (point->row >= position)
    point->row = (guint) ((int) point->row + difference);
}

/* Keeps the same text selected; gives up when some of it is gone. */
void
qing_selection_rows_changed (QingSelection *self, guint position, guint n_removed, guint n_added)
{
  int difference = (int) n_added - (int) n_removed;

  if (!self->active)
    return;
  if (n_removed > 0 && self->range.end.row >= position &&
      self->range.start.row < position + n_removed)
    {
      qing_selection_clear (self);
      return;
    }
  shift (&self->origin.start, position, difference);
  shift (&self->origin.end, position, difference);
  shift (&self->range.start, position, difference);
  shift (&self->range.end, position, difference);
}
