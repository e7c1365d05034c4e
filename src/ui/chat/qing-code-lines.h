/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QingCodeLines: where the lines of a text begin. A line that is far too long is cut, so that no
 * layout is ever asked to hold more than a few thousand bytes.
 */
typedef struct _QingCodeLines QingCodeLines;

QingCodeLines *qing_code_lines_new (void);
void qing_code_lines_free (QingCodeLines *self);
guint qing_code_lines_update (QingCodeLines *self, const char *text, guint length, guint stable);
guint qing_code_lines_get_n_lines (QingCodeLines *self);
void qing_code_lines_get_range (QingCodeLines *self, guint line, guint *start, guint *end);
guint qing_code_lines_get_cells (QingCodeLines *self, guint line);
guint qing_code_lines_get_max_cells (QingCodeLines *self);
guint qing_code_lines_find (QingCodeLines *self, guint byte);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingCodeLines, qing_code_lines_free)

G_END_DECLS
