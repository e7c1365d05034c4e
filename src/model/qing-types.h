/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Forward declarations of the model room's types, so that headers need not include each other. */

typedef struct _QingAccount QingAccount;
typedef struct _QingAttachment QingAttachment;
typedef struct _QingCatalogue QingCatalogue;
typedef struct _QingChatRequest QingChatRequest;
typedef struct _QingConversation QingConversation;
typedef struct _QingDelta QingDelta;
typedef struct _QingFault QingFault;
typedef struct _QingMessage QingMessage;
typedef struct _QingModelInfo QingModelInfo;
typedef struct _QingParameters QingParameters;
typedef struct _QingProvider QingProvider;
typedef struct _QingRuling QingRuling;
typedef struct _QingTool QingTool;
typedef struct _QingToolCall QingToolCall;

G_END_DECLS
