/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Putting conversations away, and finding them again. */

#include "qing-window-private.h"

#include "qing-archive-window.h"
#include "qing-dialogs.h"

#include <glib/gi18n.h>

static void
temporary_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);
  g_autoptr (QingConversation) conversation = qing_engine_create_conversation (self->engine);
  QingConversation *before = qing_window_get_conversation (self);

  qing_conversation_set_temporary (conversation, TRUE);
  if (before != NULL)
    {
      qing_conversation_set_account (conversation, qing_conversation_get_account (before));
      qing_conversation_set_model (conversation, qing_conversation_get_model (before));
    }
  qing_window_set_conversation (self, conversation);
  qing_composer_focus (qing_chat_page_get_composer (self->page));
}

void
qing_window_update_temporary_bar (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);
  gboolean temporary = conversation != NULL && qing_conversation_get_temporary (conversation);

  qing_notice_bar_set_revealed (self->temporary_bar, temporary);
  gtk_widget_set_visible (self->temporary_mark, temporary);
  qing_notice_bar_set_revealed (self->archived_bar,
                                conversation != NULL &&
                                  qing_conversation_get_archived (conversation));
}

/* The conversation on screen, which somebody has found in the archive. */
static void
unarchive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);
  QingConversation *conversation = qing_window_get_conversation (self);

  if (conversation == NULL || !qing_conversation_get_archived (conversation))
    return;
  qing_engine_set_archived (self->engine, conversation, FALSE);
  qing_sidebar_set_selected (self->sidebar, NULL);
  qing_sidebar_set_selected (self->sidebar, conversation);
}

static void
archived_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);
  QingArchiveWindow *window = qing_archive_window_new (self->engine, GTK_WINDOW (self));

  g_signal_connect_object (window, "opened", G_CALLBACK (qing_window_set_conversation), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

typedef struct
{
  QingWindow *window; /* weak */
  QingConversation *conversation;
} Archived;

static void
archived_free (gpointer data, GClosure *closure)
{
  Archived *archived = data;

  g_clear_weak_pointer (&archived->window);
  g_object_unref (archived->conversation);
  g_free (archived);
}

static void
unarchive_cb (AdwToast *toast, gpointer user_data)
{
  Archived *archived = user_data;

  if (archived->window == NULL || archived->window->engine == NULL)
    return;
  qing_engine_set_archived (archived->window->engine, archived->conversation, FALSE);
  qing_window_set_conversation (archived->window, archived->conversation);
}

static void
archive (QingWindow *self, QingConversation *conversation)
{
  g_autoptr (QingConversation) kept = g_object_ref (conversation);
  g_autofree char *title = NULL;
  g_autoptr (AdwToast) toast = NULL;
  Archived *archived = g_new0 (Archived, 1);

  g_set_weak_pointer (&archived->window, self);
  archived->conversation = g_object_ref (conversation);
  qing_engine_set_archived (self->engine, kept, TRUE);
  title = g_markup_printf_escaped (_ ("“%s” archived"), qing_conversation_get_title (kept));
  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (unarchive_cb), archived,
                         archived_free, 0);
  qing_window_add_toast (self, toast);
  if (qing_window_get_conversation (self) == kept)
    qing_window_begin_conversation (self);
}

static void
show_copy (QingWindow *self, QingConversation *copy, const GError *error)
{
  if (self->engine == NULL)
    return;
  if (copy != NULL)
    qing_window_set_conversation (self, copy);
  else if (!g_error_matches (error, QING_ERROR, QING_ERROR_CANCELLED))
    qing_window_notice_cb (self, error->message);
}

static void
duplicated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QingConversation) copy =
    qing_engine_duplicate_finish (QING_ENGINE (source), result, &error);

  show_copy (self, copy, error);
}

static void
forked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QingConversation) copy =
    qing_engine_fork_finish (QING_ENGINE (source), result, &error);

  show_copy (self, copy, error);
  if (copy != NULL)
    qing_composer_focus (qing_chat_page_get_composer (self->page));
}

static void
fork_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);
  QingConversation *conversation = qing_window_get_conversation (self);
  QingMessage *message =
    conversation != NULL
      ? qing_conversation_get_message (conversation, g_variant_get_string (parameter, NULL))
      : NULL;

  if (message != NULL)
    qing_engine_fork_async (self->engine, conversation, message, NULL, forked_cb,
                            g_object_ref (self));
}

/* Several conversations that were put away or deleted together, to bring them back. */
typedef struct
{
  QingWindow *window; /* weak */
  GPtrArray *conversations;
  gboolean deleted;
} Several;

static void
several_free (gpointer data, GClosure *closure)
{
  Several *several = data;

  g_clear_weak_pointer (&several->window);
  g_ptr_array_unref (several->conversations);
  g_free (several);
}

static void
bring_back_cb (AdwToast *toast, gpointer user_data)
{
  Several *several = user_data;
  QingEngine *engine = several->window != NULL ? several->window->engine : NULL;

  if (engine == NULL)
    return;
  qing_engine_begin_changes (engine);
  for (guint i = 0; i < several->conversations->len; i++)
    if (several->deleted)
      qing_engine_undelete (engine, several->conversations->pdata[i]);
    else
      qing_engine_set_archived (engine, several->conversations->pdata[i], FALSE);
  qing_engine_end_changes (engine);
}

static void
put_away (QingWindow *self, GPtrArray *conversations, gboolean delete)
{
  guint n = conversations->len;
  g_autofree char *words = NULL;
  g_autoptr (AdwToast) toast = NULL;
  Several *several = g_new0 (Several, 1);
  QingConversation *open = qing_window_get_conversation (self);

  g_set_weak_pointer (&several->window, self);
  several->conversations = g_ptr_array_ref (conversations);
  several->deleted = delete;
  qing_engine_begin_changes (self->engine);
  for (guint i = 0; i < n; i++)
    if (delete)
      qing_engine_delete (self->engine, conversations->pdata[i]);
    else
      qing_engine_set_archived (self->engine, conversations->pdata[i], TRUE);
  qing_engine_end_changes (self->engine);
  words =
    g_strdup_printf (delete ? ngettext ("%u conversation deleted", "%u conversations deleted", n)
                            : ngettext ("%u conversation archived", "%u conversations archived", n),
                     n);
  toast = adw_toast_new (words);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (bring_back_cb), several, several_free,
                         0);
  qing_window_add_toast (self, toast);
  if (g_ptr_array_find (conversations, open, NULL))
    qing_window_begin_conversation (self);
}

void
qing_window_asked_all_cb (QingWindow *self, GPtrArray *conversations, const char *what)
{
  if (g_str_equal (what, "delete") || g_str_equal (what, "archive"))
    put_away (self, conversations, g_str_equal (what, "delete"));
  else
    qing_window_export (self, conversations, what);
}

/* A folder that was deleted, to bring it back. */
typedef struct
{
  QingWindow *window; /* weak */
  QingFolderRemoval *removal;
} Unfoldered;

static void
unfoldered_free (gpointer data, GClosure *closure)
{
  Unfoldered *unfoldered = data;

  g_clear_weak_pointer (&unfoldered->window);
  qing_folder_removal_free (unfoldered->removal);
  g_free (unfoldered);
}

static void
undelete_folder_cb (AdwToast *toast, gpointer user_data)
{
  Unfoldered *unfoldered = user_data;

  if (unfoldered->window != NULL && unfoldered->window->engine != NULL)
    qing_engine_undelete_folder (unfoldered->window->engine, unfoldered->removal);
}

void
qing_window_folder_deleted_cb (QingWindow *self, const char *name, gpointer removal)
{
  g_autofree char *words = g_markup_printf_escaped (_ ("Folder “%s” deleted"), name);
  g_autoptr (AdwToast) toast = adw_toast_new (words);
  Unfoldered *unfoldered = g_new0 (Unfoldered, 1);

  g_set_weak_pointer (&unfoldered->window, self);
  unfoldered->removal = removal;
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undelete_folder_cb), unfoldered,
                         unfoldered_free, 0);
  qing_window_add_toast (self, toast);
}

/* What was put into a folder, to put it back. */
typedef struct
{
  QingWindow *window; /* weak */
  GPtrArray *moves;
} Moves;

static void
moves_free (gpointer data, GClosure *closure)
{
  Moves *moves = data;

  g_clear_weak_pointer (&moves->window);
  g_ptr_array_unref (moves->moves);
  g_free (moves);
}

static void
move_back_cb (AdwToast *toast, gpointer user_data)
{
  Moves *moves = user_data;

  if (moves->window != NULL && moves->window->engine != NULL)
    qing_sidebar_move_back (moves->window->sidebar, moves->moves);
}

void
qing_window_moved_cb (QingWindow *self, const char *words, GPtrArray *done)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autoptr (AdwToast) toast = adw_toast_new (escaped);
  Moves *moves = g_new0 (Moves, 1);

  g_set_weak_pointer (&moves->window, self);
  moves->moves = g_ptr_array_ref (done);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (move_back_cb), moves, moves_free, 0);
  qing_window_add_toast (self, toast);
}

/* Begins one in a folder, where it is listed with its first message. */
static void
new_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);

  qing_window_begin_conversation (self);
  qing_conversation_set_folder (qing_window_get_conversation (self),
                                g_variant_get_string (parameter, NULL));
  qing_composer_focus (qing_chat_page_get_composer (self->page));
}

/* What is selected, or the one on the screen. */
static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);

  gtk_widget_activate_action (GTK_WIDGET (self->sidebar), "conversation.move", NULL);
}

void
qing_window_asked_cb (QingWindow *self, QingConversation *conversation, const char *what)
{
  if (g_str_equal (what, "archive"))
    archive (self, conversation);
  else if (g_str_equal (what, "duplicate"))
    qing_engine_duplicate_async (self->engine, conversation, NULL, duplicated_cb,
                                 g_object_ref (self));
  else
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (one, g_object_ref (conversation));
      qing_window_export (self, one, what);
    }
}

/* A message that was found, while its conversation is read. */
typedef struct
{
  QingWindow *window;
  QingSearchHit *hit;
} Showing;

static void
showing_free (gpointer data)
{
  Showing *showing = data;

  g_object_unref (showing->window);
  g_object_unref (showing->hit);
  g_free (showing);
}

/* Returns: (transfer full): the words that were found, each once */
static GStrv
dup_words (QingSearchHit *hit)
{
  const char *excerpt = qing_search_hit_get_excerpt (hit);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint start;
  guint length;

  for (guint i = 0; qing_search_hit_get_mark (hit, i, &start, &length); i++)
    {
      g_autofree char *word = g_strndup (excerpt + start, length);

      if (g_hash_table_add (seen, g_utf8_casefold (word, -1)))
        g_strv_builder_add (words, word);
    }
  return g_strv_builder_end (words);
}

static void
show_hit (QingWindow *self, QingMessage *message, QingSearchHit *hit)
{
  QingConversationView *view =
    qing_conversation_pane_get_view (qing_chat_page_get_pane (self->page));
  g_auto (GStrv) words = dup_words (hit);

  qing_conversation_view_show_text (view, message, (const char *const *) words,
                                    qing_search_hit_get_part (hit) == QING_FOUND_THINKING);
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

/* Once the view has laid out the branch. */
static gboolean
scroll_cb (gpointer user_data)
{
  Showing *showing = user_data;
  QingWindow *self = showing->window;
  QingConversation *conversation = qing_search_hit_get_conversation (showing->hit);
  QingMessage *message;

  if (self->engine == NULL || qing_window_get_conversation (self) != conversation)
    return G_SOURCE_REMOVE;
  message =
    qing_conversation_get_message (conversation, qing_search_hit_get_message_uid (showing->hit));
  if (message != NULL)
    show_hit (self, message, showing->hit);
  return G_SOURCE_REMOVE;
}

static void
hit_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Showing *showing = user_data;
  QingConversation *conversation = qing_search_hit_get_conversation (showing->hit);
  QingMessage *message;

  /* The window tells when it cannot be read. */
  if (!qing_engine_load_finish (QING_ENGINE (source), result, NULL))
    {
      showing_free (showing);
      return;
    }
  message =
    qing_conversation_get_message (conversation, qing_search_hit_get_message_uid (showing->hit));
  if (message != NULL)
    qing_conversation_choose (conversation, message);
  g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, 60, scroll_cb, showing, showing_free);
}

void
qing_window_found_cb (QingWindow *self, QingSearchHit *hit)
{
  QingConversation *conversation = qing_search_hit_get_conversation (hit);
  Showing *showing;

  qing_window_set_conversation (self, conversation);
  if (qing_search_hit_get_message_uid (hit) == NULL)
    return;
  showing = g_new0 (Showing, 1);
  showing->window = g_object_ref (self);
  showing->hit = g_object_ref (hit);
  qing_engine_load_async (self->engine, conversation, NULL, hit_loaded_cb, showing);
}

void
qing_window_class_install_organise_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.temporary", NULL, temporary_action);
  gtk_widget_class_install_action (widget_class, "win.archived", NULL, archived_action);
  gtk_widget_class_install_action (widget_class, "win.fork", "s", fork_action);
  gtk_widget_class_install_action (widget_class, "win.new-conversation-in", "s", new_in_action);
  gtk_widget_class_install_action (widget_class, "win.move", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "win.unarchive", NULL, unarchive_action);
}
