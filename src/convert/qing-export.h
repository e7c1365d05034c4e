/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

typedef enum
{
  QING_EXPORT_MARKDOWN, /* to read anywhere: the chosen branch */
  QING_EXPORT_HTML,     /* one file to read, to print and to keep: the chosen branch */
  QING_EXPORT_JSON,     /* messages as the OpenAI API takes them: the chosen branch */
  QING_EXPORT_QINGTAN,  /* everything; qing_import_async() gives it back as it was */
} QingExportFormat;

/* For Markdown only: HTML and JSON always embed. */
typedef enum
{
  QING_EXPORT_PICTURES_EMBED,  /* as data URIs */
  QING_EXPORT_PICTURES_FOLDER, /* as files in NAME_files beside the file; a stream embeds them */
  QING_EXPORT_PICTURES_OMIT,   /* their names only */
} QingExportPictures;

/**
 * QingExportOptions:
 * @reasoning: whether what the models thought is in Markdown, HTML and JSON, too
 * @open, @open_finish: (nullable): give a conversation with its messages when its turn comes, so
 *  that an export of all of them holds one at a time. Without them every conversation must be
 *  loaded. open_finish returns a reference, and may return another object than was given.
 */
typedef struct
{
  QingExportFormat format;
  QingExportPictures pictures;
  gboolean reasoning;
  void (*open) (QingConversation *conversation,
                gpointer open_data,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data);
  QingConversation *(*open_finish) (QingConversation *conversation,
                                    GAsyncResult *result,
                                    GError **error);
  gpointer open_data; /* stays with the caller */
} QingExportOptions;

/* Between 0 and 1, in the main context of the caller. */
typedef void (*QingExportProgress) (double fraction, gpointer user_data);

/* "md", "html" or "json". */
const char *qing_export_format_get_extension (QingExportFormat format);
/* A file name made of the title: (transfer full). */
char *qing_export_suggest_name (QingConversation *conversation, QingExportFormat format);

/**
 * qing_export_async:
 * @conversations: (element-type QingConversation)
 * @file: replaced as a whole at the end; on failure it is as it was
 * @progress: (nullable) (scope notified)
 *
 * Writes conversations, message by message: the bytes of one attachment at most are in memory.
 * With PICTURES_FOLDER, pictures that were written before a failure stay in the folder.
 */
void qing_export_async (GPtrArray *conversations,
                        const QingExportOptions *options,
                        GFile *file,
                        QingExportProgress progress,
                        gpointer progress_data,
                        GDestroyNotify progress_destroy,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
/* The same to a stream, which is left open. */
void qing_export_stream_async (GPtrArray *conversations,
                               const QingExportOptions *options,
                               GOutputStream *stream,
                               QingExportProgress progress,
                               gpointer progress_data,
                               GDestroyNotify progress_destroy,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * qing_export_finish:
 * @n_missing: (out) (optional): attachments whose bytes could not be had; they are named only
 *
 * Errors: what the system says about the file, what open_finish says, QING_ERROR_STORAGE when a
 * conversation is not loaded, or G_IO_ERROR_CANCELLED.
 */
gboolean qing_export_finish (GAsyncResult *result, guint *n_missing, GError **error);

G_END_DECLS
