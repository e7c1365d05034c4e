/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-window.h"

/* The window comes and goes, and nothing is left of it. */
static void
test_construct (QingTestWindow *self, gconstpointer data)
{
  g_assert_nonnull (qing_window_get_conversation (self->window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "Qingtan");
  qing_test_window_close (self);
  qing_test_window_show (self);
}

/* A window without settings works, too: nothing is remembered. */
static void
test_without_settings (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_steal_pointer (&self->settings);

  qing_test_window_show (self);
  qing_window_set_zoom (self->window, 1.5);
  qing_test_window_close (self);
  self->settings = g_steal_pointer (&settings);
}

static void
test_sizes (QingTestWindow *self, gconstpointer data)
{
  static const struct
  {
    int width;
    gboolean folded;
  } sizes[] = { { 1100, FALSE }, { 740, FALSE }, { 700, TRUE }, { 400, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gboolean folded;
      gboolean revealed;
      int minimum;

      g_settings_set_int (self->settings, "window-width", sizes[i].width);
      qing_test_window_show (self);
      g_test_message ("%d", sizes[i].width);
      g_object_get (self->window->sidebar_flap, "folded", &folded, "reveal-flap", &revealed, NULL);
      g_assert_cmpint (folded, ==, sizes[i].folded);
      g_assert_cmpint (revealed, ==, !sizes[i].folded);
      /* The button that opens it is there when it is not. */
      g_assert_cmpint (gtk_widget_get_visible (self->window->sidebar_button), ==, folded);
      gtk_widget_measure (self->window->sizer, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                          NULL);
      /* Three buttons of the window itself are more than most desktops show; a narrow window has
       * fewer, so that the name of the model can be read. */
      g_assert_cmpint (minimum, <=, sizes[i].width < 420 ? 330 : 400);
      qing_test_window_close (self);
    }
}

/* The header makes itself small early enough for large letters, too. */
static void
test_large_text (QingTestWindow *self, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;
  int minimum;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 144 * 1024, NULL);
  g_settings_set_int (self->settings, "window-width", 500);
  qing_test_window_show (self);
  gtk_widget_measure (self->window->sizer, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 400);
  qing_test_window_close (self);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

/* A sidebar that lay over the messages for a moment is not remembered as closed. */
static void
test_sidebar_shown (QingTestWindow *self, gconstpointer data)
{
  g_settings_set_int (self->settings, "window-width", 500);
  qing_test_window_show (self);
  g_assert_true (qing_test_activate (self, "win.sidebar"));
  g_assert_true (qing_test_activate (self, "win.sidebar"));
  g_assert_true (g_settings_get_boolean (self->settings, "sidebar-shown"));
  qing_test_window_close (self);

  g_settings_set_int (self->settings, "window-width", 1000);
  qing_test_window_show (self);
  g_assert_true (qing_test_activate (self, "win.sidebar"));
  g_assert_false (g_settings_get_boolean (self->settings, "sidebar-shown"));
  qing_test_window_close (self);

  qing_test_window_show (self);
  g_assert_true (gtk_widget_get_visible (self->window->sidebar_button));
}

static void
test_zoom (QingTestWindow *self, gconstpointer data)
{
  for (guint i = 0; i < 30; i++)
    qing_test_activate (self, "win.zoom-in");
  g_assert_cmpfloat_with_epsilon (qing_window_get_zoom (self->window), 3, 1e-6);
  g_assert_cmpfloat_with_epsilon (g_settings_get_double (self->settings, "zoom"), 3, 1e-6);
  qing_test_activate (self, "win.zoom-reset");
  qing_test_activate (self, "win.zoom-out");
  qing_test_activate (self, "win.zoom-in");
  g_assert_cmpfloat_with_epsilon (qing_window_get_zoom (self->window), 1, 1e-9);
}

static void
test_restore (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) first = qing_test_add_conversation (self, "First");
  g_autoptr (QingConversation) second = qing_test_add_conversation (self, "Second");

  qing_test_window_show (self);
  qing_window_set_conversation (self->window, first);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "First");
  qing_test_window_close (self);
  g_clear_object (&first);
  g_clear_object (&second);

  /* The program starts again. */
  qing_desk_shut_down (&self->desk);
  qing_desk_start (&self->desk);
  qing_test_window_show (self);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (self->window)), ==, "First");
  g_assert_cmpuint (g_list_model_get_n_items (
                      G_LIST_MODEL (qing_window_get_conversation (self->window))),
                    ==, 2);
}

static void
test_new_conversation (QingTestWindow *self, gconstpointer data)
{
  QingConversation *blank = qing_window_get_conversation (self->window);
  g_autoptr (QingConversation) stored = qing_test_add_conversation (self, "Stored");

  qing_composer_set_text (self->composer, "half a thought");
  qing_window_show_conversation (self->window, qing_conversation_get_uid (stored));
  g_assert_true (qing_window_get_conversation (self->window) == stored);

  /* What was begun is still there. */
  qing_test_activate (self, "win.new-conversation");
  g_assert_true (qing_window_get_conversation (self->window) == blank);
  {
    g_autofree char *text = qing_composer_dup_text (self->composer);

    g_assert_cmpstr (text, ==, "half a thought");
  }

  /* Once it has a message, the next one is another. */
  qing_chat_controller_send (self->window->controller);
  qing_test_settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (blank)), ==, 2);
  g_assert_true (qing_sidebar_get_selected (self->window->sidebar) == blank);
  qing_test_activate (self, "win.new-conversation");
  g_assert_true (qing_window_get_conversation (self->window) != blank);
}

static void
test_account_bar (QingTestWindow *self, gconstpointer data)
{
  QingNoticeBar *bar = self->window->account_bar;

  g_assert_false (qing_notice_bar_get_revealed (bar));
  qing_account_set_key (self->desk.account, NULL);
  qing_test_settle (self);
  g_assert_true (qing_notice_bar_get_revealed (bar));
  qing_account_set_key (self->desk.account, "sk-other");
  qing_test_settle (self);
  g_assert_false (qing_notice_bar_get_revealed (bar));
  qing_account_set_demo (self->desk.account, TRUE);
  qing_test_settle (self);
  g_assert_true (qing_notice_bar_get_revealed (bar));
}

static void
test_no_account (QingTestWindow *self, gconstpointer data)
{
  qing_engine_remove_account (self->desk.engine, self->desk.account);
  qing_test_settle (self);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (self->composer)));
  qing_engine_add_account (self->desk.engine, self->desk.account);
  qing_test_settle (self);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->composer)));
}

static void
test_copy_last_answer (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) stored = NULL;

  qing_test_activate (self, "win.copy-last-answer");
  g_assert_cmpstr (qing_test_get_toast (self), ==, "There is no answer yet");
  stored = qing_test_add_conversation (self, "Stored");
  qing_window_set_conversation (self->window, stored);
  g_assert_true (qing_chat_controller_copy_last_answer (self->window->controller));
  g_assert_true (
    gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (
                                         gtk_widget_get_clipboard (GTK_WIDGET (self->window))),
                                       G_TYPE_STRING));
}

static void
activate_message (QingTestWindow *self, const char *action, QingMessage *message)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window->page), action, "s",
                                             qing_message_get_uid (message)));
  qing_test_settle (self);
}

/* What the message view asks for reaches the engine. */
static void
press_undo_cb (GtkWidget *widget, gpointer data)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "_Undo") == 0)
    g_signal_emit_by_name (widget, "clicked");
}

static void
test_message_actions (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  QingMessage *question = qing_message_get_parent (answer);
  g_autofree char *text = NULL;

  qing_window_set_conversation (self->window, conversation);
  activate_message (self, "message.quote", answer);
  text = qing_composer_dup_text (self->composer);
  g_assert_cmpstr (text, ==, "> Answer\n\n");

  activate_message (self, "message.regenerate", answer);
  g_assert_cmpuint (qing_message_get_n_siblings (answer), ==, 2);
  activate_message (self, "message.stop", qing_conversation_get_leaf (conversation));
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 0);
  activate_message (self, "message.previous", qing_conversation_get_leaf (conversation));
  g_assert_true (qing_conversation_get_leaf (conversation) == answer);
  activate_message (self, "message.next", answer);
  g_assert_true (qing_conversation_get_leaf (conversation) != answer);

  activate_message (self, "message.delete", question);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 0);
  g_assert_cmpstr (qing_test_get_toast (self), ==, "Messages deleted");
  qing_test_walk (GTK_WIDGET (self->window), press_undo_cb, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 2);
  g_assert_cmpuint (qing_message_get_n_siblings (answer), ==, 2);
}

static void
test_delete_one (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  QingMessage *question = qing_message_get_parent (answer);

  qing_window_set_conversation (self->window, conversation);
  activate_message (self, "message.delete-one", question);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 1);
  g_assert_true (qing_conversation_get_leaf (conversation) == answer);
  g_assert_cmpstr (qing_test_get_toast (self), ==, "Message deleted");
}

/* The same question to another model, which the conversation does not keep. */
static void
test_answer_with (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  g_autofree char *model = NULL;

  qing_window_set_conversation (self->window, conversation);
  model = g_strdup (qing_conversation_get_model (conversation));
  activate_message (self, "message.regenerate-with", answer);
  qing_model_picker_set_search (self->window->picker, "qwen-turbo");
  g_signal_emit_by_name (qing_test_find (GTK_WIDGET (self->window->picker), "GtkSearchEntry"),
                         "activate");
  qing_test_settle (self);
  g_assert_cmpuint (qing_message_get_n_siblings (answer), ==, 2);
  g_assert_cmpstr (qing_message_get_model (qing_conversation_get_leaf (conversation)), ==,
                   "qwen-turbo");
  g_assert_cmpstr (qing_conversation_get_model (conversation), ==, model);
  activate_message (self, "message.stop", qing_conversation_get_leaf (conversation));
}

static void
got_html_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GInputStream) stream =
    gdk_clipboard_read_finish (GDK_CLIPBOARD (clipboard), result, NULL, NULL);
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes (stream, 4096, NULL, NULL);
  char **place = user_data;

  *place = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
has_html (gpointer place)
{
  return *(char **) place != NULL;
}

static void
test_copy_rich (QingTestWindow *self, gconstpointer data)
{
  static const char *const types[] = { "text/html", NULL };
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->window));
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  g_autofree char *html = NULL;

  qing_message_set_text (answer, "Some **bold** text & <b>tags</b>", -1);
  qing_window_set_conversation (self->window, conversation);
  activate_message (self, "message.copy-rich", answer);
  g_assert_true (
    gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING));
  gdk_clipboard_read_async (clipboard, (const char **) types, 0, NULL, got_html_cb, &html);
  qing_test_run_until (has_html, &html);
  g_assert_nonnull (strstr (html, "<strong>bold</strong> text &amp; <code>&lt;b&gt;</code>"));
}

static void
test_starter (QingTestWindow *self, gconstpointer data)
{
  GtkWidget *welcome = qing_test_find (GTK_WIDGET (self->window), "QingWelcome");
  GtkButton *button = qing_test_find (welcome, "GtkButton");
  g_autofree char *text = NULL;

  g_signal_emit_by_name (button, "clicked");
  text = qing_composer_dup_text (self->composer);
  g_assert_cmpstr (text, !=, "");
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func, set_up)                                                                    \
  g_test_add ("/window/" name, QingTestWindow, NULL, set_up, func, qing_test_window_tear_down)
  ADD ("construct", test_construct, qing_test_window_set_up);
  ADD ("without-settings", test_without_settings, qing_test_window_set_up_desk);
  ADD ("sizes", test_sizes, qing_test_window_set_up_desk);
  ADD ("large-text", test_large_text, qing_test_window_set_up_desk);
  ADD ("sidebar-shown", test_sidebar_shown, qing_test_window_set_up_desk);
  ADD ("zoom", test_zoom, qing_test_window_set_up);
  ADD ("restore", test_restore, qing_test_window_set_up_desk);
  ADD ("new-conversation", test_new_conversation, qing_test_window_set_up);
  ADD ("account-bar", test_account_bar, qing_test_window_set_up);
  ADD ("no-account", test_no_account, qing_test_window_set_up);
  ADD ("copy-last-answer", test_copy_last_answer, qing_test_window_set_up);
  ADD ("message-actions", test_message_actions, qing_test_window_set_up);
  ADD ("delete-one", test_delete_one, qing_test_window_set_up);
  ADD ("answer-with", test_answer_with, qing_test_window_set_up);
  ADD ("copy-rich", test_copy_rich, qing_test_window_set_up);
  ADD ("starter", test_starter, qing_test_window_set_up);
#undef ADD
  return g_test_run ();
}
