/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-attachment-tray.h"

#include "qing-fault.h"
#include "qing-image-load.h"
#include "qing-image-plan.h"
#include "qing-recording-load.h"
#include "qing-text-load.h"

#include <glib/gi18n.h>

/* The most that DashScope's shared hosts take in one request is 16 MiB (protocol.md 7.1); the rest
 * is for the text and for what was said before. */
#define MAX_TOTAL_BYTES (15 * 1024 * 1024)
#define MAX_ATTACHMENTS 50

struct _QingAttachmentTray
{
  GObject parent_instance;

  GListStore *items;
  guint n_loading;
  guint max_edge;
};

typedef struct
{
  QingAttachmentTray *tray;
  QingPendingAttachment *pending;
  GFile *file;
  /* Why it is no picture, to be said when it is no text either. */
  char *words;
  /* One that was stored, whose bytes are read. */
  QingAttachment *stored;
} Loading;

static void qing_attachment_tray_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingAttachmentTray,
                               qing_attachment_tray,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      qing_attachment_tray_list_model_init))

typedef enum
{
  PROP_LOADING = 1,
  PROP_MAX_EDGE,
} QingAttachmentTrayProperty;

enum
{
  SIGNAL_REFUSED,
  SIGNAL_TEXT_READ,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_MAX_EDGE + 1];
static guint signals[N_SIGNALS];

static GType
qing_attachment_tray_get_item_type (GListModel *model)
{
  return QING_TYPE_PENDING_ATTACHMENT;
}

static guint
qing_attachment_tray_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (QING_ATTACHMENT_TRAY (model)->items));
}

static gpointer
qing_attachment_tray_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (QING_ATTACHMENT_TRAY (model)->items), position);
}

static void
qing_attachment_tray_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = qing_attachment_tray_get_item_type;
  iface->get_n_items = qing_attachment_tray_get_n_items;
  iface->get_item = qing_attachment_tray_get_item;
}

static void
change_loading (QingAttachmentTray *self, int step)
{
  gboolean was_loading = self->n_loading > 0;

  self->n_loading += step;
  if (was_loading != (self->n_loading > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static gsize
count_bytes (QingAttachmentTray *self)
{
  gsize total = 0;
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingPendingAttachment) pending =
        g_list_model_get_item (G_LIST_MODEL (self->items), i);
      QingAttachment *attachment = qing_pending_attachment_get_attachment (pending);

      if (attachment != NULL)
        total += qing_image_data_uri_length (qing_attachment_get_mime_type (attachment),
                                             qing_attachment_get_size (attachment));
    }
  return total;
}

static void
accept (QingAttachmentTray *self, QingPendingAttachment *pending, QingAttachment *attachment)
{
  gsize length = qing_image_data_uri_length (qing_attachment_get_mime_type (attachment),
                                             qing_attachment_get_size (attachment));

  if (count_bytes (self) + length <= MAX_TOTAL_BYTES)
    {
      qing_pending_attachment_set_attachment (pending, attachment);
    }
  else
    {
      g_autofree char *words = g_strdup_printf (
        _ ("“%s” does not fit into this message any more: its files are too large together."),
        qing_pending_attachment_get_name (pending));

      qing_attachment_tray_remove (self, pending);
      qing_attachment_tray_refuse (self, words);
    }
}

static void
finish_loading (Loading *loading)
{
  change_loading (loading->tray, -1);
  g_object_unref (loading->pending);
  g_object_unref (loading->tray);
  g_clear_object (&loading->file);
  g_clear_object (&loading->stored);
  g_free (loading->words);
  g_free (loading);
}

static void
text_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Loading *loading = user_data;
  QingAttachmentTray *self = loading->tray;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = qing_media_text_load_finish (result, &error);
  GCancellable *cancellable = qing_pending_attachment_get_cancellable (loading->pending);

  if (!g_cancellable_is_cancelled (cancellable))
    {
      qing_attachment_tray_remove (self, loading->pending);
      if (text != NULL)
        g_signal_emit (self, signals[SIGNAL_TEXT_READ], 0,
                       qing_pending_attachment_get_name (loading->pending), text);
      else
        qing_attachment_tray_refuse (self, g_error_matches (error, QING_ERROR, QING_ERROR_REQUEST)
                                             ? error->message
                                             : loading->words);
    }
  finish_loading (loading);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Loading *loading = user_data;
  QingAttachmentTray *self = loading->tray;
  g_autoptr (GError) error = NULL;
  g_autoptr (QingAttachment) attachment = qing_media_image_load_finish (result, &error);
  GCancellable *cancellable = qing_pending_attachment_get_cancellable (loading->pending);

  if (!g_cancellable_is_cancelled (cancellable))
    {
      if (attachment != NULL)
        {
          accept (self, loading->pending, attachment);
        }
      else if (loading->file != NULL)
        {
          loading->words = g_strdup (error->message);
          qing_media_text_load_async (loading->file, cancellable, text_loaded_cb, loading);
          return;
        }
      else
        {
          qing_attachment_tray_remove (self, loading->pending);
          qing_attachment_tray_refuse (self, error->message);
        }
    }
  finish_loading (loading);
}

static void
load_picture (Loading *loading, GBytes *bytes, const char *name)
{
  qing_media_image_load_async (loading->file, bytes, name, loading->tray->max_edge,
                               qing_pending_attachment_get_cancellable (loading->pending),
                               loaded_cb, loading);
}

/* What is neither sound nor video may be a picture, and then a text. */
static void
recording_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Loading *loading = user_data;
  QingAttachmentTray *self = loading->tray;
  g_autoptr (GError) error = NULL;
  g_autoptr (QingAttachment) attachment = qing_media_recording_load_finish (result, &error);
  GCancellable *cancellable = qing_pending_attachment_get_cancellable (loading->pending);

  if (attachment == NULL && !g_error_matches (error, QING_ERROR, QING_ERROR_REQUEST) &&
      !g_cancellable_is_cancelled (cancellable))
    {
      load_picture (loading, NULL, qing_pending_attachment_get_name (loading->pending));
      return;
    }
  if (!g_cancellable_is_cancelled (cancellable))
    {
      if (attachment != NULL)
        {
          accept (self, loading->pending, attachment);
        }
      else
        {
          qing_attachment_tray_remove (self, loading->pending);
          qing_attachment_tray_refuse (self, error->message);
        }
    }
  finish_loading (loading);
}

static void
start_loading (QingAttachmentTray *self, GFile *file, GBytes *bytes, const char *name)
{
  g_autoptr (QingPendingAttachment) pending = NULL;
  Loading *loading;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) >= MAX_ATTACHMENTS)
    {
      qing_attachment_tray_refuse (self, _ ("One message takes no more files than these."));
      return;
    }
  pending = qing_pending_attachment_new (name);
  loading = g_new0 (Loading, 1);
  loading->tray = g_object_ref (self);
  loading->pending = g_object_ref (pending);
  loading->file = file != NULL ? g_object_ref (file) : NULL;
  g_list_store_append (self->items, pending);
  change_loading (self, 1);
  if (file != NULL)
    qing_media_recording_load_async (file, qing_pending_attachment_get_cancellable (pending),
                                     recording_loaded_cb, loading);
  else
    load_picture (loading, bytes, name);
}

static void
qing_attachment_tray_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingAttachmentTray *self = QING_ATTACHMENT_TRAY (object);

  switch ((QingAttachmentTrayProperty) id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, qing_attachment_tray_is_loading (self));
      break;
    case PROP_MAX_EDGE:
      g_value_set_uint (value, self->max_edge);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_attachment_tray_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  QingAttachmentTray *self = QING_ATTACHMENT_TRAY (object);

  switch ((QingAttachmentTrayProperty) id)
    {
    case PROP_MAX_EDGE:
      qing_attachment_tray_set_max_edge (self, g_value_get_uint (value));
      break;
    case PROP_LOADING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_attachment_tray_finalize (GObject *object)
{
  QingAttachmentTray *self = QING_ATTACHMENT_TRAY (object);

  g_clear_object (&self->items);

  G_OBJECT_CLASS (qing_attachment_tray_parent_class)->finalize (object);
}

static void
qing_attachment_tray_class_init (QingAttachmentTrayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = qing_attachment_tray_finalize;
  object_class->get_property = qing_attachment_tray_get_property;
  object_class->set_property = qing_attachment_tray_set_property;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_MAX_EDGE] =
    g_param_spec_uint ("max-edge", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TEXT_READ] =
    g_signal_new ("text-read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
qing_attachment_tray_init (QingAttachmentTray *self)
{
  self->items = g_list_store_new (QING_TYPE_PENDING_ATTACHMENT);
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

QingAttachmentTray *
qing_attachment_tray_new (void)
{
  return g_object_new (QING_TYPE_ATTACHMENT_TRAY, NULL);
}

void
qing_attachment_tray_add_file (QingAttachmentTray *self, GFile *file)
{
  g_autofree char *basename = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (QING_IS_ATTACHMENT_TRAY (self));
  g_return_if_fail (G_IS_FILE (file));

  basename = g_file_get_basename (file);
  name = g_utf8_make_valid (basename != NULL ? basename : "", -1);
  start_loading (self, file, NULL, name);
}

void
qing_attachment_tray_add_bytes (QingAttachmentTray *self, GBytes *bytes, const char *name)
{
  g_return_if_fail (QING_IS_ATTACHMENT_TRAY (self));
  g_return_if_fail (bytes != NULL);

  start_loading (self, NULL, bytes, name != NULL ? name : _ ("Pasted picture"));
}

static void
bytes_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Loading *loading = user_data;
  QingAttachmentTray *self = loading->tray;
  GCancellable *cancellable = qing_pending_attachment_get_cancellable (loading->pending);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qing_attachment_load_finish (QING_ATTACHMENT (source), result, &error);

  if (!g_cancellable_is_cancelled (cancellable))
    {
      if (bytes != NULL)
        {
          qing_attachment_set_bytes (loading->stored, bytes);
          qing_pending_attachment_set_attachment (loading->pending, loading->stored);
        }
      else
        {
          qing_attachment_tray_remove (self, loading->pending);
          qing_attachment_tray_refuse (self, error->message);
        }
    }
  finish_loading (loading);
}

void
qing_attachment_tray_add_attachment (QingAttachmentTray *self, QingAttachment *attachment)
{
  g_autoptr (QingPendingAttachment) pending = NULL;
  Loading *loading;

  g_return_if_fail (QING_IS_ATTACHMENT_TRAY (self));

  pending = qing_pending_attachment_new (qing_attachment_get_name (attachment));
  if (qing_attachment_get_bytes (attachment) != NULL)
    {
      qing_pending_attachment_set_attachment (pending, attachment);
      g_list_store_append (self->items, pending);
      return;
    }
  loading = g_new0 (Loading, 1);
  loading->tray = g_object_ref (self);
  loading->pending = g_object_ref (pending);
  loading->stored = g_object_ref (attachment);
  g_list_store_append (self->items, pending);
  change_loading (self, 1);
  qing_attachment_load_async (attachment, qing_pending_attachment_get_cancellable (pending),
                              bytes_loaded_cb, loading);
}

void
qing_attachment_tray_remove (QingAttachmentTray *self, QingPendingAttachment *pending)
{
  guint position;

  g_return_if_fail (QING_IS_ATTACHMENT_TRAY (self));

  g_cancellable_cancel (qing_pending_attachment_get_cancellable (pending));
  if (g_list_store_find (self->items, pending, &position))
    g_list_store_remove (self->items, position);
}

void
qing_attachment_tray_clear (QingAttachmentTray *self)
{
  guint n_items;

  g_return_if_fail (QING_IS_ATTACHMENT_TRAY (self));

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingPendingAttachment) pending =
        g_list_model_get_item (G_LIST_MODEL (self->items), i);

      g_cancellable_cancel (qing_pending_attachment_get_cancellable (pending));
    }
  g_list_store_remove_all (self->items);
}

void
qing_attachment_tray_refuse (QingAttachmentTray *self, const char *words)
{
  g_return_if_fail (QING_IS_ATTACHMENT_TRAY (self));

  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, words);
}

gboolean
qing_attachment_tray_is_loading (QingAttachmentTray *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT_TRAY (self), FALSE);

  return self->n_loading > 0;
}

void
qing_attachment_tray_set_max_edge (QingAttachmentTray *self, guint max_edge)
{
  g_return_if_fail (QING_IS_ATTACHMENT_TRAY (self));

  if (self->max_edge == max_edge)
    return;
  self->max_edge = max_edge;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_EDGE]);
}

GListModel *
qing_attachment_tray_list_ready (QingAttachmentTray *self)
{
  g_autoptr (GListStore) ready = NULL;
  guint n_items;

  g_return_val_if_fail (QING_IS_ATTACHMENT_TRAY (self), NULL);

  ready = g_list_store_new (QING_TYPE_ATTACHMENT);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingPendingAttachment) pending =
        g_list_model_get_item (G_LIST_MODEL (self->items), i);
      QingAttachment *attachment = qing_pending_attachment_get_attachment (pending);

      if (attachment != NULL)
        g_list_store_append (ready, attachment);
    }
  return G_LIST_MODEL (g_steal_pointer (&ready));
}
