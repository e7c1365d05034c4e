/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-cost.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Prices are those of a million tokens. */
#define MILLION 1e6

/* Money that shows less than this says nothing. */
#define MAX_DIGITS 8

/* What the server does not tell is none. */
static double
count (gint64 tokens)
{
  return (double) MAX (tokens, 0);
}

/* protocol.md 6, "tier by input length": the whole request has the price of its tier. */
static const QingPriceTier *
find_tier (const QingPrices *prices, gint64 prompt)
{
  for (guint i = 0; i < prices->n_tiers; i++)
    if (prompt <= prices->tiers[i].up_to)
      return &prices->tiers[i];
  return NULL;
}

/* A price of its own, or that of text. */
static double
rate (double own, double text)
{
  return isfinite (own) ? own : text;
}

/* Omni's row in protocol.md 6: "text in ¥1.8, audio in 15.8, vision 3.3". The sound of a video
 * counts among the audio (protocol.md 4). */
static gboolean
add_input (const QingPriceTier *tier, const QingUsage *usage, QingCost *cost)
{
  double audio = count (usage->prompt_audio);
  double vision = count (usage->prompt_image) + count (usage->prompt_video);
  double text = count (usage->prompt) - audio - vision;
  double cached = count (usage->cached);
  gboolean mixed = isfinite (tier->input_audio) || isfinite (tier->input_vision);

  /* Without details nobody knows what was sound. */
  if (!isfinite (tier->input) || text < 0 || cached > count (usage->prompt) ||
      (mixed && usage->prompt_text < 0 && audio + vision <= 0))
    return FALSE;
  /* protocol.md 1.6: to write the cache costs more; the list does not say how much. */
  if (usage->cache_creation > 0)
    return FALSE;

  cost->amount += text * tier->input + audio * rate (tier->input_audio, tier->input) +
                  vision * rate (tier->input_vision, tier->input);
  /* protocol.md 4: cached tokens are inside the prompt's, and cheaper (1.6). */
  if (cached > 0 && isfinite (tier->cached) && !mixed)
    cost->amount -= cached * (tier->input - tier->cached);
  else if (cached > 0)
    cost->at_most = TRUE;
  return TRUE;
}

/* protocol.md 6: some models have another price for all they write while they think, Omni for what
 * answers more than text ("text out 6.9 (12.7 multimodal in), audio out 62.6"). */
static gboolean
add_output (const QingPriceTier *tier, const QingUsage *usage, gboolean thinking, QingCost *cost)
{
  double audio = count (usage->completion_audio);
  double text = count (usage->completion) - audio;
  double price = tier->output;
  gboolean media = usage->prompt_audio > 0 || usage->prompt_image > 0 || usage->prompt_video > 0;

  if (thinking)
    price = rate (tier->output_thinking, price);
  else if (media)
    price = rate (tier->output_multimodal, price);
  if (!isfinite (price) || text < 0 || (audio > 0 && !isfinite (tier->output_audio)))
    return FALSE;

  cost->amount += text * price;
  if (audio > 0)
    {
      cost->amount += audio * tier->output_audio;
      /* Whether the words below speech are paid too is not in the list. */
      cost->at_most = TRUE;
    }
  return TRUE;
}

gboolean
qing_cost_of_usage (const QingPrices *prices,
                    const QingUsage *usage,
                    gboolean thinking,
                    QingCost *cost)
{
  const QingPriceTier *tier;
  QingCost sum = { 0 };

  if (prices == NULL || usage->prompt < 0 || usage->completion < 0)
    return FALSE;
  tier = find_tier (prices, usage->prompt);
  if (tier == NULL || !add_input (tier, usage, &sum) || !add_output (tier, usage, thinking, &sum))
    return FALSE;

  sum.currency = g_str_equal (prices->currency, "CNY") ? "CNY" : "USD";
  g_strlcpy (sum.date, prices->date != NULL ? prices->date : "", sizeof sum.date);
  sum.amount /= MILLION;
  *cost = sum;
  return TRUE;
}

/* A dated snapshot is like its model, but need not cost the same: only a row of its own counts. */
static QingModelInfo *
find_row (QingCatalogue *catalogue, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (catalogue));

  for (guint i = 0; id != NULL && i < n; i++)
    {
      g_autoptr (QingModelInfo) info = g_list_model_get_item (G_LIST_MODEL (catalogue), i);

      if (g_str_equal (qing_model_info_get_id (info), id))
        return info;
    }
  return NULL;
}

gboolean
qing_cost_of_message (QingCatalogue *catalogue,
                      QingAccount *account,
                      QingMessage *message,
                      QingCost *cost)
{
  const QingUsage *usage = qing_message_get_usage (message);
  const char *currency = account != NULL ? qing_account_get_currency (account) : NULL;
  QingModelInfo *info =
    currency != NULL ? find_row (catalogue, qing_message_get_model (message)) : NULL;
  gsize length = 0;

  if (info == NULL)
    return FALSE;
  qing_message_get_reasoning (message, &length);
  return qing_cost_of_usage (qing_model_info_get_prices (info, currency), usage,
                             usage->reasoning > 0 || length > 0, cost);
}

/* A request that was refused costs nothing; one that was cut may have. */
static gboolean
is_answer (QingMessage *message)
{
  gsize text;
  gsize reasoning;

  if (qing_message_get_role (message) != QING_ROLE_ASSISTANT)
    return FALSE;
  qing_message_get_text (message, &text);
  qing_message_get_reasoning (message, &reasoning);
  return qing_message_get_fault (message) == NULL || text > 0 || reasoning > 0 ||
         qing_usage_is_known (qing_message_get_usage (message));
}

/* The list with the older date is the one to be told. */
static void
add (QingCost *sum, const QingCost *cost)
{
  if (sum->currency == NULL || g_strcmp0 (cost->date, sum->date) < 0)
    g_strlcpy (sum->date, cost->date, sizeof sum->date);
  sum->currency = cost->currency;
  sum->amount += cost->amount;
  sum->at_most |= cost->at_most;
}

gboolean
qing_cost_of_conversation (QingCatalogue *catalogue,
                           QingAccount *account,
                           QingConversation *conversation,
                           QingCost *cost,
                           guint *n_unknown)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autoptr (GHashTable) requests = g_hash_table_new (g_str_hash, g_str_equal);
  QingCost sum = { 0 };
  guint n = 0;

  for (guint i = 0; i < qing_conversation_get_n_roots (conversation); i++)
    g_ptr_array_add (left, qing_conversation_get_root (conversation, i));
  while (left->len > 0)
    {
      QingMessage *message = g_ptr_array_steal_index_fast (left, left->len - 1);
      const char *request = qing_message_get_request_id (message);
      QingCost one;

      for (guint i = 0; i < qing_message_get_n_children (message); i++)
        g_ptr_array_add (left, qing_message_get_child (message, i));
      if (!is_answer (message))
        continue;
      /* Alternatives of one request are counted together by the server (protocol.md 4). */
      if (request != NULL && !g_hash_table_add (requests, (gpointer) request))
        continue;
      if (qing_cost_of_message (catalogue, account, message, &one))
        add (&sum, &one);
      else
        n++;
    }
  if (sum.currency == NULL)
    return FALSE;
  *cost = sum;
  *n_unknown = n;
  return TRUE;
}

char *
qing_cost_format (const QingCost *cost)
{
  const char *sign = g_str_equal (cost->currency, "CNY") ? "¥" : "$";
  int digits = 2;
  g_autofree char *number = NULL;
  g_autofree char *money = NULL;

  if (cost->amount > 0 && cost->amount < 0.1)
    digits = CLAMP (1 - (int) floor (log10 (cost->amount)), 2, MAX_DIGITS);
  number = g_strdup_printf ("%'.*f", digits, cost->amount);
  /* Translators: the sign of a currency and an amount, such as “$0.0031”. */
  money = g_strdup_printf (C_ ("money", "%1$s%2$s"), sign, number);
  return cost->at_most ? g_strdup_printf (_ ("at most %s"), money) : g_steal_pointer (&money);
}

char *
qing_cost_describe (const QingCost *cost)
{
  g_autofree char *iso = g_strconcat (cost->date, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (iso, NULL);
  g_autofree char *words = date != NULL ? g_date_time_format (date, "%x") : g_strdup (cost->date);

  /* Translators: CNY or USD, and a date. */
  return g_strdup_printf (_ ("By the price list in %s of %s, without discounts and free quota"),
                          cost->currency, words);
}
