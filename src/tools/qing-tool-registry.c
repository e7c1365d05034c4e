/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-tools"

#include "qing-tool-registry.h"

#include "qing-current-time-tool.h"

#include <string.h>

#define MAX_NAME 64

struct _QingToolRegistry
{
  GObject parent_instance;

  GListStore *tools;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QingToolRegistry,
                               qing_tool_registry,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return QING_TYPE_TOOL;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (QING_TOOL_REGISTRY (model)->tools));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (QING_TOOL_REGISTRY (model)->tools), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
qing_tool_registry_finalize (GObject *object)
{
  QingToolRegistry *self = QING_TOOL_REGISTRY (object);

  g_clear_object (&self->tools);

  G_OBJECT_CLASS (qing_tool_registry_parent_class)->finalize (object);
}

static void
qing_tool_registry_class_init (QingToolRegistryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_tool_registry_finalize;
}

static void
qing_tool_registry_init (QingToolRegistry *self)
{
  g_autoptr (QingTool) current_time = qing_current_time_tool_new ();

  self->tools = g_list_store_new (QING_TYPE_TOOL);
  g_signal_connect_object (self->tools, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
  qing_tool_registry_add (self, current_time);
}

QingToolRegistry *
qing_tool_registry_new (void)
{
  return g_object_new (QING_TYPE_TOOL_REGISTRY, NULL);
}

static gboolean
is_valid_name (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  if (length == 0 || length > MAX_NAME || g_str_equal (name, "search"))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && name[i] != '_' && name[i] != '-')
      return FALSE;
  return TRUE;
}

gboolean
qing_tool_registry_add (QingToolRegistry *self, QingTool *tool)
{
  const char *name;

  g_return_val_if_fail (QING_IS_TOOL_REGISTRY (self), FALSE);
  g_return_val_if_fail (QING_IS_TOOL (tool), FALSE);

  name = qing_tool_get_name (tool);
  if (!is_valid_name (name) || qing_tool_registry_lookup (self, name) != NULL)
    return FALSE;
  g_list_store_append (self->tools, tool);
  return TRUE;
}

void
qing_tool_registry_remove (QingToolRegistry *self, QingTool *tool)
{
  guint position;

  g_return_if_fail (QING_IS_TOOL_REGISTRY (self));

  if (g_list_store_find (self->tools, tool, &position))
    g_list_store_remove (self->tools, position);
}

QingTool *
qing_tool_registry_lookup (QingToolRegistry *self, const char *name)
{
  guint n;

  g_return_val_if_fail (QING_IS_TOOL_REGISTRY (self), NULL);

  n = get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingTool) tool = get_item (G_LIST_MODEL (self), i);

      /* The registry holds a reference, so the pointer outlives ours. */
      if (g_strcmp0 (qing_tool_get_name (tool), name) == 0)
        return tool;
    }
  return NULL;
}

GListModel *
qing_tool_registry_list_offered (QingToolRegistry *self, QingToolPolicy *policy)
{
  g_autoptr (GListStore) offered = g_list_store_new (QING_TYPE_TOOL);
  guint n = get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (QingTool) tool = get_item (G_LIST_MODEL (self), i);

      if (qing_tool_policy_get (policy, qing_tool_get_name (tool)) != QING_TOOL_DENY)
        g_list_store_append (offered, tool);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (offered)) == 0)
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&offered));
}
