/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What it takes to parse an answer while it comes and to find what has changed on the screen.
 * "bench-markdown count" does once what bench-instructions counts. */

#include "bench-clock.h"
#include "bench-counted.h"
#include "bench-report.h"
#include "qing-markdown-stream.h"

#include <locale.h>
#include <string.h>

#define TOKEN_LENGTH      4
#define TOKENS_PER_UPDATE 17
#define TARGET            2.0
#define N_ROUNDS          15

static const char mixed_text[] =
  "## Why it works\n\n"
  "The **scheduler** drains what has arrived once per frame, so that `update()` is called at "
  "most sixty times a second, *whatever* the network does. See [the notes](https://example.org/"
  "notes) for the reasons, and https://example.org for everything else.\n\n"
  "1. First the text is appended to the source.\n"
  "2. Then whole lines decide the blocks:\n"
  "   - paragraphs and headings,\n"
  "   - lists such as this one, with $O(n)$ cost,\n"
  "   - and so on.\n\n"
  "> A quotation with **bold** words and a second\n> line of text.\n\n"
  "| Case | Time | Growth |\n|---|---:|:-:|\n| one | 12 ms | linear |\n| two | 31 ms | linear |\n\n"
  "```c\nint\nmain (void)\n{\n  return frobnicate (42, \"text\");\n}\n```\n\n"
  "$$\nx = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}\n$$\n\n"
  "量子计算利用**叠加**与*纠缠*处理信息，参见 https://example.org/量子。这一段没有空格。\n\n";

static char *
repeat (const char *prefix, const char *text, gsize length)
{
  GString *out = g_string_new (prefix);

  while (out->len < length)
    g_string_append (out, text);
  g_string_truncate (out, length);
  return g_string_free (out, FALSE);
}

/* Microseconds of processor time for each token, update by update and with the end. */
static double
measure_once (const char *text, gsize length)
{
  QingMarkdownStream *stream = qing_markdown_stream_new ();
  QingMarkdownChange change;
  gsize cut = TOKEN_LENGTH * TOKENS_PER_UPDATE;
  double start = bench_clock_get_process ();

  for (gsize pos = 0; pos < length; pos += cut)
    {
      qing_markdown_stream_feed (stream, text + pos, MIN (cut, length - pos));
      qing_markdown_stream_update (stream, &change);
    }
  qing_markdown_stream_finish (stream, &change);
  start = bench_clock_get_process () - start;
  qing_markdown_stream_free (stream);
  return start * TOKEN_LENGTH / length;
}

static double
measure (const char *name, const char *prefix, const char *text, gsize n_tokens)
{
  gsize length = n_tokens * TOKEN_LENGTH;
  g_autofree char *document = repeat (prefix, text, length);
  g_autofree char *title = g_strdup_printf ("%s, %zuk tokens", name, n_tokens / 1024);
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < N_ROUNDS; i++)
    best = MIN (best, measure_once (document, length));
  bench_report_at_most (title, best, "µs/token", TARGET);
  return best;
}

void
bench_counted (gpointer data)
{
  const char *text = data;

  measure_once (text, strlen (text));
}

int
main (int argc, char **argv)
{
  double first;
  double last;

  setlocale (LC_ALL, "");
  if (argc > 1)
    {
      g_autofree char *document = repeat ("", mixed_text, 16384 * TOKEN_LENGTH);

      bench_counted (document);
      return 0;
    }
  bench_report_begin ("markdown");
  first = measure ("parse and diff", "", mixed_text, 1024);
  measure ("parse and diff", "", mixed_text, 4096);
  measure ("parse and diff", "", mixed_text, 16384);
  last = measure ("parse and diff", "", mixed_text, 65536);
  bench_report_at_most ("parse and diff, 64k / 1k", last / first, "", 1.15);
  measure ("one fenced code block", "```c\n", "  int value = compute (a, b);\n", 65536);
  measure ("one table", "| a | b |\n|---|---|\n", "| some text | **more** `text` |\n", 65536);
  measure ("one paragraph, lines", "", "some words with *emphasis* and `code` in it,\n", 65536);
  measure ("one paragraph, one line", "", "words without any line break at all ", 65536);
  measure ("one paragraph, Chinese", "", "一段没有空格的中文文字，", 65536);
  measure ("one paragraph, stray marks", "", "a * b [ c ` d < e $ f _g *h ", 65536);
  measure ("one tight list", "", "- an item with **some** text in it\n", 65536);
  measure ("one loose list", "", "1. an item\n\n   and a paragraph\n\n", 65536);
  measure ("one quotation", "", "> a line of a quotation, one of many\n", 65536);
  return 0;
}
