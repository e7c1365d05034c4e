/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-ui.h"

#include "qing-attachment-chip.h"
#include "qing-chat-page.h"
#include "qing-composer-view.h"
#include "qing-composer.h"
#include "qing-conversation-pane.h"
#include "qing-icons.h"
#include "qing-model-picker.h"
#include "qing-notice-bar.h"
#include "qing-parameter-toggle.h"
#include "qing-parameters-pane.h"
#include "qing-sidebar.h"
#include "qing-sizer.h"
#include "qing-ui-resources.h"
#include "qing-welcome.h"
#include "qing-window.h"

#include <adwaita.h>

/* The classes that .ui files name, which nothing else may have registered when one is read. */
static void
ensure_types (void)
{
  g_type_ensure (QING_TYPE_ATTACHMENT_CHIP);
  g_type_ensure (QING_TYPE_CHAT_PAGE);
  g_type_ensure (QING_TYPE_COMPOSER);
  g_type_ensure (QING_TYPE_COMPOSER_VIEW);
  g_type_ensure (QING_TYPE_CONVERSATION_PANE);
  g_type_ensure (QING_TYPE_MODEL_PICKER);
  g_type_ensure (QING_TYPE_NOTICE_BAR);
  g_type_ensure (QING_TYPE_PARAMETER_TOGGLE);
  g_type_ensure (QING_TYPE_PARAMETERS_PANE);
  g_type_ensure (QING_TYPE_SIDEBAR);
  g_type_ensure (QING_TYPE_SIZER);
  g_type_ensure (QING_TYPE_WELCOME);
  g_type_ensure (QING_TYPE_WINDOW);
}

void
qing_ui_init (void)
{
  static gboolean initialized = FALSE;
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = NULL;

  if (initialized)
    return;
  initialized = TRUE;

  adw_init ();
  g_resources_register (qing_ui_get_resource ());
  ensure_types ();

  qing_icons_init ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/app/qingtan/Qingtan/ui/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
