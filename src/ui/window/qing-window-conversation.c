/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-window-private.h"

#include "qing-conversation-index.h"

#include <glib/gi18n.h>

void
qing_window_update_title (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);
  const char *title = conversation != NULL ? qing_conversation_get_title (conversation) : NULL;

  gtk_window_set_title (GTK_WINDOW (self), title != NULL && *title != '\0' ? title : _ ("Qingtan"));
}

static void
remember_conversation (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);

  if (self->settings != NULL && self->restored)
    g_settings_set_string (self->settings, "last-conversation",
                           conversation != NULL && conversation != self->blank &&
                               !qing_conversation_get_temporary (conversation)
                             ? qing_conversation_get_uid (conversation)
                             : "");
}

/* With its first message the conversation that was begun becomes one of the list. */
void
qing_window_messages_changed_cb (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);

  if (conversation == NULL || conversation != self->blank ||
      g_list_model_get_n_items (G_LIST_MODEL (conversation)) == 0)
    return;
  g_clear_object (&self->blank);
  qing_sidebar_set_selected (self->sidebar, conversation);
  remember_conversation (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (qing_engine_load_finish (QING_ENGINE (source), result, &error) || self->watch == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, QING_ERROR, QING_ERROR_CANCELLED))
    return;
  qing_window_notice_cb (self, error->message);
}

static void
load (QingWindow *self, QingConversation *conversation)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (qing_conversation_is_loaded (conversation))
    return;
  self->loading = g_cancellable_new ();
  qing_engine_load_async (self->engine, conversation, self->loading, loaded_cb,
                          g_object_ref (self));
}

void
qing_window_begin_conversation (QingWindow *self)
{
  qing_window_set_conversation (self, NULL);
}

static void
apply_defaults (QingWindow *self, QingConversation *conversation)
{
  g_autofree char *model = g_settings_get_string (self->settings, "default-model");
  g_autofree char *account = g_settings_get_string (self->settings, "default-account");

  if (*account != '\0' && qing_engine_get_account (self->engine, account) != NULL)
    qing_conversation_set_account (conversation, account);
  if (*model != '\0')
    qing_conversation_set_model (conversation, model);
}

static QingConversation *
get_blank (QingWindow *self)
{
  if (self->blank == NULL)
    self->blank = qing_engine_take_unsent (self->engine);
  if (self->blank == NULL)
    {
      self->blank = qing_engine_create_conversation (self->engine);
      if (self->settings != NULL)
        apply_defaults (self, self->blank);
    }
  return self->blank;
}

/* What is to hold for new conversations holds for the one that waits to be begun, too. */
void
qing_window_defaults_changed_cb (QingWindow *self)
{
  if (self->blank != NULL)
    apply_defaults (self, self->blank);
}

/* What was begun and not sent is what waits to be begun, unless something is written already. */
static void
adopt_unsent (QingWindow *self)
{
  g_autoptr (QingConversation) blank = NULL;
  g_autofree char *text = qing_composer_dup_text (qing_chat_page_get_composer (self->page));
  gboolean shown = qing_window_get_conversation (self) == self->blank;

  if (self->blank != NULL && *text == '\0' &&
      (blank = qing_engine_take_unsent (self->engine)) != NULL)
    {
      g_set_object (&self->blank, blank);
      if (shown)
        qing_window_set_conversation (self, blank);
    }
}

/* Opens what was open when the program ended, once the list was read. */
void
qing_window_restore (QingWindow *self)
{
  g_autofree char *uid = NULL;
  gboolean ready = FALSE;

  g_object_get (self->engine, "ready", &ready, NULL);
  if (!ready || self->restored || self->settings == NULL)
    return;
  self->restored = TRUE;
  adopt_unsent (self);
  uid = g_settings_get_string (self->settings, "last-conversation");
  if (*uid != '\0' && qing_window_get_conversation (self) == self->blank)
    qing_window_show_conversation (self, uid);
}

void
qing_window_opened_cb (QingWindow *self, QingConversation *conversation)
{
  qing_window_set_conversation (self, conversation);
}

typedef struct
{
  QingWindow *window;
  QingConversation *conversation;
} Deleted;

static void
deleted_free (gpointer data, GClosure *closure)
{
  Deleted *deleted = data;

  g_clear_weak_pointer (&deleted->window);
  g_object_unref (deleted->conversation);
  g_free (deleted);
}

static void
undelete_cb (AdwToast *toast, gpointer user_data)
{
  Deleted *deleted = user_data;

  if (deleted->window == NULL || deleted->window->engine == NULL)
    return;
  qing_engine_undelete (deleted->window->engine, deleted->conversation);
  qing_window_set_conversation (deleted->window, deleted->conversation);
}

void
qing_window_deleted_cb (QingWindow *self, QingConversation *conversation)
{
  g_autoptr (AdwToast) toast = NULL;
  g_autofree char *title = NULL;
  Deleted *deleted = g_new0 (Deleted, 1);

  g_set_weak_pointer (&deleted->window, self);
  deleted->conversation = g_object_ref (conversation);
  title = g_markup_printf_escaped (_ ("“%s” deleted"), qing_conversation_get_title (conversation));
  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undelete_cb), deleted, deleted_free,
                         0);
  qing_window_add_toast (self, toast);
  if (qing_window_get_conversation (self) == conversation)
    qing_window_begin_conversation (self);
}

void
qing_window_picked_cb (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);
  const char *account;
  const char *model;

  if (self->settings == NULL || conversation == NULL)
    return;
  account = qing_conversation_get_account (conversation);
  model = qing_conversation_get_model (conversation);
  g_settings_set_string (self->settings, "default-model", model != NULL ? model : "");
  g_settings_set_string (self->settings, "default-account", account != NULL ? account : "");
}

void
qing_window_set_conversation (QingWindow *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_WINDOW (self));

  if (conversation == NULL)
    conversation = get_blank (self);
  if (conversation == qing_window_get_conversation (self))
    return;
  g_clear_pointer (&self->awaited_uid, g_free);
  load (self, conversation);
  g_signal_group_set_target (self->conversation_signals, conversation);
  qing_ruling_watch_set_conversation (self->watch, conversation);
  qing_sidebar_set_selected (self->sidebar, conversation != self->blank ? conversation : NULL);
  qing_window_update_title (self);
  qing_window_update_temporary_bar (self);
  remember_conversation (self);
  g_object_notify (G_OBJECT (self), "conversation");
}

typedef struct
{
  QingWindow *window;
  char *uid;
} Awaited;

static gboolean
show_listed (QingWindow *self, const char *uid)
{
  GListModel *conversations;
  guint n_items;

  conversations = qing_engine_get_conversations (self->engine);
  n_items = g_list_model_get_n_items (conversations);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingConversation) conversation = NULL;
      QingConversationSummary summary = { 0 };

      /* Of all that are passed by, no object is made. */
      qing_conversation_index_summarise (QING_CONVERSATION_INDEX (conversations), i, &summary);
      if (g_strcmp0 (summary.uid, uid) != 0)
        continue;
      conversation = g_list_model_get_item (conversations, i);
      qing_window_set_conversation (self, conversation);
      return TRUE;
    }
  return FALSE;
}

static void
all_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Awaited *awaited = user_data;
  g_autoptr (QingWindow) self = awaited->window;
  g_autofree char *uid = awaited->uid;

  /* Whoever has gone on elsewhere meanwhile stays there. */
  if (qing_engine_list_all_finish (QING_ENGINE (object), result, NULL) && self->engine != NULL &&
      g_strcmp0 (self->awaited_uid, uid) == 0)
    show_listed (self, uid);
}

void
qing_window_show_conversation (QingWindow *self, const char *uid)
{
  Awaited *awaited;

  g_return_if_fail (QING_IS_WINDOW (self));

  if (show_listed (self, uid) || qing_engine_has_listed_all (self->engine))
    return;
  g_free (self->awaited_uid);
  self->awaited_uid = g_strdup (uid);
  awaited = g_new0 (Awaited, 1);
  awaited->window = g_object_ref (self);
  awaited->uid = g_strdup (uid);
  qing_engine_list_all_async (self->engine, NULL, all_listed_cb, awaited);
}
