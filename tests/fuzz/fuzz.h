/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What clang's fuzzer calls, and fuzz-main.c too. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

G_END_DECLS
