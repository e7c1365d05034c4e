/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Laying text out and colouring code, without a window. "bench-layout count" does once what
 * bench-instructions counts. */

#include "bench-clock.h"
#include "bench-counted.h"
#include "bench-report.h"
#include "chat-corpus.h"
#include "qing-highlighter.h"
#include "qing-leaf-column.h"
#include "qing-markdown-stream.h"

#include <adwaita.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define N_TOKENS   1000
#define TOKEN      4
#define WIDTH      720
#define N_BLOCKS   24
#define BLOCK_SIZE 1024

typedef struct
{
  GtkWidget *host;
  QingStyle *style;
  char *text;
} Page;

static void
changed (GtkWidget *host, gboolean resized)
{
}

static void
recolored (GtkWidget *host)
{
}

static void
lay_out (Page *page)
{
  g_autoptr (QingLeafColumn) column = qing_leaf_column_new (page->host, changed, recolored);

  qing_leaf_column_set_style (column, page->style);
  qing_leaf_column_feed (column, page->text, strlen (page->text));
  qing_leaf_column_finish (column);
  qing_leaf_column_set_width (column, WIDTH);
  while (qing_leaf_column_ensure (column, 0, G_MAXINT / 8))
    continue;
}

void
bench_counted (gpointer data)
{
  lay_out (data);
}

static void
report_layout (Page *page)
{
  double first = bench_clock_get_process ();
  double best = G_MAXDOUBLE;

  lay_out (page);
  first = bench_clock_get_process () - first;
  for (guint i = 0; i < 20; i++)
    {
      double begin = bench_clock_get_process ();

      lay_out (page);
      best = MIN (best, bench_clock_get_process () - begin);
    }
  bench_report_figure ("lay out 1,000 tokens, the first time", first / 1e3, "ms");
  bench_report_figure ("lay out 1,000 tokens", best / 1e3, "ms");
  bench_report_figure ("lay out, each token", best / N_TOKENS, "µs");
}

static QingLeaf *
make_code (guint32 seed)
{
  g_autofree char *code = chat_corpus_new (CHAT_CORPUS_CODE, BLOCK_SIZE, seed);
  g_autofree char *text = g_strconcat (code, "\n```\n", NULL);
  g_autoptr (GPtrArray) leaves = qing_markdown_parse (text, -1);

  return qing_leaf_ref (g_ptr_array_index (leaves, 0));
}

static void
colored (guint start, guint end, gpointer data)
{
}

/* Returns: milliseconds for such a block. */
static double
highlight (QingHighlighter *highlighter, guint32 seed)
{
  g_autoptr (QingLeaf) leaf = make_code (seed);
  double begin = bench_clock_get_process ();
  QingHighlight *block = qing_highlighter_add (highlighter, "c", colored, NULL);
  double took;

  if (block == NULL)
    g_error ("There is no language C");
  qing_highlight_set_text (block, leaf);
  while (!qing_highlighter_is_idle (highlighter))
    g_main_context_iteration (NULL, TRUE);
  took = (bench_clock_get_process () - begin) / 1e3;
  qing_highlight_free (block);
  return took;
}

static void
report_highlight (void)
{
  g_autoptr (QingHighlighter) highlighter = qing_highlighter_new ();
  double memory = bench_clock_get_memory ("Private_Dirty");
  double sum = 0;

  bench_report_figure ("colour the first 1 KB of a language", highlight (highlighter, 0), "ms");
  bench_report_figure ("memory of the first language",
                       bench_clock_get_memory ("Private_Dirty") - memory, "MB");
  for (guint i = 1; i <= N_BLOCKS; i++)
    sum += highlight (highlighter, i);
  bench_report_figure ("colour 1 KB of code", sum / N_BLOCKS, "ms");
}

int
main (int argc, char **argv)
{
  Page page = { 0 };

  setlocale (LC_ALL, "");
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  page.host = g_object_ref_sink (gtk_label_new (NULL));
  page.style = qing_style_new (page.host, 1, FALSE);
  page.text = chat_corpus_new (CHAT_CORPUS_MIXED, N_TOKENS * TOKEN, 7);
  page.text[N_TOKENS * TOKEN] = '\0';
  if (argc > 1)
    {
      /* Fonts are loaded only once. */
      lay_out (&page);
      bench_counted (&page);
    }
  else
    {
      bench_report_begin ("layout");
      report_layout (&page);
      report_highlight ();
    }
  g_free (page.text);
  qing_style_unref (page.style);
  g_object_unref (page.host);
  return EXIT_SUCCESS;
}
