/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a conversation keeps until it is opened again: its draft, with pictures and cursor, and where
 * the reader was. */

#include "qing-attachment-tray.h"
#include "qing-test-pictures.h"
#include "qing-test-window.h"

static QingConversation *
get_first (QingTestWindow *self)
{
  g_autoptr (QingConversation) conversation =
    g_list_model_get_item (qing_engine_get_conversations (self->desk.engine), 0);

  return conversation;
}

static GtkTextBuffer *
get_buffer (QingTestWindow *self)
{
  GtkWidget *view = qing_test_find (GTK_WIDGET (self->composer), "QingComposerView");

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
}

static void
put_cursor (QingTestWindow *self, int place)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &iter, place);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
}

static int
get_cursor (QingTestWindow *self)
{
  int place = -1;

  g_object_get (get_buffer (self), "cursor-position", &place, NULL);
  return place;
}

static gboolean
has_picture (gpointer user_data)
{
  QingTestWindow *self = user_data;
  QingAttachmentTray *tray = qing_composer_get_tray (self->composer);

  return g_list_model_get_n_items (G_LIST_MODEL (tray)) == 1 &&
         !qing_attachment_tray_is_loading (tray);
}

static void
add_picture (QingTestWindow *self)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (64, 64, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");

  qing_attachment_tray_add_bytes (qing_composer_get_tray (self->composer), bytes, "square.png");
  qing_test_run_until (has_picture, self);
}

static void
start_anew (QingTestWindow *self)
{
  qing_test_window_close (self);
  qing_desk_shut_down (&self->desk);
  qing_desk_start (&self->desk);
  qing_test_window_show (self);
}

static void
test_draft (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) other = qing_test_add_conversation (self, "Other");
  g_autoptr (QingConversation) kept = qing_test_add_conversation (self, "Kept");

  qing_window_set_conversation (self->window, kept);
  qing_composer_set_text (self->composer, "begun, not ended");
  put_cursor (self, 5);
  add_picture (self);
  qing_window_set_conversation (self->window, other);
  g_assert_cmpint (gtk_text_buffer_get_char_count (get_buffer (self)), ==, 0);
  g_assert_false (has_picture (self));
  qing_window_set_conversation (self->window, kept);
  g_assert_cmpint (get_cursor (self), ==, 5);
  g_assert_true (has_picture (self));
  g_clear_object (&other);
  g_clear_object (&kept);

  start_anew (self);
  qing_window_set_conversation (self->window, get_first (self));
  qing_test_run_until (has_picture, self);
  g_assert_cmpstr (qing_conversation_get_draft (get_first (self)), ==, "begun, not ended");
  g_assert_cmpint (get_cursor (self), ==, 5);

  /* What was taken away stays away. */
  qing_composer_clear (self->composer);
  start_anew (self);
  qing_window_set_conversation (self->window, get_first (self));
  qing_test_settle (self);
  g_assert_false (has_picture (self));
  g_assert_cmpint (gtk_text_buffer_get_char_count (get_buffer (self)), ==, 0);
}

static QingConversationView *
get_view (QingTestWindow *self)
{
  return qing_conversation_pane_get_view (qing_chat_page_get_pane (self->window->page));
}

static void
test_place (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) other = qing_test_add_conversation (self, "Other");
  g_autoptr (QingConversation) kept = qing_test_add_conversation (self, "Kept");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < 20; i++)
    qing_desk_exchange (&self->desk, kept, "Another question", "Line\n\nline\n\nline\n\nline");
  qing_window_set_conversation (self->window, kept);
  qing_test_settle (self);
  g_assert_null (qing_conversation_view_dup_place (get_view (self)));
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_view (self))), 700);
  qing_test_settle (self);
  before = qing_conversation_view_dup_place (get_view (self));
  g_assert_nonnull (before);
  qing_window_set_conversation (self->window, other);
  qing_test_settle (self);
  g_assert_cmpstr (qing_conversation_get_scroll (kept), ==, before);
  g_clear_object (&other);
  g_clear_object (&kept);

  start_anew (self);
  qing_window_set_conversation (self->window, get_first (self));
  qing_test_settle (self);
  after = qing_conversation_view_dup_place (get_view (self));
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/kept/" name, QingTestWindow, NULL, qing_test_window_set_up, func,                  \
              qing_test_window_tear_down)
  ADD ("draft", test_draft);
  ADD ("place", test_place);
#undef ADD
  return g_test_run ();
}
