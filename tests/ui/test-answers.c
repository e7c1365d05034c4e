/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window offers below an answer: the next of several, going on, and whether it is JSON. */

#include "qing-test-window.h"

#include <string.h>

typedef struct
{
  const char *action;
  const char *text;
  GtkWidget *found;
} Search;

static void
match_cb (GtkWidget *widget, gpointer user_data)
{
  Search *search = user_data;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (search->action != NULL && GTK_IS_ACTIONABLE (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), search->action) == 0)
    search->found = widget;
  if (search->text != NULL && GTK_IS_LABEL (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), search->text) != NULL)
    search->found = widget;
}

/* The last button of that action, or the last label with that text, on the screen; or NULL. */
static GtkWidget *
find (QingTestWindow *self, const char *action, const char *text)
{
  Search search = { action, text, NULL };

  qing_test_settle (self);
  qing_test_walk (GTK_WIDGET (self->window->page), match_cb, &search);
  return search.found;
}

/* At once: activating a button shows it pressed for a while first. */
static void
press (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static QingConversation *
ask (QingTestWindow *self, const char *model)
{
  QingConversation *conversation = qing_engine_create_conversation (self->desk.engine);

  qing_conversation_set_model (conversation, model);
  qing_parameters_set (qing_conversation_get_parameters (conversation),
                       QING_PARAMETER_ENABLE_THINKING, g_variant_new_boolean (FALSE));
  qing_desk_send (&self->desk, conversation, "Question");
  qing_window_set_conversation (self->window, conversation);
  return conversation;
}

/* The limit of tokens cut it: the button goes on in the same message. */
static void
test_length (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = ask (self, "qwen3-32b");
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  QingScriptedCall *call = qing_desk_get_call (&self->desk);
  GtkWidget *button;

  qing_scripted_call_text (call, 0, "One, two,");
  qing_scripted_call_reason (call, 0, "length");
  g_assert_null (find (self, "message.continue", NULL));
  qing_scripted_call_finish (call);
  button = find (self, "message.continue", NULL);
  g_assert_nonnull (button);
  press (button);
  qing_test_settle (self);

  g_assert_true (qing_desk_get_call (&self->desk) != call);
  call = qing_desk_get_call (&self->desk);
  g_assert_cmpint (qing_chat_request_get_purpose (qing_scripted_call_get_request (call)), ==,
                   QING_PURPOSE_CONTINUE);
  qing_scripted_call_text (call, 0, " three.");
  qing_scripted_call_reason (call, 0, "stop");
  qing_scripted_call_finish (call);
  g_assert_null (find (self, "message.continue", NULL));
  g_assert_true (qing_conversation_get_leaf (conversation) == answer);
  g_assert_cmpstr (qing_message_get_text (answer, NULL), ==, "One, two, three.");
}

static gboolean
is_writing (QingTestWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  GtkWidget *composer = GTK_WIDGET (qing_chat_page_get_composer (self->window->page));

  return focus != NULL && gtk_widget_is_ancestor (focus, composer);
}

/* The button that was pressed goes away; the keys go to the composer, where Escape stops it. */
static void
test_focus (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = ask (self, "qwen3-32b");
  QingMessage *first = qing_conversation_get_leaf (conversation);
  QingScriptedCall *call = qing_desk_get_call (&self->desk);
  GtkWidget *button;

  qing_scripted_call_text (call, 0, "One");
  qing_scripted_call_reason (call, 0, "stop");
  qing_scripted_call_finish (call);
  button = find (self, "message.regenerate", NULL);
  g_assert_nonnull (button);
  gtk_widget_grab_focus (button);
  g_assert_false (is_writing (self));
  press (button);
  qing_test_settle (self);
  g_assert_true (is_writing (self));
  g_assert_true (qing_conversation_get_leaf (conversation) != first);
  g_assert_true (qing_test_activate (self, "win.stop"));
  g_assert_false (qing_message_is_running (qing_conversation_get_leaf (conversation)));
}

/* Three at once: the reader goes from one to the other while they come, and stop ends all. */
static void
test_several (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = ask (self, "qwen3-32b");
  QingMessage *first = qing_conversation_get_leaf (conversation);
  QingScriptedCall *call = qing_desk_get_call (&self->desk);
  GtkWidget *button;
  guint running;

  for (guint i = 0; i < 3; i++)
    qing_scripted_call_text (call, i, "Some words");
  g_assert_nonnull (find (self, NULL, "1/3"));
  button = find (self, "message.next", NULL);
  g_assert_nonnull (button);
  press (button);
  g_assert_nonnull (find (self, NULL, "2/3"));
  g_assert_true (qing_conversation_get_leaf (conversation) != first);
  g_assert_cmpint (qing_message_get_state (qing_conversation_get_leaf (conversation)), ==,
                   QING_MESSAGE_STREAMING);
  press (find (self, "message.next", NULL));
  g_assert_nonnull (find (self, NULL, "3/3"));
  g_object_get (self->desk.engine, "running", &running, NULL);
  g_assert_cmpuint (running, ==, 3);

  qing_engine_stop (self->desk.engine, conversation);
  g_object_get (self->desk.engine, "running", &running, NULL);
  g_assert_cmpuint (running, ==, 0);
  g_assert_nonnull (find (self, NULL, "3/3"));
  press (find (self, "message.previous", NULL));
  g_assert_nonnull (find (self, NULL, "2/3"));
}

/* Whether it is the JSON that was asked for is said below it. */
static void
test_verdict (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = ask (self, "qwen3-32b");
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  QingScriptedCall *call = qing_desk_get_call (&self->desk);

  qing_scripted_call_text (call, 0, "{}");
  qing_scripted_call_finish (call);
  g_assert_null (find (self, NULL, "JSON"));
  qing_message_set_verdict (answer, "");
  g_assert_nonnull (find (self, NULL, "Valid JSON"));
  qing_message_set_verdict (answer, "Does not follow the schema: $.a.b must be a number");
  g_assert_nonnull (find (self, NULL, "$.a.b must be a number"));
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/answers/" name, QingTestWindow, NULL, qing_test_window_set_up, func,               \
              qing_test_window_tear_down)
  ADD ("length", test_length);
  ADD ("focus", test_focus);
  ADD ("several", test_several);
  ADD ("verdict", test_verdict);
#undef ADD
  return g_test_run ();
}
