/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-leaf-private.h"
#include "qing-references.h"

G_BEGIN_DECLS

/* Turns the raw text of a paragraph, a heading or a table cell into text with runs.
 *
 * Raw text that still grows is parsed again from the mark on, which is moved as far ahead as
 * nothing that may follow can change what comes before it. That this is never far behind, whatever
 * the text is, has two reasons. Everything reaches at most QING_INLINE_REACH bytes, from an opening
 * delimiter to its closing one and from a bracket to its end. And very long text is cut into
 * chunks that nothing reaches across.
 */
#define QING_INLINE_REACH 4096

typedef struct _QingInlineParser QingInlineParser;

typedef struct
{
  gsize raw;   /* bytes of the raw text that are settled */
  gsize chunk; /* where the chunk begins that they end in */
  guint text;  /* the sink's text there */
  guint n_links;
} QingInlineMark;

QingInlineParser *qing_inline_parser_new (QingReferences *references);
void qing_inline_parser_free (QingInlineParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingInlineParser, qing_inline_parser_free)

void qing_inline_parse (QingInlineParser *self,
                        const char *raw,
                        gsize length,
                        gboolean final,
                        QingTextSink *sink,
                        QingInlineMark *mark,
                        GHashTable *missing);

G_END_DECLS
