/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-chat-controller.h"

#include "qing-attachment-files.h"
#include "qing-code-saver.h"
#include "qing-compare-window.h"
#include "qing-dialogs.h"
#include "qing-edit-dialog.h"
#include "qing-image-viewer.h"
#include "qing-inspector.h"
#include "qing-link.h"
#include "qing-message-details.h"
#include "qing-rich-copy.h"
#include "qing-remedies.h"

#include <glib/gi18n.h>
#include <string.h>

struct _QingChatController
{
  GObject parent_instance;

  QingRulingWatch *watch;
  QingComposer *composer;
  GtkWidget *host;
  QingRemedies *remedies;
  /* The hosts whose addresses the user has seen and agreed to in this session. */
  GHashTable *known_hosts;
};

G_DEFINE_FINAL_TYPE (QingChatController, qing_chat_controller, G_TYPE_OBJECT)

enum
{
  SIGNAL_TOAST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What was in the composer while the engine writes it. */
typedef struct
{
  QingChatController *self;
  QingConversation *conversation;
  char *text;
  GListModel *attachments;
} Sending;

typedef struct
{
  QingEngine *engine;
  QingConversation *conversation;
  guint token;
} Undo;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->self);
  g_object_unref (sending->conversation);
  g_object_unref (sending->attachments);
  g_free (sending->text);
  g_free (sending);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
undo_free (gpointer data, GClosure *closure)
{
  Undo *undo = data;

  g_object_unref (undo->engine);
  g_object_unref (undo->conversation);
  g_free (undo);
}

static QingEngine *
get_engine (QingChatController *self)
{
  return qing_ruling_watch_get_engine (self->watch);
}

static QingConversation *
get_conversation (QingChatController *self)
{
  return qing_ruling_watch_get_conversation (self->watch);
}

static QingMessage *
get_message (QingChatController *self, GVariant *parameter)
{
  QingConversation *conversation = get_conversation (self);

  return conversation != NULL
           ? qing_conversation_get_message (conversation, g_variant_get_string (parameter, NULL))
           : NULL;
}

static void
tell (QingChatController *self, const char *text)
{
  g_autoptr (AdwToast) toast = adw_toast_new (text);

  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
}

static void
do_copy (QingChatController *self, QingMessage *message)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->host),
                          qing_message_get_text (message, NULL));
  tell (self, _ ("Copied"));
}

static void
do_edit (QingChatController *self, QingMessage *message)
{
  qing_edit_dialog_show (self->host, get_engine (self), get_conversation (self), message);
}

/* The buttons below the message go away while it is answered: the keys go to where the next question
 * is written, and Escape stops it, rather than to nowhere. */
static void
do_regenerate (QingChatController *self, QingMessage *message)
{
  qing_composer_focus (self->composer);
  qing_engine_regenerate (get_engine (self), get_conversation (self), message, NULL);
}

static void
do_retry (QingChatController *self, QingMessage *message)
{
  if (qing_message_is_running (message))
    {
      qing_engine_retry_now (get_engine (self), get_conversation (self), message);
      return;
    }
  qing_remedies_cancel_wait (self->remedies, message);
  do_regenerate (self, message);
}

static void
do_continue (QingChatController *self, QingMessage *message)
{
  if (!qing_engine_can_continue (get_engine (self), get_conversation (self), message))
    {
      do_regenerate (self, message);
      return;
    }
  qing_composer_focus (self->composer);
  qing_engine_continue (get_engine (self), get_conversation (self), message);
}

static void
do_stop (QingChatController *self, QingMessage *message)
{
  if (!qing_remedies_cancel_wait (self->remedies, message))
    qing_engine_stop_message (get_engine (self), get_conversation (self), message);
}

static void
undo_cb (AdwToast *toast, gpointer user_data)
{
  Undo *undo = user_data;

  qing_engine_undelete_message (undo->engine, undo->conversation, undo->token);
}

static void
offer_undo (QingChatController *self, const char *words, guint token)
{
  g_autoptr (AdwToast) toast = adw_toast_new (words);
  Undo *undo = g_new0 (Undo, 1);

  undo->engine = g_object_ref (get_engine (self));
  undo->conversation = g_object_ref (get_conversation (self));
  undo->token = token;
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, undo_free, 0);
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
}

static void
do_delete (QingChatController *self, QingMessage *message)
{
  gboolean branch = qing_message_get_n_children (message) > 0;
  guint token = qing_engine_delete_message (get_engine (self), get_conversation (self), message);

  offer_undo (self, branch ? _ ("Messages deleted") : _ ("Message deleted"), token);
}

static void
do_delete_one (QingChatController *self, QingMessage *message)
{
  offer_undo (self, _ ("Message deleted"),
              qing_engine_delete_message_alone (get_engine (self), get_conversation (self),
                                                message));
}

static void
do_regenerate_with (QingChatController *self, QingMessage *message)
{
  gtk_widget_activate_action (self->host, "win.answer-with", "s", qing_message_get_uid (message));
}

static void
do_copy_rich (QingChatController *self, QingMessage *message)
{
  qing_rich_copy (gtk_widget_get_clipboard (self->host), message);
  tell (self, _ ("Copied"));
}

static void
do_details (QingChatController *self, QingMessage *message)
{
  qing_message_details_show (self->host, get_engine (self), get_conversation (self), message);
}

static void
do_inspect (QingChatController *self, QingMessage *message)
{
  qing_inspector_show (self->host, get_engine (self), get_conversation (self), message);
}

static void
do_confidence (QingChatController *self, QingMessage *message)
{
  GtkWidget *inspector =
    qing_inspector_show (self->host, get_engine (self), get_conversation (self), message);

  qing_inspector_set_page (QING_INSPECTOR (inspector), "tokens");
}

static void
do_previous (QingChatController *self, QingMessage *message)
{
  qing_engine_choose_sibling (get_engine (self), get_conversation (self), message, -1);
}

static void
do_next (QingChatController *self, QingMessage *message)
{
  qing_engine_choose_sibling (get_engine (self), get_conversation (self), message, +1);
}

static void
do_quote (QingChatController *self, QingMessage *message)
{
  qing_composer_insert (self->composer, qing_message_get_text (message, NULL), TRUE);
}

static void
do_fault_action (QingChatController *self, QingMessage *message)
{
  qing_remedies_apply (self->remedies, message);
}

static void
do_compare (QingChatController *self, QingMessage *message)
{
  GtkRoot *root = gtk_widget_get_root (self->host);

  if (qing_message_get_n_siblings (message) > 1)
    gtk_window_present (GTK_WINDOW (qing_compare_window_new (GTK_WINDOW (root), get_engine (self),
                                                             get_conversation (self), message)));
}

static void
do_fork (QingChatController *self, QingMessage *message)
{
  gtk_widget_activate_action (self->host, "win.fork", "s", qing_message_get_uid (message));
}

/* clang-format off */
static const struct
{
  const char *name;
  void (*act) (QingChatController *self, QingMessage *message);
} message_actions[] = {
  { "copy",         do_copy         },
  { "edit",         do_edit         },
  { "regenerate",   do_regenerate   },
  { "retry",        do_retry        },
  { "continue",     do_continue     },
  { "stop",         do_stop         },
  { "delete",       do_delete       },
  { "delete-one",   do_delete_one   },
  { "copy-rich",    do_copy_rich    },
  { "regenerate-with", do_regenerate_with },
  { "details",      do_details      },
  { "inspect",      do_inspect      },
  { "confidence",   do_confidence   },
  { "previous",     do_previous     },
  { "next",         do_next         },
  { "quote",        do_quote        },
  { "fault-action", do_fault_action },
  { "fork",         do_fork         },
  { "compare",      do_compare      },
};
/* clang-format on */

static void
message_action_cb (QingChatController *self, GVariant *parameter, GAction *action)
{
  QingMessage *message = get_message (self, parameter);

  if (message == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (message_actions); i++)
    if (g_str_equal (message_actions[i].name, g_action_get_name (action)))
      message_actions[i].act (self, message);
}

static QingAttachment *
find_attachment (QingConversation *conversation, const char *uid)
{
  guint n_messages = g_list_model_get_n_items (G_LIST_MODEL (conversation));

  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr (QingMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);
      GListModel *attachments = qing_message_get_attachments (message);
      guint n_attachments = g_list_model_get_n_items (attachments);

      for (guint j = 0; j < n_attachments; j++)
        {
          g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, j);

          if (g_strcmp0 (qing_attachment_get_uid (attachment), uid) == 0)
            return attachment;
        }
    }
  return NULL;
}

static void
failed_cb (const char *words, gpointer user_data)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  tell (user_data, escaped);
}

static void
attachment_action_cb (QingChatController *self, GVariant *parameter, GAction *action)
{
  QingConversation *conversation = get_conversation (self);
  QingAttachment *attachment = NULL;

  if (conversation != NULL)
    attachment = find_attachment (conversation, g_variant_get_string (parameter, NULL));
  if (attachment == NULL)
    return;
  if (g_str_equal (g_action_get_name (action), "save"))
    qing_attachment_files_save (self->host, attachment, failed_cb, G_OBJECT (self));
  else
    qing_chat_controller_open_attachment (self, attachment);
}

static void
open_link (QingChatController *self, const char *uri)
{
  GtkRoot *root = self->host != NULL ? gtk_widget_get_root (self->host) : NULL;

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

typedef struct
{
  QingChatController *self;
  char *uri;
  char *host;
} Link;

static void
link_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Link *link = user_data;

  if (qing_dialogs_ask_finish (result))
    {
      if (link->host != NULL)
        g_hash_table_add (link->self->known_hosts, g_strdup (link->host));
      open_link (link->self, link->uri);
    }
  g_object_unref (link->self);
  g_free (link->uri);
  g_free (link->host);
  g_free (link);
}

/* A model wrote the address, maybe under a text that says something else: the user sees it before
 * the browser does. */
static void
open_link_cb (QingChatController *self, GVariant *parameter)
{
  g_autofree char *host = NULL;
  g_autofree char *uri = qing_link_dup_address (g_variant_get_string (parameter, NULL), &host);
  g_autofree char *shown = NULL;
  Link *link;

  if (uri == NULL)
    {
      tell (self, _ ("Only web and mail addresses are opened from here."));
      return;
    }
  if (host != NULL && g_hash_table_contains (self->known_hosts, host))
    {
      open_link (self, uri);
      return;
    }
  shown = qing_link_dup_for_display (uri);
  link = g_new0 (Link, 1);
  link->self = g_object_ref (self);
  link->uri = g_steal_pointer (&uri);
  link->host = g_steal_pointer (&host);
  qing_dialogs_ask_async (self->host, _ ("Open This Address?"), shown, _ ("_Open"), FALSE,
                          link_asked_cb, link);
}

static void
save_code_cb (QingChatController *self, GVariant *parameter)
{
  const char *language;
  const char *text;

  g_variant_get (parameter, "(&s&s)", &language, &text);
  qing_code_saver_save (self->host, language, text, failed_cb, G_OBJECT (self));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sending) sending = user_data;
  QingChatController *self = sending->self;
  g_autoptr (GError) error = NULL;
  guint n_items;

  if (qing_engine_send_finish (QING_ENGINE (source), result, &error))
    return;
  /* Nothing is lost: what could not be written is in the composer again. */
  if (self->host == NULL || get_conversation (self) != sending->conversation)
    {
      qing_conversation_set_draft (sending->conversation, sending->text);
      return;
    }
  qing_composer_insert (self->composer, sending->text, FALSE);
  n_items = g_list_model_get_n_items (sending->attachments);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (sending->attachments, i);

      qing_attachment_tray_add_attachment (qing_composer_get_tray (self->composer), attachment);
    }
  if (!g_error_matches (error, QING_ERROR, QING_ERROR_CANCELLED))
    qing_composer_set_notice (self->composer, error->message);
}

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingChatController) self = user_data;
  g_autoptr (GListModel) files = qing_dialogs_open_files_finish (result, NULL);
  QingAttachmentTray *tray = self->host != NULL ? qing_composer_get_tray (self->composer) : NULL;
  guint n_files = files != NULL && tray != NULL ? g_list_model_get_n_items (files) : 0;

  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      qing_attachment_tray_add_file (tray, file);
    }
  if (tray != NULL)
    qing_composer_focus (self->composer);
}

static void
add_action (QingChatController *self,
            GSimpleActionGroup *group,
            const char *name,
            const char *type,
            GCallback callback)
{
  g_autoptr (GVariantType) parameter_type = g_variant_type_new (type);
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, parameter_type);

  g_signal_connect_object (action, "activate", callback, self, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

static void
add_actions (QingChatController *self)
{
  g_autoptr (GSimpleActionGroup) messages = g_simple_action_group_new ();
  g_autoptr (GSimpleActionGroup) attachments = g_simple_action_group_new ();
  g_autoptr (GSimpleActionGroup) links = g_simple_action_group_new ();
  g_autoptr (GSimpleActionGroup) code = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (message_actions); i++)
    add_action (self, messages, message_actions[i].name, "s", G_CALLBACK (message_action_cb));
  add_action (self, attachments, "open", "s", G_CALLBACK (attachment_action_cb));
  add_action (self, attachments, "save", "s", G_CALLBACK (attachment_action_cb));
  add_action (self, links, "open", "s", G_CALLBACK (open_link_cb));
  add_action (self, code, "save", "(ss)", G_CALLBACK (save_code_cb));
  gtk_widget_insert_action_group (self->host, "message", G_ACTION_GROUP (messages));
  gtk_widget_insert_action_group (self->host, "attachment", G_ACTION_GROUP (attachments));
  gtk_widget_insert_action_group (self->host, "link", G_ACTION_GROUP (links));
  gtk_widget_insert_action_group (self->host, "code", G_ACTION_GROUP (code));
}

static void
qing_chat_controller_finalize (GObject *object)
{
  QingChatController *self = QING_CHAT_CONTROLLER (object);

  g_clear_weak_pointer (&self->host);
  g_clear_object (&self->remedies);
  g_clear_object (&self->watch);
  g_clear_object (&self->composer);
  g_hash_table_unref (self->known_hosts);

  G_OBJECT_CLASS (qing_chat_controller_parent_class)->finalize (object);
}

static void
qing_chat_controller_class_init (QingChatControllerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_chat_controller_finalize;

  signals[SIGNAL_TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
}

static void
qing_chat_controller_init (QingChatController *self)
{
  self->known_hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

QingChatController *
qing_chat_controller_new (QingRulingWatch *watch, QingComposer *composer, GtkWidget *host)
{
  QingChatController *self = g_object_new (QING_TYPE_CHAT_CONTROLLER, NULL);

  self->watch = g_object_ref (watch);
  self->composer = g_object_ref (composer);
  g_set_weak_pointer (&self->host, host);
  self->remedies = qing_remedies_new (watch, composer, host);
  g_signal_connect_object (self->remedies, "open-uri", G_CALLBACK (open_link), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "send", G_CALLBACK (qing_chat_controller_send), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "stop", G_CALLBACK (qing_chat_controller_stop), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "attach", G_CALLBACK (qing_chat_controller_attach_files), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (composer, "attachment-opened",
                           G_CALLBACK (qing_chat_controller_open_attachment), self,
                           G_CONNECT_SWAPPED);
  add_actions (self);
  return self;
}

void
qing_chat_controller_send (QingChatController *self)
{
  Sending *sending;

  g_return_if_fail (QING_IS_CHAT_CONTROLLER (self));

  if (!qing_composer_can_send (self->composer))
    return;
  sending = g_new0 (Sending, 1);
  sending->self = g_object_ref (self);
  sending->conversation = g_object_ref (get_conversation (self));
  sending->text = qing_composer_dup_text (self->composer);
  sending->attachments = qing_attachment_tray_list_ready (qing_composer_get_tray (self->composer));
  qing_engine_send_async (get_engine (self), sending->conversation, sending->text,
                          sending->attachments, NULL, sent_cb, sending);
  /* Only now: the draft goes from the disk after the message has come to it. */
  qing_composer_clear (self->composer);
}

void
qing_chat_controller_stop (QingChatController *self)
{
  g_return_if_fail (QING_IS_CHAT_CONTROLLER (self));

  if (get_conversation (self) != NULL)
    qing_engine_stop (get_engine (self), get_conversation (self));
}

gboolean
qing_chat_controller_copy_last_answer (QingChatController *self)
{
  QingMessage *message;

  g_return_val_if_fail (QING_IS_CHAT_CONTROLLER (self), FALSE);

  message =
    get_conversation (self) != NULL ? qing_conversation_get_leaf (get_conversation (self)) : NULL;
  while (message != NULL && qing_message_get_role (message) != QING_ROLE_ASSISTANT)
    message = qing_message_get_parent (message);
  if (message == NULL)
    return FALSE;
  do_copy (self, message);
  return TRUE;
}

void
qing_chat_controller_attach_files (QingChatController *self)
{
  g_return_if_fail (QING_IS_CHAT_CONTROLLER (self));

  qing_dialogs_open_files_async (self->host, NULL, files_chosen_cb, g_object_ref (self));
}

void
qing_chat_controller_open_attachment (QingChatController *self, QingAttachment *attachment)
{
  g_return_if_fail (QING_IS_CHAT_CONTROLLER (self));
  g_return_if_fail (QING_IS_ATTACHMENT (attachment));

  switch (qing_attachment_get_kind (attachment))
    {
    case QING_ATTACHMENT_AUDIO:
    case QING_ATTACHMENT_VIDEO:
      qing_attachment_files_open (self->host, attachment, failed_cb, G_OBJECT (self));
      break;
    case QING_ATTACHMENT_DOCUMENT:
      qing_attachment_files_save (self->host, attachment, failed_cb, G_OBJECT (self));
      break;
    case QING_ATTACHMENT_IMAGE:
    default:
      qing_image_viewer_show (self->host, attachment);
      break;
    }
}
