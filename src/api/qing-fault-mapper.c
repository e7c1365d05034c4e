/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-fault-mapper.h"

#include "qing-fault-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The most of what a server says that is kept: of an explanation, and of a code or an id. */
#define MAX_DETAIL 4000
#define MAX_WORD   128
/* Every key begins like this; what is longer tells which one it is. */
#define MIN_BEGUN_KEY 8

/* What stands before the number that a message names as the limit. */
static const char *const limit_words[] = {
  "should be [1, ", "not greater than ",  "context length is ",
  "context size (", "context window of ", "limit of ",
};

static gint64
find_limit (const char *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (limit_words); i++)
    {
      const char *at = message != NULL ? strstr (message, limit_words[i]) : NULL;

      if (at != NULL)
        return g_ascii_strtoll (at + strlen (limit_words[i]), NULL, 10);
    }

  return 0;
}

static char *
make_summary (const QingFaultRule *rule, const char *message)
{
  g_autofree char *number = NULL;
  gint64 limit;

  if (strstr (rule->summary, "%s") == NULL)
    return g_strdup (_ (rule->summary));

  limit = find_limit (message);
  if (limit <= 0)
    return g_strdup (_ (rule->summary_without));

  number = g_strdup_printf ("%'" G_GINT64_FORMAT, limit);
  return g_strdup_printf (_ (rule->summary), number);
}

static QingFault *
make (QingError code, QingFaultAction action, gboolean retryable, const char *summary)
{
  QingFault *fault = qing_fault_new (code, summary);

  fault->action = action;
  fault->retryable = retryable;

  return fault;
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* Control characters would move a terminal's cursor, and those that turn the direction of writing
 * would make a text look like another. */
static gboolean
is_harmful (gunichar c)
{
  return (g_unichar_iscntrl (c) && c != '\n' && c != '\t') || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/* What a server said, as it can be shown: (transfer full) (nullable). */
static char *
clean (const char *said, gsize limit)
{
  g_autofree char *valid = NULL;
  GString *text;

  if (said == NULL || said[0] == '\0')
    return NULL;

  valid = g_utf8_make_valid (said, strnlen (said, limit));
  text = g_string_sized_new (strlen (valid));
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    if (!is_harmful (g_utf8_get_char (at)))
      g_string_append_unichar (text, g_utf8_get_char (at));

  return g_string_free (text, FALSE);
}

static void
set_said (QingFault *fault, const char *said)
{
  g_autofree char *text = clean (said, MAX_DETAIL);

  if (text != NULL)
    qing_fault_set_detail (fault, text, -1);
}

static void
set_word (char **field, const char *said)
{
  g_free (*field);
  *field = clean (said, MAX_WORD);
}

QingFault *
qing_fault_map_body (const QingErrorBody *body)
{
  const QingFaultRule *rule;
  g_autofree char *summary = NULL;
  g_autofree char *line = NULL;
  QingFault *fault;

  if (body->is_html && body->status < 400)
    fault = make (QING_ERROR_PROTOCOL, QING_FAULT_ACTION_EDIT_KEY, FALSE,
                  _ ("A web page came instead of an answer. A gateway or a login page may be in "
                     "between: check the network and the server’s address."));
  else
    {
      rule = qing_fault_rules_find (body->status, body->code, body->type, body->message);
      summary = make_summary (rule, body->message);
      fault = make (rule->code, rule->action, rule->retryable, summary);
      set_text (&fault->parameter, rule->parameter);
    }

  if (body->message != NULL)
    set_said (fault, body->message);
  else if (body->status > 0)
    {
      line = g_strdup_printf ("HTTP %d", body->status);
      qing_fault_set_detail (fault, line, -1);
    }
  set_word (&fault->server_code, body->code != NULL ? body->code : body->type);
  set_word (&fault->request_id, body->request_id);
  fault->http_status = body->status;

  return fault;
}

QingFault *
qing_fault_map_response (int status, const char *content_type, const char *bytes, gsize length)
{
  g_autoptr (QingErrorBody) body = qing_error_body_new (status);

  qing_error_body_read (body, content_type, bytes, length);

  return qing_fault_map_body (body);
}

QingFault *
qing_fault_new_no_key (void)
{
  return make (QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, FALSE,
               _ ("There is no API key for this server yet. Add one to the account."));
}

QingFault *
qing_fault_new_plain_http (void)
{
  return make (QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, FALSE,
               _ ("The API key would travel unencrypted through the internet. Use an address that "
                  "begins with https://."));
}

QingFault *
qing_fault_new_cancelled (void)
{
  return make (QING_ERROR_CANCELLED, QING_FAULT_ACTION_NONE, FALSE, _ ("Stopped."));
}

QingFault *
qing_fault_new_timeout (gboolean connected)
{
  return make (QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, !connected,
               connected
                 ? _ ("The server went silent. Try again.")
                 : _ ("The server does not answer. Check the network and the server’s address."));
}

QingFault *
qing_fault_new_redirect (const char *location)
{
  QingFault *fault =
    make (QING_ERROR_PROTOCOL, QING_FAULT_ACTION_EDIT_KEY, FALSE,
          _ ("The server sends the request on to another address, which is not followed because "
             "the key is meant for this one only. Check the server’s address in the account."));

  if (location != NULL)
    set_said (fault, location);

  return fault;
}

QingFault *
qing_fault_new_truncated (gboolean can_continue, const char *detail)
{
  QingFault *fault;

  if (can_continue)
    fault = make (QING_ERROR_NETWORK, QING_FAULT_ACTION_CONTINUE, TRUE,
                  _ ("The connection broke before the answer was complete. You can let the model "
                     "go on from here."));
  else
    fault = make (QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE,
                  _ ("The connection broke before the answer began. Try again."));
  set_said (fault, detail);

  return fault;
}

QingFault *
qing_fault_new_empty (const char *detail)
{
  QingFault *fault = make (QING_ERROR_PROTOCOL, QING_FAULT_ACTION_RETRY, FALSE,
                           _ ("The server sent an empty answer. Try again; if it happens again, "
                              "the conversation may be too long for this model."));

  set_said (fault, detail != NULL && detail[0] != '\0' ? detail : "no content");

  return fault;
}

QingFault *
qing_fault_new_protocol (const char *detail)
{
  QingFault *fault = make (QING_ERROR_PROTOCOL, QING_FAULT_ACTION_RETRY, FALSE,
                           _ ("The server’s answer could not be understood. Try again, or check "
                              "the server’s address in the account."));

  set_said (fault, detail);

  return fault;
}

QingFault *
qing_fault_new_too_large (gsize size, gsize limit)
{
  g_autofree char *is = g_format_size_full (size, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *most = g_format_size_full (limit, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *summary =
    g_strdup_printf (_ ("This would send %s, but the server takes %s at most. Remove pictures or "
                        "start a new conversation."),
                     is, most);

  return make (QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, summary);
}

QingFault *
qing_fault_new_bad_parameter (const char *parameter, const char *detail)
{
  QingFault *fault = make (QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE,
                           _ ("A setting of this conversation cannot be sent. Send again without "
                              "it, or correct it."));

  set_text (&fault->parameter, parameter);
  set_said (fault, detail);

  return fault;
}

/* What a server says is cut where it is too long, maybe in the middle of the key. */
static void
drop_begun_key (char *text, const char *key)
{
  gsize length = strlen (text);

  for (gsize n = MIN (strlen (key) - 1, length); n >= MIN_BEGUN_KEY; n--)
    if (memcmp (text + length - n, key, n) == 0)
      {
        text[length - n] = '\0';
        return;
      }
}

char *
qing_redact (const char *text, const char *key)
{
  g_auto (GStrv) pieces = NULL;
  char *clean;

  /* A few letters may stand anywhere; they are no key. */
  if (text == NULL || key == NULL || strlen (key) < 4)
    return g_strdup (text);

  pieces = g_strsplit (text, key, -1);
  clean = g_strjoinv ("[key]", pieces);
  drop_begun_key (clean, key);

  return clean;
}

void
qing_fault_redact (QingFault *fault, const char *key)
{
  char **fields[] = { &fault->summary, &fault->detail, &fault->server_code, &fault->request_id,
                      &fault->parameter };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char *clean = qing_redact (*fields[i], key);

      g_free (*fields[i]);
      *fields[i] = clean;
    }
}
