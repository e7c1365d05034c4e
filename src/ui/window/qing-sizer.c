/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sizer.h"

struct _QingSizer
{
  AdwBin parent_instance;

  int natural_width;
  int narrow_width;
  int width;
  gboolean narrow;
  guint narrow_id;
};

G_DEFINE_FINAL_TYPE (QingSizer, qing_sizer, ADW_TYPE_BIN)

typedef enum
{
  PROP_NATURAL_WIDTH = 1,
  PROP_NARROW_WIDTH,
  PROP_NARROW,
} QingSizerProperty;

static GParamSpec *properties[PROP_NARROW + 1];

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

/* The limit is meant for text of the usual size: who reads large letters has a narrow window earlier. */
static gboolean
is_narrow (QingSizer *self)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return self->width < self->narrow_width * MAX (dpi / (96.0 * 1024), 1.0);
}

static gboolean
update_narrow_cb (gpointer user_data)
{
  QingSizer *self = user_data;
  gboolean narrow = is_narrow (self);

  self->narrow_id = 0;
  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  return G_SOURCE_REMOVE;
}

static void
qing_sizer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  QingSizer *self = QING_SIZER (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  self->width = width;
  if (is_narrow (self) != self->narrow && self->narrow_id == 0)
    self->narrow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_narrow_cb, self, NULL);
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
    case PROP_NARROW_WIDTH:
      g_value_set_int (value, self->narrow_width);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
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
    case PROP_NARROW_WIDTH:
      self->narrow_width = g_value_get_int (value);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      break;
    case PROP_NARROW:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sizer_dispose (GObject *object)
{
  g_clear_handle_id (&QING_SIZER (object)->narrow_id, g_source_remove);

  G_OBJECT_CLASS (qing_sizer_parent_class)->dispose (object);
}

static void
qing_sizer_class_init (QingSizerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_sizer_dispose;
  object_class->get_property = qing_sizer_get_property;
  object_class->set_property = qing_sizer_set_property;
  widget_class->get_request_mode = qing_sizer_get_request_mode;
  widget_class->measure = qing_sizer_measure;
  widget_class->size_allocate = qing_sizer_size_allocate;

  properties[PROP_NATURAL_WIDTH] =
    g_param_spec_int ("natural-width", NULL, NULL, 0, G_MAXINT, 0,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_NARROW_WIDTH] = g_param_spec_int ("narrow-width", NULL, NULL, 0, G_MAXINT, 0,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
qing_sizer_init (QingSizer *self)
{
  /* The bin's own layout would measure the child alone. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}
