/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-archive.h"
#include "qing-import.h"
#include "qing-json-tape.h"
#include "qing-record.h"

G_BEGIN_DECLS

/**
 * QingReader: what the readers of all formats share while they turn a file into records, in a
 * thread.
 *
 * A reader returns FALSE with an error only when the file is not what it claims to be; what is
 * merely missing is counted in the report.
 */
typedef struct _QingReader QingReader;

struct _QingReader
{
  const QingJsonTape *tape; /* NULL for a database */
  GBytes *bytes;
  QingArchive *archive; /* what the file is from; or NULL */
  const char *name;     /* its name there */
  GCancellable *cancellable;
  QingImportReport *report;
  GPtrArray *conversations; /* QingConversationRecord */
  GHashTable *uids;         /* of the conversations, borrowed */
  gsize attachment_bytes;   /* decoded so far */
  void (*progress) (double fraction, gpointer data);
  gpointer progress_data;
};

typedef gboolean (*QingReadFunc) (QingReader *self, GError **error);

/* The readers, by format. */
gboolean qing_read_qingtan (QingReader *self, GError **error);
gboolean qing_read_chatgpt (QingReader *self, GError **error);
gboolean qing_read_open_webui (QingReader *self, GError **error);
gboolean qing_read_chatbox (QingReader *self, GError **error);
gboolean qing_read_cherry (QingReader *self, GError **error);
gboolean qing_read_alpaca (QingReader *self, GError **error);
gboolean qing_read_llama (QingReader *self, GError **error);
gboolean qing_read_messages (QingReader *self, GError **error);

/* Tells the format from the content; FALSE with an error when it is none. */
gboolean qing_reader_detect (QingReader *self, GError **error);

/* Sets QING_ERROR_PROTOCOL with the place; FALSE. */
gboolean qing_reader_fail (QingReader *self, QingJsonAt at, const char *what, GError **error);
/* Keeps a note for the report, with the place. */
void qing_reader_remark (QingReader *self, QingJsonAt at, const char *what);

/* A conversation with a stable uid. Without an id of its own (NULL) what it says is its id. */
QingConversationRecord *qing_reader_begin (QingReader *self, QingJsonAt at, const char *id);
/* Takes @record, puts its tree in order and keeps it; or refuses the file. */
gboolean qing_reader_finish (QingReader *self,
                             QingConversationRecord *record,
                             QingJsonAt at,
                             GError **error);
/* Adds a message; its id may be missing, then it is numbered. */
QingMessageNote *qing_reader_add_message (QingReader *self,
                                          QingConversationRecord *record,
                                          QingJsonAt at,
                                          QingRole role,
                                          const char *id);
/* "user", "human", "assistant", "model", …; 0 when unknown. */
QingRole qing_reader_parse_role (const char *role);

/* When @note is a system message before all others, its text becomes the system prompt. */
gboolean qing_reader_take_prompt (QingConversationRecord *record, QingMessageNote *note);
/* The conversations of a text: of an array, of lines, or a single one. */
QingJsonAt qing_reader_get_first_item (QingReader *self, QingJsonAt *container);

/* Adds the picture or file of a data URI or of bare base64. FALSE when there is none; then it was
 * counted. @mime_type is believed only when the bytes do not tell; @name may be NULL. */
gboolean qing_reader_add_file (QingReader *self,
                               QingMessageNote *note,
                               QingJsonAt at,
                               const char *name,
                               const char *mime_type,
                               const char *text,
                               gsize length);
gboolean qing_reader_add_json_file (QingReader *self,
                                    QingMessageNote *note,
                                    QingJsonAt at,
                                    const char *name,
                                    const char *mime_type);
/* Fills @attachment with @bytes, whose type may be @mime_type; or says why not, translated. */
const char *qing_reader_fill_file (QingReader *self,
                                   QingAttachmentRecord *attachment,
                                   const char *name,
                                   const char *mime_type,
                                   GBytes *bytes);
/* A file that is only named: one of the archive that is called @id, or else a placeholder. @id may
 * be NULL. */
void qing_reader_add_named_file (QingReader *self,
                                 QingMessageNote *note,
                                 QingJsonAt at,
                                 const char *id,
                                 const char *name);
/* Once everything is read: takes the files that were found in the archive out of it. */
gboolean qing_reader_fetch_files (QingReader *self, GError **error);
/* A file with this text; the text stays in the message's reach as a document. */
void qing_reader_add_document (QingReader *self,
                               QingMessageNote *note,
                               const char *name,
                               const char *text);
/* Says in the text that @name is not here. */
void qing_reader_add_placeholder (QingReader *self,
                                  QingMessageNote *note,
                                  QingJsonAt at,
                                  const char *name);

void qing_reader_say_missing (QingMessageNote *note, const char *name);

/* A number of seconds, milli-, micro- or nanoseconds, or an ISO 8601 date; 0 when it is neither. */
gint64 qing_reader_get_time (QingReader *self, QingJsonAt at);
gint64 qing_reader_scale_time (double value);
/* Version 5 of RFC 4122, in a name space of our own. */
char *qing_reader_derive_uid (QingReader *self, const char *first, const char *second);

G_END_DECLS
