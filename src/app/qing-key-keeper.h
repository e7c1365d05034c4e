/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

G_BEGIN_DECLS

#define QING_TYPE_KEY_KEEPER (qing_key_keeper_get_type ())
G_DECLARE_FINAL_TYPE (QingKeyKeeper, qing_key_keeper, QING, KEY_KEEPER, GObject)

/**
 * QingKeyKeeper: brings the keys of the engine's accounts from the Secret Service and takes back
 * what the user changes. Where no Secret Service runs, a key stays in memory and its account says
 * so (QING_KEY_STORAGE_SESSION).
 *
 * Signal "loaded": every account was looked up once.
 */
QingKeyKeeper *qing_key_keeper_new (QingEngine *engine);

/* After the engine has started. @account (nullable): the one of the environment, which is added
 * to the engine's and comes first. */
void qing_key_keeper_start (QingKeyKeeper *self, QingAccount *account);
/* Whether changed keys are still on their way to the Secret Service. */
gboolean qing_key_keeper_is_busy (QingKeyKeeper *self);

G_END_DECLS
