/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-chat.h"

#include "qing-chat-resources.h"
#include "qing-icons.h"

#include <gtk/gtk.h>

#define PREFIX "/app/qingtan/Qingtan/ui/chat"

/* Registers the room's resources, style sheet and icons; GTK must have a display. Doing it again
 * does nothing. */
void
qing_ui_chat_init (void)
{
  static gboolean done;
  g_autoptr (GtkCssProvider) provider = NULL;
  GdkDisplay *display = gdk_display_get_default ();

  if (done || display == NULL)
    return;
  done = TRUE;
  qing_chat_register_resource ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, PREFIX "/chat.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  qing_icons_init ();
}
