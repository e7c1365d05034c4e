/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-catalogue.h"
#include "qing-search-hit.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingSearchRow: one place that was found: whose words, where and when, and the words themselves.
 */
#define QING_TYPE_SEARCH_ROW (qing_search_row_get_type ())
G_DECLARE_FINAL_TYPE (QingSearchRow, qing_search_row, QING, SEARCH_ROW, GtkWidget)

GtkWidget *qing_search_row_new (void);
void qing_search_row_set_hit (QingSearchRow *self, QingSearchHit *hit, QingCatalogue *catalogue);

G_END_DECLS
