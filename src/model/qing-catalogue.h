/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-model-info.h"

G_BEGIN_DECLS

#define QING_TYPE_CATALOGUE (qing_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (QingCatalogue, qing_catalogue, QING, CATALOGUE, GObject)

/**
 * QingCatalogue: the models that are known, as a GListModel of QingModelInfo in the order in which
 * a picker shows them. Built from the program's own models.json (a GResource), then a user's file
 * laid over it, then what the user changed of single models.
 *
 * Property "complaint" (notifies): what is wrong with the user's own files. Signal
 * "override-changed" (id): the user changed a model, or took that back; whoever keeps the files
 * writes them then. An info that was looked up before stays as it was: look it up again.
 */
QingCatalogue *qing_catalogue_new (void);
/* Lays the rows of @json over the catalogue: known ids are changed key by key, others are added.
 * What is not good in a row is left out, and the first of it is told by "complaint". */
gboolean
qing_catalogue_load_json (QingCatalogue *self, const char *json, gssize length, GError **error);

/* Nullable words for the user, translated. */
const char *qing_catalogue_get_complaint (QingCatalogue *self);
void qing_catalogue_set_complaint (QingCatalogue *self, const char *complaint);

/**
 * qing_catalogue_set_override:
 * @id: a model, known or not
 * @json: (nullable): a row of a models file with what is to be different, without "id"; %NULL, or
 *  an object without members, takes back what was changed before
 *
 * Returns: %FALSE with words when the row is not good; nothing is changed then
 */
gboolean
qing_catalogue_set_override (QingCatalogue *self, const char *id, const char *json, GError **error);
/* Changes one member of the row, with a text, a whole number, a number or a list of texts, or takes
 * it back with %NULL; @value is consumed when floating. */
gboolean qing_catalogue_set_override_member (QingCatalogue *self,
                                             const char *id,
                                             const char *name,
                                             GVariant *value,
                                             GError **error);
/* What the user changed of @id: (transfer full) (nullable), indented for people. */
char *qing_catalogue_dup_override (QingCatalogue *self, const char *id);
/* All that the user changed as one models file: (transfer full). Reading it back lays every row
 * over the catalogue without telling anybody. */
char *qing_catalogue_dup_overrides (QingCatalogue *self);
gboolean qing_catalogue_load_overrides (QingCatalogue *self,
                                        const char *json,
                                        gssize length,
                                        GError **error);

/**
 * qing_catalogue_lookup:
 *
 * What is known of @id: (transfer none), never %NULL. A dated snapshot ("qwen-plus-2025-04-28") or
 * a "-latest" name resolves to its own row or else to its family's; an id of no known family gives
 * an unknown model that is remembered, so that the same object comes back.
 */
QingModelInfo *qing_catalogue_lookup (QingCatalogue *self, const char *id);
/* The model for a new conversation. */
QingModelInfo *qing_catalogue_get_default (QingCatalogue *self);
/* The ISO date of the data. */
const char *qing_catalogue_get_date (QingCatalogue *self);
/* The models of an account: what its server listed, with what is known of each; chat models only
 * when known. (transfer full) GListModel of QingModelInfo. */
GListModel *qing_catalogue_list_for_ids (QingCatalogue *self, const char *const *ids);

G_END_DECLS
