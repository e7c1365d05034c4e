/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-button.h"

/* Gives a flat button an icon, and for whoever cannot guess it from the icon, words. */
void
qing_button_set (GtkWidget *button, const char *icon_name, const char *label)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon_name);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "message-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* @target: the string that the action is activated with */
GtkWidget *
qing_button_new_for_action (const char *icon_name,
                            const char *label,
                            const char *action,
                            const char *target)
{
  GtkWidget *button = gtk_button_new ();

  qing_button_set (button, icon_name, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  return button;
}
