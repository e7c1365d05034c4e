/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-pulse.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define N_DOTS            3
#define DOT_SIZE          7
#define DOT_GAP           5
#define STEP_MILLISECONDS 180
#define N_STEPS           6

struct _QingPulse
{
  GtkWidget parent_instance;

  guint source;
  guint step;
};

G_DEFINE_FINAL_TYPE (QingPulse, qing_pulse, GTK_TYPE_WIDGET)

static gboolean
step_cb (gpointer data)
{
  QingPulse *self = data;

  self->step = (self->step + 1) % N_STEPS;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_CONTINUE;
}

static void
qing_pulse_map (GtkWidget *widget)
{
  QingPulse *self = QING_PULSE (widget);

  GTK_WIDGET_CLASS (qing_pulse_parent_class)->map (widget);
  if (self->source == 0 && adw_get_enable_animations (widget))
    self->source = g_timeout_add (STEP_MILLISECONDS, step_cb, self);
}

static void
qing_pulse_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&QING_PULSE (widget)->source, g_source_remove);
  GTK_WIDGET_CLASS (qing_pulse_parent_class)->unmap (widget);
}

static void
qing_pulse_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum =
    orientation == GTK_ORIENTATION_HORIZONTAL ? N_DOTS * (DOT_SIZE + DOT_GAP) - DOT_GAP : DOT_SIZE;
  *natural = *minimum;
}

static void
qing_pulse_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  QingPulse *self = QING_PULSE (widget);
  int y = (gtk_widget_get_height (widget) - DOT_SIZE) / 2;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint i = 0; i < N_DOTS; i++)
    {
      /* One dot after the other lights up, then all rest for a moment. */
      gboolean lit = self->source != 0 && (self->step == i || self->step == i + 1);
      GdkRGBA shade = { color.red, color.green, color.blue, color.alpha * (lit ? 0.75f : 0.3f) };
      graphene_rect_t bounds =
        GRAPHENE_RECT_INIT ((float) (i * (DOT_SIZE + DOT_GAP)), (float) y, DOT_SIZE, DOT_SIZE);
      GskRoundedRect rounded;

      gsk_rounded_rect_init_from_rect (&rounded, &bounds, DOT_SIZE / 2.0f);
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, &shade, &bounds);
      gtk_snapshot_pop (snapshot);
    }
}

static void
qing_pulse_dispose (GObject *object)
{
  g_clear_handle_id (&QING_PULSE (object)->source, g_source_remove);
  G_OBJECT_CLASS (qing_pulse_parent_class)->dispose (object);
}

static void
qing_pulse_class_init (QingPulseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_pulse_dispose;
  widget_class->map = qing_pulse_map;
  widget_class->unmap = qing_pulse_unmap;
  widget_class->measure = qing_pulse_measure;
  widget_class->snapshot = qing_pulse_snapshot;
  gtk_widget_class_set_css_name (widget_class, "pulse");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static void
qing_pulse_init (QingPulse *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Waiting for the answer"), -1);
}

GtkWidget *
qing_pulse_new (void)
{
  return g_object_new (QING_TYPE_PULSE, NULL);
}
