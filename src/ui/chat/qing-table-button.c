/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-table-button.h"

#include <glib/gi18n.h>

static void
add_item (GMenu *menu, const char *label, const char *text)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "selection.copy-given", "s", text);
  g_menu_append_item (menu, item);
}

/* Adds the ways to copy a table. */
void
qing_table_button_add_items (GMenu *menu, const QingLeaf *leaf)
{
  g_autofree char *csv = qing_leaf_table_to_csv (leaf);
  g_autofree char *markdown = qing_leaf_table_to_markdown (leaf);

  add_item (menu, _ ("Copy Table as CSV"), csv);
  add_item (menu, _ ("Copy Table as Markdown"), markdown);
}

/* Made each time it is opened, since the table may have grown. */
static void
make_menu (GtkMenuButton *button, gpointer data)
{
  QingLeaf *const *leaf = data;
  g_autoptr (GMenu) menu = g_menu_new ();

  qing_table_button_add_items (menu, *leaf);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* @leaf: where the table is found; the button must not outlive it */
GtkWidget *
qing_table_button_new (QingLeaf *const *leaf)
{
  GtkWidget *button = gtk_menu_button_new ();
  const char *label = _ ("Copy Table");

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "edit-copy-symbolic");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "message-button");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_menu, (gpointer) leaf,
                                         NULL);
  return button;
}
