/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-window.h"

#include "qing-window-private.h"

#include <glib/gi18n.h>

#define ZOOM_MIN 0.5
#define ZOOM_MAX 3.0

G_DEFINE_FINAL_TYPE (QingWindow, qing_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_ENGINE = 1,
  PROP_CONVERSATION,
  PROP_SETTINGS,
  PROP_ZOOM,
  PROP_DEMO,
} QingWindowProperty;

static GParamSpec *properties[PROP_DEMO + 1];

static gboolean
is_folded (GtkWidget *flap)
{
  gboolean folded = FALSE;

  g_object_get (flap, "folded", &folded, NULL);
  return folded;
}

static gboolean
is_revealed (GtkWidget *flap)
{
  gboolean revealed = FALSE;

  g_object_get (flap, "reveal-flap", &revealed, NULL);
  return revealed;
}

static gboolean
is_narrow (QingWindow *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->sizer, "narrow", &narrow, NULL);
  return narrow;
}

/* The header of the messages wears what the panes beside it do not. */
static void
update_header (QingWindow *self)
{
  gboolean beside = is_revealed (self->sidebar_flap) && !is_folded (self->sidebar_flap);
  gboolean parameters_beside =
    is_revealed (self->parameters_flap) && !is_folded (self->parameters_flap);

  gtk_widget_set_visible (self->sidebar_button, !beside);
  /* Where there is room for so many buttons; the menu has it, too. */
  gtk_widget_set_visible (self->new_button, !beside && !is_narrow (self));
  adw_header_bar_set_show_start_title_buttons (self->header, !beside);
  adw_header_bar_set_show_end_title_buttons (self->header, !parameters_beside);
}

/* A pane that the user opened beside the messages is opened the next time; one that lay over them
 * for a moment is not. */
static void
revealed_cb (QingWindow *self, GParamSpec *pspec, GtkWidget *flap)
{
  const char *key = flap == self->sidebar_flap ? "sidebar-shown" : "parameters-shown";

  if (self->settings != NULL && !is_folded (flap))
    g_settings_set_boolean (self->settings, key, is_revealed (flap));
  update_header (self);
}

static void
folded_cb (QingWindow *self, GParamSpec *pspec, GtkWidget *flap)
{
  const char *key = flap == self->sidebar_flap ? "sidebar-shown" : "parameters-shown";
  gboolean shown = flap == self->sidebar_flap;

  if (self->settings != NULL)
    shown = g_settings_get_boolean (self->settings, key);
  g_object_set (flap, "reveal-flap", !is_folded (flap) && shown, NULL);
  update_header (self);
}

static void
update_title (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);
  const char *title = conversation != NULL ? qing_conversation_get_title (conversation) : NULL;

  gtk_window_set_title (GTK_WINDOW (self), title != NULL && *title != '\0' ? title : _ ("Qingtan"));
}

static void
update_storage_bar (QingWindow *self)
{
  g_autoptr (QingFault) fault = NULL;

  g_object_get (self->engine, "storage-fault", &fault, NULL);
  if (fault != NULL)
    qing_notice_bar_set_text (self->storage_bar, fault->summary);
  qing_notice_bar_set_revealed (self->storage_bar, fault != NULL);
}

static void
remember_conversation (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);

  if (self->settings != NULL && self->restored)
    g_settings_set_string (self->settings, "last-conversation",
                           conversation != NULL && conversation != self->blank
                             ? qing_conversation_get_uid (conversation)
                             : "");
}

/* With its first message the conversation that was begun becomes one of the list. */
static void
messages_changed_cb (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);

  if (conversation == NULL || conversation != self->blank ||
      g_list_model_get_n_items (G_LIST_MODEL (conversation)) == 0)
    return;
  g_clear_object (&self->blank);
  qing_sidebar_set_selected (self->sidebar, conversation);
  remember_conversation (self);
}

static void
notice_cb (QingWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = adw_toast_new (escaped);

  qing_window_add_toast (self, toast);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (qing_engine_load_finish (QING_ENGINE (source), result, &error) || self->watch == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, QING_ERROR, QING_ERROR_CANCELLED))
    return;
  notice_cb (self, error->message);
}

static void
load (QingWindow *self, QingConversation *conversation)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (qing_conversation_is_loaded (conversation))
    return;
  self->loading = g_cancellable_new ();
  qing_engine_load_async (self->engine, conversation, self->loading, loaded_cb,
                          g_object_ref (self));
}

void
qing_window_begin_conversation (QingWindow *self)
{
  qing_window_set_conversation (self, NULL);
}

static QingConversation *
get_blank (QingWindow *self)
{
  if (self->blank == NULL)
    {
      self->blank = qing_engine_create_conversation (self->engine);
      if (self->settings != NULL)
        {
          g_autofree char *model = g_settings_get_string (self->settings, "default-model");
          g_autofree char *account = g_settings_get_string (self->settings, "default-account");

          if (*account != '\0' && qing_engine_get_account (self->engine, account) != NULL)
            qing_conversation_set_account (self->blank, account);
          if (*model != '\0')
            qing_conversation_set_model (self->blank, model);
        }
    }
  return self->blank;
}

/* Opens what was open when the program ended, once the list was read. */
static void
restore (QingWindow *self)
{
  g_autofree char *uid = NULL;
  gboolean ready = FALSE;

  g_object_get (self->engine, "ready", &ready, NULL);
  if (!ready || self->restored || self->settings == NULL)
    return;
  self->restored = TRUE;
  uid = g_settings_get_string (self->settings, "last-conversation");
  if (*uid != '\0' && qing_window_get_conversation (self) == self->blank)
    qing_window_show_conversation (self, uid);
}

static void
opened_cb (QingWindow *self, QingConversation *conversation)
{
  qing_window_set_conversation (self, conversation);
}

static void
chosen_cb (QingWindow *self)
{
  if (is_folded (self->sidebar_flap))
    g_object_set (self->sidebar_flap, "reveal-flap", FALSE, NULL);
  qing_composer_focus (qing_chat_page_get_composer (self->page));
}

typedef struct
{
  QingWindow *window;
  QingConversation *conversation;
} Deleted;

static void
deleted_free (gpointer data, GClosure *closure)
{
  Deleted *deleted = data;

  g_clear_weak_pointer (&deleted->window);
  g_object_unref (deleted->conversation);
  g_free (deleted);
}

static void
undelete_cb (AdwToast *toast, gpointer user_data)
{
  Deleted *deleted = user_data;

  if (deleted->window == NULL || deleted->window->engine == NULL)
    return;
  qing_engine_undelete (deleted->window->engine, deleted->conversation);
  qing_window_set_conversation (deleted->window, deleted->conversation);
}

static void
deleted_cb (QingWindow *self, QingConversation *conversation)
{
  g_autoptr (AdwToast) toast = NULL;
  g_autofree char *title = NULL;
  Deleted *deleted = g_new0 (Deleted, 1);

  g_set_weak_pointer (&deleted->window, self);
  deleted->conversation = g_object_ref (conversation);
  title = g_markup_printf_escaped (_ ("“%s” deleted"), qing_conversation_get_title (conversation));
  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undelete_cb), deleted, deleted_free,
                         0);
  qing_window_add_toast (self, toast);
  if (qing_window_get_conversation (self) == conversation)
    qing_window_begin_conversation (self);
}

static void
picked_cb (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);
  const char *account;

  if (self->settings == NULL || conversation == NULL)
    return;
  account = qing_conversation_get_account (conversation);
  g_settings_set_string (self->settings, "default-model",
                         qing_conversation_get_model (conversation));
  g_settings_set_string (self->settings, "default-account", account != NULL ? account : "");
}

static void
bind_settings (QingWindow *self)
{
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "zoom", self, "zoom", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "send-with-enter", qing_chat_page_get_composer (self->page),
                   "enter-sends", G_SETTINGS_BIND_GET);
}

static void
qing_window_constructed (GObject *object)
{
  QingWindow *self = QING_WINDOW (object);
  g_autoptr (GPropertyAction) sidebar = NULL;
  g_autoptr (GPropertyAction) parameters = NULL;

  G_OBJECT_CLASS (qing_window_parent_class)->constructed (object);

  sidebar = g_property_action_new ("sidebar", self->sidebar_flap, "reveal-flap");
  parameters = g_property_action_new ("parameters", self->parameters_flap, "reveal-flap");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (sidebar));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (parameters));

  self->watch = qing_ruling_watch_new (self->engine);
  qing_sidebar_set_engine (self->sidebar, self->engine);
  qing_model_picker_set_watch (self->picker, self->watch);
  qing_parameters_pane_set_watch (self->parameters, self->watch);
  qing_chat_page_set_watch (self->page, self->watch);
  self->controller =
    qing_chat_controller_new (self->watch, qing_chat_page_get_composer (self->page),
                              GTK_WIDGET (self));
  g_signal_connect_object (self->controller, "toast", G_CALLBACK (qing_window_add_toast), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "notify::ready", G_CALLBACK (restore), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "notify::storage-fault", G_CALLBACK (update_storage_bar),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
  update_storage_bar (self);
  if (self->settings != NULL)
    bind_settings (self);
  folded_cb (self, NULL, self->sidebar_flap);
  folded_cb (self, NULL, self->parameters_flap);
  qing_window_begin_conversation (self);
  restore (self);
}

static void
qing_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingWindow *self = QING_WINDOW (object);

  switch ((QingWindowProperty) id)
    {
    case PROP_ENGINE:
      g_value_set_object (value, self->engine);
      break;
    case PROP_CONVERSATION:
      g_value_set_object (value, qing_window_get_conversation (self));
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->zoom);
      break;
    case PROP_DEMO:
      g_value_set_boolean (value, self->demo);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingWindow *self = QING_WINDOW (object);

  switch ((QingWindowProperty) id)
    {
    case PROP_ENGINE:
      self->engine = g_value_dup_object (value);
      break;
    case PROP_CONVERSATION:
      qing_window_set_conversation (self, g_value_get_object (value));
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    case PROP_ZOOM:
      qing_window_set_zoom (self, g_value_get_double (value));
      break;
    case PROP_DEMO:
      qing_window_set_demo (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_window_dispose (GObject *object)
{
  QingWindow *self = QING_WINDOW (object);

  /* A property action keeps its widget, and would keep everything in it. */
  g_action_map_remove_action (G_ACTION_MAP (self), "sidebar");
  g_action_map_remove_action (G_ACTION_MAP (self), "parameters");
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->controller);
  g_clear_object (&self->watch);
  g_clear_object (&self->blank);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (qing_window_parent_class)->dispose (object);
}

static void
qing_window_class_init (QingWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = qing_window_constructed;
  object_class->dispose = qing_window_dispose;
  object_class->get_property = qing_window_get_property;
  object_class->set_property = qing_window_set_property;

  properties[PROP_ENGINE] =
    g_param_spec_object ("engine", NULL, NULL, QING_TYPE_ENGINE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, QING_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, ZOOM_MIN, ZOOM_MAX, 1,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_DEMO] =
    g_param_spec_boolean ("demo", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  qing_window_class_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QingWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, sidebar_flap);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, parameters_flap);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, picker);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, parameters);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, header);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, demo_bar);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, storage_bar);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, page);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, sizer);
  gtk_widget_class_bind_template_callback (widget_class, update_header);
  gtk_widget_class_bind_template_callback (widget_class, revealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, deleted_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
}

static void
qing_window_init (QingWindow *self)
{
  self->zoom = 1;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->conversation_signals = g_signal_group_new (QING_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::title",
                                  G_CALLBACK (update_title), self);
  g_signal_group_connect_swapped (self->conversation_signals, "items-changed",
                                  G_CALLBACK (messages_changed_cb), self);
}

QingWindow *
qing_window_new (GtkApplication *application, QingEngine *engine, GSettings *settings)
{
  g_return_val_if_fail (QING_IS_ENGINE (engine), NULL);

  if (application != NULL)
    qing_window_install_accelerators (application);
  return g_object_new (QING_TYPE_WINDOW, "application", application, "engine", engine, "settings",
                       settings, NULL);
}

QingEngine *
qing_window_get_engine (QingWindow *self)
{
  g_return_val_if_fail (QING_IS_WINDOW (self), NULL);

  return self->engine;
}

QingConversation *
qing_window_get_conversation (QingWindow *self)
{
  g_return_val_if_fail (QING_IS_WINDOW (self), NULL);

  return self->watch != NULL ? qing_ruling_watch_get_conversation (self->watch) : NULL;
}

void
qing_window_set_conversation (QingWindow *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_WINDOW (self));

  if (conversation == NULL)
    conversation = get_blank (self);
  if (conversation == qing_window_get_conversation (self))
    return;
  load (self, conversation);
  g_signal_group_set_target (self->conversation_signals, conversation);
  qing_ruling_watch_set_conversation (self->watch, conversation);
  qing_sidebar_set_selected (self->sidebar, conversation != self->blank ? conversation : NULL);
  update_title (self);
  remember_conversation (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONVERSATION]);
}

void
qing_window_show_conversation (QingWindow *self, const char *uid)
{
  GListModel *conversations;
  guint n_items;

  g_return_if_fail (QING_IS_WINDOW (self));

  conversations = qing_engine_get_conversations (self->engine);
  n_items = g_list_model_get_n_items (conversations);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (conversations, i);

      if (g_strcmp0 (qing_conversation_get_uid (conversation), uid) == 0)
        {
          qing_window_set_conversation (self, conversation);
          return;
        }
    }
}

double
qing_window_get_zoom (QingWindow *self)
{
  g_return_val_if_fail (QING_IS_WINDOW (self), 1);

  return self->zoom;
}

void
qing_window_set_zoom (QingWindow *self, double zoom)
{
  g_return_if_fail (QING_IS_WINDOW (self));

  zoom = CLAMP (zoom, ZOOM_MIN, ZOOM_MAX);
  /* Steps up and down again must not leave a remainder. */
  if (ABS (zoom - 1) < 0.01)
    zoom = 1;
  if (ABS (self->zoom - zoom) < 0.0001)
    return;
  self->zoom = zoom;
  qing_conversation_view_set_zoom (qing_conversation_pane_get_view (
                                     qing_chat_page_get_pane (self->page)),
                                   zoom);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

void
qing_window_set_demo (QingWindow *self, gboolean demo)
{
  g_return_if_fail (QING_IS_WINDOW (self));

  if (self->demo == demo)
    return;
  self->demo = demo;
  qing_notice_bar_set_revealed (self->demo_bar, demo);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEMO]);
}

void
qing_window_add_toast (QingWindow *self, AdwToast *toast)
{
  g_return_if_fail (QING_IS_WINDOW (self));

  /* The overlay takes the reference that it is given. */
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (toast));
}
