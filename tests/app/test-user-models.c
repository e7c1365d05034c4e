/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-user-models.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  char *models;
  char *overrides;
} Place;

static void
place_init (Place *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("qing-user-models-XXXXXX", &error);
  g_assert_no_error (error);
  self->models = g_build_filename (self->folder, "models.json", NULL);
  self->overrides = g_build_filename (self->folder, "model-overrides.json", NULL);
}

static void
place_clear (Place *self)
{
  g_unlink (self->models);
  g_unlink (self->overrides);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->models);
  g_free (self->overrides);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static void
write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static QingUserModels *
load (Place *place, QingCatalogue *catalogue)
{
  QingUserModels *models = qing_user_models_new (catalogue, place->folder);

  qing_user_models_load (models);
  return models;
}

static void
test_none (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingUserModels) models = NULL;

  place_init (&place);
  models = load (&place, catalogue);
  g_assert_null (qing_catalogue_get_complaint (catalogue));
  g_assert_false (qing_user_models_is_busy (models));
}

/* The program's rows, then those that people wrote, then those of the preferences. */
static void
test_layers (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingUserModels) models = NULL;
  QingModelInfo *info;

  place_init (&place);
  write_file (place.models, "{\"models\":[{\"id\":\"qwen3.6-plus\",\"max_thinking\":11,"
                            "\"max_output\":12},{\"id\":\"mine\",\"like\":\"qwen-max\"}]}");
  write_file (place.overrides, "{\"models\":[{\"id\":\"qwen3.6-plus\",\"max_output\":13}]}");
  models = load (&place, catalogue);
  g_assert_cmpstr (qing_catalogue_get_complaint (catalogue), ==, NULL);
  info = qing_catalogue_lookup (catalogue, "qwen3.6-plus");
  g_assert_cmpint (qing_model_info_get_max_thinking (info), ==, 11);
  g_assert_cmpint (qing_model_info_get_max_output (info, FALSE), ==, 13);
  g_assert_cmpint (qing_model_info_get_context (info), ==, 1000000);
  g_assert_true (qing_model_info_is_known (qing_catalogue_lookup (catalogue, "mine")));
}

static const struct
{
  const char *models;
  const char *overrides;
  const char *complaint; /* a pattern */
} wrong[] = {
  { "", NULL, "models.json: *" },
  { "{", NULL, "models.json: *" },
  { "[]", NULL, "models.json: *JSON object*" },
  { "\xff\xfe", NULL, "models.json: *" },
  { "{\"models\":[{\"id\":\"a\",\"contxt\":5}]}", NULL, "models.json: *“a”*“contxt”*" },
  { "{\"models\":[{\"context\":5}]}", NULL, "models.json: *“id”*" },
  { "{\"models\":[{\"id\":\"a\",\"like\":\"b\"}]}", NULL, "models.json: *“a”*“like”*" },
  { NULL, "nonsense", "model-overrides.json: *" },
  { NULL, "{\"models\":[{\"id\":\"a\",\"context\":-5}]}", "model-overrides.json: *“context”*" },
  { "{", "{", "models.json: *" },
};

/* A wrong file is told, and the catalogue is as good as without it. */
static void
test_wrong (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (Place) place = { 0 };
      g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
      g_autoptr (QingUserModels) models = NULL;

      place_init (&place);
      if (wrong[i].models != NULL)
        write_file (place.models, wrong[i].models);
      if (wrong[i].overrides != NULL)
        write_file (place.overrides, wrong[i].overrides);
      models = load (&place, catalogue);
      g_test_message ("%s", qing_catalogue_get_complaint (catalogue));
      g_assert_true (
        g_pattern_match_simple (wrong[i].complaint, qing_catalogue_get_complaint (catalogue)));
      g_assert_true (qing_model_info_is_known (qing_catalogue_lookup (catalogue, "qwen-plus")));
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (qing_user_models_load_finish (QING_USER_MODELS (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* What the preferences change is on the disk, the last state of it, and is there at the next
 * start. */
static void
test_keep (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingCatalogue) next = qing_catalogue_new ();
  g_autoptr (QingUserModels) models = NULL;
  g_autoptr (QingUserModels) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  gboolean loaded = FALSE;

  place_init (&place);
  models = load (&place, catalogue);
  for (int i = 1; i <= 5; i++)
    {
      g_autofree char *row = g_strdup_printf ("{\"context\":%d}", i);

      g_assert_true (qing_catalogue_set_override (catalogue, "qwen-plus", row, &error));
      g_assert_no_error (error);
    }
  g_assert_true (qing_user_models_is_busy (models));
  while (qing_user_models_is_busy (models))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (qing_catalogue_get_complaint (catalogue));

  again = qing_user_models_new (next, place.folder);
  qing_user_models_load_async (again, NULL, loaded_cb, &loaded);
  while (!loaded)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (qing_catalogue_get_complaint (next));
  g_assert_cmpint (qing_model_info_get_context (qing_catalogue_lookup (next, "qwen-plus")), ==, 5);
  kept = qing_catalogue_dup_override (next, "qwen-plus");
  g_assert_nonnull (kept);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/user-models/none", test_none);
  g_test_add_func ("/user-models/layers", test_layers);
  g_test_add_func ("/user-models/wrong", test_wrong);
  g_test_add_func ("/user-models/keep", test_keep);
  return g_test_run ();
}
