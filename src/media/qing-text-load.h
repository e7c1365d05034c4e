/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A longer text is not put into a message. */
#define QING_MEDIA_MAX_TEXT (1024 * 1024)

/**
 * qing_media_text_load_async:
 *
 * Reads a text file in a thread: UTF-8, or UTF-16 with its mark. Fails with QING_ERROR_REQUEST, in
 * words for the user, when it is too long, and with G_IO_ERROR_INVALID_DATA when it is no text.
 */
void qing_media_text_load_async (GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* (transfer full) */
char *qing_media_text_load_finish (GAsyncResult *result, GError **error);

/* (transfer full) (nullable): the bytes as UTF-8, NULL when they are no text. */
char *qing_media_text_decode (const guint8 *data, gsize length);

/**
 * qing_media_text_fence:
 * @name: the file's name
 *
 * (transfer full): @text as a Markdown code block below its name, with a fence that nothing in the
 * text can end.
 */
char *qing_media_text_fence (const char *name, const char *text);

G_END_DECLS
