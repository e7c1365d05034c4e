/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QingJsonTape: a JSON text of somebody else, looked at where it lies.
 *
 * An export of years is hundreds of megabytes, mostly strings, so there is no tree: one pass checks
 * the text and notes where each value begins and which one follows it (eight bytes a value), and a
 * string is decoded when it is asked for. Nothing here recurses. (json-glib 1.6 recurses without a
 * limit, cuts strings at U+0000 and copies everything twice.)
 *
 * A text may hold several values, one after the other (JSON Lines). It is immutable and may be read
 * from any one thread.
 */
typedef struct _QingJsonTape QingJsonTape;

/* A value of a tape. */
typedef guint32 QingJsonAt;
#define QING_JSON_NONE G_MAXUINT32

/* How deep arrays and objects may nest. */
#define QING_JSON_MAX_DEPTH 128

typedef enum
{
  QING_JSON_MISSING, /* of QING_JSON_NONE */
  QING_JSON_OBJECT,
  QING_JSON_ARRAY,
  QING_JSON_STRING,
  QING_JSON_NUMBER,
  QING_JSON_TRUE,
  QING_JSON_FALSE,
  QING_JSON_NULL,
} QingJsonKind;

QingJsonTape *qing_json_tape_new (GBytes *bytes, GCancellable *cancellable, GError **error);
void qing_json_tape_free (QingJsonTape *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingJsonTape, qing_json_tape_free)

QingJsonKind qing_json_get_kind (const QingJsonTape *self, QingJsonAt at);
/* The first and the next value of the text itself (NONE), of an array, or key of an object. */

QingJsonAt qing_json_get_root (const QingJsonTape *self);
QingJsonAt qing_json_get_first (const QingJsonTape *self, QingJsonAt container);
QingJsonAt qing_json_get_next (const QingJsonTape *self, QingJsonAt container, QingJsonAt at);
/* The value of an object's key. */
QingJsonAt qing_json_get_value (const QingJsonTape *self, QingJsonAt key);
guint qing_json_count (const QingJsonTape *self, QingJsonAt container);

/* A member; NONE when it is missing, null, or @object is no object. The last of its name counts. */
QingJsonAt qing_tape_get (const QingJsonTape *self, QingJsonAt object, const char *name);
gboolean qing_json_equals (const QingJsonTape *self, QingJsonAt string, const char *text);
/* Where the string's bytes lie, between its quotes and with its escapes. */
const char *qing_json_get_raw (const QingJsonTape *self, QingJsonAt string, gsize *length);

/* NULL for what is no string. Always valid UTF-8: a lone surrogate and U+0000 become U+FFFD. */
char *qing_json_dup_string (const QingJsonTape *self, QingJsonAt string);
/* A string, or a number or truth value as it is written; NULL for anything else. */
char *qing_tape_dup_scalar (const QingJsonTape *self, QingJsonAt at);
char *qing_json_dup_member (const QingJsonTape *self, QingJsonAt object, const char *name);
/* Any value as compact JSON. */
char *qing_json_dup_json (const QingJsonTape *self, QingJsonAt at);
double qing_json_get_double (const QingJsonTape *self, QingJsonAt at, double fallback);
gint64 qing_tape_get_int (const QingJsonTape *self, QingJsonAt at, gint64 fallback);
gboolean qing_json_get_true (const QingJsonTape *self, QingJsonAt at);

/* Bytes from the text's beginning, to tell how far a reader is. */
gsize qing_json_get_offset (const QingJsonTape *self, QingJsonAt at);
/* Line, column and path of a value: “line 3, column 7, [3].mapping["abc"]”. */
char *qing_json_dup_place (const QingJsonTape *self, QingJsonAt at);
/* The path alone. */
char *qing_json_dup_path (const QingJsonTape *self, QingJsonAt at);

G_END_DECLS
