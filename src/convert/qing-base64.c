/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-base64.h"

#include <string.h>

void
qing_base64_append (GString *out, GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  gsize old_length = out->len;
  int state = 0;
  int save = 0;
  gsize written;

  /* Encoded where it belongs, since a picture may have many megabytes. */
  g_string_set_size (out, old_length + (size / 3 + 1) * 4 + 4);
  written = g_base64_encode_step (data, size, FALSE, out->str + old_length, &state, &save);
  written += g_base64_encode_close (FALSE, out->str + old_length + written, &state, &save);
  g_string_truncate (out, old_length + written);
}

static int
get_digit (guchar byte)
{
  if (byte >= 'A' && byte <= 'Z')
    return byte - 'A';
  if (byte >= 'a' && byte <= 'z')
    return byte - 'a' + 26;
  if (byte >= '0' && byte <= '9')
    return byte - '0' + 52;
  if (byte == '+' || byte == '-')
    return 62;
  if (byte == '/' || byte == '_')
    return 63;
  return -1;
}

GBytes *
qing_base64_decode (const char *text, gsize length)
{
  g_autofree guchar *data = g_malloc (length / 4 * 3 + 4);
  gsize size = 0;
  guint32 bits = 0;
  guint n_bits = 0;
  gboolean padded = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      int digit = get_digit ((guchar) text[i]);

      if (g_ascii_isspace (text[i]))
        continue;
      if (text[i] == '=')
        padded = TRUE;
      else if (digit < 0 || padded)
        return NULL;
      if (padded)
        continue;
      bits = bits << 6 | (guint32) digit;
      n_bits += 6;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          data[size++] = (guchar) (bits >> n_bits);
        }
    }
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

typedef struct
{
  const char *mime_type;
  const char *extension;
  guint offset;
  const char *magic;
  guint length;
  const char *second; /* at byte 8 */
} Kind;

/* clang-format off */
static const Kind kinds[] = {
  { "image/png", "png", 0, "\211PNG\r\n\032\n", 8, NULL },
  { "image/jpeg", "jpg", 0, "\377\330\377", 3, NULL },
  { "image/gif", "gif", 0, "GIF8", 4, NULL },
  { "image/webp", "webp", 0, "RIFF", 4, "WEBP" },
  { "audio/wav", "wav", 0, "RIFF", 4, "WAVE" },
  { "image/bmp", "bmp", 0, "BM", 2, NULL },
  { "image/tiff", "tiff", 0, "II*\0", 4, NULL },
  { "image/tiff", "tiff", 0, "MM\0*", 4, NULL },
  { "image/heic", "heic", 4, "ftyp", 4, "heic" },
  { "image/heic", "heic", 4, "ftyp", 4, "mif1" },
  { "image/avif", "avif", 4, "ftyp", 4, "avif" },
  { "audio/mp4", "m4a", 4, "ftyp", 4, "M4A " },
  { "video/quicktime", "mov", 4, "ftyp", 4, "qt  " },
  { "video/mp4", "mp4", 4, "ftyp", 4, NULL },
  { "video/webm", "webm", 0, "\032\105\337\243", 4, NULL },
  { "audio/mpeg", "mp3", 0, "ID3", 3, NULL },
  { "audio/mpeg", "mp3", 0, "\377\373", 2, NULL },
  { "audio/ogg", "ogg", 0, "OggS", 4, NULL },
  { "audio/flac", "flac", 0, "fLaC", 4, NULL },
  { "application/pdf", "pdf", 0, "%PDF-", 5, NULL },
};
/* clang-format on */

static gboolean
has_magic (const Kind *kind, const char *data, gsize size)
{
  if (size < 12 || memcmp (data + kind->offset, kind->magic, kind->length) != 0)
    return FALSE;
  return kind->second == NULL || memcmp (data + 8, kind->second, 4) == 0;
}

const char *
qing_mime_sniff (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (has_magic (&kinds[i], data, size))
      return kinds[i].mime_type;
  return NULL;
}

const char *
qing_mime_get_extension (const char *mime_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].mime_type, mime_type))
      return kinds[i].extension;
  return g_str_has_prefix (mime_type, "text/") ? "txt" : "bin";
}
