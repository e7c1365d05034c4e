/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-preferences-window.h"

#include "qing-account-row.h"
#include "qing-models-page.h"
#include "qing-server-preset.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwPreferencesGroup *accounts_group;
  QingModelsPage *models_page;
  AdwPreferencesPage *appearance_page;
  AdwPreferencesPage *behaviour_page;
  AdwComboRow *scheme_row;
  AdwActionRow *zoom_row;
  GtkSpinButton *zoom_spin;
  GtkSwitch *enter_switch;
  GtkSwitch *thinking_switch;

  QingEngine *engine;
  GSettings *settings;
  /* Of QingAccountRow, in the order of the engine's accounts. */
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (QingPreferencesWindow, qing_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static QingAccountRow *
find_row (QingPreferencesWindow *self, QingAccount *account)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (qing_account_row_get_account (self->rows->pdata[i]) == account)
      return self->rows->pdata[i];
  return NULL;
}

static gboolean
is_listed (QingPreferencesWindow *self, QingAccount *account)
{
  GListModel *accounts = qing_engine_get_accounts (self->engine);
  guint n_items = g_list_model_get_n_items (accounts);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingAccount) item = g_list_model_get_item (accounts, i);

      if (item == account)
        return TRUE;
    }
  return FALSE;
}

/* The account that the user has just made ready is the one to talk to. */
static void
ready_cb (QingPreferencesWindow *self, QingAccountRow *row)
{
  QingAccount *account = qing_account_row_get_account (row);

  if (self->settings != NULL)
    g_settings_set_string (self->settings, "default-account", qing_account_get_uid (account));
}

static void
accounts_changed_cb (QingPreferencesWindow *self)
{
  GListModel *accounts = qing_engine_get_accounts (self->engine);
  guint n_items = g_list_model_get_n_items (accounts);

  for (guint i = self->rows->len; i > 0; i--)
    {
      GtkWidget *row = self->rows->pdata[i - 1];

      if (is_listed (self, qing_account_row_get_account (QING_ACCOUNT_ROW (row))))
        continue;
      gtk_window_set_focus (GTK_WINDOW (self), NULL);
      adw_preferences_group_remove (self->accounts_group, row);
      g_ptr_array_remove_index (self->rows, i - 1);
    }
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingAccount) account = g_list_model_get_item (accounts, i);
      GtkWidget *row;

      if (find_row (self, account) != NULL)
        continue;
      row = qing_account_row_new (self->engine, account);
      g_signal_connect_object (row, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->accounts_group, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (
    self->accounts_group,
    n_items > 0 ? NULL : _ ("An account is a server and the key for it. Add one to begin."));
}

static void
add_clicked_cb (QingPreferencesWindow *self)
{
  qing_preferences_window_add_account (self);
}

static gboolean
scheme_from_setting (GValue *value, GVariant *variant, gpointer user_data)
{
  static const char *const schemes[] = { "system", "light", "dark" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
scheme_to_setting (const GValue *value, const GVariantType *type, gpointer user_data)
{
  static const char *const schemes[] = { "system", "light", "dark" };
  guint index = g_value_get_uint (value);

  return index < G_N_ELEMENTS (schemes) ? g_variant_new_string (schemes[index]) : NULL;
}

static gboolean
percent_from_setting (GValue *value, GVariant *variant, gpointer user_data)
{
  g_value_set_double (value, g_variant_get_double (variant) * 100);
  return TRUE;
}

static GVariant *
percent_to_setting (const GValue *value, const GVariantType *type, gpointer user_data)
{
  return g_variant_new_double (g_value_get_double (value) / 100);
}

static void
bind_settings (QingPreferencesWindow *self)
{
  g_settings_bind_with_mapping (self->settings, "color-scheme", self->scheme_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, scheme_from_setting, scheme_to_setting,
                                NULL, NULL);
  g_settings_bind_with_mapping (self->settings, "zoom", self->zoom_spin, "value",
                                G_SETTINGS_BIND_DEFAULT, percent_from_setting, percent_to_setting,
                                NULL, NULL);
  g_settings_bind (self->settings, "send-with-enter", self->enter_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "show-thinking", self->thinking_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
qing_preferences_window_dispose (GObject *object)
{
  QingPreferencesWindow *self = QING_PREFERENCES_WINDOW (object);

  /* The library's window keeps its groups for its search; the engine must not stay with them. A row
   * that goes while it has the focus would hear of it later. */
  if (self->rows != NULL)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    adw_preferences_group_remove (self->accounts_group, self->rows->pdata[i]);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (qing_engine_get_accounts (self->engine), self);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (qing_preferences_window_parent_class)->dispose (object);
}

static void
qing_preferences_window_class_init (QingPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_preferences_window_dispose;

  g_type_ensure (QING_TYPE_MODELS_PAGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/app/qingtan/Qingtan/ui/qing-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QingPreferencesWindow, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, QingPreferencesWindow, models_page);
  gtk_widget_class_bind_template_child (widget_class, QingPreferencesWindow, appearance_page);
  gtk_widget_class_bind_template_child (widget_class, QingPreferencesWindow, behaviour_page);
  gtk_widget_class_bind_template_child (widget_class, QingPreferencesWindow, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, QingPreferencesWindow, zoom_row);
  gtk_widget_class_bind_template_child (widget_class, QingPreferencesWindow, zoom_spin);
  gtk_widget_class_bind_template_child (widget_class, QingPreferencesWindow, enter_switch);
  gtk_widget_class_bind_template_child (widget_class, QingPreferencesWindow, thinking_switch);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
qing_preferences_window_init (QingPreferencesWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  qing_widget_ignore_wheel (GTK_WIDGET (self->zoom_spin));
}

GtkWidget *
qing_preferences_window_new (QingEngine *engine, GSettings *settings)
{
  QingPreferencesWindow *self = g_object_new (QING_TYPE_PREFERENCES_WINDOW, NULL);

  self->engine = g_object_ref (engine);
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  g_signal_connect_object (qing_engine_get_accounts (engine), "items-changed",
                           G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  accounts_changed_cb (self);
  qing_models_page_set_catalogue (self->models_page, qing_engine_get_catalogue (engine));
  gtk_widget_set_visible (GTK_WIDGET (self->appearance_page), settings != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->behaviour_page), settings != NULL);
  if (settings != NULL)
    bind_settings (self);
  return GTK_WIDGET (self);
}

void
qing_preferences_window_add_account (QingPreferencesWindow *self)
{
  g_autoptr (QingAccount) account = NULL;

  g_return_if_fail (QING_IS_PREFERENCES_WINDOW (self));

  /* One that was begun before and still waits for its key comes first. */
  for (guint i = 0; i < self->rows->len; i++)
    {
      QingAccount *waiting = qing_account_row_get_account (self->rows->pdata[i]);

      if (!qing_account_has_key (waiting) && !qing_account_is_demo (waiting) &&
          qing_account_get_kind (waiting) == QING_SERVER_DASHSCOPE)
        {
          qing_account_row_edit_key (self->rows->pdata[i]);
          return;
        }
    }
  account = qing_account_new (NULL, _ ("Qwen"), qing_server_preset_get (0)->url);
  qing_engine_add_account (self->engine, account);
  if (find_row (self, account) != NULL)
    qing_account_row_edit_key (find_row (self, account));
}

void
qing_preferences_window_edit_account (QingPreferencesWindow *self, const char *uid)
{
  g_return_if_fail (QING_IS_PREFERENCES_WINDOW (self));

  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (qing_account_get_uid (qing_account_row_get_account (self->rows->pdata[i])),
                   uid) == 0)
      qing_account_row_edit_key (self->rows->pdata[i]);
}
