/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-attachment-button.h"

#include "qing-sound-player.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_PICTURE_WIDTH  260
#define MAX_PICTURE_HEIGHT 180
#define MIN_PICTURE        48
/* A picture of unknown shape is loaded only up to this size. */
#define MAX_PICTURE_BYTES (16 * 1024 * 1024)

struct _QingAttachmentButton
{
  GtkWidget parent_instance;

  GtkWidget *button;  /* or the player of a sound */
  GtkWidget *picture; /* NULL for what is no picture */
  int width;          /* of the picture as it is shown */
  int height;
  QingAttachment *attachment;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (QingAttachmentButton, qing_attachment_button, GTK_TYPE_WIDGET)

static void
set_picture_size (QingAttachmentButton *self, int width, int height)
{
  double scale = 1;

  if (width <= 0 || height <= 0)
    {
      width = MAX_PICTURE_HEIGHT;
      height = MAX_PICTURE_HEIGHT;
    }
  scale = MIN ((double) MAX_PICTURE_WIDTH / width, (double) MAX_PICTURE_HEIGHT / height);
  scale = MIN (scale, 1);
  self->width = MAX (MIN_PICTURE, (int) round (width * scale));
  self->height = MAX (MIN_PICTURE, (int) round (height * scale));
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (data);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;

  /* Twice the size at which it is shown, for screens with small pixels. */
  pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, 2 * MAX_PICTURE_WIDTH,
                                                2 * MAX_PICTURE_HEIGHT, TRUE, cancellable, &error);
  if (pixbuf == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  g_task_return_pointer (task, gdk_texture_new_for_pixbuf (upright), g_object_unref);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);
  QingAttachmentButton *self;

  if (texture == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  self = QING_ATTACHMENT_BUTTON (source);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
}

static void
decode (QingAttachmentButton *self, GBytes *bytes)
{
  g_autoptr (GTask) task = NULL;

  if (g_bytes_get_size (bytes) > MAX_PICTURE_BYTES)
    return;
  task = g_task_new (self, self->cancellable, decoded_cb, NULL);
  g_task_set_source_tag (task, decode);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode_in_thread);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QingAttachmentButton) self = data;
  g_autoptr (GBytes) bytes = NULL;

  bytes = qing_attachment_load_finish (QING_ATTACHMENT (source), result, NULL);
  if (bytes != NULL && !g_cancellable_is_cancelled (self->cancellable))
    decode (self, bytes);
}

static void
load (QingAttachmentButton *self)
{
  GBytes *thumbnail = qing_attachment_get_thumbnail (self->attachment);
  GBytes *bytes = qing_attachment_get_bytes (self->attachment);

  self->cancellable = g_cancellable_new ();
  if (thumbnail != NULL)
    decode (self, thumbnail);
  else if (bytes != NULL)
    decode (self, bytes);
  else
    qing_attachment_load_async (self->attachment, self->cancellable, loaded_cb,
                                g_object_ref (self));
}

static GtkWidget *
make_picture (QingAttachmentButton *self)
{
  int width, height;

  qing_attachment_get_dimensions (self->attachment, &width, &height);
  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_overflow (self->picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->picture, "attachment-picture");
  set_picture_size (self, width, height);
  load (self);
  return self->picture;
}

static const char *
get_icon_name (QingAttachmentKind kind)
{
  switch (kind)
    {
    case QING_ATTACHMENT_IMAGE:
      return "image-x-generic-symbolic";
    case QING_ATTACHMENT_AUDIO:
      return "audio-x-generic-symbolic";
    case QING_ATTACHMENT_VIDEO:
      return "video-x-generic-symbolic";
    case QING_ATTACHMENT_DOCUMENT:
    default:
      return "text-x-generic-symbolic";
    }
}

static GtkWidget *
make_chip (QingAttachmentButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (qing_attachment_get_name (self->attachment));
  g_autofree char *size = g_format_size (qing_attachment_get_size (self->attachment));
  GtkWidget *size_label = gtk_label_new (size);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 28);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (size_label), 0);
  gtk_widget_add_css_class (size_label, "caption");
  gtk_widget_add_css_class (size_label, "dim-label");
  gtk_box_append (GTK_BOX (column), name);
  gtk_box_append (GTK_BOX (column), size_label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (
                                   get_icon_name (qing_attachment_get_kind (self->attachment))));
  gtk_box_append (GTK_BOX (box), column);
  return box;
}

/* A thumbnail has its size before it is loaded, so that nothing moves then. */
static void
qing_attachment_button_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  QingAttachmentButton *self = QING_ATTACHMENT_BUTTON (widget);

  gtk_widget_measure (self->button, orientation, for_size, minimum, natural, NULL, NULL);
  if (self->picture != NULL)
    *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height;
}

static void
qing_attachment_button_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (QING_ATTACHMENT_BUTTON (widget)->button,
                            &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
qing_attachment_button_dispose (GObject *object)
{
  QingAttachmentButton *self = QING_ATTACHMENT_BUTTON (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->attachment);
  G_OBJECT_CLASS (qing_attachment_button_parent_class)->dispose (object);
}

static void
qing_attachment_button_class_init (QingAttachmentButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_attachment_button_dispose;
  widget_class->measure = qing_attachment_button_measure;
  widget_class->size_allocate = qing_attachment_button_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "attachment");
}

static void
qing_attachment_button_init (QingAttachmentButton *self)
{
}

GtkWidget *
qing_attachment_button_new (QingAttachment *attachment)
{
  QingAttachmentButton *self = g_object_new (QING_TYPE_ATTACHMENT_BUTTON, NULL);
  const char *name = qing_attachment_get_name (attachment);
  gboolean is_picture = qing_attachment_get_kind (attachment) == QING_ATTACHMENT_IMAGE;
  g_autofree char *size = g_format_size (qing_attachment_get_size (attachment));
  g_autofree char *label = NULL;

  self->attachment = g_object_ref (attachment);
  if (qing_attachment_get_kind (attachment) == QING_ATTACHMENT_AUDIO)
    {
      self->button = qing_sound_player_new (attachment);
      gtk_widget_set_parent (self->button, GTK_WIDGET (self));
      return GTK_WIDGET (self);
    }
  /* Translators: a file's name and its size */
  label = g_strdup_printf (_ ("%s, %s"), name, size);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, is_picture ? "attachment-thumbnail" : "attachment-chip");
  gtk_button_set_child (GTK_BUTTON (self->button),
                        is_picture ? make_picture (self) : make_chip (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s",
                                    qing_attachment_get_uid (attachment));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "attachment.open");
  gtk_widget_set_tooltip_text (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
