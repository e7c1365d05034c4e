/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-catalogue.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* QingModelPage: what is known of one model, and what the user changed of it, as a page on top of the
 * preferences. */
#define QING_TYPE_MODEL_PAGE (qing_model_page_get_type ())
G_DECLARE_FINAL_TYPE (QingModelPage, qing_model_page, QING, MODEL_PAGE, GtkWidget)

GtkWidget *qing_model_page_new (QingCatalogue *catalogue, const char *id);
/* (transfer full): everything that the page says, one row a line. */
char *qing_model_page_dup_text (QingModelPage *self);

G_END_DECLS
