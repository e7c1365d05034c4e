/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-catalogue.h"
#include "qing-exchange.h"
#include "qing-message.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is printed as a whole: one object of an answer, a table or an array of models. */

/* @answers: (element-type QingMessage): the first is told as a whole, others by what they say
 * @exchange: (nullable): what went over the wire for them */
char *qing_ask_report_answer (GPtrArray *answers, QingExchange *exchange);
char *qing_ask_report_models_table (GListModel *models);
char *qing_ask_report_models_json (GListModel *models);

G_END_DECLS
