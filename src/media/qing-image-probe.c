/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-probe.h"

#include <string.h>

/* A picture has no reason to hold more pieces than this before its pixels. */
#define MAX_PIECES 4096

#define TAG_WIDTH       256
#define TAG_HEIGHT      257
#define TAG_ORIENTATION 274

#define TIFF_SHORT 3
#define TIFF_LONG  4

typedef struct
{
  const guint8 *data;
  gsize length;
  gboolean big_endian;
} Reader;

static gboolean
reader_has (const Reader *reader, gsize offset, gsize count)
{
  return offset <= reader->length && count <= reader->length - offset;
}

/* The readers answer 0 outside of the data, which no caller takes for a sensible value. */
static guint16
reader_u16 (const Reader *reader, gsize offset)
{
  const guint8 *bytes = reader->data + offset;

  if (!reader_has (reader, offset, 2))
    return 0;
  return reader->big_endian ? bytes[0] << 8 | bytes[1] : bytes[1] << 8 | bytes[0];
}

static guint32
reader_u32 (const Reader *reader, gsize offset)
{
  guint32 first = reader_u16 (reader, offset);
  guint32 second = reader_u16 (reader, offset + 2);

  if (!reader_has (reader, offset, 4))
    return 0;
  return reader->big_endian ? first << 16 | second : second << 16 | first;
}

static guint32
reader_u24 (const Reader *reader, gsize offset)
{
  if (!reader_has (reader, offset, 3))
    return 0;
  return reader->data[offset] | reader->data[offset + 1] << 8 | reader->data[offset + 2] << 16;
}

static void
set_size (QingImageProbe *probe, guint32 width, guint32 height)
{
  probe->width = (int) MIN (width, (guint32) G_MAXINT);
  probe->height = (int) MIN (height, (guint32) G_MAXINT);
}

/* Reads the first directory of a TIFF file; the EXIF block of the other formats is one, too. */
static void
read_directory (const guint8 *data, gsize length, QingImageProbe *probe, gboolean with_size)
{
  Reader reader = { data, length, length > 0 && data[0] == 'M' };
  gsize directory = reader_u32 (&reader, 4);
  guint n_entries = reader_u16 (&reader, directory);
  guint32 width = 0;
  guint32 height = 0;

  for (guint i = 0; i < n_entries && i < MAX_PIECES; i++)
    {
      gsize entry = directory + 2 + 12 * (gsize) i;
      guint16 tag = reader_u16 (&reader, entry);
      guint16 type = reader_u16 (&reader, entry + 2);
      guint32 value = type == TIFF_SHORT  ? reader_u16 (&reader, entry + 8)
                      : type == TIFF_LONG ? reader_u32 (&reader, entry + 8)
                                          : 0;

      if (!reader_has (&reader, entry, 12))
        break;
      if (tag == TAG_WIDTH)
        width = value;
      else if (tag == TAG_HEIGHT)
        height = value;
      else if (tag == TAG_ORIENTATION && value >= 1 && value <= 8)
        probe->orientation = (int) value;
    }
  if (with_size)
    set_size (probe, width, height);
}

static void
read_tiff (const guint8 *data, gsize length, QingImageProbe *probe)
{
  read_directory (data, length, probe, TRUE);
}

static void
read_exif (const guint8 *data, gsize length, QingImageProbe *probe)
{
  if (length > 6 && memcmp (data, "Exif\0\0", 6) == 0)
    read_directory (data + 6, length - 6, probe, FALSE);
}

static gboolean
is_start_of_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static void
read_jpeg (const guint8 *data, gsize length, QingImageProbe *probe)
{
  Reader reader = { data, length, TRUE };
  gsize offset = 2;

  for (guint i = 0; i < MAX_PIECES && reader_has (&reader, offset, 4); i++)
    {
      guint8 marker = data[offset + 1];
      gsize size = reader_u16 (&reader, offset + 2);

      if (data[offset] != 0xff || marker == 0xda)
        break;
      if (marker == 0xff)
        {
          offset++;
          continue;
        }
      if (size < 2 || !reader_has (&reader, offset + 2, size))
        break;
      if (is_start_of_frame (marker))
        set_size (probe, reader_u16 (&reader, offset + 7), reader_u16 (&reader, offset + 5));
      else if (marker == 0xe1)
        read_exif (data + offset + 4, size - 2, probe);
      offset += 2 + size;
    }
}

static void
read_png (const guint8 *data, gsize length, QingImageProbe *probe)
{
  Reader reader = { data, length, TRUE };
  gsize offset = 8;

  for (guint i = 0; i < MAX_PIECES && reader_has (&reader, offset, 8); i++)
    {
      gsize size = reader_u32 (&reader, offset);
      const guint8 *name = data + offset + 4;

      /* Only the first one counts, for whoever draws the picture, too. */
      if (memcmp (name, "IHDR", 4) == 0 && i == 0)
        set_size (probe, reader_u32 (&reader, offset + 8), reader_u32 (&reader, offset + 12));
      else if (memcmp (name, "acTL", 4) == 0)
        probe->animated = TRUE;
      else if (memcmp (name, "eXIf", 4) == 0 && reader_has (&reader, offset + 8, size))
        read_directory (data + offset + 8, size, probe, FALSE);
      if (size > G_MAXINT)
        break;
      offset += 12 + size;
    }
}

static void
read_webp_chunk (const Reader *reader, gsize offset, gsize size, QingImageProbe *probe)
{
  const guint8 *name = reader->data + offset;
  gsize body = offset + 8;

  if (memcmp (name, "VP8X", 4) == 0)
    {
      probe->animated = reader_has (reader, body, 1) && (reader->data[body] & 0x02) != 0;
      set_size (probe, reader_u24 (reader, body + 4) + 1, reader_u24 (reader, body + 7) + 1);
    }
  else if (memcmp (name, "VP8L", 4) == 0 && probe->width == 0)
    {
      guint32 bits = reader_u32 (reader, body + 1);

      set_size (probe, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
    }
  else if (memcmp (name, "VP8 ", 4) == 0 && probe->width == 0)
    {
      set_size (probe, reader_u16 (reader, body + 6) & 0x3fff,
                reader_u16 (reader, body + 8) & 0x3fff);
    }
  else if (memcmp (name, "EXIF", 4) == 0 && reader_has (reader, body, size))
    {
      if (size > 6 && memcmp (reader->data + body, "Exif\0\0", 6) == 0)
        read_exif (reader->data + body, size, probe);
      else
        read_directory (reader->data + body, size, probe, FALSE);
    }
}

static void
read_webp (const guint8 *data, gsize length, QingImageProbe *probe)
{
  Reader reader = { data, length, FALSE };
  gsize offset = 12;

  for (guint i = 0; i < MAX_PIECES && reader_has (&reader, offset, 8); i++)
    {
      gsize size = reader_u32 (&reader, offset + 4);

      read_webp_chunk (&reader, offset, size, probe);
      if (size > G_MAXINT)
        break;
      offset += 8 + size + (size & 1);
    }
}

/* Returns: where the pieces that begin at @offset are over */
static gsize
skip_gif_pieces (const Reader *reader, gsize offset)
{
  while (reader_has (reader, offset, 1) && reader->data[offset] != 0)
    offset += 1 + (gsize) reader->data[offset];
  return offset + 1;
}

/* The first picture may be larger than what it is said to be a part of. */
static void
read_gif (const guint8 *data, gsize length, QingImageProbe *probe)
{
  Reader reader = { data, length, FALSE };
  guint32 width = reader_u16 (&reader, 6);
  guint32 height = reader_u16 (&reader, 8);
  gsize offset = 13;

  if (reader_has (&reader, 10, 1) && (data[10] & 0x80) != 0)
    offset += (gsize) 3 << ((data[10] & 7) + 1);
  for (guint i = 0; i < MAX_PIECES && reader_has (&reader, offset, 2) && data[offset] == '!'; i++)
    offset = skip_gif_pieces (&reader, offset + 2);
  if (reader_has (&reader, offset, 10) && data[offset] == ',')
    {
      width =
        MAX (width, reader_u16 (&reader, offset + 1) + (guint32) reader_u16 (&reader, offset + 5));
      height =
        MAX (height, reader_u16 (&reader, offset + 3) + (guint32) reader_u16 (&reader, offset + 7));
    }
  set_size (probe, width, height);
}

static void
read_bmp (const guint8 *data, gsize length, QingImageProbe *probe)
{
  Reader reader = { data, length, FALSE };

  if (reader_u32 (&reader, 14) == 12)
    {
      set_size (probe, reader_u16 (&reader, 18), reader_u16 (&reader, 20));
    }
  else
    {
      gint32 width = (gint32) reader_u32 (&reader, 18);
      gint32 height = (gint32) reader_u32 (&reader, 22);

      /* A negative height says that the rows are stored from the top. */
      set_size (probe, width == G_MININT32 ? 0 : ABS (width),
                height == G_MININT32 ? 0 : ABS (height));
    }
}

/* clang-format off */
static const struct
{
  QingImageFormat format;
  const char *mime_type;
  const char *extension;
  gsize offset;
  gsize length;
  const char *magic;
  void (*read) (const guint8 *data, gsize length, QingImageProbe *probe);
} formats[] = {
  { QING_IMAGE_JPEG, "image/jpeg", "jpeg", 0, 3, "\xff\xd8\xff",       read_jpeg },
  { QING_IMAGE_PNG,  "image/png",  "png",  0, 8, "\x89PNG\r\n\x1a\n",  read_png  },
  { QING_IMAGE_WEBP, "image/webp", "webp", 8, 4, "WEBP",               read_webp },
  { QING_IMAGE_GIF,  "image/gif",  "gif",  0, 4, "GIF8",               read_gif  },
  { QING_IMAGE_TIFF, "image/tiff", "tiff", 0, 4, "II*\0",              read_tiff },
  { QING_IMAGE_TIFF, "image/tiff", "tiff", 0, 4, "MM\0*",              read_tiff },
  { QING_IMAGE_BMP,  "image/bmp",  "bmp",  0, 2, "BM",                 read_bmp  },
};
/* clang-format on */

void
qing_image_probe (const guint8 *data, gsize length, QingImageProbe *probe)
{
  *probe = (QingImageProbe){ .format = QING_IMAGE_OTHER, .orientation = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (length < formats[i].offset + formats[i].length ||
          memcmp (data + formats[i].offset, formats[i].magic, formats[i].length) != 0)
        continue;
      if (formats[i].format == QING_IMAGE_WEBP && memcmp (data, "RIFF", 4) != 0)
        continue;
      probe->format = formats[i].format;
      formats[i].read (data, length, probe);
      return;
    }
}

const char *
qing_image_format_get_mime_type (QingImageFormat format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].format == format)
      return formats[i].mime_type;
  return NULL;
}

const char *
qing_image_format_get_extension (QingImageFormat format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].format == format)
      return formats[i].extension;
  return NULL;
}
