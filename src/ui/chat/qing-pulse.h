/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QING_TYPE_PULSE (qing_pulse_get_type ())
G_DECLARE_FINAL_TYPE (QingPulse, qing_pulse, QING, PULSE, GtkWidget)

/* Three dots that tell that something is under way. They change a few times a second only: a
 * spinner would cost more than the answer it waits for. */
GtkWidget *qing_pulse_new (void);

G_END_DECLS
