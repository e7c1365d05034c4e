/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-catalogue.h"
#include "qing-exchange.h"
#include "qing-message.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is printed as a whole: one object of an answer, a table or an array of models. */

/* @exchange: (nullable): what went over the wire for it */
char *qing_ask_report_answer (QingMessage *message, QingExchange *exchange);
char *qing_ask_report_models_table (GListModel *models);
char *qing_ask_report_models_json (GListModel *models);

G_END_DECLS
