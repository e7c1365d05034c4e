/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-message.h"

G_BEGIN_DECLS

#define QING_TYPE_MESSAGE_STATUS (qing_message_status_get_type ())
G_DECLARE_FINAL_TYPE (QingMessageStatus, qing_message_status, QING, MESSAGE_STATUS, GtkWidget)

/* What is to be said about an answer below it: that it is awaited, why it failed, that it was cut. */
typedef enum
{
  QING_STATUS_NONE,
  QING_STATUS_WAITING,
  QING_STATUS_RETRYING,
  QING_STATUS_STOPPED,
  QING_STATUS_INTERRUPTED,
  QING_STATUS_FAILED,
  QING_STATUS_LENGTH,
} QingStatusKind;

QingStatusKind qing_message_status_get_kind (QingMessage *message);
GtkWidget *qing_message_status_new (QingMessage *message, QingStatusKind kind);
QingStatusKind qing_message_status_get_shown (QingMessageStatus *self);

G_END_DECLS
