/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-leaf-column.h"
#include "qing-message.h"

G_BEGIN_DECLS

/**
 * QingShading: where in the leaves of a complete answer its tokens are, to shade them by how sure
 * the model was. A leaf does not keep where each of its bytes comes from; its text is what is left
 * of its lines of the source without their markup, so the two are walked along together.
 */
typedef struct _QingShading QingShading;

/* NULL when @message has no probabilities. @column: holds its text. */
QingShading *qing_shading_new (QingMessage *message, QingLeafColumn *column);
void qing_shading_free (QingShading *self);
/* (transfer none) (element-type QingShade): in order. */
GArray *qing_shading_get_shades (QingShading *self);
/* (transfer full) (nullable): the token at that byte of that leaf, in words. */
char *qing_shading_describe (QingShading *self, guint leaf, guint byte);

/* (transfer full) (array length=length+1): for each byte of @text, which is @length long, and for
 * its end, how far into @source it comes from. */
guint *qing_shading_map (const char *text, gsize length, const char *source, gsize source_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingShading, qing_shading_free)

G_END_DECLS
