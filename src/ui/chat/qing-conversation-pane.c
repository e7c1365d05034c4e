/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-conversation-pane.h"

#include "qing-chat.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _QingConversationPane
{
  GtkWidget parent_instance;

  QingConversationView *view;
  GtkRevealer *latest_revealer;
  GtkSearchBar *find_bar;
  GtkEditable *find_entry;
  GtkLabel *find_label;
  GtkWidget *find_previous_button;
  GtkWidget *find_next_button;
};

G_DEFINE_FINAL_TYPE (QingConversationPane, qing_conversation_pane, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CONVERSATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
follow_changed_cb (QingConversationPane *self)
{
  gboolean follow = qing_conversation_view_get_follow (self->view);

  gtk_revealer_set_reveal_child (self->latest_revealer, !follow);
  gtk_widget_set_can_target (GTK_WIDGET (self->latest_revealer), !follow);
}

static void
latest_clicked_cb (QingConversationPane *self)
{
  qing_conversation_view_scroll_to_end (self->view);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
matches_changed_cb (QingConversationPane *self)
{
  guint n = qing_conversation_view_get_n_matches (self->view);
  guint current = qing_conversation_view_get_current_match (self->view);
  gboolean empty = gtk_editable_get_text (self->find_entry)[0] == '\0';
  g_autofree char *text = NULL;

  if (empty)
    text = g_strdup ("");
  else if (n == 0)
    text = g_strdup (_ ("No matches"));
  else
    /* Translators: which match of how many */
    text = g_strdup_printf (_ ("%u of %u"), current, n);
  gtk_label_set_text (self->find_label, text);
  gtk_widget_set_sensitive (self->find_previous_button, n > 0);
  gtk_widget_set_sensitive (self->find_next_button, n > 0);
}

static void
find_changed_cb (QingConversationPane *self)
{
  qing_conversation_view_find (self->view, gtk_editable_get_text (self->find_entry));
}

static void
find_next_cb (QingConversationPane *self)
{
  qing_conversation_view_find_next (self->view);
}

static void
find_previous_cb (QingConversationPane *self)
{
  qing_conversation_view_find_previous (self->view);
}

static void
find_stopped_cb (QingConversationPane *self)
{
  gtk_search_bar_set_search_mode (self->find_bar, FALSE);
}

static void
find_mode_changed_cb (QingConversationPane *self)
{
  if (gtk_search_bar_get_search_mode (self->find_bar))
    return;
  qing_conversation_view_find (self->view, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_conversation_pane_open_find (QING_CONVERSATION_PANE (widget));
}

static void
find_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingConversationPane *self = QING_CONVERSATION_PANE (widget);

  if (!gtk_search_bar_get_search_mode (self->find_bar))
    qing_conversation_pane_open_find (self);
  else if (g_str_equal (name, "pane.find-next"))
    qing_conversation_view_find_next (self->view);
  else
    qing_conversation_view_find_previous (self->view);
}

static void
conversation_changed_cb (QingConversationPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONVERSATION]);
}

static void
qing_conversation_pane_get_property (GObject *object,
                                     guint property_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  QingConversationPane *self = QING_CONVERSATION_PANE (object);

  switch (property_id)
    {
    case PROP_CONVERSATION:
      g_value_set_object (value, qing_conversation_pane_get_conversation (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
qing_conversation_pane_set_property (GObject *object,
                                     guint property_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  QingConversationPane *self = QING_CONVERSATION_PANE (object);

  switch (property_id)
    {
    case PROP_CONVERSATION:
      qing_conversation_pane_set_conversation (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
qing_conversation_pane_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qing_conversation_pane_parent_class)->dispose (object);
}

static void
qing_conversation_pane_class_init (QingConversationPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  qing_ui_chat_init ();
  g_type_ensure (QING_TYPE_CONVERSATION_VIEW);
  g_type_ensure (ADW_TYPE_CLAMP);
  object_class->get_property = qing_conversation_pane_get_property;
  object_class->set_property = qing_conversation_pane_set_property;
  object_class->dispose = qing_conversation_pane_dispose;

  properties[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, QING_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/app/qingtan/Qingtan/ui/chat/qing-conversation-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, QingConversationPane, view);
  gtk_widget_class_bind_template_child (widget_class, QingConversationPane, latest_revealer);
  gtk_widget_class_bind_template_callback (widget_class, latest_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, follow_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, QingConversationPane, find_bar);
  gtk_widget_class_bind_template_child (widget_class, QingConversationPane, find_entry);
  gtk_widget_class_bind_template_child (widget_class, QingConversationPane, find_label);
  gtk_widget_class_bind_template_child (widget_class, QingConversationPane, find_previous_button);
  gtk_widget_class_bind_template_child (widget_class, QingConversationPane, find_next_button);
  gtk_widget_class_bind_template_callback (widget_class, conversation_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, matches_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_mode_changed_cb);
  gtk_widget_class_install_action (widget_class, "pane.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "pane.find-next", NULL, find_step_action);
  gtk_widget_class_install_action (widget_class, "pane.find-previous", NULL, find_step_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "pane.find-next",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "pane.find-previous", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chatpane");
}

static void
qing_conversation_pane_init (QingConversationPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->find_bar, self->find_entry);
  matches_changed_cb (self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (
                                    gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
qing_conversation_pane_new (void)
{
  return g_object_new (QING_TYPE_CONVERSATION_PANE, NULL);
}

/* @conversation: (nullable) */
void
qing_conversation_pane_set_conversation (QingConversationPane *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_CONVERSATION_PANE (self));

  qing_conversation_view_set_conversation (self->view, conversation);
}

QingConversation *
qing_conversation_pane_get_conversation (QingConversationPane *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION_PANE (self), NULL);

  return qing_conversation_view_get_conversation (self->view);
}

QingConversationView *
qing_conversation_pane_get_view (QingConversationPane *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION_PANE (self), NULL);

  return self->view;
}

/* Shows the bar for finding text, as the action "pane.find" does. */
void
qing_conversation_pane_open_find (QingConversationPane *self)
{
  g_return_if_fail (QING_IS_CONVERSATION_PANE (self));

  gtk_search_bar_set_search_mode (self->find_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->find_entry));
  gtk_editable_select_region (self->find_entry, 0, -1);
  find_changed_cb (self);
}
