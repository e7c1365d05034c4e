/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-attachment-strip.h"

#include "qing-attachment-button.h"

#define GAP 8

struct _QingAttachmentStrip
{
  GtkWidget parent_instance;

  gboolean at_end;
};

G_DEFINE_FINAL_TYPE (QingAttachmentStrip, qing_attachment_strip, GTK_TYPE_WIDGET)

static void
get_size (GtkWidget *child, int most, int *width, int *height)
{
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, width, NULL, NULL);
  *width = MIN (*width, most);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, *width, NULL, height, NULL, NULL);
}

/* Finds which children fit into a line that begins with @first. Returns: the first that does not. */
static GtkWidget *
fit_line (GtkWidget *first, int most, int *line_width, int *line_height)
{
  GtkWidget *child = first;

  *line_width = 0;
  *line_height = 0;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int width, height;

      get_size (child, most, &width, &height);
      if (child != first && *line_width + GAP + width > most)
        break;
      *line_width += width + (child != first ? GAP : 0);
      *line_height = MAX (*line_height, height);
    }
  return child;
}

static GtkSizeRequestMode
qing_attachment_strip_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qing_attachment_strip_measure (GtkWidget *widget,
                               GtkOrientation orientation,
                               int for_size,
                               int *minimum,
                               int *natural,
                               int *minimum_baseline,
                               int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int most = for_size < 0 ? G_MAXINT / 2 : for_size;

  *minimum = 0;
  *natural = 0;
  while (child != NULL)
    {
      int width, height;

      child = fit_line (child, most, &width, &height);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        *natural = MAX (*natural, width);
      else
        *natural += height + (*natural > 0 ? GAP : 0);
    }
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural;
}

static void
qing_attachment_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  QingAttachmentStrip *self = QING_ATTACHMENT_STRIP (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  while (child != NULL)
    {
      int line_width, line_height;
      GtkWidget *next = fit_line (child, width, &line_width, &line_height);
      int x = rtl == self->at_end ? 0 : width - line_width;

      for (; child != next; child = gtk_widget_get_next_sibling (child))
        {
          int child_width, child_height;

          get_size (child, width, &child_width, &child_height);
          gtk_widget_size_allocate (child,
                                    &(GtkAllocation){ x, y + line_height - child_height,
                                                      child_width, child_height },
                                    -1);
          x += child_width + GAP;
        }
      y += line_height + GAP;
    }
}

static void
qing_attachment_strip_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qing_attachment_strip_parent_class)->dispose (object);
}

static void
qing_attachment_strip_class_init (QingAttachmentStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_attachment_strip_dispose;
  widget_class->get_request_mode = qing_attachment_strip_get_request_mode;
  widget_class->measure = qing_attachment_strip_measure;
  widget_class->size_allocate = qing_attachment_strip_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "attachmentstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
qing_attachment_strip_init (QingAttachmentStrip *self)
{
}

/* @attachments: of QingAttachment */
GtkWidget *
qing_attachment_strip_new (GListModel *attachments, gboolean at_end)
{
  QingAttachmentStrip *self = g_object_new (QING_TYPE_ATTACHMENT_STRIP, NULL);

  self->at_end = at_end;

  for (guint i = 0; i < g_list_model_get_n_items (attachments); i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);

      gtk_widget_set_parent (qing_attachment_button_new (attachment), GTK_WIDGET (self));
    }
  return GTK_WIDGET (self);
}
