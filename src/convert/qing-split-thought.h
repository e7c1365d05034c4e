/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * qing_split_thought:
 * @text: (inout) (nullable): an answer that may begin with its thoughts: “<think>…</think>”,
 *  or the fold that Open WebUI writes: “<details type="reasoning" …>…</details>”
 * @reasoning: (inout) (nullable): gets them, after what is there
 */
void qing_split_thought (char **text, char **reasoning);

G_END_DECLS
