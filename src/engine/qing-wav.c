/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-wav.h"

static void
put_le (GByteArray *array, guint32 value, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint8 byte = (value >> (8 * i)) & 0xff;

      g_byte_array_append (array, &byte, 1);
    }
}

static void
put_tag (GByteArray *array, const char *tag)
{
  g_byte_array_append (array, (const guint8 *) tag, 4);
}

GBytes *
qing_wav_new (GByteArray *samples, guint rate)
{
  GByteArray *wav = g_byte_array_sized_new (44 + samples->len);

  put_tag (wav, "RIFF");
  put_le (wav, 36 + samples->len, 4);
  put_tag (wav, "WAVE");
  put_tag (wav, "fmt ");
  put_le (wav, 16, 4);
  put_le (wav, 1, 2);
  put_le (wav, 1, 2);
  put_le (wav, rate, 4);
  put_le (wav, rate * 2, 4);
  put_le (wav, 2, 2);
  put_le (wav, 16, 2);
  put_tag (wav, "data");
  put_le (wav, samples->len, 4);
  g_byte_array_append (wav, samples->data, samples->len);
  return g_byte_array_free_to_bytes (wav);
}
