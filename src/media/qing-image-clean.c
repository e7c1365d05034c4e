/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-clean.h"

#include <string.h>

static guint32
read_big (const guint8 *data)
{
  return (guint32) data[0] << 24 | data[1] << 16 | data[2] << 8 | data[3];
}

static guint32
read_little (const guint8 *data)
{
  return (guint32) data[3] << 24 | data[2] << 16 | data[1] << 8 | data[0];
}

/* Kept: JFIF, the colour profile and Adobe's colour transform, which change how pixels look. */
static gboolean
keep_jpeg_segment (const guint8 *segment, gsize length)
{
  guint8 marker = segment[1];

  if (marker == 0xfe)
    return FALSE;
  if (marker < 0xe0 || marker > 0xef)
    return TRUE;
  return marker == 0xe0 || marker == 0xee ||
         (marker == 0xe2 && length > 16 && memcmp (segment + 4, "ICC_PROFILE", 12) == 0);
}

/* The end of the entropy-coded data that begins at @offset: the next true marker. */
static gsize
skip_jpeg_scan (const guint8 *data, gsize length, gsize offset)
{
  while (offset + 1 < length)
    {
      const guint8 *found = memchr (data + offset, 0xff, length - offset - 1);

      if (found == NULL)
        return length;
      if (found[1] != 0 && found[1] != 0xff && (found[1] < 0xd0 || found[1] > 0xd7))
        return found - data;
      offset = found - data + (found[1] == 0xff ? 1 : 2);
    }
  return length;
}

static GByteArray *
clean_jpeg (const guint8 *data, gsize length)
{
  g_autoptr (GByteArray) out = g_byte_array_sized_new (length);
  gsize offset = 2;

  g_byte_array_append (out, data, 2);
  while (offset + 2 <= length && data[offset] == 0xff)
    {
      guint8 marker = data[offset + 1];
      gsize size;
      gsize end;

      if (marker == 0xd9)
        {
          g_byte_array_append (out, data + offset, 2);
          return g_steal_pointer (&out);
        }
      if (marker == 0xff)
        {
          offset++;
          continue;
        }
      if (offset + 4 > length)
        break;
      size = 2 + (data[offset + 2] << 8 | data[offset + 3]);
      if (size < 4 || size > length - offset)
        break;
      end = marker == 0xda ? skip_jpeg_scan (data, length, offset + size) : offset + size;
      if (keep_jpeg_segment (data + offset, size))
        g_byte_array_append (out, data + offset, end - offset);
      offset = end;
    }
  return NULL;
}

static gboolean
keep_png_chunk (const guint8 *name)
{
  static const char removed[][5] = { "eXIf", "tEXt", "zTXt", "iTXt", "tIME" };

  for (guint i = 0; i < G_N_ELEMENTS (removed); i++)
    if (memcmp (name, removed[i], 4) == 0)
      return FALSE;
  return TRUE;
}

static GByteArray *
clean_png (const guint8 *data, gsize length)
{
  g_autoptr (GByteArray) out = g_byte_array_sized_new (length);
  gsize offset = 8;

  g_byte_array_append (out, data, 8);
  while (length - offset >= 12)
    {
      gsize size = read_big (data + offset);
      const guint8 *name = data + offset + 4;

      if (size > length - offset - 12)
        break;
      if (keep_png_chunk (name))
        g_byte_array_append (out, data + offset, size + 12);
      offset += size + 12;
      if (memcmp (name, "IEND", 4) == 0)
        return g_steal_pointer (&out);
    }
  return NULL;
}

static GByteArray *
clean_webp (const guint8 *data, gsize length)
{
  g_autoptr (GByteArray) out = g_byte_array_sized_new (length);
  gsize offset = 12;
  guint32 riff_size;

  if (read_little (data + 4) < 4 || read_little (data + 4) > length - 8)
    return NULL;
  length = 8 + read_little (data + 4);
  g_byte_array_append (out, data, 12);
  while (length - offset >= 8)
    {
      gsize size = read_little (data + offset + 4);
      gsize padded = 8 + size + (size & 1);

      if (size > length - offset - 8 || padded > length - offset)
        return NULL;
      if (memcmp (data + offset, "EXIF", 4) != 0 && memcmp (data + offset, "XMP ", 4) != 0)
        {
          g_byte_array_append (out, data + offset, padded);
          /* The flags of the extended header must not promise what is gone. */
          if (memcmp (data + offset, "VP8X", 4) == 0 && size > 0)
            out->data[out->len - padded + 8] &= ~(0x08 | 0x04);
        }
      offset += padded;
    }
  riff_size = GUINT32_TO_LE (out->len - 8);
  memcpy (out->data + 4, &riff_size, 4);
  return g_steal_pointer (&out);
}

GBytes *
qing_image_clean (GBytes *bytes, QingImageFormat format)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  GByteArray *cleaned = NULL;

  if (length < 12)
    return NULL;
  switch (format)
    {
    case QING_IMAGE_JPEG:
      cleaned = clean_jpeg (data, length);
      break;
    case QING_IMAGE_PNG:
      cleaned = clean_png (data, length);
      break;
    case QING_IMAGE_WEBP:
      cleaned = clean_webp (data, length);
      break;
    case QING_IMAGE_BMP:
    case QING_IMAGE_GIF:
    case QING_IMAGE_TIFF:
    case QING_IMAGE_OTHER:
    default:
      return g_bytes_ref (bytes);
    }
  if (cleaned == NULL)
    return NULL;
  if (cleaned->len == length)
    {
      g_byte_array_unref (cleaned);
      return g_bytes_ref (bytes);
    }
  return g_byte_array_free_to_bytes (cleaned);
}
