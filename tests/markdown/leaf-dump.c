/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "leaf-dump.h"

static const char *const kinds[] = {
  [QING_LEAF_PARAGRAPH] = "paragraph", [QING_LEAF_HEADING] = "heading", [QING_LEAF_CODE] = "code",
  [QING_LEAF_TABLE] = "table",         [QING_LEAF_MATH] = "math",       [QING_LEAF_HTML] = "html",
  [QING_LEAF_IMAGE] = "image",         [QING_LEAF_RULE] = "rule",
};

static const char *const flag_names[] = { "bold",  "italic", "strike",  "code",         "link",
                                          "image", "math",   "display", "footnote-ref", "html" };

static const char *const alignments[] = { "-", "left", "center", "right" };

static void
dump_quoted (GString *out, const char *text, gsize length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n')
        g_string_append (out, "\\n");
      else if (text[i] == '"' || text[i] == '\\')
        g_string_append_printf (out, "\\%c", text[i]);
      else
        g_string_append_c (out, text[i]);
    }
  g_string_append_c (out, '"');
}

static void
dump_container (GString *out, const QingContainer *container)
{
  if (container->kind == QING_CONTAINER_QUOTE)
    {
      g_string_append (out, " >");
      return;
    }
  g_string_append_printf (out, " %s%s", container->kind == QING_CONTAINER_FOOTNOTE ? "^" : "",
                          container->marker);
  if (container->first)
    g_string_append (out, "!");
  if (container->kind == QING_CONTAINER_ITEM)
    g_string_append (out, container->tight ? "tight" : "loose");
  if (container->task != QING_TASK_NONE)
    g_string_append (out, container->task == QING_TASK_DONE ? "[x]" : "[ ]");
}

static void
dump_runs (GString *out,
           const QingLeaf *leaf,
           const char *indent,
           const char *text,
           const QingRun *runs,
           guint n_runs)
{
  for (guint i = 0; i < n_runs; i++)
    {
      const QingRun *run = &runs[i];
      const QingLink *link = qing_leaf_get_link (leaf, run->link);

      g_string_append (out, indent);
      dump_quoted (out, text + run->start, run->end - run->start);
      for (guint flag = 0; flag < G_N_ELEMENTS (flag_names); flag++)
        if (run->flags & (1u << flag))
          g_string_append_printf (out, " %s", flag_names[flag]);
      if (link != NULL)
        g_string_append_printf (out, " <%s>", link->url);
      if (link != NULL && link->title != NULL)
        {
          g_string_append_c (out, ' ');
          dump_quoted (out, link->title, strlen (link->title));
        }
      g_string_append_c (out, '\n');
    }
}

static void
dump_table (GString *out, const QingLeaf *leaf)
{
  for (guint column = 0; column < leaf->n_columns; column++)
    g_string_append_printf (out, "%s%s", column > 0 ? " " : "  ",
                            alignments[leaf->alignments[column]]);
  g_string_append_c (out, '\n');
  for (guint row = 0; row < leaf->n_rows; row++)
    {
      g_string_append_printf (out, "  row %u\n", row);
      for (guint column = 0; column < leaf->n_columns; column++)
        {
          const QingCell *cell = qing_leaf_get_cell (leaf, row, column);

          g_string_append (out, "   |\n");
          dump_runs (out, leaf, "    ", cell->text, cell->runs, cell->n_runs);
        }
    }
}

void
leaf_dump (const QingLeaf *leaf, DumpFlags flags, GString *out)
{
  g_string_append (out, kinds[leaf->kind]);
  if (leaf->kind == QING_LEAF_HEADING)
    g_string_append_printf (out, " %u", leaf->level);
  if (leaf->kind == QING_LEAF_CODE)
    g_string_append_printf (out, " %s%s%s", leaf->fenced ? "fenced" : "indented",
                            *leaf->language != '\0' ? " " : "", leaf->language);
  for (guint i = 0; i < leaf->n_containers; i++)
    dump_container (out, &leaf->containers[i]);
  if (flags & DUMP_SOURCE)
    g_string_append_printf (out, " @%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT, leaf->source_start,
                            leaf->source_end);
  if ((flags & DUMP_CLOSED) && !leaf->closed)
    g_string_append (out, " open");
  g_string_append_c (out, '\n');
  if (leaf->kind == QING_LEAF_TABLE)
    dump_table (out, leaf);
  else
    dump_runs (out, leaf, "  ", leaf->text, leaf->runs, leaf->n_runs);
}

char *
leaves_dump (const GPtrArray *leaves, DumpFlags flags)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < leaves->len; i++)
    leaf_dump (leaves->pdata[i], flags, out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_valid_runs (const QingLeaf *leaf,
                   const char *text,
                   guint length,
                   const QingRun *runs,
                   guint n_runs)
{
  guint end = 0;

  g_assert_true (g_utf8_validate_len (text, length, NULL));
  g_assert_cmpint (text[length], ==, '\0');
  for (guint i = 0; i < n_runs; i++)
    {
      g_assert_cmpuint (runs[i].start, ==, end);
      g_assert_cmpuint (runs[i].end, >, end);
      end = runs[i].end;
      g_assert_true (end == length || ((guchar) text[end] & 0xc0) != 0x80);
      g_assert_cmpint ((runs[i].flags & (QING_RUN_LINK | QING_RUN_IMAGE)) != 0, ==,
                       runs[i].link != QING_NO_LINK);
      if (runs[i].link != QING_NO_LINK)
        g_assert_true (g_utf8_validate (qing_leaf_get_link (leaf, runs[i].link)->url, -1, NULL));
    }
  g_assert_cmpuint (end, ==, length);
}

/* What every leaf promises, whatever it was made from. */
void
leaf_assert_valid (const QingLeaf *leaf)
{
  g_assert_cmpuint (leaf->source_start, <=, leaf->source_end);
  g_assert_cmpint (leaf->kind == QING_LEAF_HEADING, ==, leaf->level > 0);
  g_assert_cmpuint (leaf->level, <=, 6);
  g_assert_cmpuint (leaf->n_containers, <=, 50);
  assert_valid_runs (leaf, leaf->text, leaf->length, leaf->runs, leaf->n_runs);
  for (guint row = 0; row < leaf->n_rows; row++)
    for (guint column = 0; column < leaf->n_columns; column++)
      {
        const QingCell *cell = qing_leaf_get_cell (leaf, row, column);

        assert_valid_runs (leaf, cell->text, cell->length, cell->runs, cell->n_runs);
      }
  for (guint i = 0; i < leaf->n_containers; i++)
    g_assert_true (g_utf8_validate (leaf->containers[i].marker, -1, NULL));
}
