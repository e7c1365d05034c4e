/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-conversation-pane.h"

#include "qing-chat.h"

struct _QingConversationPane
{
  GtkWidget parent_instance;

  QingConversationView *view;
  GtkRevealer *latest_revealer;
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
  gtk_widget_class_bind_template_callback (widget_class, conversation_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chatpane");
}

static void
qing_conversation_pane_init (QingConversationPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
