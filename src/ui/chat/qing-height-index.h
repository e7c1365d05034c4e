/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QingHeightIndex: the heights of a list of rows, from which the place of a row and the row at a
 * place are found in O(log n). Heights are pixels and never negative.
 */
typedef struct _QingHeightIndex QingHeightIndex;

QingHeightIndex *qing_height_index_new (void);
void qing_height_index_free (QingHeightIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingHeightIndex, qing_height_index_free)

guint qing_height_index_get_n_rows (QingHeightIndex *self);
int qing_height_index_get (QingHeightIndex *self, guint row);
void qing_height_index_set (QingHeightIndex *self, guint row, int height);
void qing_height_index_splice (QingHeightIndex *self,
                               guint position,
                               guint n_removed,
                               guint n_added,
                               const int *heights);
gint64 qing_height_index_get_total (QingHeightIndex *self);
gint64 qing_height_index_get_position (QingHeightIndex *self, guint row);
guint qing_height_index_find (QingHeightIndex *self, gint64 position, gint64 *offset);

G_END_DECLS
