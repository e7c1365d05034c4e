/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-account.h"
#include "qing-catalogue.h"
#include "qing-exchange.h"
#include "qing-message.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* QingInspectorRows: groups of rows on a page of preferences, and the same as text. */
typedef struct _QingInspectorRows QingInspectorRows;

QingInspectorRows *qing_inspector_rows_new (AdwPreferencesPage *page);
void qing_inspector_rows_free (QingInspectorRows *self);
/* Takes everything off the page. */
void qing_inspector_rows_clear (QingInspectorRows *self);
/* @exchange: (nullable) */
void qing_inspector_rows_add_timing (QingInspectorRows *self,
                                     QingMessage *message,
                                     QingExchange *exchange);
void qing_inspector_rows_add_usage (QingInspectorRows *self,
                                    QingMessage *message,
                                    QingExchange *exchange);
/* Nothing where the price is not known. @account: (nullable) */
void qing_inspector_rows_add_cost (QingInspectorRows *self,
                                   QingMessage *message,
                                   QingCatalogue *catalogue,
                                   QingAccount *account);
/* One line for each row: title, tabulator, value. */
const char *qing_inspector_rows_get_text (QingInspectorRows *self);

G_END_DECLS
