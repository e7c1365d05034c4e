/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-image.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>
#include <string.h>

typedef struct
{
  gsize offset;
  const char *magic;
  gsize length;
  const char *type;
} Magic;

static const Magic magics[] = {
  { 0, "\x89PNG\r\n\x1a\n", 8, "image/png" },
  { 0, "\xff\xd8\xff", 3, "image/jpeg" },
  { 8, "WEBP", 4, "image/webp" },
  { 0, "BM", 2, "image/bmp" },
  { 0, "II*\0", 4, "image/tiff" },
  { 0, "MM\0*", 4, "image/tiff" },
  { 4, "ftypheic", 8, "image/heic" },
  { 4, "ftypheix", 8, "image/heic" },
  { 4, "ftypmif1", 8, "image/heic" },
  { 0, "GIF8", 4, "image/gif" },
};

/**
 * qing_test_image_sniff:
 * @bytes: a file's bytes
 * @length: how many
 *
 * Returns: (transfer none) (nullable): the MIME type that the first bytes tell
 */
const char *
qing_test_image_sniff (const guint8 *bytes, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    {
      const Magic *magic = &magics[i];

      if (length >= magic->offset + magic->length &&
          memcmp (bytes + magic->offset, magic->magic, magic->length) == 0)
        return magic->type;
    }

  return NULL;
}

/**
 * qing_test_image_is_base64:
 * @text: any text
 *
 * Returns: whether @text is base64 strictly: the plain alphabet, padded, not empty
 */
gboolean
qing_test_image_is_base64 (const char *text)
{
  gsize length = strlen (text);
  gsize n_pads = 0;

  if (length == 0 || length % 4 != 0)
    return FALSE;
  while (n_pads < 2 && text[length - 1 - n_pads] == '=')
    n_pads++;
  for (gsize i = 0; i < length - n_pads; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/')
      return FALSE;

  return TRUE;
}

static void
average_colour (QingTestImage *self, GdkPixbuf *pixbuf)
{
  int n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  guint64 sums[3] = { 0 };
  guint64 n = (guint64) self->width * self->height;

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      for (int c = 0; c < 3; c++)
        sums[c] += pixels[(gsize) y * stride + (gsize) x * n_channels + c];

  self->red = sums[0] / n;
  self->green = sums[1] / n;
  self->blue = sums[2] / n;
}

static void
decode (QingTestImage *self, const guint8 *bytes, gsize length)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gboolean written = gdk_pixbuf_loader_write (loader, bytes, length, NULL);
  gboolean closed = gdk_pixbuf_loader_close (loader, NULL);
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);

  if (!written || !closed || pixbuf == NULL)
    return;
  self->decoded = TRUE;
  self->width = gdk_pixbuf_get_width (pixbuf);
  self->height = gdk_pixbuf_get_height (pixbuf);
  average_colour (self, pixbuf);
}

/**
 * qing_test_image_new:
 * @url: a data URI, or any other URL
 *
 * Returns: (transfer full): what the picture is
 */
QingTestImage *
qing_test_image_new (const char *url)
{
  QingTestImage *self = g_new0 (QingTestImage, 1);
  const char *marker = strstr (url, ";base64,");
  g_autofree guint8 *bytes = NULL;

  self->n_encoded = strlen (url);
  self->remote = g_str_has_prefix (url, "http://") || g_str_has_prefix (url, "https://");
  if (!g_str_has_prefix (url, "data:") || marker == NULL)
    return self;

  self->stated_type = g_strndup (url + strlen ("data:"), marker - url - strlen ("data:"));
  marker += strlen (";base64,");
  self->valid_base64 = qing_test_image_is_base64 (marker);
  if (!self->valid_base64)
    return self;

  bytes = g_base64_decode (marker, &self->n_bytes);
  self->true_type = qing_test_image_sniff (bytes, self->n_bytes);
  decode (self, bytes, self->n_bytes);

  return self;
}

void
qing_test_image_free (QingTestImage *self)
{
  g_free (self->stated_type);
  g_free (self);
}

/**
 * qing_test_image_count_tokens:
 * @width: in pixels
 * @height: in pixels
 *
 * Returns: how many tokens a model of the present generation counts for a picture of this size
 *   (protocol.md 7.2 with 32 pixels a side, 4 to 2560 tokens)
 */
guint
qing_test_image_count_tokens (int width, int height)
{
  const double side = 32, most = 2560 * side * side, least = 4 * side * side;
  double h = nearbyint (height / side) * side;
  double w = nearbyint (width / side) * side;

  if (h * w > most)
    {
      double beta = sqrt ((double) height * width / most);
      h = floor (height / beta / side) * side;
      w = floor (width / beta / side) * side;
    }
  else if (h * w < least)
    {
      double beta = sqrt (least / ((double) height * width));
      h = ceil (height * beta / side) * side;
      w = ceil (width * beta / side) * side;
    }

  return (guint) floor (h * w / (side * side)) + 2;
}

/**
 * qing_test_image_name_colour:
 * @self: a decoded picture
 *
 * Returns: (transfer none): the average colour in words
 */
const char *
qing_test_image_name_colour (const QingTestImage *self)
{
  static const char *const hues[] = { "red",  "orange", "yellow", "green",
                                      "cyan", "blue",   "violet", "magenta" };
  static const int limits[] = { 20, 45, 70, 165, 200, 255, 290, 340 };
  int high = MAX (self->red, MAX (self->green, self->blue));
  int low = MIN (self->red, MIN (self->green, self->blue));
  int hue = 0;

  if (high < 40)
    return "nearly black";
  if (low > 225)
    return "nearly white";
  if (high - low < 24)
    return high < 110 ? "dark grey" : high < 180 ? "grey" : "light grey";

  if (high == self->red)
    hue = 60 * (self->green - self->blue) / (high - low);
  else if (high == self->green)
    hue = 120 + 60 * (self->blue - self->red) / (high - low);
  else
    hue = 240 + 60 * (self->red - self->green) / (high - low);
  hue = (hue + 360) % 360;

  for (guint i = 0; i < G_N_ELEMENTS (hues); i++)
    if (hue < limits[i])
      return hues[i];

  return "red";
}
