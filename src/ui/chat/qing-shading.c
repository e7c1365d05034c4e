/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shading.h"

#include "qing-confidence.h"
#include "qing-message-text.h"

#include <string.h>

/* What stands between two characters of a text, such as the address of a link, is not longer. */
#define MAX_MARKUP 4096

typedef struct
{
  guint *map; /* byte of the leaf -> byte of the message */
  guint length;
} Leaf;

struct _QingShading
{
  QingMessage *message;
  QingLogprobs *logprobs;
  GArray *leaves;
  GArray *shades;
};

/* The end of the address of a link or a picture that begins at @at with "](", or @at. */
static gsize
skip_address (const char *source, gsize length, gsize at)
{
  const char *end;

  if (at + 1 >= length || source[at] != ']' || source[at + 1] != '(')
    return at;
  end = memchr (source + at, ')', MIN (length - at, MAX_MARKUP));
  return end != NULL ? (gsize) (end - source) + 1 : at;
}

/* Where the character of @n bytes is found next; @length when it is not. */
static gsize
find_next (const char *source, gsize length, gsize from, const char *character, gsize n)
{
  gsize limit = MIN (length, from + MAX_MARKUP);

  for (gsize at = from; at + n <= limit; at++)
    if (memcmp (source + at, character, n) == 0)
      return at;
  return length;
}

/* Characters that are not in the source, such as those of an entity, stay where the walk is. Spaces
 * are taken only where it stands at one, so that those between cells lead nowhere. */
guint *
qing_shading_map (const char *text, gsize length, const char *source, gsize source_length)
{
  guint *map = g_new0 (guint, length + 1);
  gsize at = 0;

  for (gsize i = 0; i < length;)
    {
      gsize n = MIN ((gsize) g_utf8_skip[(guchar) text[i]], length - i);
      gsize found;

      at = skip_address (source, source_length, at);
      if (g_ascii_isspace (text[i]))
        found = at < source_length && g_ascii_isspace (source[at]) ? at : source_length;
      else
        found = find_next (source, source_length, at, text + i, n);
      for (gsize j = 0; j < n; j++)
        map[i + j] = (guint) (found < source_length ? found + j : at);
      if (found < source_length)
        at = found + n;
      i += n;
    }
  map[length] = (guint) at;
  return map;
}

static void
clear_leaf (gpointer data)
{
  g_free (((Leaf *) data)->map);
}

/* Tokens beside each other that are shaded alike are one piece. */
static void
add_shade (QingShading *self, guint leaf, guint start, guint end, guint level)
{
  QingShade shade = { leaf, start, end, level };
  QingShade *last =
    self->shades->len > 0 ? &g_array_index (self->shades, QingShade, self->shades->len - 1) : NULL;

  if (last != NULL && last->leaf == leaf && last->end == start && last->level == level)
    last->end = end;
  else
    g_array_append_val (self->shades, shade);
}

static void
shade_leaf (QingShading *self, guint index)
{
  const Leaf *leaf = &g_array_index (self->leaves, Leaf, index);
  guint begin = 0;
  guint token = 0;
  gboolean known = FALSE;

  for (guint i = 0; i <= leaf->length; i++)
    {
      guint next = 0;
      gboolean found = i < leaf->length && qing_logprobs_find (self->logprobs, leaf->map[i], &next);

      if (known && (!found || next != token))
        {
          QingToken value;
          guint level;

          qing_logprobs_get_token (self->logprobs, token, &value);
          level = qing_confidence_get_level (value.logprob);
          if (level > 0)
            add_shade (self, index, begin, i, level);
        }
      if (!known || !found || next != token)
        begin = i;
      known = found;
      token = next;
    }
}

static void
add_leaf (QingShading *self, const QingLeaf *leaf, const char *source, gsize source_length)
{
  g_autofree char *text = qing_leaf_dup_text (leaf, 0, G_MAXUINT);
  gsize end = MIN (leaf->source_end, source_length);
  gsize start = MIN (leaf->source_start, end);
  Leaf added = { NULL, (guint) strlen (text) };

  added.map = qing_shading_map (text, added.length, source + start, end - start);
  for (guint i = 0; i <= added.length; i++)
    added.map[i] += (guint) start;
  g_array_append_val (self->leaves, added);
}

QingShading *
qing_shading_new (QingMessage *message, QingLeafColumn *column)
{
  QingLogprobs *logprobs = qing_message_get_logprobs (message);
  QingShading *self;
  gsize length;
  const char *source = qing_message_get_text (message, &length);

  if (logprobs == NULL)
    return NULL;
  self = g_new0 (QingShading, 1);
  self->message = g_object_ref (message);
  self->logprobs = qing_logprobs_ref (logprobs);
  self->leaves = g_array_new (FALSE, FALSE, sizeof (Leaf));
  g_array_set_clear_func (self->leaves, clear_leaf);
  self->shades = g_array_new (FALSE, FALSE, sizeof (QingShade));
  for (guint i = 0; i < qing_leaf_column_get_n_leaves (column); i++)
    {
      add_leaf (self, qing_leaf_column_get_leaf (column, i), source, length);
      shade_leaf (self, i);
    }
  return self;
}

void
qing_shading_free (QingShading *self)
{
  g_object_unref (self->message);
  qing_logprobs_unref (self->logprobs);
  g_array_unref (self->leaves);
  g_array_unref (self->shades);
  g_free (self);
}

GArray *
qing_shading_get_shades (QingShading *self)
{
  return self->shades;
}

char *
qing_shading_describe (QingShading *self, guint leaf, guint byte)
{
  const Leaf *entry;
  guint token;

  if (leaf >= self->leaves->len)
    return NULL;
  entry = &g_array_index (self->leaves, Leaf, leaf);
  if (byte >= entry->length || !qing_logprobs_find (self->logprobs, entry->map[byte], &token))
    return NULL;
  return qing_confidence_describe (self->logprobs, qing_message_get_text (self->message, NULL),
                                   token);
}
