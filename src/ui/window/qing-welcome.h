/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingWelcome: what an empty conversation shows: what can be done here, and four ways to begin.
 *
 * Properties: has-account (without one, the way to add one is shown instead).
 * Signals: "starter" (const char *text): the user wants to begin with this text.
 */
#define QING_TYPE_WELCOME (qing_welcome_get_type ())
G_DECLARE_FINAL_TYPE (QingWelcome, qing_welcome, QING, WELCOME, GtkWidget)

void qing_welcome_set_has_account (QingWelcome *self, gboolean has_account);

G_END_DECLS
