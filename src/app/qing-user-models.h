/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-catalogue.h"

G_BEGIN_DECLS

#define QING_TYPE_USER_MODELS (qing_user_models_get_type ())
G_DECLARE_FINAL_TYPE (QingUserModels, qing_user_models, QING, USER_MODELS, GObject)

/**
 * QingUserModels: keeps what a user knows better than the catalogue in two files of the folder for
 * configuration: models.json, which people write and the program only reads, and
 * model-overrides.json, which the preferences write. What is wrong with them is the catalogue's
 * "complaint"; nothing of it keeps the program from starting.
 *
 * @folder: $XDG_CONFIG_HOME/qingtan
 */
QingUserModels *qing_user_models_new (QingCatalogue *catalogue, const char *folder);
void qing_user_models_load_async (QingUserModels *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* FALSE only when it was cancelled. */
gboolean qing_user_models_load_finish (QingUserModels *self, GAsyncResult *result, GError **error);
/* The same for a program that has nothing else to do. */
void qing_user_models_load (QingUserModels *self);
/* Whether a change is still on its way to the disk. */
gboolean qing_user_models_is_busy (QingUserModels *self);
/* The folder of this user: (transfer full). */
char *qing_user_models_dup_folder (void);

G_END_DECLS
