/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-exchange-text.h"

#include "qing-json-pretty.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Linux takes no argument of more than 128 KiB; a longer body comes through standard input. */
#define MAX_ARGUMENT (96 * 1024)

typedef void (*HeaderFunc) (GString *out, const char *name, const char *value);

static void
for_each_header (QingExchange *self, QingExchangeSide side, HeaderFunc func, GString *out)
{
  g_auto (GStrv) lines = g_strsplit (qing_exchange_get_headers (self, side), "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");

      if (colon == NULL)
        continue;
      *colon = '\0';
      func (out, lines[i], colon + 2);
    }
}

/* curl knows these better than we do. */
static gboolean
is_of_connection (const char *name)
{
  static const char *const names[] = { "connection", "content-length", "host",
                                       "transfer-encoding" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
add_curl_header (GString *out, const char *name, const char *value)
{
  g_autofree char *header = g_strdup_printf ("%s: %s", name, value);
  g_autofree char *quoted = g_shell_quote (header);

  if (is_of_connection (name))
    return;
  if (g_ascii_strcasecmp (name, "Authorization") == 0)
    g_string_append (out, " \\\n  -H \"Authorization: Bearer " QING_EXCHANGE_KEY "\"");
  else
    g_string_append_printf (out, " \\\n  -H %s", quoted);
}

/* A word that is no line of the body. */
static char *
choose_delimiter (const char *body)
{
  for (guint i = 0;; i++)
    {
      char *delimiter = i == 0 ? g_strdup ("BODY") : g_strdup_printf ("BODY%u", i);
      g_autofree char *line = g_strdup_printf ("\n%s", delimiter);

      if (strstr (body, line) == NULL && !g_str_has_prefix (body, delimiter))
        return delimiter;
      g_free (delimiter);
    }
}

static char *
dup_body (QingExchange *self)
{
  gsize length;
  const char *body = g_bytes_get_data (qing_exchange_get_body (self), &length);

  return g_strndup (body != NULL ? body : "", length);
}

char *
qing_exchange_dup_curl (QingExchange *self)
{
  GString *out = g_string_new ("curl --no-buffer --request POST");
  g_autofree char *address = NULL;
  g_autofree char *body = NULL;
  g_autofree char *quoted = NULL;

  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);

  address = g_shell_quote (qing_exchange_get_address (self));
  body = dup_body (self);
  g_string_append_printf (out, " %s", address);
  for_each_header (self, QING_EXCHANGE_REQUEST, add_curl_header, out);

  quoted = g_shell_quote (body);
  if (strlen (quoted) <= MAX_ARGUMENT)
    {
      g_string_append_printf (out, " \\\n  --data-raw %s\n", quoted);
    }
  else
    {
      g_autofree char *delimiter = choose_delimiter (body);

      g_string_append_printf (out, " \\\n  --data-binary @- <<'%s'\n%s\n%s\n", delimiter, body,
                              delimiter);
    }
  return g_string_free (out, FALSE);
}

static void
add_string (GString *out, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *quoted = json_to_string (node, FALSE);

  g_string_append (out, quoted);
}

static void
add_name (GString *out, const char *name)
{
  if (out->len > 0 && out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", name);
}

static void
add_member (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  add_name (out, name);
  add_string (out, text);
}

static void
add_json_header (GString *out, const char *name, const char *value)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  add_string (out, name);
  g_string_append_c (out, ':');
  add_string (out, value);
}

static void
add_headers (GString *out, QingExchange *self, QingExchangeSide side)
{
  add_name (out, "headers");
  g_string_append_c (out, '{');
  for_each_header (self, side, add_json_header, out);
  g_string_append_c (out, '}');
}

/* Microseconds become milliseconds, which is what people compare. */
static void
add_milliseconds (GString *out, const char *name, gint64 value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (value < 0)
    return;
  add_name (out, name);
  g_string_append (out, g_ascii_formatd (number, sizeof number, "%.3f", (double) value / 1000.0));
}

static void
append_request (GString *out, QingExchange *self)
{
  g_autofree char *body = dup_body (self);

  g_string_append_c (out, '{');
  add_member (out, "method", "POST");
  add_member (out, "address", qing_exchange_get_address (self));
  add_headers (out, self, QING_EXCHANGE_REQUEST);
  add_name (out, "body");
  g_string_append (out, *body != '\0' ? body : "null");
  g_string_append_c (out, '}');
}

char *
qing_exchange_dup_request (QingExchange *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);

  append_request (out, self);
  return qing_json_pretty (out->str, (gssize) out->len);
}

static void
add_response (GString *out, QingExchange *self)
{
  add_name (out, "response");
  g_string_append_c (out, '{');
  add_name (out, "status");
  g_string_append_printf (out, "%u", qing_exchange_get_status (self));
  add_member (out, "protocol", qing_exchange_get_protocol (self));
  add_headers (out, self, QING_EXCHANGE_RESPONSE);
  g_string_append_c (out, '}');
}

static void
add_tries (GString *out, QingExchange *self)
{
  add_name (out, "tries");
  g_string_append_c (out, '[');
  for (guint i = 0; i < qing_exchange_get_n_tries (self); i++)
    {
      const QingExchangeTry *try = qing_exchange_get_try (self, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (try->started / G_USEC_PER_SEC);
      g_autofree char *started = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

      g_string_append (out, i > 0 ? ",{" : "{");
      add_name (out, "status");
      g_string_append_printf (out, "%u", try->status);
      add_member (out, "started", started);
      add_milliseconds (out, "elapsed_ms", try->elapsed);
      add_member (out, "error", try->words);
      if (try->delay_ms > 0)
        add_milliseconds (out, "waited_ms", (gint64) try->delay_ms * 1000);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
add_log (GString *out, QingExchange *self)
{
  g_autofree char *log = qing_exchange_dup_log_text (self, "\n");

  add_member (out, "log", log);
  add_name (out, "log_bytes_left_out");
  g_string_append_printf (out, "%" G_GUINT64_FORMAT, qing_exchange_get_n_left_out (self, NULL));
}

char *
qing_exchange_dup_members (QingExchange *self)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);

  add_name (out, "request");
  append_request (out, self);
  add_response (out, self);
  add_tries (out, self);
  add_log (out, self);
  return g_string_free (out, FALSE);
}

static void
add_timing (GString *out, QingExchange *self)
{
  const QingTiming *timing = qing_exchange_get_timing (self);

  add_name (out, "timing_ms");
  g_string_append_c (out, '{');
  add_milliseconds (out, "dns", timing->dns_done);
  add_milliseconds (out, "connected", timing->connected);
  add_milliseconds (out, "tls", timing->tls_done);
  add_milliseconds (out, "first_byte", timing->first_byte);
  add_milliseconds (out, "first_token", timing->first_token);
  add_milliseconds (out, "answer_began", timing->answer_began);
  add_milliseconds (out, "finished", timing->finished);
  g_string_append_c (out, '}');
}

char *
qing_exchange_dup_json (QingExchange *self)
{
  g_autoptr (GString) out = g_string_new ("{");
  g_autofree char *members = NULL;

  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);

  members = qing_exchange_dup_members (self);
  g_string_append (out, members);
  add_timing (out, self);
  g_string_append_c (out, '}');
  return qing_json_pretty (out->str, (gssize) out->len);
}

char *
qing_exchange_dup_log_text (QingExchange *self, const char *words)
{
  g_autoptr (GBytes) bytes = NULL;
  GString *out = g_string_new (NULL);
  const char *log;
  gsize length;
  gsize position;

  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);

  bytes = qing_exchange_dup_log (self);
  log = g_bytes_get_data (bytes, &length);
  if (qing_exchange_get_n_left_out (self, &position) == 0)
    position = length;
  g_string_append_len (out, log, (gssize) position);
  if (position < length)
    {
      g_string_append (out, words);
      g_string_append_len (out, log + position, (gssize) (length - position));
    }
  if (!g_utf8_validate_len (out->str, out->len, NULL))
    {
      g_autofree char *text = g_utf8_make_valid (out->str, (gssize) out->len);

      g_string_assign (out, text);
    }
  return g_string_free (out, FALSE);
}

/* Where the object that begins at @at ends, or NULL. */
static const char *
find_end (const char *at)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (; *at != '\0'; at++)
    {
      if (quoted && *at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        quoted = !quoted;
      else if (!quoted && *at == '{')
        depth++;
      else if (!quoted && *at == '}' && --depth == 0)
        return at + 1;
    }
  return NULL;
}

char *
qing_exchange_dup_usage (QingExchange *self)
{
  static const char name[] = "\"usage\":";
  g_autofree char *log = NULL;
  const char *found = NULL;
  const char *end;

  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);

  log = qing_exchange_dup_log_text (self, "\n");
  /* Inside of a text the quotes would have backslashes. */
  for (const char *at = log; (at = strstr (at, name)) != NULL; at++)
    {
      const char *value = at + strlen (name);

      while (*value == ' ')
        value++;
      if (*value == '{')
        found = value;
    }
  end = found != NULL ? find_end (found) : NULL;
  return end != NULL ? qing_json_pretty (found, end - found) : NULL;
}
