/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of protocol.md 6, written down a second time: context, input and output (without/with
 * thinking), chain of thought, thinking, what goes in and out, and abilities, in its own letters. */

#include "qing-catalogue.h"

static const struct
{
  const char *id;
  const char *facts;
} rows[] = {
  /* clang-format off */
  { "qwen3.8-max", "1000000 991808/983616 131072 262144 H+ tiv>t FC JO JS S C P effort" },
  { "qwen3.8-max-0902", "1000000 991808/983616 131072 262144 H+ tiv>t FC JO JS S C P effort" },
  { "qwen3.8-flash", "1000000 991808/983616 131072 262144 H+ tiv>t FC JO JS S C P effort" },
  { "qwen3.8-2.4t-a95b", "1000000 991808/983616 131072 131072 T t>t FC JO S C P effort" },
  { "qwen3.8-27b", "1000000 991808/983616 131072 262144 H+ tiv>t FC JO S C effort" },
  { "qwen3.8-omni-flash", "1000000 - - - H+ tiva>t FC JO S(agent) effort" },
  { "qwen3.7-max", "1000000 991808/983616 131072 262144 H+ t>t FC JO JS S C P" },
  { "qwen3.7-max-preview", "1000000 991808/983616 131072 262144 T t>t FC JO JS S C P" },
  { "qwen3.7-plus", "1000000 991808/983616 131072 262144 H+ tiv>t FC JO JS S C P" },
  { "qwen3.7-flash", "1000000 991808/983616 131072 262144 H+ tiv>t FC JO JS S C P" },
  { "qwen3.6-max-preview", "262144 245760 65536 81920 H+ t>t FC JO(n) S C P" },
  { "qwen3.6-plus", "1000000 991808/983616 65536 81920 H+ tiv>t FC JO(n) S(agent) C P" },
  { "qwen3.6-plus-2026-04-02", "1000000 991808/983616 65536 81920 H+ tiv>t FC JO(n) S(agent) C P" },
  { "qwen3.6-flash", "1000000 991808/983616 65536 81920 H+ tiv>t FC JO(n) S C P" },
  { "qwen3.6-27b", "262144 260096 65536 81920 H+ tiv>t FC JO(n) S P" },
  { "qwen3.6-35b-a3b", "262144 260096 65536 81920 H+ tiv>t FC JO(n) S P" },
  { "qwen3.5-plus", "1000000 991808/983616 65536 81920 H+ tiv>t FC JO(n) S(agent) C P code" },
  { "qwen3.5-flash", "1000000 991808/983616 65536 81920 H+ tiv>t FC JO(n) S(agent) C P" },
  { "qwen3.5-397b-a17b", "262144 260096 65536 81920 H+ tiv>t FC JO(n) S P" },
  { "qwen3.5-122b-a10b", "262144 260096 65536 81920 H+ tiv>t FC JO(n) S P" },
  { "qwen3.5-35b-a3b", "262144 260096 65536 81920 H+ tiv>t FC JO(n) S P" },
  { "qwen3.5-27b", "262144 260096 65536 81920 H+ tiv>t FC JO(n) S P" },
  { "qwen3-max", "262144 258048 65536/32768 81920 H- t>t FC JO(n) S(agent) C P code" },
  { "qwen3-max-2026-01-23", "262144 258048 65536/32768 81920 H- t>t FC JO(n) S(agent) C P code" },
  { "qwen3-max-preview", "262144 258048 65536/32768 81920 H- t>t C" },
  { "qwen3-max-2025-09-23", "262144 258048 65536 - N t>t S(agent)" },
  { "qwen-plus", "1000000 997952/995904 32768 81920 H- t>t FC JO(n) S C P" },
  { "qwen-plus-2025-12-01", "1000000 997952/995904 32768 81920 H- t>t FC JO(n) S C P logprobs" },
  { "qwen-plus-2025-04-28", "131072 129024/98304 16384 38912 H- t>t FC JO(n) S P logprobs" },
  { "qwen-plus-2025-07-14", "131072 129024/98304 16384 38912 H- t>t FC JO(n) S P logprobs" },
  { "qwen-flash", "1000000 997952/995904 32768 81920 H- t>t FC JO(n) S C P" },
  { "qwen-turbo", "1000000 1000000/98304 16384 38912 H- t>t JO(n) S P" },
  { "qwen-turbo-2025-04-28", "1000000 1000000/98304 16384 38912 H- t>t JO(n) S P logprobs" },
  { "qwen-max", "32768 30720 8192 - N t>t FC JO S P" },
  { "qwq-plus", "131072 98304 8192 32768 T t>t FC S stream" },
  { "qvq-max", "131072 106496 8192 16384 T tiv>t stream" },
  { "qvq-plus", "131072 106496 8192 16384 T tiv>t stream" },
  { "qwen3-vl-plus", "262144 260096/258048 32768 81920 H- tiv>t FC JO(n) C P logprobs" },
  { "qwen3-vl-plus-2025-12-19", "262144 260096/258048 32768 81920 H- tiv>t FC JO(n) C P logprobs" },
  { "qwen3-vl-flash", "262144 260096/258048 32768 81920 H- tiv>t FC JO(n) C P logprobs" },
  { "qwen-vl-max", "131072 129024 8192 - N tiv>t JO P" },
  { "qwen-vl-plus", "131072 129024 8192 - N tiv>t JO P" },
  { "qwen-vl-ocr", "38192 30000 8192 - N ti>t" },
  { "qwen3-coder-plus", "1000000 997952 65536 - N t>t FC JO C P" },
  { "qwen3-coder-flash", "1000000 997952 65536 - N t>t FC JO C P" },
  { "qwen3-coder-next", "262144 204800 65536 - N t>t FC" },
  { "qwen3-coder-480b-a35b-instruct", "262144 204800 65536 - N t>t FC JO" },
  { "qwen3-coder-30b-a3b-instruct", "262144 204800 65536 - N t>t FC JO" },
  { "qwen3-omni-flash", "65536 49152/16384 16384 32768 H- tiva>ta FC stream" },
  { "qwen3.5-omni-plus", "262144 196608 65536 - N tiva>ta FC JO S(agent) stream" },
  { "qwen3.5-omni-flash", "262144 196608 65536 - N tiva>ta FC S(agent) stream" },
  { "qwen-omni-turbo", "32768 30720 2048 - N tiva>ta stream" },
  { "qwen2.5-omni-7b", "32768 30720 2048 - N tiva>ta stream" },
  { "qwen-long", "10000000 10000000 8192 - N t>t JO" },
  { "qwen-math-plus", "4096 3072 3072 - N t>t P" },
  { "qwen-math-turbo", "4096 3072 3072 - N t>t P" },
  { "qwen-mt-plus", "16384 8192 8192 - N t>t" },
  { "qwen-mt-flash", "16384 8192 8192 - N t>t" },
  { "qwen-mt-lite", "16384 8192 8192 - N t>t" },
  { "qwen-mt-turbo", "16384 8192 8192 - N t>t" },
  { "qwen-plus-character", "32768 32768 4096 - N t>t S n" },
  { "qwen-flash-character", "8192 8000 4096 - N t>t S n" },
  { "qwen3-235b-a22b", "131072 129024/98304 16384 38912 H+ t>t FC JO(n) P logprobs n stream(think)" },
  { "qwen3-32b", "131072 129024/98304 8192 38912 H+ t>t FC JO(n) P logprobs n stream(think)" },
  { "qwen3-14b", "131072 129024/98304 8192 38912 H+ t>t FC JO(n) P logprobs n stream(think)" },
  { "qwen3-8b", "131072 129024/98304 8192 38912 H+ t>t FC JO(n) P logprobs n stream(think)" },
  { "qwen3-30b-a3b", "131072 129024/98304 8192 38912 H+ t>t FC JO(n) P logprobs n stream(think)" },
  { "qwen3-1.7b", "131072 129024/98304 8192 30720 H+ t>t FC JO(n) P logprobs n stream(think)" },
  { "qwen3-0.6b", "131072 129024/98304 8192 30720 H+ t>t FC JO(n) P logprobs n stream(think)" },
  { "qwen3-235b-a22b-instruct-2507", "131072 129024 32768 - N t>t FC JO P logprobs n" },
  { "qwen3-30b-a3b-instruct-2507", "131072 129024 32768 - N t>t FC JO P logprobs n" },
  { "qwen3-next-80b-a3b-instruct", "131072 129024 32768 - N t>t FC JO P logprobs n" },
  { "qwen3-235b-a22b-thinking-2507", "131072 126976 32768 81920 T t>t FC logprobs stream" },
  { "qwen3-30b-a3b-thinking-2507", "131072 126976 32768 81920 T t>t FC logprobs stream" },
  { "qwen3-next-80b-a3b-thinking", "131072 126976 32768 81920 T t>t FC logprobs stream" },
  { "qwen3-vl-235b-a22b-instruct", "131072 129024 32768 - N tiv>t FC JO P" },
  { "qwen3-vl-8b-instruct", "131072 129024 32768 - N tiv>t FC JO P" },
  { "qwen3-vl-235b-a22b-thinking", "131072 126976 32768 81920 T tiv>t FC stream" },
  { "qwen3-vl-8b-thinking", "131072 126976 32768 81920 T tiv>t FC stream" },
  { "deepseek-v4-pro", "1000000 1000000 393216 - H+ t>t FC JO S effort" },
  { "deepseek-v4-flash", "1000000 1000000 393216 - H+ t>t FC JO S effort" },
  { "deepseek-v4.1-flash", "1000000 1000000 393216 - H+ ti>t FC effort" },
  { "deepseek-v3.2", "131072 98304 65536 - H- t>t FC S" },
  { "deepseek-v3.2-exp", "131072 98304 65536 - H- t>t FC S" },
  { "deepseek-v3.1", "131072 98304 65536 - H- t>t FC S" },
  { "deepseek-r1", "131072 98304 16384 - T t>t FC S" },
  { "deepseek-r1-0528", "131072 98304 16384 - T t>t FC S" },
  { "deepseek-v3", "65536 57344 8192 - N t>t FC S" },
  { "kimi-k2.6", "262144 229376 16384 - H- tiv>t FC C" },
  { "kimi-k2.5", "262144 229376 16384 - H- tiv>t FC C" },
  { "kimi-k2-thinking", "262144 229376 16384 - T t>t FC" },
  { "kimi-k2.7-code", "262144 229376 16384 - T t>t FC" },
  { "kimi-k3", "1000000 229376 16384 - H+ tiv>t FC" },
  { "glm-5.1", "202745 202745 131072 - H+ t>t FC JO C effort" },
  { "glm-5", "202752 169984 16384 - H+ t>t FC JO(n)" },
  { "glm-4.7", "202752 169984 16384 - H+ t>t FC JO(n)" },
  { "glm-4.6", "202752 169984 16384 - H+ t>t FC JO(n)" },
  { "glm-5.3", "- - - - T t>t FC" },
  { "MiniMax-M2.5", "204800 196608 131072 - T t>t FC" },
  { "MiniMax-M2.1", "204800 172032 32768 - T t>t FC" },
  /* clang-format on */
};

static void
append_count (GString *out, gint64 plain, gint64 thinking)
{
  if (plain < 0)
    g_string_append (out, "- ");
  else if (thinking != plain)
    g_string_append_printf (out, "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT " ", plain, thinking);
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT " ", plain);
}

static const char *
name_json (QingModelInfo *info)
{
  QingThinking thinking = qing_model_info_get_thinking (info);
  gboolean hybrid = thinking == QING_THINKING_HYBRID_ON || thinking == QING_THINKING_HYBRID_OFF;

  return hybrid && (qing_model_info_get_features (info) & QING_FEATURE_JSON_OBJECT_THINKING) == 0
           ? " JO(n)"
           : " JO";
}

static void
append_features (GString *out, QingModelInfo *info)
{
  const char *const *strategies = qing_model_info_get_search_strategies (info);
  const struct
  {
    QingFeatures feature;
    const char *name;
  } features[] = {
    { QING_FEATURE_TOOLS, " FC" },
    { QING_FEATURE_JSON_OBJECT, name_json (info) },
    { QING_FEATURE_JSON_SCHEMA, " JS" },
    { QING_FEATURE_SEARCH, g_strv_contains (strategies, "agent") ? " S(agent)" : " S" },
    { QING_FEATURE_CACHE, " C" },
    { QING_FEATURE_PARTIAL, " P" },
    { QING_FEATURE_EFFORT, " effort" },
    { QING_FEATURE_CODE_INTERPRETER, " code" },
    { QING_FEATURE_LOGPROBS, " logprobs" },
    { QING_FEATURE_SEVERAL, " n" },
    { QING_FEATURE_STREAM_ONLY, " stream" },
    { QING_FEATURE_STREAM_ONLY_THINKING, " stream(think)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (features); i++)
    if ((qing_model_info_get_features (info) & features[i].feature) != 0)
      g_string_append (out, features[i].name);
}

static void
test_row (gconstpointer data)
{
  static const char *const thinking[] = { "N", "H-", "H+", "T" };
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  QingModelInfo *info = qing_catalogue_lookup (catalogue, rows[i].id);
  g_autofree char *in = qing_modalities_to_string (qing_model_info_get_input (info));
  g_autofree char *out = qing_modalities_to_string (qing_model_info_get_output (info));
  g_autoptr (GString) facts = g_string_new (NULL);
  gint64 context = qing_model_info_get_context (info);
  gint64 thoughts = qing_model_info_get_max_thinking (info);

  g_assert_true (qing_model_info_is_known (info));
  append_count (facts, context, context);
  append_count (facts, qing_model_info_get_max_input (info, FALSE),
                qing_model_info_get_max_input (info, TRUE));
  append_count (facts, qing_model_info_get_max_output (info, FALSE),
                qing_model_info_get_max_output (info, TRUE));
  append_count (facts, thoughts, thoughts);
  g_string_append_printf (facts, "%s %s>%s", thinking[qing_model_info_get_thinking (info)], in,
                          out);
  append_features (facts, info);
  g_assert_cmpstr (facts->str, ==, rows[i].facts);
}

/* protocol.md 6.3, where a model has values of its own: without and with thinking. */
static const struct
{
  const char *id;
  double plain[5]; /* temperature, top_p, top_k, presence_penalty, repetition_penalty */
  double thinking[5];
} samplings[] = {
  { "qwen3.6-plus", { 0.7, 0.8, 20, 1.5, 1.05 }, { 0.6, 0.95, 20, 0.5, 1.05 } },
  { "qwen3.8-max", { 0.7, 0.8, 20, 1.5, 1.0 }, { 1.0, 0.95, 20, 0.0, 1.0 } },
  { "qwen3-max-preview", { 0.7, 0.8, 20, 1.5, 1.05 }, { 1.0, 1.0, 20, 1.5, 1.05 } },
  { "qwen-plus", { 0.7, 0.8, 20, 1.5, 1.05 }, { 0.6, 0.95, 20, 0.5, 1.05 } },
  { "qwen-turbo", { 0.7, 0.8, 20, 1.5, 1.05 }, { 0.6, 0.95, 20, 0.5, 1.05 } },
  { "qwen-flash", { 0.7, 0.8, 20, 1.5, 1.05 }, { 0.6, 0.95, 20, 0.0, 1.05 } },
  { "qwen-max", { 0.7, 0.8, 20, 1.5, 1.0 }, { 0.7, 0.8, 20, 1.5, 1.0 } },
  { "qwq-plus", { 0.6, 0.95, 40, 0.0, 1.0 }, { 0.6, 0.95, 40, 0.0, 1.0 } },
  { "qvq-max", { 0.5, 0.5, 10, 1.5, 1.0 }, { 0.5, 0.5, 10, 1.5, 1.0 } },
  { "qwen3-vl-plus", { 0.7, 0.8, 20, 1.5, 1.0 }, { 0.8, 0.95, 20, 0.0, 1.0 } },
  { "qwen-vl-max", { 0.01, 0.001, 20, 1.5, 1.0 }, { 0.01, 0.001, 20, 1.5, 1.0 } },
  { "qwen-vl-plus", { 0.01, 0.001, 1, 1.5, 1.2 }, { 0.01, 0.001, 1, 1.5, 1.2 } },
  { "qwen-vl-plus-2025-08-15", { 0.01, 0.001, 10, 1.2, 1.2 }, { 0.01, 0.001, 10, 1.2, 1.2 } },
  { "qwen-vl-plus-2025-07-10", { 0.01, 0.001, 10, 1.5, 1.2 }, { 0.01, 0.001, 10, 1.5, 1.2 } },
  { "qwen-vl-plus-2025-01-25", { 0.01, 0.001, 1, 1.0, 1.2 }, { 0.01, 0.001, 1, 1.0, 1.2 } },
  { "qwen3-vl-8b-thinking", { 0.8, 0.95, 20, 0.0, 1.0 }, { 0.8, 0.95, 20, 0.0, 1.0 } },
  { "qwen3-235b-a22b-thinking-2507", { 0.6, 0.95, 20, 0.0, 1.05 }, { 0.6, 0.95, 20, 0.0, 1.05 } },
  { "qwen3.8-2.4t-a95b", { 0.6, 0.95, 20, 0.0, 1.0 }, { 0.6, 0.95, 20, 0.0, 1.0 } },
  { "qwen3-coder-plus", { 0.7, 0.8, 20, 1.5, 1.1 }, { 0.7, 0.8, 20, 1.5, 1.1 } },
  { "qwen3-omni-flash", { 0.9, 1.0, 50, 0.0, 1.05 }, { 0.9, 1.0, 50, 0.0, 1.05 } },
  { "qwen2.5-omni-7b", { 0.01, 0.001, 1, 0.0, 1.05 }, { 0.01, 0.001, 1, 0.0, 1.05 } },
  { "qwen-math-plus", { 0.0, 1.0, 1, 0.0, 1.0 }, { 0.0, 1.0, 1, 0.0, 1.0 } },
  { "qwen3-32b", { 0.7, 0.8, 20, 1.5, 1.05 }, { 0.6, 0.95, 20, 0.5, 1.05 } },
  { "qwen3-4b", { 0.7, 0.8, 20, 1.5, 1.05 }, { 0.6, 0.95, 20, 1.5, 1.05 } },
};

static void
assert_sampling (QingModelInfo *info, gboolean thinking, const double *expected)
{
  const QingSampling *sampling = qing_model_info_get_sampling (info, thinking);

  g_assert_cmpfloat (sampling->temperature, ==, expected[0]);
  g_assert_cmpfloat (sampling->top_p, ==, expected[1]);
  g_assert_cmpint (sampling->top_k, ==, (int) expected[2]);
  g_assert_cmpfloat (sampling->presence_penalty, ==, expected[3]);
  g_assert_cmpfloat (sampling->repetition_penalty, ==, expected[4]);
}

static void
test_sampling (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (samplings); i++)
    {
      QingModelInfo *info = qing_catalogue_lookup (catalogue, samplings[i].id);

      g_test_message ("%s", samplings[i].id);
      assert_sampling (info, FALSE, samplings[i].plain);
      assert_sampling (info, TRUE, samplings[i].thinking);
    }
}

/* protocol.md 7.1: side of a token, least, most, largest most, with high resolution. */
static void
test_pixels (void)
{
  static const struct
  {
    const char *id;
    gint64 pixels[5];
  } cases[] = {
    { "qwen3.6-plus", { 32, 65536, 2621440, 16777216, 16777216 } },
    { "qwen3-vl-plus", { 32, 65536, 2621440, 16777216, 16777216 } },
    { "qwen3.5-omni-plus", { 32, 24576, 1310720, 16777216, 16777216 } },
    { "qwen3.8-omni-flash", { 32, 24576, 1310720, 16777216, 16777216 } },
    { "qwen-vl-max", { 32, 4096, 1310720, 16777216, 16777216 } },
    { "qwen-vl-plus-2025-08-15", { 32, 4096, 1310720, 16777216, 16777216 } },
    { "qwen-vl-plus-2025-01-25", { 28, 3136, 1003520, 12845056, 12845056 } },
    { "qwen2.5-vl-72b-instruct", { 28, 3136, 1003520, 12845056, 12845056 } },
    { "qvq-max", { 28, 3136, 1003520, 12845056, 12845056 } },
    { "qwen3-omni-flash", { 32, 4096, 1310720, 1310720, 0 } },
    { "qwen-omni-turbo", { 28, 3136, 1003520, 1003520, 0 } },
  };
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QingModelInfo *info = qing_catalogue_lookup (catalogue, cases[i].id);
      const QingPixels *pixels = qing_model_info_get_pixels (info);
      gboolean high = (qing_model_info_get_features (info) & QING_FEATURE_HIGH_RESOLUTION) != 0;

      g_test_message ("%s", cases[i].id);
      g_assert_cmpint (pixels->side, ==, cases[i].pixels[0]);
      g_assert_cmpint (pixels->minimum, ==, cases[i].pixels[1]);
      g_assert_cmpint (pixels->maximum, ==, cases[i].pixels[2]);
      g_assert_cmpint (pixels->limit, ==, cases[i].pixels[3]);
      g_assert_cmpint (pixels->high, ==, cases[i].pixels[4]);
      g_assert_true (high == (pixels->high > 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/catalogue-facts/", rows[i].id, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/catalogue-facts/sampling", test_sampling);
  g_test_add_func ("/catalogue-facts/pixels", test_pixels);
  return g_test_run ();
}
