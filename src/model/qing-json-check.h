/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * qing_json_check_schema:
 *
 * Whether @text is what the parameter "json-schema" takes: an object with a name and a schema.
 *
 * Returns: (transfer full) (nullable): what is wrong, with line and column where that is known;
 *  %NULL when it is good
 */
char *qing_json_check_schema (const char *text);

/**
 * qing_json_check_answer:
 * @schema: (nullable): the parameter "json-schema", when the answer was asked to follow it
 *
 * Checks an answer that was to be JSON: type, properties, required, additionalProperties, items,
 * enum, const, minimum and maximum, the lengths of texts and lists, anyOf, oneOf and allOf. What a
 * schema says beyond that is not judged.
 *
 * Returns: (transfer full): "" when it is good, else what is wrong, in words for the user
 */
char *qing_json_check_answer (const char *answer, const char *schema);

G_END_DECLS
