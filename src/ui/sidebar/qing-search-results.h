/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingSearchResults: where the words that are searched for stand in messages. Hidden while nothing
 * is searched for.
 *
 * Signals: "activated" (QingSearchHit): the user wants to see that message. "changed" ():
 * others were found, or none.
 */
#define QING_TYPE_SEARCH_RESULTS (qing_search_results_get_type ())
G_DECLARE_FINAL_TYPE (QingSearchResults, qing_search_results, QING, SEARCH_RESULTS, GtkWidget)

void qing_search_results_set_engine (QingSearchResults *self, QingEngine *engine);
/* Searches a moment later, unless another text comes before. */
void qing_search_results_set_text (QingSearchResults *self, const char *text);
/* (nullable) the first of them */
QingSearchHit *qing_search_results_get_first (QingSearchResults *self);

G_END_DECLS
