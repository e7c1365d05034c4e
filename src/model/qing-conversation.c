/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-conversation.h"

#include "qing-attachment.h"
#include "qing-conversation-private.h"
#include "qing-folder.h"
#include "qing-message-private.h"
#include "qing-message-tree.h"

struct _QingConversation
{
  GObject parent_instance;

  char *uid;
  char *title;
  gboolean title_final;
  char *model;
  char *account;
  char *folder;
  char *draft;
  char *scroll;
  int draft_cursor;
  GListStore *draft_attachments;
  QingParameters *parameters;
  gint64 created;
  gint64 updated;
  gboolean pinned;
  gboolean archived;
  gboolean temporary;
  gboolean unsent;
  gboolean loaded;
  guint running;

  QingMessageTree tree;
};

enum
{
  PROP_0,
  PROP_UID,
  PROP_TITLE,
  PROP_TITLE_FINAL,
  PROP_MODEL,
  PROP_ACCOUNT,
  PROP_FOLDER,
  PROP_DRAFT,
  PROP_SCROLL,
  PROP_CREATED,
  PROP_UPDATED,
  PROP_PINNED,
  PROP_ARCHIVED,
  PROP_TEMPORARY,
  PROP_UNSENT,
  PROP_LOADED,
  PROP_RUNNING,
  N_PROPS
};

enum
{
  SIGNAL_MESSAGE_ADDED,
  SIGNAL_MESSAGE_REMOVED,
  SIGNAL_CHOICE_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingConversation,
                               qing_conversation,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return QING_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return QING_CONVERSATION (model)->tree.path->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  QingConversation *self = QING_CONVERSATION (model);

  if (position >= self->tree.path->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->tree.path, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
notify (QingConversation *self, guint prop_id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
qing_conversation_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  QingConversation *self = QING_CONVERSATION (object);

  switch (prop_id)
    {
    case PROP_UID:
      g_value_set_string (value, self->uid);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_TITLE_FINAL:
      g_value_set_boolean (value, self->title_final);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;
    case PROP_FOLDER:
      g_value_set_string (value, self->folder);
      break;
    case PROP_DRAFT:
      g_value_set_string (value, self->draft);
      break;
    case PROP_SCROLL:
      g_value_set_string (value, self->scroll);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, self->created);
      break;
    case PROP_UPDATED:
      g_value_set_int64 (value, self->updated);
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    case PROP_ARCHIVED:
      g_value_set_boolean (value, self->archived);
      break;
    case PROP_TEMPORARY:
      g_value_set_boolean (value, self->temporary);
      break;
    case PROP_UNSENT:
      g_value_set_boolean (value, self->unsent);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_RUNNING:
      g_value_set_uint (value, self->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
qing_conversation_finalize (GObject *object)
{
  QingConversation *self = QING_CONVERSATION (object);

  qing_message_tree_clear (&self->tree);
  g_clear_object (&self->parameters);
  g_free (self->uid);
  g_free (self->title);
  g_free (self->model);
  g_free (self->account);
  g_free (self->folder);
  g_free (self->draft);
  g_free (self->scroll);
  g_clear_object (&self->draft_attachments);

  G_OBJECT_CLASS (qing_conversation_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  static const struct
  {
    guint id;
    const char *name;
  } strings[] = {
    { PROP_UID, "uid" },         { PROP_TITLE, "title" },   { PROP_MODEL, "model" },
    { PROP_ACCOUNT, "account" }, { PROP_FOLDER, "folder" }, { PROP_DRAFT, "draft" },
    { PROP_SCROLL, "scroll" },
  }, booleans[] = {
    { PROP_TITLE_FINAL, "title-final" }, { PROP_PINNED, "pinned" },
    { PROP_ARCHIVED, "archived" },       { PROP_TEMPORARY, "temporary" },
    { PROP_UNSENT, "unsent" },           { PROP_LOADED, "loaded" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    properties[strings[i].id] = g_param_spec_string (strings[i].name, NULL, NULL, NULL, flags);
  for (gsize i = 0; i < G_N_ELEMENTS (booleans); i++)
    properties[booleans[i].id] = g_param_spec_boolean (booleans[i].name, NULL, NULL, FALSE, flags);
  properties[PROP_CREATED] = g_param_spec_int64 ("created", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_UPDATED] = g_param_spec_int64 ("updated", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_RUNNING] = g_param_spec_uint ("running", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static guint
new_message_signal (const char *name)
{
  return g_signal_new (name, QING_TYPE_CONVERSATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 1, QING_TYPE_MESSAGE);
}

static void
qing_conversation_class_init (QingConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = qing_conversation_get_property;
  object_class->finalize = qing_conversation_finalize;
  install_properties (object_class);

  signals[SIGNAL_MESSAGE_ADDED] = new_message_signal ("message-added");
  signals[SIGNAL_MESSAGE_REMOVED] = new_message_signal ("message-removed");
  signals[SIGNAL_CHOICE_CHANGED] = new_message_signal ("choice-changed");
}

static void
qing_conversation_init (QingConversation *self)
{
  self->title = g_strdup ("");
  self->draft_cursor = -1;
  self->created = self->updated = g_get_real_time ();
  self->parameters = qing_parameters_new ();
  qing_message_tree_init (&self->tree);
}

QingConversation *
qing_conversation_new (void)
{
  QingConversation *self = qing_conversation_new_with_uid (NULL);

  self->loaded = TRUE;
  return self;
}

/**
 * qing_conversation_new_with_uid:
 * @uid: (nullable): a new random one when %NULL
 *
 * A conversation whose messages are not in memory yet.
 */
QingConversation *
qing_conversation_new_with_uid (const char *uid)
{
  QingConversation *self = g_object_new (QING_TYPE_CONVERSATION, NULL);

  self->uid = uid != NULL ? g_strdup (uid) : g_uuid_string_random ();
  return self;
}

const char *
qing_conversation_get_uid (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return self->uid;
}

const char *
qing_conversation_get_title (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return self->title;
}

gboolean
qing_conversation_is_title_final (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), FALSE);
  return self->title_final;
}

static void
set_boolean (QingConversation *self, gboolean *field, gboolean value, guint prop_id)
{
  if (*field == !!value)
    return;
  *field = !!value;
  notify (self, prop_id);
}

static void
set_string (QingConversation *self, char **field, const char *value, guint prop_id)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  notify (self, prop_id);
}

void
qing_conversation_set_title (QingConversation *self, const char *title, gboolean final)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));

  set_string (self, &self->title, title != NULL ? title : "", PROP_TITLE);
  set_boolean (self, &self->title_final, final, PROP_TITLE_FINAL);
}

const char *
qing_conversation_get_model (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return self->model;
}

void
qing_conversation_set_model (QingConversation *self, const char *model)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_string (self, &self->model, model, PROP_MODEL);
}

const char *
qing_conversation_get_account (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return self->account;
}

void
qing_conversation_set_account (QingConversation *self, const char *account_uid)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_string (self, &self->account, account_uid, PROP_ACCOUNT);
}

QingParameters *
qing_conversation_get_parameters (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return self->parameters;
}

gint64
qing_conversation_get_created (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), 0);
  return self->created;
}

static void
set_time (QingConversation *self, gint64 *field, gint64 value, guint prop_id)
{
  if (*field == value)
    return;
  *field = value;
  notify (self, prop_id);
}

void
qing_conversation_set_created (QingConversation *self, gint64 created)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_time (self, &self->created, created, PROP_CREATED);
}

gint64
qing_conversation_get_updated (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), 0);
  return self->updated;
}

void
qing_conversation_set_updated (QingConversation *self, gint64 updated)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_time (self, &self->updated, updated, PROP_UPDATED);
}

gboolean
qing_conversation_get_pinned (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), FALSE);
  return self->pinned;
}

void
qing_conversation_set_pinned (QingConversation *self, gboolean pinned)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_boolean (self, &self->pinned, pinned, PROP_PINNED);
}

gboolean
qing_conversation_get_archived (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), FALSE);
  return self->archived;
}

void
qing_conversation_set_archived (QingConversation *self, gboolean archived)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_boolean (self, &self->archived, archived, PROP_ARCHIVED);
}

const char *
qing_conversation_get_folder (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return self->folder;
}

void
qing_conversation_set_folder (QingConversation *self, const char *folder)
{
  g_autofree char *path = NULL;

  g_return_if_fail (QING_IS_CONVERSATION (self));

  path = qing_folder_clean_path (folder);
  set_string (self, &self->folder, path, PROP_FOLDER);
}

gboolean
qing_conversation_get_temporary (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), FALSE);
  return self->temporary;
}

void
qing_conversation_set_temporary (QingConversation *self, gboolean temporary)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_boolean (self, &self->temporary, temporary, PROP_TEMPORARY);
}

const char *
qing_conversation_get_draft (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return self->draft;
}

void
qing_conversation_set_draft (QingConversation *self, const char *draft)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_string (self, &self->draft, draft != NULL && *draft != '\0' ? draft : NULL, PROP_DRAFT);
}

gboolean
qing_conversation_get_unsent (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), FALSE);
  return self->unsent;
}

void
qing_conversation_set_unsent (QingConversation *self, gboolean unsent)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_boolean (self, &self->unsent, unsent, PROP_UNSENT);
}

int
qing_conversation_get_draft_cursor (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), -1);
  return self->draft_cursor;
}

void
qing_conversation_set_draft_cursor (QingConversation *self, int cursor)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  self->draft_cursor = MAX (cursor, -1);
}

/* Most conversations never have one. */
GListModel *
qing_conversation_get_draft_attachments (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);

  if (self->draft_attachments == NULL)
    self->draft_attachments = g_list_store_new (QING_TYPE_ATTACHMENT);
  return G_LIST_MODEL (self->draft_attachments);
}

void
qing_conversation_set_draft_attachments (QingConversation *self, GListModel *attachments)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before;

  g_return_if_fail (QING_IS_CONVERSATION (self));

  for (guint i = 0; attachments != NULL && i < g_list_model_get_n_items (attachments); i++)
    g_ptr_array_add (items, g_list_model_get_item (attachments, i));
  n_before = g_list_model_get_n_items (qing_conversation_get_draft_attachments (self));
  if (n_before > 0 || items->len > 0)
    g_list_store_splice (self->draft_attachments, 0, n_before, items->pdata, items->len);
}

const char *
qing_conversation_get_scroll (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return self->scroll;
}

void
qing_conversation_set_scroll (QingConversation *self, const char *scroll)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_string (self, &self->scroll, scroll, PROP_SCROLL);
}

gboolean
qing_conversation_is_loaded (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), FALSE);
  return self->loaded;
}

void
qing_conversation_set_loaded (QingConversation *self, gboolean loaded)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  set_boolean (self, &self->loaded, loaded, PROP_LOADED);
}

guint
qing_conversation_get_running (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), 0);
  return self->running;
}

QingMessage *
qing_conversation_get_message (QingConversation *self, const char *uid)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return uid != NULL ? g_hash_table_lookup (self->tree.by_uid, uid) : NULL;
}

QingMessage *
qing_conversation_get_leaf (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return self->tree.path->len > 0 ? g_ptr_array_index (self->tree.path, self->tree.path->len - 1)
                                  : NULL;
}

guint
qing_conversation_get_n_roots (QingConversation *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), 0);
  return self->tree.roots->len;
}

QingMessage *
qing_conversation_get_root (QingConversation *self, guint index)
{
  g_return_val_if_fail (QING_IS_CONVERSATION (self), NULL);
  return index < self->tree.roots->len ? g_ptr_array_index (self->tree.roots, index) : NULL;
}

static void
announce (QingConversation *self, const QingSplice *splice)
{
  if (splice->removed > 0 || splice->added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), splice->position, splice->removed,
                                splice->added);
}

static void
set_running (QingConversation *self, guint running)
{
  if (self->running == running)
    return;
  self->running = running;
  notify (self, PROP_RUNNING);
}

/* Called by a message of this conversation when it begins or ends to run. */
void
qing_conversation_count_running (QingConversation *self, gboolean running)
{
  set_running (self, running ? self->running + 1 : self->running - 1);
}

static void
adopt (gpointer message, gpointer data)
{
  QingConversation *self = data;

  qing_message_set_owner (message, self);
  if (qing_message_is_running (message))
    set_running (self, self->running + 1);
}

static void
release (gpointer message, gpointer data)
{
  QingConversation *self = data;

  qing_message_set_owner (message, NULL);
  if (qing_message_is_running (message))
    set_running (self, self->running - 1);
}

static void
insert (QingConversation *self,
        QingMessage *message,
        QingMessage *parent,
        guint index,
        gboolean choose)
{
  QingSplice splice;

  qing_message_tree_insert (&self->tree, message, parent, index, choose, &splice);
  qing_message_tree_foreach (message, adopt, self);
  announce (self, &splice);
  g_signal_emit (self, signals[SIGNAL_MESSAGE_ADDED], 0, message);
}

void
qing_conversation_add (QingConversation *self,
                       QingMessage *message,
                       QingMessage *parent,
                       gboolean choose)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  g_return_if_fail (QING_IS_MESSAGE (message));
  g_return_if_fail (qing_conversation_get_message (self, qing_message_get_uid (message)) == NULL);
  insert (self, message, parent, G_MAXUINT, choose);
}

guint
qing_conversation_remove (QingConversation *self, QingMessage *message)
{
  g_autoptr (QingMessage) kept = NULL;
  QingSplice splice;
  guint index;

  g_return_val_if_fail (QING_IS_CONVERSATION (self), 0);
  g_return_val_if_fail (QING_IS_MESSAGE (message), 0);

  kept = g_object_ref (message);
  qing_message_tree_foreach (message, release, self);
  index = qing_message_tree_remove (&self->tree, message, &splice);
  announce (self, &splice);
  g_signal_emit (self, signals[SIGNAL_MESSAGE_REMOVED], 0, message);
  return index;
}

void
qing_conversation_restore (QingConversation *self,
                           QingMessage *message,
                           QingMessage *parent,
                           guint position)
{
  g_return_if_fail (QING_IS_CONVERSATION (self));
  g_return_if_fail (QING_IS_MESSAGE (message));
  insert (self, message, parent, position, TRUE);
}

void
qing_conversation_choose (QingConversation *self, QingMessage *message)
{
  QingSplice splice;

  g_return_if_fail (QING_IS_CONVERSATION (self));
  g_return_if_fail (QING_IS_MESSAGE (message));

  qing_message_tree_choose (&self->tree, message, &splice);
  announce (self, &splice);
  g_signal_emit (self, signals[SIGNAL_CHOICE_CHANGED], 0, message);
}

/**
 * qing_conversation_list_path:
 * @leaf: (nullable): %NULL gives an empty array
 *
 * Returns: (transfer container) (element-type QingMessage): a reference is held on each
 */
GPtrArray *
qing_conversation_list_path (QingConversation *self, QingMessage *leaf)
{
  GPtrArray *path = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (QING_IS_CONVERSATION (self), path);

  for (QingMessage *m = leaf; m != NULL; m = qing_message_get_parent (m))
    g_ptr_array_add (path, g_object_ref (m));
  for (guint i = 0, j = path->len; i + 1 < j; i++, j--)
    {
      gpointer swap = path->pdata[i];

      path->pdata[i] = path->pdata[j - 1];
      path->pdata[j - 1] = swap;
    }
  return path;
}
