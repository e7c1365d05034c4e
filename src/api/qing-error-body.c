/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-error-body.h"

#include "qing-json.h"

#include <string.h>

/* More of an error's text is of no use to anybody. */
#define MAX_TEXT 4000

static gboolean
is_http_status (gint64 number)
{
  return number >= 100 && number <= 599;
}

const char *
qing_request_id_from_answer_id (const char *id)
{
  const char *prefix = "chatcmpl-";

  if (id == NULL || id[0] == '\0')
    return NULL;
  if (g_str_has_prefix (id, prefix) && g_uuid_string_is_valid (id + strlen (prefix)))
    return id + strlen (prefix);

  return id;
}

static void
set_once (char **field, char *value)
{
  if (*field == NULL && value != NULL && value[0] != '\0')
    *field = value;
  else
    g_free (value);
}

/* "<429> InternalError.Algo: …": the status of a server behind the server. */
static int
read_status_in_text (const char *text)
{
  char *end;
  gint64 number;

  if (text == NULL || text[0] != '<')
    return 0;

  number = g_ascii_strtoll (text + 1, &end, 10);
  return *end == '>' && is_http_status (number) ? number : 0;
}

static void
settle_status (QingErrorBody *self)
{
  gint64 number;

  if (self->status >= 400)
    return;

  if (self->code != NULL && g_ascii_string_to_signed (self->code, 10, 400, 599, &number, NULL))
    self->status = number;
  else if (read_status_in_text (self->message) >= 400)
    self->status = read_status_in_text (self->message);
}

static void
read_ids (QingErrorBody *self, JsonObject *root)
{
  set_once (&self->request_id, g_strdup (qing_json_get_string (root, "request_id")));
  set_once (&self->request_id, g_strdup (qing_json_get_string (root, "requestId")));
  set_once (&self->request_id,
            g_strdup (qing_request_id_from_answer_id (qing_json_get_string (root, "id"))));
}

static void
read_fields (QingErrorBody *self, JsonObject *object)
{
  set_once (&self->message, g_strdup (qing_json_get_string (object, "message")));
  set_once (&self->code, qing_json_dup_scalar (object, "code"));
  set_once (&self->type, g_strdup (qing_json_get_string (object, "type")));
  set_once (&self->parameter, g_strdup (qing_json_get_string (object, "param")));
  set_once (&self->request_id, g_strdup (qing_json_get_string (object, "request_id")));
}

/* A relay puts what the server behind it said into metadata.raw. */
static void
read_metadata (QingErrorBody *self, JsonObject *error)
{
  const char *raw = qing_json_get_string (qing_json_get_object (error, "metadata"), "raw");
  char *both;

  if (raw == NULL || self->message == NULL)
    return;

  both = g_strconcat (self->message, "\n", raw, NULL);
  g_free (self->message);
  self->message = both;
}

/* {"detail":"…"} or {"detail":[{"loc":[…],"msg":"…"}]} */
static void
read_detail (QingErrorBody *self, JsonObject *root)
{
  JsonArray *list = qing_json_get_array (root, "detail");

  set_once (&self->message, g_strdup (qing_json_get_string (root, "detail")));
  if (list != NULL && json_array_get_length (list) > 0)
    set_once (&self->message,
              g_strdup (qing_json_get_string (qing_json_get_element_object (list, 0), "msg")));
}

static gboolean
is_error (JsonObject *root)
{
  JsonNode *error = qing_json_get (root, "error");

  if (error != NULL && JSON_NODE_HOLDS_OBJECT (error))
    return TRUE;
  if (qing_json_get_string (root, "error") != NULL)
    return qing_json_get_string (root, "error")[0] != '\0';
  if (qing_json_get_array (root, "choices") != NULL)
    return FALSE;

  return qing_json_get_string (root, "message") != NULL || qing_json_get (root, "detail") != NULL;
}

gboolean
qing_error_body_read_object (QingErrorBody *self, JsonObject *root)
{
  JsonObject *error = qing_json_get_object (root, "error");

  if (!is_error (root))
    return FALSE;

  if (error != NULL)
    {
      read_fields (self, error);
      read_metadata (self, error);
    }
  read_fields (self, root);
  read_detail (self, root);
  set_once (&self->message, g_strdup (qing_json_get_string (root, "error")));
  if (self->status < 400)
    self->status = qing_json_get_int (root, "status", self->status);
  read_ids (self, root);
  settle_status (self);

  return TRUE;
}

/* The title of a gateway's page says what there is to say. */
static char *
dup_title (const char *html)
{
  g_autofree char *lower = g_ascii_strdown (html, -1);
  const char *begin = strstr (lower, "<title>");
  const char *end = begin != NULL ? strstr (begin, "</title>") : NULL;

  if (end == NULL)
    return NULL;

  begin += strlen ("<title>");
  return g_strstrip (g_strndup (html + (begin - lower), end - begin));
}

void
qing_error_body_read_text (QingErrorBody *self, const char *text, gssize length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *valid = g_utf8_make_valid (size > 0 ? text : "", MIN (size, MAX_TEXT));
  const char *begin = g_strchug (valid);

  self->is_html = g_ascii_strncasecmp (begin, "<!doctype", 9) == 0 ||
                  g_ascii_strncasecmp (begin, "<html", 5) == 0;
  if (self->is_html)
    set_once (&self->message, dup_title (begin));
  else
    set_once (&self->message, g_strchomp (g_strdup (begin)));

  settle_status (self);
}

void
qing_error_body_read (QingErrorBody *self,
                      const char *content_type,
                      const char *bytes,
                      gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = qing_json_parse (parser, bytes, length, NULL);

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root) &&
      json_array_get_length (json_node_get_array (root)) > 0)
    root = json_array_get_element (json_node_get_array (root), 0);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) &&
      qing_error_body_read_object (self, json_node_get_object (root)))
    return;

  qing_error_body_read_text (self, bytes, length);
  if (content_type != NULL && g_ascii_strncasecmp (content_type, "text/html", 9) == 0)
    self->is_html = TRUE;
}

QingErrorBody *
qing_error_body_new (int status)
{
  QingErrorBody *self = g_new0 (QingErrorBody, 1);

  self->status = status;

  return self;
}

void
qing_error_body_free (QingErrorBody *self)
{
  g_free (self->code);
  g_free (self->type);
  g_free (self->message);
  g_free (self->parameter);
  g_free (self->request_id);
  g_free (self);
}
