/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A WAV file of 16-bit samples of one channel: (transfer full). */
GBytes *qing_wav_new (GByteArray *samples, guint rate);

G_END_DECLS
