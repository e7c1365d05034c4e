/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-parameter-row.h"
#include "qing-ruling-watch.h"

G_BEGIN_DECLS

/**
 * QingParametersPane: everything that can be set for the conversation's requests. What is offered,
 * in which range and with which default, is what the ruling says; the pane knows no parameter by
 * name. Its rows are made when it is shown for the first time.
 */
#define QING_TYPE_PARAMETERS_PANE (qing_parameters_pane_get_type ())
G_DECLARE_FINAL_TYPE (QingParametersPane, qing_parameters_pane, QING, PARAMETERS_PANE, GtkWidget)

void qing_parameters_pane_set_watch (QingParametersPane *self, QingRulingWatch *watch);
/* NULL before the pane was shown. */
QingParameterRow *qing_parameters_pane_get_row (QingParametersPane *self, QingParameterId id);

G_END_DECLS
