/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-leaf.h"

G_BEGIN_DECLS

GPtrArray *qing_markdown_cmark_parse (const char *text, gsize length);

G_END_DECLS
