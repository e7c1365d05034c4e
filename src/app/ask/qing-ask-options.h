/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-parameters.h"

G_BEGIN_DECLS

typedef enum
{
  QING_ASK_QUESTION,
  QING_ASK_MODELS,
  QING_ASK_HAS_KEY,
  QING_ASK_VERSION,
} QingAskTask;

/* QingAskOptions: what the command line said. */
typedef struct
{
  QingAskTask task;
  char *model;
  char **images;
  char *sound;  /* (nullable): where a spoken answer goes */
  char *prompt; /* NULL: read standard input */
  gboolean json;
  gboolean dry_run;
  gboolean account; /* of "models": ask the server */
  QingParameters *parameters;
} QingAskOptions;

/**
 * qing_ask_options_parse:
 * @arguments: as main() got them; "ask" or "models" may come first
 *
 * Returns: (transfer full) (nullable): %NULL with words about the wrong use
 */
QingAskOptions *qing_ask_options_parse (char **arguments, GError **error);
void qing_ask_options_free (QingAskOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingAskOptions, qing_ask_options_free)

G_END_DECLS
