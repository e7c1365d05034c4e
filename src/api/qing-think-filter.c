/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-think-filter.h"

#include <string.h>

#define OPEN  "<think>"
#define CLOSE "</think>"

/* How much white space may come before a tag; more of it is an answer. */
#define MAX_SPACE 64

typedef enum
{
  STATE_START,    /* nothing but white space came: a tag may follow */
  STATE_THOUGHT,  /* inside a thought */
  STATE_AFTER,    /* a thought was closed: white space before the answer is dropped */
  STATE_VERBATIM, /* the answer */
} QingThinkState;

struct _QingThinkFilter
{
  QingThinkFunc func;
  gpointer user_data;
  QingThinkState state;
  gboolean fresh;    /* nothing of the thought came yet but white space */
  gboolean assumed;  /* the thought was opened by nothing but an assumption */
  GString *held;     /* what may be the beginning of a tag */
  GString *reported; /* what was reported as an assumed thought */
};

static void
report (QingThinkFilter *self, QingPart part, const char *text, gsize length)
{
  if (length == 0)
    return;
  if (self->assumed && part == QING_PART_REASONING)
    g_string_append_len (self->reported, text, length);

  self->func (part, text, length, self->user_data);
}

/* Whether @text is the beginning of @tag, but not all of it. */
static gboolean
may_become (const char *text, gsize length, const char *tag)
{
  return length < strlen (tag) && memcmp (text, tag, length) == 0;
}

static gboolean
begins_with (const char *text, gsize length, const char *tag)
{
  return length >= strlen (tag) && memcmp (text, tag, strlen (tag)) == 0;
}

static gsize
count_space (const char *text, gsize length)
{
  gsize count = 0;

  while (count < length && g_ascii_isspace (text[count]))
    count++;

  return count;
}

/* Each step returns how much of the text it has dealt with; 0 says that it needs more. */
static gsize
step_start (QingThinkFilter *self, const char *text, gsize length)
{
  gsize space = count_space (text, length);
  const char *rest = text + space;
  gsize rest_length = length - space;

  if (begins_with (rest, rest_length, OPEN))
    {
      self->state = STATE_THOUGHT;
      self->fresh = TRUE;
      self->assumed = FALSE;
      return space + strlen (OPEN);
    }

  if (begins_with (rest, rest_length, CLOSE))
    {
      self->state = STATE_AFTER;
      self->assumed = FALSE;
      return space + strlen (CLOSE);
    }

  if (space <= MAX_SPACE &&
      (may_become (rest, rest_length, OPEN) || may_become (rest, rest_length, CLOSE)))
    return 0;

  /* The white space belongs to the answer and goes with it; before a thought it is dropped. */
  self->state = self->assumed ? STATE_THOUGHT : STATE_VERBATIM;
  return self->assumed ? space : 0;
}

/* The length of @text without the white space at its end. */
static gsize
trim_end (const char *text, gsize length)
{
  gsize end = length;

  while (end > 0 && length - end <= MAX_SPACE && g_ascii_isspace (text[end - 1]))
    end--;

  return length - end <= MAX_SPACE ? end : length;
}

static gsize
step_thought (QingThinkFilter *self, const char *text, gsize length)
{
  const char *limit = text + length;
  const char *at = text;
  gsize end;

  if (self->fresh)
    {
      gsize space = count_space (text, length);

      self->fresh = space == length;
      if (space > 0)
        return space;
    }

  while (at < limit && (at = memchr (at, '<', limit - at)) != NULL)
    {
      if (begins_with (at, limit - at, CLOSE))
        {
          report (self, QING_PART_REASONING, text, trim_end (text, at - text));
          self->state = STATE_AFTER;
          self->assumed = FALSE;
          return at - text + strlen (CLOSE);
        }

      if (may_become (at, limit - at, CLOSE))
        break;
      at++;
    }

  /* What may be the closing tag waits, and so does the white space before it. */
  end = trim_end (text, at != NULL && at < limit ? (gsize) (at - text) : length);
  report (self, QING_PART_REASONING, text, end);
  return end;
}

static gsize
step_after (QingThinkFilter *self, const char *text, gsize length)
{
  gsize space = count_space (text, length);

  if (space < length)
    self->state = STATE_VERBATIM;

  return space;
}

static gsize
step_verbatim (QingThinkFilter *self, const char *text, gsize length)
{
  report (self, QING_PART_TEXT, text, length);

  return length;
}

static gsize
step (QingThinkFilter *self, const char *text, gsize length)
{
  switch (self->state)
    {
    case STATE_START:
      return step_start (self, text, length);
    case STATE_THOUGHT:
      return step_thought (self, text, length);
    case STATE_AFTER:
      return step_after (self, text, length);
    case STATE_VERBATIM:
    default:
      return step_verbatim (self, text, length);
    }
}

static gsize
run (QingThinkFilter *self, const char *text, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      QingThinkState before = self->state;
      gsize count = step (self, text + done, length - done);

      done += count;
      /* Nothing done and nothing changed: the rest waits for more. */
      if (count == 0 && self->state == before)
        break;
    }

  return done;
}

void
qing_think_filter_push (QingThinkFilter *self, const char *text, gsize length)
{
  gsize done;

  if (self->held->len == 0)
    {
      done = run (self, text, length);
      g_string_append_len (self->held, text + done, length - done);
      return;
    }

  g_string_append_len (self->held, text, length);
  done = run (self, self->held->str, self->held->len);
  g_string_erase (self->held, 0, done);
}

void
qing_think_filter_close (QingThinkFilter *self)
{
  if (!self->assumed)
    return;

  self->assumed = FALSE;
  g_string_truncate (self->reported, 0);
  if (self->state == STATE_THOUGHT)
    self->state = STATE_START;
}

void
qing_think_filter_finish (QingThinkFilter *self, gboolean complete)
{
  g_autofree char *held = g_strndup (self->held->str, self->held->len);
  gsize length = self->held->len;
  gboolean thought = self->state == STATE_THOUGHT || (self->state == STATE_START && self->assumed);

  g_string_truncate (self->held, 0);
  report (self, thought ? QING_PART_REASONING : QING_PART_TEXT, held, length);

  if (self->assumed && complete && self->reported->len > 0)
    self->func (QING_PART_TEXT, self->reported->str, self->reported->len, self->user_data);

  self->state = STATE_VERBATIM;
  self->assumed = FALSE;
}

QingThinkFilter *
qing_think_filter_new (gboolean prefilled, QingThinkFunc func, gpointer user_data)
{
  QingThinkFilter *self = g_new0 (QingThinkFilter, 1);

  self->func = func;
  self->user_data = user_data;
  self->assumed = prefilled;
  self->held = g_string_new (NULL);
  self->reported = g_string_new (NULL);

  return self;
}

void
qing_think_filter_free (QingThinkFilter *self)
{
  g_string_free (self->held, TRUE);
  g_string_free (self->reported, TRUE);
  g_free (self);
}
