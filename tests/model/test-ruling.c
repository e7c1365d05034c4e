/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-catalogue.h"
#include "qing-ruling.h"

/* One row a situation: what the user set (as the stored JSON), and what then holds for one
 * parameter: "offered", "hidden" or "conflict", and what goes on the wire as GVariant text. */
static const struct
{
  const char *model;
  const char *set;
  const char *parameter;
  const char *verdict;
  const char *effective;
} rows[] = {
  /* "Default" sends nothing. */
  { "qwen3.6-plus", "{}", "temperature", "offered", NULL },
  { "qwen3.6-plus", "{}", "enable-thinking", "offered", NULL },
  { "qwen3.6-plus", "{\"temperature\":0.5}", "temperature", "offered", "0.5" },
  /* API page: set only one of temperature and top_p. */
  { "qwen3.6-plus", "{\"temperature\":0.5,\"top-p\":0.75}", "temperature", "offered", "0.5" },
  { "qwen3.6-plus", "{\"temperature\":0.5,\"top-p\":0.75}", "top-p", "conflict", NULL },
  { "qwen3.6-plus", "{\"top-p\":0.75}", "top-p", "offered", "0.75" },
  /* API page: do not modify QVQ's defaults. */
  { "qvq-max", "{\"temperature\":0.5}", "temperature", "hidden", NULL },
  { "qvq-max", "{\"top-k\":5}", "top-k", "hidden", NULL },
  { "qvq-max", "{}", "presence-penalty", "hidden", NULL },
  /* API page: no system message for QwQ. */
  { "qwq-plus", "{\"system-prompt\":\"hi\"}", "system-prompt", "hidden", NULL },
  { "qwen-plus", "{\"system-prompt\":\"hi\"}", "system-prompt", "offered", "'hi'" },
  /* protocol.md 8.1: who refuses the thinking switch. */
  { "qwen-max", "{\"enable-thinking\":true}", "enable-thinking", "hidden", NULL },
  { "qwq-plus", "{\"enable-thinking\":false}", "enable-thinking", "hidden", NULL },
  { "qwen-plus", "{\"enable-thinking\":true}", "enable-thinking", "offered", "true" },
  { "llama", "{\"enable-thinking\":false}", "enable-thinking", "offered", "false" },
  /* protocol.md 1.1: at most the model's chain of thought, only while it thinks. */
  { "qwen3.6-plus", "{\"thinking-budget\":81920}", "thinking-budget", "offered", "int64 81920" },
  { "qwen3.6-plus", "{\"thinking-budget\":81921}", "thinking-budget", "conflict", "int64 81920" },
  { "qwen-plus", "{\"thinking-budget\":100}", "thinking-budget", "hidden", NULL },
  { "qwen-plus", "{\"thinking-budget\":100,\"enable-thinking\":true}", "thinking-budget", "offered",
    "int64 100" },
  { "qwen-max", "{\"thinking-budget\":100}", "thinking-budget", "hidden", NULL },
  { "qwen3.8-max", "{\"thinking-budget\":100,\"reasoning-effort\":\"low\"}", "reasoning-effort",
    "conflict", NULL },
  { "qwen3.8-max", "{\"reasoning-effort\":\"low\"}", "reasoning-effort", "offered", "'low'" },
  { "qwen3.8-max", "{\"reasoning-effort\":\"high\"}", "reasoning-effort", "conflict", NULL },
  { "qwen-plus", "{\"reasoning-effort\":\"low\"}", "reasoning-effort", "hidden", NULL },
  /* API page: the longest answer is the model's. */
  { "qwen-max", "{\"max-tokens\":8192}", "max-tokens", "offered", "int64 8192" },
  { "qwen-max", "{\"max-tokens\":8193}", "max-tokens", "conflict", "int64 8192" },
  /* API page: n only for non-thinking Qwen3. */
  { "qwen3-32b", "{\"n\":2,\"enable-thinking\":false}", "n", "offered", "int64 2" },
  { "qwen3-32b", "{\"n\":2}", "n", "conflict", NULL },
  { "qwen-max", "{\"n\":2}", "n", "hidden", NULL },
  /* protocol.md 6.4. */
  { "qwen-max", "{\"response-format\":\"json_schema\"}", "response-format", "conflict", NULL },
  { "qwen3.6-plus", "{\"response-format\":\"json_object\"}", "response-format", "conflict", NULL },
  { "qwen3.6-plus", "{\"response-format\":\"json_object\",\"enable-thinking\":false}",
    "response-format", "offered", "'json_object'" },
  { "qwq-plus", "{\"response-format\":\"json_object\"}", "response-format", "hidden", NULL },
  { "qwen3.7-max",
    "{\"response-format\":\"json_schema\",\"json-schema\":\"{\\\"name\\\":\\\"x\\\","
    "\\\"schema\\\":{}}\"}",
    "response-format", "offered", "'json_schema'" },
  { "qwen3.7-max", "{\"response-format\":\"json_schema\",\"json-schema\":\"{}\"}",
    "response-format", "conflict", NULL },
  /* API page: max_pixels is ignored with high resolution. */
  { "qwen3-vl-plus", "{\"max-pixels\":100000,\"vl-high-resolution-images\":true}", "max-pixels",
    "conflict", NULL },
  { "qwen3-vl-plus", "{\"max-pixels\":100000}", "max-pixels", "offered", "int64 100000" },
  { "qwen3-vl-plus", "{\"max-pixels\":16777217}", "max-pixels", "conflict", "int64 16777216" },
  { "qwen-max", "{\"vl-high-resolution-images\":true}", "vl-high-resolution-images", "hidden",
    NULL },
  /* protocol.md 1.4, 10: no sound while thinking. */
  { "qwen3-omni-flash", "{\"audio-output\":true}", "audio-output", "offered", "true" },
  { "qwen3-omni-flash", "{\"audio-output\":true}", "voice", "offered", "'Cherry'" },
  { "qwen3-omni-flash", "{\"audio-output\":true}", "audio-format", "offered", "'wav'" },
  { "qwen3-omni-flash", "{}", "voice", "offered", NULL },
  { "qwen3-omni-flash", "{\"audio-output\":true,\"enable-thinking\":true}", "audio-output",
    "conflict", NULL },
  { "qwen-plus", "{\"audio-output\":true}", "audio-output", "hidden", NULL },
  /* API page and protocol.md 1.5: search. */
  { "qwen-plus", "{\"enable-search\":true}", "enable-search", "offered", "true" },
  { "qwen3-vl-plus", "{\"enable-search\":true}", "enable-search", "hidden", NULL },
  { "qwen-plus", "{\"forced-search\":true}", "forced-search", "conflict", NULL },
  { "qwen-plus", "{\"forced-search\":true,\"enable-search\":true}", "forced-search", "offered",
    "true" },
  { "qwen-plus", "{\"enable-search\":true,\"search-strategy\":\"agent\"}", "search-strategy",
    "conflict", NULL },
  { "qwen3.6-plus", "{\"enable-search\":true,\"search-strategy\":\"agent\"}", "search-strategy",
    "offered", "'agent'" },
  { "qwen3.6-plus", "{\"enable-search\":true,\"search-strategy\":\"agent\",\"forced-search\":true}",
    "forced-search", "conflict", NULL },
  { "qwen3-max", "{\"enable-search\":true,\"search-strategy\":\"agent_max\"}", "search-strategy",
    "conflict", NULL },
  { "qwen3-max",
    "{\"enable-search\":true,\"search-strategy\":\"agent_max\",\"enable-thinking\":true}",
    "search-strategy", "offered", "'agent_max'" },
  { "qwen3.5-omni-plus", "{\"enable-search\":true}", "search-strategy", "offered", "'agent'" },
  /* protocol.md 6, row "deepseek-v3.2 (-exp), v3.1": "exp/v3.1: only non-think". */
  { "deepseek-v3.1", "{\"enable-search\":true}", "enable-search", "offered", "true" },
  { "deepseek-v3.1", "{\"enable-search\":true,\"enable-thinking\":true}", "enable-search",
    "conflict", NULL },
  { "deepseek-v3.1", "{\"enable-search\":true,\"enable-thinking\":true,\"forced-search\":true}",
    "forced-search", "conflict", NULL },
  /* protocol.md 1.5: "qwq-plus: no search_strategy". */
  { "qwq-plus", "{\"enable-search\":true,\"search-strategy\":\"turbo\"}", "search-strategy",
    "hidden", NULL },
  /* protocol.md 1.5: "assigned_site_list (string[], ≤25 sites, turbo)". */
  { "qwen-plus", "{\"enable-search\":true,\"search-strategy\":\"max\",\"search-sites\":[\"a\"]}",
    "search-sites", "conflict", NULL },
  /* protocol.md 7.1: the default of min_pixels is the least; it stays below max_pixels. */
  { "qwen3.6-plus", "{\"min-pixels\":65535}", "min-pixels", "conflict", NULL },
  { "qwen3.6-plus", "{\"min-pixels\":65536}", "min-pixels", "offered", "int64 65536" },
  { "qwen3.6-plus", "{\"min-pixels\":2621441}", "min-pixels", "conflict", NULL },
  { "qwen3.6-plus", "{\"min-pixels\":2621441,\"vl-high-resolution-images\":true}", "min-pixels",
    "offered", "int64 2621441" },
  /* protocol.md 1.1: translation_options, which these models need. */
  { "qwen-mt-plus", "{}", "translate-from", "offered", "'auto'" },
  { "qwen-mt-plus", "{}", "translate-to", "offered", "'English'" },
  { "qwen-mt-plus", "{\"system-prompt\":\"x\"}", "system-prompt", "hidden", NULL },
  { "qwen-plus", "{\"translate-to\":\"German\"}", "translate-to", "hidden", NULL },
  /* protocol.md 1.1: clear_thinking "GLM only", "glm-5.3: true". */
  { "glm-5.3", "{\"clear-thinking\":false}", "clear-thinking", "offered", "false" },
  { "qwen3.8-max", "{\"clear-thinking\":true}", "clear-thinking", "hidden", NULL },
  /* protocol.md 1.1: thinking_budget for "Qwen3.x, Qwen3-VL, GLM, Kimi (not kimi-k3)". */
  { "kimi-k2.6", "{\"enable-thinking\":true,\"thinking-budget\":99999}", "thinking-budget",
    "offered", "int64 99999" },
  { "glm-4.6", "{\"thinking-budget\":512}", "thinking-budget", "offered", "int64 512" },
  { "kimi-k3", "{\"thinking-budget\":512}", "thinking-budget", "hidden", NULL },
  { "qwen-max", "{\"thinking-budget\":512}", "thinking-budget", "hidden", NULL },
  /* What refines the thinking is not there while it is off; "none" is what switches it off. */
  { "qwen3.6-plus", "{\"enable-thinking\":false,\"thinking-budget\":512}", "thinking-budget",
    "hidden", NULL },
  { "qwen3.6-plus", "{\"enable-thinking\":false}", "thinking-budget", "hidden", NULL },
  { "qwen3.6-plus", "{\"thinking-budget\":512}", "thinking-budget", "offered", "int64 512" },
  { "qwen-plus", "{\"enable-thinking\":true,\"thinking-budget\":512}", "thinking-budget", "offered",
    "int64 512" },
  { "qwen3.8-max", "{\"enable-thinking\":false,\"reasoning-effort\":\"low\"}", "reasoning-effort",
    "hidden", NULL },
  { "qwen3.8-max", "{\"reasoning-effort\":\"none\"}", "reasoning-effort", "offered", "'none'" },
  { "qwen3.8-max", "{\"reasoning-effort\":\"none\",\"thinking-budget\":9}", "thinking-budget",
    "hidden", NULL },
  { "qwen3.8-max", "{\"enable-thinking\":false,\"preserve-thinking\":true}", "preserve-thinking",
    "hidden", NULL },
  { "qwen3.8-max", "{\"preserve-thinking\":true}", "preserve-thinking", "offered", "true" },
  /* protocol.md 1.1: "values < 0.6 are silently raised to 0.6", while it thinks. */
  { "qwen3.8-max", "{\"temperature\":0.1}", "temperature", "conflict", "0.59999999999999998" },
  { "qwen3.8-flash-2027-01-01", "{\"temperature\":0.1}", "temperature", "conflict",
    "0.59999999999999998" },
  { "qwen3.8-max", "{\"temperature\":0.6}", "temperature", "offered", "0.59999999999999998" },
  { "qwen3.8-max", "{\"temperature\":0.1,\"enable-thinking\":false}", "temperature", "offered",
    "0.10000000000000001" },
  { "qwen3.7-max", "{\"temperature\":0.1}", "temperature", "offered", "0.10000000000000001" },
  /* protocol.md 1.1: max_completion_tokens from Qwen3.7-Max, "DeepSeek (non third-party-hosted)". */
  { "qwen3.6-max-preview", "{\"max-completion-tokens\":5}", "max-completion-tokens", "hidden",
    NULL },
  { "deepseek-v3.2", "{\"max-completion-tokens\":5}", "max-completion-tokens", "offered",
    "int64 5" },
  /* protocol.md 6, row "deepseek-v3.2": "FC S". */
  { "deepseek-v3.2", "{\"enable-search\":true,\"enable-thinking\":true}", "enable-search",
    "offered", "true" },
  /* protocol.md 3.4. */
  { "qwen-plus", "{\"wait-timeout\":120}", "wait-timeout", "offered", "int64 120" },
  /* protocol.md 1.8. */
  { "qwen3.5-plus", "{\"enable-code-interpreter\":true}", "enable-code-interpreter", "offered",
    "true" },
  { "qwen3-max", "{\"enable-code-interpreter\":true}", "enable-code-interpreter", "conflict",
    NULL },
  { "qwen-plus", "{\"enable-code-interpreter\":true}", "enable-code-interpreter", "hidden", NULL },
  /* API page: logprobs on snapshots only. */
  { "qwen-plus", "{\"logprobs\":true}", "logprobs", "hidden", NULL },
  { "qwen-plus-2025-07-14", "{\"logprobs\":true}", "logprobs", "offered", "true" },
  { "qwen-plus-2025-09-11", "{\"logprobs\":true}", "logprobs", "offered", "true" },
  { "qwen-turbo-1101", "{\"logprobs\":true}", "logprobs", "offered", "true" },
  { "qwen-plus-us", "{\"logprobs\":true}", "logprobs", "hidden", NULL },
  { "qwen-plus-latest", "{\"logprobs\":true}", "logprobs", "hidden", NULL },
  { "qwen3-vl-plus", "{\"top-logprobs\":3}", "top-logprobs", "conflict", NULL },
  /* Stream-only models. */
  { "qwq-plus", "{\"stream\":false}", "stream", "conflict", "true" },
  { "qwen3-32b", "{\"stream\":false}", "stream", "conflict", "true" },
  { "qwen3-32b", "{\"stream\":false,\"enable-thinking\":false}", "stream", "offered", "false" },
  { "qwen-max", "{\"stream\":false}", "stream", "offered", "false" },
  { "qwen-max", "{\"stream\":false}", "include-usage", "hidden", NULL },
  { "qwen-max", "{}", "include-usage", "offered", "true" },
  { "qwen-max", "{\"extra-body\":\"[1]\"}", "extra-body", "conflict", NULL },
};

static QingRuling *
rule (QingCatalogue *catalogue,
      const char *url,
      QingPurpose purpose,
      const char *model,
      const char *set,
      gboolean has_tools)
{
  g_autoptr (QingAccount) account = qing_account_new (NULL, "", url);
  g_autoptr (QingParameters) parameters = qing_parameters_new ();
  g_autoptr (GError) error = NULL;

  qing_parameters_load_json (parameters, set, &error);
  g_assert_no_error (error);
  return qing_ruling_new (purpose, account, qing_catalogue_lookup (catalogue, model), parameters,
                          NULL, has_tools);
}

static void
assert_rule (const QingRule *rule, const char *verdict, const char *effective)
{
  g_autofree char *text = rule->effective != NULL ? g_variant_print (rule->effective, TRUE) : NULL;
  const char *found = !rule->offered ? "hidden" : rule->conflict ? "conflict" : "offered";

  g_assert_cmpstr (found, ==, verdict);
  g_assert_cmpstr (text, ==, effective);
  if (!g_str_equal (verdict, "offered"))
    g_assert_nonnull (rule->reason);
}

/* A default is of the kind of its parameter, or nobody could show it. */
static void
assert_defaults (QingRuling *ruling)
{
  for (guint id = 0; id < QING_N_PARAMETERS; id++)
    {
      GVariant *fallback = qing_ruling_get (ruling, id)->fallback;
      QingParameterKind kind = qing_parameter_get_spec (id)->kind;

      if (fallback != NULL && kind == QING_PARAMETER_INTEGER)
        g_assert_cmpstr (g_variant_get_type_string (fallback), ==, "x");
      else if (fallback != NULL && kind == QING_PARAMETER_NUMBER)
        g_assert_cmpstr (g_variant_get_type_string (fallback), ==, "d");
    }
}

#define DASHSCOPE "https://dashscope.aliyuncs.com/compatible-mode/v1"
#define OTHER     "http://127.0.0.1:1/v1"

static void
test_rows (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (QingRuling) ruling =
        rule (catalogue, DASHSCOPE, QING_PURPOSE_CHAT, rows[i].model, rows[i].set, FALSE);

      g_test_message ("%s %s: %s", rows[i].model, rows[i].set, rows[i].parameter);
      assert_rule (qing_ruling_get (ruling, qing_parameter_lookup (rows[i].parameter)->id),
                   rows[i].verdict, rows[i].effective);
      assert_defaults (ruling);
    }
}

static void
test_tools (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingRuling) ruling =
    rule (catalogue, DASHSCOPE, QING_PURPOSE_CHAT, "qwen3.6-plus",
          "{\"tool-choice\":\"clock\",\"parallel-tool-calls\":true}", TRUE);
  g_autoptr (QingRuling) glm =
    rule (catalogue, DASHSCOPE, QING_PURPOSE_CHAT, "glm-5.1", "{}", TRUE);
  g_autoptr (QingRuling) code = rule (catalogue, DASHSCOPE, QING_PURPOSE_CHAT, "qwen3.5-plus",
                                      "{\"enable-code-interpreter\":true}", TRUE);

  g_assert_true (qing_ruling_sends_tools (ruling));
  assert_rule (qing_ruling_get (ruling, QING_PARAMETER_TOOL_CHOICE), "conflict", NULL);
  assert_rule (qing_ruling_get (ruling, QING_PARAMETER_PARALLEL_TOOL_CALLS), "offered", "true");
  assert_rule (qing_ruling_get (glm, QING_PARAMETER_TOOL_STREAM), "offered", "true");
  assert_rule (qing_ruling_get (code, QING_PARAMETER_ENABLE_CODE_INTERPRETER), "conflict", NULL);
}

/* DashScope's extensions go to DashScope alone. */
static void
test_other_server (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingRuling) ruling =
    rule (catalogue, OTHER, QING_PURPOSE_CHAT, "qwen3.6-plus",
          "{\"top-k\":5,\"enable-search\":true,\"temperature\":0.5,\"enable-thinking\":false}",
          FALSE);

  g_assert_false (qing_ruling_is_dashscope (ruling));
  assert_rule (qing_ruling_get (ruling, QING_PARAMETER_TOP_K), "hidden", NULL);
  assert_rule (qing_ruling_get (ruling, QING_PARAMETER_ENABLE_SEARCH), "hidden", NULL);
  assert_rule (qing_ruling_get (ruling, QING_PARAMETER_TEMPERATURE), "offered", "0.5");
  assert_rule (qing_ruling_get (ruling, QING_PARAMETER_ENABLE_THINKING), "offered", "false");
  g_assert_cmpuint (qing_ruling_get_n_conflicts (ruling), ==, 2);
}

/* Titles, tests and continued answers never think where that can be said (peers.md, 3). */
static void
test_purposes (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingRuling) title = rule (catalogue, DASHSCOPE, QING_PURPOSE_TITLE, "qwen3.6-plus",
                                       "{\"enable-thinking\":true,\"stream\":false}", TRUE);
  g_autoptr (QingRuling) unknown =
    rule (catalogue, DASHSCOPE, QING_PURPOSE_TITLE, "something", "{}", TRUE);
  g_autoptr (QingRuling) always =
    rule (catalogue, DASHSCOPE, QING_PURPOSE_CONTINUE, "qwq-plus", "{}", FALSE);

  g_assert_false (qing_ruling_is_thinking (title));
  g_assert_true (qing_ruling_is_streaming (title));
  g_assert_false (qing_ruling_sends_tools (title));
  g_assert_cmpstr (g_variant_get_type_string (
                     qing_ruling_get (title, QING_PARAMETER_ENABLE_THINKING)->effective),
                   ==, "b");
  g_assert_false (
    g_variant_get_boolean (qing_ruling_get (title, QING_PARAMETER_ENABLE_THINKING)->effective));
  g_assert_null (qing_ruling_get (unknown, QING_PARAMETER_ENABLE_THINKING)->effective);
  g_assert_true (qing_ruling_can_continue (title));
  g_assert_false (qing_ruling_can_continue (always));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ruling/rows", test_rows);
  g_test_add_func ("/ruling/tools", test_tools);
  g_test_add_func ("/ruling/other-server", test_other_server);
  g_test_add_func ("/ruling/purposes", test_purposes);
  return g_test_run ();
}
