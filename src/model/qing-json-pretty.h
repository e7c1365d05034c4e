/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * qing_json_pretty:
 * @length: in bytes, or -1
 *
 * JSON with a line for each member. Only the space between words changes: the order of members and
 * the spelling of numbers stay, and so does what is no JSON at all.
 *
 * Returns: (transfer full)
 */
char *qing_json_pretty (const char *json, gssize length);

/**
 * qing_json_shorten_numbers:
 *
 * JSON whose fractions have as few digits as give the same numbers again: 0.7, where the writer of
 * json-glib puts 0.69999999999999996.
 *
 * Returns: (transfer full)
 */
char *qing_json_shorten_numbers (const char *json);

/**
 * qing_abbreviate_blobs:
 *
 * Shortens what nobody reads, such as the base64 of a picture: its beginning and its size stay.
 *
 * Returns: (transfer full)
 */
char *qing_abbreviate_blobs (const char *text);

G_END_DECLS
