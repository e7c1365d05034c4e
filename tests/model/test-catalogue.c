/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-catalogue.h"

#include <string.h>

static void
test_rows (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (catalogue));

  g_assert_cmpuint (n, >=, 80);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingModelInfo) info = g_list_model_get_item (G_LIST_MODEL (catalogue), i);
      const QingPixels *pixels = qing_model_info_get_pixels (info);
      gboolean sees = (qing_model_info_get_input (info) & QING_MODALITY_IMAGE) != 0;
      QingThinking thinking = qing_model_info_get_thinking (info);

      g_test_message ("%s", qing_model_info_get_id (info));
      g_assert_true (qing_model_info_is_known (info));
      g_assert_true (qing_catalogue_lookup (catalogue, qing_model_info_get_id (info)) == info);
      g_assert_cmpstr (qing_model_info_get_family (info), !=, "");
      g_assert_cmpint (thinking, !=, QING_THINKING_UNKNOWN);
      if (thinking == QING_THINKING_NONE)
        g_assert_cmpint (qing_model_info_get_max_thinking (info), <=, 0);
      if (pixels->side > 0 && sees)
        g_assert_cmpint (pixels->minimum, <, pixels->maximum);
      g_assert_cmpint (qing_model_info_get_max_input (info, FALSE), <=,
                       MAX (qing_model_info_get_context (info), -1));
    }
}

static void
test_lookup (void)
{
  static const struct
  {
    const char *id;
    const char *family;
  } cases[] = {
    { "qwen3.6-plus", "qwen3.6" },
    { "qwen3.6-plus-2026-04-02", "qwen3.6" },
    { "qwen3.8-max-0902", "qwen3.8" },
    { "qwen-plus-latest", "qwen-plus" },
    { "qwen-plus-2030-01-01", "qwen-plus" },
    { "qwen-plus-us", "qwen-plus" },
    { "qwen-vl-max-0813", "qwen-vl" },
    { "qwen3-32b", "qwen3-open" },
    { "qwen3-235b-a22b-instruct-2507", "qwen3-instruct" },
    { "qwen3-235b-a22b", "qwen3-open" },
    { "llama-3", "" },
    { "2026-04-02", "" },
    { "", "" },
  };
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QingModelInfo *info = qing_catalogue_lookup (catalogue, cases[i].id);

      g_test_message ("%s", cases[i].id);
      g_assert_cmpstr (qing_model_info_get_family (info), ==, cases[i].family);
      g_assert_cmpstr (qing_model_info_get_id (info), ==, cases[i].id);
      g_assert_true (info == qing_catalogue_lookup (catalogue, cases[i].id));
    }
  g_assert_cmpint (qing_model_info_get_max_thinking (
                     qing_catalogue_lookup (catalogue, "qwen-plus-2025-04-28")),
                   ==, 38912);
  g_assert_cmpstr (qing_model_info_get_id (qing_catalogue_get_default (catalogue)), ==,
                   "qwen3.6-plus");
}

static void
test_user_file (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (GError) error = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (catalogue));
  QingModelInfo *info;

  g_assert_true (qing_catalogue_load_json (
    catalogue,
    "{\"models\":[{\"id\":\"qwen3.6-plus\",\"max_thinking\":100,\"features\":7},"
    "{\"id\":\"my-model\",\"like\":\"qwen3-vl-plus\",\"name\":\"Mine\",\"context\":\"big\"},"
    "{\"name\":\"no id\"},5]}",
    -1, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (catalogue)), ==, n + 1);
  info = qing_catalogue_lookup (catalogue, "qwen3.6-plus");
  g_assert_cmpint (qing_model_info_get_max_thinking (info), ==, 100);
  g_assert_cmpstr (qing_model_info_get_name (info), ==, "Qwen3.6 Plus");
  g_assert_cmpint (qing_model_info_get_features (info) & QING_FEATURE_TOOLS, !=, 0);
  info = qing_catalogue_lookup (catalogue, "my-model");
  g_assert_cmpstr (qing_model_info_get_name (info), ==, "Mine");
  g_assert_cmpint (qing_model_info_get_input (info) & QING_MODALITY_IMAGE, !=, 0);
  g_assert_cmpint (qing_model_info_get_context (info), ==, 262144);
  g_assert_cmpstr (qing_catalogue_get_complaint (catalogue), ==,
                   "Model “qwen3.6-plus”: “features” names a feature that does not exist");
  g_assert_false (qing_catalogue_load_json (catalogue, "[]", -1, &error));
  g_assert_nonnull (error);
}

/* What is not good in a row, and how it is told; NULL where nothing is to be told. */
static const struct
{
  const char *row;
  const char *complaint;
} members[] = {
  { "{\"context\":5,\"name\":\"x\",\"max_input\":[1,2],\"max_output\":7}", NULL },
  { "{\"features\":[\"tools\",\"effort\"],\"thinking\":\"on\",\"input\":\"tiv\"}", NULL },
  { "{\"sampling\":{\"temperature\":1},\"voices\":[],\"pixels\":{\"side\":28}}", NULL },
  { "{\"prices\":{\"USD\":{\"date\":\"2026-01-01\",\"tiers\":[{\"input\":1}]}}}", NULL },
  { "{\"context\":-1}", NULL },
  { "{\"context\":-2}", "“context” must be a whole number" },
  { "{\"context\":1.5}", "“context” must be a whole number" },
  { "{\"context\":1e300}", "“context” must be a whole number" },
  { "{\"context\":true}", "“context” must be a whole number" },
  { "{\"context\":null}", "“context” must be a whole number" },
  { "{\"max_input\":[1]}", "“max_input” must be a whole number, or a pair of them" },
  { "{\"thinking\":\"maybe\"}", "“thinking” must be none, off, on or always" },
  { "{\"input\":\"xyz\"}", "“input” must be letters of “tiva”" },
  { "{\"features\":[[1]]}", "“features” names a feature that does not exist" },
  { "{\"features\":[\"magic\"]}", "“features” names a feature that does not exist" },
  { "{\"voices\":{}}", "“voices” must be a list" },
  { "{\"voices\":[1]}", "“voices” must be a list" },
  { "{\"name\":\"\"}", "“name” must be a text" },
  { "{\"sampling\":[]}", "“sampling” must be an object" },
  { "{\"sampling\":{\"temperature\":\"hot\"}}", "“temperature” must be a number" },
  { "{\"sampling\":{\"heat\":1}}", "there is no “heat”" },
  { "{\"prices\":{\"EUR\":{}}}", "there is no “EUR”" },
  { "{\"prices\":{\"USD\":{\"tiers\":[{\"input\":\"1\"}]}}}", "“input” must be a number" },
  { "{\"prices\":{\"USD\":{\"tiers\":5}}}", "“tiers” must be a list" },
  { "[]", "This is not a JSON object." },
};

static void
test_members (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
      g_autoptr (GError) error = NULL;
      gboolean good = qing_catalogue_set_override (catalogue, "qwen-max", members[i].row, &error);

      g_test_message ("%s", members[i].row);
      g_assert_cmpint (good, ==, members[i].complaint == NULL);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, members[i].complaint);
    }
}

static void
changed_cb (QingCatalogue *catalogue, const char *id, GString *log)
{
  g_string_append_printf (log, "%s ", id);
}

static void
items_cb (GListModel *list, guint position, guint removed, guint added, GString *log)
{
  g_string_append_printf (log, "-%u+%u ", removed, added);
}

/* Changed, changed again and taken back, for a model of the list, a snapshot and an unknown one. */
static void
test_overrides (void)
{
  static const struct
  {
    const char *id;
    const char *log;
  } cases[] = {
    { "qwen3.6-plus", "-1+1 qwen3.6-plus -1+1 -1+1 qwen3.6-plus -1+1 qwen3.6-plus " },
    { "qwen-plus-2031-01-01",
      "-0+1 qwen-plus-2031-01-01 -1+0 -0+1 qwen-plus-2031-01-01 -1+0 qwen-plus-2031-01-01 " },
    { "llama-9", "-0+1 llama-9 -1+0 -0+1 llama-9 -1+0 llama-9 " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
      g_autoptr (GString) log = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      QingModelInfo *before = qing_catalogue_lookup (catalogue, cases[i].id);
      g_autofree char *json = qing_model_info_to_json (before);
      g_autofree char *after = NULL;
      g_autofree char *kept = NULL;
      QingModelInfo *info;

      g_signal_connect (catalogue, "override-changed", G_CALLBACK (changed_cb), log);
      g_signal_connect (catalogue, "items-changed", G_CALLBACK (items_cb), log);
      g_assert_true (qing_catalogue_set_override (catalogue, cases[i].id,
                                                  "{\"context\":77,\"id\":\"other\"}", &error));
      info = qing_catalogue_lookup (catalogue, cases[i].id);
      g_assert_cmpint (qing_model_info_get_context (info), ==, 77);
      g_assert_true (qing_model_info_is_known (info));
      g_assert_cmpint (qing_model_info_get_features (info), ==,
                       qing_model_info_get_features (before));
      g_assert_true (
        qing_catalogue_set_override (catalogue, cases[i].id, "{\"max_thinking\":5}", &error));
      info = qing_catalogue_lookup (catalogue, cases[i].id);
      g_assert_cmpint (qing_model_info_get_context (info), ==,
                       qing_model_info_get_context (before));
      kept = qing_catalogue_dup_override (catalogue, cases[i].id);
      g_assert_cmpstr (kept, ==, "{\n  \"max_thinking\": 5\n}");
      g_assert_true (qing_catalogue_set_override (catalogue, cases[i].id, NULL, &error));
      g_assert_no_error (error);
      g_assert_null (qing_catalogue_dup_override (catalogue, cases[i].id));
      after = qing_model_info_to_json (qing_catalogue_lookup (catalogue, cases[i].id));
      g_assert_cmpstr (after, ==, json);
      g_assert_cmpstr (log->str, ==, cases[i].log);
    }
}

/* Every row says of itself what it was read from. */
static void
test_round_trip (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (catalogue)); i++)
    {
      g_autoptr (QingModelInfo) info = g_list_model_get_item (G_LIST_MODEL (catalogue), i);
      g_autoptr (QingCatalogue) empty = g_object_new (QING_TYPE_CATALOGUE, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *row = qing_model_info_to_json (info);
      g_autofree char *again = NULL;

      g_assert_true (
        qing_catalogue_set_override (empty, qing_model_info_get_id (info), row, &error));
      g_assert_no_error (error);
      again =
        qing_model_info_to_json (qing_catalogue_lookup (empty, qing_model_info_get_id (info)));
      g_assert_cmpstr (again, ==, row);
    }
}

static void
test_prices (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  const QingPrices *prices =
    qing_model_info_get_prices (qing_catalogue_lookup (catalogue, "qwen-plus"), "CNY");

  g_autofree char *row =
    qing_model_info_to_json (qing_catalogue_lookup (catalogue, "qwen3.6-flash"));

  /* As people write it. */
  g_assert_nonnull (strstr (row, "\"input\": 1.2,"));
  g_assert_nonnull (strstr (row, "\"temperature\": 0.7,"));
  g_assert_nonnull (prices);
  g_assert_cmpuint (prices->n_tiers, ==, 3);
  g_assert_cmpfloat (prices->tiers[0].output_thinking, ==, 8);
  g_assert_cmpint (prices->tiers[2].up_to, ==, G_MAXINT64);
  g_assert_null (qing_model_info_get_prices (qing_catalogue_lookup (catalogue, "qwen3-4b"), "CNY"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/rows", test_rows);
  g_test_add_func ("/catalogue/lookup", test_lookup);
  g_test_add_func ("/catalogue/user-file", test_user_file);
  g_test_add_func ("/catalogue/members", test_members);
  g_test_add_func ("/catalogue/overrides", test_overrides);
  g_test_add_func ("/catalogue/round-trip", test_round_trip);
  g_test_add_func ("/catalogue/prices", test_prices);
  return g_test_run ();
}
