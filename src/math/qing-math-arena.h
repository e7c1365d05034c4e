/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory that is released in one go: the nodes of a formula live here. */
typedef struct _QingMathArena QingMathArena;

QingMathArena *qing_math_arena_new (void);
void qing_math_arena_free (QingMathArena *self);
gpointer qing_math_arena_alloc0 (QingMathArena *self, gsize size);
char *qing_math_arena_strndup (QingMathArena *self, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingMathArena, qing_math_arena_free)

G_END_DECLS
