/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What pointer, keyboard and screen reader find in a conversation. */

#include "chat-fixture.h"

#include <adwaita.h>

#define N_PARAGRAPHS 80

static char *
make_paragraphs (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_PARAGRAPHS; i++)
    g_string_append_printf (text, "Paragraph %u of the answer.\n\n", i);
  return g_string_free (text, FALSE);
}

static QingConversation *
show_paragraphs (ChatFixture *self)
{
  QingConversation *conversation = qing_conversation_new ();
  g_autofree char *text = make_paragraphs ();

  chat_fixture_add (conversation, QING_ROLE_USER, "A question");
  chat_fixture_add (conversation, QING_ROLE_ASSISTANT, text);
  chat_fixture_show (self, conversation);
  qing_conversation_view_scroll_to_message (self->view,
                                            qing_conversation_get_root (conversation, 0));
  chat_fixture_settle (self);
  return conversation;
}

/* Where the byte of a paragraph of the answer is, in terms of the view. */
static void
find_place (ChatFixture *self, guint paragraph, guint byte, double *x, double *y)
{
  g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  QingMessageView *view = qing_conversation_rows_get_view (self->view->rows, 1);
  QingLeafMark mark = { paragraph, byte, byte + 1, FALSE };
  const QingPlacedRow *row = &g_array_index (self->view->placed, QingPlacedRow, 0);
  int left, top;
  QingLeafColumn *column = qing_message_view_get_column (view, QING_SPOT_TEXT, &left, &top);
  const graphene_rect_t *rect;

  while (row->row != 1)
    row++;
  qing_leaf_column_add_rects (column, &mark, rects);
  g_assert_cmpuint (rects->len, >, 0);
  rect = &g_array_index (rects, graphene_rect_t, 0);
  *x = self->view->content_x + left + rect->origin.x + 1;
  *y = row->y + top + rect->origin.y + 3;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  char **text = data;
  g_autoptr (GError) error = NULL;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);
  g_assert_no_error (error);
}

static void
assert_clipboard (GdkClipboard *clipboard, const char *expected)
{
  g_autofree char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_selected (ChatFixture *self, const char *expected)
{
  g_autofree char *text = qing_conversation_view_dup_selection (self->view, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
click (ChatFixture *self, double x, double y, guint times, gboolean shift)
{
  for (guint i = 1; i <= times; i++)
    {
      g_assert_true (qing_conversation_view_press (self->view, x, y, i, shift));
      qing_conversation_view_release (self->view, x, y);
    }
}

static void
test_clicks (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = show_paragraphs (self);
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (self->view));
  double x, y, later_x, later_y;

  find_place (self, 1, 12, &x, &y);
  find_place (self, 2, 9, &later_x, &later_y);
  click (self, x, y, 1, FALSE);
  g_assert_false (qing_conversation_view_has_selection (self->view));
  click (self, x, y, 2, FALSE);
  assert_selected (self, "of");
  assert_clipboard (primary, "of");
  click (self, x, y, 3, FALSE);
  assert_selected (self, "Paragraph 1 of the answer.");
  assert_clipboard (primary, "Paragraph 1 of the answer.");
  click (self, x, y, 1, FALSE);
  click (self, later_x, later_y, 1, TRUE);
  assert_selected (self, "of the answer.\n\nParagraph");
  assert_clipboard (primary, "of the answer.\n\nParagraph");
  find_place (self, 1, 0, &x, &y);
  click (self, x, y, 1, TRUE);
  assert_selected (self, "Paragraph 1 ");
}

/* A drag beyond the edge goes on by itself, and stops when the pointer comes back. */
static void
test_drag (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = show_paragraphs (self);
  g_autofree char *text = NULL;
  double x, y;

  find_place (self, 2, 0, &x, &y);
  g_assert_true (qing_conversation_view_press (self->view, x, y, 1, FALSE));
  qing_conversation_view_drag_to (self->view, x + 20, self->view->page + 200);
  while (self->view->selection.range.end.spot.leaf < 60)
    g_main_context_iteration (NULL, TRUE);
  qing_conversation_view_drag_to (self->view, x + 20, self->view->page - 100);
  while (self->view->autoscroll_source != 0)
    g_main_context_iteration (NULL, TRUE);
  chat_fixture_settle (self);
  qing_conversation_view_release (self->view, x + 20, self->view->page - 100);
  g_assert_cmpuint (self->view->selection.range.start.spot.leaf, ==, 2);
  g_assert_cmpuint (self->view->selection.range.end.spot.leaf, >, 40);
  text = qing_conversation_view_dup_selection (self->view, FALSE);
  g_assert_true (g_str_has_prefix (text, "Paragraph 2 of the answer.\n\nParagraph 3 of"));
  assert_clipboard (gtk_widget_get_primary_clipboard (GTK_WIDGET (self->view)), text);

  /* And upwards, beyond the first message. */
  g_assert_true (qing_conversation_view_press (self->view, x, y, 1, FALSE));
  qing_conversation_view_drag_to (self->view, x, -200);
  while (self->view->selection.range.start.row > 0)
    g_main_context_iteration (NULL, TRUE);
  qing_conversation_view_release (self->view, x, -200);
  g_assert_cmpuint (self->view->autoscroll_source, ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (
                       gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view))),
                     <, 700.0);
}

/* Does what the key is bound to. Returns: whether the view has a use for it */
static gboolean
press_key (ChatFixture *self, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->view));
  g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (key, modifiers);
  gboolean used = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)) && !used; k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            used = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 GTK_WIDGET (self->view),
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  chat_fixture_settle (self);
  return used;
}

static double
get_value (ChatFixture *self)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)));
}

static void
test_keys (ChatFixture *self, gconstpointer data)
{
  static const GdkModifierType ends[] = { 0, GDK_CONTROL_MASK };
  g_autoptr (QingConversation) conversation = show_paragraphs (self);
  g_autofree char *text = make_paragraphs ();
  g_autofree char *all = g_strconcat ("A question\n\n", g_strchomp (text), NULL);
  double page = self->view->page;

  g_assert_cmpfloat (get_value (self), ==, 0);
  g_assert_true (press_key (self, GDK_KEY_Page_Down, 0));
  g_assert_cmpfloat (get_value (self), >, page / 2);
  g_assert_cmpfloat (get_value (self), <, page);
  g_assert_true (press_key (self, GDK_KEY_Down, 0));
  g_assert_cmpfloat (get_value (self), >, page / 2 + 20);
  g_assert_true (press_key (self, GDK_KEY_Up, 0));
  g_assert_true (press_key (self, GDK_KEY_KP_Page_Up, 0));
  g_assert_cmpfloat (get_value (self), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_assert_true (press_key (self, GDK_KEY_End, ends[i]));
      g_assert_true (qing_conversation_view_get_follow (self->view));
      g_assert_cmpfloat (get_value (self), >, 2 * page);
      g_assert_true (press_key (self, GDK_KEY_Home, ends[i]));
      g_assert_false (qing_conversation_view_get_follow (self->view));
      g_assert_cmpfloat (get_value (self), ==, 0);
    }

  /* Escape is for others, unless something is selected. */
  g_assert_false (press_key (self, GDK_KEY_Escape, 0));
  g_assert_true (press_key (self, GDK_KEY_a, GDK_CONTROL_MASK));
  assert_selected (self, all);
  g_assert_true (press_key (self, GDK_KEY_c, GDK_CONTROL_MASK));
  assert_clipboard (gtk_widget_get_clipboard (GTK_WIDGET (self->view)), all);
  g_assert_true (press_key (self, GDK_KEY_Escape, 0));
  g_assert_false (qing_conversation_view_has_selection (self->view));
  g_assert_false (press_key (self, GDK_KEY_Escape, 0));
}

static GtkWidget *
find_button (GtkWidget *widget, const char *icon)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, icon);
  return found;
}

/* The button that leads to the end is there whenever the end is not. */
static void
test_latest (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = show_paragraphs (self);
  GtkWidget *button = find_button (self->pane, "go-bottom-symbolic");
  GtkWidget *revealer = gtk_widget_get_parent (button);

  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_assert_true (
    gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_signal_emit_by_name (button, "clicked");
  chat_fixture_settle (self);
  g_assert_true (qing_conversation_view_get_follow (self->view));
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  qing_conversation_view_scroll_by (self->view, -100);
  chat_fixture_settle (self);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
}

/* Returns: how many buttons there are; all of them have a name */
static guint
check_names (GtkWidget *widget)
{
  guint n = 0;

  if (GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget))
    {
      n = 1;
      if (!GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)))
        g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                                         GTK_ACCESSIBLE_PROPERTY_LABEL) ||
                       gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                                         GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
                       gtk_button_get_label (GTK_BUTTON (widget)) != NULL);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_names (child);
  return n;
}

static void
test_names (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  GtkWidget *question, *answer;

  chat_fixture_add (conversation, QING_ROLE_USER, "What is *this*?");
  chat_fixture_add (conversation, QING_ROLE_ASSISTANT,
                    "A [link](https://example.org/a).\n\n```c\nint x;\n```\n\n| a |\n|---|\n| b "
                    "|\n\n![Two cats](https://example.org/b.png)\n");
  chat_fixture_show (self, conversation);
  question = GTK_WIDGET (qing_conversation_rows_get_view (self->view->rows, 0));
  answer = GTK_WIDGET (qing_conversation_rows_get_view (self->view->rows, 1));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (question), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (answer), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (question), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "You: What is *this*?");
  g_assert_true (
    gtk_test_accessible_has_property (GTK_ACCESSIBLE (answer), GTK_ACCESSIBLE_PROPERTY_LABEL));
  /* Copy, save and wrap of the code, the table's menu, and the picture. */
  g_assert_cmpuint (check_names (answer), >=, 5);

  /* The message, and then its link. */
  gtk_widget_grab_focus (answer);
  g_assert_true (gtk_widget_has_focus (answer));
  g_assert_true (gtk_widget_child_focus (answer, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_has_focus (answer));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (answer), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "https://example.org/a");
  g_assert_true (gtk_widget_child_focus (answer, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)), answer));
}

static void
wait_for_matches (ChatFixture *self, guint n)
{
  while (qing_conversation_view_get_n_matches (self->view) != n)
    g_main_context_iteration (NULL, TRUE);
  chat_fixture_settle (self);
}

static gboolean
idle_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Looks for what is not there, until all messages were gone through. */
static void
find_nothing (ChatFixture *self, const char *text)
{
  gboolean idle = FALSE;

  qing_conversation_view_find (self->view, text);
  g_idle_add_full (G_PRIORITY_LOW, idle_cb, &idle, NULL);
  while (!idle)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (qing_conversation_view_get_n_matches (self->view), ==, 0);
}

/* It begins with what is in sight, and takes in what arrives. */
static void
test_find (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = show_paragraphs (self);
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  double value;

  qing_message_set_state (answer, QING_MESSAGE_STREAMING);
  qing_conversation_view_scroll_by (self->view, 1000);
  chat_fixture_settle (self);
  value = get_value (self);
  qing_conversation_view_find (self->view, "paragraph");
  wait_for_matches (self, N_PARAGRAPHS);
  g_assert_cmpuint (qing_conversation_view_get_current_match (self->view), >, 10);
  g_assert_cmpfloat (get_value (self), ==, value);

  find_nothing (self, "new");
  qing_message_append (answer, QING_PART_TEXT, "A **new** one.\n\n", -1);
  wait_for_matches (self, 1);
  g_assert_cmpuint (qing_conversation_view_get_current_match (self->view), ==, 0);
  g_assert_cmpfloat (get_value (self), ==, value);
  qing_conversation_view_find_next (self->view);
  chat_fixture_settle (self);
  g_assert_cmpuint (qing_conversation_view_get_current_match (self->view), ==, 1);
  g_assert_cmpfloat (get_value (self), >, value);
  qing_message_append (answer, QING_PART_TEXT, "And a newer one.", -1);
  wait_for_matches (self, 2);
  g_assert_cmpuint (qing_conversation_view_get_current_match (self->view), ==, 1);
  qing_conversation_view_find_previous (self->view);
  g_assert_cmpuint (qing_conversation_view_get_current_match (self->view), ==, 2);
}

#define add(path, function)                                                                        \
  g_test_add ("/chat/input/" path, ChatFixture, NULL, chat_fixture_set_up, function,               \
              chat_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("clicks", test_clicks);
  add ("drag", test_drag);
  add ("keys", test_keys);
  add ("latest", test_latest);
  add ("names", test_names);
  add ("find", test_find);
  return g_test_run ();
}
