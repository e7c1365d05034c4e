/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-chat-request.h"
#include "qing-fault.h"
#include "qing-ruling.h"

G_BEGIN_DECLS

/**
 * QingBuiltRequest: what goes over the wire, but for the key.
 *
 * @headers: (array zero-terminated): names and values in turn
 */
/* @n_choices: how many answers it asks for, also where that was written into the free JSON. */
typedef struct
{
  GBytes *body;
  char **headers;
  guint n_choices;
} QingBuiltRequest;

/* Gives the bytes of an attachment: (transfer none) (nullable). */
typedef GBytes *(*QingBytesFunc) (QingAttachment *attachment, gpointer user_data);

/* (transfer full) (element-type QingAttachment): those whose bytes the request holds. */
GPtrArray *qing_request_list_attachments (QingChatRequest *request, QingRuling *ruling);

/**
 * qing_request_build:
 * @func: (nullable): %NULL asks the attachments themselves, and writes a placeholder for those
 *  whose bytes are not in memory
 *
 * Returns: (transfer full) (nullable): %NULL with @fault when the request would be refused for what
 *  it is, so that it need not be sent.
 */
QingBuiltRequest *qing_request_build (QingChatRequest *request,
                                      QingRuling *ruling,
                                      QingBytesFunc func,
                                      gpointer user_data,
                                      QingFault **fault);
void qing_built_request_free (QingBuiltRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingBuiltRequest, qing_built_request_free)

G_END_DECLS
