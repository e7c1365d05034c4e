/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-audio-decoder.h"

#include <string.h>

#define WAV_HEADER 44

struct _QingAudioDecoder
{
  int state;
  guint save;
  gboolean begun;
  GByteArray *pending; /* what does not make a whole sample yet, or may be a header */
};

/* Returns how many bytes at the start are no samples, or -1 when that cannot be told yet. */
static gssize
measure_header (const guint8 *bytes, gsize length)
{
  if (length < 4)
    return -1;
  if (memcmp (bytes, "RIFF", 4) != 0)
    return 0;

  return length < WAV_HEADER ? -1 : WAV_HEADER;
}

void
qing_audio_decoder_push (QingAudioDecoder *self,
                         const char *base64,
                         gsize length,
                         QingAudioFunc func,
                         gpointer user_data)
{
  gsize before = self->pending->len;
  gsize whole;

  g_byte_array_set_size (self->pending, before + length / 4 * 3 + 6);
  before +=
    g_base64_decode_step (base64, length, self->pending->data + before, &self->state, &self->save);
  g_byte_array_set_size (self->pending, before);

  if (!self->begun)
    {
      gssize header = measure_header (self->pending->data, self->pending->len);

      if (header < 0)
        return;
      self->begun = TRUE;
      g_byte_array_remove_range (self->pending, 0, header);
    }

  /* A sample has two bytes. */
  whole = self->pending->len & ~(gsize) 1;
  if (whole == 0)
    return;
  func (self->pending->data, whole, user_data);
  g_byte_array_remove_range (self->pending, 0, whole);
}

QingAudioDecoder *
qing_audio_decoder_new (void)
{
  QingAudioDecoder *self = g_new0 (QingAudioDecoder, 1);

  self->pending = g_byte_array_new ();

  return self;
}

void
qing_audio_decoder_free (QingAudioDecoder *self)
{
  g_byte_array_unref (self->pending);
  g_free (self);
}
