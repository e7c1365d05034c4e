/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-record-tree.h"

#include <glib/gi18n-lib.h>

#define UNKNOWN (QING_NO_PARENT - 1)

/* How many skipped messages an answer looks through for what was thought before it. */
#define MAX_THOUGHTS 1000

/* A message on its way to its place. */
typedef struct
{
  guint parent;   /* among all messages; QING_NO_PARENT for none */
  guint kept;     /* the nearest above that is kept; UNKNOWN before it was looked for */
  guint first;    /* child; QING_NO_PARENT for none */
  guint last;     /* child */
  guint next;     /* sibling */
  guint position; /* in the sorted list */
  guint64 order;  /* among its siblings */
  guint8 visited; /* see find_cycle() */
  gboolean chosen;
} Node;

typedef struct
{
  QingConversationRecord *record;
  GHashTable *by_id; /* id -> index + 1 */
  Node *nodes;
  Node root; /* whose children are the first messages */
  guint n_roots;
} Sort;

static QingMessageNote *
get_note (Sort *sort, guint index)
{
  return g_ptr_array_index (sort->record->messages, index);
}

static const char *
index_ids (Sort *sort, QingJsonAt *place)
{
  guint n = sort->record->messages->len;

  for (guint i = 0; i < n; i++)
    if (!g_hash_table_insert (sort->by_id, get_note (sort, i)->id, GUINT_TO_POINTER (i + 1)))
      {
        *place = get_note (sort, i)->place;
        return _ ("two messages have the same id");
      }
  return NULL;
}

static void
link_parents (Sort *sort, guint *n_orphans)
{
  for (guint i = 0; i < sort->record->messages->len; i++)
    {
      QingMessageNote *note = get_note (sort, i);
      guint parent = note->parent_id == NULL
                       ? 0
                       : GPOINTER_TO_UINT (g_hash_table_lookup (sort->by_id, note->parent_id));
      guint rank = sort->record->ranks == NULL
                     ? 0
                     : GPOINTER_TO_UINT (g_hash_table_lookup (sort->record->ranks, note->id));

      if (parent == 0 && note->parent_id != NULL && !note->skipped)
        (*n_orphans)++;
      sort->nodes[i].parent = parent == 0 ? QING_NO_PARENT : parent - 1;
      sort->nodes[i].order = ((guint64) (rank == 0 ? G_MAXUINT : rank) << 32) + i;
      sort->nodes[i].kept = UNKNOWN;
      sort->nodes[i].first = sort->nodes[i].last = sort->nodes[i].next = QING_NO_PARENT;
    }
}

/* Follows each message to the first one, marking the way: who meets his own mark walks in a
 * circle. Every message is passed at most twice. */
static const char *
find_cycle (Sort *sort, QingJsonAt *place)
{
  enum
  {
    NEW,
    UNDER_WAY,
    FINE
  };

  for (guint i = 0; i < sort->record->messages->len; i++)
    {
      guint at;

      for (at = i; at != QING_NO_PARENT && sort->nodes[at].visited == NEW;
           at = sort->nodes[at].parent)
        sort->nodes[at].visited = UNDER_WAY;
      if (at != QING_NO_PARENT && sort->nodes[at].visited == UNDER_WAY)
        {
          *place = get_note (sort, at)->place;
          return _ ("a message is its own ancestor");
        }
      for (at = i; at != QING_NO_PARENT && sort->nodes[at].visited == UNDER_WAY;
           at = sort->nodes[at].parent)
        sort->nodes[at].visited = FINE;
    }
  return NULL;
}

/* The nearest message above that is kept. It is remembered along the way, so that a long way is
 * walked once. */
static guint
find_kept_parent (Sort *sort, guint index)
{
  guint kept = index;

  do
    {
      gboolean known = sort->nodes[kept].kept != UNKNOWN;

      kept = known ? sort->nodes[kept].kept : sort->nodes[kept].parent;
    }
  while (kept != QING_NO_PARENT && get_note (sort, kept)->skipped);

  for (guint at = index; at != kept && sort->nodes[at].kept == UNKNOWN; at = sort->nodes[at].parent)
    sort->nodes[at].kept = kept;
  return kept;
}

/* What was thought in skipped messages belongs to the answer that comes after them. */
static void
gather_thoughts (Sort *sort, guint index)
{
  QingMessageNote *note = get_note (sort, index);
  guint at = sort->nodes[index].parent;

  if (note->role != QING_ROLE_ASSISTANT)
    return;
  for (guint i = 0; i < MAX_THOUGHTS && at != QING_NO_PARENT && get_note (sort, at)->skipped; i++)
    {
      const char *thought = get_note (sort, at)->reasoning;

      if (thought != NULL)
        {
          g_autofree char *rest = g_steal_pointer (&note->reasoning);

          note->reasoning = g_strdup (thought);
          qing_message_note_add_reasoning (note, rest);
        }
      at = sort->nodes[at].parent;
    }
}

static int
compare_order (gconstpointer a, gconstpointer b, gpointer nodes)
{
  const Node *first = &((const Node *) nodes)[*(const guint *) a];
  const Node *second = &((const Node *) nodes)[*(const guint *) b];

  return first->order < second->order ? -1 : first->order > second->order;
}

static const char *
link_children (Sort *sort, QingJsonAt *place)
{
  guint n = sort->record->messages->len;
  g_autofree guint *order = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof (guint), compare_order, sort->nodes);

  for (guint i = 0; i < n; i++)
    {
      guint index = order[i];
      guint parent;
      Node *above;

      if (get_note (sort, index)->skipped)
        continue;
      gather_thoughts (sort, index);
      parent = find_kept_parent (sort, index);
      above = parent == QING_NO_PARENT ? &sort->root : &sort->nodes[parent];
      if (parent == QING_NO_PARENT && ++sort->n_roots > QING_MAX_ROOTS)
        {
          *place = get_note (sort, index)->place;
          return _ ("there are too many first messages");
        }
      if (above->first == QING_NO_PARENT)
        above->first = index;
      else
        sort->nodes[above->last].next = index;
      above->last = index;
    }
  return NULL;
}

/* Marks the way to the message that the reader looked at. */
static void
choose (Sort *sort)
{
  guint at;

  if (sort->record->current == NULL)
    return;
  at = GPOINTER_TO_UINT (g_hash_table_lookup (sort->by_id, sort->record->current));
  for (at = at == 0 ? QING_NO_PARENT : at - 1; at != QING_NO_PARENT; at = sort->nodes[at].parent)
    sort->nodes[at].chosen = TRUE;
}

/* Of siblings without a chosen one the last, which is the newest, is chosen; of several chosen
 * ones (a skipped parent makes cousins siblings) the last counts. */
static void
settle (Sort *sort, Node *above)
{
  guint chosen = above->last;

  for (guint i = above->first; i != QING_NO_PARENT; i = sort->nodes[i].next)
    if (sort->nodes[i].chosen || get_note (sort, i)->chosen)
      chosen = i;
  for (guint i = above->first; i != QING_NO_PARENT; i = sort->nodes[i].next)
    get_note (sort, i)->chosen = i == chosen;
}

static void
walk (Sort *sort)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_message_note_free);
  GPtrArray *all = sort->record->messages;
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  guint at = sort->root.first;

  settle (sort, &sort->root);
  while (at != QING_NO_PARENT || stack->len > 0)
    {
      QingMessageNote *note;

      if (at == QING_NO_PARENT)
        {
          at = sort->nodes[g_array_index (stack, guint, stack->len - 1)].next;
          g_array_set_size (stack, stack->len - 1);
          continue;
        }
      note = g_steal_pointer (&g_ptr_array_index (all, at));
      note->parent = stack->len == 0
                       ? QING_NO_PARENT
                       : sort->nodes[g_array_index (stack, guint, stack->len - 1)].position;
      sort->nodes[at].position = sorted->len;
      g_ptr_array_add (sorted, note);
      settle (sort, &sort->nodes[at]);
      g_array_append_val (stack, at);
      at = sort->nodes[at].first;
    }
  g_ptr_array_unref (all);
  sort->record->messages = sorted;
}

static const char *
check (Sort *sort, guint *n_orphans, QingJsonAt *place)
{
  const char *complaint = index_ids (sort, place);

  if (complaint != NULL)
    return complaint;
  link_parents (sort, n_orphans);
  complaint = find_cycle (sort, place);
  if (complaint == NULL)
    complaint = link_children (sort, place);
  return complaint;
}

const char *
qing_record_sort (QingConversationRecord *self, guint *n_orphans, QingJsonAt *place)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree Node *nodes = g_new0 (Node, MAX (self->messages->len, 1));
  Sort sort = { self, by_id, nodes };
  const char *complaint;

  *n_orphans = 0;
  sort.root.first = sort.root.last = QING_NO_PARENT;
  if (self->messages->len > QING_MAX_MESSAGES)
    {
      *place = ((QingMessageNote *) g_ptr_array_index (self->messages, QING_MAX_MESSAGES))->place;
      return _ ("the conversation has too many messages");
    }
  complaint = check (&sort, n_orphans, place);
  if (complaint != NULL)
    return complaint;
  choose (&sort);
  walk (&sort);
  return NULL;
}
