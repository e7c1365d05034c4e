/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat-corpus.h"
#include "qing-conversation-view.h"

G_BEGIN_DECLS

/* A window with a message view in it, as large as the one that the targets are for, and what is
 * needed to let answers come and to take the time of each frame. */
typedef struct
{
  GtkWidget *window;
  QingConversationView *view;
  QingConversation *conversation;
  GMainLoop *loop;

  gint64 frame_begun;
  gboolean painted;
  GArray *frames; /* of double: milliseconds of processor time that each frame took */

  char *text;
  gsize length;
  gsize sent;
  guint rate; /* tokens a second; 0 for everything at once */
  gint64 begun;
  QingMessage *message;
  GArray *marks; /* of double: the processor time at which each thousandth token had been sent */
} BenchWindow;

typedef struct
{
  const char *name;
  void (*run) (BenchWindow *bench);
} BenchScenario;

#define BENCH_TOKEN 4 /* bytes */

/* Runs each scenario in a process of its own, so that none pays for another; or, with names as
 * arguments, those here. */
int bench_window_main (int argc,
                       char **argv,
                       const char *group,
                       const BenchScenario *scenarios,
                       guint n_scenarios);

void bench_window_wait (BenchWindow *bench, guint milliseconds);
void bench_window_wait_for_frame (BenchWindow *bench);
void bench_window_open (BenchWindow *bench, QingConversation *conversation);

/* Lets an answer of so many tokens come. */
void bench_window_stream (BenchWindow *bench, ChatCorpusKind kind, guint n_tokens, guint rate);
/* The same of @text (transfer full). */
void bench_window_stream_text (BenchWindow *bench, char *text, guint rate);
/* Returns: microseconds for a token, from one that is a multiple of a thousand to another. */
double bench_window_get_cost (BenchWindow *bench, guint from, guint to);
void bench_window_report_frames (BenchWindow *bench, const char *name, double p99, double most);

G_END_DECLS
