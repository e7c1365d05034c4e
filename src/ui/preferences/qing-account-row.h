/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingAccountRow: one account in the preferences: its name, where its server is, its key, whether
 * it works, and a way to remove it.
 *
 * The key is set on the account when the user applies it; whoever keeps keys listens there. It is
 * never shown again.
 *
 * Signals: "ready": the account got a key and had none before.
 */
#define QING_TYPE_ACCOUNT_ROW (qing_account_row_get_type ())
G_DECLARE_FINAL_TYPE (QingAccountRow, qing_account_row, QING, ACCOUNT_ROW, AdwExpanderRow)

GtkWidget *qing_account_row_new (QingEngine *engine, QingAccount *account);
QingAccount *qing_account_row_get_account (QingAccountRow *self);
/* Unfolds the row and puts the cursor where the key goes. */
void qing_account_row_edit_key (QingAccountRow *self);
/* The words about where the key is kept; for tests. */
const char *qing_account_row_get_key_note (QingAccountRow *self);

G_END_DECLS
