/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-model-page.h"

#include "qing-model-changes.h"
#include "qing-model-facts.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

enum
{
  GROUP_ABILITIES,
  GROUP_LIMITS,
  GROUP_YUAN,
  GROUP_DOLLARS,
  GROUP_DEFAULTS,
  N_GROUPS,
};

struct _QingModelPage
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  GtkWidget *back_button;
  AdwPreferencesPage *page;

  QingCatalogue *catalogue;
  QingModelInfo *model;
  AdwPreferencesGroup *groups[N_GROUPS]; /* of what is known */
  GPtrArray *rows[N_GROUPS];             /* in them */
  guint group;                           /* where rows go */
  GString *text;
};

G_DEFINE_FINAL_TYPE (QingModelPage, qing_model_page, GTK_TYPE_WIDGET)

static void
begin_group (QingModelPage *self, guint group, const char *title, const char *description)
{
  self->group = group;
  adw_preferences_group_set_title (self->groups[group], title);
  adw_preferences_group_set_description (self->groups[group], description);
}

/* The value stands below, where it has the whole width. Nothing is said of what is not known. */
static void
add_row (QingModelPage *self, const char *title, const char *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_preferences_group_add (self->groups[self->group], row);
  gtk_widget_set_visible (GTK_WIDGET (self->groups[self->group]), TRUE);
  g_ptr_array_add (self->rows[self->group], row);
  g_string_append_printf (self->text, "%s\t%s\n", title, value);
}

static void
take_row (QingModelPage *self, const char *title, char *value)
{
  add_row (self, title, value);
  g_free (value);
}

static void
add_abilities (QingModelPage *self)
{
  QingModelInfo *model = self->model;
  g_autofree char *strategies =
    g_strjoinv (", ", (char **) qing_model_info_get_search_strategies (model));
  g_autofree char *voices = g_strjoinv (", ", (char **) qing_model_info_get_voices (model));

  begin_group (self, GROUP_ABILITIES, _ ("Abilities"), NULL);
  add_row (self, _ ("Thinks"),
           qing_model_facts_describe_thinking (qing_model_info_get_thinking (model)));
  take_row (self, _ ("Takes"), qing_model_facts_dup_modalities (qing_model_info_get_input (model)));
  take_row (self, _ ("Answers with"),
            qing_model_facts_dup_modalities (qing_model_info_get_output (model)));
  take_row (self, _ ("Features"), qing_model_facts_dup_features (model));
  add_row (self, _ ("Search strategies"), strategies);
  add_row (self, _ ("Voices"), voices);
  take_row (self, _ ("Pictures"), qing_model_facts_dup_pixels (qing_model_info_get_pixels (model)));
}

static void
add_limits (QingModelPage *self)
{
  QingModelInfo *model = self->model;

  begin_group (self, GROUP_LIMITS, _ ("Limits"), NULL);
  take_row (self, _ ("Context"),
            qing_model_facts_dup_tokens (qing_model_info_get_context (model), -1));
  take_row (self, _ ("Longest request"),
            qing_model_facts_dup_tokens (qing_model_info_get_max_input (model, FALSE),
                                         qing_model_info_get_max_input (model, TRUE)));
  take_row (self, _ ("Longest answer"),
            qing_model_facts_dup_tokens (qing_model_info_get_max_output (model, FALSE),
                                         qing_model_info_get_max_output (model, TRUE)));
  take_row (self, _ ("Longest thinking"),
            qing_model_facts_dup_tokens (qing_model_info_get_max_thinking (model), -1));
}

static void
add_defaults (QingModelPage *self)
{
  QingThinking thinking = qing_model_info_get_thinking (self->model);

  begin_group (self, GROUP_DEFAULTS, _ ("Defaults"), NULL);
  if (thinking != QING_THINKING_ALWAYS)
    take_row (self, _ ("Sampling"),
              qing_model_facts_dup_sampling (qing_model_info_get_sampling (self->model, FALSE)));
  if (thinking != QING_THINKING_NONE && thinking != QING_THINKING_UNKNOWN)
    take_row (self, _ ("Sampling while thinking"),
              qing_model_facts_dup_sampling (qing_model_info_get_sampling (self->model, TRUE)));
}

static void
add_prices (QingModelPage *self, guint group, const char *currency)
{
  const QingPrices *prices = qing_model_info_get_prices (self->model, currency);
  g_autofree char *date = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  if (prices == NULL || prices->n_tiers == 0)
    return;
  date = qing_model_facts_dup_date (prices->date);
  /* Translators: %s is a currency such as USD. */
  title = g_strdup_printf (_ ("Prices in %s"), prices->currency);
  words = g_strdup_printf (_ ("For a million tokens, as known on %s"), date);
  begin_group (self, group, title, words);
  g_string_append_printf (self->text, "%s\t%s\n", title, words);
  for (guint i = 0; i < prices->n_tiers; i++)
    {
      g_autofree char *tier = qing_model_facts_dup_tier_title (prices, i);

      take_row (self, tier, qing_model_facts_dup_tier (prices, i));
    }
}

static void
clear (QingModelPage *self)
{
  for (guint i = 0; i < N_GROUPS; i++)
    {
      for (guint j = 0; j < self->rows[i]->len; j++)
        adw_preferences_group_remove (self->groups[i], self->rows[i]->pdata[j]);
      g_ptr_array_set_size (self->rows[i], 0);
      gtk_widget_set_visible (GTK_WIDGET (self->groups[i]), FALSE);
    }
  g_string_truncate (self->text, 0);
}

static void
fill (QingModelPage *self)
{
  const char *name = qing_model_info_get_name (self->model);
  const char *id = qing_model_info_get_id (self->model);

  clear (self);
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, g_str_equal (name, id) ? "" : id);
  add_abilities (self);
  add_limits (self);
  add_prices (self, GROUP_YUAN, "CNY");
  add_prices (self, GROUP_DOLLARS, "USD");
  add_defaults (self);
}

static void
changed_cb (QingModelPage *self, const char *id)
{
  if (!g_str_equal (id, qing_model_info_get_id (self->model)))
    return;
  g_set_object (&self->model, qing_catalogue_lookup (self->catalogue, id));
  fill (self);
}

static void
back_cb (QingModelPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (root));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  back_cb (QING_MODEL_PAGE (widget));
}

static void
copy_cb (QingModelPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          qing_model_info_get_id (self->model));
  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (_ ("Copied")));
}

static gboolean
qing_model_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (QING_MODEL_PAGE (widget)->back_button);
}

static void
qing_model_page_dispose (GObject *object)
{
  QingModelPage *self = QING_MODEL_PAGE (object);

  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_MODEL_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (qing_model_page_parent_class)->dispose (object);
}

static void
qing_model_page_finalize (GObject *object)
{
  g_string_free (QING_MODEL_PAGE (object)->text, TRUE);
  for (guint i = 0; i < N_GROUPS; i++)
    g_ptr_array_unref (QING_MODEL_PAGE (object)->rows[i]);

  G_OBJECT_CLASS (qing_model_page_parent_class)->finalize (object);
}

static void
qing_model_page_class_init (QingModelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_model_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_model_page_finalize;
  widget_class->focus = qing_widget_focus_children;
  widget_class->grab_focus = qing_model_page_grab_focus;

  gtk_widget_class_install_action (widget_class, "model.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "model.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "model.back",
                                       NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QingModelPage, title);
  gtk_widget_class_bind_template_child (widget_class, QingModelPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, QingModelPage, page);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
qing_model_page_init (QingModelPage *self)
{
  self->text = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_GROUPS; i++)
    {
      self->rows[i] = g_ptr_array_new ();
      self->groups[i] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_page_add (self->page, self->groups[i]);
    }
}

GtkWidget *
qing_model_page_new (QingCatalogue *catalogue, const char *id)
{
  QingModelPage *self = g_object_new (QING_TYPE_MODEL_PAGE, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->model = g_object_ref (qing_catalogue_lookup (catalogue, id));
  fill (self);
  adw_preferences_page_add (self->page,
                            ADW_PREFERENCES_GROUP (qing_model_changes_new (catalogue, id)));
  g_signal_connect_object (catalogue, "override-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

char *
qing_model_page_dup_text (QingModelPage *self)
{
  g_return_val_if_fail (QING_IS_MODEL_PAGE (self), NULL);

  return g_strdup (self->text->str);
}
