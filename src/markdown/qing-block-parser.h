/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-leaf-list.h"

G_BEGIN_DECLS

/* The block structure of a growing text, line by line. Every line is looked at once; a line
 * that is not complete is taken in as soon as it is certain what it begins.
 */
typedef struct _QingBlockParser QingBlockParser;

QingBlockParser *qing_block_parser_new (const GString *source, QingLeafList *leaves);
void qing_block_parser_free (QingBlockParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingBlockParser, qing_block_parser_free)

void qing_block_parser_update (QingBlockParser *self);
void qing_block_parser_finish (QingBlockParser *self);
guint qing_block_parser_get_n_closed (QingBlockParser *self);

G_END_DECLS
