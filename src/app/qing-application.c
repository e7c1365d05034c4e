/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-app"

#include "qing-application.h"

#include "qing-client.h"
#include "qing-dialogs.h"
#include "qing-engine.h"
#include "qing-environment.h"
#include "qing-key-keeper.h"
#include "qing-picture.h"
#include "qing-pictures.h"
#include "qing-store.h"
#include "qing-ui.h"
#include "qing-user-models.h"
#include "qing-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

struct _QingApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  QingEngine *engine;
  QingKeyKeeper *keeper;
  QingStore *store; /* between its opening and the engine's start */
  QingCatalogue *catalogue;
  QingUserModels *user_models;
  GCancellable *opening;
  guint signal_sources[3];
  GtkWidget *unsaved; /* the window that tells that something could not be written (nullable) */
  gboolean quitting;
};

G_DEFINE_FINAL_TYPE (QingApplication, qing_application, ADW_TYPE_APPLICATION)

static void
apply_color_scheme (QingApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int scheme = g_settings_get_enum (self->settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (scheme, 0, 2)]);
}

/* A window that tells why there is no other one. @button: (out): the one remedy. */
static GtkWidget *
make_page (QingApplication *self,
           const char *title,
           const char *words,
           const char *label,
           GtkWidget **button)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  *button = gtk_button_new_with_mnemonic (label);
  gtk_widget_add_css_class (*button, "pill");
  gtk_widget_set_halign (*button, GTK_ALIGN_CENTER);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), *button);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Qingtan"));
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 480);
  return window;
}

/* What was written while the store is closed is lost with the process, so it waits for all: the
 * engine's last batch, the keys on their way to the keyring and what was said of models. */
static gboolean
wait_for_keys_cb (gpointer user_data)
{
  QingApplication *self = user_data;

  if ((self->keeper != NULL && qing_key_keeper_is_busy (self->keeper)) ||
      (self->user_models != NULL && qing_user_models_is_busy (self->user_models)))
    return G_SOURCE_CONTINUE;
  g_application_release (G_APPLICATION (self));
  g_application_quit (G_APPLICATION (self));
  return G_SOURCE_REMOVE;
}

static void show_unsaved (QingApplication *self, const char *words);

static void
shut_down_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QingApplication *self = user_data;
  g_autoptr (GError) error = NULL;

  if (qing_engine_shutdown_finish (QING_ENGINE (source), result, &error))
    g_timeout_add (20, wait_for_keys_cb, self);
  else
    show_unsaved (self, error->message);
}

static void
save_again_cb (QingApplication *self, GtkWidget *button)
{
  self->unsaved = NULL;
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (button)));
  qing_engine_shutdown_async (self->engine, shut_down_cb, self);
}

static gboolean
leave_unsaved_cb (QingApplication *self)
{
  self->unsaved = NULL;
  g_timeout_add (20, wait_for_keys_cb, self);
  return GDK_EVENT_PROPAGATE;
}

static void
add_leave_button (GtkWidget *again, GtkWidget *window)
{
  GtkWidget *leave = gtk_button_new_with_mnemonic (_ ("_Quit Anyway"));
  GtkWidget *page = gtk_widget_get_ancestor (again, ADW_TYPE_STATUS_PAGE);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (leave, "pill");
  g_signal_connect_object (leave, "clicked", G_CALLBACK (gtk_window_close), window,
                           G_CONNECT_SWAPPED);
  g_object_ref (again);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), leave);
  gtk_box_append (GTK_BOX (box), again);
  g_object_unref (again);
}

/* What was shown last is in memory only, and the disk does not take it: whoever can make room for it
 * gets the time to, and whoever cannot leaves all the same. */
static void
show_unsaved (QingApplication *self, const char *words)
{
  GtkWidget *again;
  GtkWidget *window =
    make_page (self, _ ("The latest changes are not saved yet"), words, _ ("_Try Again"), &again);

  self->unsaved = window;
  add_leave_button (again, window);
  g_signal_connect_object (again, "clicked", G_CALLBACK (save_again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "close-request", G_CALLBACK (leave_unsaved_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* Windows go at once; the process stays until everything is on the disk. */
static void
quit (QingApplication *self)
{
  GList *windows;

  /* Who asks again, having been told, means it. */
  if (self->unsaved != NULL)
    gtk_window_close (GTK_WINDOW (self->unsaved));
  if (self->quitting)
    return;
  self->quitting = TRUE;
  g_cancellable_cancel (self->opening);
  g_application_hold (G_APPLICATION (self));
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (windows->data);

  if (self->engine != NULL)
    qing_engine_shutdown_async (self->engine, shut_down_cb, self);
  else
    g_timeout_add (20, wait_for_keys_cb, self);
}

static gboolean
terminated_cb (gpointer user_data)
{
  quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
quit_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  quit (user_data);
}

static QingWindow *
get_window (QingApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (QING_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
show_conversation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  QingApplication *self = user_data;
  QingWindow *window = get_window (self);

  if (window == NULL)
    return;
  qing_window_show_conversation (window, g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (window));
}

/* An answer that came while the user was elsewhere is announced, without a word of what it says:
 * notifications are shown on locked screens. */
static void
answered_cb (QingApplication *self, QingConversation *conversation, QingMessage *message)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GNotification) notification = NULL;
  const char *title = qing_conversation_get_title (conversation);

  if (active == NULL || gtk_window_is_active (active) ||
      qing_message_get_state (message) == QING_MESSAGE_STOPPED)
    return;
  notification = g_notification_new (qing_message_get_state (message) == QING_MESSAGE_COMPLETE
                                       ? _ ("The answer is there")
                                       : _ ("The answer did not come to its end"));
  if (*title != '\0')
    g_notification_set_body (notification, title);
  g_notification_set_default_action_and_target (notification, "app.show-conversation", "s",
                                                qing_conversation_get_uid (conversation));
  g_application_send_notification (G_APPLICATION (self), qing_conversation_get_uid (conversation),
                                   notification);
}

static void
try_again_cb (QingApplication *self, GtkWidget *button)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (button));

  g_clear_object (&self->opening);
  g_clear_object (&self->engine);
  g_application_hold (G_APPLICATION (self));
  gtk_window_destroy (window);
  g_application_activate (G_APPLICATION (self));
  g_application_release (G_APPLICATION (self));
}

/* The store could not be opened: nothing can be kept, so nothing is begun. */
static void
show_refusal (QingApplication *self, const char *words)
{
  GtkWidget *again;
  GtkWidget *window =
    make_page (self, _ ("Your conversations cannot be opened"), words, _ ("_Try Again"), &again);

  g_signal_connect_object (again, "clicked", G_CALLBACK (try_again_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
close_request_cb (GtkWindow *window, gpointer user_data)
{
  quit (user_data);
  return GDK_EVENT_STOP;
}

static void
restore_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingWindow) window = user_data;

  if (qing_dialogs_ask_finish (result))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.restore", NULL);
}

static void
show_window (QingApplication *self, gboolean demo)
{
  QingWindow *window = qing_window_new (GTK_APPLICATION (self), self->engine, self->settings);
  const char *notice = qing_engine_get_notice (self->engine);

  qing_window_set_demo (window, demo);
  g_signal_connect_object (window, "close-request", G_CALLBACK (close_request_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
  /* A repair is nothing to be told in passing. */
  if (notice != NULL && qing_engine_has_fuller_backup (self->engine))
    qing_dialogs_ask_async (GTK_WIDGET (window), _ ("Your Conversations"), notice,
                            _ ("_Restore a Backup…"), FALSE, restore_asked_cb,
                            g_object_ref (window));
  else if (notice != NULL)
    qing_dialogs_tell (GTK_WIDGET (window), _ ("Your Conversations"), notice);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingApplication) self = user_data;
  g_autoptr (QingAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  g_application_release (G_APPLICATION (self));
  if (!qing_engine_start_finish (QING_ENGINE (source), result, &error))
    {
      if (!self->quitting)
        show_refusal (self, error->message);
      return;
    }
  if (self->quitting)
    return;

  account = qing_environment_dup_account ();
  self->keeper = qing_key_keeper_new (self->engine);
  qing_key_keeper_start (self->keeper, account);
  show_window (self, account != NULL && qing_account_is_demo (account));
}

/* Known before anything is asked of a model. */
static void
models_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingApplication) self = user_data;
  g_autoptr (QingProvider) provider = QING_PROVIDER (qing_client_new ());
  g_autoptr (GError) error = NULL;

  if (!qing_user_models_load_finish (QING_USER_MODELS (source), result, &error))
    g_debug ("The user's models were not read: %s", error->message);
  self->engine = qing_engine_new (self->store, provider, self->catalogue);
  g_clear_object (&self->store);
  g_signal_connect_object (self->engine, "answered", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  qing_engine_start_async (self->engine, self->opening, started_cb, g_object_ref (self));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingApplication) self = user_data;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  self->store = qing_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      g_application_release (G_APPLICATION (self));
      if (!self->quitting)
        show_refusal (self, error->message);
      return;
    }
  folder = qing_user_models_dup_folder ();
  self->catalogue = qing_catalogue_new ();
  self->user_models = qing_user_models_new (self->catalogue, folder);
  qing_user_models_load_async (self->user_models, NULL, models_loaded_cb, g_object_ref (self));
}

static void
qing_application_activate (GApplication *application)
{
  QingApplication *self = QING_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *path = NULL;

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  if (self->opening != NULL)
    return;

  self->opening = g_cancellable_new ();
  path = g_build_filename (g_get_user_data_dir (), "qingtan", "conversations.db", NULL);
  g_application_hold (application);
  qing_store_open_async (path, self->opening, opened_cb, g_object_ref (self));
}

static void
color_scheme_changed_cb (QingApplication *self)
{
  apply_color_scheme (self);
}

static void
qing_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "quit", quit_action_cb, NULL, NULL, NULL, { 0 } },
    { "show-conversation", show_conversation_cb, "s", NULL, NULL, { 0 } },
  };
  static const char *const quit_keys[] = { "<Control>q", NULL };
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  QingApplication *self = QING_APPLICATION (application);
  g_autoptr (QingPictures) pictures = qing_pictures_new ();

  G_APPLICATION_CLASS (qing_application_parent_class)->startup (application);

  qing_ui_init ();
  qing_picture_source_set_default (QING_PICTURE_SOURCE (pictures));
  self->settings = g_settings_new (QING_APPLICATION_ID);
  apply_color_scheme (self);
  g_signal_connect_object (self->settings, "changed::color-scheme",
                           G_CALLBACK (color_scheme_changed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    self->signal_sources[i] = g_unix_signal_add (signals[i], terminated_cb, self);
}

static void
qing_application_shutdown (GApplication *application)
{
  QingApplication *self = QING_APPLICATION (application);

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  qing_picture_source_set_default (NULL);
  qing_picture_forget_all ();
  g_clear_object (&self->keeper);
  g_clear_object (&self->user_models);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->store);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_object (&self->opening);

  G_APPLICATION_CLASS (qing_application_parent_class)->shutdown (application);
}

static void
qing_application_class_init (QingApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = qing_application_startup;
  application_class->activate = qing_application_activate;
  application_class->shutdown = qing_application_shutdown;
}

static void
qing_application_init (QingApplication *self)
{
}

QingApplication *
qing_application_new (void)
{
  return g_object_new (QING_TYPE_APPLICATION, "application-id", QING_APPLICATION_ID,
                       "resource-base-path", "/app/qingtan/Qingtan", NULL);
}
