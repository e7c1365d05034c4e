/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-attachment-chip.h"

#include "qing-image-tokens.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingAttachmentChip
{
  GtkWidget parent_instance;

  GtkButton *open_button;
  GtkStack *stack;
  GtkPicture *picture;
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *note;
  GtkButton *remove_button;

  QingPendingAttachment *pending;
  QingRulingWatch *watch;
  gboolean left_out;
};

G_DEFINE_FINAL_TYPE (QingAttachmentChip, qing_attachment_chip, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_REMOVE,
  SIGNAL_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
describe (QingAttachmentChip *self, QingAttachment *attachment)
{
  QingModelInfo *model = qing_ruling_watch_get_model (self->watch);
  QingRuling *ruling = qing_ruling_watch_get_ruling (self->watch);
  g_autofree char *number = NULL;
  gint64 tokens = -1;
  int width;
  int height;

  qing_attachment_get_dimensions (attachment, &width, &height);
  if (self->left_out ||
      (ruling != NULL && !qing_pending_attachment_is_sent (self->pending, ruling)))
    return g_strdup (_ ("not sent"));
  if (qing_attachment_get_kind (attachment) != QING_ATTACHMENT_IMAGE)
    return g_format_size (qing_attachment_get_size (attachment));
  if (model != NULL)
    tokens = qing_image_estimate_tokens_for_model (width, height, model,
                                                   qing_ruling_watch_get_parameters (self->watch));
  if (tokens < 0)
    /* Translators: width and height of a picture in pixels. */
    return g_strdup_printf (_ ("%d × %d"), width, height);
  number = g_strdup_printf ("%'" G_GINT64_FORMAT, tokens);
  /* Translators: width and height of a picture in pixels, and what it costs in tokens. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$d × %2$d · about %3$s token",
                                       "%1$d × %2$d · about %3$s tokens", (gulong) tokens),
                          width, height, number);
}

static const char *
get_page_name (QingAttachmentChip *self, QingAttachment *attachment)
{
  if (attachment == NULL)
    return "loading";
  if (qing_attachment_get_kind (attachment) == QING_ATTACHMENT_IMAGE)
    return "picture";
  gtk_image_set_from_icon_name (self->icon,
                                qing_attachment_get_kind (attachment) == QING_ATTACHMENT_VIDEO
                                  ? "video-x-generic-symbolic"
                                  : "audio-x-generic-symbolic");
  return "icon";
}

static void
update (QingAttachmentChip *self)
{
  QingAttachment *attachment = qing_pending_attachment_get_attachment (self->pending);
  const char *name = qing_pending_attachment_get_name (self->pending);
  g_autofree char *note =
    attachment != NULL ? describe (self, attachment) : g_strdup (_ ("Loading…"));
  g_autofree char *remove = g_strdup_printf (_ ("Remove “%s”"), name);
  g_autofree char *label = g_strdup_printf (_ ("Show “%s”, %s"), name, note);

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->note, note);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_picture_set_paintable (self->picture,
                             GDK_PAINTABLE (qing_pending_attachment_get_thumbnail (self->pending)));
  gtk_stack_set_visible_child_name (self->stack, get_page_name (self, attachment));
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_button), attachment != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remove_button), remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->open_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
open_cb (QingAttachmentChip *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
remove_cb (QingAttachmentChip *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  remove_cb (QING_ATTACHMENT_CHIP (widget));
}

static void
qing_attachment_chip_dispose (GObject *object)
{
  QingAttachmentChip *self = QING_ATTACHMENT_CHIP (object);

  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_ATTACHMENT_CHIP);
  g_clear_object (&self->pending);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (qing_attachment_chip_parent_class)->dispose (object);
}

static void
qing_attachment_chip_class_init (QingAttachmentChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_attachment_chip_dispose;

  signals[SIGNAL_REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "chip.remove", NULL, remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "chip.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "chip.remove", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-attachment-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, QingAttachmentChip, open_button);
  gtk_widget_class_bind_template_child (widget_class, QingAttachmentChip, stack);
  gtk_widget_class_bind_template_child (widget_class, QingAttachmentChip, picture);
  gtk_widget_class_bind_template_child (widget_class, QingAttachmentChip, icon);
  gtk_widget_class_bind_template_child (widget_class, QingAttachmentChip, name);
  gtk_widget_class_bind_template_child (widget_class, QingAttachmentChip, note);
  gtk_widget_class_bind_template_child (widget_class, QingAttachmentChip, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
qing_attachment_chip_init (QingAttachmentChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
qing_attachment_chip_new (QingPendingAttachment *pending, QingRulingWatch *watch)
{
  QingAttachmentChip *self = g_object_new (QING_TYPE_ATTACHMENT_CHIP, NULL);

  self->pending = g_object_ref (pending);
  self->watch = g_object_ref (watch);
  g_signal_connect_object (pending, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

QingPendingAttachment *
qing_attachment_chip_get_pending (QingAttachmentChip *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT_CHIP (self), NULL);

  return self->pending;
}

const char *
qing_attachment_chip_get_note (QingAttachmentChip *self)
{
  g_return_val_if_fail (QING_IS_ATTACHMENT_CHIP (self), NULL);

  return gtk_label_get_text (self->note);
}

void
qing_attachment_chip_set_left_out (QingAttachmentChip *self, gboolean left_out)
{
  g_return_if_fail (QING_IS_ATTACHMENT_CHIP (self));

  if (self->left_out == left_out)
    return;
  self->left_out = left_out;
  update (self);
}
