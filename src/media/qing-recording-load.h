/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"

G_BEGIN_DECLS

/* As many of the first bytes as qing_recording_sniff() looks at. */
#define QING_RECORDING_HEAD 64

/* The true type of sound or video, by its first bytes; NULL when it is neither. @kind: (out). */
const char *qing_recording_sniff (const guint8 *data, gsize length, QingAttachmentKind *kind);

/**
 * qing_media_recording_load_async:
 *
 * Makes an attachment of a file with sound or video, in a thread. The bytes stay as they are. What
 * is neither is refused with G_IO_ERROR_NOT_SUPPORTED after a look at its first bytes, what is too
 * large to be sent with QING_ERROR_REQUEST, in words for the user.
 */
void qing_media_recording_load_async (GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* (transfer full): NULL with an error. */
QingAttachment *qing_media_recording_load_finish (GAsyncResult *result, GError **error);

/* The length of a WAV file in microseconds; -1 when @bytes are none or have no plain samples. */
gint64 qing_recording_get_wav_duration (GBytes *bytes);

G_END_DECLS
