/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-account.h"
#include "qing-chat-request.h"
#include "qing-model-info.h"
#include "qing-parameters.h"

G_BEGIN_DECLS

/**
 * QingRule: what holds for one parameter in one situation.
 *
 * @offered: whether a control for it makes sense now. When not, @reason says why in words.
 * @reason: (nullable): translated. With @offered and a value set, why the value is not sent.
 * @minimum, @maximum: the range for this model (the row's own range narrowed).
 * @fallback: (nullable): what the model does when nothing is sent, to show as the default.
 * @choices: (nullable): the choices this model takes.
 * @effective: (nullable): what goes on the wire; NULL sends nothing.
 * @conflict: whether the user set it and it is not sent.
 */
typedef struct
{
  gboolean offered;
  gboolean conflict;
  const char *reason;
  double minimum;
  double maximum;
  GVariant *fallback;
  const char *const *choices;
  GVariant *effective;
} QingRule;

/**
 * qing_ruling_new:
 * @messages: (nullable) (element-type QingMessage): what would be sent; some rules look at it
 *  (pictures, the word "json").
 *
 * The one function that decides both what the panel offers and what a request sends: a pure
 * function of its arguments. Ref-counted, immutable.
 */
QingRuling *qing_ruling_new (QingPurpose purpose,
                             QingAccount *account,
                             QingModelInfo *model,
                             QingParameters *parameters,
                             GPtrArray *messages,
                             gboolean has_tools);
QingRuling *qing_ruling_ref (QingRuling *self);
void qing_ruling_unref (QingRuling *self);

const QingRule *qing_ruling_get (QingRuling *self, QingParameterId id);
/* Whether the answer will be streamed. */
gboolean qing_ruling_is_streaming (QingRuling *self);
/* Whether the model will think, as far as is known. */
gboolean qing_ruling_is_thinking (QingRuling *self);
/* Whether pictures are sent as pictures; when not, a placeholder in words takes their place. */
gboolean qing_ruling_sends_images (QingRuling *self);
gboolean qing_ruling_sends_audio (QingRuling *self);
gboolean qing_ruling_sends_video (QingRuling *self);
/* Whether only one kind of media goes into a request: that of the attachment which
 * qing_attachment_find_media() finds in the last message that has any (protocol.md 7.4). */
gboolean qing_ruling_sends_one_kind (QingRuling *self);
gboolean qing_ruling_sends_tools (QingRuling *self);
/* Whether a partial answer can be continued with "partial": true (protocol.md 1.3). */
gboolean qing_ruling_can_continue (QingRuling *self);
/* Whether earlier reasoning is sent back (protocol.md 8.3). */
gboolean qing_ruling_replays_reasoning (QingRuling *self);
gboolean qing_ruling_is_dashscope (QingRuling *self);
/* How many values the user set that are not sent. */
guint qing_ruling_get_n_conflicts (QingRuling *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingRuling, qing_ruling_unref)

G_END_DECLS
