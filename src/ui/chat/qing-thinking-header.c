/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-thinking-header.h"

#include "qing-pulse.h"

#include <glib/gi18n.h>

struct _QingThinkingHeader
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *arrow;
  GtkWidget *label;
  GtkWidget *pulse; /* NULL when nothing is under way */
  QingMessage *message;
  gboolean unfolded;
  gint64 since; /* g_get_monotonic_time() when thinking was first seen under way */
  guint source;
};

G_DEFINE_FINAL_TYPE (QingThinkingHeader, qing_thinking_header, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_thinking (QingMessage *message)
{
  gsize length = 0;

  qing_message_get_text (message, &length);
  return length == 0 && qing_message_is_running (message);
}

static char *
dup_duration (gint64 microseconds)
{
  gint64 seconds = MAX (1, (microseconds + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);

  if (seconds < 60)
    /* Translators: a duration in seconds */
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  /* Translators: a duration in minutes and seconds */
  return g_strdup_printf (_ ("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));
}

/**
 * qing_thinking_header_dup_title:
 * @thought_since: when thinking was first seen under way (monotonic), or 0
 */
char *
qing_thinking_header_dup_title (QingMessage *message, gint64 thought_since)
{
  const QingTiming *timing = qing_message_get_timing (message);
  g_autofree char *duration = NULL;

  if (is_thinking (message))
    {
      gint64 elapsed = thought_since > 0 ? g_get_monotonic_time () - thought_since : 0;

      if (elapsed < 2 * G_USEC_PER_SEC)
        return g_strdup (_ ("Thinking…"));
      duration = dup_duration (elapsed);
      /* Translators: %s is a duration */
      return g_strdup_printf (_ ("Thinking… %s"), duration);
    }
  if (timing == NULL || timing->answer_began <= 0 || timing->first_token < 0 ||
      timing->answer_began < timing->first_token)
    return g_strdup (C_ ("what a model thought", "Thoughts"));
  duration = dup_duration (timing->answer_began - timing->first_token);
  /* Translators: %s is a duration */
  return g_strdup_printf (_ ("Thought for %s"), duration);
}

static gboolean
tick_cb (gpointer data)
{
  qing_thinking_header_update (data);
  return G_SOURCE_CONTINUE;
}

static void
show_progress (QingThinkingHeader *self, gboolean thinking)
{
  if (thinking && self->pulse == NULL)
    {
      self->pulse = qing_pulse_new ();
      gtk_widget_insert_after (self->pulse, gtk_widget_get_parent (self->label), self->label);
    }
  if (!thinking && self->pulse != NULL)
    {
      gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->label)), self->pulse);
      self->pulse = NULL;
    }
  if (thinking && self->source == 0)
    self->source = g_timeout_add_seconds (1, tick_cb, self);
  if (!thinking)
    g_clear_handle_id (&self->source, g_source_remove);
}

/* Takes in how far the message has come. */
void
qing_thinking_header_update (QingThinkingHeader *self)
{
  gboolean thinking = is_thinking (self->message);
  g_autofree char *title = NULL;

  if (thinking && self->since == 0)
    self->since = g_get_monotonic_time ();
  title = qing_thinking_header_dup_title (self->message, self->since);
  if (g_strcmp0 (title, gtk_label_get_text (GTK_LABEL (self->label))) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), title);
  show_progress (self, thinking);
}

static void
show_fold (QingThinkingHeader *self)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                self->unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                               self->unfolded, -1);
}

void
qing_thinking_header_set_unfolded (QingThinkingHeader *self, gboolean unfolded)
{
  if (self->unfolded == unfolded)
    return;
  self->unfolded = unfolded;
  show_fold (self);
}

static void
clicked_cb (QingThinkingHeader *self)
{
  self->unfolded = !self->unfolded;
  show_fold (self);
  g_signal_emit (self, signals[SIGNAL_TOGGLED], 0, self->unfolded);
}

static void
qing_thinking_header_dispose (GObject *object)
{
  QingThinkingHeader *self = QING_THINKING_HEADER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (qing_thinking_header_parent_class)->dispose (object);
}

static void
qing_thinking_header_class_init (QingThinkingHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_thinking_header_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "thinkingheader");
  signals[SIGNAL_TOGGLED] = g_signal_new ("toggled", QING_TYPE_THINKING_HEADER, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
qing_thinking_header_init (QingThinkingHeader *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->arrow = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), self->label);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
qing_thinking_header_new (QingMessage *message, gboolean unfolded)
{
  QingThinkingHeader *self = g_object_new (QING_TYPE_THINKING_HEADER, NULL);

  self->message = g_object_ref (message);
  self->unfolded = unfolded;
  show_fold (self);
  qing_thinking_header_update (self);
  return GTK_WIDGET (self);
}
