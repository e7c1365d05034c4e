/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-json-tape-private.h"

#include "qing-fault.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Eight bytes each: enough for a gigabyte of chats, too few to fill a memory with brackets. */
#define MAX_TOKENS (64 * 1024 * 1024)

/* What may come next at a place in the text. */
typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END, /* after "[" */
  EXPECT_KEY,
  EXPECT_KEY_OR_END, /* after "{" */
  EXPECT_COMMA_OR_END,
  EXPECT_ROOT,
} Expect;

typedef struct
{
  QingJsonTape *tape;
  const char *at;
  const char *end;
  GCancellable *cancellable;
  guint32 open[QING_JSON_MAX_DEPTH]; /* the tokens of the containers around */
  guint depth;
  Expect expect;
} Scan;

static gboolean
fail (Scan *scan, GError **error, const char *what)
{
  guint line;
  guint column;

  qing_json_tape_locate (scan->tape, scan->at - scan->tape->text, &line, &column);
  g_set_error (error, QING_ERROR, QING_ERROR_PROTOCOL, _ ("Line %u, column %u: %s"), line, column,
               what);
  return FALSE;
}

static gboolean
add_token (Scan *scan, GError **error)
{
  QingJsonToken token = { (guint32) (scan->at - scan->tape->text), scan->tape->tokens->len + 1 };

  if (scan->tape->tokens->len >= MAX_TOKENS)
    return fail (scan, error, _ ("there are too many values"));
  g_array_append_val (scan->tape->tokens, token);
  return (scan->tape->tokens->len & 0xffff) != 0 ||
         !g_cancellable_set_error_if_cancelled (scan->cancellable, error);
}

static gboolean
scan_escape (Scan *scan, GError **error)
{
  if (scan->at + 1 >= scan->end || strchr ("\"\\/bfnrtu", scan->at[1]) == NULL)
    return fail (scan, error, _ ("this escape is not JSON"));
  if (scan->at[1] == 'u')
    for (guint i = 2; i < 6; i++)
      if (scan->at + i >= scan->end || !g_ascii_isxdigit (scan->at[i]))
        return fail (scan, error, _ ("this escape is not JSON"));
  scan->at += scan->at[1] == 'u' ? 6 : 2;
  return TRUE;
}

static gboolean
scan_string (Scan *scan, GError **error)
{
  if (!add_token (scan, error))
    return FALSE;
  scan->at++;
  while (scan->at < scan->end && *scan->at != '"')
    {
      if (*scan->at == '\\')
        {
          if (!scan_escape (scan, error))
            return FALSE;
        }
      else if ((guchar) *scan->at < 0x20)
        {
          return fail (scan, error, _ ("a control character stands in a text"));
        }
      else
        {
          scan->at++;
        }
    }
  if (scan->at >= scan->end)
    return fail (scan, error, _ ("the file ends within a text"));
  scan->at++;
  return TRUE;
}

static gboolean
skip_digits (Scan *scan)
{
  const char *start = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return scan->at > start;
}

static gboolean
scan_number (Scan *scan, GError **error)
{
  if (!add_token (scan, error))
    return FALSE;
  if (*scan->at == '-')
    scan->at++;
  if (!skip_digits (scan))
    return fail (scan, error, _ ("this number is not JSON"));
  if (scan->at < scan->end && *scan->at == '.')
    {
      scan->at++;
      if (!skip_digits (scan))
        return fail (scan, error, _ ("this number is not JSON"));
    }
  if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E'))
    {
      scan->at++;
      if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
        scan->at++;
      if (!skip_digits (scan))
        return fail (scan, error, _ ("this number is not JSON"));
    }
  return TRUE;
}

static gboolean
scan_word (Scan *scan, GError **error)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, words[i], length) != 0)
        continue;
      if (!add_token (scan, error))
        return FALSE;
      scan->at += length;
      return TRUE;
    }
  return fail (scan, error, _ ("this is not JSON"));
}

static gboolean
open_container (Scan *scan, GError **error)
{
  if (scan->depth >= QING_JSON_MAX_DEPTH)
    return fail (scan, error, _ ("arrays and objects nest too deeply"));
  scan->open[scan->depth++] = scan->tape->tokens->len;
  if (!add_token (scan, error))
    return FALSE;
  scan->expect = *scan->at == '{' ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
  scan->at++;
  return TRUE;
}

static QingJsonToken *
get_open (Scan *scan)
{
  return &g_array_index (scan->tape->tokens, QingJsonToken, scan->open[scan->depth - 1]);
}

static void
value_done (Scan *scan)
{
  scan->expect = scan->depth > 0 ? EXPECT_COMMA_OR_END : EXPECT_ROOT;
}

static gboolean
scan_value (Scan *scan, GError **error)
{
  gboolean ok;

  if (*scan->at == '{' || *scan->at == '[')
    return open_container (scan, error);

  if (*scan->at == '"')
    ok = scan_string (scan, error);
  else if (*scan->at == '-' || g_ascii_isdigit (*scan->at))
    ok = scan_number (scan, error);
  else
    ok = scan_word (scan, error);
  value_done (scan);
  return ok;
}

static void
skip_space (Scan *scan)
{
  while (scan->at < scan->end &&
         (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\r' || *scan->at == '\t'))
    scan->at++;
}

static gboolean
scan_key (Scan *scan, GError **error)
{
  if (*scan->at != '"')
    return fail (scan, error, _ ("the name of a member is missing"));
  if (!scan_string (scan, error))
    return FALSE;
  skip_space (scan);
  if (scan->at >= scan->end || *scan->at != ':')
    return fail (scan, error, _ ("a “:” is missing"));
  scan->at++;
  scan->expect = EXPECT_VALUE;
  return TRUE;
}

/* Whether @scan stands before the bracket that ends the container around it. */
static gboolean
at_end (Scan *scan)
{
  return scan->depth > 0 &&
         *scan->at == (scan->tape->text[get_open (scan)->offset] == '{' ? '}' : ']');
}

static void
close_container (Scan *scan)
{
  get_open (scan)->next = scan->tape->tokens->len;
  scan->at++;
  scan->depth--;
  value_done (scan);
}

static gboolean
scan_next (Scan *scan, GError **error)
{
  gboolean may_end = scan->expect == EXPECT_VALUE_OR_END || scan->expect == EXPECT_KEY_OR_END ||
                     scan->expect == EXPECT_COMMA_OR_END;

  if (may_end && at_end (scan))
    {
      close_container (scan);
      return TRUE;
    }
  if (scan->expect == EXPECT_COMMA_OR_END)
    {
      if (*scan->at != ',')
        return fail (scan, error, _ ("a “,” or the closing bracket is missing"));
      scan->expect = scan->tape->text[get_open (scan)->offset] == '{' ? EXPECT_KEY : EXPECT_VALUE;
      scan->at++;
      return TRUE;
    }
  if (scan->expect == EXPECT_KEY || scan->expect == EXPECT_KEY_OR_END)
    return scan_key (scan, error);
  return scan_value (scan, error);
}

static gboolean
scan_all (Scan *scan, GError **error)
{
  while (skip_space (scan), scan->at < scan->end)
    if (!scan_next (scan, error))
      return FALSE;
  if (scan->expect != EXPECT_ROOT)
    return fail (scan, error, _ ("the file ends too early"));
  if (scan->tape->tokens->len == 0)
    return fail (scan, error, _ ("the file is empty"));
  return TRUE;
}

/**
 * qing_json_tape_new:
 *
 * Errors: QING_ERROR_PROTOCOL with line and column, or that it was cancelled.
 */
QingJsonTape *
qing_json_tape_new (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (QingJsonTape) self = g_new0 (QingJsonTape, 1);
  Scan scan = { self };
  const char *invalid;

  self->bytes = g_bytes_ref (bytes);
  self->text = g_bytes_get_data (bytes, &self->length);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (QingJsonToken));
  if (self->text == NULL)
    self->text = "";

  scan.at = self->text;
  scan.end = self->text + MIN (self->length, G_MAXINT32);
  scan.cancellable = cancellable;
  scan.expect = EXPECT_ROOT;
  if (self->length > 3 && memcmp (self->text, "\357\273\277", 3) == 0)
    scan.at += 3;
  if (!g_utf8_validate_len (scan.at, scan.end - scan.at, &invalid))
    {
      scan.at = invalid;
      fail (&scan, error, _ ("this is not text in UTF-8"));
      return NULL;
    }
  if (!scan_all (&scan, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
qing_json_tape_free (QingJsonTape *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->tokens, g_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* Lines and columns count from 1, columns in characters. */
void
qing_json_tape_locate (const QingJsonTape *self, gsize offset, guint *line, guint *column)
{
  const char *start = self->text;
  const char *end = self->text + MIN (offset, self->length);
  const char *newline;

  *line = 1;
  while ((newline = memchr (start, '\n', (gsize) (end - start))) != NULL)
    {
      start = newline + 1;
      (*line)++;
    }
  *column = 1;
  for (; start < end; start++)
    if (((guchar) *start & 0xc0) != 0x80)
      (*column)++;
}
