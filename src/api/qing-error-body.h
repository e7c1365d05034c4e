/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * QingErrorBody: what a server said about an error, whatever the shape it said it in
 * (protocol.md 3.1).
 *
 * @status: the HTTP status, or the one that the body itself names; 0 when there is none
 */
typedef struct
{
  int status;
  gboolean is_html;
  char *code;
  char *type;
  char *message;
  char *parameter;
  char *request_id;
} QingErrorBody;

QingErrorBody *qing_error_body_new (int status);
void qing_error_body_free (QingErrorBody *self);

/* FALSE when @root is no error: then @self is as it was. */
gboolean qing_error_body_read_object (QingErrorBody *self, JsonObject *root);
/* Anything else that may stand in the place of an error: a page, a line of text, nothing. */
void qing_error_body_read_text (QingErrorBody *self, const char *text, gssize length);
/* Either of both. @content_type: (nullable). */
void qing_error_body_read (QingErrorBody *self,
                           const char *content_type,
                           const char *bytes,
                           gsize length);

/* "chatcmpl-<uuid>" carries the request's id; any other id is its own. */
const char *qing_request_id_from_answer_id (const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingErrorBody, qing_error_body_free)

G_END_DECLS
