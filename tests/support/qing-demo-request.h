/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-demo-text.h"
#include "qing-test-request.h"

G_BEGIN_DECLS

/* What the demonstration wants to know about a request. */
typedef struct
{
  JsonObject *body;
  char *question; /* the last user message */
  char *system;
  char *prefix;      /* the answer to be continued, or NULL */
  GPtrArray *images; /* QingTestImage, of the last user message */
  GPtrArray *stops;  /* strings */
  QingDemoLanguage language;
  gboolean thinking;
  gboolean tool_result; /* the last message is a tool's */
  gboolean audio;
  guint max_tokens; /* 0: no limit */
  guint n_choices;
  guint prompt_tokens;
  guint image_tokens;
  guint n_messages;
} QingDemoRequest;

QingDemoRequest *qing_demo_request_new (QingTestRequest *request);
void qing_demo_request_free (QingDemoRequest *self);
gboolean qing_demo_request_has_word (const QingDemoRequest *self, const char *word);
gboolean qing_demo_request_is_title (const QingDemoRequest *self);
char *qing_demo_request_list_parameters (const QingDemoRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingDemoRequest, qing_demo_request_free)

G_END_DECLS
