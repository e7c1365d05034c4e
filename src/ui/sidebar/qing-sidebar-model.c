/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sidebar-model.h"

#include <string.h>

/* A row: a folder, or the conversation at a place of the source. */
typedef struct
{
  QingFolder *folder;
  guint64 id;
  guint source;
  guint8 depth;
  guint8 section;
} Entry;

struct _QingSidebarModel
{
  GObject parent_instance;

  QingConversationIndex *source;
  QingFolderList *folders;
  GStrv words;
  GArray *entries;
  /* So many of them are items, counted from above; never less than the limit while there are more. */
  guint n_shown;
  guint limit;
};

static void qing_sidebar_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingSidebarModel,
                               qing_sidebar_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      qing_sidebar_model_list_model_init))

enum
{
  SIGNAL_REARRANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
entry_clear (gpointer data)
{
  g_clear_object (&((Entry *) data)->folder);
}

static GArray *
new_entries (void)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_array_set_clear_func (entries, entry_clear);
  return entries;
}

static const Entry *
get_entry (QingSidebarModel *self, guint position)
{
  return position < self->entries->len ? &g_array_index (self->entries, Entry, position) : NULL;
}

static GType
qing_sidebar_model_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
qing_sidebar_model_get_n_items (GListModel *model)
{
  return QING_SIDEBAR_MODEL (model)->n_shown;
}

static gpointer
qing_sidebar_model_get_item (GListModel *model, guint position)
{
  QingSidebarModel *self = QING_SIDEBAR_MODEL (model);
  const Entry *entry = get_entry (self, position);

  if (position >= self->n_shown)
    return NULL;
  return entry->folder != NULL ? g_object_ref (G_OBJECT (entry->folder))
                               : g_list_model_get_item (G_LIST_MODEL (self->source), entry->source);
}

static void
qing_sidebar_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = qing_sidebar_model_get_item_type;
  iface->get_n_items = qing_sidebar_model_get_n_items;
  iface->get_item = qing_sidebar_model_get_item;
}

static gboolean
contains_plain (const char *title, const char *word)
{
  gsize length = strlen (word);

  for (; *title != '\0'; title++)
    if (g_ascii_tolower (*title) == *word && g_ascii_strncasecmp (title, word, length) == 0)
      return TRUE;
  return FALSE;
}

/* There may be tens of thousands, and most are plain: those need not be written anew. */
static gboolean
matches (QingSidebarModel *self, const char *title)
{
  g_autofree char *folded = g_str_is_ascii (title) ? NULL : g_utf8_casefold (title, -1);

  for (guint i = 0; self->words[i] != NULL; i++)
    if (folded != NULL ? strstr (folded, self->words[i]) == NULL
                       : !contains_plain (title, self->words[i]))
      return FALSE;
  return TRUE;
}

static void
add (GArray *entries, guint source, guint64 id, guint depth, QingSidebarSection section)
{
  Entry entry = { NULL, id, source, (guint8) depth, (guint8) section };

  g_array_append_val (entries, entry);
}

static void
add_all (GArray *entries, GArray *some, guint depth, QingSidebarSection section)
{
  for (guint i = 0; some != NULL && i < some->len; i++)
    {
      Entry entry = g_array_index (some, Entry, i);

      add (entries, entry.source, entry.id, depth, section);
    }
}

/* Equal paths are equal pointers, so that most are found without a look at their letters. */
static GArray *
get_shelf (GHashTable *by_pointer, GHashTable *by_path, const char *path)
{
  GArray *shelf = g_hash_table_lookup (by_pointer, path);

  if (shelf != NULL)
    return shelf;
  shelf = g_hash_table_lookup (by_path, path);
  if (shelf == NULL)
    {
      shelf = g_array_new (FALSE, FALSE, sizeof (Entry));
      g_hash_table_insert (by_path, g_strdup (path), shelf);
    }
  g_hash_table_insert (by_pointer, (gpointer) path, shelf);
  return shelf;
}

/* What is in a folder comes after the folders in it. */
static void
close_folders (GArray *entries, GPtrArray *open, GHashTable *shelves, guint depth)
{
  while (open->len > depth)
    {
      QingFolder *folder = g_ptr_array_steal_index (open, open->len - 1);

      if (qing_folder_get_expanded (folder))
        add_all (entries, g_hash_table_lookup (shelves, qing_folder_get_path (folder)),
                 open->len + 1, QING_SIDEBAR_FOLDERS);
    }
}

static void
add_folders (QingSidebarModel *self, GArray *entries, GHashTable *shelves)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->folders));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingFolder) folder = g_list_model_get_item (G_LIST_MODEL (self->folders), i);
      guint depth = qing_folder_get_depth (folder);
      Entry entry = { NULL, 0, 0, (guint8) depth, QING_SIDEBAR_FOLDERS };

      close_folders (entries, open, shelves, depth);
      if (open->len < depth ||
          (open->len > 0 && !qing_folder_get_expanded (g_ptr_array_index (open, open->len - 1))))
        continue;
      entry.folder = g_object_ref (folder);
      g_array_append_val (entries, entry);
      g_ptr_array_add (open, folder);
    }
  close_folders (entries, open, shelves, 0);
}

static GArray *
arrange (QingSidebarModel *self)
{
  GArray *entries = new_entries ();
  g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GHashTable) by_pointer = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) by_path =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->source));

  for (guint i = 0; i < n_items; i++)
    {
      QingConversationSummary summary = { 0 };
      GArray *shelf = rest;

      qing_conversation_index_summarise (self->source, i, &summary);
      if (self->words != NULL && !matches (self, summary.title))
        continue;
      if (summary.pinned)
        shelf = entries;
      else if (summary.folder != NULL && self->words == NULL)
        shelf = get_shelf (by_pointer, by_path, summary.folder);
      add (shelf, i, summary.id, 0, summary.pinned ? QING_SIDEBAR_PINNED : QING_SIDEBAR_REST);
    }
  if (self->words == NULL)
    add_folders (self, entries, by_path);
  add_all (entries, rest, 0, QING_SIDEBAR_REST);
  return entries;
}

static gboolean
is_same (GArray *before, guint i, GArray *after, guint j)
{
  const Entry *a = &g_array_index (before, Entry, i);
  const Entry *b = &g_array_index (after, Entry, j);

  return a->folder == b->folder && a->id == b->id;
}

/* Tells that what was from @first on, up to @n_last entries before the end, is something else now.
 * What has come takes the place of what was shown, but not more than that by much: it may be the
 * whole history. */
static void
tell_change (QingSidebarModel *self, guint n_before, guint first, guint n_last)
{
  guint n_shown = self->n_shown;
  guint removed = n_before - first - n_last;
  guint added = self->entries->len - first - n_last;

  if (first > n_shown || (first == n_shown && n_shown < n_before))
    return;
  if (first + removed > n_shown || (added > removed && added - removed > self->limit))
    {
      removed = n_shown - first;
      added = MIN (self->entries->len, MAX (self->limit, n_shown)) - first;
    }
  self->n_shown = n_shown - removed + added;
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), first, removed, added);
}

static void
show_enough (QingSidebarModel *self)
{
  guint n_shown = self->n_shown;

  if (n_shown >= MIN (self->limit, self->entries->len))
    return;
  self->n_shown = MIN (self->limit, self->entries->len);
  g_list_model_items_changed (G_LIST_MODEL (self), n_shown, 0, self->n_shown - n_shown);
}

static void
rearrange (QingSidebarModel *self)
{
  g_autoptr (GArray) before = g_steal_pointer (&self->entries);
  GArray *after = arrange (self);
  guint shorter = MIN (before->len, after->len);
  guint first = 0;
  guint last = 0;

  self->entries = after;
  while (first < shorter && is_same (before, first, after, first))
    first++;
  while (last < shorter - first &&
         is_same (before, before->len - 1 - last, after, after->len - 1 - last))
    last++;
  if (before->len > first + last || after->len > first + last)
    tell_change (self, before->len, first, last);
  show_enough (self);
  g_signal_emit (self, signals[SIGNAL_REARRANGED], 0);
}

/* Which folders are unfolded is their own affair. */
static void
folders_changed_cb (QingSidebarModel *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (QingFolder) folder = g_list_model_get_item (G_LIST_MODEL (self->folders), i);

      g_signal_handlers_disconnect_by_func (folder, rearrange, self);
      g_signal_connect_object (folder, "notify::expanded", G_CALLBACK (rearrange), self,
                               G_CONNECT_SWAPPED);
    }
  rearrange (self);
}

static void
qing_sidebar_model_dispose (GObject *object)
{
  QingSidebarModel *self = QING_SIDEBAR_MODEL (object);

  g_clear_object (&self->source);
  g_clear_object (&self->folders);

  G_OBJECT_CLASS (qing_sidebar_model_parent_class)->dispose (object);
}

static void
qing_sidebar_model_finalize (GObject *object)
{
  QingSidebarModel *self = QING_SIDEBAR_MODEL (object);

  g_array_unref (self->entries);
  g_strfreev (self->words);

  G_OBJECT_CLASS (qing_sidebar_model_parent_class)->finalize (object);
}

static void
qing_sidebar_model_class_init (QingSidebarModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = qing_sidebar_model_dispose;
  object_class->finalize = qing_sidebar_model_finalize;
  signals[SIGNAL_REARRANGED] =
    g_signal_new ("rearranged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
qing_sidebar_model_init (QingSidebarModel *self)
{
  self->entries = new_entries ();
  self->limit = G_MAXUINT;
}

QingSidebarModel *
qing_sidebar_model_new (QingConversationIndex *source, QingFolderList *folders)
{
  QingSidebarModel *self = g_object_new (QING_TYPE_SIDEBAR_MODEL, NULL);

  self->source = g_object_ref (source);
  self->folders = g_object_ref (folders);
  g_signal_connect_object (source, "items-changed", G_CALLBACK (rearrange), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (folders, "items-changed", G_CALLBACK (folders_changed_cb), self,
                           G_CONNECT_SWAPPED);
  folders_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (folders)));
  return self;
}

void
qing_sidebar_model_set_search (QingSidebarModel *self, const char *text)
{
  g_autofree char *folded = NULL;

  g_return_if_fail (QING_IS_SIDEBAR_MODEL (self));

  folded = g_utf8_casefold (text != NULL ? text : "", -1);
  g_strstrip (folded);
  g_clear_pointer (&self->words, g_strfreev);
  if (*folded != '\0')
    self->words = g_strsplit_set (folded, " \t", -1);
  rearrange (self);
}

gboolean
qing_sidebar_model_is_searching (QingSidebarModel *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_MODEL (self), FALSE);

  return self->words != NULL;
}

static gboolean
is_item (QingSidebarModel *self, const Entry *entry, gpointer item)
{
  QingConversationSummary summary = { 0 };

  if (entry->folder != NULL || QING_IS_FOLDER (item))
    return (gpointer) entry->folder == item;
  qing_conversation_index_summarise (self->source, entry->source, &summary);
  return g_str_equal (summary.uid, qing_conversation_get_uid (item));
}

guint
qing_sidebar_model_find (QingSidebarModel *self, gpointer item)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_MODEL (self), G_MAXUINT);

  for (guint i = 0; item != NULL && i < self->entries->len; i++)
    if (is_item (self, get_entry (self, i), item))
      return i;
  return G_MAXUINT;
}

static gboolean
is_hollow (QingSidebarModel *self, guint position)
{
  const Entry *entry = get_entry (self, position);
  const Entry *next = get_entry (self, position + 1);

  return entry->folder != NULL && qing_folder_get_expanded (entry->folder) &&
         (next == NULL || next->depth <= entry->depth);
}

void
qing_sidebar_model_get_place (QingSidebarModel *self, guint position, QingSidebarPlace *place)
{
  const Entry *entry;
  QingConversationSummary summary = { 0 };

  g_return_if_fail (QING_IS_SIDEBAR_MODEL (self));

  entry = get_entry (self, position);
  g_return_if_fail (entry != NULL);
  if (entry->folder == NULL)
    qing_conversation_index_summarise (self->source, entry->source, &summary);
  *place = (QingSidebarPlace){ entry->section, entry->depth, is_hollow (self, position),
                               summary.created, summary.updated };
}

gboolean
qing_sidebar_model_is_conversation (QingSidebarModel *self, guint position)
{
  const Entry *entry;

  g_return_val_if_fail (QING_IS_SIDEBAR_MODEL (self), FALSE);

  entry = get_entry (self, position);
  return entry != NULL && entry->folder == NULL;
}

void
qing_sidebar_model_set_limit (QingSidebarModel *self, guint limit)
{
  guint n_shown;

  g_return_if_fail (QING_IS_SIDEBAR_MODEL (self));

  self->limit = limit;
  n_shown = self->n_shown;
  if (n_shown > limit)
    {
      self->n_shown = limit;
      g_list_model_items_changed (G_LIST_MODEL (self), limit, n_shown - limit, 0);
    }
  show_enough (self);
}

guint
qing_sidebar_model_get_length (QingSidebarModel *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_MODEL (self), 0);

  return self->entries->len;
}
