/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf.h"
#include "qing-text-unit.h"

G_BEGIN_DECLS

/**
 * QingHighlighter: colours code while nothing else is to be done. The text is shown at once; the
 * colours follow. QingHighlight is one block of code, which may still grow.
 */
typedef struct _QingHighlighter QingHighlighter;
typedef struct _QingHighlight QingHighlight;

/* The colours of the text from @start to @end are known or others now. */
typedef void (*QingHighlightFunc) (guint start, guint end, gpointer data);

QingHighlighter *qing_highlighter_new (void);
void qing_highlighter_free (QingHighlighter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingHighlighter, qing_highlighter_free)

QingHighlight *qing_highlighter_add (QingHighlighter *self,
                                     const char *language,
                                     QingHighlightFunc func,
                                     gpointer data);
const char *qing_highlighter_get_language_name (QingHighlighter *self, const char *language);
void qing_highlight_free (QingHighlight *self);
void qing_highlight_set_text (QingHighlight *self, QingLeaf *leaf);
const QingTextSpan *
qing_highlight_get_spans (QingHighlight *self, guint start, guint end, guint *n_spans);

void qing_highlighter_warm_up (QingHighlighter *self);
void qing_highlighter_forget (QingHighlighter *self);
gboolean qing_highlighter_is_idle (QingHighlighter *self);

G_END_DECLS
