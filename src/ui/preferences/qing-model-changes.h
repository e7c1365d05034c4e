/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-catalogue.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* QingModelChanges: where the user says of a model what the catalogue does not know, or does not
 * know right: the usual things by hand, everything as JSON. */
#define QING_TYPE_MODEL_CHANGES (qing_model_changes_get_type ())
G_DECLARE_FINAL_TYPE (QingModelChanges,
                      qing_model_changes,
                      QING,
                      MODEL_CHANGES,
                      AdwPreferencesGroup)

GtkWidget *qing_model_changes_new (QingCatalogue *catalogue, const char *id);

G_END_DECLS
