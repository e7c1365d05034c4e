/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "qing-leaf.h"

G_BEGIN_DECLS

GPtrArray *oracle_parse (const char *text, gsize length);

G_END_DECLS
