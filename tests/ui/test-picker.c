/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-model-row.h"
#include "qing-test-window.h"

#include <string.h>

static guint
count_found (QingTestWindow *self, const char *search)
{
  qing_model_picker_set_search (self->window->picker, search);
  return g_list_model_get_n_items (qing_model_picker_get_found (self->window->picker));
}

/* Before a server has listed its own, the models of the catalogue are there. */
static void
test_filter (QingTestWindow *self, gconstpointer data)
{
  guint all = count_found (self, "");
  guint n_items;

  g_assert_cmpuint (all, ==, g_list_model_get_n_items (G_LIST_MODEL (self->desk.catalogue)));
  n_items = count_found (self, "PLUS qwen3.6");
  g_assert_cmpuint (n_items, >=, 1);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingModelInfo) model =
        g_list_model_get_item (qing_model_picker_get_found (self->window->picker), i);

      g_assert_nonnull (strstr (qing_model_info_get_id (model), "qwen3.6"));
    }
  g_assert_cmpuint (count_found (self, "qwen"), <=, all);
  g_assert_cmpuint (count_found (self, "no such model"), ==, 0);
  g_assert_cmpuint (count_found (self, ""), ==, all);
}

/* Once it is opened, the list is that of the server. */
static void
test_listed (QingTestWindow *self, gconstpointer data)
{
  qing_test_activate (self, "win.choose-model");
  qing_test_settle (self);
  g_assert_cmpuint (count_found (self, ""), ==, 2);
}

static void
test_choose (QingTestWindow *self, gconstpointer data)
{
  QingConversation *conversation = qing_window_get_conversation (self->window);
  GtkListView *list;
  g_autofree char *model = NULL;

  qing_test_activate (self, "win.choose-model");
  qing_test_settle (self);
  qing_model_picker_set_search (self->window->picker, "max");
  qing_test_settle (self);
  list = qing_test_find (GTK_WIDGET (self->window->picker), "GtkListView");
  g_signal_emit_by_name (list, "activate", 0);
  qing_test_settle (self);
  g_assert_cmpstr (qing_conversation_get_model (conversation), ==, "qwen-max");
  /* The next conversation begins with it. */
  model = g_settings_get_string (self->settings, "default-model");
  g_assert_cmpstr (model, ==, "qwen-max");
}

/* A model that nobody has heard of. */
static void
test_other (QingTestWindow *self, gconstpointer data)
{
  QingConversation *conversation = qing_window_get_conversation (self->window);
  GtkWidget *entry;

  qing_test_activate (self, "win.choose-model");
  qing_test_settle (self);
  qing_model_picker_set_search (self->window->picker, "my-own-model:7b");
  qing_test_settle (self);
  entry = qing_test_find (GTK_WIDGET (self->window->picker), "GtkSearchEntry");
  g_signal_emit_by_name (entry, "activate");
  qing_test_settle (self);
  g_assert_cmpstr (qing_conversation_get_model (conversation), ==, "my-own-model:7b");
}

static void
test_context_label (QingTestWindow *self, gconstpointer data)
{
  static const struct
  {
    const char *id;
    const char *label;
  } cases[] = { { "qwen3.6-plus", "1M" }, { "qwen3-vl-plus", "256K" }, { "qwen-max", "32K" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *label =
        qing_model_dup_context_label (qing_catalogue_lookup (self->desk.catalogue, cases[i].id));

      g_assert_cmpstr (label, ==, cases[i].label);
    }
  {
    g_autofree char *none =
      qing_model_dup_context_label (qing_catalogue_lookup (self->desk.catalogue, "no-such"));

    g_assert_null (none);
  }
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/picker/" name, QingTestWindow, NULL, qing_test_window_set_up, func,                \
              qing_test_window_tear_down)
  ADD ("filter", test_filter);
  ADD ("listed", test_listed);
  ADD ("choose", test_choose);
  ADD ("other", test_other);
  ADD ("context-label", test_context_label);
#undef ADD
  return g_test_run ();
}
