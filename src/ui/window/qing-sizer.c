/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sizer.h"

struct _QingSizer
{
  AdwBin parent_instance;

  int natural_width;
};

G_DEFINE_FINAL_TYPE (QingSizer, qing_sizer, ADW_TYPE_BIN)

typedef enum
{
  PROP_NATURAL_WIDTH = 1,
} QingSizerProperty;

static GParamSpec *properties[PROP_NATURAL_WIDTH + 1];

static GtkSizeRequestMode
qing_sizer_get_request_mode (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
qing_sizer_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  QingSizer *self = QING_SIZER (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  *minimum = *natural = 0;
  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, self->natural_width);
}

static void
qing_sizer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
qing_sizer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingSizer *self = QING_SIZER (object);

  switch ((QingSizerProperty) id)
    {
    case PROP_NATURAL_WIDTH:
      g_value_set_int (value, self->natural_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sizer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingSizer *self = QING_SIZER (object);

  switch ((QingSizerProperty) id)
    {
    case PROP_NATURAL_WIDTH:
      if (self->natural_width == g_value_get_int (value))
        return;
      self->natural_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sizer_class_init (QingSizerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = qing_sizer_get_property;
  object_class->set_property = qing_sizer_set_property;
  widget_class->get_request_mode = qing_sizer_get_request_mode;
  widget_class->measure = qing_sizer_measure;
  widget_class->size_allocate = qing_sizer_size_allocate;

  properties[PROP_NATURAL_WIDTH] =
    g_param_spec_int ("natural-width", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
qing_sizer_init (QingSizer *self)
{
  /* The bin's own layout would measure the child alone. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}
