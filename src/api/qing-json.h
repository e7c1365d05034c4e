/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How deep arrays and objects of untrusted JSON may nest. */
#define QING_JSON_MAX_DEPTH 64

/**
 * qing_json_parse:
 * @parser: used again and again, which is cheaper than a new one for each chunk
 *
 * Parses JSON that came from outside. json-glib 1.6 recurses without a limit, refuses half
 * surrogate pairs, lets some of them through as invalid UTF-8, and cuts strings at U+0000; so the
 * text is looked over first, and such escapes become U+FFFD.
 *
 * Returns: (transfer none): the root, valid until @parser is used again; %NULL with
 *  %JSON_PARSER_ERROR.
 */
JsonNode *qing_json_parse (JsonParser *parser, const char *data, gsize length, GError **error);

/* Tolerant access: a member that is missing, null or of another type gives NULL (or @fallback). */
JsonNode *qing_json_get (JsonObject *object, const char *name);
JsonObject *qing_json_get_object (JsonObject *object, const char *name);
JsonArray *qing_json_get_array (JsonObject *object, const char *name);
const char *qing_json_get_string (JsonObject *object, const char *name);
gint64 qing_json_get_int (JsonObject *object, const char *name, gint64 fallback);
JsonObject *qing_json_get_element_object (JsonArray *array, guint index);

/* A string as it is, a number or a truth value as text; NULL for anything else. */
char *qing_json_dup_scalar (JsonObject *object, const char *name);

G_END_DECLS
