/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *qing_test_tokens_split (const char *text);
guint qing_test_tokens_count (const char *text);

G_END_DECLS
