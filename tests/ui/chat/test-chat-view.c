/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat-corpus.h"
#include "chat-demo.h"
#include "chat-fixture.h"
#include "qing-leaf-column-private.h"
#include "qing-markdown-stream.h"
#include "qing-message-view-private.h"
#include "qing-text-unit.h"

#include <adwaita.h>

/* Where on the screen the line is that the view is nailed to. */
static int
get_anchor_y (ChatFixture *self, guint row, const QingSpot *spot)
{
  QingMessageView *view = qing_conversation_rows_get_view (self->view->rows, row);
  graphene_rect_t bounds;

  g_assert_nonnull (view);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (view), GTK_WIDGET (self->view), &bounds));
  return (int) bounds.origin.y + qing_message_view_get_spot_y (view, spot);
}

static void
test_anchor (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (200);
  QingMessage *last = qing_conversation_get_leaf (conversation);
  QingSpot spot;
  guint row;
  int y;

  qing_message_set_state (last, QING_MESSAGE_STREAMING);
  chat_fixture_show (self, conversation);
  qing_conversation_view_scroll_to_message (self->view,
                                            qing_conversation_rows_get_message (self->view->rows,
                                                                                101));
  chat_fixture_settle (self);
  qing_conversation_view_scroll_by (self->view, 333);
  chat_fixture_settle (self);
  row = self->view->anchor.row;
  spot = self->view->anchor.spot;
  y = get_anchor_y (self, row, &spot);
  g_assert_cmpint (y, ==, self->view->anchor.y);

  for (guint i = 0; i < 6; i++)
    {
      static const int widths[] = { 800, 500, 960, 430, 700, 800 };

      qing_message_append (last, QING_PART_TEXT, "\n\nAnother paragraph of it.", -1);
      chat_fixture_settle (self);
      g_assert_cmpint (get_anchor_y (self, row, &spot), ==, y);
      chat_fixture_resize (self, widths[i], 700);
      g_assert_cmpint (get_anchor_y (self, row, &spot), ==, y);
      qing_conversation_view_set_zoom (self->view, 1 + 0.2 * i);
      chat_fixture_settle (self);
      g_assert_cmpint (get_anchor_y (self, row, &spot), ==, y);
    }
}

static void
test_scroll (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (300);

  chat_fixture_show (self, conversation);
  for (guint i = 0; i < 60; i++)
    {
      int delta = (int) (i * 37 % 160) - 130;
      guint row;
      QingSpot spot;
      int y;

      row = self->view->anchor.row;
      spot = self->view->anchor.spot;
      y = get_anchor_y (self, row, &spot);
      qing_conversation_view_scroll_by (self->view, delta);
      chat_fixture_settle (self);
      if (!self->view->anchor.follow)
        g_assert_cmpint (get_anchor_y (self, row, &spot), ==, y - delta);
    }
}

static void
test_follow (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (20);
  QingMessage *last = qing_conversation_get_leaf (conversation);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  qing_message_set_state (last, QING_MESSAGE_STREAMING);
  chat_fixture_show (self, conversation);
  for (guint i = 0; i < 20; i++)
    {
      qing_message_append (last, QING_PART_TEXT, "\n\nMore, and *more*, and more.", -1);
      chat_fixture_settle (self);
      g_assert_true (qing_conversation_view_get_follow (self->view));
      g_assert_cmpfloat (gtk_adjustment_get_value (adjustment) + self->view->page, ==,
                         gtk_adjustment_get_upper (adjustment));
    }
  qing_conversation_view_scroll_by (self->view, -60);
  chat_fixture_settle (self);
  g_assert_false (qing_conversation_view_get_follow (self->view));
  qing_conversation_view_scroll_by (self->view, 60);
  chat_fixture_settle (self);
  g_assert_true (qing_conversation_view_get_follow (self->view));
  qing_conversation_view_scroll_by (self->view, -600);
  chat_fixture_settle (self);
  /* Whoever asks wants to see the question. */
  chat_fixture_add (conversation, QING_ROLE_USER, "And another thing");
  chat_fixture_settle (self);
  g_assert_true (qing_conversation_view_get_follow (self->view));
}

static int
get_text_height (ChatFixture *self, guint row)
{
  QingMessageView *view = qing_conversation_rows_need_view (self->view->rows, row);
  int x, y;
  QingLeafColumn *column;

  qing_message_view_ensure (view, 0, 1000000);
  column = qing_message_view_get_column (view, QING_SPOT_TEXT, &x, &y);
  return qing_leaf_column_get_height (column);
}

static void
test_streamed_as_whole (ChatFixture *self, gconstpointer data)
{
  static const guint chunks[] = { 1, 7, 64, 1000 };
  g_autofree char *text = chat_corpus_new (CHAT_CORPUS_MIXED, 6000, 3);

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autoptr (QingConversation) conversation = qing_conversation_new ();
      QingMessage *streamed;
      gsize at = 0;
      gsize length = strlen (text);

      chat_fixture_add (conversation, QING_ROLE_ASSISTANT, text);
      streamed = chat_fixture_add (conversation, QING_ROLE_ASSISTANT, "");
      qing_message_set_state (streamed, QING_MESSAGE_STREAMING);
      chat_fixture_show (self, conversation);
      while (at < length)
        {
          gsize n = MIN (chunks[i], length - at);

          qing_message_append (streamed, QING_PART_TEXT, text + at, (gssize) n);
          at += n;
          if (at % 97 < chunks[i])
            qing_conversation_rows_update (self->view->rows);
        }
      qing_message_set_state (streamed, QING_MESSAGE_COMPLETE);
      chat_fixture_settle (self);
      g_assert_cmpint (get_text_height (self, 0), ==, get_text_height (self, 1));
    }
}

static void
test_many_messages (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (10000);
  guint64 n_made = qing_text_unit_count_made ();
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  chat_fixture_show (self, conversation);
  g_assert_cmpuint (qing_conversation_rows_get_n_rows (self->view->rows), ==, 10000);
  g_assert_cmpuint (qing_conversation_rows_count_views (self->view->rows), <, 30);
  g_assert_cmpuint (qing_text_unit_count_made () - n_made, <, 300);
  /* Neither is anything laid out that a jump passes over. */
  n_made = qing_text_unit_count_made ();
  for (guint i = 1; i < 10; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * i / 10);
      chat_fixture_settle (self);
      g_assert_cmpuint (qing_conversation_rows_count_views (self->view->rows), <, 50);
    }
  g_assert_cmpuint (qing_text_unit_count_made () - n_made, <, 3000);
}

static char *
repeat (const char *text, guint n)
{
  GString *out = g_string_sized_new (strlen (text) * n + 1);

  for (guint i = 0; i < n; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}

static char *
make_wide_table (void)
{
  g_autofree char *header = repeat ("| a ", 2000);
  g_autofree char *rule = repeat ("|---", 2000);

  return g_strdup_printf ("%s|\n%s|\n%s|\n", header, rule, header);
}

static void
test_hostile (ChatFixture *self, gconstpointer data)
{
  char *documents[] = {
    chat_corpus_new (CHAT_CORPUS_MIXED, 10 * 1000 * 1000, 1),
    chat_corpus_new (CHAT_CORPUS_CODE, 2 * 1000 * 1000, 1),
    chat_corpus_new (CHAT_CORPUS_TABLE, 500 * 1000, 1),
    repeat ("x", 1000 * 1000),
    repeat ("word ", 200 * 1000),
    repeat ("文", 300 * 1000),
    repeat ("[", 100 * 1000),
    repeat ("> ", 5000),
    repeat ("- ", 3000),
    repeat ("\xe2\x80\xae override ", 2000),
    repeat ("```\n0123456789012345678901234567890123456789\n```\n", 3000),
    make_wide_table (),
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (QingConversation) conversation = qing_conversation_new ();
      guint64 n_made = qing_text_unit_count_made ();

      chat_fixture_add (conversation, QING_ROLE_ASSISTANT, documents[i]);
      chat_fixture_show (self, conversation);
      qing_conversation_view_scroll_to_message (self->view,
                                                qing_conversation_get_root (conversation, 0));
      chat_fixture_settle (self);
      qing_conversation_view_scroll_by (self->view, 1500);
      chat_fixture_settle (self);
      qing_conversation_view_scroll_to_end (self->view);
      chat_fixture_settle (self);
      g_test_message ("document %u: %u layouts", i,
                      (guint) (qing_text_unit_count_made () - n_made));
      g_assert_cmpuint (qing_text_unit_count_made () - n_made, <, 4000);
      g_free (documents[i]);
    }
}

static void
test_selection (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autofree char *all = NULL;
  g_autofree char *some = NULL;
  g_autofree char *markdown = NULL;
  QingRange range;

  chat_fixture_add (conversation, QING_ROLE_USER, "First *line*\nsecond");
  chat_fixture_add (
    conversation, QING_ROLE_ASSISTANT,
    "# Title\n\nSome **bold** text.\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | "
    "2 |\n\n```c\nint x;\n```\n");
  chat_fixture_add (conversation, QING_ROLE_USER, "Thanks");
  chat_fixture_show (self, conversation);
  g_assert_null (qing_conversation_view_dup_selection (self->view, FALSE));

  qing_conversation_view_select_all (self->view);
  all = qing_conversation_view_dup_selection (self->view, FALSE);
  g_assert_cmpstr (all, ==,
                   "First *line*\nsecond\n\nTitle\n\nSome bold text.\n\n1. one\n2. two\n\n"
                   "a\tb\n1\t2\n\nint x;\n\nThanks");

  range.start = (QingPoint){ 1, { QING_SPOT_TEXT, 1, 5 } };
  range.end = (QingPoint){ 2, { QING_SPOT_TEXT, 0, 4 } };
  qing_selection_begin (&self->view->selection, &range);
  some = qing_conversation_view_dup_selection (self->view, FALSE);
  g_assert_cmpstr (some, ==, "bold text.\n\n1. one\n2. two\n\na\tb\n1\t2\n\nint x;\n\nThan");
  range.start = (QingPoint){ 1, { QING_SPOT_TEXT, 0, 2 } };
  range.end = (QingPoint){ 1, { QING_SPOT_TEXT, 1, 3 } };
  qing_selection_begin (&self->view->selection, &range);
  markdown = qing_conversation_view_dup_selection (self->view, TRUE);
  g_assert_cmpstr (markdown, ==, "# Title\n\nSome **bold** text.");
}

static void
select_word (ChatFixture *self, const QingPoint *point, guint press_count, char **text)
{
  g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  QingMessageView *view = qing_conversation_rows_get_view (self->view->rows, point->row);
  QingLeafMark mark = { point->spot.leaf, point->spot.byte, point->spot.byte + 1, FALSE };
  const QingPlacedRow *row = &g_array_index (self->view->placed, QingPlacedRow, 0);
  const graphene_rect_t *rect;
  int x, y;
  QingLeafColumn *column = qing_message_view_get_column (view, QING_SPOT_TEXT, &x, &y);

  while (row->row != point->row)
    row++;
  qing_leaf_column_add_rects (column, &mark, rects);
  rect = &g_array_index (rects, graphene_rect_t, 0);
  self->view->press_count = press_count;
  qing_conversation_view_select_at (self->view, self->view->content_x + x + rect->origin.x + 1,
                                    row->y + y + rect->origin.y + 3, FALSE);
  g_free (*text);
  *text = qing_conversation_view_dup_selection (self->view, FALSE);
}

static void
test_words (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  const QingPoint in_list = { 1, { QING_SPOT_TEXT, 1, 6 } };
  const QingPoint in_table = { 1, { QING_SPOT_TEXT, 2, 4 } };
  const QingPoint reference = { 1, { QING_SPOT_TEXT, 0, 5 } };
  g_autofree char *text = NULL;
  QingSpot note;

  chat_fixture_add (conversation, QING_ROLE_USER, "Question");
  chat_fixture_add (
    conversation, QING_ROLE_ASSISTANT,
    "First[^n] line.\n\n- some **bold-faced** words\n\n| ab | cd ef |\n|---|---|\n\n"
    "[^n]: The note.");
  chat_fixture_show (self, conversation);
  select_word (self, &in_list, 2, &text);
  g_assert_cmpstr (text, ==, "bold");
  select_word (self, &in_list, 3, &text);
  g_assert_cmpstr (text, ==, "• some bold-faced words");
  select_word (self, &in_table, 2, &text);
  g_assert_cmpstr (text, ==, "cd");
  select_word (self, &in_list, 1, &text);
  g_assert_null (text);

  g_assert_true (qing_conversation_view_find_note (self->view, &reference, &note));
  g_assert_cmpuint (note.leaf, ==, 3);
  g_assert_false (qing_conversation_view_find_note (self->view, &in_list, &note));
}

/* Whichever way its words or those of the interface are read, they stand in the bubble. */
static void
test_bubble (ChatFixture *self, gconstpointer data)
{
  static const char *const texts[] = { "short", "مرحبا كيف حالك", "שלום (abc)\n{\n}" };
  const QingLeafMark mark = { 0, 0, 2, FALSE };

  for (GtkTextDirection direction = GTK_TEXT_DIR_LTR; direction <= GTK_TEXT_DIR_RTL; direction++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      {
        g_autoptr (QingConversation) conversation = qing_conversation_new ();
        g_autoptr (GArray) rects = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
        const graphene_rect_t *rect;
        QingMessageView *view;

        gtk_widget_set_default_direction (direction);
        chat_fixture_add (conversation, QING_ROLE_USER, texts[i]);
        chat_fixture_show (self, conversation);
        view = qing_conversation_rows_get_view (self->view->rows, 0);
        qing_leaf_column_add_rects (view->text, &mark, rects);
        g_assert_cmpuint (rects->len, >, 0);
        rect = &g_array_index (rects, graphene_rect_t, 0);
        g_assert_cmpfloat (rect->origin.x, >=, 0);
        g_assert_cmpfloat (rect->origin.x + rect->size.width, <=, (float) view->text_width + 1);
        g_assert_cmpint (view->text_width, <, view->width / 2);
      }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_find (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();

  for (guint i = 0; i < 50; i++)
    chat_fixture_add (conversation, i % 2 ? QING_ROLE_ASSISTANT : QING_ROLE_USER,
                      i % 10 == 3 ? "a **Needle** of\n\n    needles" : "only straw");
  chat_fixture_show (self, conversation);
  qing_conversation_view_find (self->view, "NEEDLE");
  while (qing_conversation_view_get_n_matches (self->view) < 10 ||
         qing_conversation_view_get_current_match (self->view) == 0)
    g_main_context_iteration (NULL, TRUE);
  chat_fixture_settle (self);
  g_assert_cmpuint (qing_conversation_view_get_n_matches (self->view), ==, 10);
  for (guint i = 0; i < 12; i++)
    {
      guint current = qing_conversation_view_get_current_match (self->view);

      qing_conversation_view_find_next (self->view);
      chat_fixture_settle (self);
      g_assert_cmpuint (qing_conversation_view_get_current_match (self->view), ==,
                        current % 10 + 1);
      qing_conversation_view_find_previous (self->view);
      g_assert_cmpuint (qing_conversation_view_get_current_match (self->view), ==, current);
      qing_conversation_view_find_next (self->view);
    }
  qing_conversation_view_find (self->view, "nothing like it");
  chat_fixture_settle (self);
  g_assert_cmpuint (qing_conversation_view_get_n_matches (self->view), ==, 0);
}

static void
test_states (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = chat_demo_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (conversation));

  chat_fixture_show (self, conversation);
  qing_conversation_view_scroll_to_message (self->view,
                                            qing_conversation_get_root (conversation, 0));
  chat_fixture_settle (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      for (QingMessageState state = QING_MESSAGE_COMPLETE; state <= QING_MESSAGE_FAILED; state++)
        qing_message_set_state (message, state);
      chat_fixture_settle (self);
      qing_message_set_state (message, QING_MESSAGE_COMPLETE);
      qing_message_set_text (message, "Said otherwise.", -1);
      qing_message_set_reasoning (message, "Thought.", -1);
      qing_conversation_view_scroll_to_message (self->view, message);
      chat_fixture_settle (self);
    }
}

static void
test_keyboard (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (60);
  GtkWidget *view = GTK_WIDGET (self->view);
  guint n_messages = 0;

  chat_fixture_show (self, conversation);
  qing_conversation_view_scroll_to_message (self->view,
                                            qing_conversation_get_root (conversation, 0));
  chat_fixture_settle (self);
  gtk_widget_grab_focus (view);
  for (guint i = 0; i < 300 && n_messages < 20; i++)
    {
      GtkWidget *focus;

      if (!gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD))
        break;
      chat_fixture_settle (self);
      focus = gtk_root_get_focus (GTK_ROOT (self->window));
      if (QING_IS_MESSAGE_VIEW (focus))
        n_messages++;
      g_assert_true (gtk_widget_is_ancestor (focus, view));
    }
  /* The focus goes on to messages that were out of sight. */
  g_assert_cmpuint (n_messages, ==, 20);
  g_assert_cmpuint (self->view->anchor.row, >, 5);
}

static void
test_destroyed_while_streaming (ChatFixture *self, gconstpointer data)
{
  QingConversation *conversation = chat_corpus_new_conversation (20);
  QingMessage *last = g_object_ref (qing_conversation_get_leaf (conversation));
  QingConversationView *view = g_object_ref (self->view);

  qing_message_set_state (last, QING_MESSAGE_STREAMING);
  chat_fixture_show (self, conversation);
  qing_message_append (last, QING_PART_TEXT, "\n\n```c\nint unfinished;\n", -1);
  qing_conversation_view_find (self->view, "a");
  qing_conversation_view_scroll_by (self->view, -50);
  gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  g_assert_finalize_object (view);
  qing_message_append (last, QING_PART_TEXT, "more", -1);
  g_assert_finalize_object (conversation);
  g_assert_finalize_object (last);
}

static void
test_dark (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (20);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const QingChatContext *context = &self->view->context;
  GdkRGBA light;

  chat_fixture_show (self, conversation);
  g_assert_false (context->style->dark);
  light = context->style->text;
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  while (!context->style->dark)
    g_main_context_iteration (NULL, TRUE);
  chat_fixture_settle (self);
  g_assert_false (gdk_rgba_equal (&light, &context->style->text));
  g_assert_true (context->dimmed->dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  while (context->style->dark)
    g_main_context_iteration (NULL, TRUE);
  chat_fixture_settle (self);
  g_assert_true (gdk_rgba_equal (&light, &context->style->text));
}

static void
count_cb (guint start, guint end, gpointer data)
{
  g_assert_cmpuint (start, <=, end);
  (*(guint *) data)++;
}

static char *
print_spans (QingHighlight *highlight, const QingLeaf *leaf)
{
  GString *out = g_string_new (NULL);
  guint n;
  const QingTextSpan *spans = qing_highlight_get_spans (highlight, 0, leaf->length, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%u-%u %g ", spans[i].start, spans[i].end, spans[i].color.red);
  return g_string_free (out, FALSE);
}

/* Code that ends in the middle of something. */
static void
color_open_code (QingHighlighter *highlighter, const char *language, const char *text)
{
  g_autoptr (GPtrArray) leaves = qing_markdown_parse (text, -1);
  guint n_calls = 0;
  QingHighlight *highlight = qing_highlighter_add (highlighter, language, count_cb, &n_calls);

  qing_highlight_set_text (highlight, g_ptr_array_index (leaves, 0));
  while (!qing_highlighter_is_idle (highlighter))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_calls, >, 0);
  qing_highlight_free (highlight);
}

static void
test_highlighting (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingHighlighter) highlighter = qing_highlighter_new ();
  g_autofree char *text = chat_corpus_new (CHAT_CORPUS_CODE, 3000, 1);
  g_autofree char *streamed = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (QingMarkdownStream) stream = qing_markdown_stream_new ();
  QingMarkdownChange change;
  QingHighlight *one, *other;
  guint n_calls = 0;

  g_assert_null (qing_highlighter_add (highlighter, "no such language", count_cb, &n_calls));
  one = qing_highlighter_add (highlighter, "C", count_cb, &n_calls);
  other = qing_highlighter_add (highlighter, "c", count_cb, &n_calls);
  for (gsize at = 0; at < strlen (text); at += 50)
    {
      qing_markdown_stream_feed (stream, text + at, (gssize) MIN (50, strlen (text) - at));
      qing_markdown_stream_update (stream, &change);
      if (qing_markdown_stream_get_n_leaves (stream) == 0)
        continue;
      qing_highlight_set_text (one, qing_markdown_stream_get_leaf (stream, 0));
      if (at % 3 == 0)
        while (!qing_highlighter_is_idle (highlighter))
          g_main_context_iteration (NULL, TRUE);
    }
  qing_markdown_stream_finish (stream, &change);
  qing_highlight_set_text (one, qing_markdown_stream_get_leaf (stream, 0));
  while (!qing_highlighter_is_idle (highlighter))
    g_main_context_iteration (NULL, TRUE);
  streamed = print_spans (one, qing_markdown_stream_get_leaf (stream, 0));
  g_assert_cmpuint (n_calls, >, 0);

  /* What was coloured with the same buffer in between leaves no traces. */
  color_open_code (highlighter, "python", "```python\nx = \"\"\"a string\n");
  color_open_code (highlighter, "c", "```c\nint a; /* a comment\n");
  /* Forgotten, so that it is not simply remembered. */
  qing_highlighter_forget (highlighter);
  qing_highlight_set_text (other, qing_markdown_stream_get_leaf (stream, 0));
  while (!qing_highlighter_is_idle (highlighter))
    g_main_context_iteration (NULL, TRUE);
  whole = print_spans (other, qing_markdown_stream_get_leaf (stream, 0));
  g_assert_cmpuint (strlen (whole), >, 100);
  g_assert_cmpstr (streamed, ==, whole);
  qing_highlight_free (one);
  qing_highlight_free (other);
}

static void
test_hidden (ChatFixture *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (4);
  QingMessage *last = qing_conversation_get_leaf (conversation);
  guint64 n_made;

  qing_message_set_state (last, QING_MESSAGE_STREAMING);
  chat_fixture_show (self, conversation);
  gtk_widget_set_visible (self->pane, FALSE);
  n_made = qing_text_unit_count_made ();
  for (guint i = 0; i < 100; i++)
    {
      qing_message_append (last, QING_PART_TEXT, "\n\nUnseen.", -1);
      g_main_context_iteration (NULL, FALSE);
    }
  /* What nobody sees is not laid out. */
  g_assert_cmpuint (qing_text_unit_count_made (), ==, n_made);
  gtk_widget_set_visible (self->pane, TRUE);
  while (qing_text_unit_count_made () == n_made)
    g_main_context_iteration (NULL, TRUE);
  chat_fixture_settle (self);
}

#define add(path, function)                                                                        \
  g_test_add ("/chat/view/" path, ChatFixture, NULL, chat_fixture_set_up, function,                \
              chat_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("anchor", test_anchor);
  add ("scroll", test_scroll);
  add ("follow", test_follow);
  add ("streamed-as-whole", test_streamed_as_whole);
  add ("many-messages", test_many_messages);
  add ("hostile", test_hostile);
  add ("selection", test_selection);
  add ("words", test_words);
  add ("bubble", test_bubble);
  add ("find", test_find);
  add ("states", test_states);
  add ("keyboard", test_keyboard);
  add ("destroyed-while-streaming", test_destroyed_while_streaming);
  add ("hidden", test_hidden);
  add ("dark", test_dark);
  add ("highlighting", test_highlighting);
  return g_test_run ();
}
