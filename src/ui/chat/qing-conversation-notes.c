/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From a number in the text to the footnote it refers to. */

#include "qing-conversation-view-private.h"

#include <string.h>

/* Labels longer than this are only kept in part. */
#define WHOLE_LABEL 12

/* Finds the label of the footnote that the text at @byte refers to. */
static gboolean
find_label (const QingLeaf *leaf, guint byte, const char **label, gsize *length)
{
  if (leaf->kind == QING_LEAF_TABLE)
    return FALSE;
  for (guint i = 0; i < leaf->n_runs && leaf->runs[i].start <= byte; i++)
    if (leaf->runs[i].flags & QING_RUN_FOOTNOTE_REF && byte <= leaf->runs[i].end)
      {
        *label = leaf->text + leaf->runs[i].start;
        *length = leaf->runs[i].end - leaf->runs[i].start;
        return TRUE;
      }
  return FALSE;
}

static gboolean
begins_note (const QingLeaf *leaf, const char *label, gsize length)
{
  for (guint i = 0; i < leaf->n_containers; i++)
    {
      const QingContainer *container = &leaf->containers[i];
      gsize known = strlen (container->marker);

      if (container->kind == QING_CONTAINER_FOOTNOTE && container->first && known <= length &&
          (known == length || known >= WHOLE_LABEL) &&
          strncmp (container->marker, label, known) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Finds where the note begins that the text at @point refers to. */
gboolean
qing_conversation_view_find_note (QingConversationView *self,
                                  const QingPoint *point,
                                  QingSpot *note)
{
  QingLeaf *leaf = qing_conversation_view_find_leaf (self, point);
  QingLeafColumn *column;
  const char *label;
  gsize length;
  int x, y;

  if (leaf == NULL || !find_label (leaf, point->spot.byte, &label, &length))
    return FALSE;
  column = qing_message_view_get_column (qing_conversation_rows_get_view (self->rows, point->row),
                                         point->spot.part, &x, &y);
  for (guint i = qing_leaf_column_get_n_leaves (column); i > 0; i--)
    if (begins_note (qing_leaf_column_get_leaf (column, i - 1), label, length))
      {
        *note = (QingSpot){ point->spot.part, i - 1, 0 };
        return TRUE;
      }
  return FALSE;
}

/* Shows the note that the text at @point refers to. */
gboolean
qing_conversation_view_go_to_note (QingConversationView *self, const QingPoint *point)
{
  QingSpot note;

  if (!qing_conversation_view_find_note (self, point, &note))
    return FALSE;
  qing_conversation_view_go_to (self, point->row, &note, self->page / 3);
  return TRUE;
}
