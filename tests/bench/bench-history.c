/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-history.h"

#include "qing-history-maker.h"
#include "qing-migrations.h"

#include <glib/gstdio.h>
#include <stdlib.h>

static gsize
read_number (const char *path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? strtoul (text, NULL, 10) : 0;
}

static gsize
make (const char *path, const char *notes, guint n_conversations, guint n_messages)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  g_autofree char *number = NULL;
  gsize n_text;

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
  n_text = qing_history_maker_write (path, n_conversations, n_messages);
  number = g_strdup_printf ("%" G_GSIZE_FORMAT "\n", n_text);
  if (!g_file_set_contents (notes, number, -1, NULL))
    g_error ("Cannot write %s", notes);
  return n_text;
}

char *
bench_history_get (guint n_conversations, guint n_messages, gsize *n_text)
{
  g_autofree char *name = g_strdup_printf ("%u-%u-version-%u", n_conversations, n_messages,
                                           qing_migrations_get_version ());
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "qingtan-bench", name, NULL);
  g_autofree char *notes = g_build_filename (folder, "bytes", NULL);
  char *path = g_build_filename (folder, "qingtan", "conversations.db", NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  gsize known = read_number (notes);

  if (g_mkdir_with_parents (parent, 0700) != 0)
    g_error ("Cannot create %s", parent);
  if (known == 0)
    known = make (path, notes, n_conversations, n_messages);
  if (n_text != NULL)
    *n_text = known;
  return path;
}
