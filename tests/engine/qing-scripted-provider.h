/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-provider.h"

G_BEGIN_DECLS

#define QING_TYPE_SCRIPTED_PROVIDER (qing_scripted_provider_get_type ())
G_DECLARE_FINAL_TYPE (QingScriptedProvider,
                      qing_scripted_provider,
                      QING,
                      SCRIPTED_PROVIDER,
                      QingProvider)

/* One request that waits for what the test lets happen. */
typedef struct _QingScriptedCall QingScriptedCall;

/**
 * QingScriptedProvider: answers what the test says, when the test says it. Requests for titles are
 * answered by themselves and are not among the calls.
 *
 * Signal "asked" (pointer QingScriptedCall): a request came.
 */
QingScriptedProvider *qing_scripted_provider_new (void);
/* NULL: titles fail. */
void qing_scripted_provider_set_title (QingScriptedProvider *self, const char *title);
guint qing_scripted_provider_get_n_titles (QingScriptedProvider *self);
guint qing_scripted_provider_get_n_calls (QingScriptedProvider *self);
/* (transfer none): calls are kept as long as the provider. */
QingScriptedCall *qing_scripted_provider_get_call (QingScriptedProvider *self, guint index);

QingChatRequest *qing_scripted_call_get_request (QingScriptedCall *call);
/* Whether it was neither finished nor cancelled. */
gboolean qing_scripted_call_is_open (QingScriptedCall *call);
/* Nothing happens when the call is not open. */
void qing_scripted_call_send (QingScriptedCall *call, const QingDelta *delta);
void qing_scripted_call_text (QingScriptedCall *call, guint choice, const char *text);
void qing_scripted_call_reasoning (QingScriptedCall *call, const char *text);
void qing_scripted_call_reason (QingScriptedCall *call, guint choice, const char *reason);
void qing_scripted_call_finish (QingScriptedCall *call);
void qing_scripted_call_fail (QingScriptedCall *call, QingError code, QingFaultAction action);
/* @fault: (transfer full) */
void qing_scripted_call_take_fault (QingScriptedCall *call, QingFault *fault);

G_END_DECLS
