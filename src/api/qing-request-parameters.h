/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "qing-chat-request.h"
#include "qing-ruling.h"

G_BEGIN_DECLS

/* Everything of a request's body but the model and the messages, in a stable order: (transfer
 * full). What is sent is the ruling's "effective" value; this only knows its place and name. */
JsonObject *qing_request_parameters_new (QingChatRequest *request, QingRuling *ruling);

G_END_DECLS
