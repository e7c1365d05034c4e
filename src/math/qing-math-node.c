/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-parser-private.h"

QingMathNode *
qing_math_node_new (QingMathArena *arena, QingMathNodeType type, QingMathClass klass)
{
  QingMathNode *node = qing_math_arena_alloc0 (arena, sizeof (QingMathNode));

  node->type = type;
  node->klass = klass;
  return node;
}

QingMathNode *
qing_math_node_new_group (QingMathArena *arena, QingMathNode *child, QingMathClass klass)
{
  QingMathNode *node = qing_math_node_new (arena, QING_MATH_NODE_GROUP, klass);

  node->u.group.child = child;
  return node;
}

QingMathNode *
qing_math_node_new_symbol (QingMathArena *arena, gunichar ch, gunichar base, QingMathClass klass)
{
  QingMathNode *node = qing_math_node_new (arena, QING_MATH_NODE_SYMBOL, klass);

  node->u.symbol.ch = ch;
  node->u.symbol.base = base;
  return node;
}

QingMathNode *
qing_math_node_new_space (QingMathArena *arena, double value, QingMathUnit unit)
{
  QingMathNode *node = qing_math_node_new (arena, QING_MATH_NODE_SPACE, QING_MATH_CLASS_NONE);

  node->u.rule.width.value = value;
  node->u.rule.width.unit = unit;
  return node;
}

/* The class of a list that stands for its only atom: a relation stays a relation when something
 * is set over it. Anything else is ordinary. */
QingMathClass
qing_math_node_class_of (const QingMathNode *list)
{
  QingMathClass klass = QING_MATH_CLASS_NONE;

  for (; list != NULL; list = list->next)
    {
      if (list->klass == QING_MATH_CLASS_NONE)
        continue;
      if (klass != QING_MATH_CLASS_NONE)
        return QING_MATH_CLASS_ORD;
      klass = list->klass;
    }
  if (klass == QING_MATH_CLASS_BIN || klass == QING_MATH_CLASS_REL || klass == QING_MATH_CLASS_OP)
    return klass;
  return QING_MATH_CLASS_ORD;
}

/* Appends the nodes of @chain. */
void
qing_math_list_append (QingMathList *list, QingMathNode *chain)
{
  while (chain != NULL)
    {
      QingMathNode *next = chain->next;

      chain->next = NULL;
      if (list->last != NULL)
        list->last->next = chain;
      else
        list->first = chain;
      list->last = chain;
      chain = next;
    }
}
