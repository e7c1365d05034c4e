/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"
#include "qing-ui.h"
#include "qing-window-private.h"

#include <glib/gstdio.h>

/* The window with made-up conversations and a server that follows a script, so that it can be
 * looked at without an account. */

typedef struct
{
  QingDesk desk;
  QingWindow *window;
  gboolean dark;
  int width;
  int height;
  int n_conversations;
  int seconds;
  char *actions;
  char *draft;
  char **pictures;
  char *model;
  gboolean no_account;
  gboolean demo;
  gboolean open;
  gboolean streaming;
  gboolean done;
} Preview;

static const char *const titles[] = {
  "A recipe for Sichuan noodles",
  "Why does my Makefile rebuild everything every time I call it?",
  "Reading list on type theory",
  "解释一下量子纠缠",
  "Holiday in the Harz: what to see with two children when it rains",
  "Regular expressions",
  "Photo: which bird is this?",
  "Tax question",
};

static const char answer[] =
  "Here is what I would do.\n\n1. Boil the noodles for **four minutes**.\n2. Fry the chilli in oil "
  "until it smells good.\n\n```c\nint\nmain (void)\n{\n  return 0;\n}\n```\n\nThe energy is "
  "$E = mc^2$, by the way.\n\n| dish | heat |\n|---|---|\n| dan dan | high |\n| mapo | higher |\n";

static void
fill (Preview *self)
{
  gint64 day = G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC;
  static const int days[] = { 0, 0, 1, 3, 5, 20, 45, 400 };

  for (int i = self->n_conversations - 1; i >= 0; i--)
    {
      g_autoptr (QingConversation) conversation =
        qing_engine_create_conversation (self->desk.engine);
      int age = days[i % 8] + i / 8;

      qing_desk_exchange (&self->desk, conversation, "How do I cook noodles?", answer);
      qing_engine_rename (self->desk.engine, conversation, titles[i % 8]);
      qing_conversation_set_updated (conversation, g_get_real_time () - age * day);
      if (i == 2)
        qing_engine_set_pinned (self->desk.engine, conversation, TRUE);
    }
}

static gboolean
end_cb (gpointer user_data)
{
  Preview *self = user_data;

  self->done = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
act_cb (gpointer user_data)
{
  Preview *self = user_data;
  g_auto (GStrv) actions = g_strsplit (self->actions != NULL ? self->actions : "", ",", -1);

  if (self->streaming)
    {
      QingConversation *conversation = qing_window_get_conversation (self->window);

      qing_desk_send (&self->desk, conversation, "And with a vegetarian broth?");
      qing_scripted_call_reasoning (qing_desk_get_call (&self->desk), "The user asks for broth. ");
      qing_scripted_call_text (qing_desk_get_call (&self->desk), 0, "Take dried mushrooms, ");
    }
  for (guint i = 0; self->pictures != NULL && self->pictures[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (self->pictures[i]);
      QingComposer *composer = qing_chat_page_get_composer (self->window->page);

      qing_attachment_tray_add_file (qing_composer_get_tray (composer), file);
    }
  for (guint i = 0; actions[i] != NULL && *actions[i] != '\0'; i++)
    if (!gtk_widget_activate_action (GTK_WIDGET (self->window), actions[i], NULL))
      g_printerr ("no action %s\n", actions[i]);
  g_print ("ready\n");
  return G_SOURCE_REMOVE;
}

static void
show (Preview *self, GSettings *settings)
{
  GListModel *conversations = qing_engine_get_conversations (self->desk.engine);

  qing_account_set_demo (self->desk.account, self->demo);
  if (self->no_account)
    qing_engine_remove_account (self->desk.engine, self->desk.account);
  self->window = qing_window_new (NULL, self->desk.engine, settings);
  gtk_window_set_default_size (GTK_WINDOW (self->window), self->width, self->height);
  if (self->open)
    {
      g_autoptr (QingConversation) first = g_list_model_get_item (conversations, 0);

      qing_window_set_conversation (self->window, first);
    }
  if (self->model != NULL)
    qing_conversation_set_model (qing_window_get_conversation (self->window), self->model);
  if (self->draft != NULL)
    qing_conversation_set_draft (qing_window_get_conversation (self->window), self->draft);
  gtk_window_present (GTK_WINDOW (self->window));
  g_timeout_add (600, act_cb, self);
  if (self->seconds > 0)
    g_timeout_add_seconds (self->seconds, end_cb, self);
}

int
main (int argc, char *argv[])
{
  Preview self = { .width = 1100, .height = 800, .n_conversations = 8 };
  const GOptionEntry entries[] = {
    { "dark", 0, 0, G_OPTION_ARG_NONE, &self.dark, "Dark style", NULL },
    { "width", 0, 0, G_OPTION_ARG_INT, &self.width, "Width", "PIXELS" },
    { "height", 0, 0, G_OPTION_ARG_INT, &self.height, "Height", "PIXELS" },
    { "conversations", 0, 0, G_OPTION_ARG_INT, &self.n_conversations, "How many", "N" },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &self.seconds, "End after a while", "N" },
    { "actions", 0, 0, G_OPTION_ARG_STRING, &self.actions, "What to activate", "A,B" },
    { "draft", 0, 0, G_OPTION_ARG_STRING, &self.draft, "Text in the composer", "TEXT" },
    { "model", 0, 0, G_OPTION_ARG_STRING, &self.model, "Model", "ID" },
    { "no-account", 0, 0, G_OPTION_ARG_NONE, &self.no_account, "Without an account", NULL },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self.demo, "With the demonstration's bar", NULL },
    { "streaming", 0, 0, G_OPTION_ARG_NONE, &self.streaming, "While an answer comes", NULL },
    { "open", 0, 0, G_OPTION_ARG_NONE, &self.open, "Open a conversation", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self.pictures, "Pictures", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  gtk_init ();
  qing_ui_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      self.dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                : ADW_COLOR_SCHEME_FORCE_LIGHT);
  qing_desk_set_up (&self.desk);
  fill (&self);
  show (&self, NULL);
  while (!self.done && g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  if (self.done)
    gtk_window_destroy (GTK_WINDOW (self.window));
  qing_desk_tear_down (&self.desk);
  return 0;
}
