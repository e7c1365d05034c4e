/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Shows a conversation made from Markdown files, to look at and to measure:
 *
 *   chat-gallery [--rate TOKENS] [--width PIXELS] [--height PIXELS] [--zoom FACTOR] [--top]
 *                [--find]
 *                [FILE…]
 *
 * Without files, messages in every state are shown. Files are a question and an answer by turns. With --rate the last one arrives at so many tokens
 * (of four characters) a second. */

#include "qing-conversation-pane.h"

#include "chat-demo.h"

#include <adwaita.h>

typedef struct
{
  GMainLoop *loop;
  QingMessage *streaming;
  char *text;
  gsize length;
  gsize sent;
  gint64 begun;
} Gallery;

static int rate;
static int width = 1000;
static int height = 860;
static double zoom = 1;
static gboolean from_top;
static gboolean find;

static GOptionEntry entries[] = {
  { "rate", 'r', 0, G_OPTION_ARG_INT, &rate, "Tokens a second", "TOKENS" },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "Of the window", "PIXELS" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "Of the window", "PIXELS" },
  { "zoom", 0, 0, G_OPTION_ARG_DOUBLE, &zoom, "Of the text", "FACTOR" },
  { "top", 0, 0, G_OPTION_ARG_NONE, &from_top, "Begin at the top", NULL },
  { "find", 0, 0, G_OPTION_ARG_NONE, &find, "Open the bar for finding text", NULL },
  { 0 },
};

static gboolean
stream_cb (gpointer data)
{
  Gallery *gallery = data;
  gsize due = (gsize) ((g_get_monotonic_time () - gallery->begun) * rate * 4 / G_USEC_PER_SEC);

  due = MIN (due, gallery->length);
  while (due < gallery->length && ((guchar) gallery->text[due] & 0xc0) == 0x80)
    due++;
  if (due > gallery->sent)
    {
      qing_message_set_state (gallery->streaming, QING_MESSAGE_STREAMING);
      qing_message_append (gallery->streaming, QING_PART_TEXT, gallery->text + gallery->sent,
                           (gssize) (due - gallery->sent));
    }
  gallery->sent = due;
  if (due < gallery->length)
    return G_SOURCE_CONTINUE;
  qing_message_set_state (gallery->streaming, QING_MESSAGE_COMPLETE);
  return G_SOURCE_REMOVE;
}

static void
activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree char *text = g_variant_print (parameter, FALSE);

  g_print ("%s %s\n", g_action_get_name (G_ACTION (action)), text);
}

/* Stands for the window that the view is usually in. */
static void
add_actions (GtkWidget *window, const char *prefix, const char *const *names, const char *type)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], G_VARIANT_TYPE (type));

      g_signal_connect (action, "activate", G_CALLBACK (activated_cb), NULL);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (window, prefix, G_ACTION_GROUP (group));
}

static void
add_all_actions (GtkWidget *window)
{
  static const char *const messages[] = { "edit", "regenerate", "retry",        "continue",
                                          "stop", "delete",     "details",      "previous",
                                          "next", "quote",      "fault-action", NULL };
  static const char *const open[] = { "open", NULL };
  static const char *const save[] = { "save", NULL };

  add_actions (window, "message", messages, "s");
  add_actions (window, "attachment", open, "s");
  add_actions (window, "link", open, "s");
  add_actions (window, "code", save, "(ss)");
}

static gboolean
close_cb (GtkWindow *window, GMainLoop *loop)
{
  g_main_loop_quit (loop);
  return FALSE;
}

static QingConversation *
make_conversation (Gallery *gallery, char **files)
{
  QingConversation *conversation = qing_conversation_new ();
  QingMessage *parent = NULL;

  for (guint i = 0; files[i] != NULL; i++)
    {
      gboolean user = i % 2 == 0;
      g_autoptr (QingMessage) message =
        qing_message_new (user ? QING_ROLE_USER : QING_ROLE_ASSISTANT);
      g_autofree char *text = NULL;
      gsize length;

      if (!g_file_get_contents (files[i], &text, &length, NULL))
        g_error ("Cannot read %s", files[i]);
      if (!user)
        qing_message_set_model (message, "qwen3-max");
      if (rate > 0 && files[i + 1] == NULL)
        {
          qing_message_set_state (message, QING_MESSAGE_WAITING);
          gallery->streaming = message;
          gallery->text = g_steal_pointer (&text);
          gallery->length = length;
        }
      else
        qing_message_set_text (message, text, (gssize) length);
      qing_conversation_add (conversation, message, parent, TRUE);
      parent = message;
    }
  return conversation;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE…");
  g_autoptr (QingConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;
  Gallery gallery = { 0 };
  GtkWidget *window;
  GtkWidget *pane;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  gallery.loop = g_main_loop_new (NULL, FALSE);
  conversation = argc > 1 ? make_conversation (&gallery, argv + 1) : chat_demo_new ();
  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  add_all_actions (window);
  pane = qing_conversation_pane_new ();
  qing_conversation_view_set_zoom (qing_conversation_pane_get_view (QING_CONVERSATION_PANE (pane)),
                                   zoom);
  qing_conversation_pane_set_conversation (QING_CONVERSATION_PANE (pane), conversation);
  if (from_top)
    qing_conversation_view_scroll_to_message (qing_conversation_pane_get_view (
                                                QING_CONVERSATION_PANE (pane)),
                                              qing_conversation_get_root (conversation, 0));
  adw_window_set_content (ADW_WINDOW (window), pane);
  g_signal_connect (window, "close-request", G_CALLBACK (close_cb), gallery.loop);
  gtk_window_present (GTK_WINDOW (window));
  if (find)
    qing_conversation_pane_open_find (QING_CONVERSATION_PANE (pane));
  gallery.begun = g_get_monotonic_time ();
  if (gallery.streaming != NULL)
    g_timeout_add (5, stream_cb, &gallery);
  g_main_loop_run (gallery.loop);
  g_main_loop_unref (gallery.loop);
  g_free (gallery.text);
  return 0;
}
