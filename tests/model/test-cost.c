/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-cost.h"

#include <math.h>
#include <string.h>

#define BEIJING   "https://dashscope.aliyuncs.com/compatible-mode/v1"
#define SINGAPORE "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"
#define OTHER     "http://127.0.0.1:1/v1"

typedef struct
{
  gint64 prompt;
  gint64 completion;
  gint64 cached;
  gint64 creation;
  gint64 reasoning;
  gint64 text; /* the prompt's details */
  gint64 image;
  gint64 audio;
  gint64 speech; /* of the completion */
} Tokens;

/* What a million of each would cost, in the list's own numbers, so that a row can be followed. */
typedef struct
{
  const char *url;
  const char *model;
  Tokens tokens;
  double expected; /* millionths; NAN: not known */
  gboolean at_most;
} Row;

#define NO -1
/* clang-format off */
#define PLAIN(prompt, completion) { prompt, completion, NO, NO, NO, NO, NO, NO, NO }

static const Row rows[] = {
  /* protocol.md 6, qwen3.6-plus: "¥2/12 ≤256K; ¥8/48; $0.5/$3, $2/$6"; the tier is the input's. */
  { BEIJING, "qwen3.6-plus", PLAIN (1000, 100), 2 * 1000 + 12 * 100 },
  { BEIJING, "qwen3.6-plus", PLAIN (262144, 1), 2 * 262144 + 12 },
  { BEIJING, "qwen3.6-plus", PLAIN (262145, 1), 8 * 262145 + 48 },
  { SINGAPORE, "qwen3.6-plus", PLAIN (1000, 100), 0.5 * 1000 + 3 * 100 },
  { SINGAPORE, "qwen3.6-plus", PLAIN (300000, 100), 2 * 300000.0 + 6 * 100 },
  { BEIJING, "qwen3.6-plus", PLAIN (0, 0), 0 },
  /* protocol.md 4: reasoning is inside the completion, pictures inside the prompt. */
  { BEIJING, "qwen3.6-plus", { 1000, 100, 0, 0, 80, 400, 600, NO, NO }, 2 * 1000 + 12 * 100 },
  /* qwen3.8-max: "$2/$6, hit $0.25 (intl)"; cached is inside the prompt. */
  { SINGAPORE, "qwen3.8-max", { 1000, 100, 600, NO, NO, NO, NO, NO, NO },
    2 * 400 + 0.25 * 600 + 6 * 100 },
  /* 1.6: a hit is cheaper, but this list does not say by how much; writing the cache is dearer. */
  { BEIJING, "qwen3.6-plus", { 1000, 100, 600, NO, NO, NO, NO, NO, NO }, 2 * 1000 + 12 * 100, TRUE },
  { BEIJING, "qwen3.6-plus", { 1000, 100, NO, 600, NO, NO, NO, NO, NO }, NAN },
  /* qwen-plus: all that is written while it thinks has its own price, 8 instead of 2. */
  { BEIJING, "qwen-plus", PLAIN (1000, 100), 0.8 * 1000 + 2 * 100 },
  { BEIJING, "qwen-plus", { 1000, 100, NO, NO, 60, NO, NO, NO, NO }, 0.8 * 1000 + 8 * 100 },
  { BEIJING, "qwen-plus", { 1000, 100, NO, NO, 0, NO, NO, NO, NO }, 0.8 * 1000 + 2 * 100 },
  /* qwen3-omni-flash: "text in ¥1.8, audio in 15.8, vision 3.3; text out 6.9 (12.7 multimodal in),
   * audio out 62.6". */
  { BEIJING, "qwen3-omni-flash", { 1000, 100, NO, NO, NO, 1000, NO, NO, NO },
    1.8 * 1000 + 6.9 * 100 },
  { BEIJING, "qwen3-omni-flash", { 1000, 100, NO, NO, NO, 200, 800, NO, NO },
    1.8 * 200 + 3.3 * 800 + 12.7 * 100 },
  { BEIJING, "qwen3-omni-flash", { 1000, 100, NO, NO, NO, 200, 500, 300, NO },
    1.8 * 200 + 3.3 * 500 + 15.8 * 300 + 12.7 * 100 },
  { BEIJING, "qwen3-omni-flash", { 1000, 100, NO, NO, NO, 1000, NO, NO, 70 },
    1.8 * 1000 + 6.9 * 30 + 62.6 * 70, TRUE },
  { BEIJING, "qwen3-omni-flash", PLAIN (1000, 100), NAN },
  /* Not in the list, not of this address, not by the token, not this snapshot, or nonsense. */
  { SINGAPORE, "qwen3-omni-flash", { 1000, 100, NO, NO, NO, 1000, NO, NO, NO }, NAN },
  { BEIJING, "qwen3.8-omni-flash", PLAIN (1000, 100), NAN },
  { BEIJING, "something", PLAIN (1000, 100), NAN },
  { BEIJING, "qwen3.6-plus-2027-01-01", PLAIN (1000, 100), NAN },
  { OTHER, "qwen3.6-plus", PLAIN (1000, 100), NAN },
  { "https://coding.dashscope.aliyuncs.com/v1", "qwen3.6-plus", PLAIN (1000, 100), NAN },
  { BEIJING, "qwen3.6-plus", PLAIN (NO, 100), NAN },
  { BEIJING, "qwen3.6-plus", PLAIN (1000, NO), NAN },
  { BEIJING, "qwen3.6-plus", { 1000, 100, 1001, NO, NO, NO, NO, NO, NO }, NAN },
  { BEIJING, "qwen3.6-plus", { 1000, 100, NO, NO, NO, NO, 600, 500, NO }, NAN },
  { BEIJING, "qwen3-omni-flash", { 1000, 100, NO, NO, NO, 1000, NO, NO, 101 }, NAN },
};
/* clang-format on */

static void
set_tokens (QingMessage *message, const Tokens *tokens)
{
  QingUsage usage = QING_USAGE_INIT;

  usage.prompt = tokens->prompt;
  usage.completion = tokens->completion;
  usage.cached = tokens->cached;
  usage.cache_creation = tokens->creation;
  usage.reasoning = tokens->reasoning;
  usage.prompt_text = tokens->text;
  usage.prompt_image = tokens->image;
  usage.prompt_audio = tokens->audio;
  usage.completion_audio = tokens->speech;
  qing_message_set_usage (message, &usage);
}

static void
test_rows (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (QingAccount) account = qing_account_new (NULL, "", rows[i].url);
      g_autoptr (QingMessage) message = qing_message_new (QING_ROLE_ASSISTANT);
      QingCost cost = { 0 };
      gboolean known;

      g_test_message ("%" G_GSIZE_FORMAT ": %s", i, rows[i].model);
      qing_message_set_model (message, rows[i].model);
      set_tokens (message, &rows[i].tokens);
      known = qing_cost_of_message (catalogue, account, message, &cost);
      g_assert_cmpint (known, ==, isfinite (rows[i].expected));
      if (!known)
        continue;
      g_assert_cmpfloat_with_epsilon (cost.amount * 1e6, rows[i].expected, 1e-6);
      g_assert_cmpint (cost.at_most, ==, rows[i].at_most);
      g_assert_cmpstr (cost.currency, ==, strcmp (rows[i].url, BEIJING) == 0 ? "CNY" : "USD");
      g_assert_cmpuint (strlen (cost.date), ==, strlen ("2026-05-27"));
    }
}

/* Thoughts that came are thoughts that are paid, even when the server does not count them. */
static void
test_thoughts (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingAccount) account = qing_account_new (NULL, "", BEIJING);
  g_autoptr (QingMessage) message = qing_message_new (QING_ROLE_ASSISTANT);
  Tokens tokens = PLAIN (0, 100);
  QingCost cost;

  qing_message_set_model (message, "qwen-plus");
  qing_message_set_reasoning (message, "Hm.", -1);
  set_tokens (message, &tokens);
  g_assert_true (qing_cost_of_message (catalogue, account, message, &cost));
  g_assert_cmpfloat_with_epsilon (cost.amount * 1e6, 800, 1e-6);
  g_assert_false (qing_cost_of_message (catalogue, NULL, message, &cost));
}

static QingMessage *
answer (QingConversation *conversation, QingMessage *parent, const char *model, const char *request)
{
  g_autoptr (QingMessage) message = qing_message_new (QING_ROLE_ASSISTANT);
  Tokens tokens = PLAIN (1000, 0);

  qing_message_set_model (message, model);
  qing_message_set_request_id (message, request);
  set_tokens (message, &tokens);
  qing_conversation_add (conversation, message, parent, TRUE);
  return message;
}

static void
test_conversation (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingAccount) account = qing_account_new (NULL, "", BEIJING);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingMessage) question = qing_message_new (QING_ROLE_USER);
  g_autoptr (QingMessage) refused = qing_message_new (QING_ROLE_ASSISTANT);
  g_autoptr (QingFault) fault = qing_fault_new (QING_ERROR_BALANCE, "Pay.");
  QingCost cost = { 0 };
  guint n = 0;

  g_assert_false (qing_cost_of_conversation (catalogue, account, conversation, &cost, &n));
  qing_conversation_add (conversation, question, NULL, TRUE);
  answer (conversation, question, "something", NULL);
  g_assert_false (qing_cost_of_conversation (catalogue, account, conversation, &cost, &n));
  /* Two alternatives of one request have its count both; a third was asked for later. */
  answer (conversation, question, "qwen3.6-plus", "r-1");
  answer (conversation, question, "qwen3.6-plus", "r-1");
  answer (conversation, question, "qwen3.6-plus", "r-2");
  answer (conversation, answer (conversation, question, "qwen-plus", NULL), "qwen-plus", NULL);
  /* What was refused is no answer. */
  qing_conversation_add (conversation, refused, question, FALSE);
  qing_message_set_fault (refused, fault);
  g_assert_true (qing_cost_of_conversation (catalogue, account, conversation, &cost, &n));
  g_assert_cmpfloat_with_epsilon (cost.amount * 1e6, 2 * 2000 + 2 * 800, 1e-6);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_words (void)
{
  static const struct
  {
    double amount;
    gboolean at_most;
    const char *currency;
    const char *words;
  } cases[] = {
    { 0, FALSE, "CNY", "¥0.00" },
    { 0.0031, FALSE, "CNY", "¥0.0031" },
    { 0.00314159, FALSE, "USD", "$0.0031" },
    { 0.0999, FALSE, "USD", "$0.100" },
    { 0.1, FALSE, "CNY", "¥0.10" },
    { 12.345, FALSE, "USD", "$12.35" },
    { 0.0000012, FALSE, "USD", "$0.0000012" },
    { 1e-12, FALSE, "USD", "$0.00000000" },
    { 0.02, TRUE, "CNY", "at most ¥0.020" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QingCost cost = { cases[i].currency, "2026-05-27", cases[i].amount, cases[i].at_most };
      g_autofree char *words = qing_cost_format (&cost);
      g_autofree char *list = qing_cost_describe (&cost);

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_nonnull (strstr (list, cases[i].currency));
      g_assert_nonnull (strstr (list, "05/27/26"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cost/rows", test_rows);
  g_test_add_func ("/cost/thoughts", test_thoughts);
  g_test_add_func ("/cost/conversation", test_conversation);
  g_test_add_func ("/cost/words", test_words);
  return g_test_run ();
}
