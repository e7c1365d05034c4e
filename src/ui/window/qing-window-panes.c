/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-window-private.h"

#include <glib/gi18n.h>

static gboolean
is_folded (GtkWidget *flap)
{
  gboolean folded = FALSE;

  g_object_get (flap, "folded", &folded, NULL);
  return folded;
}

static gboolean
is_revealed (GtkWidget *flap)
{
  gboolean revealed = FALSE;

  g_object_get (flap, "reveal-flap", &revealed, NULL);
  return revealed;
}

static gboolean
is_narrow (QingWindow *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->sizer, "narrow", &narrow, NULL);
  return narrow;
}

/* (transfer full): which buttons of the window there are: where every pixel counts the desktop's,
 * without those that change the size. NULL: the desktop's. */
static char *
dup_decoration (QingWindow *self)
{
  static const char *const dropped[] = { "minimize", "maximize" };
  g_autofree char *layout = NULL;
  g_autoptr (GString) kept = NULL;

  if (!is_narrow (self))
    return NULL;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-decoration-layout", &layout,
                NULL);
  kept = g_string_new (layout);
  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    g_string_replace (kept, dropped[i], "", 0);
  return g_string_free (g_steal_pointer (&kept), FALSE);
}

/* The header of the messages wears what the panes beside it do not. */
void
qing_window_update_header (QingWindow *self)
{
  gboolean beside = is_revealed (self->sidebar_flap) && !is_folded (self->sidebar_flap);
  gboolean parameters_beside =
    is_revealed (self->parameters_flap) && !is_folded (self->parameters_flap);
  g_autofree char *decoration = dup_decoration (self);

  gtk_widget_set_visible (self->sidebar_button, !beside);
  /* Where there is room for so many buttons; the menu has it, too. */
  gtk_widget_set_visible (self->new_button, !beside && !is_narrow (self));
  adw_header_bar_set_decoration_layout (self->header, decoration);
  adw_header_bar_set_show_start_title_buttons (self->header, !beside);
  adw_header_bar_set_show_end_title_buttons (self->header, !parameters_beside);
}

/* A pane that the user opened beside the messages is opened the next time; one that lay over them
 * for a moment is not. */
void
qing_window_pane_revealed_cb (QingWindow *self, GParamSpec *pspec, GtkWidget *flap)
{
  const char *key = flap == self->sidebar_flap ? "sidebar-shown" : "parameters-shown";

  if (self->settings != NULL && !is_folded (flap))
    g_settings_set_boolean (self->settings, key, is_revealed (flap));
  qing_window_update_header (self);
}

void
qing_window_pane_folded_cb (QingWindow *self, GParamSpec *pspec, GtkWidget *flap)
{
  const char *key = flap == self->sidebar_flap ? "sidebar-shown" : "parameters-shown";
  gboolean shown = flap == self->sidebar_flap;

  if (self->settings != NULL)
    shown = g_settings_get_boolean (self->settings, key);
  g_object_set (flap, "reveal-flap", !is_folded (flap) && shown, NULL);
  qing_window_update_header (self);
}

void
qing_window_list_left_cb (QingWindow *self)
{
  if (is_folded (self->sidebar_flap))
    g_object_set (self->sidebar_flap, "reveal-flap", FALSE, NULL);
  qing_composer_focus (qing_chat_page_get_composer (self->page));
}

void
qing_window_update_storage_bar (QingWindow *self)
{
  g_autoptr (QingFault) fault = NULL;

  g_object_get (self->engine, "storage-fault", &fault, NULL);
  if (fault != NULL)
    qing_notice_bar_set_text (self->storage_bar, fault->summary);
  qing_notice_bar_set_revealed (self->storage_bar, fault != NULL);
}

/* What there is to say about the account that would answer. */
void
qing_window_update_account_bar (QingWindow *self)
{
  QingAccount *account = qing_ruling_watch_get_account (self->watch);
  gboolean demo = account != NULL ? qing_account_is_demo (account) : self->demo;
  gboolean keyless = account != NULL && !demo && !qing_account_has_key (account) &&
                     qing_account_get_kind (account) == QING_SERVER_DASHSCOPE;
  g_autofree char *text = NULL;

  if (demo)
    text = g_strdup (_ ("You are talking to the demonstration server on this computer. Add your "
                        "DashScope key to talk to Qwen."));
  else if (keyless)
    text = g_strdup_printf (_ ("“%s” has no key yet, so nobody can answer."),
                            qing_account_get_name (account));
  if (text != NULL)
    qing_notice_bar_set_text (self->account_bar, text);
  g_object_set (self->account_bar, "action-name", demo ? "win.add-account" : "win.edit-key", NULL);
  qing_notice_bar_set_revealed (self->account_bar, text != NULL);
}

void
qing_window_bind_settings (QingWindow *self)
{
  QingConversationView *view =
    qing_conversation_pane_get_view (qing_chat_page_get_pane (self->page));

  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "sidebar-order", self->sidebar, "order",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "zoom", self, "zoom", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "send-with-enter", qing_chat_page_get_composer (self->page),
                   "enter-sends", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "attachment-max-edge", qing_chat_page_get_composer (self->page),
                   "max-edge", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "show-thinking", view, "show-thinking", G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->settings, "changed::default-account",
                           G_CALLBACK (qing_window_defaults_changed_cb), self, G_CONNECT_SWAPPED);
}
