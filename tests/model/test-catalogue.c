/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-catalogue.h"

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
  g_assert_false (qing_catalogue_load_json (catalogue, "[]", -1, &error));
}

static void
test_prices (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  const QingPrices *prices =
    qing_model_info_get_prices (qing_catalogue_lookup (catalogue, "qwen-plus"), "CNY");

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
  g_test_add_func ("/catalogue/prices", test_prices);
  return g_test_run ();
}
