/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "qing-account.h"
#include "qing-fault.h"
#include "qing-patience.h"

G_BEGIN_DECLS

/* The ids that GET {base}/models names (protocol.md 5.4). */
void qing_models_list_async (SoupSession *session,
                             const QingPatience *patience,
                             QingAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* (transfer full) (nullable): %NULL with @fault. */
char **qing_models_list_finish (GAsyncResult *result, QingFault **fault);

/* The ids of a body; (transfer full) (nullable): %NULL when it is no list of models. */
char **qing_models_parse (const char *bytes, gsize length);

G_END_DECLS
