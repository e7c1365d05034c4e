/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-clock.h"
#include "bench-report.h"
#include "qing-engine.h"
#include "qing-history-maker.h"
#include "qing-shelf.h"

#include <glib/gstdio.h>
#include <string.h>

#define MANY         20000
#define FEW          10
#define LONG         10000
#define ANSWER_BYTES 262144

/* A provider that is never asked. */
#define TYPE_MUTE_PROVIDER (mute_provider_get_type ())
G_DECLARE_FINAL_TYPE (MuteProvider, mute_provider, MUTE, PROVIDER, QingProvider)

struct _MuteProvider
{
  QingProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (MuteProvider, mute_provider, QING_TYPE_PROVIDER)

static void
mute_provider_class_init (MuteProviderClass *klass)
{
}

static void
mute_provider_init (MuteProvider *self)
{
}

static gint64
get_written (const char *field)
{
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents ("/proc/self/io", &text, NULL, NULL))
    return 0;
  found = strstr (text, field);
  return found != NULL ? g_ascii_strtoll (found + strlen (field), NULL, 10) : 0;
}

static gint64
get_size (const char *path)
{
  GStatBuf buf;

  return g_stat (path, &buf) == 0 ? buf.st_size : 0;
}

static void
remove_history (QingShelf *shelf)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (shelf->path, suffixes[i], NULL);

      g_unlink (path);
    }
}

/* From nothing to a list whose first screen has been asked for. */
static double
measure_start (QingShelf *shelf)
{
  g_autoptr (QingCatalogue) catalogue = qing_catalogue_new ();
  g_autoptr (QingProvider) provider = g_object_new (TYPE_MUTE_PROVIDER, NULL);
  g_autoptr (QingEngine) engine = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (QingStore) store = NULL;
  GAsyncResult *place = NULL;
  GListModel *list;
  double before = bench_clock_get_process () / 1e3;
  double spent;

  store = qing_shelf_open (shelf);
  engine = qing_engine_new (store, provider, catalogue);
  qing_engine_start_async (engine, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  list = qing_engine_get_conversations (engine);
  for (guint i = 0; i < 30; i++)
    g_object_unref (g_list_model_get_item (list, i % g_list_model_get_n_items (list)));
  spent = bench_clock_get_process () / 1e3 - before;
  qing_engine_shutdown_async (engine, qing_shelf_keep_result, &place);
  ended = qing_shelf_wait (&place);
  return spent;
}

static double
best_start (QingShelf *shelf)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < 5; i++)
    best = MIN (best, measure_start (shelf));
  return best;
}

static void
bench_start (QingShelf *shelf)
{
  double few, many;
  gsize n_bytes;

  qing_history_maker_write (shelf->path, FEW, FEW * 10);
  few = best_start (shelf);
  remove_history (shelf);
  n_bytes = qing_history_maker_write (shelf->path, MANY, MANY * 3);
  many = best_start (shelf);
  bench_report_figure ("open the store of 10 conversations", few, "ms");
  bench_report_figure ("open the store of 20,000 conversations", many, "ms");
  bench_report_figure ("20,000 conversations beside 10", many / few, "");
  bench_report_figure ("file over its text, 20,000 conversations",
                       (double) get_size (shelf->path) / (double) n_bytes, "");
  remove_history (shelf);
}

static void
bench_load (QingShelf *shelf)
{
  gsize n_bytes = qing_history_maker_write (shelf->path, 1, LONG);
  QingStore *store = qing_shelf_open (shelf);
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < 5; i++)
    {
      double before = bench_clock_get_process () / 1e3;
      g_autoptr (QingConversation) conversation =
        qing_shelf_load (store, "00000000-0000-4000-8000-ffffffffffff");

      best = MIN (best, bench_clock_get_process () / 1e3 - before);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), >, 0);
    }
  bench_report_figure ("load 10,000 messages", best, "ms");
  bench_report_figure ("file over its text, one conversation of 10,000",
                       (double) get_size (shelf->path) / (double) n_bytes, "");
  qing_shelf_close (store);
  remove_history (shelf);
}

static void
report_stream (gsize speed, double written, double blocks, double commit)
{
  g_autofree char *name_written =
    g_strdup_printf ("answer at %zu bytes/s: written over text", speed);
  g_autofree char *name_blocks = g_strdup_printf ("answer at %zu bytes/s: blocks over text", speed);
  g_autofree char *name_commit = g_strdup_printf ("answer at %zu bytes/s: each commit", speed);

  bench_report_figure (name_written, written, "");
  bench_report_figure (name_blocks, blocks, "");
  bench_report_figure (name_commit, commit, "ms");
}

/* A long answer that comes at such a speed, committed twice a second. */
static void
bench_stream (QingShelf *shelf, gsize bytes_per_second)
{
  QingStore *store = qing_shelf_open (shelf);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) first = qing_batch_new ();
  g_autoptr (QingBatch) last = qing_batch_new ();
  g_autofree char *text = qing_history_maker_text (ANSWER_BYTES);
  gsize step = bytes_per_second / 2;
  QingMessage *message;
  double cpu;
  gint64 characters, blocks;
  guint n = 0;

  qing_batch_put_conversation (first, conversation);
  message = qing_shelf_say (conversation, first, NULL, QING_ROLE_ASSISTANT, "");
  qing_shelf_commit (store, first);
  cpu = bench_clock_get_process () / 1e3;
  characters = get_written ("wchar: ");
  blocks = get_written ("write_bytes: ");
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
  cpu = bench_clock_get_process () / 1e3 - cpu;
  qing_shelf_close (store);
  characters = get_written ("wchar: ") - characters;
  blocks = get_written ("write_bytes: ") - blocks;
  report_stream (bytes_per_second, (double) characters / ANSWER_BYTES,
                 (double) blocks / ANSWER_BYTES, cpu / n);
  remove_history (shelf);
}

int
main (int argc, char **argv)
{
  static const gsize speeds[] = { 200, 400, 800, 2000, 8000 };
  QingShelf shelf = { 0 };

  bench_report_begin ("store");
  qing_shelf_set_up (&shelf, NULL);
  bench_start (&shelf);
  bench_load (&shelf);
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    bench_stream (&shelf, speeds[i]);
  qing_shelf_tear_down (&shelf, NULL);
  return 0;
}
