/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Random documents: fragments of Markdown put together line by line, or plain soup. */
typedef enum
{
  GENERATE_STANDARD = 0,      /* only what cmark-gfm knows as well */
  GENERATE_EXTENDED = 1 << 0, /* mathematics, footnotes, Chinese, odd line ends */
} GenerateFlags;

char *generate_document (GRand *random, GenerateFlags flags);

/* One paragraph of at least so many bytes, which is longer than anything in it may reach. */
char *generate_long_paragraph (GRand *random, gsize length);

G_END_DECLS
