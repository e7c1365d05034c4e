/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-model-info.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reads what @row says and takes the rest from @base (nullable): built by the catalogue alone. */
QingModelInfo *qing_model_info_new_from_json (const char *id, JsonObject *row, QingModelInfo *base);
QingModelInfo *qing_model_info_new_unknown (const char *id);
/* The same facts under another id: a dated snapshot of a family. */
QingModelInfo *qing_model_info_new_alias (const char *id, QingModelInfo *base);

G_END_DECLS
