/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sse-parser.h"

#include <string.h>

struct _QingSseParser
{
  QingSseFunc func;
  gpointer user_data;
  gsize limit;

  GString *line; /* the part of a line that came so far */
  GString *data; /* the data of the event that came so far */
  GString *name;
  GString *id;
  GString *stray;

  gboolean has_data;
  gboolean skip_newline; /* the last byte was CR: a LF belongs to it */
  gboolean begun;        /* the first line is over: no byte order mark any more */
  gboolean stopped;
  gboolean overflowed;
};

typedef void (*QingSseFieldFunc) (QingSseParser *self, const char *value, gsize length);

static void
take_data (QingSseParser *self, const char *value, gsize length)
{
  if (self->data->len + length >= self->limit)
    {
      self->overflowed = TRUE;
      self->stopped = TRUE;
      return;
    }

  if (self->has_data)
    g_string_append_c (self->data, '\n');
  g_string_append_len (self->data, value, length);
  self->has_data = TRUE;
}

static void
take_name (QingSseParser *self, const char *value, gsize length)
{
  g_string_truncate (self->name, 0);
  g_string_append_len (self->name, value, MIN (length, QING_SSE_STRAY_LIMIT));
}

static void
take_id (QingSseParser *self, const char *value, gsize length)
{
  g_string_truncate (self->id, 0);
  g_string_append_len (self->id, value, MIN (length, QING_SSE_STRAY_LIMIT));
}

/* Connections are not resumed by this client, so the server's wish does not matter. */
static void
take_retry (QingSseParser *self, const char *value, gsize length)
{
}

static const struct
{
  const char *name;
  gsize length;
  QingSseFieldFunc take;
} fields[] = {
  { "data", 4, take_data },
  { "event", 5, take_name },
  { "id", 2, take_id },
  { "retry", 5, take_retry },
};

static void
report (QingSseParser *self, QingSseKind kind, const char *data, gsize length)
{
  QingSseItem item = { kind, self->name->str, self->id->str, data, length };

  if (!self->func (&item, self->user_data))
    self->stopped = TRUE;
}

static void
end_event (QingSseParser *self)
{
  if (self->has_data)
    report (self, QING_SSE_EVENT, self->data->str, self->data->len);

  self->has_data = FALSE;
  g_string_truncate (self->data, 0);
  g_string_truncate (self->name, 0);
}

static void
take_comment (QingSseParser *self, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, MIN (length, QING_SSE_STRAY_LIMIT));

  report (self, QING_SSE_COMMENT, copy, strlen (copy));
}

static void
keep_stray (QingSseParser *self, const char *line, gsize length)
{
  gsize room = QING_SSE_STRAY_LIMIT - MIN (self->stray->len, QING_SSE_STRAY_LIMIT);

  if (room < 2)
    return;

  if (self->stray->len > 0)
    g_string_append_c (self->stray, '\n');
  g_string_append_len (self->stray, line, MIN (length, room - 1));
}

static void
take_line (QingSseParser *self, const char *line, gsize length)
{
  const char *colon;
  gsize name_length;

  if (!self->begun)
    {
      self->begun = TRUE;
      if (length >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
        {
          line += 3;
          length -= 3;
        }
    }

  if (length == 0)
    {
      end_event (self);
      return;
    }

  colon = memchr (line, ':', length);
  if (colon == line)
    {
      take_comment (self, line + 1, length - 1);
      return;
    }

  name_length = colon != NULL ? (gsize) (colon - line) : length;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].length == name_length && memcmp (fields[i].name, line, name_length) == 0)
      {
        const char *value = colon != NULL ? colon + 1 : line + length;
        gsize value_length = length - (value - line);

        if (value_length > 0 && value[0] == ' ')
          {
            value++;
            value_length--;
          }
        fields[i].take (self, value, value_length);
        return;
      }

  keep_stray (self, line, length);
}

static void
keep_unfinished (QingSseParser *self, const char *text, gsize length)
{
  if (self->line->len + length >= self->limit)
    {
      self->overflowed = TRUE;
      self->stopped = TRUE;
      return;
    }

  g_string_append_len (self->line, text, length);
}

/* The first CR or LF at or after @text. Where the next of each is found is remembered in @cr and
 * @lf, so that no byte is looked at more often than twice, however the lines end. */
static const char *
find_end (const char *text, const char *limit, const char **cr, const char **lf)
{
  if (*cr < text)
    *cr = memchr (text, '\r', limit - text);
  if (*cr == NULL)
    *cr = limit;
  if (*lf < text)
    *lf = memchr (text, '\n', limit - text);
  if (*lf == NULL)
    *lf = limit;

  return MIN (*cr, *lf);
}

gboolean
qing_sse_parser_push (QingSseParser *self, const void *bytes, gsize length)
{
  const char *text = bytes;
  const char *limit = text + length;
  const char *cr = NULL;
  const char *lf = NULL;

  while (text < limit && !self->stopped)
    {
      const char *end;

      if (self->skip_newline)
        {
          self->skip_newline = FALSE;
          if (*text == '\n')
            {
              text++;
              continue;
            }
        }

      end = find_end (text, limit, &cr, &lf);
      if (end == limit)
        {
          keep_unfinished (self, text, limit - text);
          break;
        }

      if (self->line->len > 0)
        {
          keep_unfinished (self, text, end - text);
          if (!self->stopped)
            take_line (self, self->line->str, self->line->len);
          g_string_truncate (self->line, 0);
        }
      else
        {
          take_line (self, text, end - text);
        }

      self->skip_newline = *end == '\r';
      text = end + 1;
    }

  return !self->stopped;
}

gboolean
qing_sse_parser_finish (QingSseParser *self)
{
  if (!self->stopped && self->line->len > 0)
    take_line (self, self->line->str, self->line->len);
  g_string_truncate (self->line, 0);

  if (!self->stopped)
    end_event (self);

  return !self->stopped;
}

gboolean
qing_sse_parser_is_overflowed (QingSseParser *self)
{
  return self->overflowed;
}

const char *
qing_sse_parser_get_stray (QingSseParser *self)
{
  return self->stray->str;
}

void
qing_sse_parser_set_limit (QingSseParser *self, gsize limit)
{
  self->limit = limit;
}

QingSseParser *
qing_sse_parser_new (QingSseFunc func, gpointer user_data)
{
  QingSseParser *self = g_new0 (QingSseParser, 1);

  self->func = func;
  self->user_data = user_data;
  self->limit = QING_SSE_LIMIT;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->name = g_string_new (NULL);
  self->id = g_string_new (NULL);
  self->stray = g_string_new (NULL);

  return self;
}

void
qing_sse_parser_free (QingSseParser *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_string_free (self->name, TRUE);
  g_string_free (self->id, TRUE);
  g_string_free (self->stray, TRUE);
  g_free (self);
}
