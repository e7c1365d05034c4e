/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-leaf.h"

G_BEGIN_DECLS

/* Markdown that arrives in pieces. Feed bytes whenever they come, update once per frame.
 *
 * After an update the leaves before first_changed, and the n_unchanged_tail last ones, are the
 * very same objects with the same contents as before. In between, an object that was in the
 * list before is unchanged too, save the one at first_changed: that leaf may be the same object
 * grown in place. Then stable_bytes and stable_rows tell how much of its start is untouched
 * (its text, and the runs up to there), so that only the rest has to be laid out.
 *
 * Not thread-safe; use one stream from one thread at a time.
 */
typedef struct _QingMarkdownStream QingMarkdownStream;

typedef struct
{
  guint first_changed;    /* n_leaves when nothing has changed */
  guint n_leaves;         /* length of the list now */
  guint n_unchanged_tail; /* leaves at the end of the list that are as before */
  guint stable_bytes;     /* of the leaf at first_changed; 0 if it is new or of another kind */
  guint stable_rows;      /* of the table at first_changed, counting its header */
} QingMarkdownChange;

QingMarkdownStream *qing_markdown_stream_new (void);
void qing_markdown_stream_free (QingMarkdownStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingMarkdownStream, qing_markdown_stream_free)

void qing_markdown_stream_feed (QingMarkdownStream *self, const char *bytes, gssize length);
gboolean qing_markdown_stream_update (QingMarkdownStream *self, QingMarkdownChange *change);
gboolean qing_markdown_stream_finish (QingMarkdownStream *self, QingMarkdownChange *change);
void qing_markdown_stream_reset (QingMarkdownStream *self);

QingLeaf *qing_markdown_stream_get_leaf (QingMarkdownStream *self, guint index);
guint qing_markdown_stream_get_n_leaves (QingMarkdownStream *self);
guint qing_markdown_stream_get_n_closed (QingMarkdownStream *self);

const char *qing_markdown_stream_get_source (QingMarkdownStream *self, gsize *length);

GPtrArray *qing_markdown_parse (const char *text, gssize length);

G_END_DECLS
