/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sidebar-row.h"

#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingSidebarRow
{
  GtkWidget parent_instance;

  GtkLabel *heading;
  GtkLabel *title;
  GtkWidget *pin;
  GtkWidget *menu_button;
  GtkSpinner *spinner;

  QingConversation *conversation;
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (QingSidebarRow, qing_sidebar_row, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CONVERSATION = 1,
  PROP_HEADING,
} QingSidebarRowProperty;

enum
{
  SIGNAL_CLICKED,
  SIGNAL_MENU_REQUESTED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_HEADING + 1];
static guint signals[N_SIGNALS];

static void
update (QingSidebarRow *self)
{
  const char *title = "";
  gboolean running = FALSE;
  gboolean pinned = FALSE;

  if (self->conversation != NULL)
    {
      title = qing_conversation_get_title (self->conversation);
      running = qing_conversation_get_running (self->conversation) > 0;
      pinned = qing_conversation_get_pinned (self->conversation);
    }
  if (title == NULL || *title == '\0')
    title = _ ("New Conversation");
  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (self->pin, pinned);
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), running);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, running, -1);
}

/* Only a title that is cut off has more to tell. */
static gboolean
query_tooltip_cb (QingSidebarRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (self->title)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (self->title));
  return TRUE;
}

static void
request_menu (QingSidebarRow *self, double x, double y)
{
  g_signal_emit (self, signals[SIGNAL_MENU_REQUESTED], 0, x, y);
}

static void
released_cb (QingSidebarRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
secondary_pressed_cb (QingSidebarRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  request_menu (self, x, y);
}

static void
long_pressed_cb (QingSidebarRow *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  request_menu (self, x, y);
}

static void
menu_clicked_cb (QingSidebarRow *self)
{
  double x = 0;
  double y = 0;

  gtk_widget_translate_coordinates (self->menu_button, GTK_WIDGET (self),
                                    gtk_widget_get_width (self->menu_button) / 2.0,
                                    gtk_widget_get_height (self->menu_button), &x, &y);
  request_menu (self, x, y);
}

static void
qing_sidebar_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingSidebarRow *self = QING_SIDEBAR_ROW (object);

  switch ((QingSidebarRowProperty) id)
    {
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    case PROP_HEADING:
      g_value_set_string (value, qing_sidebar_row_get_heading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sidebar_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingSidebarRow *self = QING_SIDEBAR_ROW (object);

  switch ((QingSidebarRowProperty) id)
    {
    case PROP_CONVERSATION:
      qing_sidebar_row_set_conversation (self, g_value_get_object (value));
      break;
    case PROP_HEADING:
      qing_sidebar_row_set_heading (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sidebar_row_dispose (GObject *object)
{
  QingSidebarRow *self = QING_SIDEBAR_ROW (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->conversation);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (qing_sidebar_row_parent_class)->dispose (object);
}

static void
qing_sidebar_row_class_init (QingSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_sidebar_row_dispose;
  object_class->get_property = qing_sidebar_row_get_property;
  object_class->set_property = qing_sidebar_row_set_property;

  properties[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, QING_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_HEADING] =
    g_param_spec_string ("heading", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MENU_REQUESTED] =
    g_signal_new ("menu-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "conversation");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, heading);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, pin);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_clicked_cb);
}

static void
qing_sidebar_row_init (QingSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (QING_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->signals, "notify::title", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->signals, "notify::pinned", G_CALLBACK (update), self);
}

GtkWidget *
qing_sidebar_row_new (void)
{
  return g_object_new (QING_TYPE_SIDEBAR_ROW, NULL);
}

QingConversation *
qing_sidebar_row_get_conversation (QingSidebarRow *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_ROW (self), NULL);

  return self->conversation;
}

void
qing_sidebar_row_set_conversation (QingSidebarRow *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_SIDEBAR_ROW (self));

  if (!g_set_object (&self->conversation, conversation))
    return;
  g_signal_group_set_target (self->signals, conversation);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONVERSATION]);
}

const char *
qing_sidebar_row_get_heading (QingSidebarRow *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_ROW (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->heading)) ? gtk_label_get_text (self->heading)
                                                             : NULL;
}

void
qing_sidebar_row_set_heading (QingSidebarRow *self, const char *heading)
{
  g_return_if_fail (QING_IS_SIDEBAR_ROW (self));

  if (g_strcmp0 (qing_sidebar_row_get_heading (self), heading) == 0)
    return;
  gtk_label_set_text (self->heading, heading != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADING]);
}
