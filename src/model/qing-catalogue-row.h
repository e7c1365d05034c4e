/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-model-info.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * qing_catalogue_row_clean:
 * @row: a row of a models file; members that are not good are taken out of it
 *
 * Returns: (transfer full) (nullable): words about the first member that was not good
 */
char *qing_catalogue_row_clean (JsonObject *row);
/* What is known of @info, as a row of a models file. */
JsonObject *qing_catalogue_row_new (QingModelInfo *info);

G_END_DECLS
