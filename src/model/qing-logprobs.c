/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-logprobs.h"

#include <string.h>

/* Start, length, logprob, and alternatives as bytes and logprob. Little endian on the disk. */
#define TOKEN_TYPE "(uuda(ayd))"
#define LIST_TYPE  "a" TOKEN_TYPE

/* No token is longer; a server that sends more is not believed. */
#define MAX_ALTERNATIVE 256

struct _QingLogprobsMaker
{
  GVariantBuilder *builder;
  GPtrArray *tokens; /* of GVariant: those that came, with starts from 0 */
  GString *joined;   /* their bytes */
  gsize offset;
  guint n_before;
};

static GVariant *
to_variant (QingLogprobs *self)
{
  return (GVariant *) self;
}

QingLogprobs *
qing_logprobs_ref (QingLogprobs *self)
{
  return (QingLogprobs *) g_variant_ref (to_variant (self));
}

void
qing_logprobs_unref (QingLogprobs *self)
{
  g_variant_unref (to_variant (self));
}

guint
qing_logprobs_get_n (QingLogprobs *self)
{
  return (guint) g_variant_n_children (to_variant (self));
}

static void
read_token (GVariant *variant, QingToken *token)
{
  g_autoptr (GVariant) alternatives = g_variant_get_child_value (variant, 3);

  g_variant_get_child (variant, 0, "u", &token->start);
  g_variant_get_child (variant, 1, "u", &token->length);
  g_variant_get_child (variant, 2, "d", &token->logprob);
  token->n_alternatives = (guint) g_variant_n_children (alternatives);
}

void
qing_logprobs_get_token (QingLogprobs *self, guint index, QingToken *token)
{
  g_autoptr (GVariant) variant = g_variant_get_child_value (to_variant (self), index);

  read_token (variant, token);
}

gboolean
qing_logprobs_find (QingLogprobs *self, guint offset, guint *index)
{
  guint low = 0;
  guint high = qing_logprobs_get_n (self);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      QingToken token;

      qing_logprobs_get_token (self, middle, &token);
      if (offset < token.start)
        high = middle;
      else if (offset - token.start >= token.length)
        low = middle + 1;
      else
        {
          *index = middle;
          return TRUE;
        }
    }
  return FALSE;
}

char *
qing_logprobs_dup_alternative (QingLogprobs *self, guint token, guint index, double *logprob)
{
  g_autoptr (GVariant) variant = g_variant_get_child_value (to_variant (self), token);
  g_autoptr (GVariant) alternatives = g_variant_get_child_value (variant, 3);
  g_autoptr (GVariant) alternative = g_variant_get_child_value (alternatives, index);
  g_autoptr (GVariant) bytes = g_variant_get_child_value (alternative, 0);
  gsize length;
  const char *data = g_variant_get_fixed_array (bytes, &length, 1);

  g_variant_get_child (alternative, 1, "d", logprob);
  return length > 0 ? g_utf8_make_valid (data, (gssize) length) : g_strdup ("");
}

static GVariant *
in_disk_order (GVariant *variant)
{
  return G_BYTE_ORDER == G_LITTLE_ENDIAN ? g_variant_ref (variant) : g_variant_byteswap (variant);
}

GBytes *
qing_logprobs_to_bytes (QingLogprobs *self)
{
  g_autoptr (GVariant) variant = in_disk_order (to_variant (self));

  return g_variant_get_data_as_bytes (variant);
}

/* In order, without gaps between them being filled twice, and inside of the text. */
static gboolean
is_sound (GVariant *list, gsize text_length)
{
  gsize n = g_variant_n_children (list);
  gsize end = 0;

  if (n == 0 || n > QING_LOGPROBS_MAX_TOKENS)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) variant = g_variant_get_child_value (list, i);
      QingToken token;

      read_token (variant, &token);
      if (token.start < end || token.start > text_length ||
          token.length > text_length - token.start ||
          token.n_alternatives > QING_LOGPROBS_MAX_ALTERNATIVES)
        return FALSE;
      end = (gsize) token.start + token.length;
    }
  return TRUE;
}

QingLogprobs *
qing_logprobs_from_bytes (GBytes *bytes, gsize text_length)
{
  g_autoptr (GVariant) stored =
    g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (LIST_TYPE), bytes, FALSE));
  g_autoptr (GVariant) list = NULL;

  if (!g_variant_is_normal_form (stored))
    return NULL;
  list = in_disk_order (stored);
  return is_sound (list, text_length) ? (QingLogprobs *) g_steal_pointer (&list) : NULL;
}

QingLogprobsMaker *
qing_logprobs_maker_new (QingLogprobs *before, gsize offset)
{
  QingLogprobsMaker *self = g_new0 (QingLogprobsMaker, 1);

  self->builder = g_variant_builder_new (G_VARIANT_TYPE (LIST_TYPE));
  self->tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->joined = g_string_new (NULL);
  self->offset = offset;
  self->n_before = before != NULL ? qing_logprobs_get_n (before) : 0;
  for (guint i = 0; i < self->n_before; i++)
    {
      g_autoptr (GVariant) token = g_variant_get_child_value (to_variant (before), i);

      g_variant_builder_add_value (self->builder, token);
    }
  return self;
}

void
qing_logprobs_maker_free (QingLogprobsMaker *self)
{
  if (self == NULL)
    return;
  g_variant_builder_unref (self->builder);
  g_ptr_array_unref (self->tokens);
  g_string_free (self->joined, TRUE);
  g_free (self);
}

static GVariant *
new_bytes (const char *data, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, length > 0 ? data : "", length, 1);
}

static GVariant *
new_token (guint start, const QingDelta *delta)
{
  GVariantBuilder alternatives;

  g_variant_builder_init (&alternatives, G_VARIANT_TYPE ("a(ayd)"));
  for (guint i = 0; i < MIN (delta->n_alternatives, QING_LOGPROBS_MAX_ALTERNATIVES); i++)
    {
      const QingAlternative *other = &delta->alternatives[i];

      g_variant_builder_add (&alternatives, "(@ayd)",
                             new_bytes (other->token, MIN (other->length, MAX_ALTERNATIVE)),
                             other->logprob);
    }
  return g_variant_ref_sink (
    g_variant_new ("(uuda(ayd))", start, (guint) delta->length, delta->logprob, &alternatives));
}

void
qing_logprobs_maker_add (QingLogprobsMaker *self, const QingDelta *delta)
{
  if (self->n_before + self->tokens->len >= QING_LOGPROBS_MAX_TOKENS || delta->length == 0)
    return;
  g_ptr_array_add (self->tokens, new_token ((guint) self->joined->len, delta));
  g_string_append_len (self->joined, delta->text, (gssize) delta->length);
}

/* Where the tokens that are the text begin: before them may come those of what was thought.
 * Nothing is guessed: tokens that are not the text, byte for byte, are none of it. */
static gboolean
find_skip (QingLogprobsMaker *self, const char *text, gsize length, gsize *skip)
{
  if (length == 0 || self->joined->len < length)
    return FALSE;
  *skip = self->joined->len - length;
  return memcmp (self->joined->str + *skip, text, length) == 0;
}

QingLogprobs *
qing_logprobs_maker_end (QingLogprobsMaker *self, const char *text, gsize length)
{
  guint n = self->n_before;
  gsize skip = 0;

  if (self->offset <= length && length <= G_MAXUINT &&
      find_skip (self, text + self->offset, length - self->offset, &skip))
    for (guint i = 0; i < self->tokens->len; i++)
      {
        GVariant *variant = g_ptr_array_index (self->tokens, i);
        g_autoptr (GVariant) alternatives = g_variant_get_child_value (variant, 3);
        QingToken token;

        read_token (variant, &token);
        if (token.start < skip)
          continue;
        g_variant_builder_add (self->builder, "(uud@a(ayd))",
                               (guint) (token.start - skip + self->offset), token.length,
                               token.logprob, alternatives);
        n++;
      }
  if (n == 0)
    return NULL;
  return (QingLogprobs *) g_variant_ref_sink (g_variant_builder_end (self->builder));
}
