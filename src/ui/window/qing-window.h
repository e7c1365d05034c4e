/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingWindow: the window of the program.
 *
 * Properties: engine and settings (construct only), conversation (the one on screen), zoom (of the
 *  messages), demo (the program was started with the demonstration server: a bar tells so while
 *  that server would answer).
 *
 * What the user changes in an account is set on the QingAccount; whoever keeps keys listens there.
 */
#define QING_TYPE_WINDOW (qing_window_get_type ())
G_DECLARE_FINAL_TYPE (QingWindow, qing_window, QING, WINDOW, AdwApplicationWindow)

/* @settings: (nullable): the program's own, where the state of the window is remembered. */
QingWindow *qing_window_new (GtkApplication *application, QingEngine *engine, GSettings *settings);
QingEngine *qing_window_get_engine (QingWindow *self);
QingConversation *qing_window_get_conversation (QingWindow *self);
/* Shows @conversation, reading its messages first if need be; NULL begins a new one. */
void qing_window_set_conversation (QingWindow *self, QingConversation *conversation);
/* Shows the conversation of that uid, if there is one. */
void qing_window_show_conversation (QingWindow *self, const char *uid);
double qing_window_get_zoom (QingWindow *self);
void qing_window_set_zoom (QingWindow *self, double zoom);
void qing_window_set_demo (QingWindow *self, gboolean demo);
void qing_window_add_toast (QingWindow *self, AdwToast *toast);

G_END_DECLS
