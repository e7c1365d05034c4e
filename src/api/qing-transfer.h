/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "qing-usage.h"

G_BEGIN_DECLS

/* How long to wait for a server, in milliseconds. */
typedef struct
{
  guint connect; /* until the request goes out: name, connection, encryption */
  guint silence; /* until the first byte, and between any two reads */
} QingTransferPatience;

#define QING_TYPE_TRANSFER (qing_transfer_get_type ())
G_DECLARE_FINAL_TYPE (QingTransfer, qing_transfer, QING, TRANSFER, GObject)

/* What becomes of the rest of a response. Wanting no more of it is no error. */
typedef enum
{
  QING_TRANSFER_MORE,
  QING_TRANSFER_ENOUGH, /* it has come to its end: the connection can be used again */
  QING_TRANSFER_CLOSE,  /* the server shall stop: the connection is closed */
} QingTransferNeed;

/* Who receives a response. */
typedef struct
{
  void (*headers) (QingTransfer *transfer, gpointer user_data);
  QingTransferNeed (*bytes) (QingTransfer *transfer,
                             const guint8 *bytes,
                             gsize length,
                             gpointer user_data);
} QingTransferSink;

/**
 * QingTransfer: one HTTP request and its response, read piece by piece without blocking.
 *
 * Reads have the priority of idle work and are small, so that the interface draws its frames
 * before the next piece of a fast stream is dealt with.
 */
QingTransfer *
qing_transfer_new (SoupSession *session, SoupMessage *message, QingTransferPatience patience);

void qing_transfer_run_async (QingTransfer *self,
                              const QingTransferSink *sink,
                              gpointer sink_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean qing_transfer_run_finish (QingTransfer *self, GAsyncResult *result, GError **error);

SoupMessage *qing_transfer_get_message (QingTransfer *self);
/* Whether the request went out; a time-out then is the server's. */
gboolean qing_transfer_is_connected (QingTransfer *self);
/* Fills in what is known so far, but for the tokens. */
void qing_transfer_get_timing (QingTransfer *self, QingTiming *timing);
/* Microseconds since the transfer began. */
gint64 qing_transfer_get_elapsed (QingTransfer *self);

G_END_DECLS
