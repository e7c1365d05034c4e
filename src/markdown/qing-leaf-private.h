/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-leaf.h"

G_BEGIN_DECLS

/* Text under construction with its runs and links. A leaf owns one; a table cell is built in
 * a scratch one that shares the leaf's links.
 */
typedef struct
{
  GString *text;
  GArray *runs;  /* QingRun */
  GArray *links; /* QingLink with owned strings */
} QingTextSink;

void qing_text_sink_append (QingTextSink *sink,
                            const char *text,
                            gsize length,
                            QingRunFlags flags,
                            guint link);
void qing_text_sink_truncate (QingTextSink *sink, gsize length, guint n_links);
guint qing_text_sink_add_link (QingTextSink *sink, const char *url, const char *title);

QingLeaf *qing_leaf_new (QingLeafKind kind,
                         const QingContainer *containers,
                         guint n_containers,
                         gsize source_start);
QingLeaf *qing_leaf_copy (const QingLeaf *self);

/* The sink may be written to directly as long as qing_leaf_sync() is called afterwards. */
QingTextSink *qing_leaf_get_sink (QingLeaf *self);
void qing_leaf_sync (QingLeaf *self);
void qing_leaf_freeze (QingLeaf *self);
void qing_leaf_set_kind (QingLeaf *self, QingLeafKind kind);
void qing_leaf_set_language (QingLeaf *self, const char *info);
void qing_leaf_set_tight (QingLeaf *self, guint container, gboolean tight);
void qing_leaf_set_columns (QingLeaf *self, const QingAlignment *alignments, guint n_columns);
void qing_leaf_add_cell (QingLeaf *self,
                         const char *text,
                         guint length,
                         const QingRun *runs,
                         guint n_runs);
void qing_leaf_truncate_rows (QingLeaf *self, guint n_rows, guint n_links);
gboolean qing_leaf_row_equal (const QingLeaf *a, const QingLeaf *b, guint row);

G_END_DECLS
