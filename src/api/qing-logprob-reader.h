/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "qing-delta.h"

G_BEGIN_DECLS

/* Reports the token probabilities that @choice carries (protocol.md section 4). A logarithm that
 * the server leaves out because it is too small comes as -HUGE_VAL. */
void qing_logprob_read (JsonObject *choice, guint index, QingDeltaFunc func, gpointer user_data);

G_END_DECLS
