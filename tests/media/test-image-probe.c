/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-probe.h"

#include "qing-test-pictures.h"

#include <string.h>

static void
check (GBytes *bytes, QingImageFormat format, int width, int height, int orientation)
{
  QingImageProbe probe;

  qing_image_probe (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &probe);
  g_assert_cmpint (probe.format, ==, format);
  g_assert_cmpint (probe.width, ==, width);
  g_assert_cmpint (probe.height, ==, height);
  g_assert_cmpint (probe.orientation, ==, orientation);
}

/* Every beginning of the bytes, each in a block of its own, so that a read behind the end shows. */
static void
check_cut (GBytes *bytes)
{
  gsize size = MIN (g_bytes_get_size (bytes), 2000);
  QingImageProbe probe;

  for (gsize length = 0; length < size; length++)
    {
      g_autofree guint8 *cut = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

      qing_image_probe (cut, length, &probe);
      g_assert_cmpint (probe.width, >=, 0);
      g_assert_cmpint (probe.orientation, >=, 1);
      g_assert_cmpint (probe.orientation, <=, 8);
    }
}

static void
test_formats (void)
{
  static const struct
  {
    const char *type;
    QingImageFormat format;
  } formats[] = {
    { "png", QING_IMAGE_PNG },
    { "jpeg", QING_IMAGE_JPEG },
    { "bmp", QING_IMAGE_BMP },
    { "tiff", QING_IMAGE_TIFF },
  };
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (37, 21, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, formats[i].type);

      g_test_message ("%s", formats[i].type);
      check (bytes, formats[i].format, 37, 21, 1);
      check_cut (bytes);
      g_assert_cmpstr (qing_image_format_get_extension (formats[i].format), ==, formats[i].type);
    }
}

/* A file may say one size first and another one later: what has to be decoded counts. */
static void
test_two_sizes (void)
{
  static const char png[] = "\x89PNG\r\n\x1a\n"
                            "\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\6\0\0\0CRC."
                            "\0\0\0\rIHDR\0\0\0\x0a\0\0\0\x0a\x08\6\0\0\0CRC.";
  static const char gif[] = "GIF89a\x0a\0\x0a\0\x80\0\0cccccc"
                            "!\xf9\4\0\0\0\0\0"
                            ",\1\0\2\0\x30\x75\x40\x9c\0\2";
  g_autoptr (GBytes) two_heads = g_bytes_new_static (png, sizeof png - 1);
  g_autoptr (GBytes) large_frame = g_bytes_new_static (gif, sizeof gif - 1);

  check (two_heads, QING_IMAGE_PNG, 30000, 30000, 1);
  check_cut (two_heads);
  check (large_frame, QING_IMAGE_GIF, 30001, 40002, 1);
  check_cut (large_frame);
}

static void
test_gif (void)
{
  g_autoptr (GBytes) bytes = qing_test_picture_animated_gif ();

  check (bytes, QING_IMAGE_GIF, 16, 16, 1);
  check_cut (bytes);
}

static void
test_webp (void)
{
  g_autoptr (GBytes) plain = qing_test_picture_webp_header (300, 200, 0);
  g_autoptr (GBytes) turned = qing_test_picture_webp_header (300, 200, 8);

  check (plain, QING_IMAGE_WEBP, 300, 200, 1);
  check (turned, QING_IMAGE_WEBP, 300, 200, 8);
  check_cut (plain);
  check_cut (turned);
}

static void
test_orientation (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (40, 20, FALSE);
  g_autoptr (GBytes) jpeg = qing_test_picture_encode (pixbuf, "jpeg");
  g_autoptr (GBytes) png = qing_test_picture_encode (pixbuf, "png");

  for (int orientation = 0; orientation <= 9; orientation++)
    {
      int expected = orientation >= 1 && orientation <= 8 ? orientation : 1;
      g_autoptr (GBytes) little = qing_test_picture_add_exif (jpeg, orientation, FALSE);
      g_autoptr (GBytes) big = qing_test_picture_add_exif (jpeg, orientation, TRUE);
      g_autoptr (GBytes) exif = qing_test_picture_exif (orientation, TRUE);
      g_autoptr (GBytes) chunk =
        qing_test_picture_add_chunk (png, "eXIf", g_bytes_get_data (exif, NULL),
                                     g_bytes_get_size (exif));

      check (little, QING_IMAGE_JPEG, 40, 20, expected);
      check (big, QING_IMAGE_JPEG, 40, 20, expected);
      check (chunk, QING_IMAGE_PNG, 40, 20, expected);
      check_cut (big);
      check_cut (chunk);
    }
}

static void
test_animated_png (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (20, 20, FALSE);
  g_autoptr (GBytes) png = qing_test_picture_encode (pixbuf, "png");
  g_autoptr (GBytes) animated = qing_test_picture_add_chunk (png, "acTL", "\0\0\0\2\0\0\0\0", 8);
  QingImageProbe probe;

  qing_image_probe (g_bytes_get_data (animated, NULL), g_bytes_get_size (animated), &probe);
  g_assert_true (probe.animated);
}

/* A directory that says it is endless, lies about where it is, or points at itself. */
static void
test_hostile_directory (void)
{
  guint8 data[64];
  QingImageProbe probe;

  for (guint32 offset = 0; offset < 80; offset++)
    {
      memset (data, 0xff, sizeof data);
      memcpy (data, "II*\0", 4);
      data[4] = (guint8) offset;
      data[5] = data[6] = data[7] = 0;
      qing_image_probe (data, sizeof data, &probe);
      g_assert_cmpint (probe.format, ==, QING_IMAGE_TIFF);
    }
  memset (data + 4, 0xff, 4);
  qing_image_probe (data, sizeof data, &probe);
  g_assert_cmpint (probe.orientation, ==, 1);
}

static void
test_noise (void)
{
  static const char *const beginnings[] = { "\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "GIF8", "BM",
                                            "MM\0*",        "RIFF____WEBP",      "" };
  GRand *random = g_rand_new_with_seed (7);
  guint8 data[256];
  QingImageProbe probe;

  for (guint i = 0; i < 20000; i++)
    {
      const char *beginning = beginnings[i % G_N_ELEMENTS (beginnings)];

      for (guint j = 0; j < sizeof data; j++)
        data[j] = (guint8) g_rand_int_range (random, 0, i % 3 == 0 ? 4 : 256);
      memcpy (data, beginning, strlen (beginning));
      qing_image_probe (data, sizeof data, &probe);
      g_assert_cmpint (probe.width, >=, 0);
      g_assert_cmpint (probe.height, >=, 0);
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-probe/formats", test_formats);
  g_test_add_func ("/image-probe/two-sizes", test_two_sizes);
  g_test_add_func ("/image-probe/gif", test_gif);
  g_test_add_func ("/image-probe/webp", test_webp);
  g_test_add_func ("/image-probe/orientation", test_orientation);
  g_test_add_func ("/image-probe/animated-png", test_animated_png);
  g_test_add_func ("/image-probe/hostile-directory", test_hostile_directory);
  g_test_add_func ("/image-probe/noise", test_noise);
  return g_test_run ();
}
