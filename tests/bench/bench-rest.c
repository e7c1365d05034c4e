/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is left when little happens: a window at rest, one that waits, conversations that are left
 * and come back, and what is given back when a long one is closed. */

#include "bench-clock.h"
#include "bench-report.h"
#include "bench-window.h"

#include <malloc.h>

#define REST_SECONDS 4
/* Milliseconds until GTK has faded out the scroll bar of what has moved. */
#define FADED           3500
#define N_CONVERSATIONS 10
#define N_MESSAGES      1000
#define N_SWITCHES      200
#define N_WARM          40

static double
rest (BenchWindow *bench)
{
  double cpu = bench_clock_get_process ();

  bench_window_wait (bench, REST_SECONDS * 1000);
  return (bench_clock_get_process () - cpu) / 1e3 / REST_SECONDS;
}

static void
run_idle (BenchWindow *bench)
{
  g_autoptr (QingConversation) conversation = chat_corpus_new_conversation (100);
  g_autoptr (QingMessage) message = qing_message_new (QING_ROLE_ASSISTANT);

  bench_window_open (bench, conversation);
  bench_window_wait (bench, FADED);
  bench_report_at_most ("nothing happens, each second", rest (bench), "ms", 1);
  qing_message_set_state (message, QING_MESSAGE_WAITING);
  qing_conversation_add (conversation, message, qing_conversation_get_leaf (conversation), TRUE);
  bench_window_wait (bench, FADED);
  bench_report_at_most ("an answer is awaited, each second", rest (bench), "ms", 10);
  qing_message_set_state (message, QING_MESSAGE_STREAMING);
  qing_message_append (message, QING_PART_TEXT, "It begins", -1);
  bench_window_wait (bench, FADED);
  bench_report_at_most ("an answer has paused, each second", rest (bench), "ms", 1);
  qing_message_set_state (message, QING_MESSAGE_COMPLETE);
  bench_window_wait (bench, FADED);
  bench_report_at_most ("it is complete, each second", rest (bench), "ms", 1);
}

static double
open_next (BenchWindow *bench, GPtrArray *conversations, guint i)
{
  double cpu = bench_clock_get_process ();

  bench_window_open (bench, conversations->pdata[i % conversations->len]);
  bench_window_wait_for_frame (bench);
  return (bench_clock_get_process () - cpu) / 1e3;
}

static double
get_memory (void)
{
  malloc_trim (0);
  return bench_clock_get_memory ("Private_Dirty");
}

static void
run_switch (BenchWindow *bench)
{
  g_autoptr (GPtrArray) conversations = g_ptr_array_new_with_free_func (g_object_unref);
  double sum = 0;
  double longest = 0;
  double before = 0;

  for (guint i = 0; i < N_CONVERSATIONS; i++)
    g_ptr_array_add (conversations, chat_corpus_new_conversation (N_MESSAGES));
  for (guint i = 0; i < N_WARM + N_SWITCHES; i++)
    {
      double took;

      if (i == N_WARM)
        before = get_memory ();
      took = open_next (bench, conversations, i);
      sum += i < N_WARM ? 0 : took;
      longest = i < N_WARM ? 0 : MAX (longest, took);
    }
  bench_report_at_most ("switch among ten of 1,000 messages", sum / N_SWITCHES, "ms", 16.7);
  bench_report_at_most ("the longest of 200 switches", longest, "ms", 60);
  bench_report_at_most ("memory after 200 switches", get_memory () - before, "MB", 1);
}

/* The first time, what stays for good is made: fonts, languages, styles. */
static void
run_close (BenchWindow *bench)
{
  double before = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (QingConversation) large = chat_corpus_new_conversation (10000);
      g_autoptr (QingConversation) small = chat_corpus_new_conversation (10);

      bench_window_open (bench, small);
      bench_window_wait (bench, 1500);
      if (i == 1)
        {
          g_autoptr (QingConversation) spare = g_steal_pointer (&large);

          g_clear_object (&spare);
          before = get_memory ();
          large = chat_corpus_new_conversation (10000);
        }
      bench_window_open (bench, large);
      bench_window_wait (bench, 500);
      bench_window_stream (bench, CHAT_CORPUS_MIXED, 16000, 0);
      bench_window_wait (bench, 500);
      g_clear_object (&bench->message);
      bench_window_open (bench, small);
      g_clear_object (&large);
      bench_window_wait (bench, 1500);
      if (i == 1)
        bench_report_figure ("memory left by 10,000 messages, untrimmed",
                             bench_clock_get_memory ("Private_Dirty") - before, "MB");
    }
  bench_report_at_most ("memory left by 10,000 messages", get_memory () - before, "MB", 1);
}

int
main (int argc, char **argv)
{
  static const BenchScenario scenarios[] = {
    { "idle", run_idle },
    { "switch", run_switch },
    { "close", run_close },
  };

  return bench_window_main (argc, argv, "rest", scenarios, G_N_ELEMENTS (scenarios));
}
