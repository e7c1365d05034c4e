/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "qing-usage.h"

G_BEGIN_DECLS

/* Reads a "usage" object (protocol.md section 4); FALSE when it says nothing. */
gboolean qing_usage_read (QingUsage *usage, JsonObject *object);

G_END_DECLS
