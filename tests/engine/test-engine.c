/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

static void
test_exchange (void)
{
  QingDesk desk = { 0 };
  g_autoptr (QingConversation) conversation = NULL;
  g_autoptr (QingConversation) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  qing_desk_set_up (&desk);
  conversation = qing_engine_create_conversation (desk.engine);
  qing_desk_exchange (&desk, conversation, "Hello", "Good day.");
  before = qing_desk_describe (conversation);
  g_assert_cmpstr (before, ==, "user: Hello | assistant: Good day.");
  g_clear_object (&conversation);
  qing_desk_shut_down (&desk);

  qing_desk_start (&desk);
  again = g_list_model_get_item (qing_engine_get_conversations (desk.engine), 0);
  g_assert_nonnull (again);
  g_assert_cmpstr (qing_conversation_get_title (again), ==, "Hello");
  g_assert_false (qing_conversation_is_loaded (again));
  qing_desk_load (&desk, again);
  after = qing_desk_describe (again);
  g_assert_cmpstr (after, ==, before);
  g_clear_object (&again);
  qing_desk_tear_down (&desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/exchange", test_exchange);
  return g_test_run ();
}
