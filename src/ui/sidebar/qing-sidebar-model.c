/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sidebar-model.h"

#include <string.h>

struct _QingSidebarModel
{
  GObject parent_instance;

  GStrv words;
  GtkFilter *filter;
  GtkFilterListModel *found;
};

static void qing_sidebar_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingSidebarModel,
                               qing_sidebar_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      qing_sidebar_model_list_model_init))

static gboolean
matches_search (gpointer item, gpointer user_data)
{
  QingSidebarModel *self = user_data;
  g_autofree char *title = NULL;

  title = g_utf8_casefold (qing_conversation_get_title (item), -1);
  for (guint i = 0; self->words[i] != NULL; i++)
    if (strstr (title, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static GType
qing_sidebar_model_get_item_type (GListModel *model)
{
  return QING_TYPE_CONVERSATION;
}

static guint
qing_sidebar_model_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (QING_SIDEBAR_MODEL (model)->found));
}

static gpointer
qing_sidebar_model_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (QING_SIDEBAR_MODEL (model)->found), position);
}

static void
qing_sidebar_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = qing_sidebar_model_get_item_type;
  iface->get_n_items = qing_sidebar_model_get_n_items;
  iface->get_item = qing_sidebar_model_get_item;
}

static void
qing_sidebar_model_dispose (GObject *object)
{
  QingSidebarModel *self = QING_SIDEBAR_MODEL (object);

  g_clear_object (&self->found);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (qing_sidebar_model_parent_class)->dispose (object);
}

static void
qing_sidebar_model_finalize (GObject *object)
{
  QingSidebarModel *self = QING_SIDEBAR_MODEL (object);

  g_strfreev (self->words);

  G_OBJECT_CLASS (qing_sidebar_model_parent_class)->finalize (object);
}

static void
qing_sidebar_model_class_init (QingSidebarModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = qing_sidebar_model_dispose;
  object_class->finalize = qing_sidebar_model_finalize;
}

static void
qing_sidebar_model_init (QingSidebarModel *self)
{
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches_search, self, NULL));
}

QingSidebarModel *
qing_sidebar_model_new (GListModel *source)
{
  QingSidebarModel *self = g_object_new (QING_TYPE_SIDEBAR_MODEL, NULL);

  self->found = gtk_filter_list_model_new (g_object_ref (source), NULL);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
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
  if (self->words == NULL)
    gtk_filter_list_model_set_filter (self->found, NULL);
  else if (gtk_filter_list_model_get_filter (self->found) == NULL)
    gtk_filter_list_model_set_filter (self->found, self->filter);
  else
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

gboolean
qing_sidebar_model_is_searching (QingSidebarModel *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_MODEL (self), FALSE);

  return self->words != NULL;
}

guint
qing_sidebar_model_find (QingSidebarModel *self, QingConversation *conversation)
{
  guint n_items;

  g_return_val_if_fail (QING_IS_SIDEBAR_MODEL (self), G_MAXUINT);

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  for (guint i = 0; conversation != NULL && i < n_items; i++)
    {
      g_autoptr (QingConversation) item = g_list_model_get_item (G_LIST_MODEL (self->found), i);

      if (item == conversation)
        return i;
    }
  return G_MAXUINT;
}
