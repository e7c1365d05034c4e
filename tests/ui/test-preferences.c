/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-account-row.h"
#include "qing-model-page.h"
#include "qing-models-page.h"
#include "qing-preferences-window.h"
#include "qing-server-preset.h"
#include "qing-test-window.h"

#include <string.h>

typedef struct
{
  QingTestWindow base;
  QingPreferencesWindow *preferences;
  GtkWidget *models;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  qing_test_window_set_up (&self->base, data);
  self->preferences = QING_PREFERENCES_WINDOW (
    qing_preferences_window_new (self->base.desk.engine, self->base.settings));
  gtk_window_present (GTK_WINDOW (self->preferences));
  qing_test_settle (&self->base);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->preferences));
  qing_test_settle (&self->base);
  qing_test_window_tear_down (&self->base, data);
}

static void
count_cb (GtkWidget *widget, gpointer user_data)
{
  if (QING_IS_ACCOUNT_ROW (widget))
    g_ptr_array_add (user_data, widget);
}

static guint
count_rows (Fixture *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  qing_test_walk (GTK_WIDGET (self->preferences), count_cb, rows);
  return rows->len;
}

static QingAccountRow *
get_row (Fixture *self, QingAccount *account)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  qing_test_walk (GTK_WIDGET (self->preferences), count_cb, rows);
  for (guint i = 0; i < rows->len; i++)
    if (qing_account_row_get_account (rows->pdata[i]) == account)
      return rows->pdata[i];
  return NULL;
}

static QingAccount *
dup_last_account (Fixture *self)
{
  GListModel *accounts = qing_engine_get_accounts (self->base.desk.engine);

  return g_list_model_get_item (accounts, g_list_model_get_n_items (accounts) - 1);
}

static void
test_add (Fixture *self, gconstpointer data)
{
  g_autoptr (QingAccount) account = NULL;

  g_assert_cmpuint (count_rows (self), ==, 1);
  qing_preferences_window_add_account (self->preferences);
  qing_test_settle (&self->base);
  g_assert_cmpuint (count_rows (self), ==, 2);
  account = dup_last_account (self);
  g_assert_cmpint (qing_account_get_kind (account), ==, QING_SERVER_DASHSCOPE);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (get_row (self, account))));

  /* One that waits for its key is not followed by another. */
  qing_preferences_window_add_account (self->preferences);
  g_assert_cmpuint (count_rows (self), ==, 2);

  qing_engine_remove_account (self->base.desk.engine, account);
  qing_test_settle (&self->base);
  g_assert_cmpuint (count_rows (self), ==, 1);
}

static AdwEntryRow *
find_entry (QingAccountRow *row, const char *class_name)
{
  return qing_test_find (GTK_WIDGET (row), class_name);
}

static void
test_key (Fixture *self, gconstpointer data)
{
  QingAccount *account = self->base.desk.account;
  QingAccountRow *row = get_row (self, account);
  AdwEntryRow *entry;

  qing_preferences_window_edit_account (self->preferences, qing_account_get_uid (account));
  qing_test_settle (&self->base);
  entry = find_entry (row, "AdwPasswordEntryRow");
  gtk_editable_set_text (GTK_EDITABLE (entry), "  sk-new \n");
  g_signal_emit_by_name (entry, "apply");
  g_assert_cmpstr (qing_account_get_key (account), ==, "sk-new");
  /* It does not stay on the screen. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  /* Whether it works is what comes next. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->preferences)) ==
                 GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (row), QING_TYPE_ACCOUNT_ROW,
                                                            "test_button")));
}

/* An account that becomes ready is the one that answers next. */
static void
test_first_key (Fixture *self, gconstpointer data)
{
  QingRulingWatch *watch = self->base.window->watch;
  g_autoptr (QingAccount) account = NULL;
  AdwEntryRow *entry;

  g_assert_true (qing_ruling_watch_get_account (watch) == self->base.desk.account);
  qing_preferences_window_add_account (self->preferences);
  qing_test_settle (&self->base);
  account = dup_last_account (self);
  entry = find_entry (get_row (self, account), "AdwPasswordEntryRow");
  gtk_editable_set_text (GTK_EDITABLE (entry), "sk-first");
  g_signal_emit_by_name (entry, "apply");
  qing_test_settle (&self->base);
  g_assert_true (qing_ruling_watch_get_account (watch) == account);
  qing_engine_remove_account (self->base.desk.engine, account);
  qing_test_settle (&self->base);
  g_assert_true (qing_ruling_watch_get_account (watch) == self->base.desk.account);
}

static void
test_key_note (Fixture *self, gconstpointer data)
{
  QingAccount *account = self->base.desk.account;
  QingAccountRow *row = get_row (self, account);
  g_autoptr (GHashTable) notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int storage = QING_KEY_STORAGE_NONE; storage <= QING_KEY_STORAGE_ENVIRONMENT; storage++)
    {
      qing_account_set_key_storage (account, storage);
      g_hash_table_add (notes, g_strdup (qing_account_row_get_key_note (row)));
    }
  g_assert_cmpuint (g_hash_table_size (notes), ==, 4);
}

static guint
find_server (const char *part)
{
  guint i = 0;

  while (strstr (qing_server_preset_get (i)->url, part) == NULL)
    i++;
  return i;
}

/* Where a key comes from is offered where the provider is known, and a key that is for another
 * server is told. */
static void
test_servers (Fixture *self, gconstpointer data)
{
  g_autoptr (QingAccount) account = NULL;
  QingAccountRow *row;
  GtkWidget *page;
  AdwComboRow *servers;
  g_autofree char *plain = NULL;

  qing_preferences_window_add_account (self->preferences);
  qing_test_settle (&self->base);
  account = dup_last_account (self);
  row = get_row (self, account);
  page = GTK_WIDGET (
    gtk_widget_get_template_child (GTK_WIDGET (row), QING_TYPE_ACCOUNT_ROW, "key_page_row"));
  servers = ADW_COMBO_ROW (
    gtk_widget_get_template_child (GTK_WIDGET (row), QING_TYPE_ACCOUNT_ROW, "server_row"));
  g_assert_true (gtk_widget_get_visible (page));
  adw_combo_row_set_selected (servers, find_server (":11434"));
  g_assert_cmpstr (qing_account_get_base_url (account), ==, "http://localhost:11434/v1");
  g_assert_cmpstr (qing_account_get_name (account), ==, "Ollama");
  g_assert_false (gtk_widget_get_visible (page));

  /* What the user called it stays. */
  qing_account_set_name (account, "Mine");
  adw_combo_row_set_selected (servers, 0);
  g_assert_cmpstr (qing_account_get_name (account), ==, "Mine");
  g_assert_true (gtk_widget_get_visible (page));

  qing_account_set_key_storage (account, QING_KEY_STORAGE_SECRET);
  qing_account_set_key (account, "sk-general");
  plain = g_strdup (qing_account_row_get_key_note (row));
  qing_account_set_key (account, "sk-sp-plan");
  g_assert_cmpstr (qing_account_row_get_key_note (row), !=, plain);
  adw_combo_row_set_selected (servers, find_server ("//coding."));
  g_assert_cmpstr (qing_account_row_get_key_note (row), ==, plain);

  qing_engine_remove_account (self->base.desk.engine, account);
  qing_test_settle (&self->base);
}

static void
collect_buttons_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    g_ptr_array_add (user_data, widget);
}

static GtkButton *
find_button (GtkWidget *root, const char *label)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  qing_test_walk (root, collect_buttons_cb, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_str_equal (gtk_button_get_label (buttons->pdata[i]), label))
      return buttons->pdata[i];
  return NULL;
}

static void
find_result_cb (GtkWidget *widget, gpointer user_data)
{
  if (ADW_IS_ACTION_ROW (widget) && adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)) != NULL &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), "Does It Work?") ==
        0)
    *(const char **) user_data = adw_action_row_get_subtitle (ADW_ACTION_ROW (widget));
}

static const char *
get_result (QingAccountRow *row)
{
  const char *result = NULL;

  qing_test_walk (GTK_WIDGET (row), find_result_cb, &result);
  return result;
}

static void
test_test (Fixture *self, gconstpointer data)
{
  QingAccountRow *row = get_row (self, self->base.desk.account);
  GtkButton *button = find_button (GTK_WIDGET (row), "_Test");
  QingScriptedCall *call;

  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  call = qing_desk_get_call (&self->base.desk);
  qing_scripted_call_fail (call, QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY);
  qing_test_settle (&self->base);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  g_assert_cmpstr (get_result (row), !=, "It works: the model answered.");

  g_signal_emit_by_name (button, "clicked");
  call = qing_desk_get_call (&self->base.desk);
  qing_scripted_call_text (call, 0, "ok");
  qing_scripted_call_finish (call);
  qing_test_settle (&self->base);
  g_assert_cmpstr (get_result (row), ==, "It works: the model answered.");
}

/* A server that is not DashScope is asked for its models. */
static void
test_test_other (Fixture *self, gconstpointer data)
{
  QingAccountRow *row = get_row (self, self->base.desk.account);

  qing_account_force_kind (self->base.desk.account, QING_SERVER_OTHER);
  g_signal_emit_by_name (find_button (GTK_WIDGET (row), "_Test"), "clicked");
  qing_test_settle (&self->base);
  g_assert_cmpstr (get_result (row), ==, "It works: the server has 2 models.");
  g_assert_cmpuint (qing_scripted_provider_get_n_calls (self->base.desk.provider), ==, 0);
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  g_settings_set_boolean (self->base.settings, "send-with-enter", FALSE);
  g_settings_set_double (self->base.settings, "zoom", 1.5);
  qing_test_settle (&self->base);
  g_assert_cmpfloat_with_epsilon (qing_window_get_zoom (self->base.window), 1.5, 1e-9);
}

static void
collect_model_rows_cb (GtkWidget *widget, gpointer user_data)
{
  if (ADW_IS_ACTION_ROW (widget) && gtk_widget_get_mapped (widget) &&
      gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)) &&
      gtk_widget_get_ancestor (widget, QING_TYPE_MODELS_PAGE) != NULL)
    g_ptr_array_add (user_data, widget);
}

/* What of the models is on the screen, by name; (transfer container). */
static GPtrArray *
show_models (Fixture *self, const char *query)
{
  GPtrArray *rows = g_ptr_array_new ();
  GtkWidget *page = self->models;

  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (self->preferences),
                                           ADW_PREFERENCES_PAGE (page));
  qing_models_page_search (QING_MODELS_PAGE (page), query);
  qing_test_settle (&self->base);
  qing_test_walk (GTK_WIDGET (self->preferences), collect_model_rows_cb, rows);
  return rows;
}

static void
find_models_cb (GtkWidget *widget, gpointer user_data)
{
  if (QING_IS_MODELS_PAGE (widget))
    *(GtkWidget **) user_data = widget;
}

static void
find_entry_cb (GtkWidget *widget, gpointer user_data)
{
  if (ADW_IS_ENTRY_ROW (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)),
                 "Context in Tokens") == 0)
    *(GtkWidget **) user_data = widget;
}

/* What the user knows better is shown at once, is the catalogue's, and can be taken back. */
static void
check_change (Fixture *self, QingModelPage *page)
{
  QingCatalogue *catalogue = qing_engine_get_catalogue (self->base.desk.engine);
  GtkWidget *entry = NULL;
  GtkWidget *reset = NULL;
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;

  qing_test_walk (GTK_WIDGET (page), find_entry_cb, &entry);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "many");
  g_signal_emit_by_name (entry, "apply");
  g_assert_null (qing_catalogue_dup_override (catalogue, "qwen3.6-plus"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "4711");
  g_signal_emit_by_name (entry, "apply");
  qing_test_settle (&self->base);
  text = qing_model_page_dup_text (page);
  g_assert_nonnull (strstr (text, "4711 tokens"));
  g_assert_cmpint (qing_model_info_get_context (qing_catalogue_lookup (catalogue, "qwen3.6-plus")),
                   ==, 4711);

  reset = GTK_WIDGET (find_button (GTK_WIDGET (page), "_Take Back"));
  g_signal_emit_by_name (reset, "clicked");
  qing_test_settle (&self->base);
  after = qing_model_page_dup_text (page);
  g_assert_null (strstr (after, "4711 tokens"));
}

static void
test_models (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) none = NULL;
  QingModelPage *page;
  g_autofree char *text = NULL;

  qing_test_walk (GTK_WIDGET (self->preferences), find_models_cb, &self->models);
  all = show_models (self, "");
  g_assert_cmpuint (all->len, ==,
                    g_list_model_get_n_items (
                      G_LIST_MODEL (qing_engine_get_catalogue (self->base.desk.engine))));
  none = show_models (self, "no such model");
  g_assert_cmpuint (none->len, ==, 0);
  some = show_models (self, "qwen3.6-plus");
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (some->pdata[0]), "sees pictures"));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (some->pdata[0]), "2.00 / 12.00 CNY"));

  gtk_widget_activate (some->pdata[0]);
  qing_test_settle (&self->base);
  page = qing_test_find (GTK_WIDGET (self->preferences), "QingModelPage");
  g_assert_nonnull (page);
  text = qing_model_page_dup_text (page);
  g_assert_nonnull (strstr (text, "Unless it is switched off"));
  g_assert_nonnull (strstr (text, "text, pictures, video"));
  g_assert_nonnull (strstr (text, "Prices in USD"));
  g_assert_nonnull (strstr (text, "read 0.50 · written 3.00"));
  check_change (self, page);
}

/* A clamp of libadwaita 1.7 loses a pixel when it rounds, and warns of it. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && g_str_has_prefix (fields[i].value, "AdwClamp ") &&
        strstr (fields[i].value, "reported min height") != NULL)
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

int
main (int argc, char *argv[])
{
  g_log_set_writer_func (write_log, NULL, NULL);
  qing_test_window_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/preferences/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("add", test_add);
  ADD ("key", test_key);
  ADD ("first-key", test_first_key);
  ADD ("key-note", test_key_note);
  ADD ("servers", test_servers);
  ADD ("test", test_test);
  ADD ("test-other", test_test_other);
  ADD ("settings", test_settings);
  ADD ("models", test_models);
#undef ADD
  return g_test_run ();
}
