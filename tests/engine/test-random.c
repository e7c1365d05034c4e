/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-desk.h"

#include <stdlib.h>
#include <string.h>

/* Whatever is done in whatever order, what is on the disk is what is in memory: random deeds, then
 * a new start, then both are compared, tree and all. */

#define CONVERSATIONS 3
#define DEEDS         120

typedef struct
{
  QingDesk desk;
  GRand *random;
  QingConversation *conversations[CONVERSATIONS];

} World;

static guint
pick (World *world, guint n)
{
  return (guint) g_rand_int_range (world->random, 0, (gint32) n);
}

static void
collect (QingMessage *message, GPtrArray *all)
{
  g_ptr_array_add (all, message);
  for (guint i = 0; i < qing_message_get_n_children (message); i++)
    collect (qing_message_get_child (message, i), all);
}

static QingMessage *
pick_message (World *world, QingConversation *conversation)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < qing_conversation_get_n_roots (conversation); i++)
    collect (qing_conversation_get_root (conversation, i), all);
  return all->len > 0 ? g_ptr_array_index (all, pick (world, all->len)) : NULL;
}

/* A request that still waits for words. */
static QingScriptedCall *
pick_call (World *world)
{
  guint n = qing_scripted_provider_get_n_calls (world->desk.provider);

  for (guint i = 0; i < 10 && n > 0; i++)
    {
      QingScriptedCall *call =
        qing_scripted_provider_get_call (world->desk.provider, n - 1 - pick (world, MIN (n, 6)));

      if (qing_scripted_call_is_open (call))
        return call;
    }
  return NULL;
}

static void
deed_send (World *world, QingConversation *conversation)
{
  g_autofree char *text = g_strdup_printf ("question %u", pick (world, 1000));
  g_autoptr (GError) error = qing_desk_try_send (&world->desk, conversation, text);
}

static void
deed_words (World *world, QingConversation *conversation)
{
  static const char *const words[] = { "one ", "二", "\n\n", "three, ", "é", "😀" };
  QingScriptedCall *call = pick_call (world);

  for (guint i = pick (world, 12); call != NULL && i > 0; i--)
    if (pick (world, 3) == 0)
      qing_scripted_call_reasoning (call, words[pick (world, G_N_ELEMENTS (words))]);
    else
      qing_scripted_call_text (call, pick (world, 8) == 0 ? 1 : 0,
                               words[pick (world, G_N_ELEMENTS (words))]);
}

static void
deed_finish (World *world, QingConversation *conversation)
{
  QingScriptedCall *call = pick_call (world);

  if (call == NULL)
    return;
  if (pick (world, 3) == 0)
    qing_scripted_call_fail (call, 1 + pick (world, 9), pick (world, 10));
  else
    qing_scripted_call_finish (call);
  qing_desk_settle ();
}

static void
deed_stop (World *world, QingConversation *conversation)
{
  qing_engine_stop (world->desk.engine, conversation);
}

static void
deed_regenerate (World *world, QingConversation *conversation)
{
  QingMessage *message = pick_message (world, conversation);

  if (message != NULL)
    qing_engine_regenerate (world->desk.engine, conversation, message, NULL);
}

static void
deed_continue (World *world, QingConversation *conversation)
{
  QingMessage *message = pick_message (world, conversation);

  if (message != NULL)
    qing_engine_continue (world->desk.engine, conversation, message);
}

static void
deed_edit (World *world, QingConversation *conversation)
{
  QingMessage *message = pick_message (world, conversation);

  if (message == NULL || qing_message_is_running (message))
    return;
  if (qing_message_get_role (message) == QING_ROLE_USER && pick (world, 2) == 0)
    qing_engine_edit_and_send (world->desk.engine, conversation, message, "edited");
  else
    qing_engine_edit (world->desk.engine, conversation, message, "changed");
}

static void
deed_choose (World *world, QingConversation *conversation)
{
  QingMessage *message = pick_message (world, conversation);

  if (message != NULL)
    qing_engine_choose_sibling (world->desk.engine, conversation, message,
                                pick (world, 2) == 0 ? 1 : -1);
}

static void
deed_delete (World *world, QingConversation *conversation)
{
  QingMessage *message = pick_message (world, conversation);
  guint token;

  if (message == NULL)
    return;
  token = qing_engine_delete_message (world->desk.engine, conversation, message);
  if (pick (world, 2) == 0)
    qing_engine_undelete_message (world->desk.engine, conversation, token);
}

static void
deed_settings (World *world, QingConversation *conversation)
{
  g_autofree char *draft = g_strdup_printf ("draft %u", pick (world, 100));

  qing_conversation_set_draft (conversation, draft);
  qing_engine_touch (world->desk.engine, conversation);
  qing_engine_set_pinned (world->desk.engine, conversation, pick (world, 2) == 0);
}

static void
deed_wait (World *world, QingConversation *conversation)
{
  g_usleep (pick (world, 3) * 50000);
  qing_desk_settle ();
}

static void (*const deeds[]) (World *world, QingConversation *conversation) = {
  deed_send,  deed_send,   deed_send,   deed_words,  deed_words,      deed_words,
  deed_words, deed_finish, deed_finish, deed_stop,   deed_regenerate, deed_continue,
  deed_edit,  deed_choose, deed_choose, deed_delete, deed_settings,   deed_wait,
};

static gboolean
is_on_path (QingConversation *conversation, QingMessage *message)
{
  for (QingMessage *m = qing_conversation_get_leaf (conversation); m != NULL;
       m = qing_message_get_parent (m))
    if (m == message)
      return TRUE;
  return FALSE;
}

static void
describe (QingConversation *conversation, QingMessage *message, GString *text)
{
  const QingFault *fault = qing_message_get_fault (message);

  g_string_append_printf (text, "(%s %d %d %d%s %s/%s/%s ", qing_message_get_uid (message),
                          qing_message_get_role (message), qing_message_get_state (message),
                          fault != NULL ? (int) fault->code : 0,
                          is_on_path (conversation, message) ? "*" : "",
                          qing_message_get_text (message, NULL),
                          qing_message_get_reasoning (message, NULL),
                          qing_message_get_model (message) != NULL
                            ? qing_message_get_model (message)
                            : "");
  for (guint i = 0; i < qing_message_get_n_children (message); i++)
    describe (conversation, qing_message_get_child (message, i), text);
  g_string_append_c (text, ')');
}

static char *
describe_all (QingConversation *conversation)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %d %s\n", qing_conversation_get_title (conversation),
                          qing_conversation_get_pinned (conversation),
                          qing_conversation_get_draft (conversation));
  for (guint i = 0; i < qing_conversation_get_n_roots (conversation); i++)
    describe (conversation, qing_conversation_get_root (conversation, i), text);
  return g_string_free (text, FALSE);
}

static void
find_again (World *world, guint index, const char *uid)
{
  GListModel *list = qing_engine_get_conversations (world->desk.engine);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (QingConversation) conversation = g_list_model_get_item (list, i);

      if (g_str_equal (qing_conversation_get_uid (conversation), uid))
        {
          qing_desk_load (&world->desk, conversation);
          world->conversations[index] = g_steal_pointer (&conversation);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
start_again (World *world)
{
  char *uids[CONVERSATIONS];
  char *before[CONVERSATIONS];

  for (guint i = 0; i < CONVERSATIONS; i++)
    {
      qing_engine_stop (world->desk.engine, world->conversations[i]);
      qing_desk_settle ();
      uids[i] = g_strdup (qing_conversation_get_uid (world->conversations[i]));
      before[i] = describe_all (world->conversations[i]);
      g_clear_object (&world->conversations[i]);
    }
  qing_desk_shut_down (&world->desk);
  qing_desk_start (&world->desk);
  for (guint i = 0; i < CONVERSATIONS; i++)
    {
      g_autofree char *after = NULL;

      find_again (world, i, uids[i]);
      after = describe_all (world->conversations[i]);
      g_assert_cmpstr (after, ==, before[i]);
      g_free (uids[i]);
      g_free (before[i]);
    }
}

static void
test_random (void)
{
  const char *asked = g_getenv ("QING_RANDOM_ROUNDS");
  guint rounds = asked != NULL ? (guint) atoi (asked) : 4;
  guint32 seed = (guint32) g_test_rand_int ();
  World world = { 0 };

  world.random = g_rand_new_with_seed (seed);
  g_test_message ("%u rounds, seed %u", rounds, seed);
  qing_desk_set_up (&world.desk);
  for (guint i = 0; i < CONVERSATIONS; i++)
    {
      world.conversations[i] = qing_engine_create_conversation (world.desk.engine);
      qing_conversation_set_model (world.conversations[i], "qwen-max");
      qing_desk_exchange (&world.desk, world.conversations[i], "first", "answer");
    }
  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (QingConversation) last = NULL;

      for (guint i = 0; i < DEEDS; i++)
        deeds[pick (&world, G_N_ELEMENTS (deeds))](
          &world, world.conversations[pick (&world, CONVERSATIONS)]);
      /* An edited question may still be on its way. */
      last = qing_engine_create_conversation (world.desk.engine);
      qing_desk_send (&world.desk, last, "last");
      g_clear_object (&last);
      qing_desk_settle ();
      start_again (&world);
    }
  for (guint i = 0; i < CONVERSATIONS; i++)
    g_clear_object (&world.conversations[i]);
  g_rand_free (world.random);
  qing_desk_tear_down (&world.desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/random", test_random);
  return g_test_run ();
}
