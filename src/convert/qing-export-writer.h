/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"
#include "qing-export.h"

G_BEGIN_DECLS

/**
 * QingExportWriter: what a format writes, and what it needs to know for it. It only ever adds to
 * @out, which is emptied between the calls.
 */
typedef struct
{
  GString *out;
  QingExportOptions options;
  QingMessage *chosen_root; /* of the conversation it is at; borrowed */
  gboolean has_prompt;      /* it has a system prompt */
  guint n_conversations;    /* in all */
  guint conversation;       /* which one it is at, from 0 */
  guint message;
  guint attachment;
} QingExportWriter;

/**
 * QingExportOps: how a format is written.
 * @tree: all messages, parents first, rather than the chosen branch
 * @attachment: @bytes are NULL when they are not to be had or not wanted; @link is the address of
 *  a file that holds them, or NULL
 * @wants_bytes: whether the bytes of this attachment go into the file
 */
typedef struct
{
  gboolean tree;
  void (*begin) (QingExportWriter *self);
  void (*begin_conversation) (QingExportWriter *self, QingConversation *conversation);
  void (*begin_message) (QingExportWriter *self, QingMessage *message);
  gboolean (*wants_bytes) (QingExportWriter *self, QingAttachment *attachment);
  void (*attachment) (QingExportWriter *self,
                      QingAttachment *attachment,
                      GBytes *bytes,
                      const char *link);
  void (*end_message) (QingExportWriter *self, QingMessage *message);
  void (*end_conversation) (QingExportWriter *self, QingConversation *conversation);
  void (*end) (QingExportWriter *self);
} QingExportOps;

extern const QingExportOps qing_export_markdown_ops;
extern const QingExportOps qing_export_html_ops;
extern const QingExportOps qing_export_json_ops;
extern const QingExportOps qing_export_qingtan_ops;

/* Words that several formats use; translated. */
const char *qing_export_get_role_label (QingRole role);
char *qing_export_dup_time (gint64 time);
/* What the conversation is called in an export. */
const char *qing_export_get_title (QingConversation *conversation);
const char *qing_export_get_prompt (QingConversation *conversation);

G_END_DECLS
