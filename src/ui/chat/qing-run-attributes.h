/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf.h"
#include "qing-math.h"
#include "qing-style.h"

G_BEGIN_DECLS

/* A formula in a line: one character of the layout stands for a run of the leaf's text. */
typedef struct
{
  guint layout_byte; /* where the replacement character stands */
  guint start;       /* of the leaf's text */
  guint end;
  QingMath *math;
  int width; /* Pango units */
  int ascent;
  int descent;
} QingAtom;

typedef struct
{
  const char *text;
  const QingRun *runs;
  guint n_runs;
} QingRunText;

/**
 * QingInline: a stretch of a leaf's text made ready for a PangoLayout.
 *
 * Offsets of the leaf and of the layout differ where formulas stand for their source.
 */
typedef struct
{
  guint start;
  guint end;
  char *text;
  guint length;
  PangoAttrList *attributes;
  GArray *atoms; /* of QingAtom, or NULL */
} QingInline;

QingInline *qing_inline_new (QingStyle *style,
                             QingTextKind kind,
                             const QingRunText *source,
                             guint start,
                             guint end);
void qing_inline_free (QingInline *self);
guint qing_inline_to_layout (QingInline *self, guint byte);
guint qing_inline_from_layout (QingInline *self, guint layout_byte);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingInline, qing_inline_free)

G_END_DECLS
