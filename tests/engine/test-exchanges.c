/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-exchange-shelf.h"

#include <string.h>

static QingExchange *
make_exchange (gsize size)
{
  g_autofree char *text = g_malloc0 (size);
  g_autoptr (GBytes) body = g_bytes_new_take (g_steal_pointer (&text), size);
  QingExchange *exchange = qing_exchange_new ("http://127.0.0.1:9", body);

  qing_exchange_begin (exchange);
  qing_exchange_end (exchange, NULL);
  return exchange;
}

/* Puts one with a new answer onto @shelf: the answer. */
static QingMessage *
add (QingExchangeShelf *shelf, gsize size)
{
  QingMessage *answer = qing_message_new (QING_ROLE_ASSISTANT);
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();
  g_autoptr (QingExchange) exchange = make_exchange (size);

  g_ptr_array_add (answers, answer);
  qing_exchange_shelf_add (shelf, exchange, answers);
  g_assert_true (qing_exchange_shelf_get (shelf, answer) == exchange);
  return answer;
}

static void
test_count (void)
{
  QingExchangeShelf *shelf = qing_exchange_shelf_new ();
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 3 * QING_EXCHANGE_SHELF_COUNT; i++)
    g_ptr_array_add (answers, add (shelf, 100));
  g_assert_cmpuint (qing_exchange_shelf_get_n (shelf), ==, QING_EXCHANGE_SHELF_COUNT);
  for (guint i = 0; i < answers->len; i++)
    g_assert_true ((qing_exchange_shelf_get (shelf, answers->pdata[i]) != NULL) ==
                   (i >= 2 * QING_EXCHANGE_SHELF_COUNT));
  qing_exchange_shelf_free (shelf);
}

static void
test_size (void)
{
  QingExchangeShelf *shelf = qing_exchange_shelf_new ();

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (QingMessage) answer = add (shelf, 5 * 1024 * 1024);

      g_assert_cmpuint (qing_exchange_shelf_get_size (shelf), <=, QING_EXCHANGE_SHELF_SIZE);
    }
  g_assert_cmpuint (qing_exchange_shelf_get_n (shelf), ==, 6);

  /* The newest is there however large it is, and alone. */
  g_object_unref (add (shelf, QING_EXCHANGE_SHELF_SIZE + 1));
  g_assert_cmpuint (qing_exchange_shelf_get_n (shelf), ==, 1);
  g_object_unref (add (shelf, 1000));
  g_assert_cmpuint (qing_exchange_shelf_get_n (shelf), ==, 1);
  g_assert_cmpuint (qing_exchange_shelf_get_size (shelf), <, 10000);
  qing_exchange_shelf_free (shelf);
}

/* Asked again, an answer shows what was asked last; answers of one request share it. */
static void
test_again (void)
{
  QingExchangeShelf *shelf = qing_exchange_shelf_new ();
  g_autoptr (QingMessage) first = add (shelf, 100);
  g_autoptr (QingMessage) second = qing_message_new (QING_ROLE_ASSISTANT);
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();
  g_autoptr (QingExchange) exchange = make_exchange (200);

  g_ptr_array_add (answers, first);
  g_ptr_array_add (answers, second);
  qing_exchange_shelf_add (shelf, exchange, answers);
  g_assert_cmpuint (qing_exchange_shelf_get_n (shelf), ==, 1);
  g_assert_true (qing_exchange_shelf_get (shelf, first) == exchange);
  g_assert_true (qing_exchange_shelf_get (shelf, second) == exchange);
  qing_exchange_shelf_free (shelf);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchanges/count", test_count);
  g_test_add_func ("/exchanges/size", test_size);
  g_test_add_func ("/exchanges/again", test_again);
  return g_test_run ();
}
