/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Our own format, known to its reader and its writer. The names are for ever; a reader ignores
 * what it does not know, and refuses a file of a later version.
 *
 * {"format": "qingtan-export", "version": 1, "exported": TIME, "conversations": [
 *   {"uid", "title", "title-final", "model", "account", "folder", "draft", "created", "updated",
 *    "pinned", "archived", "parameters": {…}, "messages": [
 *     {"uid", "parent", "chosen", "role", "state", "created", "text", "reasoning", "model",
 *      "finish-reason", "request-id", "tool-call-id", "verdict", "logprobs": BASE64,
 *      "usage": {…}, "timing": {…}, "fault": {…},
 *      "tool-calls": [{"id", "name", "arguments", "result", "state"}],
 *      "attachments": [{"uid", "kind", "name", "mime-type", "size", "width", "height",
 *        "thumbnail": BASE64, "bytes": BASE64}]}]}]}
 *
 * Times are microseconds since the epoch. What is absent is empty, false or not known. */

#define QING_OWN_FORMAT  "qingtan-export"
#define QING_OWN_VERSION 1

/* A number by its name; both tables end with NULL. */
typedef struct
{
  const char *name;
  int value;
} QingOwnName;

extern const QingOwnName qing_own_roles[];
extern const QingOwnName qing_own_states[];
extern const QingOwnName qing_own_kinds[];
extern const QingOwnName qing_own_call_states[];

const char *qing_own_get_name (const QingOwnName *names, int value);
int qing_own_get_value (const QingOwnName *names, const char *name, int fallback);

/* A gint64 of QingUsage or QingTiming by its name. */
typedef struct
{
  const char *name;
  gsize offset;
} QingOwnField;

extern const QingOwnField qing_own_usage[];
extern const QingOwnField qing_own_timing[];

G_END_DECLS
