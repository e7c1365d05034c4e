/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _QingJsonWriter QingJsonWriter;

/**
 * QingJsonWriter: JSON text, written straight into the bytes that are sent.
 *
 * A tree of nodes would hold a picture of 10 MB three times more: encoded, as a string, and
 * escaped. Here it is encoded into its place.
 */
QingJsonWriter *qing_json_writer_new (gsize size_hint);
void qing_json_writer_free (QingJsonWriter *self);
/* Frees @self. */
GBytes *qing_json_writer_end (QingJsonWriter *self);

void qing_json_writer_open (QingJsonWriter *self, char bracket);
void qing_json_writer_close (QingJsonWriter *self, char bracket);
void qing_json_writer_name (QingJsonWriter *self, const char *name);
void qing_json_writer_string (QingJsonWriter *self, const char *text, gssize length);
void qing_json_writer_int (QingJsonWriter *self, gint64 number);
void qing_json_writer_boolean (QingJsonWriter *self, gboolean value);
void qing_json_writer_node (QingJsonWriter *self, JsonNode *node);
/* A string of @prefix and @bytes in base64. */
void
qing_json_writer_base64 (QingJsonWriter *self, const char *prefix, const guint8 *bytes, gsize size);
/* The members of @object, without its brackets. */
void qing_json_writer_members (QingJsonWriter *self, JsonObject *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingJsonWriter, qing_json_writer_free)

G_END_DECLS
