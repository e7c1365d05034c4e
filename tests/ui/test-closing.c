/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-archive-window.h"
#include "qing-mover.h"
#include "qing-search-window.h"
#include "qing-test-window.h"

#include <glib/gstdio.h>

/* The window goes while something is under way. What comes back finds nobody, and minds nobody. */

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* Unlike qing_test_window_close(), this waits for whoever still holds the window. */
static void
close_busy (QingTestWindow *self)
{
  QingWindow *window = self->window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  qing_test_run_until (is_gone, &window);
  self->window = NULL;
  self->composer = NULL;
  qing_test_settle (self);
}

static void
test_streaming (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  QingScriptedCall *call;

  qing_window_set_conversation (self->window, conversation);
  qing_test_settle (self);
  qing_desk_send (&self->desk, conversation, "Code, please");
  call = qing_desk_get_call (&self->desk);
  qing_scripted_call_reasoning (call, "Thinking, ");
  for (guint i = 0; i < 20; i++)
    qing_scripted_call_text (
      call, 0, "```c\nint main (void);\n```\n\n$x^2$ and [a](https://example.org)\n\n");
  if (data != NULL)
    qing_test_settle (self);
  close_busy (self);
  qing_scripted_call_text (call, 0, "| a | b |\n|---|---|\n| 1 | 2 |\n");
  qing_test_settle (self);
  qing_scripted_call_reason (call, 0, "stop");
  qing_scripted_call_finish (call);
  qing_test_settle (self);
  g_assert_false (qing_message_is_running (qing_conversation_get_leaf (conversation)));
}

static void
test_loading (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");

  g_clear_object (&conversation);
  qing_test_window_close (self);
  qing_desk_shut_down (&self->desk);
  qing_desk_start (&self->desk);
  qing_test_window_show (self);
  conversation = g_list_model_get_item (qing_engine_get_conversations (self->desk.engine), 0);
  qing_window_set_conversation (self->window, conversation);
  close_busy (self);
}

static void
test_searching (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");

  qing_test_activate (self, "win.search-all");
  qing_test_settle (self);
  qing_search_window_set_text (self->window->search, "Question");
  g_signal_emit_by_name (qing_test_find (GTK_WIDGET (self->window->search), "GtkSearchEntry"),
                         "search-changed");
  close_busy (self);
}

/* What is archived is still being read when both windows go. */
static void
test_archive (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  QingArchiveWindow *archive;

  qing_engine_set_archived (self->desk.engine, conversation, TRUE);
  archive = qing_archive_window_new (self->desk.engine, GTK_WINDOW (self->window));
  gtk_window_destroy (GTK_WINDOW (archive));
  close_busy (self);
}

static gboolean
has_hit (gpointer search)
{
  return g_list_model_get_n_items (qing_search_window_get_hits (search)) > 0;
}

/* What was found is shown a moment later. */
static void
test_found (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  g_autoptr (QingSearchHit) hit = NULL;

  qing_test_activate (self, "win.search-all");
  qing_test_settle (self);
  qing_search_window_set_text (self->window->search, "Question");
  g_signal_emit_by_name (qing_test_find (GTK_WIDGET (self->window->search), "GtkSearchEntry"),
                         "search-changed");
  qing_test_run_until (has_hit, self->window->search);
  hit = g_list_model_get_item (qing_search_window_get_hits (self->window->search), 0);
  qing_window_found_cb (self->window, hit);
  close_busy (self);
}

static void
test_importing (QingTestWindow *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->desk.folder, "import.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text,
                            "%s{\"messages\":[{\"role\":\"user\",\"content\":\"Question %u\"},"
                            "{\"role\":\"assistant\",\"content\":\"Answer\"}]}",
                            i > 0 ? "," : "", i);
  g_string_append_c (text, ']');
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  qing_mover_import (self->window->mover, self->desk.engine, file);
  g_assert_true (qing_mover_is_busy (self->window->mover));
  close_busy (self);
  g_unlink (path);
}

static void
test_exporting (QingTestWindow *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->desk.folder, "export.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");

  qing_mover_export (self->window->mover, self->desk.engine, NULL, QING_EXPORT_JSON, file);
  close_busy (self);
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, data, func)                                                                      \
  g_test_add ("/closing/" name, QingTestWindow, data, qing_test_window_set_up, func,               \
              qing_test_window_tear_down)
  ADD ("streaming", NULL, test_streaming);
  ADD ("streaming-shown", "shown", test_streaming);
  ADD ("loading", NULL, test_loading);
  ADD ("searching", NULL, test_searching);
  ADD ("archive", NULL, test_archive);
  ADD ("found", NULL, test_found);
  ADD ("importing", NULL, test_importing);
  ADD ("exporting", NULL, test_exporting);
#undef ADD
  return g_test_run ();
}
