/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading of members that may be missing or of another type; the object may be NULL, too. */
gboolean qing_test_json_has (JsonObject *object, const char *name);
gboolean qing_test_json_is (JsonNode *node, GType type);
const char *qing_test_json_get_string (JsonObject *object, const char *name);
gint64 qing_test_json_get_int (JsonObject *object, const char *name, gint64 otherwise);
gboolean qing_test_json_get_boolean (JsonObject *object, const char *name, gboolean otherwise);
JsonArray *qing_test_json_get_array (JsonObject *object, const char *name);
JsonObject *qing_test_json_get_object (JsonObject *object, const char *name);
/* Whether the text is an object. */
gboolean qing_test_json_is_object (const char *text);
JsonObject *qing_test_json_nth_object (JsonArray *array, guint position);

G_END_DECLS
