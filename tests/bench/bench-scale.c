/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A history of years: 20,000 conversations with a million messages. */

#include "bench-clock.h"
#include "bench-history.h"
#include "bench-report.h"
#include "qing-history-maker.h"
#include "qing-shelf.h"

#include <glib/gstdio.h>
#include <string.h>

#define ANSWER_BYTES (64 * 1024)
#define OPENED       200
#define REPEATS      5

static const char *const latin[] = {
  "conversation",
  "river",
  "seldom quickly",
  "measure table",
  "mod",
  "zzzz",
  "e",
  "ev",
  "eve",
  "even",
  "evening",
  "a",
  "the of",
  "bold point",
  "int main",
  "theory quickly because between",
  "Conversation 12345",
};
static const char *const chinese[] = {
  "清谈", "模型", "语言", "我们", "因为", "函数", "河流", "晚上", "测量", "表格",
  "谈清", "河水", "上的", "了在", "流河", "言我", "清",   "的",   "不是", "河流晚上",
};

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
get_part (GArray *figures, double part)
{
  g_array_sort (figures, compare_doubles);
  return g_array_index (figures, double, (guint) ((figures->len - 1) * part));
}

/* The words in most messages, and filters that let many, few and none of them pass. */
static const struct
{
  const char *words;
  QingRole role;
  const char *model;
  gint64 since;
  gboolean with_picture;
} filtered[] = {
  { "river", QING_ROLE_USER, NULL, 0, FALSE },
  { "the of", QING_ROLE_ASSISTANT, "qwen-plus", 0, FALSE },
  { "的", QING_ROLE_USER, "qwen-plus", 0, FALSE },
  { "a", 0, NULL, G_GINT64_CONSTANT (1700000019000000), FALSE },
  { "我们", 0, NULL, G_GINT64_CONSTANT (1700000019000000), FALSE },
  { "river", 0, NULL, 0, TRUE },
  { "的", 0, NULL, 0, TRUE },
};

static guint
search_for (QingStore *store, const QingSearchQuery *query, GArray *figures)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  double before = bench_clock_get_process ();
  double took;

  qing_store_search_async (store, query, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  found = qing_store_search_finish (store, result, &error);
  if (found == NULL)
    g_error ("%s", error->message);
  took = (bench_clock_get_process () - before) / 1e3;
  g_array_append_val (figures, took);
  return found->len;
}

static guint
search_once (QingStore *store, const char *words, GArray *figures)
{
  g_autoptr (QingSearchQuery) query = qing_search_query_new (words);

  return search_for (store, query, figures);
}

static void
bench_search (QingStore *store, const char *name, const char *const *words, guint n_words)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *name_95 = g_strdup_printf ("search, %s, p95 of the processor", name);
  g_autofree char *name_most = g_strdup_printf ("search, %s, most", name);

  for (guint i = 0; i < n_words; i++)
    {
      g_autoptr (GArray) each = g_array_new (FALSE, FALSE, sizeof (double));
      guint n = 0;

      for (guint k = 0; k < REPEATS; k++)
        n = search_once (store, words[i], each);
      g_array_append_vals (all, each->data, each->len);
      g_printerr ("  %s: %u found, %.1f ms\n", words[i], n, get_part (each, 0.5));
    }
  bench_report_at_most (name_95, get_part (all, 0.95), "ms", 50);
  bench_report_figure (name_most, get_part (all, 1), "ms");
}

static void
bench_filters (QingStore *store)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = 0; i < G_N_ELEMENTS (filtered); i++)
    {
      g_autoptr (GArray) each = g_array_new (FALSE, FALSE, sizeof (double));
      g_autoptr (QingSearchQuery) query = qing_search_query_new (filtered[i].words);
      guint n = 0;

      query->role = filtered[i].role;
      query->model = g_strdup (filtered[i].model);
      query->since = filtered[i].since;
      query->with_picture = filtered[i].with_picture;
      for (guint k = 0; k < REPEATS; k++)
        n = search_for (store, query, each);
      g_array_append_vals (all, each->data, each->len);
      g_printerr ("  filter %zu: %u found, %.1f ms\n", i, n, get_part (each, 0.5));
    }
  bench_report_at_most ("search with filters, p95 of the processor", get_part (all, 0.95), "ms",
                        50);
}

/* It goes through all of them, newest first, until its time is over. */
static void
bench_nothing_passes (QingStore *store)
{
  g_autoptr (GArray) each = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (QingSearchQuery) query = qing_search_query_new ("river");

  query->model = g_strdup ("nobody's");
  for (guint k = 0; k < REPEATS; k++)
    search_for (store, query, each);
  bench_report_figure ("search with a filter that lets none of 700,000 pass", get_part (each, 0.5),
                       "ms");
  g_array_set_size (each, 0);
  g_clear_pointer (&query->model, g_free);
  query->since = g_get_real_time ();
  for (guint k = 0; k < REPEATS; k++)
    search_for (store, query, each);
  bench_report_at_most ("search since a day on which nothing was said", get_part (each, 0.5), "ms",
                        50);
}

static void
bench_open (QingStore *store)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < OPENED; i++)
    {
      g_autofree char *uid =
        g_strdup_printf ("%08x-0000-4000-8000-ffffffffffff",
                         (guint) g_rand_int_range (random, 0, BENCH_HISTORY_MANY));
      double before = bench_clock_get_process ();
      g_autoptr (QingConversation) conversation = qing_shelf_load (store, uid);
      double took = (bench_clock_get_process () - before) / 1e3;

      g_array_append_val (all, took);
    }
  bench_report_figure ("open any conversation, p95 of the processor", get_part (all, 0.95), "ms");
  bench_report_at_most ("open any conversation, most", get_part (all, 1), "ms", 50);
}

static gint64
get_written (void)
{
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents ("/proc/self/io", &text, NULL, NULL))
    return 0;
  found = strstr (text, "wchar: ");
  return found != NULL ? g_ascii_strtoll (found + strlen ("wchar: "), NULL, 10) : 0;
}

/* An answer at eighty tokens a second, committed twice a second. */
static void
bench_append (QingStore *store)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) first = qing_batch_new ();
  g_autoptr (QingBatch) last = qing_batch_new ();
  g_autoptr (QingBatch) gone = qing_batch_new ();
  g_autofree char *text = qing_history_maker_text (ANSWER_BYTES);
  const gsize step = 160;
  QingMessage *message;
  double cpu;
  gint64 written;
  guint n = 0;

  qing_batch_put_conversation (first, conversation);
  message = qing_shelf_say (conversation, first, NULL, QING_ROLE_ASSISTANT, "");
  qing_shelf_commit (store, first);
  cpu = bench_clock_get_process ();
  written = get_written ();
  for (gsize from = 0; from < ANSWER_BYTES; from += step, n++)
    {
      g_autoptr (QingBatch) batch = qing_batch_new ();

      qing_batch_append (batch, message, QING_PART_TEXT, from, text + from,
                         MIN (step, ANSWER_BYTES - from));
      qing_shelf_commit (store, batch);
    }
  qing_batch_fold (last, message);
  qing_batch_update_message (last, message);
  qing_shelf_commit (store, last);
  cpu = bench_clock_get_process () - cpu;
  written = get_written () - written;
  bench_report_figure ("append while an answer comes, processor per commit", cpu / n, "µs");
  bench_report_at_most ("append while an answer comes, bytes written per byte",
                        (double) written / ANSWER_BYTES, "", 8);
  qing_batch_drop_conversation (gone, conversation);
  qing_shelf_commit (store, gone);
}

static void
bench_size (QingShelf *shelf, gsize n_text)
{
  GStatBuf buf;

  if (g_stat (shelf->path, &buf) == 0)
    bench_report_at_most ("file over its text, index and all",
                          (double) buf.st_size / (double) n_text, "", 3);
}

int
main (int argc, char **argv)
{
  QingShelf shelf = { 0 };
  QingStore *store;
  gsize n_text;

  bench_report_begin ("scale");
  shelf.path = bench_history_get (BENCH_HISTORY_MANY, BENCH_HISTORY_MESSAGES, &n_text);
  bench_size (&shelf, n_text);
  store = qing_shelf_open (&shelf);
  bench_search (store, "Latin", latin, G_N_ELEMENTS (latin));
  bench_search (store, "Chinese", chinese, G_N_ELEMENTS (chinese));
  bench_filters (store);
  bench_nothing_passes (store);
  bench_open (store);
  bench_append (store);
  qing_shelf_close (store);
  g_free (shelf.path);
  return 0;
}
