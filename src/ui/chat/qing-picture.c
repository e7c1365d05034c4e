/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-picture.h"

#include "qing-picture-decode.h"
#include "qing-picture-source.h"

#include <glib/gi18n.h>

/* So many pictures are kept, with up to ten megabytes each. */
#define MAX_KEPT 12

struct _QingPicture
{
  GObject parent_instance;

  char *url;
  QingPictureState state;
  GdkTexture *texture;
  char *fault;
};

G_DEFINE_FINAL_TYPE (QingPicture, qing_picture, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Those that somebody shows, by address; and those that were shown last, which are kept. */
static GHashTable *pictures;
static GQueue kept = G_QUEUE_INIT;

static void
qing_picture_finalize (GObject *object)
{
  QingPicture *self = QING_PICTURE (object);

  g_hash_table_remove (pictures, self->url);
  g_clear_object (&self->texture);
  g_free (self->fault);
  g_free (self->url);
  G_OBJECT_CLASS (qing_picture_parent_class)->finalize (object);
}

static void
qing_picture_class_init (QingPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_picture_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", QING_TYPE_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
qing_picture_init (QingPicture *self)
{
}

static gboolean
has_scheme (const char *url, const char *scheme)
{
  g_autofree char *found = g_uri_parse_scheme (url);

  return found != NULL && g_ascii_strcasecmp (found, scheme) == 0;
}

static gboolean
is_remote (const char *url)
{
  return has_scheme (url, "http") || has_scheme (url, "https");
}

/* Whether a click may load what is at @url. */
gboolean
qing_picture_is_loadable (const char *url)
{
  if (g_ascii_strncasecmp (url, "data:image/", 11) == 0)
    return TRUE;
  return is_remote (url) && qing_picture_source_get_default () != NULL;
}

/* Returns: (transfer full): the one picture for @url */
QingPicture *
qing_picture_get (const char *url)
{
  QingPicture *self;

  g_return_val_if_fail (url != NULL, NULL);

  if (pictures == NULL)
    pictures = g_hash_table_new (g_str_hash, g_str_equal);
  self = g_hash_table_lookup (pictures, url);
  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (QING_TYPE_PICTURE, NULL);
  self->url = g_strdup (url);
  g_hash_table_insert (pictures, self->url, self);
  return self;
}

static void
set_state (QingPicture *self, QingPictureState state, const char *fault)
{
  self->state = state;
  g_free (self->fault);
  self->fault = g_strdup (fault);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
keep (QingPicture *self)
{
  g_queue_push_head (&kept, g_object_ref (self));
  while (kept.length > MAX_KEPT)
    g_object_unref (g_queue_pop_tail (&kept));
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = qing_picture_decode (data, cancellable, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QingPicture *self = QING_PICTURE (source);
  g_autoptr (GError) error = NULL;

  self->texture = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->texture == NULL)
    {
      set_state (self, QING_PICTURE_FAILED, error->message);
      return;
    }
  keep (self);
  set_state (self, QING_PICTURE_SHOWN, NULL);
}

static void
decode (QingPicture *self, GBytes *bytes)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, decoded_cb, NULL);

  g_task_set_source_tag (task, decode);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode_in_thread);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QingPicture) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  bytes = qing_picture_source_fetch_finish (QING_PICTURE_SOURCE (source), result, &error);
  if (bytes != NULL)
    decode (self, bytes);
  else
    set_state (self, QING_PICTURE_FAILED, error->message);
}

/* Loads the picture, because the user wants to see it. */
void
qing_picture_load (QingPicture *self)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_if_fail (QING_IS_PICTURE (self));

  if (self->state == QING_PICTURE_LOADING || self->state == QING_PICTURE_SHOWN ||
      !qing_picture_is_loadable (self->url))
    return;
  set_state (self, QING_PICTURE_LOADING, NULL);
  if (is_remote (self->url))
    {
      qing_picture_source_fetch_async (qing_picture_source_get_default (), self->url,
                                       QING_PICTURE_MAX_BYTES, NULL, fetched_cb,
                                       g_object_ref (self));
      return;
    }
  bytes = qing_picture_decode_data_url (self->url);
  if (bytes != NULL)
    decode (self, bytes);
  else
    set_state (self, QING_PICTURE_FAILED, _ ("This is not a picture that can be shown"));
}

QingPictureState
qing_picture_get_state (QingPicture *self)
{
  g_return_val_if_fail (QING_IS_PICTURE (self), QING_PICTURE_UNKNOWN);

  return self->state;
}

/* Returns: (transfer none) (nullable) */
GdkTexture *
qing_picture_get_texture (QingPicture *self)
{
  g_return_val_if_fail (QING_IS_PICTURE (self), NULL);

  return self->texture;
}

/* Returns: (nullable): why it could not be loaded */
const char *
qing_picture_get_fault (QingPicture *self)
{
  g_return_val_if_fail (QING_IS_PICTURE (self), NULL);

  return self->fault;
}

/* Gives up the pictures that nobody shows. */
void
qing_picture_forget_all (void)
{
  while (kept.length > 0)
    g_object_unref (g_queue_pop_tail (&kept));
}
