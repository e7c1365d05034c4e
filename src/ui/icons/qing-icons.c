/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-icons.h"

#include "qing-icons-resources.h"

void
qing_icons_init (void)
{
  static gboolean done = FALSE;
  GdkDisplay *display = gdk_display_get_default ();

  if (done || display == NULL)
    return;
  done = TRUE;
  g_resources_register (qing_icons_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/app/qingtan/Qingtan/ui/icons");
}
