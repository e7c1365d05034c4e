/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-transfer.h"

#include "qing-drain.h"

/* About a hundred chunks: a millisecond of work. */
#define BUFFER_SIZE (32 * 1024)

#define PRIORITY G_PRIORITY_DEFAULT_IDLE

struct _QingTransfer
{
  GObject parent_instance;

  SoupSession *session;
  SoupMessage *message;
  QingTransferPatience patience;

  const QingTransferSink *sink;
  gpointer sink_data;
  GInputStream *stream;
  guint8 *buffer;

  GCancellable *cancellable; /* ours: cancelled by the caller's and by the watchdog */
  GCancellable *outer;
  gulong outer_id;
  GSource *watchdog;
  gint64 deadline;
  gboolean connected;
  gboolean timed_out;

  gint64 started;    /* wall clock */
  gint64 began;      /* monotonic */
  gint64 first_byte; /* from began, -1 before */
};

G_DEFINE_FINAL_TYPE (QingTransfer, qing_transfer, G_TYPE_OBJECT)

static void
touch (QingTransfer *self)
{
  guint wait = self->connected ? self->patience.silence : self->patience.connect;

  self->deadline = g_get_monotonic_time () + (gint64) wait * 1000;
}

/* The deadline moves with every byte; the source wakes at the old one and goes on sleeping. */
static gboolean
watchdog_cb (gpointer user_data)
{
  QingTransfer *self = user_data;

  if (g_get_monotonic_time () < self->deadline)
    {
      g_source_set_ready_time (self->watchdog, self->deadline);
      return G_SOURCE_CONTINUE;
    }

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
dispatch_ready (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static void
start_watchdog (QingTransfer *self)
{
  static GSourceFuncs funcs = { NULL, NULL, dispatch_ready, NULL, NULL, NULL };

  touch (self);
  self->watchdog = g_source_new (&funcs, sizeof (GSource));
  g_source_set_static_name (self->watchdog, "qing-transfer-watchdog");
  g_source_set_callback (self->watchdog, watchdog_cb, self, NULL);
  g_source_set_ready_time (self->watchdog, self->deadline);
  g_source_attach (self->watchdog, g_main_context_get_thread_default ());
}

static void
stop_watchdog (QingTransfer *self)
{
  if (self->watchdog != NULL)
    g_source_destroy (self->watchdog);
  g_clear_pointer (&self->watchdog, g_source_unref);
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
unref_closure (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

static void
starting_cb (QingTransfer *self)
{
  self->connected = TRUE;
  touch (self);
  /* The deadline may have come nearer. */
  g_source_set_ready_time (self->watchdog, self->deadline);
}

static void
finish (QingTransfer *self, GTask *task, GError *error)
{
  stop_watchdog (self);
  /* Not g_cancellable_disconnect(), which waits for a cancellation that this may be a part of. */
  g_clear_signal_handler (&self->outer_id, self->outer);
  g_clear_object (&self->stream);

  if (self->timed_out && error != NULL)
    {
      g_error_free (error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The server went silent");
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingTransfer *self = g_task_get_source_object (task);
  GError *error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);
  QingTransferNeed need;

  if (length <= 0)
    {
      finish (self, task, error);
      return;
    }

  touch (self);
  need = self->sink->bytes (self, self->buffer, length, self->sink_data);
  if (need != QING_TRANSFER_MORE)
    {
      if (need == QING_TRANSFER_ENOUGH)
        qing_drain_start (self->stream);
      else
        g_input_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      finish (self, task, NULL);
      return;
    }

  g_input_stream_read_async (self->stream, self->buffer, BUFFER_SIZE, PRIORITY, self->cancellable,
                             read_cb, g_steal_pointer (&task));
}

static void
send_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  QingTransfer *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->stream == NULL)
    {
      finish (self, task, error);
      return;
    }

  self->first_byte = qing_transfer_get_elapsed (self);
  touch (self);
  self->sink->headers (self, self->sink_data);
  self->buffer = g_malloc (BUFFER_SIZE);
  g_input_stream_read_async (self->stream, self->buffer, BUFFER_SIZE, PRIORITY, self->cancellable,
                             read_cb, g_steal_pointer (&task));
}

void
qing_transfer_run_async (QingTransfer *self,
                         const QingTransferSink *sink,
                         gpointer sink_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, qing_transfer_run_async);
  self->sink = sink;
  self->sink_data = sink_data;
  self->started = g_get_real_time ();
  self->began = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();

  if (g_task_return_error_if_cancelled (task))
    return;
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_id =
        g_signal_connect_data (cancellable, "cancelled", G_CALLBACK (outer_cancelled_cb),
                               g_object_ref (self->cancellable), unref_closure, 0);
    }

  g_signal_connect_object (self->message, "starting", G_CALLBACK (starting_cb), self,
                           G_CONNECT_SWAPPED);
  /* A large picture on a slow line is no silence. */
  g_signal_connect_object (self->message, "wrote-body-data", G_CALLBACK (touch), self,
                           G_CONNECT_SWAPPED);
  start_watchdog (self);
  soup_message_add_flags (self->message, SOUP_MESSAGE_COLLECT_METRICS);
  soup_session_send_async (self->session, self->message, PRIORITY, self->cancellable, send_cb,
                           g_steal_pointer (&task));
}

gboolean
qing_transfer_run_finish (QingTransfer *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

SoupMessage *
qing_transfer_get_message (QingTransfer *self)
{
  return self->message;
}

gboolean
qing_transfer_is_connected (QingTransfer *self)
{
  return self->connected;
}

gint64
qing_transfer_get_elapsed (QingTransfer *self)
{
  return g_get_monotonic_time () - self->began;
}

/* A connection that was used before has none of these times. */
static gint64
since (QingTransfer *self, guint64 moment)
{
  return moment > 0 && (gint64) moment >= self->began ? (gint64) moment - self->began : -1;
}

void
qing_transfer_get_timing (QingTransfer *self, QingTiming *timing)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);
  guint64 tls = metrics != NULL ? soup_message_metrics_get_tls_start (metrics) : 0;
  guint64 end = metrics != NULL ? soup_message_metrics_get_connect_end (metrics) : 0;

  timing->started = self->started;
  timing->first_byte = self->first_byte;
  if (metrics == NULL)
    return;

  timing->dns_done = since (self, soup_message_metrics_get_dns_end (metrics));
  timing->connected = since (self, tls > 0 ? tls : end);
  timing->tls_done = tls > 0 ? since (self, end) : -1;
}

static void
qing_transfer_finalize (GObject *object)
{
  QingTransfer *self = QING_TRANSFER (object);

  stop_watchdog (self);
  g_clear_object (&self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outer);
  g_free (self->buffer);

  G_OBJECT_CLASS (qing_transfer_parent_class)->finalize (object);
}

static void
qing_transfer_class_init (QingTransferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_transfer_finalize;
}

static void
qing_transfer_init (QingTransfer *self)
{
  self->first_byte = -1;
}

QingTransfer *
qing_transfer_new (SoupSession *session, SoupMessage *message, QingTransferPatience patience)
{
  QingTransfer *self = g_object_new (QING_TYPE_TRANSFER, NULL);

  self->session = g_object_ref (session);
  self->message = g_object_ref (message);
  self->patience = patience;

  return self;
}
