/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-glance.h"

#include "qing-image-encode.h"

#include <string.h>

/* Noise, which no encoder makes small. */
static GBytes *
make_picture (int width, int height, const char *format)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  char *data;
  gsize size;

  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (pixbuf); i++)
    pixels[i] = (guchar) g_rand_int_range (random, 0, 256);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, format, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
test_large (void)
{
  g_autoptr (GBytes) bytes = make_picture (900, 300, "jpeg");
  g_autoptr (GBytes) thumbnail = NULL;
  g_autoptr (GBytes) none = NULL;
  int width, height;

  g_assert_cmpuint (g_bytes_get_size (bytes), >, 48 * 1024);
  qing_image_glance (bytes, &width, &height, &thumbnail);
  g_assert_cmpint (width, ==, 900);
  g_assert_cmpint (height, ==, 300);
  g_assert_nonnull (thumbnail);
  qing_image_glance (thumbnail, &width, &height, &none);
  g_assert_cmpint (width, ==, 512);
  g_assert_cmpint (height, ==, 171);
}

/* A small one is its own thumbnail. */
static void
test_small (void)
{
  g_autoptr (GBytes) bytes = make_picture (20, 10, "png");
  g_autoptr (GBytes) thumbnail = NULL;
  int width, height;

  qing_image_glance (bytes, &width, &height, &thumbnail);
  g_assert_cmpint (width, ==, 20);
  g_assert_cmpint (height, ==, 10);
  g_assert_null (thumbnail);
}

/* A head that promises a picture, and nothing but rubbish behind it. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) whole = make_picture (400, 300, "png");
  g_autofree guchar *data = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) thumbnail = NULL;
  int width, height;

  memset (data + 64, 0x55, g_bytes_get_size (whole) - 64);
  bytes = g_bytes_new (data, g_bytes_get_size (whole));
  qing_image_glance (bytes, &width, &height, &thumbnail);
  g_assert_cmpint (width, ==, 400);
  g_assert_cmpint (height, ==, 300);
  g_assert_null (thumbnail);
}

static void
test_nothing (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);
  g_autoptr (GBytes) thumbnail = NULL;
  int width, height;

  qing_image_glance (bytes, &width, &height, &thumbnail);
  g_assert_cmpint (width, ==, 0);
  g_assert_cmpint (height, ==, 0);
  g_assert_null (thumbnail);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/glance/large", test_large);
  g_test_add_func ("/glance/small", test_small);
  g_test_add_func ("/glance/damaged", test_damaged);
  g_test_add_func ("/glance/nothing", test_nothing);
  return g_test_run ();
}
