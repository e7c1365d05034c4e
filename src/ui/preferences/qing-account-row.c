/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-account-row.h"

#include "qing-dialogs.h"
#include "qing-server-preset.h"

#include <glib/gi18n.h>
#include <string.h>

struct _QingAccountRow
{
  AdwExpanderRow parent_instance;

  AdwEntryRow *name_row;
  AdwComboRow *server_row;
  AdwEntryRow *url_row;
  GtkWidget *url_fault_row;
  GtkLabel *url_fault;
  AdwEntryRow *key_row;
  GtkImage *key_icon;
  GtkLabel *key_note;
  GtkWidget *key_page_row;
  AdwActionRow *test_row;
  GtkButton *test_button;
  GtkSpinner *test_spinner;
  GtkImage *test_icon;
  GtkWidget *remove_row;

  QingEngine *engine;
  QingAccount *account;
  GCancellable *cancellable;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QingAccountRow, qing_account_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  SIGNAL_READY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const QingServerPreset *
get_preset (QingAccountRow *self)
{
  return qing_server_preset_get (
    qing_server_preset_find (qing_account_get_base_url (self->account)));
}

/* A key of a plan is refused by the general address (protocol.md 3.2), which says no more than that
 * it is wrong. */
static gboolean
is_misplaced (QingAccount *account)
{
  const char *key = qing_account_get_key (account);

  return key != NULL && g_str_has_prefix (key, "sk-sp-") &&
         qing_account_get_kind (account) == QING_SERVER_DASHSCOPE &&
         strstr (qing_account_get_base_url (account), "//coding") == NULL &&
         strstr (qing_account_get_base_url (account), "//token-plan") == NULL;
}

static const char *
describe_key (QingAccount *account)
{
  if (is_misplaced (account))
    return _ ("This is a key of the Coding Plan. Choose its server above.");
  switch (qing_account_get_key_storage (account))
    {
    case QING_KEY_STORAGE_SECRET:
      return _ ("The key is kept in the keyring.");
    case QING_KEY_STORAGE_SESSION:
      return _ ("The key is kept for this session only: no keyring is running.");
    case QING_KEY_STORAGE_ENVIRONMENT:
      return _ ("The key comes from the environment of this program.");
    case QING_KEY_STORAGE_NONE:
    default:
      /* Between setting and storing there is a moment. */
      return qing_account_has_key (account) ? _ ("The key is being stored…")
                                            : _ ("There is no key yet.");
    }
}

static void
update (QingAccountRow *self)
{
  const char *name = qing_account_get_name (self->account);
  const char *url = qing_account_get_base_url (self->account);
  gboolean has_key = qing_account_has_key (self->account);
  /* What the surroundings of the program brought is not the user's to change here. */
  gboolean demo = qing_account_is_demo (self->account);
  gboolean given =
    demo || qing_account_get_key_storage (self->account) == QING_KEY_STORAGE_ENVIRONMENT;

  gtk_widget_set_visible (GTK_WIDGET (self->name_row), !demo);
  gtk_widget_set_visible (GTK_WIDGET (self->server_row), !demo);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row), !given);
  gtk_widget_set_visible (self->remove_row, !given);
  gtk_widget_set_visible (self->key_page_row, !given && get_preset (self)->key_page != NULL);
  if (demo)
    gtk_widget_set_visible (GTK_WIDGET (self->url_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 name != NULL && *name != '\0' ? name : _ ("Account"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), url);
  gtk_label_set_text (self->key_note, describe_key (self->account));
  gtk_image_set_from_icon_name (self->key_icon, is_misplaced (self->account)
                                                  ? "dialog-warning-symbolic"
                                                : has_key ? "channel-secure-symbolic"
                                                          : "dialog-password-symbolic");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row),
                                 has_key ? _ ("New Key") : _ ("Key"));
}

static void
clear_test (QingAccountRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_spinner_set_spinning (self->test_spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->test_spinner), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->test_icon), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), TRUE);
  adw_action_row_set_subtitle (self->test_row, _ ("Asks the server"));
}

static void
save (QingAccountRow *self)
{
  clear_test (self);
  qing_engine_save_account (self->engine, self->account);
}

static void
name_applied_cb (QingAccountRow *self)
{
  qing_account_set_name (self->account, gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  save (self);
}

static void
show_url_fault (QingAccountRow *self, const char *reason)
{
  gtk_widget_set_visible (self->url_fault_row, reason != NULL);
  gtk_label_set_text (self->url_fault, reason != NULL ? reason : "");
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->url_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->url_row), "error");
}

static void
url_applied_cb (QingAccountRow *self)
{
  g_autofree char *url = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->url_row)));
  const char *reason = NULL;

  g_strstrip (url);
  if (!qing_account_check_base_url (url, &reason))
    {
      show_url_fault (self, reason);
      return;
    }
  show_url_fault (self, NULL);
  qing_account_set_base_url (self->account, url);
  save (self);
}

static void
server_selected_cb (QingAccountRow *self)
{
  const QingServerPreset *preset =
    qing_server_preset_get (adw_combo_row_get_selected (self->server_row));

  gtk_widget_set_visible (GTK_WIDGET (self->url_row), preset->url == NULL);
  show_url_fault (self, NULL);
  if (self->filling || preset->url == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), preset->url);
  qing_account_set_base_url (self->account, preset->url);
  if (qing_server_preset_has_name (qing_account_get_name (self->account)))
    {
      qing_account_set_name (self->account, preset->name);
      gtk_editable_set_text (GTK_EDITABLE (self->name_row), preset->name);
    }
  save (self);
}

static void
key_applied_cb (QingAccountRow *self)
{
  gboolean had_key = qing_account_has_key (self->account);

  qing_account_set_key (self->account, gtk_editable_get_text (GTK_EDITABLE (self->key_row)));
  /* What comes next; and a row that is not being edited offers nothing to apply. */
  gtk_widget_grab_focus (GTK_WIDGET (self->test_button));
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  save (self);
  if (!had_key && qing_account_has_key (self->account))
    g_signal_emit (self, signals[SIGNAL_READY], 0);
}

static void
open_key_page_cb (QingAccountRow *self)
{
  const char *page = get_preset (self)->key_page;

  if (page != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), page, GDK_CURRENT_TIME);
}

/* @good: (nullable): the words when it works; the fault's when not. */
static void
show_result (QingAccountRow *self, const char *good, const QingFault *fault)
{
  g_autofree char *words = NULL;

  if (self->engine == NULL || (fault != NULL && fault->code == QING_ERROR_CANCELLED))
    return;
  clear_test (self);
  if (good != NULL)
    words = g_strdup (good);
  else if (fault != NULL && fault->request_id != NULL)
    words = g_strdup_printf (_ ("%s\nRequest ID: %s"), fault->summary, fault->request_id);
  else
    words = g_strdup (fault != NULL ? fault->summary : _ ("It does not work."));
  adw_action_row_set_subtitle (self->test_row, words);
  gtk_image_set_from_icon_name (self->test_icon,
                                good != NULL ? "emblem-ok-symbolic" : "dialog-error-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self->test_icon), good != NULL ? "error" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->test_icon), good != NULL ? "success" : "error");
  gtk_widget_set_visible (GTK_WIDGET (self->test_icon), TRUE);
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingAccountRow) self = user_data;
  g_autoptr (QingFault) fault = NULL;
  gboolean works = qing_engine_test_account_finish (QING_ENGINE (source), result, &fault);

  show_result (self, works ? _ ("It works: the model answered.") : NULL, fault);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingAccountRow) self = user_data;
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (GListModel) models =
    qing_engine_list_models_finish (QING_ENGINE (source), result, &fault);
  guint n_models = models != NULL ? g_list_model_get_n_items (models) : 0;
  g_autofree char *good =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "It works: the server has %u model.",
                                  "It works: the server has %u models.", n_models),
                     n_models);

  show_result (self, models != NULL ? good : NULL, fault);
}

/* On DashScope a tiny question shows that the key is good; which models another server has nobody
 * knows, so that one is asked for their list. */
static void
test_cb (QingAccountRow *self)
{
  QingCatalogue *catalogue = qing_engine_get_catalogue (self->engine);
  QingModelInfo *model = qing_catalogue_get_default (catalogue);

  clear_test (self);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->test_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->test_spinner), TRUE);
  gtk_spinner_set_spinning (self->test_spinner, TRUE);
  adw_action_row_set_subtitle (self->test_row, _ ("Asking…"));
  if (qing_account_get_kind (self->account) == QING_SERVER_DASHSCOPE)
    qing_engine_test_account_async (self->engine, self->account, qing_model_info_get_id (model),
                                    self->cancellable, tested_cb, g_object_ref (self));
  else
    qing_engine_list_models_async (self->engine, self->account, self->cancellable, listed_cb,
                                   g_object_ref (self));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingAccountRow) self = user_data;

  if (qing_dialogs_ask_finish (result) && self->engine != NULL)
    {
      g_autoptr (QingAccount) account = g_object_ref (self->account);

      qing_account_set_key (account, NULL);
      qing_engine_remove_account (self->engine, account);
    }
}

static void
remove_cb (QingAccountRow *self)
{
  g_autofree char *heading =
    g_strdup_printf (_ ("Remove “%s”?"), qing_account_get_name (self->account));

  qing_dialogs_ask_async (GTK_WIDGET (self), heading,
                          _ ("Its key is taken out of the keyring. Conversations stay."),
                          _ ("_Remove"), TRUE, removed_cb, g_object_ref (self));
}

static void
fill (QingAccountRow *self)
{
  g_autoptr (GtkStringList) servers = gtk_string_list_new (NULL);
  const char *url = qing_account_get_base_url (self->account);

  self->filling = TRUE;
  for (guint i = 0; i < qing_server_preset_get_n (); i++)
    gtk_string_list_append (servers, _ (qing_server_preset_get (i)->label));
  adw_combo_row_set_model (self->server_row, G_LIST_MODEL (servers));
  adw_combo_row_set_selected (self->server_row, qing_server_preset_find (url));
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), qing_account_get_name (self->account));
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), url != NULL ? url : "");
  server_selected_cb (self);
  self->filling = FALSE;
}

static void
qing_account_row_dispose (GObject *object)
{
  QingAccountRow *self = QING_ACCOUNT_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (qing_account_row_parent_class)->dispose (object);
}

static void
qing_account_row_class_init (QingAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_account_row_dispose;

  signals[SIGNAL_READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, name_row);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, server_row);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, url_row);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, url_fault_row);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, url_fault);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, key_row);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, key_icon);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, key_note);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, key_page_row);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, test_row);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, test_button);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, test_spinner);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, test_icon);
  gtk_widget_class_bind_template_child (widget_class, QingAccountRow, remove_row);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, server_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, url_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_key_page_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
qing_account_row_init (QingAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
qing_account_row_new (QingEngine *engine, QingAccount *account)
{
  QingAccountRow *self = g_object_new (QING_TYPE_ACCOUNT_ROW, NULL);

  self->engine = g_object_ref (engine);
  self->account = g_object_ref (account);
  /* Names and addresses are plain text. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  fill (self);
  clear_test (self);
  g_signal_connect_object (account, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

QingAccount *
qing_account_row_get_account (QingAccountRow *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT_ROW (self), NULL);

  return self->account;
}

void
qing_account_row_edit_key (QingAccountRow *self)
{
  g_return_if_fail (QING_IS_ACCOUNT_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
}

const char *
qing_account_row_get_key_note (QingAccountRow *self)
{
  g_return_val_if_fail (QING_IS_ACCOUNT_ROW (self), NULL);

  return gtk_label_get_text (self->key_note);
}
