/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"
#include "qing-conversation.h"
#include "qing-json-tape.h"
#include "qing-tool-call.h"

G_BEGIN_DECLS

/* Conversations as plain values: what a reader makes of a file in its thread, and what becomes
 * objects in the thread that asked. Strings are owned and may be NULL unless said otherwise. */

typedef struct
{
  char *uid;
  QingAttachmentKind kind;
  char *name;
  char *mime_type;
  GBytes *bytes;
  guint in_archive; /* where its bytes are still to be had: a file's number, from 1; or 0 */
  gint64 size;
  int width;
  int height;
  GBytes *thumbnail;
} QingAttachmentRecord;

typedef struct
{
  char *id;
  char *name;
  char *arguments;
  char *result;
  QingToolCallState state;
} QingCallRecord;

#define QING_NO_PARENT G_MAXUINT

/**
 * QingMessageNote:
 * @id: not NULL: what the file calls it
 * @parent_id: NULL for a first message
 * @place: where it stands in the file, for errors
 * @skipped: not to be shown: what is below it goes to its parent
 * @parent: index of the parent, once the tree is sorted
 */
typedef struct
{
  char *id;
  char *parent_id;
  QingJsonAt place;
  gboolean skipped;

  char *uid;
  guint parent;
  gboolean chosen;

  QingRole role;
  QingMessageState state;
  gint64 created;
  char *text;
  char *reasoning;
  char *model;
  char *finish_reason;
  char *request_id;
  char *tool_call_id;
  char *verdict;
  GBytes *logprobs; /* as the model writes them down */
  QingUsage usage;
  QingTiming timing;
  QingFault *fault;
  GPtrArray *attachments; /* QingAttachmentRecord; NULL when there are none */
  GPtrArray *calls;       /* QingCallRecord; NULL when there are none */
} QingMessageNote;

/**
 * QingConversationRecord:
 * @current: id of the message that the reader looks at, or NULL: the last ones are chosen
 * @ranks: ids in the order in which their siblings are to stand; the rest follows
 */
typedef struct
{
  char *uid;
  char *title;
  gboolean title_final;
  char *model;
  char *account;
  char *folder;
  char *draft;
  char *system_prompt;
  char *parameters; /* JSON */
  gint64 created;
  gint64 updated;
  gboolean pinned;
  gboolean archived;

  GPtrArray *messages; /* QingMessageNote, not NULL */
  char *current;
  GHashTable *ranks;
} QingConversationRecord;

QingAttachmentRecord *qing_attachment_record_new (void);
void qing_attachment_record_free (QingAttachmentRecord *self);
QingCallRecord *qing_call_record_new (void);
void qing_call_record_free (QingCallRecord *self);
QingMessageNote *qing_message_note_new (QingRole role, const char *id);
void qing_message_note_free (QingMessageNote *self);
QingConversationRecord *qing_conversation_record_new (void);
void qing_conversation_record_free (QingConversationRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingAttachmentRecord, qing_attachment_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingCallRecord, qing_call_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingMessageNote, qing_message_note_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingConversationRecord, qing_conversation_record_free)

/* Take what they are given. */
void qing_message_note_add_attachment (QingMessageNote *self, QingAttachmentRecord *attachment);
void qing_message_note_add_call (QingMessageNote *self, QingCallRecord *call);
/* Adds a paragraph. */
void qing_message_note_add_text (QingMessageNote *self, const char *text);
void qing_message_note_add_reasoning (QingMessageNote *self, const char *text);
/* Says where @id stands among its siblings: after those that were ranked before. */
void qing_conversation_record_rank (QingConversationRecord *self, const char *id);

G_END_DECLS
