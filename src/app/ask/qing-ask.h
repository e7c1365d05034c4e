/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-ask-options.h"
#include "qing-client.h"

G_BEGIN_DECLS

#define QING_TYPE_ASK (qing_ask_get_type ())
G_DECLARE_FINAL_TYPE (QingAsk, qing_ask, QING, ASK, GObject)

/* Exit statuses of the program. */
enum
{
  QING_ASK_ANSWERED = 0,
  QING_ASK_FAILED = 1,
  QING_ASK_WRONG_USE = 2,
  QING_ASK_STOPPED = 130,
};

/* QingAsk: one run of "qingtan ask" from the command line to the exit status. */
QingAsk *qing_ask_new (QingAskOptions *options);
/* Does what the options say and returns the exit status; runs a main loop of its own. */
int qing_ask_run (QingAsk *self);

G_END_DECLS
