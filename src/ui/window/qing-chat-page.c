/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-chat-page.h"

#include "qing-attachment-intake.h"
#include "qing-welcome.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

/* Where the reader is, is kept so long after he has last scrolled. */
#define PLACE_DELAY_MS 800

/* The composer's largest share of the height. */
#define COMPOSER_SHARE 0.4

struct _QingChatPage
{
  GtkWidget parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  QingConversationPane *pane;
  QingWelcome *welcome;
  QingComposer *composer;
  GtkWidget *drop_hint;

  QingRulingWatch *watch;
  GSignalGroup *conversation_signals;
  guint place_id;
};

G_DEFINE_FINAL_TYPE (QingChatPage, qing_chat_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_WATCH = 1,
} QingChatPageProperty;

static GParamSpec *properties[PROP_WATCH + 1];

static void
update (QingChatPage *self)
{
  QingConversation *conversation = qing_ruling_watch_get_conversation (self->watch);
  QingEngine *engine = qing_ruling_watch_get_engine (self->watch);
  GListModel *accounts = qing_engine_get_accounts (engine);
  gboolean has_account = g_list_model_get_n_items (accounts) > 0;
  const char *page = "messages";

  if (conversation == NULL)
    page = "loading";
  else if (g_list_model_get_n_items (G_LIST_MODEL (conversation)) > 0)
    page = "messages";
  else if (qing_conversation_is_loaded (conversation))
    page = "welcome";
  else
    page = "loading";
  qing_welcome_set_has_account (self->welcome, has_account);
  gtk_widget_set_visible (GTK_WIDGET (self->composer), has_account);
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
keep_place (QingChatPage *self)
{
  QingConversationView *view = qing_conversation_pane_get_view (self->pane);
  QingConversation *conversation = qing_conversation_pane_get_conversation (self->pane);
  g_autofree char *place = NULL;

  g_clear_handle_id (&self->place_id, g_source_remove);
  /* What is not read yet has no place to be at. */
  if (conversation == NULL || !qing_conversation_is_loaded (conversation) ||
      g_list_model_get_n_items (G_LIST_MODEL (conversation)) == 0)
    return;
  place = qing_conversation_view_dup_place (view);
  if (g_strcmp0 (place, qing_conversation_get_scroll (conversation)) == 0)
    return;
  qing_conversation_set_scroll (conversation, place);
  qing_engine_touch_place (qing_ruling_watch_get_engine (self->watch), conversation);
}

static gboolean
keep_place_cb (gpointer user_data)
{
  QingChatPage *self = user_data;

  self->place_id = 0;
  keep_place (self);
  return G_SOURCE_REMOVE;
}

static void
scrolled_cb (QingChatPage *self)
{
  g_clear_handle_id (&self->place_id, g_source_remove);
  self->place_id = g_timeout_add (PLACE_DELAY_MS, keep_place_cb, self);
}

static void
restore_place (QingChatPage *self)
{
  QingConversation *conversation = qing_conversation_pane_get_conversation (self->pane);

  if (conversation != NULL && qing_conversation_is_loaded (conversation))
    qing_conversation_view_set_place (qing_conversation_pane_get_view (self->pane),
                                      qing_conversation_get_scroll (conversation));
}

static void
loaded_cb (QingChatPage *self)
{
  restore_place (self);
  update (self);
}

static void
conversation_changed_cb (QingChatPage *self)
{
  QingConversation *conversation = qing_ruling_watch_get_conversation (self->watch);

  if (conversation != qing_conversation_pane_get_conversation (self->pane))
    keep_place (self);
  g_signal_group_set_target (self->conversation_signals, conversation);
  qing_conversation_pane_set_conversation (self->pane, conversation);
  restore_place (self);
  update (self);
}

static void
starter_cb (QingChatPage *self, const char *text)
{
  qing_composer_set_text (self->composer, text);
  qing_composer_focus (self->composer);
}

static gboolean
drop_cb (QingChatPage *self, const GValue *value)
{
  QingAttachmentTray *tray = qing_composer_get_tray (self->composer);

  gtk_widget_set_visible (self->drop_hint, FALSE);
  if (tray == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->composer)))
    return FALSE;
  qing_composer_focus (self->composer);
  return qing_attachment_intake_drop (tray, value);
}

static GdkDragAction
drag_enter_cb (QingChatPage *self)
{
  gboolean takes = gtk_widget_get_visible (GTK_WIDGET (self->composer));

  gtk_widget_set_visible (self->drop_hint, takes);
  return takes ? GDK_ACTION_COPY : 0;
}

static void
drag_leave_cb (QingChatPage *self)
{
  gtk_widget_set_visible (self->drop_hint, FALSE);
}

static GtkSizeRequestMode
qing_chat_page_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qing_chat_page_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  QingChatPage *self = QING_CHAT_PAGE (widget);
  int stack_minimum;
  int stack_natural;
  int composer_minimum;
  int composer_natural;

  gtk_widget_measure (GTK_WIDGET (self->toasts), orientation, for_size, &stack_minimum,
                      &stack_natural, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->composer), orientation, for_size, &composer_minimum,
                      &composer_natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (stack_minimum, composer_minimum);
      *natural = MAX (stack_natural, composer_natural);
    }
  else
    {
      *minimum = stack_minimum + composer_minimum;
      *natural = stack_natural + composer_natural;
    }
}

static void
allocate_at (GtkWidget *child, int width, int top, int height)
{
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, top));

  gtk_widget_allocate (child, width, height, -1, transform);
}

static void
qing_chat_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  QingChatPage *self = QING_CHAT_PAGE (widget);
  int minimum = 0;
  int natural = 0;
  int composer_height = 0;
  int stack_minimum;
  int hint_minimum;

  gtk_widget_measure (GTK_WIDGET (self->toasts), GTK_ORIENTATION_VERTICAL, width, &stack_minimum,
                      NULL, NULL, NULL);
  if (gtk_widget_should_layout (GTK_WIDGET (self->composer)))
    {
      gtk_widget_measure (GTK_WIDGET (self->composer), GTK_ORIENTATION_VERTICAL, width, &minimum,
                          &natural, NULL, NULL);
      composer_height = CLAMP (natural, minimum, MAX (minimum, (int) (height * COMPOSER_SHARE)));
      composer_height = MAX (minimum, MIN (composer_height, height - stack_minimum));
      allocate_at (GTK_WIDGET (self->composer), width, height - composer_height, composer_height);
    }
  allocate_at (GTK_WIDGET (self->toasts), width, 0, MAX (stack_minimum, height - composer_height));
  if (gtk_widget_should_layout (self->drop_hint))
    {
      gtk_widget_measure (self->drop_hint, GTK_ORIENTATION_VERTICAL, width, &hint_minimum, NULL,
                          NULL, NULL);
      allocate_at (self->drop_hint, width, 0, MAX (hint_minimum, height));
    }
}

static void
qing_chat_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((QingChatPageProperty) id)
    {
    case PROP_WATCH:
      g_value_set_object (value, QING_CHAT_PAGE (object)->watch);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_chat_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((QingChatPageProperty) id)
    {
    case PROP_WATCH:
      qing_chat_page_set_watch (QING_CHAT_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_chat_page_dispose (GObject *object)
{
  QingChatPage *self = QING_CHAT_PAGE (object);

  if (self->pane != NULL && self->watch != NULL)
    keep_place (self);
  g_clear_handle_id (&self->place_id, g_source_remove);
  g_clear_object (&self->conversation_signals);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_CHAT_PAGE);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (qing_chat_page_parent_class)->dispose (object);
}

static void
qing_chat_page_class_init (QingChatPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_chat_page_dispose;
  object_class->get_property = qing_chat_page_get_property;
  object_class->set_property = qing_chat_page_set_property;
  widget_class->get_request_mode = qing_chat_page_get_request_mode;
  widget_class->measure = qing_chat_page_measure;
  widget_class->size_allocate = qing_chat_page_size_allocate;

  properties[PROP_WATCH] =
    g_param_spec_object ("watch", NULL, NULL, QING_TYPE_RULING_WATCH,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /* Whatever is focused here and has no use for the key. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.stop", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-chat-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QingChatPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, QingChatPage, stack);
  gtk_widget_class_bind_template_child (widget_class, QingChatPage, pane);
  gtk_widget_class_bind_template_child (widget_class, QingChatPage, welcome);
  gtk_widget_class_bind_template_child (widget_class, QingChatPage, composer);
  gtk_widget_class_bind_template_child (widget_class, QingChatPage, drop_hint);
  gtk_widget_class_bind_template_callback (widget_class, starter_cb);
}

static void
qing_chat_page_init (QingChatPage *self)
{
  GtkDropTarget *target = qing_attachment_intake_drop_target_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  self->conversation_signals = g_signal_group_new (QING_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "items-changed", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::loaded",
                                  G_CALLBACK (loaded_cb), self);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (
                             GTK_SCROLLABLE (qing_conversation_pane_get_view (self->pane))),
                           "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect_swapped (target, "enter", G_CALLBACK (drag_enter_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (drag_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
qing_chat_page_set_watch (QingChatPage *self, QingRulingWatch *watch)
{
  QingEngine *engine;

  g_return_if_fail (QING_IS_CHAT_PAGE (self));
  g_return_if_fail (self->watch == NULL && QING_IS_RULING_WATCH (watch));

  self->watch = g_object_ref (watch);
  engine = qing_ruling_watch_get_engine (watch);
  qing_composer_set_watch (self->composer, watch);
  qing_conversation_view_set_catalogue (qing_conversation_pane_get_view (self->pane),
                                        qing_engine_get_catalogue (engine));
  g_signal_connect_object (watch, "notify::conversation", G_CALLBACK (conversation_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (qing_engine_get_accounts (engine), "items-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  conversation_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCH]);
}

QingComposer *
qing_chat_page_get_composer (QingChatPage *self)
{
  g_return_val_if_fail (QING_IS_CHAT_PAGE (self), NULL);

  return self->composer;
}

QingConversationPane *
qing_chat_page_get_pane (QingChatPage *self)
{
  g_return_val_if_fail (QING_IS_CHAT_PAGE (self), NULL);

  return self->pane;
}

void
qing_chat_page_add_toast (QingChatPage *self, AdwToast *toast)
{
  g_return_if_fail (QING_IS_CHAT_PAGE (self));

  /* The overlay takes the reference that it is given. */
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (toast));
}
