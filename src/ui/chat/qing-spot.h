/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  QING_SPOT_TOP = 0, /* what stands above the text: the model's name, attachments */
  QING_SPOT_REASONING = 1,
  QING_SPOT_TEXT = 2,
  QING_SPOT_BOTTOM = 3, /* what stands below it: state, details */
} QingSpotPart;

/**
 * QingSpot: a place in a message that keeps its meaning when the message is laid out anew: a byte
 * of the text of a leaf.
 */
typedef struct
{
  QingSpotPart part;
  guint leaf;
  guint byte;
} QingSpot;

static inline int
qing_spot_compare (const QingSpot *a, const QingSpot *b)
{
  if (a->part != b->part)
    return a->part < b->part ? -1 : 1;
  if (a->leaf != b->leaf)
    return a->leaf < b->leaf ? -1 : 1;
  if (a->byte != b->byte)
    return a->byte < b->byte ? -1 : 1;
  return 0;
}

G_END_DECLS
