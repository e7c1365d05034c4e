/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat-fixture.h"

#include "qing-message-view-private.h"

#include <adwaita.h>

static QingMessageView *
get_view (ChatFixture *self, guint row)
{
  return qing_conversation_rows_need_view (self->view->rows, row);
}

/* The first widget of that CSS class below @root. */
static GtkWidget *
find_class (GtkWidget *root, const char *css_class)
{
  GtkWidget *found = gtk_widget_has_css_class (root, css_class) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_class (child, css_class);
  return found;
}

/* Thoughts are shown while they come, if that is wished, and fold when the answer begins; what the
 * user has unfolded stays so. */
static void
test_thinking (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  gboolean shows = GPOINTER_TO_INT (data);
  QingMessage *answer;

  qing_conversation_view_set_show_thinking (self->view, shows);
  chat_fixture_add (conversation, QING_ROLE_USER, "Why?");
  answer = chat_fixture_add (conversation, QING_ROLE_ASSISTANT, "");
  qing_message_set_state (answer, QING_MESSAGE_STREAMING);
  qing_message_append (answer, QING_PART_REASONING, "Let me see.", -1);
  chat_fixture_show (self, conversation);
  g_assert_true (get_view (self, 1)->reasoning_shown == shows);

  qing_message_append (answer, QING_PART_TEXT, "Because.", -1);
  chat_fixture_settle (self);
  g_assert_false (get_view (self, 1)->reasoning_shown);

  qing_conversation_view_set_unfolded (self->view, answer, TRUE);
  chat_fixture_settle (self);
  g_assert_true (get_view (self, 1)->reasoning_shown);
  qing_message_set_state (answer, QING_MESSAGE_COMPLETE);
  chat_fixture_settle (self);
  g_assert_true (get_view (self, 1)->reasoning_shown);
}

/* The wish takes effect on an answer that is coming. */
static void
test_thinking_changed (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  QingMessage *answer;

  chat_fixture_add (conversation, QING_ROLE_USER, "Why?");
  answer = chat_fixture_add (conversation, QING_ROLE_ASSISTANT, "");
  qing_message_set_state (answer, QING_MESSAGE_STREAMING);
  qing_message_append (answer, QING_PART_REASONING, "Let me see.", -1);
  chat_fixture_show (self, conversation);
  g_assert_false (get_view (self, 1)->reasoning_shown);
  qing_conversation_view_set_show_thinking (self->view, TRUE);
  chat_fixture_settle (self);
  g_assert_true (get_view (self, 1)->reasoning_shown);
}

static void
test_model_name (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  const char *id = qing_model_info_get_id (qing_catalogue_get_default (catalogue));
  const char *name = qing_model_info_get_name (qing_catalogue_get_default (catalogue));
  GtkWidget *label;

  chat_fixture_add (conversation, QING_ROLE_USER, "Who?");
  qing_message_set_model (chat_fixture_add (conversation, QING_ROLE_ASSISTANT, "I."), id);
  chat_fixture_show (self, conversation);
  label = find_class (GTK_WIDGET (get_view (self, 1)), "message-model");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, id);
  qing_conversation_view_set_catalogue (self->view, catalogue);
  chat_fixture_settle (self);
  label = find_class (GTK_WIDGET (get_view (self, 1)), "message-model");
  g_assert_cmpstr (name, !=, id);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, name);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (label), ==, id);
}

typedef struct
{
  QingConversation *conversation;
  QingMessage *versions[3];
} Versions;

static void
step_cb (Versions *versions, GVariant *parameter, GAction *action)
{
  int step = g_str_equal (g_action_get_name (action), "next") ? 1 : -1;
  QingMessage *message =
    qing_conversation_get_message (versions->conversation, g_variant_get_string (parameter, NULL));
  int index = (int) qing_message_get_sibling_index (message) + step;

  if (index >= 0 && index < (int) G_N_ELEMENTS (versions->versions))
    qing_conversation_choose (versions->conversation, versions->versions[index]);
}

static void
add_actions (ChatFixture *self, Versions *versions)
{
  static const char *const names[] = { "next", "previous" };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], G_VARIANT_TYPE_STRING);

      g_signal_connect_swapped (action, "activate", G_CALLBACK (step_cb), versions);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (self->window, "message", G_ACTION_GROUP (group));
}

/* The keys turn the versions over, and the focus stays on the message. */
static void
test_versions (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  Versions versions = { conversation, { NULL } };
  QingMessage *question = chat_fixture_add (conversation, QING_ROLE_USER, "Which?");

  for (guint i = 0; i < G_N_ELEMENTS (versions.versions); i++)
    {
      g_autoptr (QingMessage) answer = qing_message_new (QING_ROLE_ASSISTANT);

      qing_message_set_text (answer, "This.", -1);
      qing_conversation_add (conversation, answer, question, TRUE);
      versions.versions[i] = answer;
    }
  add_actions (self, &versions);
  chat_fixture_show (self, conversation);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "version.previous", NULL);
  g_assert_true (qing_conversation_get_leaf (conversation) == versions.versions[1]);
  chat_fixture_settle (self);
  gtk_widget_grab_focus (GTK_WIDGET (get_view (self, 1)));
  gtk_widget_activate_action (GTK_WIDGET (self->view), "version.previous", NULL);
  chat_fixture_settle (self);
  g_assert_true (qing_conversation_get_leaf (conversation) == versions.versions[0]);
  g_assert_true (gtk_widget_get_focus_child (GTK_WIDGET (self->view)) ==
                 GTK_WIDGET (get_view (self, 1)));
  gtk_widget_activate_action (GTK_WIDGET (self->view), "version.previous", NULL);
  g_assert_true (qing_conversation_get_leaf (conversation) == versions.versions[0]);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "version.next", NULL);
  g_assert_true (qing_conversation_get_leaf (conversation) == versions.versions[1]);
}

static gboolean
is_in_sight (ChatFixture *self, guint row)
{
  for (guint i = 0; i < self->view->placed->len; i++)
    {
      QingPlacedRow *placed = &g_array_index (self->view->placed, QingPlacedRow, i);

      if (placed->row == row)
        return placed->y < self->view->page && placed->y + placed->height > 0;
    }
  return FALSE;
}

static const struct
{
  guint row;
  const char *text;
  gboolean in_thoughts;
  const char *selected;
} places[] = {
  { 301, "Needle", FALSE, "needle" },
  { 301, "hidden", TRUE, "hidden" },
  { 100, "absent", FALSE, NULL },
};

/* The place is in sight and marked, in an answer as in its thoughts. */
static void
test_show_text (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();

  for (guint i = 0; i < 600; i++)
    chat_fixture_add (conversation, i % 2 ? QING_ROLE_ASSISTANT : QING_ROLE_USER,
                      i == 301 ? "It is a **needle** in a haystack." : "Hay and more hay.");
  {
    g_autoptr (QingMessage) answer = g_list_model_get_item (G_LIST_MODEL (conversation), 301);

    qing_message_set_reasoning (answer, "Something hidden.", -1);
  }
  chat_fixture_show (self, conversation);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (QingMessage) message =
        g_list_model_get_item (G_LIST_MODEL (conversation), places[i].row);
      g_autofree char *selected = NULL;
      const char *words[] = { places[i].text, "haystack", NULL };

      qing_conversation_view_unselect (self->view);
      qing_conversation_view_show_text (self->view, message, words, places[i].in_thoughts);
      chat_fixture_settle (self);
      g_assert_true (is_in_sight (self, places[i].row));
      selected = qing_conversation_view_dup_selection (self->view, FALSE);
      g_assert_cmpstr (selected, ==, places[i].selected);
      /* The other word is marked, too. */
      if (places[i].selected != NULL && !places[i].in_thoughts)
        g_assert_cmpuint (self->view->shown_marks->len, ==, 1);
    }
  qing_conversation_view_unselect (self->view);
  g_assert_null (self->view->shown_marks);
}

#define add(path, data, function)                                                                  \
  g_test_add ("/chat/versions/" path, ChatFixture, GINT_TO_POINTER (data), chat_fixture_set_up,    \
              function, chat_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("thinking-folded", FALSE, test_thinking);
  add ("thinking-shown", TRUE, test_thinking);
  add ("thinking-changed", 0, test_thinking_changed);
  add ("model-name", 0, test_model_name);
  add ("keys", 0, test_versions);
  add ("show-text", 0, test_show_text);
  return g_test_run ();
}
