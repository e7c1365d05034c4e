/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For the dispose of a widget with a template: its fields for children of the template become
 * NULL, and no child is left, be it one that has a field or not. */
void qing_widget_dispose_children (GtkWidget *widget, GType type);

/* Gives what reacts to the user in @widget a name for assistive technologies: for a menu button that
 * is the button inside. */
void qing_widget_set_accessible_label (GtkWidget *widget, const char *label);

/* For the focus of a class that hands what grabs its focus on to a child: the library would hand a
 * focus that enters or leaves by Tab to that child, too, so that it passed some by and never left. */
gboolean qing_widget_focus_children (GtkWidget *widget, GtkDirectionType direction);

/* A wheel that scrolls the list below the pointer must not change the scale or the number that comes
 * under it: @widget leaves it alone. */
void qing_widget_ignore_wheel (GtkWidget *widget);

/* (transfer floating): a value at the end of a row, which can be selected and copied. */
GtkWidget *qing_widget_new_value_label (const char *value);

G_END_DECLS
