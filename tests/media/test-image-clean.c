/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-clean.h"

#include "qing-test-pictures.h"

#include <string.h>

/* Cleaning takes away exactly what was added. */
static void
check_cleaned (GBytes *dirty, QingImageFormat format, GBytes *expected)
{
  g_autoptr (GBytes) cleaned = qing_image_clean (dirty, format);

  g_assert_nonnull (cleaned);
  g_assert_true (g_bytes_equal (cleaned, expected));
}

/* Every beginning of the bytes is refused or left without a fault. */
static void
check_cut (GBytes *bytes, QingImageFormat format)
{
  for (gsize length = 0; length < MIN (g_bytes_get_size (bytes), 3000); length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (GBytes) cleaned = qing_image_clean (cut, format);

      if (cleaned != NULL)
        g_assert_cmpuint (g_bytes_get_size (cleaned), <=, length);
    }
}

static void
test_jpeg (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new_noise (64, 48, FALSE);
  g_autoptr (GBytes) jpeg = qing_test_picture_encode (pixbuf, "jpeg");
  g_autoptr (GBytes) exif = qing_test_picture_add_exif (jpeg, 1, TRUE);
  GByteArray *tail = g_byte_array_new ();
  g_autoptr (GBytes) film = NULL;

  check_cleaned (jpeg, QING_IMAGE_JPEG, jpeg);
  g_assert_true (qing_test_bytes_contain (exif, "GPS"));
  check_cleaned (exif, QING_IMAGE_JPEG, jpeg);

  /* A film behind the picture, as telephones write it. */
  g_byte_array_append (tail, g_bytes_get_data (exif, NULL), g_bytes_get_size (exif));
  g_byte_array_append (tail, (const guint8 *) "ftypmp42 film", 13);
  film = g_byte_array_free_to_bytes (tail);
  check_cleaned (film, QING_IMAGE_JPEG, jpeg);
  check_cut (film, QING_IMAGE_JPEG);
}

static void
test_png (void)
{
  static const char *const names[] = { "eXIf", "tEXt", "zTXt", "iTXt", "tIME" };
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (64, 48, TRUE);
  g_autoptr (GBytes) png = qing_test_picture_encode (pixbuf, "png");
  g_autoptr (GBytes) colour = qing_test_picture_add_chunk (png, "gAMA", "\0\1\206\240", 4);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) dirty = qing_test_picture_add_chunk (png, names[i], "GPS", 3);

      check_cleaned (dirty, QING_IMAGE_PNG, png);
    }
  check_cleaned (colour, QING_IMAGE_PNG, colour);
  check_cut (colour, QING_IMAGE_PNG);
}

static void
test_webp (void)
{
  g_autoptr (GBytes) dirty = qing_test_picture_webp_header (30, 20, 1);
  g_autoptr (GBytes) cleaned = qing_image_clean (dirty, QING_IMAGE_WEBP);
  const guint8 *data = g_bytes_get_data (cleaned, NULL);
  guint32 size;

  g_assert_true (qing_test_bytes_contain (dirty, "GPS"));
  g_assert_false (qing_test_bytes_contain (cleaned, "GPS"));
  g_assert_false (qing_test_bytes_contain (cleaned, "EXIF"));
  memcpy (&size, data + 4, 4);
  g_assert_cmpuint (GUINT32_FROM_LE (size), ==, g_bytes_get_size (cleaned) - 8);
  /* The header promises no EXIF any more. */
  g_assert_cmpint (data[20] & 0x08, ==, 0);
  check_cut (dirty, QING_IMAGE_WEBP);
}

static void
test_others (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (64, 48, FALSE);
  g_autoptr (GBytes) bmp = qing_test_picture_encode (pixbuf, "bmp");

  check_cleaned (bmp, QING_IMAGE_BMP, bmp);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-clean/jpeg", test_jpeg);
  g_test_add_func ("/image-clean/png", test_png);
  g_test_add_func ("/image-clean/webp", test_webp);
  g_test_add_func ("/image-clean/others", test_others);
  return g_test_run ();
}
