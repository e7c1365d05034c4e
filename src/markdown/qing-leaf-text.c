/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "qing-leaf.h"

#include <string.h>

static void
append_csv_field (GString *out, const QingCell *cell)
{
  if (strpbrk (cell->text, ",\"\r\n") == NULL)
    {
      g_string_append_len (out, cell->text, cell->length);
      return;
    }
  g_string_append_c (out, '"');
  for (guint i = 0; i < cell->length; i++)
    {
      if (cell->text[i] == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, cell->text[i]);
    }
  g_string_append_c (out, '"');
}

/**
 * qing_leaf_table_to_csv:
 * @self: a table
 *
 * Returns: (transfer full): the table as comma-separated values (RFC 4180, but with line feeds)
 */
char *
qing_leaf_table_to_csv (const QingLeaf *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint row = 0; row < self->n_rows; row++)
    {
      for (guint column = 0; column < self->n_columns; column++)
        {
          if (column > 0)
            g_string_append_c (out, ',');
          append_csv_field (out, qing_leaf_get_cell (self, row, column));
        }
      g_string_append_c (out, '\n');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Whatever could be read as markup is escaped, so that the text means itself again. */
static void
append_escaped (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n')
        {
          g_string_append_c (out, ' ');
          continue;
        }
      if (strchr ("\\`*_~[]<>|$&", text[i]) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, text[i]);
    }
}

static void
append_code_span (GString *out, const char *text, gsize length)
{
  g_autofree char *code = g_strndup (text, length);
  g_autoptr (GString) escaped = g_string_new (code);
  gsize longest = 0;
  gsize current = 0;

  g_string_replace (escaped, "|", "\\|", 0);
  for (gsize i = 0; i < length; i++)
    {
      current = code[i] == '`' ? current + 1 : 0;
      longest = MAX (longest, current);
    }
  for (gsize i = 0; i <= longest; i++)
    g_string_append_c (out, '`');
  g_string_append_printf (out, longest > 0 ? " %s " : "%s", escaped->str);
  for (gsize i = 0; i <= longest; i++)
    g_string_append_c (out, '`');
}

static void
append_math (GString *out, const char *text, gsize length, gboolean display)
{
  g_autoptr (GString) tex = g_string_new_len (text, length);
  const char *delimiter = display ? "$$" : "$";

  g_string_replace (tex, "|", "\\|", 0);
  g_string_append_printf (out, "%s%s%s", delimiter, tex->str, delimiter);
}

static void
append_html (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n')
        g_string_append (out, "<br>");
      else
        g_string_append_c (out, text[i]);
    }
}

static const char *
run_delimiter (QingRunFlags flags)
{
  if (flags & QING_RUN_BOLD)
    return flags & QING_RUN_ITALIC ? "***" : "**";
  return flags & QING_RUN_ITALIC ? "*" : "";
}

static void
append_run (GString *out, const QingLeaf *self, const QingCell *cell, const QingRun *run)
{
  const char *text = cell->text + run->start;
  gsize length = run->end - run->start;
  const QingLink *link = qing_leaf_get_link (self, run->link);
  const char *strike = run->flags & QING_RUN_STRIKE ? "~~" : "";
  const char *emphasis = run_delimiter (run->flags);

  g_string_append_printf (out, "%s%s", strike, emphasis);
  if (link != NULL)
    g_string_append (out, run->flags & QING_RUN_IMAGE ? "![" : "[");
  if (run->flags & QING_RUN_CODE)
    append_code_span (out, text, length);
  else if (run->flags & QING_RUN_MATH)
    append_math (out, text, length, (run->flags & QING_RUN_MATH_DISPLAY) != 0);
  else if (run->flags & QING_RUN_FOOTNOTE_REF)
    g_string_append_printf (out, "[^%.*s]", (int) length, text);
  else if (run->flags & QING_RUN_HTML)
    append_html (out, text, length);
  else
    append_escaped (out, text, length);
  if (link != NULL)
    {
      g_string_append (out, "](<");
      append_escaped (out, link->url, strlen (link->url));
      g_string_append (out, ">)");
    }
  g_string_append_printf (out, "%s%s", emphasis, strike);
}

static void
append_delimiter_row (GString *out, const QingLeaf *self)
{
  static const char *const marks[] = {
    [QING_ALIGNMENT_NONE] = " --- |",
    [QING_ALIGNMENT_LEFT] = " :-- |",
    [QING_ALIGNMENT_CENTER] = " :-: |",
    [QING_ALIGNMENT_RIGHT] = " --: |",
  };

  g_string_append_c (out, '|');
  for (guint column = 0; column < self->n_columns; column++)
    g_string_append (out, marks[self->alignments[column]]);
  g_string_append_c (out, '\n');
}

/**
 * qing_leaf_table_to_markdown:
 * @self: a table
 *
 * Returns: (transfer full): the table as Markdown that gives the same table again
 */
char *
qing_leaf_table_to_markdown (const QingLeaf *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint row = 0; row < self->n_rows; row++)
    {
      g_string_append_c (out, '|');
      for (guint column = 0; column < self->n_columns; column++)
        {
          const QingCell *cell = qing_leaf_get_cell (self, row, column);

          g_string_append_c (out, ' ');
          for (guint i = 0; i < cell->n_runs; i++)
            append_run (out, self, cell, &cell->runs[i]);
          g_string_append (out, " |");
        }
      g_string_append_c (out, '\n');
      if (row == 0)
        append_delimiter_row (out, self);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_plain_text (GString *out, const QingCell *cell)
{
  for (guint i = 0; i < cell->n_runs; i++)
    {
      const QingRun *run = &cell->runs[i];
      gboolean reference = (run->flags & QING_RUN_FOOTNOTE_REF) != 0;

      g_string_append (out, reference ? "[" : "");
      g_string_append_len (out, cell->text + run->start, run->end - run->start);
      g_string_append (out, reference ? "]" : "");
    }
}

static void
append_plain_table (GString *out, const QingLeaf *self)
{
  for (guint row = 0; row < self->n_rows; row++)
    {
      if (row > 0)
        g_string_append_c (out, '\n');
      for (guint column = 0; column < self->n_columns; column++)
        {
          if (column > 0)
            g_string_append_c (out, '\t');
          append_plain_text (out, qing_leaf_get_cell (self, row, column));
        }
    }
}

static void
append_markers (GString *out, const QingLeaf *self)
{
  for (guint i = 0; i < self->n_containers; i++)
    {
      const QingContainer *container = &self->containers[i];

      if (container->kind == QING_CONTAINER_QUOTE || !container->first)
        continue;
      g_string_append_printf (out, container->kind == QING_CONTAINER_FOOTNOTE ? "[%s] " : "%s ",
                              container->marker);
      if (container->task != QING_TASK_NONE)
        g_string_append (out, container->task == QING_TASK_DONE ? "☑ " : "☐ ");
    }
}

/**
 * qing_leaf_dup_plain_text:
 * @self: a leaf
 *
 * What a person would read aloud or expect on the clipboard: markers of lists, but no markup.
 * The cells of a table are separated by tabs.
 *
 * Returns: (transfer full): the text, without a line break at its end
 */
char *
qing_leaf_dup_plain_text (const QingLeaf *self)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const QingCell whole = { self->text, self->length, self->runs, self->n_runs };

  append_markers (out, self);
  if (self->kind == QING_LEAF_TABLE)
    append_plain_table (out, self);
  else if (self->kind == QING_LEAF_RULE)
    g_string_append (out, "———");
  else
    append_plain_text (out, &whole);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
