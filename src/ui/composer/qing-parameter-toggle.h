/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-ruling-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingParameterToggle: one switch among the parameters as a button in the composer. It is there
 * only when the model takes the parameter.
 *
 * Properties (set in the .ui file): parameter (the name in the table), icon-name, three-states
 * (Default, On and Off from a menu, instead of unset and on), watch.
 */
#define QING_TYPE_PARAMETER_TOGGLE (qing_parameter_toggle_get_type ())
G_DECLARE_FINAL_TYPE (QingParameterToggle, qing_parameter_toggle, QING, PARAMETER_TOGGLE, GtkWidget)

void qing_parameter_toggle_set_watch (QingParameterToggle *self, QingRulingWatch *watch);

G_END_DECLS
