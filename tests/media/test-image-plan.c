/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-plan.h"

/* Format, orientation, size, bytes and the user's limit; then what is expected. */
/* clang-format off */
static const struct
{
  QingImageFormat format;
  int orientation;
  int width, height;
  gsize length;
  guint max_edge;
  gboolean keep;
  int out_width, out_height;
  int canvas_width, canvas_height;
} cases[] = {
  /* As it is, up to the last pixel and the last byte. */
  { QING_IMAGE_JPEG, 1,  800,  600,    90000,    0, TRUE,   800,  600,  800,  600 },
  { QING_IMAGE_PNG,  1, 7680, 4320,   900000,    0, TRUE,  7680, 4320, 7680, 4320 },
  { QING_IMAGE_PNG,  1, 4320, 7680,   900000,    0, TRUE,  4320, 7680, 4320, 7680 },
  { QING_IMAGE_BMP,  1, 3840, 2160,   900000,    0, TRUE,  3840, 2160, 3840, 2160 },
  { QING_IMAGE_TIFF, 1, 2160, 3840,   900000,    0, TRUE,  2160, 3840, 2160, 3840 },
  { QING_IMAGE_WEBP, 1, 3840, 2160,   900000,    0, TRUE,  3840, 2160, 3840, 2160 },
  { QING_IMAGE_JPEG, 1, 2000, 2000,  7864302,    0, TRUE,  2000, 2000, 2000, 2000 },
  /* Encoded anew at their own size. */
  { QING_IMAGE_JPEG, 1, 2000, 2000,  7864305,    0, FALSE, 2000, 2000, 2000, 2000 },
  { QING_IMAGE_JPEG, 6,  600,  800,    90000,    0, FALSE,  600,  800,  600,  800 },
  { QING_IMAGE_WEBP, 1, 3841, 2160,   900000,    0, FALSE, 3841, 2160, 3841, 2160 },
  { QING_IMAGE_BMP,  1, 3840, 2161,   900000,    0, FALSE, 3840, 2161, 3840, 2161 },
  { QING_IMAGE_GIF,  1,  100,  100,     9000,    0, FALSE,  100,  100,  100,  100 },
  { QING_IMAGE_OTHER, 1, 100,  100,     9000,    0, FALSE,  100,  100,  100,  100 },
  /* Made smaller. */
  { QING_IMAGE_JPEG, 1, 15360, 8640,  900000,    0, FALSE, 7680, 4320, 7680, 4320 },
  { QING_IMAGE_JPEG, 1, 15360, 1000,  900000,    0, FALSE, 7680,  500, 7680,  500 },
  { QING_IMAGE_PNG,  1, 5000, 5000,   900000,    0, FALSE, 4320, 4320, 4320, 4320 },
  { QING_IMAGE_JPEG, 1, 4000, 3000,   900000, 1000, FALSE, 1000,  750, 1000,  750 },
  { QING_IMAGE_JPEG, 1,  800,  600,    90000, 1000, TRUE,   800,  600,  800,  600 },
  /* Given a border. */
  { QING_IMAGE_PNG,  1,    1,    1,      100,    0, FALSE,    1,    1,   11,   11 },
  { QING_IMAGE_PNG,  1,   10,  500,      100,    0, FALSE,   10,  500,   11,  500 },
  { QING_IMAGE_PNG,  1,   11,   11,      100,    0, TRUE,    11,   11,   11,   11 },
  { QING_IMAGE_PNG,  1, 4000,   20,      100,    0, TRUE,  4000,   20, 4000,   20 },
  { QING_IMAGE_PNG,  1, 4001,   20,      100,    0, FALSE, 4001,   20, 4001,   21 },
  { QING_IMAGE_PNG,  1,   12, 5000,      100,    0, FALSE,   12, 5000,   25, 5000 },
  { QING_IMAGE_PNG,  1, 90000,  10,      100,    0, FALSE, 7680,    1, 7680,   39 },
};
/* clang-format on */

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QingImageProbe probe = { .format = cases[i].format, .orientation = cases[i].orientation };
      QingImagePlan plan;

      g_test_message ("case %u: %d × %d", i, cases[i].width, cases[i].height);
      qing_image_plan (&probe, cases[i].width, cases[i].height, cases[i].length, cases[i].max_edge,
                       &plan);
      g_assert_cmpint (plan.keep, ==, cases[i].keep);
      g_assert_cmpint (plan.width, ==, cases[i].out_width);
      g_assert_cmpint (plan.height, ==, cases[i].out_height);
      g_assert_cmpint (plan.canvas_width, ==, cases[i].canvas_width);
      g_assert_cmpint (plan.canvas_height, ==, cases[i].canvas_height);
    }
}

static void
test_animated (void)
{
  QingImageProbe probe = { .format = QING_IMAGE_PNG, .orientation = 1, .animated = TRUE };
  QingImagePlan plan;

  qing_image_plan (&probe, 100, 100, 1000, 0, &plan);
  g_assert_false (plan.keep);
}

static void
test_data_uri (void)
{
  g_assert_cmpuint (qing_image_data_uri_length ("image/png", 0), ==, 22);
  g_assert_cmpuint (qing_image_data_uri_length ("image/png", 1), ==, 26);
  g_assert_cmpuint (qing_image_data_uri_length ("image/png", 3), ==, 26);
  g_assert_cmpuint (qing_image_data_uri_length ("image/jpeg", 4), ==, 31);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-plan/cases", test_cases);
  g_test_add_func ("/image-plan/animated", test_animated);
  g_test_add_func ("/image-plan/data-uri", test_data_uri);
  return g_test_run ();
}
