/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-window-private.h"

#include "qing-dialogs.h"
#include "qing-preferences-window.h"

#include <glib/gi18n.h>

#define ZOOM_STEP 1.1

/* clang-format off */
static const struct
{
  const char *action;
  const char *accelerators[4];
} accelerators[] = {
  { "win.new-conversation",      { "<Control>n" }                                      },
  { "win.sidebar",               { "F9" }                                              },
  { "win.parameters",            { "<Control>F9" }                                     },
  { "win.search",                { "<Control>k" }                                     },
  { "win.search-all",            { "<Control><Shift>f" }                               },
  { "win.temporary",             { "<Control><Shift>n" }                               },
  { "win.move",                  { "<Control><Shift>m" }                               },
  { "win.choose-model",          { "<Control>m" }                                      },
  { "win.find",                  { "<Control>f" }                                      },
  { "win.zoom-in",               { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "win.zoom-out",              { "<Control>minus", "<Control>KP_Subtract" }          },
  { "win.zoom-reset",            { "<Control>0", "<Control>KP_0" }                     },
  { "win.previous-conversation", { "<Control>Page_Up" }                                },
  { "win.next-conversation",     { "<Control>Page_Down" }                              },
  { "win.rename",                { "F2" }                                              },
  { "win.print",                 { "<Control>p" }                                      },
  { "win.copy-last-answer",      { "<Control><Shift>c" }                               },
  { "win.attach",                { "<Control>o" }                                      },
  { "win.preferences",           { "<Control>comma" }                                  },
  { "win.shortcuts",             { "<Control>question" }                               },
  { "window.close",              { "<Control>w" }                                      },
};
/* clang-format on */

void
qing_window_install_accelerators (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (application, accelerators[i].action,
                                           (const char *const *) accelerators[i].accelerators);
}

static void
new_conversation_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);

  qing_window_begin_conversation (self);
  qing_composer_focus (qing_chat_page_get_composer (self->page));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);

  g_object_set (self->sidebar_flap, "reveal-flap", TRUE, NULL);
  qing_sidebar_focus_search (self->sidebar);
}

static void
search_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);

  if (self->search == NULL)
    {
      self->search = qing_search_window_new (GTK_WINDOW (self), self->engine);
      g_signal_connect_object (self->search, "activated", G_CALLBACK (qing_window_found_cb), self,
                               G_CONNECT_SWAPPED);
    }
  qing_search_window_open (self->search);
}

static void
choose_model_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_model_picker_open (QING_WINDOW (widget)->picker);
}

static QingMessage *
get_message (QingWindow *self, const char *uid)
{
  QingConversation *conversation = qing_window_get_conversation (self);

  return conversation != NULL ? qing_conversation_get_message (conversation, uid) : NULL;
}

static void
answer_with_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);
  const char *uid = g_variant_get_string (parameter, NULL);

  if (get_message (self, uid) != NULL)
    qing_model_picker_ask (self->picker, uid);
}

void
qing_window_model_answered_cb (QingWindow *self, const char *uid, const char *model)
{
  QingMessage *message = get_message (self, uid);

  if (message != NULL)
    qing_engine_regenerate (self->engine, qing_window_get_conversation (self), message, model);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_conversation_pane_open_find (qing_chat_page_get_pane (QING_WINDOW (widget)->page));
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);

  if (g_str_equal (name, "win.zoom-in"))
    qing_window_set_zoom (self, self->zoom * ZOOM_STEP);
  else if (g_str_equal (name, "win.zoom-out"))
    qing_window_set_zoom (self, self->zoom / ZOOM_STEP);
  else
    qing_window_set_zoom (self, 1);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_sidebar_step (QING_WINDOW (widget)->sidebar,
                     g_str_equal (name, "win.next-conversation") ? +1 : -1);
}

/* The conversation on screen, when the list holds it. */
static QingConversation *
get_listed (QingWindow *self)
{
  QingConversation *conversation = qing_window_get_conversation (self);

  return conversation != NULL && !qing_conversation_get_unsent (conversation) ? conversation : NULL;
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);

  if (get_listed (self) == NULL)
    return;
  g_object_set (self->sidebar_flap, "reveal-flap", TRUE, NULL);
  qing_sidebar_rename (self->sidebar, get_listed (self));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);

  if (get_listed (self) != NULL)
    qing_sidebar_delete (self->sidebar, get_listed (self));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);

  if (!qing_chat_controller_copy_last_answer (self->controller))
    {
      g_autoptr (AdwToast) toast = adw_toast_new (_ ("There is no answer yet"));

      qing_window_add_toast (self, toast);
    }
}

static void
attach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_chat_controller_attach_files (QING_WINDOW (widget)->controller);
}

static QingPreferencesWindow *
show_preferences (QingWindow *self)
{
  GtkWidget *window = qing_preferences_window_new (self->engine, self->settings);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  qing_dialogs_outlive_parent (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  return QING_PREFERENCES_WINDOW (window);
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_preferences (QING_WINDOW (widget));
}

static void
add_account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_preferences_window_add_account (show_preferences (QING_WINDOW (widget)));
}

static void
edit_key_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingWindow *self = QING_WINDOW (widget);
  QingAccount *account = qing_ruling_watch_get_account (self->watch);

  if (account != NULL)
    qing_preferences_window_edit_account (show_preferences (self), qing_account_get_uid (account));
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_chat_controller_stop (QING_WINDOW (widget)->controller);
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_dialogs_show_shortcuts (widget);
}

static void
about_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_dialogs_show_about (widget);
}

/* clang-format off */
static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.new-conversation",      new_conversation_action },
  { "win.search",                search_action           },
  { "win.search-all",            search_all_action       },
  { "win.choose-model",          choose_model_action     },
  { "win.find",                  find_action             },
  { "win.zoom-in",               zoom_action             },
  { "win.zoom-out",              zoom_action             },
  { "win.zoom-reset",            zoom_action             },
  { "win.previous-conversation", step_action             },
  { "win.next-conversation",     step_action             },
  { "win.rename",                rename_action           },
  { "win.delete",                delete_action           },
  { "win.copy-last-answer",      copy_action             },
  { "win.attach",                attach_action           },
  { "win.stop",                  stop_action             },
  { "win.preferences",           preferences_action      },
  { "win.add-account",           add_account_action      },
  { "win.edit-key",              edit_key_action         },
  { "win.shortcuts",             shortcuts_action        },
  { "win.about",                 about_action            },
};
/* clang-format on */

void
qing_window_class_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_install_action (widget_class, "win.answer-with", "s", answer_with_action);
}
