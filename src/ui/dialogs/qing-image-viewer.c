/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-viewer.h"

#include "qing-dialogs.h"

#include <glib/gi18n.h>

#define ZOOM_STEP 1.25
#define ZOOM_MIN  0.05
#define ZOOM_MAX  16.0

struct _QingImageViewer
{
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkPicture *picture;
  GtkLabel *fault;

  QingAttachment *attachment;
  GBytes *bytes;
  GdkTexture *texture;
  GCancellable *cancellable;
  /* 0: fitted into the window. */
  double zoom;
};

G_DEFINE_FINAL_TYPE (QingImageViewer, qing_image_viewer, ADW_TYPE_WINDOW)

static double
fitting_zoom (QingImageViewer *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->scrolled));
  double height = gtk_widget_get_height (GTK_WIDGET (self->scrolled));

  return MIN (1, MIN (width / gdk_texture_get_width (self->texture),
                      height / gdk_texture_get_height (self->texture)));
}

static void
set_zoom (QingImageViewer *self, double zoom)
{
  gboolean fitted = zoom <= 0;
  GtkPolicyType policy = fitted ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC;

  if (self->texture == NULL)
    return;
  self->zoom = fitted ? 0 : CLAMP (zoom, ZOOM_MIN, ZOOM_MAX);
  gtk_scrolled_window_set_policy (self->scrolled, policy, policy);
  gtk_picture_set_can_shrink (self->picture, TRUE);
  gtk_widget_set_size_request (
    GTK_WIDGET (self->picture),
    fitted ? -1 : MAX (1, (int) (gdk_texture_get_width (self->texture) * self->zoom)),
    fitted ? -1 : MAX (1, (int) (gdk_texture_get_height (self->texture) * self->zoom)));
  gtk_widget_set_halign (GTK_WIDGET (self->picture), fitted ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->picture), fitted ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingImageViewer *self = QING_IMAGE_VIEWER (widget);
  double zoom;

  if (self->texture == NULL)
    return;
  zoom = self->zoom > 0 ? self->zoom : fitting_zoom (self);
  if (g_str_equal (name, "viewer.zoom-in"))
    set_zoom (self, zoom * ZOOM_STEP);
  else if (g_str_equal (name, "viewer.zoom-out"))
    set_zoom (self, zoom / ZOOM_STEP);
  else if (g_str_equal (name, "viewer.original"))
    set_zoom (self, 1);
  else
    set_zoom (self, 0);
}

static gboolean
scrolled_cb (QingImageViewer *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  if ((state & GDK_CONTROL_MASK) == 0 || dy == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), dy < 0 ? "viewer.zoom-in" : "viewer.zoom-out",
                              NULL);
  return GDK_EVENT_STOP;
}

static void
show_fault (QingImageViewer *self, const char *words)
{
  gtk_label_set_text (self->fault, words);
  gtk_stack_set_visible_child_name (self->stack, "fault");
}

static void
decode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (data, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QingImageViewer *self = QING_IMAGE_VIEWER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture == NULL)
    {
      show_fault (self, _ ("The picture is damaged."));
      return;
    }
  g_set_object (&self->texture, texture);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->stack, "picture");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.save", TRUE);
  set_zoom (self, 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingImageViewer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qing_attachment_load_finish (QING_ATTACHMENT (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (bytes == NULL)
    {
      show_fault (self, error != NULL ? error->message : _ ("The picture is damaged."));
      return;
    }
  self->bytes = g_bytes_ref (bytes);
  task = g_task_new (self, self->cancellable, decoded_cb, NULL);
  g_task_set_source_tag (task, loaded_cb);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, decode_thread);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingImageViewer) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error) &&
      !g_cancellable_is_cancelled (self->cancellable))
    show_fault (self, error->message);
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingImageViewer) self = user_data;
  g_autoptr (GFile) file = qing_dialogs_save_finish (result, NULL);

  if (file != NULL)
    g_file_replace_contents_bytes_async (file, self->bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         written_cb, g_object_ref (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingImageViewer *self = QING_IMAGE_VIEWER (widget);

  qing_dialogs_save_async (widget, qing_attachment_get_name (self->attachment), NULL, save_cb,
                           g_object_ref (self));
}

static void
qing_image_viewer_dispose (GObject *object)
{
  QingImageViewer *self = QING_IMAGE_VIEWER (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), QING_TYPE_IMAGE_VIEWER);
  g_clear_object (&self->attachment);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (qing_image_viewer_parent_class)->dispose (object);
}

static void
qing_image_viewer_finalize (GObject *object)
{
  g_clear_object (&QING_IMAGE_VIEWER (object)->cancellable);

  G_OBJECT_CLASS (qing_image_viewer_parent_class)->finalize (object);
}

/* clang-format off */
static const struct
{
  guint keyval;
  GdkModifierType modifiers;
  const char *action;
} bindings[] = {
  { GDK_KEY_Escape,      0,                "window.close"    },
  { GDK_KEY_w,           GDK_CONTROL_MASK, "window.close"    },
  { GDK_KEY_plus,        0,                "viewer.zoom-in"  },
  { GDK_KEY_plus,        GDK_CONTROL_MASK, "viewer.zoom-in"  },
  { GDK_KEY_equal,       GDK_CONTROL_MASK, "viewer.zoom-in"  },
  { GDK_KEY_KP_Add,      GDK_CONTROL_MASK, "viewer.zoom-in"  },
  { GDK_KEY_minus,       0,                "viewer.zoom-out" },
  { GDK_KEY_minus,       GDK_CONTROL_MASK, "viewer.zoom-out" },
  { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "viewer.zoom-out" },
  { GDK_KEY_1,           0,                "viewer.original" },
  { GDK_KEY_0,           0,                "viewer.fit"      },
  { GDK_KEY_0,           GDK_CONTROL_MASK, "viewer.fit"      },
  { GDK_KEY_s,           GDK_CONTROL_MASK, "viewer.save"     },
};
/* clang-format on */

static void
qing_image_viewer_class_init (QingImageViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_image_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_image_viewer_finalize;

  gtk_widget_class_install_action (widget_class, "viewer.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.original", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "viewer.save", NULL, save_action);
  for (guint i = 0; i < G_N_ELEMENTS (bindings); i++)
    gtk_widget_class_add_binding_action (widget_class, bindings[i].keyval, bindings[i].modifiers,
                                         bindings[i].action, NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-image-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, QingImageViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, QingImageViewer, scrolled);
  gtk_widget_class_bind_template_child (widget_class, QingImageViewer, picture);
  gtk_widget_class_bind_template_child (widget_class, QingImageViewer, fault);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
}

static void
qing_image_viewer_init (QingImageViewer *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.save", FALSE);
}

GtkWidget *
qing_image_viewer_show (GtkWidget *parent, QingAttachment *attachment)
{
  QingImageViewer *self = g_object_new (QING_TYPE_IMAGE_VIEWER, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->attachment = g_object_ref (attachment);
  gtk_window_set_title (GTK_WINDOW (self), qing_attachment_get_name (attachment));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  qing_attachment_get_name (attachment), -1);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  qing_dialogs_outlive_parent (GTK_WINDOW (self));
  qing_attachment_load_async (attachment, self->cancellable, loaded_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
