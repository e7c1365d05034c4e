/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-catalogue.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingModelsPage: the models that are known, to be searched; one that is activated shows what is
 * known of it. The rows are made when the page is shown for the first time.
 */
#define QING_TYPE_MODELS_PAGE (qing_models_page_get_type ())
G_DECLARE_FINAL_TYPE (QingModelsPage, qing_models_page, QING, MODELS_PAGE, AdwPreferencesPage)

void qing_models_page_set_catalogue (QingModelsPage *self, QingCatalogue *catalogue);
/* Shows only what has all words of @query in its name or id. */
void qing_models_page_search (QingModelsPage *self, const char *query);

G_END_DECLS
