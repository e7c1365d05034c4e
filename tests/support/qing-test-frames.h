/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-script-private.h"

G_BEGIN_DECLS

/* What all frames of one answer have in common. */
typedef struct
{
  char *request_id; /* a UUID; the answer's id is "chatcmpl-" and this */
  char *model;
  gint64 created;
  const char *eol;
  gboolean thinking;
} QingTestFrameContext;

void qing_test_json_append (GString *out, const char *text);

GBytes *qing_test_frame_render (const QingTestFrameContext *context, const QingTestStep *step);
char *qing_test_frame_completion (const QingTestFrameContext *context, QingTestScript *script);

G_END_DECLS
