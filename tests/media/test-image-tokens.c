/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-tokens.h"

#include "qing-catalogue.h"

/* The vectors of protocol.md 7.2: the official sample's steps with half to even. */
/* clang-format off */
static const struct
{
  int width, height;
  int side;
  gint64 minimum, maximum;
  int scaled_width, scaled_height;
  gint64 tokens;
} vectors[] = {
  { 1280,  720, 32, 4096,  2621440, 1280,  704,   882 },
  { 1920, 1080, 32, 4096,  2621440, 1920, 1088,  2042 },
  { 3840, 2160, 32, 4096,  2621440, 2144, 1184,  2481 },
  {  512,  512, 32, 4096,  2621440,  512,  512,   258 },
  {   20,   20, 32, 4096,  2621440,   64,   64,     6 },
  { 2200,   11, 32, 4096,  2621440,  928,   32,    31 },
  { 3840, 2160, 32, 4096, 16777216, 3840, 2176,  8162 },
  { 7680, 4320, 32, 4096, 16777216, 5440, 3072, 16322 },
  { 1280,  720, 28, 3136,  1003520, 1288,  728,  1198 },
  { 1920, 1080, 28, 3136,  1003520, 1316,  728,  1224 },
};
/* clang-format on */

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      int width;
      int height;
      gint64 tokens =
        qing_image_estimate_tokens (vectors[i].width, vectors[i].height, vectors[i].side,
                                    vectors[i].minimum, vectors[i].maximum, &width, &height);

      g_test_message ("%d × %d", vectors[i].width, vectors[i].height);
      g_assert_cmpint (tokens, ==, vectors[i].tokens);
      g_assert_cmpint (width, ==, vectors[i].scaled_width);
      g_assert_cmpint (height, ==, vectors[i].scaled_height);
    }
}

static void
test_model (void)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingParameters) parameters = qing_parameters_new ();
  QingModelInfo *vision = qing_catalogue_lookup (catalogue, "qwen3.6-plus");
  QingModelInfo *text = qing_catalogue_lookup (catalogue, "qwen-plus");

  g_assert_cmpint (qing_image_estimate_tokens_for_model (3840, 2160, vision, NULL), ==, 2481);
  g_assert_cmpint (qing_image_estimate_tokens_for_model (0, 0, vision, NULL), ==, -1);
  g_assert_cmpint (qing_image_estimate_tokens_for_model (100, 100, text, NULL), ==, -1);

  /* High resolution lifts the limit, a limit of the user's lowers it, and high resolution wins. */
  qing_parameters_set (parameters, QING_PARAMETER_MAX_PIXELS, g_variant_new_int64 (65536));
  g_assert_cmpint (qing_image_estimate_tokens_for_model (3840, 2160, vision, parameters), <, 67);
  qing_parameters_set (parameters, QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES,
                       g_variant_new_boolean (TRUE));
  g_assert_cmpint (qing_image_estimate_tokens_for_model (3840, 2160, vision, parameters), ==, 8162);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-tokens/vectors", test_vectors);
  g_test_add_func ("/image-tokens/model", test_model);
  return g_test_run ();
}
