/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*QingAudioFunc) (const guint8 *bytes, gsize n_bytes, gpointer user_data);

typedef struct _QingAudioDecoder QingAudioDecoder;

/* QingAudioDecoder: base64 in pieces that may be split anywhere, PCM samples out. A WAV header at
 * the start, which a server may put there because "wav" was asked for, is taken off. */
QingAudioDecoder *qing_audio_decoder_new (void);
void qing_audio_decoder_free (QingAudioDecoder *self);
void qing_audio_decoder_push (QingAudioDecoder *self,
                              const char *base64,
                              gsize length,
                              QingAudioFunc func,
                              gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingAudioDecoder, qing_audio_decoder_free)

G_END_DECLS
