/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-json-tape.h"

G_BEGIN_DECLS

/**
 * QingJsonToken: one value, or one key of an object, which its value follows.
 * @offset: where it begins; its first byte tells what it is
 * @next: the token after it and everything inside it
 */
typedef struct
{
  guint32 offset;
  guint32 next;
} QingJsonToken;

struct _QingJsonTape
{
  GBytes *bytes;
  const char *text; /* not terminated */
  gsize length;
  GArray *tokens; /* QingJsonToken */
};

void qing_json_tape_locate (const QingJsonTape *self, gsize offset, guint *line, guint *column);

G_END_DECLS
