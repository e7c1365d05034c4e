/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-json-writer.h"
#include "qing-request-builder.h"
#include "qing-wire-message.h"

G_BEGIN_DECLS

typedef struct _QingMessageWriter QingMessageWriter;

/* QingMessageWriter: messages as JSON (protocol.md 1.2), with their attachments. */
QingMessageWriter *qing_message_writer_new (QingChatRequest *request,
                                            QingRuling *ruling,
                                            QingBytesFunc func,
                                            gpointer user_data);
void qing_message_writer_free (QingMessageWriter *self);

/* (transfer full) (element-type QingAttachment): those of @messages whose bytes are sent. */
GPtrArray *qing_message_writer_list_attachments (QingMessageWriter *self, GPtrArray *messages);
/* (transfer none) (nullable) */
GBytes *qing_message_writer_get_bytes (QingMessageWriter *self, QingAttachment *attachment);
void qing_message_writer_write (QingMessageWriter *self, QingJsonWriter *json, GPtrArray *messages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingMessageWriter, qing_message_writer_free)

G_END_DECLS
