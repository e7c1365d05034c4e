/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-account.h"
#include "qing-catalogue.h"
#include "qing-conversation.h"

G_BEGIN_DECLS

/**
 * QingCost: what tokens cost by the list of prices in the catalogue, without discounts and free
 * quotas. Nothing is guessed: where a price is missing there is no cost.
 *
 * @date: the ISO date of the list.
 * @at_most: whether some tokens may have been cheaper, because their own price is not known.
 */
typedef struct
{
  const char *currency;
  char date[16];
  double amount;
  gboolean at_most;
} QingCost;

/* @thinking: whether thoughts are among the answer's tokens. Batches are half as dear, but Qingtan
 * sends none. FALSE, with @cost as it was, when it is not known. */
gboolean qing_cost_of_usage (const QingPrices *prices,
                             const QingUsage *usage,
                             gboolean thinking,
                             QingCost *cost);
/* @account: (nullable): whose prices hold. */
gboolean qing_cost_of_message (QingCatalogue *catalogue,
                               QingAccount *account,
                               QingMessage *message,
                               QingCost *cost);
/* The sum over all answers, those of other branches too; @n_unknown: how many are not in it. */
gboolean qing_cost_of_conversation (QingCatalogue *catalogue,
                                    QingAccount *account,
                                    QingConversation *conversation,
                                    QingCost *cost,
                                    guint *n_unknown);

/* "¥0.0031" or "at most ¥0.0031", as the locale writes it, with two digits that count: (transfer
 * full). */
char *qing_cost_format (const QingCost *cost);
/* Whose list it is and of when, in a sentence: (transfer full). */
char *qing_cost_describe (const QingCost *cost);

G_END_DECLS
