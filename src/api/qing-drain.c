/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-drain.h"

#define MAX_TIME_MS 1000
#define MAX_BYTES   (64 * 1024)

typedef struct
{
  GInputStream *stream;
  GCancellable *cancellable;
  GSource *timeout;
  gsize n_bytes;
  guint8 buffer[4096];
} QingDrain;

static void
drain_free (QingDrain *drain)
{
  g_source_destroy (drain->timeout);
  g_source_unref (drain->timeout);
  g_object_unref (drain->cancellable);
  g_object_unref (drain->stream);
  g_free (drain);
}

static gboolean
timeout_cb (gpointer user_data)
{
  QingDrain *drain = user_data;

  g_cancellable_cancel (drain->cancellable);
  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  QingDrain *drain = user_data;
  gssize length = g_input_stream_read_finish (drain->stream, result, NULL);

  drain->n_bytes += MAX (length, 0);
  if (length <= 0 || drain->n_bytes > MAX_BYTES)
    {
      drain_free (drain);
      return;
    }

  g_input_stream_read_async (drain->stream, drain->buffer, sizeof drain->buffer,
                             G_PRIORITY_DEFAULT_IDLE, drain->cancellable, read_cb, drain);
}

void
qing_drain_start (GInputStream *stream)
{
  QingDrain *drain = g_new0 (QingDrain, 1);

  drain->stream = g_object_ref (stream);
  drain->cancellable = g_cancellable_new ();
  drain->timeout = g_timeout_source_new (MAX_TIME_MS);
  g_source_set_static_name (drain->timeout, "qing-drain");
  g_source_set_callback (drain->timeout, timeout_cb, drain, NULL);
  g_source_attach (drain->timeout, g_main_context_get_thread_default ());

  g_input_stream_read_async (drain->stream, drain->buffer, sizeof drain->buffer,
                             G_PRIORITY_DEFAULT_IDLE, drain->cancellable, read_cb, drain);
}
