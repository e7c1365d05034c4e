/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-confidence.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* From "fairly sure" to "guessed": below that probability, and how strong the colour is. */
static const struct
{
  double below;
  float alpha;
} levels[QING_CONFIDENCE_LEVELS] = {
  { 1.1, 0 }, { 0.9, 0.16f }, { 0.7, 0.28f }, { 0.5, 0.40f }, { 0.25, 0.52f },
};

guint
qing_confidence_get_level (double logprob)
{
  double probability = exp (logprob);
  guint level = 0;

  for (guint i = 1; i < G_N_ELEMENTS (levels); i++)
    if (probability < levels[i].below)
      level = i;
  return level;
}

GdkRGBA
qing_confidence_get_color (guint level, gboolean dark)
{
  float alpha = levels[MIN (level, QING_CONFIDENCE_LEVELS - 1)].alpha;

  /* On a dark ground the same colour would take the contrast from white letters. */
  if (dark)
    return (GdkRGBA){ 0.85f, 0.42f, 0, alpha };
  return (GdkRGBA){ 0.96f, 0.55f, 0, alpha };
}

/* Spaces and ends of lines are tokens, too. */
static char *
dup_visible (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  GString *out = g_string_new (NULL);

  for (const char *at = valid; *at != '\0' && out->len < 64; at = g_utf8_next_char (at))
    if (*at == '\n')
      g_string_append (out, "↵");
    else if (*at == '\t')
      g_string_append (out, "⇥");
    else if (!g_unichar_iscntrl (g_utf8_get_char (at)))
      g_string_append_unichar (out, g_utf8_get_char (at));
  return g_string_free (out, FALSE);
}

static void
append_probability (GString *out, const char *token, double logprob)
{
  double percent = 100.0 * exp (logprob);

  /* Translators: a token and how probable it was. */
  g_string_append_printf (out, percent < 0.1 ? _ ("“%s” %.3f %%") : _ ("“%s” %.1f %%"), token,
                          percent);
}

char *
qing_confidence_describe (QingLogprobs *logprobs, const char *text, guint index)
{
  GString *out = g_string_new (NULL);
  g_autofree char *name = NULL;
  QingToken token;

  qing_logprobs_get_token (logprobs, index, &token);
  name = dup_visible (text + token.start, token.length);
  append_probability (out, name, token.logprob);
  for (guint i = 0; i < token.n_alternatives; i++)
    {
      double logprob;
      g_autofree char *other = qing_logprobs_dup_alternative (logprobs, index, i, &logprob);
      g_autofree char *shown = dup_visible (other, strlen (other));

      /* Servers name what was chosen among the alternatives again. */
      if (g_str_equal (shown, name))
        continue;
      g_string_append (out, " · ");
      append_probability (out, shown, logprob);
    }
  return g_string_free (out, FALSE);
}
