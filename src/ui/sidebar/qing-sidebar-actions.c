/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done to conversations and folders, by the menus and by keys. */

#include "qing-folder-chooser.h"
#include "qing-sidebar-private.h"

#include <glib/gi18n.h>

/* The menu is about the row that it was opened for; keys are about the row that has the focus. */
static gpointer
get_item (QingSidebar *self)
{
  QingSidebarRow *row;

  if (self->target != NULL)
    return self->target;
  row = qing_sidebar_get_focus_row (self);
  return row != NULL ? qing_sidebar_row_get_item (row) : (gpointer) self->selected;
}

/* (transfer full): what an action is about: one, or all that are selected. */
static GPtrArray *
list_targets (QingSidebar *self)
{
  g_autoptr (GPtrArray) selected = qing_sidebar_list_selected (self);
  GPtrArray *one = NULL;
  gpointer item = get_item (self);

  if (self->target == NULL && (self->selecting || selected->len > 1))
    return g_steal_pointer (&selected);
  one = g_ptr_array_new_with_free_func (g_object_unref);
  if (QING_IS_CONVERSATION (item))
    g_ptr_array_add (one, g_object_ref (item));
  return one;
}

static void
scroll_to (QingSidebar *self, gpointer item)
{
  guint position = qing_sidebar_model_find (self->model, item);

  if (position != G_MAXUINT)
    qing_sidebar_scroll_to (self, position);
}

void
qing_sidebar_reveal (QingSidebar *self, gpointer item)
{
  QingFolderList *folders = qing_engine_get_folders (self->engine);
  g_autofree char *path = QING_IS_FOLDER (item) ? qing_folder_dup_parent (item)
                                                : g_strdup (qing_conversation_get_folder (item));

  while (path != NULL && qing_folder_list_lookup (folders, path) != NULL)
    {
      QingFolder *folder = qing_folder_list_lookup (folders, path);

      qing_engine_set_folder_expanded (self->engine, folder, TRUE);
      g_free (path);
      path = qing_folder_dup_parent (folder);
    }
  if (qing_sidebar_find_row (self, item) == NULL)
    scroll_to (self, item);
}

static gboolean
find_renamed_cb (gpointer user_data)
{
  QingSidebar *self = user_data;
  g_autoptr (GObject) item = g_steal_pointer (&self->rename_item);
  QingSidebarRow *row = qing_sidebar_find_row (self, item);

  self->rename_id = 0;
  if (row != NULL)
    qing_sidebar_row_begin_rename (row);
  return G_SOURCE_REMOVE;
}

/* The row may have to be made first, and a menu has to give the focus back. */
void
qing_sidebar_begin_rename (QingSidebar *self, gpointer item)
{
  qing_sidebar_reveal (self, item);
  g_set_object (&self->rename_item, item);
  if (self->rename_id == 0)
    self->rename_id = g_timeout_add (50, find_renamed_cb, self);
}

void
qing_sidebar_renamed_cb (QingSidebar *self, const char *name, QingSidebarRow *row)
{
  /* It may go to another place, and the row show something else then. */
  g_autoptr (GObject) item = g_object_ref (qing_sidebar_row_get_item (row));

  qing_sidebar_keep_focus (self, item);
  if (qing_sidebar_row_get_folder (row) != NULL)
    qing_engine_rename_folder (self->engine, qing_sidebar_row_get_folder (row), name);
  else if (qing_sidebar_row_get_conversation (row) != NULL)
    qing_engine_rename (self->engine, qing_sidebar_row_get_conversation (row), name);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);

  if (get_item (self) != NULL)
    qing_sidebar_begin_rename (self, get_item (self));
}

static void
delete_folder (QingSidebar *self, QingFolder *folder)
{
  g_autofree char *name = g_strdup (qing_folder_get_name (folder));

  qing_sidebar_emit_folder_deleted (self, name, qing_engine_delete_folder (self->engine, folder));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  g_autoptr (GPtrArray) targets = list_targets (self);

  if (targets->len > 1)
    qing_sidebar_emit_asked (self, targets, "delete");
  else if (targets->len == 1)
    qing_sidebar_delete (self, targets->pdata[0]);
  else if (QING_IS_FOLDER (get_item (self)))
    delete_folder (self, get_item (self));
}

static void
pin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  g_autoptr (GPtrArray) targets = list_targets (self);
  gboolean pinned = g_str_equal (name, "conversation.pin");

  if (g_str_equal (name, "conversation.toggle-pin") && targets->len > 0)
    pinned = !qing_conversation_get_pinned (targets->pdata[0]);
  if (targets->len == 1)
    qing_sidebar_keep_focus (self, targets->pdata[0]);
  qing_engine_begin_changes (self->engine);
  for (guint i = 0; i < targets->len; i++)
    qing_engine_set_pinned (self->engine, targets->pdata[i], pinned);
  qing_engine_end_changes (self->engine);
}

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  g_autoptr (GPtrArray) targets = list_targets (self);

  if (targets->len > 0)
    qing_sidebar_emit_asked (self, targets, g_variant_get_string (parameter, NULL));
}

static void
select_rest_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QingSidebar) self = user_data;
  gboolean listed = qing_engine_list_all_finish (QING_ENGINE (object), result, NULL);

  /* What cannot be read cannot be selected; the header says how many are. */
  if (listed && self->selecting && self->selection != NULL)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

void
qing_sidebar_select_all (QingSidebar *self)
{
  qing_sidebar_reach_all (self);
  qing_sidebar_set_selecting (self, TRUE);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
  if (!qing_engine_has_listed_all (self->engine))
    qing_engine_list_all_async (self->engine, NULL, select_rest_cb, g_object_ref (self));
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_sidebar_select_all (QING_SIDEBAR (widget));
}

/* What is to be put into the folder that is being chosen. */
typedef struct
{
  QingSidebar *sidebar;
  GListModel *items;
} Moving;

static void
moving_free (gpointer data, GClosure *closure)
{
  Moving *moving = data;

  g_object_unref (moving->sidebar);
  g_object_unref (moving->items);
  g_free (moving);
}

static void
folder_chosen_cb (QingFolderChooser *chooser, const char *path, gpointer user_data)
{
  Moving *moving = user_data;
  g_autoptr (GObject) first = g_list_model_get_item (moving->items, 0);

  if (moving->sidebar->engine == NULL)
    return;
  qing_sidebar_keep_focus (moving->sidebar, first);
  qing_sidebar_move (moving->sidebar, moving->items, path);
  qing_sidebar_set_selecting (moving->sidebar, FALSE);
  if (g_list_model_get_n_items (moving->items) == 1)
    qing_sidebar_reveal (moving->sidebar, first);
}

static void
ask_folder (QingSidebar *self, GPtrArray *items)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  QingFolderChooser *chooser;
  Moving *moving;

  if (items->len == 0)
    return;
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  moving = g_new0 (Moving, 1);
  moving->sidebar = g_object_ref (self);
  moving->items = G_LIST_MODEL (g_steal_pointer (&store));
  chooser = qing_folder_chooser_new (self->engine, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                     QING_IS_FOLDER (items->pdata[0]) ? items->pdata[0] : NULL);
  g_signal_connect_data (chooser, "chosen", G_CALLBACK (folder_chosen_cb), moving, moving_free, 0);
  gtk_window_present (GTK_WINDOW (chooser));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  g_autoptr (GPtrArray) targets = list_targets (self);

  if (targets->len == 0 && QING_IS_FOLDER (get_item (self)))
    g_ptr_array_add (targets, g_object_ref (get_item (self)));
  ask_folder (self, targets);
}

static void
select_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  g_autoptr (GObject) target = self->target != NULL ? g_object_ref (self->target) : NULL;
  guint position;

  if (!g_str_equal (name, "selection.cancel"))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  qing_sidebar_set_selecting (self, !g_str_equal (name, "selection.cancel"));
  position = target != NULL ? qing_sidebar_model_find (self->model, target) : G_MAXUINT;
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

static void
new_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  gpointer item = g_str_equal (name, "folder.new") ? get_item (self) : NULL;
  QingFolder *folder =
    qing_engine_create_folder (self->engine,
                               QING_IS_FOLDER (item) ? qing_folder_get_path (item) : NULL,
                               _ ("New Folder"));

  /* A folder in a folder in a folder has its end. */
  if (folder != NULL)
    qing_sidebar_begin_rename (self, folder);
  else
    gtk_widget_error_bell (widget);
}

static void
focus_item (QingSidebar *self, gpointer item)
{
  QingSidebarRow *row = item != NULL ? qing_sidebar_find_row (self, item) : NULL;

  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
}

/* (nullable): the folder that what has the focus is listed in. */
static QingFolder *
get_folder_above (QingSidebar *self, QingSidebarRow *row)
{
  g_autofree char *path = NULL;

  if (qing_sidebar_row_get_depth (row) == 0)
    return NULL;
  path = qing_sidebar_row_get_folder (row) != NULL
           ? qing_folder_dup_parent (qing_sidebar_row_get_folder (row))
           : g_strdup (qing_conversation_get_folder (qing_sidebar_row_get_conversation (row)));
  return path != NULL ? qing_folder_list_lookup (qing_engine_get_folders (self->engine), path)
                      : NULL;
}

/* Left and Right, as in every tree: what cannot be folded any further goes to what it is in. */
static void
unfold_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  QingSidebarRow *row = qing_sidebar_get_focus_row (self);
  QingFolder *folder = row != NULL ? qing_sidebar_row_get_folder (row) : NULL;
  gboolean expand = g_str_equal (name, "folder.right");

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    expand = !expand;
  if (folder != NULL && qing_folder_get_expanded (folder) != expand)
    qing_engine_set_folder_expanded (self->engine, folder, expand);
  else if (row != NULL && !expand)
    focus_item (self, get_folder_above (self, row));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);
  QingSidebarRow *row = qing_sidebar_get_focus_row (self);

  if (row == NULL)
    row = qing_sidebar_find_row (self, self->selected);
  if (row != NULL)
    qing_sidebar_show_menu (self, row, gtk_widget_get_width (GTK_WIDGET (row)) / 2.0,
                            gtk_widget_get_height (GTK_WIDGET (row)));
}

static void
begin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingSidebar *self = QING_SIDEBAR (widget);

  if (QING_IS_FOLDER (get_item (self)))
    gtk_widget_activate_action (widget, "win.new-conversation-in", "s",
                                qing_folder_get_path (get_item (self)));
}

void
qing_sidebar_update_actions (QingSidebar *self, gpointer item)
{
  static const char *const others[] = { "conversation.delete", "conversation.move",
                                        "conversation.ask" };
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean temporary = QING_IS_CONVERSATION (item) && qing_conversation_get_temporary (item);
  gboolean pinned = QING_IS_CONVERSATION (item) && qing_conversation_get_pinned (item);
  gboolean any = item != NULL || !self->selecting || self->n_selected > 0;

  gtk_widget_action_set_enabled (widget, "conversation.pin", any && !pinned && !temporary);
  gtk_widget_action_set_enabled (widget, "conversation.unpin", pinned);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_widget_action_set_enabled (widget, others[i], any);
  gtk_widget_action_set_enabled (widget, "selection.cancel", self->selecting);
}

void
qing_sidebar_show_menu (QingSidebar *self, QingSidebarRow *row, double x, double y)
{
  gpointer item = qing_sidebar_row_get_item (row);
  g_autoptr (GPtrArray) selected = qing_sidebar_list_selected (self);
  gboolean several = selected->len > 1 && g_ptr_array_find (selected, item, NULL);
  GdkRectangle rectangle = { 0, 0, 1, 1 };
  double left = 0;
  double top = 0;

  if (item == NULL)
    return;
  g_clear_object (&self->target);
  if (!several)
    self->target = g_object_ref (G_OBJECT (item));
  g_set_object (&self->menu_item, G_OBJECT (item));
  qing_sidebar_update_actions (self, item);
  gtk_popover_menu_set_menu_model (self->menu, several                 ? self->selection_menu
                                               : QING_IS_FOLDER (item) ? self->folder_menu
                                                                       : self->conversation_menu);
  gtk_widget_translate_coordinates (GTK_WIDGET (row), GTK_WIDGET (self), x, y, &left, &top);
  rectangle.x = (int) left;
  rectangle.y = (int) top;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &rectangle);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* A menu that is gone has taken the focus along, unless what was chosen has put it somewhere. */
static void
return_focus (QingSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autoptr (GObject) item = g_steal_pointer (&self->menu_item);

  if (root == NULL || (focus != NULL && gtk_widget_get_mapped (focus) &&
                       !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->menu)) &&
                       !gtk_widget_is_ancestor (GTK_WIDGET (self), focus)))
    return;
  if (item != NULL && qing_sidebar_find_row (self, item) != NULL)
    focus_item (self, item);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* The items of the menu have done their work by the time it is gone for good. */
static gboolean
forget_target_cb (gpointer user_data)
{
  QingSidebar *self = user_data;

  if (self->menu != NULL && !gtk_widget_get_visible (GTK_WIDGET (self->menu)))
    {
      g_clear_object (&self->target);
      qing_sidebar_update_actions (self, NULL);
    }
  return G_SOURCE_REMOVE;
}

void
qing_sidebar_menu_closed_cb (QingSidebar *self)
{
  return_focus (self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, forget_target_cb, g_object_ref (self), g_object_unref);
}

/* clang-format off */
static const struct
{
  const char *name;
  const char *type;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "conversation.ask",        "s",  ask_action        },
  { "conversation.menu",       NULL, menu_action       },
  { "conversation.rename",     NULL, rename_action     },
  { "conversation.delete",     NULL, delete_action     },
  { "conversation.move",       NULL, move_action       },
  { "conversation.pin",        NULL, pin_action        },
  { "conversation.unpin",      NULL, pin_action        },
  { "conversation.toggle-pin", NULL, pin_action        },
  { "conversation.select",     NULL, select_action     },
  { "selection.all",           NULL, select_all_action },
  { "selection.begin",         NULL, select_action     },
  { "selection.cancel",        NULL, select_action     },
  { "folder.new",              NULL, new_folder_action },
  { "folder.new-top",          NULL, new_folder_action },
  { "folder.begin",            NULL, begin_action      },
  { "folder.left",             NULL, unfold_action     },
  { "folder.right",            NULL, unfold_action     },
};
/* clang-format on */

void
qing_sidebar_class_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].activate);
}

static GMenuModel *
get_menu (GtkBuilder *builder, const char *id)
{
  return G_MENU_MODEL (gtk_builder_get_object (builder, id));
}

void
qing_sidebar_load_menus (QingSidebar *self)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/app/qingtan/Qingtan/ui/qing-sidebar-menus.ui");

  g_set_object (&self->conversation_menu, get_menu (builder, "conversation_menu"));
  g_set_object (&self->folder_menu, get_menu (builder, "folder_menu"));
  g_set_object (&self->selection_menu, get_menu (builder, "selection_menu"));
  gtk_popover_menu_set_menu_model (self->menu, self->conversation_menu);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->list_menu_button),
                                  get_menu (builder, "list_menu"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->selection_menu_button),
                                  self->selection_menu);
}

/* What the keys do while the list has the focus. */
void
qing_sidebar_add_keys (GtkWidget *list)
{
  static const char *const keys[][2] = {
    { "F2", "conversation.rename" },
    { "Delete|KP_Delete", "conversation.delete" },
    { "Menu|<Shift>F10", "conversation.menu" },
    { "<Control>d", "conversation.toggle-pin" },
    { "Right|KP_Right", "folder.right" },
    { "Left|KP_Left", "folder.left" },
    { "Escape", "selection.cancel" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (
                                                              keys[i][0]),
                                                            gtk_named_action_new (keys[i][1])));
  gtk_widget_add_controller (list, controller);
}
