/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The menu of what is under the pointer in a conversation view. */

#include "qing-conversation-view-private.h"

#include "qing-leaf-formula.h"
#include "qing-table-button.h"

#include <glib/gi18n.h>

static void
add_copy (GMenu *menu, const char *label, const char *text)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "selection.copy-given", "s", text);
  g_menu_append_item (menu, item);
}

static void
add_leaf (GMenu *menu, const QingLeaf *leaf, guint byte)
{
  QingLeafFormula formula;

  if (qing_leaf_find_formula (leaf, byte, &formula))
    {
      g_autofree char *tex = g_strndup (formula.tex, formula.length);

      add_copy (menu, _ ("Copy Formula as TeX"), tex);
    }
  if (leaf->kind == QING_LEAF_TABLE)
    qing_table_button_add_items (menu, leaf);
}

static GMenuModel *
make_menu (const QingLeafLink *link, const QingLeaf *leaf, guint byte)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) there = g_menu_new ();
  g_autoptr (GMenu) selection = g_menu_new ();

  if (link != NULL)
    add_copy (there, _ ("Copy Link Address"), link->url);
  if (leaf != NULL)
    add_leaf (there, leaf, byte);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (there));
  g_menu_append (selection, _ ("Copy"), "selection.copy");
  g_menu_append (selection, _ ("Copy as Markdown"), "selection.copy-markdown");
  g_menu_append (selection, _ ("Select All"), "selection.all");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (selection));
  return G_MENU_MODEL (menu);
}

void
qing_conversation_view_show_menu (QingConversationView *self, double x, double y)
{
  QingPoint point = { 0 };
  QingLeafLink link;
  gboolean text = FALSE;
  gboolean over_link = qing_conversation_view_find_link (self, x, y, &point, &link, &text);
  QingLeaf *leaf = text ? qing_conversation_view_find_leaf (self, &point) : NULL;
  g_autoptr (GMenuModel) menu = make_menu (over_link ? &link : NULL, leaf, point.spot.byte);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
