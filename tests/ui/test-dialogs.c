/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-code-saver.h"
#include "qing-dialogs.h"
#include "qing-edit-dialog.h"
#include "qing-image-viewer.h"
#include "qing-message-details.h"
#include "qing-test-pictures.h"
#include "qing-server-preset.h"
#include "qing-test-window.h"

#include <string.h>

static void
close_dialog (QingTestWindow *self, GtkWidget *dialog)
{
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  qing_test_settle (self);
  g_assert_null (dialog);
}

/* A name that an import brought along leads nowhere else, hides nothing and is no other one. */
static void
test_names (QingTestWindow *self, gconstpointer data)
{
  static const char *const cases[][2] = {
    { "photo.png", "photo.png" },
    { "清谈 1.jpg", "清谈 1.jpg" },
    { "../../.bashrc", "_.._.bashrc" },
    { "/etc/passwd", "_etc_passwd" },
    { "a\\b", "a_b" },
    { "..", "" },
    { " .hidden", "hidden" },
    { "a\nb\tc\x7f.txt", "abc.txt" },
    { "photo\xe2\x80\xaegnp.exe", "photognp.exe" },
    { "a\xff.txt", "a\xef\xbf\xbd.txt" },
    { "", "" },
  };
  g_autofree char *filled = g_strnfill (5000, 'x');
  g_autofree char *endless = g_strdup_printf ("清谈%s清谈.png", filled);
  g_autofree char *cut = qing_dialogs_clean_name (endless);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = qing_dialogs_clean_name (cases[i][0]);

      g_assert_cmpstr (clean, ==, cases[i][1]);
    }
  g_assert_cmpuint (strlen (cut), ==, 200);
  g_assert_true (g_str_has_suffix (cut, "x.png"));
}

static void
test_edit_question (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  QingMessage *question = qing_message_get_parent (qing_conversation_get_leaf (conversation));
  GtkWidget *dialog;
  GtkTextView *view;

  qing_window_set_conversation (self->window, conversation);
  dialog =
    qing_edit_dialog_show (GTK_WIDGET (self->window), self->desk.engine, conversation, question);
  qing_test_settle (self);
  view = qing_test_find (dialog, "GtkTextView");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "   ", -1);
  gtk_widget_activate_action (dialog, "edit.accept", NULL);
  g_assert_cmpuint (qing_message_get_n_siblings (question), ==, 1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "Another question", -1);
  gtk_widget_activate_action (dialog, "edit.accept", NULL);
  qing_test_settle (self);
  /* The old one is still there, beside the new one. */
  g_assert_cmpuint (qing_message_get_n_siblings (question), ==, 2);
  g_assert_cmpstr (qing_message_get_text (question, NULL), ==, "Question");
  qing_engine_stop (self->desk.engine, conversation);
}

static void
test_edit_answer (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  QingMessage *answer = qing_conversation_get_leaf (conversation);
  GtkWidget *dialog =
    qing_edit_dialog_show (GTK_WIDGET (self->window), self->desk.engine, conversation, answer);
  GtkTextView *view;

  qing_test_settle (self);
  view = qing_test_find (dialog, "GtkTextView");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "Corrected", -1);
  gtk_widget_activate_action (dialog, "edit.accept", NULL);
  qing_test_settle (self);
  g_assert_cmpuint (qing_message_get_n_siblings (answer), ==, 2);
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (conversation), NULL), ==,
                   "Corrected");
}

static void
test_details (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Priced");
  g_autoptr (QingMessage) message = qing_message_new (QING_ROLE_ASSISTANT);
  QingAccount *account = qing_engine_get_account (self->desk.engine, NULL);
  QingUsage usage = QING_USAGE_INIT;
  QingTiming timing = QING_TIMING_INIT;
  g_autofree char *text = NULL;
  g_autofree char *little = NULL;
  g_autofree char *priced = NULL;
  GtkWidget *dialog;

  dialog =
    qing_message_details_show (GTK_WIDGET (self->window), self->desk.engine, conversation, message);
  little = qing_message_details_dup_text (QING_MESSAGE_DETAILS (dialog));
  g_assert_null (strstr (little, "Written"));
  close_dialog (self, dialog);

  usage.prompt = 1200;
  usage.cached = 1024;
  usage.completion = 90;
  usage.reasoning = 0;
  timing.first_token = 250000;
  timing.finished = 2250000;
  qing_message_set_usage (message, &usage);
  qing_message_set_timing (message, &timing);
  qing_message_set_request_id (message, "6f9<b>id</b>");
  qing_message_set_finish_reason (message, "length");
  dialog =
    qing_message_details_show (GTK_WIDGET (self->window), self->desk.engine, conversation, message);
  text = qing_message_details_dup_text (QING_MESSAGE_DETAILS (dialog));
  g_assert_nonnull (strstr (text, "Read\t1200\n"));
  g_assert_nonnull (strstr (text, "of them from the cache\t1024\n"));
  g_assert_nonnull (strstr (text, "Written\t90\n"));
  g_assert_null (strstr (text, "of them thinking"));
  /* Nobody knows what this server wants. */
  g_assert_null (strstr (text, "This Request"));
  g_assert_nonnull (strstr (text, "Until the first token\t0.25 s\n"));
  g_assert_nonnull (strstr (text, "In all\t2.25 s\n"));
  g_assert_nonnull (strstr (text, "The limit of tokens was reached"));
  g_assert_nonnull (strstr (text, "Request ID\t6f9<b>id</b>\n"));
  qing_test_settle (self);
  close_dialog (self, dialog);

  /* The list of Beijing: 0.8 and 2 for a million of qwen-plus (protocol.md 6). */
  qing_account_set_base_url (account, qing_server_preset_get (1)->url);
  qing_message_set_model (message, "qwen-plus");
  qing_conversation_add (conversation, message, qing_conversation_get_leaf (conversation), TRUE);
  dialog =
    qing_message_details_show (GTK_WIDGET (self->window), self->desk.engine, conversation, message);
  priced = qing_message_details_dup_text (QING_MESSAGE_DETAILS (dialog));
  g_assert_nonnull (strstr (priced, "This Request\tat most ¥0.0011\n"));
  g_assert_nonnull (strstr (priced, "Whole Conversation, without 1 Answer"));
  close_dialog (self, dialog);
}

static gboolean
has_picture (gpointer viewer)
{
  GtkPicture *picture = qing_test_find (viewer, "GtkPicture");

  return picture != NULL && gtk_picture_get_paintable (picture) != NULL;
}

static void
test_viewer (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (300, 200, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "quarters.png", "image/png");
  GtkWidget *viewer;
  GtkWidget *picture;
  int width;

  qing_attachment_set_bytes (attachment, bytes);
  viewer = qing_image_viewer_show (GTK_WIDGET (self->window), attachment);
  qing_test_run_until (has_picture, viewer);
  gtk_widget_activate_action (viewer, "viewer.original", NULL);
  picture = qing_test_find (viewer, "GtkPicture");
  gtk_widget_get_size_request (picture, &width, NULL);
  g_assert_cmpint (width, ==, 300);
  gtk_widget_activate_action (viewer, "viewer.zoom-in", NULL);
  gtk_widget_get_size_request (picture, &width, NULL);
  g_assert_cmpint (width, ==, 375);
  gtk_widget_activate_action (viewer, "viewer.fit", NULL);
  gtk_widget_get_size_request (picture, &width, NULL);
  g_assert_cmpint (width, ==, -1);
  close_dialog (self, viewer);
}

static gboolean
has_fault (gpointer viewer)
{
  return qing_test_find (viewer, "GtkPicture") == NULL &&
         qing_test_find (viewer, "GtkSpinner") == NULL;
}

static void
test_viewer_damaged (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "broken.png", "image/png");
  GtkWidget *viewer;

  qing_attachment_set_bytes (attachment, bytes);
  viewer = qing_image_viewer_show (GTK_WIDGET (self->window), attachment);
  qing_test_run_until (has_fault, viewer);
  close_dialog (self, viewer);

  /* It is closed before anything was loaded. */
  viewer = qing_image_viewer_show (GTK_WIDGET (self->window), attachment);
  gtk_window_destroy (GTK_WINDOW (viewer));
  qing_test_settle (self);
}

static void
test_code_name (QingTestWindow *self, gconstpointer data)
{
  static const struct
  {
    const char *language;
    const char *name;
  } cases[] = { { "Python", "code.py" },
                { "c", "code.c" },
                { "../../etc/passwd", "code.txt" },
                { "", "code.txt" },
                { NULL, "code.txt" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = qing_code_saver_suggest_name (cases[i].language);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

/* It has several pages, whose numbers the style of the platform would make less than nothing wide:
 * such a warning fails here. */
static void
test_shortcuts (QingTestWindow *self, gconstpointer data)
{
  GtkWindow *shortcuts = NULL;
  g_autoptr (GList) windows = NULL;

  qing_test_activate (self, "win.shortcuts");
  qing_test_settle (self);
  windows = gtk_window_list_toplevels ();
  for (GList *link = windows; link != NULL; link = link->next)
    if (GTK_IS_SHORTCUTS_WINDOW (link->data))
      shortcuts = link->data;
  g_assert_nonnull (shortcuts);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (shortcuts)));
  close_dialog (self, GTK_WIDGET (shortcuts));
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/dialogs/" name, QingTestWindow, NULL, qing_test_window_set_up, func,               \
              qing_test_window_tear_down)
  ADD ("names", test_names);
  ADD ("edit-question", test_edit_question);
  ADD ("edit-answer", test_edit_answer);
  ADD ("details", test_details);
  ADD ("code-name", test_code_name);
  ADD ("viewer", test_viewer);
  ADD ("viewer-damaged", test_viewer_damaged);
  ADD ("shortcuts", test_shortcuts);
#undef ADD
  return g_test_run ();
}
