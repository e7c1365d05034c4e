/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-model-facts.h"

#include <glib/gi18n.h>
#include <math.h>

typedef struct
{
  guint flag;
  const char *label;
} Word;

/* What is of interest when a model is chosen; restrictions are the business of the rules. */
static const Word feature_words[] = {
  { QING_FEATURE_TOOLS, N_ ("tools") },
  { QING_FEATURE_JSON_OBJECT, N_ ("JSON") },
  { QING_FEATURE_JSON_SCHEMA, N_ ("JSON by a schema") },
  { QING_FEATURE_SEARCH, N_ ("web search") },
  { QING_FEATURE_CODE_INTERPRETER, N_ ("code interpreter") },
  { QING_FEATURE_PARTIAL, N_ ("continues cut answers") },
  { QING_FEATURE_CACHE, N_ ("cache") },
  { QING_FEATURE_LOGPROBS, N_ ("token probabilities") },
  { QING_FEATURE_SEVERAL, N_ ("several answers at once") },
  { QING_FEATURE_EFFORT, N_ ("thinking effort") },
  { QING_FEATURE_PRESERVE_THINKING, N_ ("remembers earlier thinking") },
  { QING_FEATURE_HIGH_RESOLUTION, N_ ("high resolution") },
  { QING_FEATURE_STREAM_ONLY, N_ ("streams only") },
  { QING_FEATURE_NO_SYSTEM, N_ ("no system prompt") },
};

static const Word modality_words[] = {
  { QING_MODALITY_TEXT, N_ ("text") },
  { QING_MODALITY_IMAGE, N_ ("pictures") },
  { QING_MODALITY_VIDEO, N_ ("video") },
  { QING_MODALITY_AUDIO, N_ ("sound") },
};

static char *
join_words (const Word *words, gsize n_words, guint flags)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < n_words; i++)
    if (flags & words[i].flag)
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", _ (words[i].label));
  return g_string_free (out, out->len == 0);
}

char *
qing_model_facts_dup_modalities (QingModalities modalities)
{
  return join_words (modality_words, G_N_ELEMENTS (modality_words), modalities);
}

char *
qing_model_facts_dup_features (QingModelInfo *model)
{
  return join_words (feature_words, G_N_ELEMENTS (feature_words),
                     qing_model_info_get_features (model));
}

const char *
qing_model_facts_describe_thinking (QingThinking thinking)
{
  switch (thinking)
    {
    case QING_THINKING_NONE:
      return _ ("Never");
    case QING_THINKING_HYBRID_OFF:
      return _ ("When it is switched on");
    case QING_THINKING_HYBRID_ON:
      return _ ("Unless it is switched off");
    case QING_THINKING_ALWAYS:
      return _ ("Always");
    case QING_THINKING_UNKNOWN:
    default:
      return NULL;
    }
}

static char *
dup_count (gint64 count)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, count);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s token", "%s tokens", (gulong) count),
                          number);
}

char *
qing_model_facts_dup_tokens (gint64 count, gint64 while_thinking)
{
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;

  if (count < 0)
    return NULL;
  text = dup_count (count);
  if (while_thinking < 0 || while_thinking == count)
    return g_steal_pointer (&text);
  /* Translators: a limit, and what it is while the model thinks: "991,808 tokens, thinking
   * 983,616". */
  number = g_strdup_printf ("%'" G_GINT64_FORMAT, while_thinking);
  return g_strdup_printf (_ ("%1$s, thinking %2$s"), text, number);
}

static void
add_number (GString *out, const char *name, double value, const char *format)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return;
  g_snprintf (number, sizeof number, format, value);
  g_string_append_printf (out, "%s%s %s", out->len > 0 ? " · " : "", name, number);
}

char *
qing_model_facts_dup_sampling (const QingSampling *sampling)
{
  GString *out = g_string_new (NULL);

  if (sampling != NULL)
    {
      add_number (out, _ ("Temperature"), sampling->temperature, "%g");
      add_number (out, _ ("Top P"), sampling->top_p, "%g");
      add_number (out, _ ("Top K"), sampling->top_k >= 0 ? sampling->top_k : NAN, "%g");
      add_number (out, _ ("Presence penalty"), sampling->presence_penalty, "%g");
      add_number (out, _ ("Repetition penalty"), sampling->repetition_penalty, "%g");
    }
  return g_string_free (out, out->len == 0);
}

char *
qing_model_facts_dup_pixels (const QingPixels *pixels)
{
  g_autofree char *minimum = NULL;
  g_autofree char *maximum = NULL;

  if (pixels == NULL || pixels->side == 0)
    return NULL;
  minimum = g_strdup_printf ("%'" G_GINT64_FORMAT, pixels->minimum);
  maximum = g_strdup_printf ("%'" G_GINT64_FORMAT, pixels->maximum);
  /* Translators: the size of the square of pixels that one token stands for, and between how many
   * pixels pictures are scaled. */
  return g_strdup_printf (_ ("%1$d × %1$d pixels a token, %2$s to %3$s pixels a picture"),
                          pixels->side, minimum, maximum);
}

char *
qing_model_facts_dup_tier_title (const QingPrices *prices, guint tier)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (prices != NULL && tier < prices->n_tiers, NULL);

  number = g_strdup_printf ("%'" G_GINT64_FORMAT, prices->tiers[tier].up_to);
  if (prices->tiers[tier].up_to < G_MAXINT64)
    /* Translators: which requests a price is for. */
    return g_strdup_printf (_ ("Requests up to %s tokens"), number);
  return g_strdup (prices->n_tiers > 1 ? _ ("Longer requests") : _ ("All requests"));
}

static void
add_price (GString *out, const char *name, double price)
{
  if (price > 0)
    g_string_append_printf (out, "%s%s %.*f", out->len > 0 ? " · " : "", name,
                            fabs (price * 100 - round (price * 100)) < 1e-6 ? 2 : 3, price);
}

char *
qing_model_facts_dup_tier (const QingPrices *prices, guint tier)
{
  const QingPriceTier *row;
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (prices != NULL && tier < prices->n_tiers, g_string_free (out, FALSE));

  row = &prices->tiers[tier];
  add_price (out, C_ ("price of a million tokens", "read"), row->input);
  add_price (out, C_ ("price of a million tokens", "sound read"), row->input_audio);
  add_price (out, C_ ("price of a million tokens", "pictures read"), row->input_vision);
  add_price (out, C_ ("price of a million tokens", "from the cache"), row->cached);
  add_price (out, C_ ("price of a million tokens", "written"), row->output);
  if (row->output_thinking != row->output)
    add_price (out, C_ ("price of a million tokens", "written after thinking"),
               row->output_thinking);
  add_price (out, C_ ("price of a million tokens", "written about pictures or sound"),
             row->output_multimodal);
  add_price (out, C_ ("price of a million tokens", "spoken"), row->output_audio);
  return g_string_free (out, FALSE);
}

char *
qing_model_facts_dup_date (const char *iso_date)
{
  g_auto (GStrv) parts = g_strsplit (iso_date != NULL ? iso_date : "", "-", -1);
  g_autoptr (GDateTime) date = NULL;

  if (g_strv_length (parts) == 3)
    date = g_date_time_new_local (atoi (parts[0]), atoi (parts[1]), atoi (parts[2]), 0, 0, 0);
  return date != NULL ? g_date_time_format (date, "%x") : g_strdup (iso_date);
}

/* "thinks, sees pictures": what tells one model from another. */
static char *
dup_abilities (QingModelInfo *model)
{
  QingThinking thinking = qing_model_info_get_thinking (model);
  QingModalities input = qing_model_info_get_input (model);
  const struct
  {
    gboolean holds;
    const char *words;
  } abilities[] = {
    { thinking != QING_THINKING_NONE && thinking != QING_THINKING_UNKNOWN, _ ("thinks") },
    { (input & QING_MODALITY_IMAGE) != 0, _ ("sees pictures") },
    { (input & QING_MODALITY_AUDIO) != 0, _ ("hears") },
    { (qing_model_info_get_output (model) & QING_MODALITY_AUDIO) != 0, _ ("speaks") },
    { (qing_model_info_get_features (model) & QING_FEATURE_TOOLS) != 0, _ ("uses tools") },
  };
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (abilities); i++)
    if (abilities[i].holds)
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", abilities[i].words);
  return g_string_free (out, out->len == 0);
}

char *
qing_model_facts_dup_summary (QingModelInfo *model)
{
  g_autofree char *context = qing_model_facts_dup_tokens (qing_model_info_get_context (model), -1);
  g_autofree char *abilities = dup_abilities (model);
  const QingPrices *prices = qing_model_info_get_prices (model, "CNY");
  GString *out = g_string_new (qing_model_info_get_id (model));

  if (prices == NULL)
    prices = qing_model_info_get_prices (model, "USD");
  if (context != NULL)
    g_string_append_printf (out, " · %s", context);
  if (abilities != NULL)
    g_string_append_printf (out, " · %s", abilities);
  if (prices != NULL && prices->n_tiers > 0)
    {
      g_string_append (out, " · ");
      /* Translators: what a million tokens cost, read and written, and the currency. */
      g_string_append_printf (out, _ ("%1$.2f / %2$.2f %3$s"), prices->tiers[0].input,
                              prices->tiers[0].output, prices->currency);
    }
  return g_string_free (out, FALSE);
}
