/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf-column.h"

#include "qing-height-index.h"
#include "qing-leaf-view.h"
#include "qing-markdown-stream.h"

G_BEGIN_DECLS

typedef struct
{
  QingLeaf *leaf;
  QingLeafView *view;
  int gap;              /* above the leaf */
  GskRenderNode *frame; /* markers and bars, drawn for what follows; or NULL */
  guint frame_shared;   /* how many containers began above it */
  int frame_end;
} QingLeafEntry;

struct _QingLeafColumn
{
  QingLeafHost host;
  QingMarkdownStream *stream;
  gsize fed;
  GArray *entries; /* of QingLeafEntry */
  QingHeightIndex *heights;
  int width;
  guint live_begin; /* the entries with a picture are among these */
  guint live_end;

  gboolean has_selection;
  QingSpot selection_start;
  QingSpot selection_end;
  GArray *marks;  /* (nullable): of QingLeafMark, in order */
  GArray *shades; /* (nullable): of QingShade, in order */
  QingLeafMark underline;
  QingLeafMark focus;
};

static inline QingLeafEntry *
qing_leaf_column_get_entry (QingLeafColumn *self, guint i)
{
  return &g_array_index (self->entries, QingLeafEntry, i);
}

static inline gboolean
qing_leaf_column_is_ready (QingLeafColumn *self)
{
  return self->host.style != NULL && self->width >= 0;
}

void qing_leaf_column_make_view (QingLeafColumn *self, guint i);

G_END_DECLS
