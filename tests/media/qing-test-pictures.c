/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-pictures.h"

#include <string.h>

static const guint32 colours[4] = { 0xff0000ff, 0x00ff00ff, 0x0000ffff, 0xffffffff };

GdkPixbuf *
qing_test_picture_new (int width, int height, gboolean alpha)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);

  for (int i = 0; i < 4; i++)
    {
      int left = i % 2 == 0 ? 0 : width / 2;
      int top = i / 2 == 0 ? 0 : height / 2;
      int right = i % 2 == 0 ? width / 2 : width;
      int bottom = i / 2 == 0 ? height / 2 : height;
      g_autoptr (GdkPixbuf) quarter = NULL;

      if (right <= left || bottom <= top)
        continue;
      quarter = gdk_pixbuf_new_subpixbuf (pixbuf, left, top, right - left, bottom - top);
      gdk_pixbuf_fill (quarter, colours[i]);
    }
  return pixbuf;
}

GdkPixbuf *
qing_test_picture_new_noise (int width, int height, gboolean alpha)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  gsize n = (gsize) gdk_pixbuf_get_rowstride (pixbuf) * (height - 1) +
            (gsize) width * gdk_pixbuf_get_n_channels (pixbuf);
  guint32 state = 1;

  for (gsize i = 0; i < n; i++)
    {
      state = state * 1664525 + 1013904223;
      pixels[i] = state >> 24;
    }
  return pixbuf;
}

GBytes *
qing_test_picture_encode (GdkPixbuf *pixbuf, const char *type)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static char
name_colour (GdkPixbuf *pixbuf, int x, int y)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (pixbuf) +
                        (gsize) y * gdk_pixbuf_get_rowstride (pixbuf) +
                        (gsize) x * gdk_pixbuf_get_n_channels (pixbuf);
  int number = (pixel[0] > 128 ? 4 : 0) + (pixel[1] > 128 ? 2 : 0) + (pixel[2] > 128 ? 1 : 0);

  /* Black, blue, green, cyan, red, magenta, yellow, white. */
  return "kbgcrmyw"[number];
}

char *
qing_test_picture_describe (GBytes *bytes)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixbuf;
  int width;
  int height;

  gdk_pixbuf_loader_write_bytes (loader, bytes, &error);
  g_assert_no_error (error);
  gdk_pixbuf_loader_close (loader, &error);
  g_assert_no_error (error);
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  width = gdk_pixbuf_get_width (pixbuf);
  height = gdk_pixbuf_get_height (pixbuf);
  return g_strdup_printf ("%c%c%c%c", name_colour (pixbuf, width / 4, height / 4),
                          name_colour (pixbuf, width * 3 / 4, height / 4),
                          name_colour (pixbuf, width / 4, height * 3 / 4),
                          name_colour (pixbuf, width * 3 / 4, height * 3 / 4));
}

static void
append_u16 (GByteArray *out, guint16 value, gboolean big_endian)
{
  guint8 bytes[2] = { big_endian ? value >> 8 : value & 0xff,
                      big_endian ? value & 0xff : value >> 8 };

  g_byte_array_append (out, bytes, 2);
}

static void
append_u32 (GByteArray *out, guint32 value, gboolean big_endian)
{
  append_u16 (out, big_endian ? value >> 16 : value & 0xffff, big_endian);
  append_u16 (out, big_endian ? value & 0xffff : value >> 16, big_endian);
}

GBytes *
qing_test_picture_exif (int orientation, gboolean big_endian)
{
  GByteArray *exif = g_byte_array_new ();

  g_byte_array_append (exif, (const guint8 *) (big_endian ? "MM" : "II"), 2);
  append_u16 (exif, 42, big_endian);
  append_u32 (exif, 8, big_endian);
  append_u16 (exif, 2, big_endian);
  /* Orientation, one short, left-aligned in its four bytes. */
  append_u16 (exif, 274, big_endian);
  append_u16 (exif, 3, big_endian);
  append_u32 (exif, 1, big_endian);
  append_u16 (exif, (guint16) orientation, big_endian);
  append_u16 (exif, 0, big_endian);
  /* A comment that stands for the place where a photograph was taken. */
  append_u16 (exif, 270, big_endian);
  append_u16 (exif, 2, big_endian);
  append_u32 (exif, 4, big_endian);
  g_byte_array_append (exif, (const guint8 *) "GPS", 4);
  append_u32 (exif, 0, big_endian);
  return g_byte_array_free_to_bytes (exif);
}

GBytes *
qing_test_picture_add_exif (GBytes *jpeg, int orientation, gboolean big_endian)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (jpeg, &length);
  g_autoptr (GBytes) exif = qing_test_picture_exif (orientation, big_endian);
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, data, 2);
  g_byte_array_append (out, (const guint8 *) "\xff\xe1", 2);
  append_u16 (out, (guint16) (2 + 6 + g_bytes_get_size (exif)), TRUE);
  g_byte_array_append (out, (const guint8 *) "Exif\0\0", 6);
  g_byte_array_append (out, g_bytes_get_data (exif, NULL), g_bytes_get_size (exif));
  g_byte_array_append (out, data + 2, length - 2);
  return g_byte_array_free_to_bytes (out);
}

static guint32
crc32 (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
  return ~crc;
}

GBytes *
qing_test_picture_add_chunk (GBytes *png, const char *name, const void *data, gsize length)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (png, &size);
  GByteArray *out = g_byte_array_new ();
  gsize start;

  /* After the signature and the header, which is always 25 bytes long. */
  g_byte_array_append (out, bytes, 8 + 25);
  append_u32 (out, (guint32) length, TRUE);
  start = out->len;
  g_byte_array_append (out, (const guint8 *) name, 4);
  g_byte_array_append (out, data, length);
  append_u32 (out, crc32 (out->data + start, out->len - start), TRUE);
  g_byte_array_append (out, bytes + 8 + 25, size - 8 - 25);
  return g_byte_array_free_to_bytes (out);
}

/* A frame of one colour: clear codes before every second pixel keep the codes at three bits. */
static void
append_gif_frame (GByteArray *out, int colour)
{
  static const guint8 header[] = { 0x2c, 0, 0, 0, 0, 16, 0, 16, 0, 0, 2 };
  g_autoptr (GByteArray) codes = g_byte_array_new ();
  guint32 bits = 0;
  guint n_bits = 0;
  guint8 size;

  for (int i = 0; i <= 256; i++)
    {
      int list[2] = { 4, i < 256 ? colour : 5 };

      for (int j = i % 2 == 0 ? 0 : 1; j < 2; j++)
        {
          guint8 byte;

          bits |= (guint32) list[j] << n_bits;
          n_bits += 3;
          while (n_bits >= 8)
            {
              byte = bits & 0xff;
              g_byte_array_append (codes, &byte, 1);
              bits >>= 8;
              n_bits -= 8;
            }
        }
    }
  size = bits & 0xff;
  g_byte_array_append (codes, &size, 1);
  g_byte_array_append (out, header, sizeof header);
  size = (guint8) codes->len;
  g_byte_array_append (out, &size, 1);
  g_byte_array_append (out, codes->data, codes->len);
  size = 0;
  g_byte_array_append (out, &size, 1);
}

GBytes *
qing_test_picture_animated_gif (void)
{
  static const guint8 header[] = { 'G', 'I', 'F', '8', '9', 'a', 16, 0, 16,  0,   0x81, 0,  0,
                                   255, 0,   0,   0,   255, 0,   0,  0, 255, 255, 255,  255 };
  static const guint8 delay[] = { 0x21, 0xf9, 4, 0, 10, 0, 0, 0 };
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, header, sizeof header);
  for (int i = 0; i < 2; i++)
    {
      g_byte_array_append (out, delay, sizeof delay);
      append_gif_frame (out, i);
    }
  g_byte_array_append (out, (const guint8 *) ";", 1);
  return g_byte_array_free_to_bytes (out);
}

static void
append_webp_chunk (GByteArray *out, const char *name, const void *data, gsize length)
{
  guint8 zero = 0;

  g_byte_array_append (out, (const guint8 *) name, 4);
  append_u32 (out, (guint32) length, FALSE);
  g_byte_array_append (out, data, length);
  if (length % 2 == 1)
    g_byte_array_append (out, &zero, 1);
}

GBytes *
qing_test_picture_webp_header (int width, int height, int orientation)
{
  guint32 bits = (guint32) (width - 1) | (guint32) (height - 1) << 14;
  guint8 lossless[8] = { 0x2f, bits, bits >> 8, bits >> 16, bits >> 24, 0x07, 0x10, 0x11 };
  guint8 extended[10] = {
    0x08, 0, 0, 0, width - 1, (width - 1) >> 8, 0, height - 1, (height - 1) >> 8, 0
  };
  g_autoptr (GBytes) exif = qing_test_picture_exif (orientation, FALSE);
  GByteArray *out = g_byte_array_new ();
  guint32 size;

  g_byte_array_append (out, (const guint8 *) "RIFF\0\0\0\0WEBP", 12);
  if (orientation != 0)
    append_webp_chunk (out, "VP8X", extended, sizeof extended);
  append_webp_chunk (out, "VP8L", lossless, sizeof lossless);
  if (orientation != 0)
    append_webp_chunk (out, "EXIF", g_bytes_get_data (exif, NULL), g_bytes_get_size (exif));
  size = GUINT32_TO_LE (out->len - 8);
  memcpy (out->data + 4, &size, 4);
  return g_byte_array_free_to_bytes (out);
}

gboolean
qing_test_bytes_contain (GBytes *bytes, const char *text)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i + strlen (text) <= length; i++)
    if (memcmp (data + i, text, strlen (text)) == 0)
      return TRUE;
  return FALSE;
}
