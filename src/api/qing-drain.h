/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * qing_drain_start:
 *
 * Reads the few bytes that end a response whose content is already complete, so that its
 * connection, with the encryption agreed on, is there for the next request. Gives up soon.
 */
void qing_drain_start (GInputStream *stream);

G_END_DECLS
