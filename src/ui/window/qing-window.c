/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-window.h"

#include "qing-widget.h"
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

void
qing_window_notice_cb (QingWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (AdwToast) toast = adw_toast_new (escaped);

  qing_window_add_toast (self, toast);
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
  g_signal_connect_object (self->engine, "notify::ready", G_CALLBACK (qing_window_restore), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "notify::storage-fault",
                           G_CALLBACK (qing_window_update_storage_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "notice", G_CALLBACK (qing_window_notice_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (qing_window_update_account_bar),
                           self, G_CONNECT_SWAPPED);
  qing_window_update_storage_bar (self);
  if (self->settings != NULL)
    qing_window_bind_settings (self);
  qing_window_pane_folded_cb (self, NULL, self->sidebar_flap);
  qing_window_pane_folded_cb (self, NULL, self->parameters_flap);
  qing_window_begin_conversation (self);
  qing_window_restore (self);
  qing_composer_focus (qing_chat_page_get_composer (self->page));
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
  if (self->search != NULL)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->search)));
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->controller);
  g_clear_object (&self->watch);
  g_clear_object (&self->blank);
  g_clear_pointer (&self->awaited_uid, g_free);
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
  qing_window_class_install_moving_actions (widget_class);
  qing_window_class_install_organise_actions (widget_class);
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
  gtk_widget_class_bind_template_child (widget_class, QingWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, account_bar);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, storage_bar);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, temporary_bar);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, temporary_mark);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, archived_bar);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, mover);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, page);
  gtk_widget_class_bind_template_child (widget_class, QingWindow, sizer);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_update_header);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_pane_revealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_pane_folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_list_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_deleted_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_model_answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_asked_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_asked_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_folder_deleted_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, qing_window_notice_cb);
}

static gboolean
free_focus_cb (gpointer user_data)
{
  QingWindow *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && !gtk_widget_get_mapped (focus))
    qing_composer_focus (qing_chat_page_get_composer (self->page));
  return G_SOURCE_REMOVE;
}

/* GTK leaves the focus in a menu that was closed from a submenu, where no key is heard. */
static void
focus_moved_cb (QingWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, free_focus_cb, g_object_ref (self), g_object_unref);
}

static void
qing_window_init (QingWindow *self)
{
  self->zoom = 1;
  g_type_ensure (QING_TYPE_MOVER);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_moved_cb), NULL);
  qing_widget_set_accessible_label (self->menu_button, _ ("Main Menu"));
  self->conversation_signals = g_signal_group_new (QING_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::title",
                                  G_CALLBACK (qing_window_update_title), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::archived",
                                  G_CALLBACK (qing_window_update_temporary_bar), self);
  g_signal_group_connect_swapped (self->conversation_signals, "items-changed",
                                  G_CALLBACK (qing_window_messages_changed_cb), self);
}

QingWindow *
qing_window_new (GtkApplication *application, QingEngine *engine, GSettings *settings)
{
  QingWindow *self;

  g_return_val_if_fail (QING_IS_ENGINE (engine), NULL);

  if (application != NULL)
    qing_window_install_accelerators (application);
  self = g_object_new (QING_TYPE_WINDOW, "application", application, "engine", engine, "settings",
                       settings, NULL);
  /* Who opens a chat wants to type; GTK would give the focus to the first button. */
  qing_composer_focus (qing_chat_page_get_composer (self->page));
  return self;
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
  qing_window_update_account_bar (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEMO]);
}

/* In a narrow window a pane lies over the page, and would hide what is told there. */
static gboolean
is_page_covered (QingWindow *self)
{
  GtkWidget *flaps[] = { self->sidebar_flap, self->parameters_flap };

  for (guint i = 0; i < G_N_ELEMENTS (flaps); i++)
    {
      gboolean folded = FALSE;
      gboolean revealed = FALSE;

      g_object_get (flaps[i], "folded", &folded, "reveal-flap", &revealed, NULL);
      if (folded && revealed)
        return TRUE;
    }
  return FALSE;
}

void
qing_window_add_toast (QingWindow *self, AdwToast *toast)
{
  g_return_if_fail (QING_IS_WINDOW (self));

  if (is_page_covered (self))
    adw_toast_overlay_add_toast (self->toasts, g_object_ref (toast));
  else
    qing_chat_page_add_toast (self->page, toast);
}
