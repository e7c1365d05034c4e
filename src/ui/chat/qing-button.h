/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void qing_button_set (GtkWidget *button, const char *icon_name, const char *label);
GtkWidget *qing_button_new_for_action (const char *icon_name,
                                       const char *label,
                                       const char *action,
                                       const char *target);

G_END_DECLS
