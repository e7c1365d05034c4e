/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-html-text.h"

#include "qing-markdown-stream.h"
#include "qing-math-markup.h"

#include <stdlib.h>
#include <string.h>

/* Beyond this a text is shown as it is. */
#define MAX_MARKDOWN (4 * 1024 * 1024)

void
qing_html_append_text (GString *out, const char *text, gssize length)
{
  const char *end = text + (length >= 0 ? (gsize) length : strlen (text));
  const char *start = text;

  for (; text < end; text++)
    {
      const char *entity;

      switch (*text)
        {
        case '&':
          entity = "&amp;";
          break;
        case '<':
          entity = "&lt;";
          break;
        case '>':
          entity = "&gt;";
          break;
        case '"':
          entity = "&quot;";
          break;
        case '\'':
          entity = "&#39;";
          break;
        default:
          /* Other control characters are not allowed in HTML. */
          if ((guchar) *text >= 0x20 || *text == '\n' || *text == '\t')
            continue;
          entity = "\357\277\275";
        }
      g_string_append_len (out, start, text - start);
      g_string_append (out, entity);
      start = text + 1;
    }
  g_string_append_len (out, start, end - start);
}

static gboolean
is_harmless (const char *url)
{
  static const char *const schemes[] = { "https://", "http://", "mailto:" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
      return TRUE;
  return FALSE;
}

static const struct
{
  QingRunFlags flag;
  const char *tag;
} tags[] = {
  { QING_RUN_BOLD, "strong" }, { QING_RUN_ITALIC, "em" }, { QING_RUN_STRIKE, "del" },
  { QING_RUN_CODE, "code" },   { QING_RUN_HTML, "code" }, { QING_RUN_FOOTNOTE_REF, "sup" },
};

/* A formula in elements that browsers draw by themselves; what cannot be read stays TeX. */
static void
append_math (GString *out, const char *tex, gsize length, gboolean display)
{
  g_autofree char *markup = qing_math_to_markup (tex, length, display, NULL);

  if (markup != NULL)
    {
      g_string_append (out, markup);
      return;
    }
  g_string_append (out, display ? "<pre>" : "<code>");
  qing_html_append_text (out, tex, (gssize) length);
  g_string_append (out, display ? "</pre>" : "</code>");
}

static void
append_run (GString *out, const QingLeaf *leaf, const char *text, const QingRun *run)
{
  const QingLink *link = run->link != QING_NO_LINK ? qing_leaf_get_link (leaf, run->link) : NULL;
  gboolean linked = link != NULL && link->url != NULL && is_harmless (link->url);

  if (linked)
    {
      g_string_append (out, "<a rel=\"noopener noreferrer\" href=\"");
      qing_html_append_text (out, link->url, -1);
      g_string_append (out, "\">");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (run->flags & tags[i].flag)
      g_string_append_printf (out, "<%s>", tags[i].tag);
  if (run->flags & QING_RUN_MATH)
    append_math (out, text + run->start, run->end - run->start, FALSE);
  else
    qing_html_append_text (out, text + run->start, (gssize) (run->end - run->start));
  for (gsize i = G_N_ELEMENTS (tags); i > 0; i--)
    if (run->flags & tags[i - 1].flag)
      g_string_append_printf (out, "</%s>", tags[i - 1].tag);
  if (linked)
    g_string_append (out, "</a>");
}

static void
append_runs (GString *out,
             const QingLeaf *leaf,
             const char *text,
             const QingRun *runs,
             guint n_runs)
{
  for (guint i = 0; i < n_runs; i++)
    append_run (out, leaf, text, &runs[i]);
}

static void
append_table (GString *out, const QingLeaf *leaf)
{
  static const char *const sides[] = { "", " class=\"left\"", " class=\"center\"",
                                       " class=\"right\"" };

  g_string_append (out, "<div class=\"table\"><table>\n");
  for (guint row = 0; row < leaf->n_rows; row++)
    {
      const char *tag = row == 0 ? "th" : "td";

      g_string_append (out, "<tr>");
      for (guint column = 0; column < leaf->n_columns; column++)
        {
          const QingCell *cell = qing_leaf_get_cell (leaf, row, column);

          g_string_append_printf (out, "<%s%s dir=\"auto\">", tag, sides[leaf->alignments[column]]);
          if (cell != NULL)
            append_runs (out, leaf, cell->text, cell->runs, cell->n_runs);
          g_string_append_printf (out, "</%s>", tag);
        }
      g_string_append (out, "</tr>\n");
    }
  g_string_append (out, "</table></div>\n");
}

static void
append_code (GString *out, const QingLeaf *leaf)
{
  g_string_append (out, "<pre><code");
  if (*leaf->language != '\0')
    {
      g_string_append (out, " class=\"language-");
      qing_html_append_text (out, leaf->language, -1);
      g_string_append_c (out, '"');
    }
  g_string_append_c (out, '>');
  qing_html_append_text (out, leaf->text, leaf->length);
  g_string_append (out, "</code></pre>\n");
}

static void
append_element (GString *out, const QingLeaf *leaf, const char *open, const char *close)
{
  g_string_append (out, open);
  append_runs (out, leaf, leaf->text, leaf->runs, leaf->n_runs);
  g_string_append (out, close);
}

/* Which way a text runs is seen from its letters: from those of the outermost list or quote, or of
 * what is in none. */
static const char *
get_direction (gboolean outermost)
{
  return outermost ? " dir=\"auto\"" : "";
}

static void
append_leaf (GString *out, const QingLeaf *leaf)
{
  const char *direction = get_direction (leaf->n_containers == 0);
  g_autofree char *open = NULL;
  g_autofree char *close = NULL;

  switch (leaf->kind)
    {
    case QING_LEAF_HEADING:
      /* Below the headings of the page itself. */
      open = g_strdup_printf ("<h%u%s>", MIN (leaf->level + 2, 6), direction);
      close = g_strdup_printf ("</h%u>\n", MIN (leaf->level + 2, 6));
      append_element (out, leaf, open, close);
      break;
    case QING_LEAF_CODE:
      append_code (out, leaf);
      break;
    case QING_LEAF_TABLE:
      append_table (out, leaf);
      break;
    case QING_LEAF_RULE:
      g_string_append (out, "<hr>\n");
      break;
    case QING_LEAF_MATH:
      g_string_append (out, "<div class=\"math\">");
      append_math (out, leaf->text, leaf->length, TRUE);
      g_string_append (out, "</div>\n");
      break;
    case QING_LEAF_HTML:
      g_string_append (out, "<pre>");
      qing_html_append_text (out, leaf->text, leaf->length);
      g_string_append (out, "</pre>\n");
      break;
    case QING_LEAF_PARAGRAPH:
    case QING_LEAF_IMAGE:
    default:
      open = g_strdup_printf ("<p%s>", direction);
      append_element (out, leaf, open, "</p>\n");
    }
}

static void
open_container (GString *out, const QingContainer *container, gboolean in_list, gboolean outermost)
{
  const char *direction = get_direction (outermost);

  if (container->kind == QING_CONTAINER_QUOTE)
    {
      g_string_append_printf (out, "<blockquote%s>\n", direction);
      return;
    }
  if (container->kind == QING_CONTAINER_FOOTNOTE)
    {
      g_string_append_printf (out, "<div class=\"footnote\"%s><sup>", direction);
      qing_html_append_text (out, container->marker, -1);
      g_string_append (out, "</sup>\n");
      return;
    }
  if (!in_list && container->ordered)
    g_string_append_printf (out, "<ol start=\"%d\"%s>\n", atoi (container->marker), direction);
  else if (!in_list)
    g_string_append_printf (out, "<ul%s>\n", direction);
  g_string_append (out, container->task == QING_TASK_NONE   ? "<li>"
                        : container->task == QING_TASK_DONE ? "<li class=\"task\">\342\230\221 "
                                                            : "<li class=\"task\">\342\230\220 ");
}

static void
close_container (GString *out, const QingContainer *container, gboolean keep_list)
{
  if (container->kind == QING_CONTAINER_QUOTE)
    g_string_append (out, "</blockquote>\n");
  else if (container->kind == QING_CONTAINER_FOOTNOTE)
    g_string_append (out, "</div>\n");
  else if (keep_list)
    g_string_append (out, "</li>\n");
  else
    g_string_append (out, container->ordered ? "</li></ol>\n" : "</li></ul>\n");
}

/* Leaves are a flat list: what is around two that follow each other is the same as far as the kinds
 * agree and no item begins anew. A new item beside the last one stays in its list. */
static void
change_containers (GString *out, const QingLeaf *before, const QingLeaf *after)
{
  guint n_before = before != NULL ? before->n_containers : 0;
  guint n_after = after != NULL ? after->n_containers : 0;
  guint same = 0;
  gboolean next_item;

  while (same < n_before && same < n_after &&
         before->containers[same].kind == after->containers[same].kind &&
         (after->containers[same].kind == QING_CONTAINER_QUOTE || !after->containers[same].first))
    same++;
  next_item = same < n_before && same < n_after &&
              before->containers[same].kind == QING_CONTAINER_ITEM &&
              after->containers[same].kind == QING_CONTAINER_ITEM &&
              before->containers[same].ordered == after->containers[same].ordered;

  for (guint i = n_before; i > same; i--)
    close_container (out, &before->containers[i - 1], next_item && i == same + 1);
  for (guint i = same; i < n_after; i++)
    open_container (out, &after->containers[i], next_item && i == same, i == 0);
}

void
qing_html_append_markdown (GString *out, const char *text)
{
  g_autoptr (GPtrArray) leaves = NULL;
  const QingLeaf *before = NULL;

  if (strlen (text) > MAX_MARKDOWN)
    {
      g_string_append (out, "<pre>");
      qing_html_append_text (out, text, -1);
      g_string_append (out, "</pre>\n");
      return;
    }
  leaves = qing_markdown_parse (text, -1);
  for (guint i = 0; i < leaves->len; i++)
    {
      const QingLeaf *leaf = g_ptr_array_index (leaves, i);

      change_containers (out, before, leaf);
      append_leaf (out, leaf);
      before = leaf;
    }
  change_containers (out, before, NULL);
}
