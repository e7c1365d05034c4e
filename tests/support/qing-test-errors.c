/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-errors.h"

#include "qing-test-frames.h"

/* The "type" of an OpenAI-shaped error: requests that are at fault have one common type, all
 * other errors repeat their code. */
static const char *
error_type (guint status, const char *code)
{
  if ((status == 400 && g_strcmp0 (code, "Arrearage") != 0 &&
       g_strcmp0 (code, "data_inspection_failed") != 0) ||
      status == 401 || status == 404)
    return "invalid_request_error";

  return code;
}

static char *
openai_body (guint status,
             const char *code,
             const char *message,
             const char *request_id,
             gboolean numeric)
{
  GString *out = g_string_new ("{\"error\":{\"message\":");

  qing_test_json_append (out, message);
  g_string_append (out, ",\"type\":");
  qing_test_json_append (out, error_type (status, code));
  g_string_append (out, ",\"param\":null,\"code\":");
  if (numeric)
    g_string_append_printf (out, "%u}}", status);
  else
    {
      qing_test_json_append (out, code);
      g_string_append_printf (out, "},\"id\":\"chatcmpl-%s\",\"request_id\":\"%s\"}", request_id,
                              request_id);
    }

  return g_string_free (out, FALSE);
}

static char *
native_body (const char *code, const char *message, const char *request_id)
{
  GString *out = g_string_new ("{\"code\":");

  qing_test_json_append (out, code);
  g_string_append (out, ",\"message\":");
  qing_test_json_append (out, message);
  g_string_append_printf (out, ",\"request_id\":\"%s\"}", request_id);

  return g_string_free (out, FALSE);
}

static char *
spring_body (guint status, const char *message, const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *timestamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000+00:00");
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "{\"timestamp\":\"%s\",\"status\":%u,\"error\":", timestamp, status);
  qing_test_json_append (out, message);
  g_string_append (out, ",\"path\":");
  qing_test_json_append (out, path);
  g_string_append_c (out, '}');

  return g_string_free (out, FALSE);
}

static char *
string_body (const char *message)
{
  GString *out = g_string_new ("{\"error\":");

  qing_test_json_append (out, message);
  g_string_append_c (out, '}');

  return g_string_free (out, FALSE);
}

static char *
html_body (guint status, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message != NULL ? message : "", -1);

  return g_strdup_printf ("<html>\r\n<head><title>%u %s</title></head>\r\n<body>\r\n"
                          "<center><h1>%u %s</h1></center>\r\n<hr><center>gateway</center>\r\n"
                          "</body>\r\n</html>\r\n",
                          status, escaped, status, escaped);
}

/**
 * qing_test_error_content_type:
 * @shape: a shape
 *
 * Returns: (nullable): the Content-Type that goes with the shape
 */
const char *
qing_test_error_content_type (QingTestErrorShape shape)
{
  if (shape == QING_TEST_ERROR_HTML)
    return "text/html";
  if (shape == QING_TEST_ERROR_EMPTY)
    return NULL;

  return "application/json";
}

/**
 * qing_test_error_body:
 * @shape: which shape
 * @status: the HTTP status
 * @code: (nullable): the error code
 * @message: (nullable): the message
 * @request_id: the request's UUID
 * @path: the requested path
 *
 * Returns: (transfer full): the body, possibly empty
 */
char *
qing_test_error_body (QingTestErrorShape shape,
                      guint status,
                      const char *code,
                      const char *message,
                      const char *request_id,
                      const char *path)
{
  switch (shape)
    {
    case QING_TEST_ERROR_OPENAI:
      return openai_body (status, code, message, request_id, FALSE);
    case QING_TEST_ERROR_NUMERIC:
      return openai_body (status, code, message, request_id, TRUE);
    case QING_TEST_ERROR_NATIVE:
      return native_body (code, message, request_id);
    case QING_TEST_ERROR_SPRING:
      return spring_body (status, message, path);
    case QING_TEST_ERROR_HTML:
      return html_body (status, message);
    case QING_TEST_ERROR_STRING:
      return string_body (message);
    case QING_TEST_ERROR_EMPTY:
    default:
      return g_strdup ("");
    }
}
