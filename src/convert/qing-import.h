/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

/* What a file was recognised as, by its content. Any of them but Alpaca's may come in a ZIP archive,
 * in several pieces, and with the pictures that it names. */
typedef enum
{
  QING_IMPORT_QINGTAN,       /* our own lossless export */
  QING_IMPORT_CHATGPT,       /* conversations.json */
  QING_IMPORT_OPEN_WEBUI,    /* exported chats */
  QING_IMPORT_CHATBOX,       /* exported data */
  QING_IMPORT_CHERRY_STUDIO, /* data.json of a backup */
  QING_IMPORT_ALPACA,        /* alpaca.db, or a chat exported as .db */
  QING_IMPORT_LLAMA_CPP,     /* of the llama.cpp server's web page; JSON or JSON Lines */
  QING_IMPORT_MESSAGES,      /* messages as the OpenAI API takes them, our JSON export included */
} QingImportFormat;

/* The program's name, translated where it is not a name. */
const char *qing_import_format_get_label (QingImportFormat format);

/**
 * QingImportReport: what came of a file and what did not.
 *
 * @n_hidden: messages that their program does not show either, or that are empty
 * @n_orphans: messages whose predecessor is not in the file; they begin a branch of their own
 * @n_missing_files: pictures and files that the file only names; their names stand in the text
 * @n_refused_files: attachments that are damaged, too large or of no known type
 * @n_empty: conversations without any message, left out
 * @n_duplicates: conversations that were in the file before, left out
 * @notes: (element-type utf8): the first 100 of these with their places, translated
 */
typedef struct
{
  QingImportFormat format;
  guint n_conversations;
  guint n_messages;
  guint n_attachments;
  guint n_hidden;
  guint n_orphans;
  guint n_missing_files;
  guint n_refused_files;
  guint n_empty;
  guint n_duplicates;
  GPtrArray *notes;
} QingImportReport;

void qing_import_report_free (QingImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingImportReport, qing_import_report_free)

/* Called in the main context of the caller, at most once a percent: 0 to 1. */
typedef void (*QingImportProgress) (double fraction, gpointer user_data);

/**
 * qing_import_async:
 * @file: at most 1 GiB; only ever read
 * @progress: (nullable) (scope notified)
 *
 * Reads the conversations of a file. It is read and understood in a thread; the objects are made
 * in the thread-default main context of the caller, some at a time.
 *
 * Uids are stable: our own are kept, others are derived from the program's own ids, so that the
 * same conversation has the same uid when it is imported again. Whether to replace or to leave it
 * is the caller's choice. Nothing is stored.
 */
void qing_import_async (GFile *file,
                        QingImportProgress progress,
                        gpointer progress_data,
                        GDestroyNotify progress_destroy,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
void qing_import_bytes_async (GBytes *bytes,
                              QingImportProgress progress,
                              gpointer progress_data,
                              GDestroyNotify progress_destroy,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/**
 * qing_import_finish:
 * @report: (out) (optional) (transfer full)
 *
 * Errors: QING_ERROR_PROTOCOL when the file as a whole is refused, with the place of the fault;
 * what the system says when it cannot be read; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (element-type QingConversation): loaded conversations; may be empty
 */
GPtrArray *qing_import_finish (GAsyncResult *result, QingImportReport **report, GError **error);

G_END_DECLS
