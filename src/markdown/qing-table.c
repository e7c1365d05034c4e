/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-table.h"

#include "qing-block-starts.h"

/* In a cell every pipe is escaped, even inside code; what is meant is the pipe. */
static void
copy_cell (GString *out, const char *row, QingSpan cell)
{
  g_string_truncate (out, 0);
  for (gsize pos = cell.start; pos < cell.end; pos++)
    {
      if (row[pos] == '\\' && pos + 1 < cell.end && row[pos + 1] == '|')
        pos++;
      g_string_append_c (out, row[pos]);
    }
}

/* Missing cells are empty, surplus ones are dropped. In a row that is still arriving the last
 * cell may be incomplete.
 */
void
qing_table_add_row (QingLeaf *table,
                    const char *row,
                    gsize length,
                    gboolean final,
                    QingInlineParser *inlines,
                    GHashTable *missing)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (QingSpan));
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (QingRun));
  QingTextSink sink = { text, runs, qing_leaf_get_sink (table)->links };

  qing_row_split (row, length, cells);
  for (guint i = 0; i < table->n_columns; i++)
    {
      QingInlineMark mark = { .n_links = sink.links->len };

      qing_text_sink_truncate (&sink, 0, sink.links->len);
      if (i < cells->len)
        {
          copy_cell (raw, row, g_array_index (cells, QingSpan, i));
          qing_inline_parse (inlines, raw->str, raw->len, final || i + 1 < cells->len, &sink, &mark,
                             missing);
        }
      qing_leaf_add_cell (table, text->str, text->len, (const QingRun *) (gpointer) runs->data,
                          runs->len);
    }
  qing_leaf_sync (table);
}
