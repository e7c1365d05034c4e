/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most that one line or one event may hold: a picture or a sound in one frame fits, a server
 * that never ends a line does not eat the memory. */
#define QING_SSE_LIMIT (64 * 1024 * 1024)

/* The most that is kept of lines that are no part of the protocol. */
#define QING_SSE_STRAY_LIMIT 4096

typedef enum
{
  QING_SSE_EVENT,   /* name, data and length */
  QING_SSE_COMMENT, /* data and length: what follows the colon */
} QingSseKind;

/**
 * QingSseItem: an event or a comment; borrowed, valid during the call only.
 *
 * @name: the event's name, "" when the server gave none
 * @id: the last id the server gave, or ""
 * @data: ends with a NUL that @length does not count
 */
typedef struct
{
  QingSseKind kind;
  const char *name;
  const char *id;
  const char *data;
  gsize length;
} QingSseItem;

/* Returns FALSE when nothing more is wanted. */
typedef gboolean (*QingSseFunc) (const QingSseItem *item, gpointer user_data);

typedef struct _QingSseParser QingSseParser;

/* QingSseParser: bytes of a text/event-stream in, in pieces of any size, events out. */
QingSseParser *qing_sse_parser_new (QingSseFunc func, gpointer user_data);
void qing_sse_parser_free (QingSseParser *self);
void qing_sse_parser_set_limit (QingSseParser *self, gsize limit);

/* FALSE when @func wanted no more or a limit was passed: what follows is not looked at. */
gboolean qing_sse_parser_push (QingSseParser *self, const void *bytes, gsize length);
/* The body ended: an unfinished last line and an event without its blank line still count. */
gboolean qing_sse_parser_finish (QingSseParser *self);
gboolean qing_sse_parser_is_overflowed (QingSseParser *self);
/* Lines that are no part of the protocol, joined by newlines and bounded; "" when there are none. */
const char *qing_sse_parser_get_stray (QingSseParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingSseParser, qing_sse_parser_free)

G_END_DECLS
