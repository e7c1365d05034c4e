/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _QingAskSound QingAskSound;

/**
 * QingAskSound: a WAV file that is written while an answer is spoken: 16-bit samples of one
 * channel at 24000 Hz (protocol.md 2.6). Nothing is created before the first sample.
 */
QingAskSound *qing_ask_sound_new (const char *path);
gboolean
qing_ask_sound_write (QingAskSound *self, const guint8 *samples, gsize length, GError **error);
/* Whether anything was written; makes the file whole. */
gboolean qing_ask_sound_end (QingAskSound *self, GError **error);
void qing_ask_sound_free (QingAskSound *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingAskSound, qing_ask_sound_free)

G_END_DECLS
