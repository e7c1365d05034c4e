/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-attachment-chip.h"
#include "qing-attachment-intake.h"
#include "qing-composer-view.h"
#include "qing-test-pictures.h"
#include "qing-test-window.h"

#include <glib/gstdio.h>
#include <string.h>

static QingComposerView *
get_view (QingTestWindow *self)
{
  return qing_test_find (GTK_WIDGET (self->composer), "QingComposerView");
}

static gboolean
press (QingTestWindow *self, guint keyval, GdkModifierType state)
{
  gboolean used = qing_composer_view_handle_key (get_view (self), NULL, keyval, state);

  qing_test_settle (self);
  return used;
}

static guint
count_messages (QingTestWindow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (qing_window_get_conversation (self->window)));
}

static void
check_text (QingTestWindow *self, const char *expected)
{
  g_autofree char *text = qing_composer_dup_text (self->composer);

  g_assert_cmpstr (text, ==, expected);
}

static void
finish_answer (QingTestWindow *self)
{
  QingScriptedCall *call = qing_desk_get_call (&self->desk);

  qing_scripted_call_text (call, 0, "An answer");
  qing_scripted_call_reason (call, 0, "stop");
  qing_scripted_call_finish (call);
  qing_test_settle (self);
}

static void
test_send (QingTestWindow *self, gconstpointer data)
{
  qing_composer_set_text (self->composer, "Hello");
  g_assert_true (press (self, GDK_KEY_Return, 0));
  g_assert_cmpuint (count_messages (self), ==, 2);
  check_text (self, "");
  /* While the answer comes, nothing else is sent. */
  qing_composer_set_text (self->composer, "And");
  g_assert_false (qing_composer_can_send (self->composer));
  press (self, GDK_KEY_Return, 0);
  g_assert_cmpuint (count_messages (self), ==, 2);
  finish_answer (self);
  g_assert_true (qing_composer_can_send (self->composer));
  press (self, GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_cmpuint (count_messages (self), ==, 4);
}

static void
test_new_line (QingTestWindow *self, gconstpointer data)
{
  qing_composer_set_text (self->composer, "Hello");
  g_assert_false (press (self, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_settings_set_boolean (self->settings, "send-with-enter", FALSE);
  g_assert_false (press (self, GDK_KEY_Return, 0));
  g_assert_cmpuint (count_messages (self), ==, 0);
  g_assert_true (press (self, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpuint (count_messages (self), ==, 2);
}

/* Enter that ends the word of an input method is the input method's. */
static void
test_preedit (QingTestWindow *self, gconstpointer data)
{
  qing_composer_set_text (self->composer, "你");
  g_signal_emit_by_name (get_view (self), "preedit-changed", "hao");
  g_assert_true (qing_composer_view_is_composing (get_view (self)));
  g_assert_false (press (self, GDK_KEY_Return, 0));
  g_assert_false (press (self, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpuint (count_messages (self), ==, 0);
  g_signal_emit_by_name (get_view (self), "preedit-changed", "");
  g_assert_true (press (self, GDK_KEY_Return, 0));
  g_assert_cmpuint (count_messages (self), ==, 2);
}

static void
test_empty (QingTestWindow *self, gconstpointer data)
{
  static const char *const blanks[] = { "", " ", "\n\n", "\t \n", "\xe2\x80\x83" };

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      qing_composer_set_text (self->composer, blanks[i]);
      g_assert_false (qing_composer_can_send (self->composer));
      press (self, GDK_KEY_Return, 0);
      qing_chat_controller_send (self->window->controller);
      g_assert_cmpuint (count_messages (self), ==, 0);
    }
}

static void
test_stop (QingTestWindow *self, gconstpointer data)
{
  QingConversation *conversation = qing_window_get_conversation (self->window);

  qing_composer_set_text (self->composer, "Hello");
  press (self, GDK_KEY_Return, 0);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 1);
  press (self, GDK_KEY_Escape, 0);
  g_assert_cmpuint (qing_conversation_get_running (conversation), ==, 0);
}

static void
test_drafts (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) first = qing_test_add_conversation (self, "First");
  g_autoptr (QingConversation) second = qing_test_add_conversation (self, "Second");

  qing_window_set_conversation (self->window, first);
  qing_composer_set_text (self->composer, "for the first");
  qing_window_set_conversation (self->window, second);
  check_text (self, "");
  g_assert_cmpstr (qing_conversation_get_draft (first), ==, "for the first");
  qing_composer_set_text (self->composer, "for the second");
  qing_window_set_conversation (self->window, first);
  check_text (self, "for the first");
  qing_composer_clear (self->composer);
  g_assert_null (qing_conversation_get_draft (first));
  g_clear_object (&first);
  g_clear_object (&second);

  /* They are there after the next start. */
  qing_test_window_close (self);
  qing_desk_shut_down (&self->desk);
  qing_desk_start (&self->desk);
  qing_test_window_show (self);
  second = g_list_model_get_item (qing_engine_get_conversations (self->desk.engine), 0);
  g_assert_cmpstr (qing_conversation_get_title (second), ==, "Second");
  qing_window_set_conversation (self->window, second);
  qing_test_settle (self);
  check_text (self, "for the second");
}

static gboolean
is_quiet (gpointer tray)
{
  return !qing_attachment_tray_is_loading (tray);
}

static QingAttachmentChip *
get_chip (QingTestWindow *self)
{
  qing_test_settle (self);
  return qing_test_find (GTK_WIDGET (self->composer), "QingAttachmentChip");
}

static void
wait_for_picture (QingTestWindow *self)
{
  QingAttachmentTray *tray = qing_composer_get_tray (self->composer);

  for (guint i = 0; i < 200 && g_list_model_get_n_items (G_LIST_MODEL (tray)) == 0; i++)
    qing_test_settle (self);
  qing_test_run_until (is_quiet, tray);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tray)), ==, 1);
  g_assert_nonnull (get_chip (self));
}

static GFile *
write_picture (const char *name)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (512, 512, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
remove_file (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static GdkTexture *
make_texture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (512, 512, FALSE);

  return gdk_texture_new_for_pixbuf (pixbuf);
}

/* Each way in leads to the same tray. */
static void
test_ways_in (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (GFile) file = write_picture ("qingtan-test-way.png");
  g_autoptr (GdkTexture) texture = make_texture ();
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->composer));
  QingAttachmentTray *tray = qing_composer_get_tray (self->composer);
  GdkFileList *files = gdk_file_list_new_from_array (&file, 1);

  for (guint way = 0; way < 5; way++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_test_message ("way %u", way);
      switch (way)
        {
        case 0:
          qing_attachment_tray_add_file (tray, file);
          break;
        case 1:
          gdk_clipboard_set_texture (clipboard, texture);
          g_signal_emit_by_name (get_view (self), "paste-clipboard");
          break;
        case 2:
          gdk_clipboard_set (clipboard, GDK_TYPE_FILE_LIST, files);
          g_signal_emit_by_name (get_view (self), "paste-clipboard");
          break;
        case 3:
          g_value_init (&value, GDK_TYPE_FILE_LIST);
          g_value_set_boxed (&value, files);
          g_assert_true (qing_attachment_intake_drop (tray, &value));
          break;
        default:
          g_value_init (&value, GDK_TYPE_TEXTURE);
          g_value_set_object (&value, texture);
          g_assert_true (qing_attachment_intake_drop (tray, &value));
        }
      wait_for_picture (self);
      g_assert_true (qing_composer_can_send (self->composer));
      g_assert_cmpstr (qing_attachment_chip_get_note (get_chip (self)), ==,
                       "512 × 512 · about 258 tokens");
      qing_composer_clear (self->composer);
      qing_test_settle (self);
      g_assert_null (get_chip (self));
    }
  check_text (self, "");
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  remove_file (file);
}

/* Text is text, although a program offers a picture of it, too. */
static void
test_paste_text (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (GdkTexture) texture = make_texture ();
  GdkContentProvider *providers[] = { gdk_content_provider_new_typed (G_TYPE_STRING, "cells"),
                                      gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture) };
  g_autoptr (GdkContentProvider) both = gdk_content_provider_new_union (providers, 2);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self->composer)), both);
  g_signal_emit_by_name (get_view (self), "paste-clipboard");
  qing_test_settle (self);
  check_text (self, "cells");
  g_assert_null (get_chip (self));
}

static void
test_refused (QingTestWindow *self, gconstpointer data)
{
  QingAttachmentTray *tray = qing_composer_get_tray (self->composer);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);

  qing_composer_set_text (self->composer, "What is this?");
  qing_attachment_tray_add_bytes (tray, bytes, "diary.txt");
  qing_test_run_until (is_quiet, tray);
  qing_test_settle (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tray)), ==, 0);
  g_assert_nonnull (strstr (qing_composer_get_notice (self->composer), "diary.txt"));
  check_text (self, "What is this?");
  g_assert_true (qing_composer_can_send (self->composer));
}

/* A text file becomes part of the question, where it can be read. */
static void
test_text_file (QingTestWindow *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "qingtan-test.py", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  QingAttachmentTray *tray = qing_composer_get_tray (self->composer);

  g_assert_true (g_file_set_contents (path, "print (1)\n", -1, NULL));
  qing_composer_set_text (self->composer, "What does it print?");
  qing_attachment_tray_add_file (tray, file);
  qing_test_run_until (is_quiet, tray);
  qing_test_settle (self);
  check_text (self, "`qingtan-test.py`:\n\n```py\nprint (1)\n```\n\nWhat does it print?");
  g_assert_null (get_chip (self));
  g_assert_null (qing_composer_get_notice (self->composer));
  remove_file (file);
}

static void
test_send_picture (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (64, 64, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");
  QingAttachmentTray *tray = qing_composer_get_tray (self->composer);
  g_autoptr (QingMessage) question = NULL;

  qing_attachment_tray_add_bytes (tray, bytes, "quarters.png");
  /* It is not sent before it is ready. */
  qing_composer_set_text (self->composer, "What is this?");
  g_assert_false (qing_composer_can_send (self->composer));
  wait_for_picture (self);
  press (self, GDK_KEY_Return, 0);
  question = g_list_model_get_item (G_LIST_MODEL (qing_window_get_conversation (self->window)), 0);
  g_assert_cmpuint (g_list_model_get_n_items (qing_message_get_attachments (question)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tray)), ==, 0);
}

static void
test_blind_model (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (64, 64, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");

  qing_attachment_tray_add_bytes (qing_composer_get_tray (self->composer), bytes, "quarters.png");
  wait_for_picture (self);
  qing_conversation_set_model (qing_window_get_conversation (self->window), "qwen-plus");
  g_assert_cmpstr (qing_attachment_chip_get_note (get_chip (self)), ==, "not sent");
  qing_conversation_set_model (qing_window_get_conversation (self->window), "qwen3.6-plus");
  g_assert_cmpstr (qing_attachment_chip_get_note (get_chip (self)), !=, "not sent");
}

static const char *
get_warning (QingTestWindow *self)
{
  qing_test_settle (self);
  return gtk_label_get_text (
    GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (self->composer), QING_TYPE_COMPOSER,
                                              "warning_label")));
}

static void
attach (QingTestWindow *self, QingAttachmentKind kind, const char *name, const char *type)
{
  g_autoptr (QingAttachment) attachment = qing_attachment_new (NULL, kind, name, type);
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (64, 64, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");
  QingAttachmentTray *tray = qing_composer_get_tray (self->composer);

  qing_attachment_set_bytes (attachment, bytes);
  qing_attachment_tray_add_attachment (tray, attachment);
  qing_test_run_until (is_quiet, tray);
}

/* protocol.md 7.4: one kind of media in a request, that of the first attachment. */
static void
test_one_kind (QingTestWindow *self, gconstpointer data)
{
  QingConversation *conversation = qing_window_get_conversation (self->window);
  QingAttachmentTray *tray = qing_composer_get_tray (self->composer);
  g_autoptr (QingPendingAttachment) first = NULL;

  qing_conversation_set_model (conversation, "qwen3-omni-flash");
  attach (self, QING_ATTACHMENT_AUDIO, "voice.wav", "audio/wav");
  g_assert_cmpstr (get_warning (self), ==, "");
  attach (self, QING_ATTACHMENT_IMAGE, "quarters.png", "image/png");
  g_assert_nonnull (strstr (get_warning (self), "Not sent: “quarters.png”."));

  qing_conversation_set_model (conversation, "qwen3.5-omni-plus");
  g_assert_cmpstr (get_warning (self), ==, "");
  qing_conversation_set_model (conversation, "qwen3-omni-flash");
  g_assert_cmpstr (get_warning (self), !=, "");

  first = g_list_model_get_item (G_LIST_MODEL (tray), 0);
  qing_attachment_tray_remove (tray, first);
  g_assert_cmpstr (get_warning (self), ==, "");
  g_assert_cmpstr (qing_attachment_chip_get_note (get_chip (self)), !=, "not sent");

  /* Nor what was sent before. */
  qing_composer_set_text (self->composer, "What is this?");
  press (self, GDK_KEY_Return, 0);
  qing_test_settle (self);
  attach (self, QING_ATTACHMENT_AUDIO, "voice.wav", "audio/wav");
  g_assert_nonnull (strstr (get_warning (self), "Not sent: “quarters.png”."));
  g_assert_cmpstr (qing_attachment_chip_get_note (get_chip (self)), !=, "not sent");
}

/* A recording says whether the model hears it, and has a player once it is sent. */
static void
test_recording (QingTestWindow *self, gconstpointer data)
{
  static const char wav[] = "RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\xc0\x5d\0\0"
                            "\x80\xbb\0\0\2\0\x10\0data\x8\0\0\0\0\0\0\0\0\0\0";
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "qingtan-test.wav", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  QingConversation *conversation = qing_window_get_conversation (self->window);

  g_assert_true (g_file_set_contents (path, wav, sizeof wav, NULL));
  qing_conversation_set_model (conversation, "qwen3.6-plus");
  qing_attachment_tray_add_file (qing_composer_get_tray (self->composer), file);
  wait_for_picture (self);
  g_assert_cmpstr (qing_attachment_chip_get_note (get_chip (self)), ==, "not sent");
  qing_conversation_set_model (conversation, "qwen3.5-omni-plus");
  g_assert_cmpstr (qing_attachment_chip_get_note (get_chip (self)), !=, "not sent");
  remove_file (file);

  g_assert_null (qing_test_find (GTK_WIDGET (self->window), "QingSoundPlayer"));
  press (self, GDK_KEY_Return, 0);
  qing_test_settle (self);
  g_assert_nonnull (qing_test_find (GTK_WIDGET (self->window), "QingSoundPlayer"));
}

/* Pictures stay with the conversation they were given to. */
static void
test_trays (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) other = qing_test_add_conversation (self, "Other");
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (64, 64, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");

  qing_attachment_tray_add_bytes (qing_composer_get_tray (self->composer), bytes, "quarters.png");
  wait_for_picture (self);
  qing_window_set_conversation (self->window, other);
  qing_test_settle (self);
  g_assert_null (get_chip (self));
  qing_test_activate (self, "win.new-conversation");
  g_assert_nonnull (get_chip (self));
  g_signal_emit_by_name (get_chip (self), "remove");
  g_assert_null (get_chip (self));
}

/* The window goes while a picture is still loading. */
static void
test_close_while_loading (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new_noise (1500, 1500, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "bmp");
  g_autoptr (QingAttachmentTray) tray = g_object_ref (qing_composer_get_tray (self->composer));

  qing_attachment_tray_add_bytes (tray, bytes, "noise.bmp");
  qing_test_window_close (self);
  qing_test_run_until (is_quiet, tray);
}

/* A megabyte, in lines and in one line, is what is sent, and no line of it is too long for GTK. */
static void
test_long_text (QingTestWindow *self, gconstpointer data)
{
  static const char *const ends[] = { "\n", " ", "", "\xe4\xb8\xad" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_view (self)));
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 before;

      while (text->len < 1000000)
        g_string_append_printf (text, "A_line_as_they_are_in_logs_of_some_eighty_characters%s",
                                ends[i]);
      before = g_get_monotonic_time ();
      qing_composer_set_text (self->composer, text->str);
      qing_test_settle (self);
      g_test_message ("pasting: %" G_GINT64_FORMAT " ms",
                      (g_get_monotonic_time () - before) / 1000);
      before = g_get_monotonic_time ();
      gtk_text_buffer_insert_at_cursor (buffer, "x", 1);
      qing_test_settle (self);
      g_test_message ("a key: %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - before) / 1000);
      g_string_append_c (text, 'x');
      check_text (self, text->str);
      for (int line = 0; line < gtk_text_buffer_get_line_count (buffer); line++)
        {
          GtkTextIter iter;

          gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
          g_assert_cmpint (gtk_text_iter_get_chars_in_line (&iter), <, 4100);
        }
      g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (self->composer)), <=,
                       gtk_widget_get_height (GTK_WIDGET (self->window->page)) * 2 / 5 + 1);

      /* Undone and done again, it is still the same. */
      gtk_text_buffer_undo (buffer);
      gtk_text_buffer_redo (buffer);
      check_text (self, text->str);
    }
}

static void
test_quote (QingTestWindow *self, gconstpointer data)
{
  qing_composer_set_text (self->composer, "my words");
  qing_composer_insert (self->composer, "one\n\ntwo\n", TRUE);
  check_text (self, "> one\n> \n> two\n\nmy words");
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/composer/" name, QingTestWindow, NULL, qing_test_window_set_up, func,              \
              qing_test_window_tear_down)
  ADD ("send", test_send);
  ADD ("new-line", test_new_line);
  ADD ("preedit", test_preedit);
  ADD ("empty", test_empty);
  ADD ("stop", test_stop);
  ADD ("drafts", test_drafts);
  ADD ("ways-in", test_ways_in);
  ADD ("paste-text", test_paste_text);
  ADD ("refused", test_refused);
  ADD ("text-file", test_text_file);
  ADD ("send-picture", test_send_picture);
  ADD ("blind-model", test_blind_model);
  ADD ("one-kind", test_one_kind);
  ADD ("recording", test_recording);
  ADD ("trays", test_trays);
  ADD ("close-while-loading", test_close_while_loading);
  ADD ("long-text", test_long_text);
  ADD ("quote", test_quote);
#undef ADD
  return g_test_run ();
}
