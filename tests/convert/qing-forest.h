/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

G_BEGIN_DECLS

/* A conversation of random shape and contents, the same for the same state of @random. */
QingConversation *qing_forest_grow (GRand *random, guint n_messages);

G_END_DECLS
