/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* QingPreferencesWindow: accounts, models, appearance, behaviour. */
#define QING_TYPE_PREFERENCES_WINDOW (qing_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (QingPreferencesWindow,
                      qing_preferences_window,
                      QING,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

/* @settings: (nullable) */
GtkWidget *qing_preferences_window_new (QingEngine *engine, GSettings *settings);
/* Adds an account on DashScope and asks for its key. The demonstration's account is not used. */
void qing_preferences_window_add_account (QingPreferencesWindow *self);
/* Asks for the key of the account of that uid, if there is one. */
void qing_preferences_window_edit_account (QingPreferencesWindow *self, const char *uid);

G_END_DECLS
