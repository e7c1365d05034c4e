/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-logprobs.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* How sure a model was of a token, from 0, "sure", which is not shown, to the last, "guessed". */
#define QING_CONFIDENCE_LEVELS 5

guint qing_confidence_get_level (double logprob);
/* The colour behind a text of @level, which is not 0. The text stays readable on it. */
GdkRGBA qing_confidence_get_color (guint level, gboolean dark);
/* (transfer full): the token, how probable it was, and its alternatives. @text: the message's. */
char *qing_confidence_describe (QingLogprobs *logprobs, const char *text, guint index);

G_END_DECLS
