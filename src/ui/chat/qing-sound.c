/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sound.h"

#include "qing-recording-load.h"

#include <glib/gi18n.h>

struct _QingSound
{
  GObject parent_instance;

  QingAttachment *attachment;
  GCancellable *cancellable;
  GtkMediaStream *stream; /* NULL until it was played for the first time */
  GFile *file;            /* a copy for the player, which goes with us */
  gint64 duration;        /* known before it is played, or 0 */
  gboolean loading;
  char *fault;
};

G_DEFINE_FINAL_TYPE (QingSound, qing_sound, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* uid -> QingSound, which are not held. */
static GHashTable *sounds;
/* What plays now; held, so that it goes on without a widget. */
static QingSound *current;

static void
emit_changed (QingSound *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_fault (QingSound *self, const char *words)
{
  self->loading = FALSE;
  g_free (self->fault);
  self->fault = g_strdup (words);
  emit_changed (self);
}

static void
playing_cb (QingSound *self)
{
  g_autoptr (QingSound) held = g_object_ref (self);

  if (gtk_media_stream_get_playing (self->stream))
    {
      if (current != NULL && current != self)
        gtk_media_stream_pause (current->stream);
      g_set_object (&current, self);
    }
  else if (current == self)
    {
      g_clear_object (&current);
    }
  emit_changed (self);
}

static void
failed_cb (QingSound *self)
{
  const GError *error = gtk_media_stream_get_error (self->stream);

  if (error != NULL)
    set_fault (self, _ ("This system cannot play it."));
  if (error != NULL && current == self)
    g_clear_object (&current);
}

static void
play (QingSound *self)
{
  /* At its end it begins anew. */
  if (gtk_media_stream_get_ended (self->stream))
    gtk_media_stream_seek (self->stream, 0);
  gtk_media_stream_play (self->stream);
}

static void
make_stream (QingSound *self)
{
  self->stream = gtk_media_file_new_for_file (self->file);
  g_signal_connect_object (self->stream, "notify::playing", G_CALLBACK (playing_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stream, "notify::timestamp", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stream, "notify::duration", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stream, "notify::error", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  if (gtk_media_stream_get_error (self->stream) != NULL)
    failed_cb (self);
  else
    play (self);
}

/* A player wants a file. Nobody else can read it. */
static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("qingtan-XXXXXX", &stream, &error);
  gsize length;
  const char *bytes = g_bytes_get_data (data, &length);

  if (file != NULL &&
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), bytes,
                                 length, NULL, NULL, &error) &&
      g_io_stream_close (G_IO_STREAM (stream), NULL, &error))
    {
      g_task_return_pointer (task, g_steal_pointer (&file), g_object_unref);
      return;
    }
  if (file != NULL)
    g_file_delete (file, NULL, NULL);
  g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QingSound *self = QING_SOUND (source);
  g_autoptr (GError) error = NULL;

  self->file = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->file == NULL)
    {
      set_fault (self, error->message);
      return;
    }
  self->loading = FALSE;
  make_stream (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QingSound) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qing_attachment_load_finish (QING_ATTACHMENT (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (bytes == NULL)
    {
      set_fault (self, error->message);
      return;
    }
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_source_tag (task, loaded_cb);
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, write_thread);
}

static void
qing_sound_dispose (GObject *object)
{
  QingSound *self = QING_SOUND (object);

  if (self->attachment != NULL)
    g_hash_table_remove (sounds, qing_attachment_get_uid (self->attachment));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->stream);
  if (self->file != NULL)
    g_file_delete (self->file, NULL, NULL);
  g_clear_object (&self->file);
  g_clear_object (&self->attachment);

  G_OBJECT_CLASS (qing_sound_parent_class)->dispose (object);
}

static void
qing_sound_finalize (GObject *object)
{
  QingSound *self = QING_SOUND (object);

  g_clear_object (&self->cancellable);
  g_free (self->fault);

  G_OBJECT_CLASS (qing_sound_parent_class)->finalize (object);
}

static void
qing_sound_class_init (QingSoundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qing_sound_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_sound_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", QING_TYPE_SOUND, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
qing_sound_init (QingSound *self)
{
  self->cancellable = g_cancellable_new ();
}

/* What plays at the end of the program must leave no file behind. */
static void
shut_down_cb (void)
{
  g_clear_object (&current);
}

static void
init_sounds (void)
{
  GApplication *application = g_application_get_default ();

  sounds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (application != NULL)
    g_signal_connect (application, "shutdown", G_CALLBACK (shut_down_cb), NULL);
}

QingSound *
qing_sound_get (QingAttachment *attachment)
{
  const char *uid = qing_attachment_get_uid (attachment);
  QingSound *self;
  GBytes *bytes;

  if (sounds == NULL)
    init_sounds ();
  self = g_hash_table_lookup (sounds, uid);
  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (QING_TYPE_SOUND, NULL);
  self->attachment = g_object_ref (attachment);
  bytes = qing_attachment_get_bytes (attachment);
  if (bytes != NULL)
    self->duration = MAX (0, qing_recording_get_wav_duration (bytes));
  g_hash_table_insert (sounds, g_strdup (uid), self);
  return self;
}

void
qing_sound_toggle (QingSound *self)
{
  g_return_if_fail (QING_IS_SOUND (self));

  if (self->loading)
    return;
  if (self->stream == NULL)
    {
      self->loading = TRUE;
      qing_attachment_load_async (self->attachment, self->cancellable, loaded_cb,
                                  g_object_ref (self));
    }
  else if (gtk_media_stream_get_playing (self->stream))
    {
      gtk_media_stream_pause (self->stream);
    }
  else
    {
      play (self);
    }
}

void
qing_sound_seek (QingSound *self, gint64 position)
{
  g_return_if_fail (QING_IS_SOUND (self));

  if (self->stream != NULL && gtk_media_stream_is_seekable (self->stream))
    gtk_media_stream_seek (self->stream, position);
}

gboolean
qing_sound_is_playing (QingSound *self)
{
  g_return_val_if_fail (QING_IS_SOUND (self), FALSE);

  return self->stream != NULL && gtk_media_stream_get_playing (self->stream);
}

gint64
qing_sound_get_position (QingSound *self)
{
  g_return_val_if_fail (QING_IS_SOUND (self), 0);

  return self->stream != NULL ? gtk_media_stream_get_timestamp (self->stream) : 0;
}

gint64
qing_sound_get_duration (QingSound *self)
{
  gint64 duration = 0;

  g_return_val_if_fail (QING_IS_SOUND (self), 0);

  if (self->stream != NULL)
    duration = gtk_media_stream_get_duration (self->stream);
  return duration > 0 ? duration : self->duration;
}

const char *
qing_sound_get_fault (QingSound *self)
{
  g_return_val_if_fail (QING_IS_SOUND (self), NULL);

  return self->fault;
}
