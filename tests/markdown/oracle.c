/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oracle.h"

#include "qing-leaf-private.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <string.h>

typedef struct
{
  GPtrArray *leaves;
  GArray *containers; /* QingContainer */
  GArray *lines;      /* gsize, where each line starts, and one past the last */
  const char *source;
} Walk;

static void
index_lines (Walk *walk, const char *text, gsize length)
{
  gsize start = 0;

  g_array_append_val (walk->lines, start);
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] != '\n' && !(text[i] == '\r' && text[i + 1] != '\n'))
        continue;
      start = i + 1;
      g_array_append_val (walk->lines, start);
    }
  start = length + 1;
  g_array_append_val (walk->lines, start);
}

static gsize
line_start (Walk *walk, int line)
{
  return g_array_index (walk->lines, gsize, CLAMP (line - 1, 0, (int) walk->lines->len - 1));
}

static gsize
line_end (Walk *walk, int line)
{
  gsize end = line_start (walk, line + 1);

  end = MIN (end, g_array_index (walk->lines, gsize, walk->lines->len - 1) - 1);
  while (end > line_start (walk, line) &&
         (walk->source[end - 1] == '\n' || walk->source[end - 1] == '\r'))
    end--;
  return end;
}

static void
append_image (QingTextSink *sink, cmark_node *image, QingRunFlags flags)
{
  guint link =
    qing_text_sink_add_link (sink, cmark_node_get_url (image), cmark_node_get_title (image));
  g_autoptr (GString) alt = g_string_new (NULL);
  cmark_iter *iter = cmark_iter_new (image);

  while (cmark_iter_next (iter) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);

      if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        g_string_append_c (alt, ' ');
      else if (cmark_node_get_literal (node) != NULL)
        g_string_append (alt, cmark_node_get_literal (node));
    }
  cmark_iter_free (iter);
  if (alt->len == 0)
    g_string_append (alt, "\357\277\274");
  qing_text_sink_append (sink, alt->str, alt->len, flags | QING_RUN_IMAGE, link);
}

static void walk_inlines (QingTextSink *sink, cmark_node *parent, QingRunFlags flags, guint link);

static void
walk_inline (QingTextSink *sink, cmark_node *node, QingRunFlags flags, guint link)
{
  cmark_node_type type = cmark_node_get_type (node);
  const char *literal = cmark_node_get_literal (node);

  if (type == CMARK_NODE_CODE)
    flags |= QING_RUN_CODE;
  else if (type == CMARK_NODE_HTML_INLINE)
    flags |= QING_RUN_HTML;
  else if (type == CMARK_NODE_STRONG)
    flags |= QING_RUN_BOLD;
  else if (type == CMARK_NODE_EMPH)
    flags |= QING_RUN_ITALIC;
  else if (g_str_equal (cmark_node_get_type_string (node), "strikethrough"))
    flags |= QING_RUN_STRIKE;

  if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
    {
      qing_text_sink_append (sink, "\n", 1, flags, link);
    }
  else if (type == CMARK_NODE_IMAGE)
    {
      append_image (sink, node, flags);
    }
  else if (type == CMARK_NODE_LINK)
    {
      if (link == QING_NO_LINK)
        link =
          qing_text_sink_add_link (sink, cmark_node_get_url (node), cmark_node_get_title (node));
      walk_inlines (sink, node, flags | QING_RUN_LINK, link);
    }
  else if (literal != NULL)
    {
      qing_text_sink_append (sink, literal, strlen (literal), flags, link);
    }
  else
    {
      walk_inlines (sink, node, flags, link);
    }
}

static void
walk_inlines (QingTextSink *sink, cmark_node *parent, QingRunFlags flags, guint link)
{
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
       node = cmark_node_next (node))
    walk_inline (sink, node, flags, link);
}

static QingLeaf *
add_leaf (Walk *walk, QingLeafKind kind, cmark_node *node)
{
  QingContainer *containers = (QingContainer *) (gpointer) walk->containers->data;
  QingLeaf *leaf = qing_leaf_new (kind, containers, walk->containers->len,
                                  line_start (walk, cmark_node_get_start_line (node)));

  for (guint i = 0; i < walk->containers->len; i++)
    containers[i].first = FALSE;
  leaf->closed = TRUE;
  leaf->source_end = MAX (line_end (walk, cmark_node_get_end_line (node)), leaf->source_start);
  g_ptr_array_add (walk->leaves, leaf);
  return leaf;
}

static void
walk_literal (Walk *walk, cmark_node *node, QingLeafKind kind)
{
  QingLeaf *leaf = add_leaf (walk, kind, node);
  const char *literal = cmark_node_get_literal (node);
  gsize length = strlen (literal);

  if (kind == QING_LEAF_CODE)
    {
      int fence_length;
      int fence_offset;
      char fence;

      qing_leaf_set_language (leaf, cmark_node_get_fence_info (node));
      leaf->fenced = cmark_node_get_fenced (node, &fence_length, &fence_offset, &fence) != 0;
    }
  if (length > 0 && literal[length - 1] == '\n')
    length--;
  qing_text_sink_append (qing_leaf_get_sink (leaf), literal, length, QING_RUN_PLAIN, QING_NO_LINK);
  qing_leaf_sync (leaf);
}

static void
walk_table (Walk *walk, cmark_node *node)
{
  QingLeaf *leaf = add_leaf (walk, QING_LEAF_TABLE, node);
  guint n_columns = cmark_gfm_extensions_get_table_columns (node);
  uint8_t *marks = cmark_gfm_extensions_get_table_alignments (node);
  g_autofree QingAlignment *alignments = g_new0 (QingAlignment, n_columns);
  QingTextSink cell = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (QingRun)),
                        qing_leaf_get_sink (leaf)->links };

  for (guint i = 0; i < n_columns; i++)
    alignments[i] = marks[i] == 'l'   ? QING_ALIGNMENT_LEFT
                    : marks[i] == 'c' ? QING_ALIGNMENT_CENTER
                    : marks[i] == 'r' ? QING_ALIGNMENT_RIGHT
                                      : QING_ALIGNMENT_NONE;
  qing_leaf_set_columns (leaf, alignments, n_columns);
  for (cmark_node *row = cmark_node_first_child (node); row != NULL; row = cmark_node_next (row))
    {
      cmark_node *child = cmark_node_first_child (row);

      for (guint i = 0; i < n_columns; i++)
        {
          qing_text_sink_truncate (&cell, 0, G_MAXUINT);
          if (child != NULL)
            walk_inlines (&cell, child, QING_RUN_PLAIN, QING_NO_LINK);
          qing_leaf_add_cell (leaf, cell.text->str, cell.text->len,
                              (const QingRun *) (gpointer) cell.runs->data, cell.runs->len);
          child = child != NULL ? cmark_node_next (child) : NULL;
        }
    }
  g_string_free (cell.text, TRUE);
  g_array_unref (cell.runs);
  qing_leaf_sync (leaf);
}

/* The library looks for a task's box in the whole line; here it belongs to the paragraph. */
static QingTask
get_task (Walk *walk, cmark_node *node, const QingTextSink *sink)
{
  const QingContainer *last =
    &g_array_index (walk->containers, QingContainer, walk->containers->len - 1);
  const char *text = sink->text->str;

  if (walk->containers->len == 0 || last->kind != QING_CONTAINER_ITEM ||
      cmark_node_previous (node) != NULL || sink->runs->len == 0)
    return QING_TASK_NONE;
  if (g_array_index (sink->runs, QingRun, 0).flags != 0 || text[0] != '[' || text[1] == '\0' ||
      strchr (" xX", text[1]) == NULL || text[2] != ']' ||
      (text[3] != '\0' && !g_ascii_isspace (text[3])))
    return QING_TASK_NONE;
  return text[1] == ' ' ? QING_TASK_OPEN : QING_TASK_DONE;
}

static void
remove_box (QingTextSink *sink)
{
  g_autofree char *text = g_strdup (sink->text->str);
  g_autoptr (GArray) runs = g_array_copy (sink->runs);
  guint start = 3;

  start += text[start] == '\n';
  while (start < g_array_index (runs, QingRun, 0).end &&
         (text[start] == ' ' || text[start] == '\t'))
    start++;
  qing_text_sink_truncate (sink, 0, G_MAXUINT);
  for (guint i = 0; i < runs->len; i++)
    {
      const QingRun *run = &g_array_index (runs, QingRun, i);
      guint from = MAX (run->start, start);

      if (run->end > from)
        qing_text_sink_append (sink, text + from, run->end - from, run->flags, run->link);
    }
}

static void
walk_text (Walk *walk, cmark_node *node, QingLeafKind kind)
{
  QingTextSink sink = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (QingRun)),
                        g_array_new (FALSE, FALSE, sizeof (QingLink)) };
  QingTask task;
  QingLeaf *leaf;

  walk_inlines (&sink, node, QING_RUN_PLAIN, QING_NO_LINK);
  task =
    kind == QING_LEAF_PARAGRAPH || cmark_node_get_end_line (node) > cmark_node_get_start_line (node)
      ? get_task (walk, node, &sink)
      : QING_TASK_NONE;
  if (task != QING_TASK_NONE)
    {
      g_array_index (walk->containers, QingContainer, walk->containers->len - 1).task = task;
      remove_box (&sink);
    }
  leaf = add_leaf (walk, kind, node);
  for (guint i = 0; i < sink.links->len; i++)
    g_array_append_val (qing_leaf_get_sink (leaf)->links, g_array_index (sink.links, QingLink, i));
  for (guint i = 0; i < sink.runs->len; i++)
    {
      const QingRun *run = &g_array_index (sink.runs, QingRun, i);

      qing_text_sink_append (qing_leaf_get_sink (leaf), sink.text->str + run->start,
                             run->end - run->start, run->flags, run->link);
    }
  qing_leaf_sync (leaf);
  g_string_free (sink.text, TRUE);
  g_array_unref (sink.runs);
  g_array_unref (sink.links);
  if (kind == QING_LEAF_HEADING)
    leaf->level = cmark_node_get_heading_level (node);
  if (kind == QING_LEAF_PARAGRAPH && leaf->n_runs == 1 && (leaf->runs[0].flags & QING_RUN_IMAGE))
    qing_leaf_set_kind (leaf, QING_LEAF_IMAGE);
}

static QingContainer
make_item (cmark_node *item, guint index)
{
  cmark_node *list = cmark_node_parent (item);
  QingContainer container = { QING_CONTAINER_ITEM };

  container.first = TRUE;
  container.tight = cmark_node_get_list_tight (list) != 0;
  container.ordered = cmark_node_get_list_type (list) == CMARK_ORDERED_LIST;
  if (container.ordered)
    g_snprintf (container.marker, sizeof container.marker, "%u%c",
                cmark_node_get_list_start (list) + index,
                cmark_node_get_list_delim (list) == CMARK_PAREN_DELIM ? ')' : '.');
  else
    g_strlcpy (container.marker, "•", sizeof container.marker);
  return container;
}

static void walk_blocks (Walk *walk, cmark_node *parent);

static void
walk_container (Walk *walk, cmark_node *node, QingContainer container)
{
  guint depth = walk->containers->len;

  g_array_append_val (walk->containers, container);
  walk_blocks (walk, node);
  if (container.kind == QING_CONTAINER_ITEM &&
      g_array_index (walk->containers, QingContainer, depth).first)
    add_leaf (walk, QING_LEAF_PARAGRAPH, node);
  g_array_set_size (walk->containers, depth);
}

static void
walk_list (Walk *walk, cmark_node *list)
{
  guint index = 0;

  for (cmark_node *item = cmark_node_first_child (list); item != NULL;
       item = cmark_node_next (item))
    walk_container (walk, item, make_item (item, index++));
}

static void
walk_blocks (Walk *walk, cmark_node *parent)
{
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
       node = cmark_node_next (node))
    {
      cmark_node_type type = cmark_node_get_type (node);

      if (type == CMARK_NODE_LIST)
        walk_list (walk, node);
      else if (type == CMARK_NODE_BLOCK_QUOTE)
        walk_container (walk, node, (QingContainer){ QING_CONTAINER_QUOTE });
      else if (type == CMARK_NODE_PARAGRAPH)
        walk_text (walk, node, QING_LEAF_PARAGRAPH);
      else if (type == CMARK_NODE_HEADING)
        walk_text (walk, node, QING_LEAF_HEADING);
      else if (type == CMARK_NODE_CODE_BLOCK)
        walk_literal (walk, node, QING_LEAF_CODE);
      else if (type == CMARK_NODE_HTML_BLOCK)
        walk_literal (walk, node, QING_LEAF_HTML);
      else if (type == CMARK_NODE_THEMATIC_BREAK)
        add_leaf (walk, QING_LEAF_RULE, node);
      else if (g_str_equal (cmark_node_get_type_string (node), "table"))
        walk_table (walk, node);
    }
}

/* The leaves of a whole text according to cmark-gfm, which knows no mathematics and nothing of
 * scripts that are written without spaces.
 */
GPtrArray *
oracle_parse (const char *text, gsize length)
{
  static const char *const extensions[] = { "table", "strikethrough", "autolink" };
  cmark_parser *parser;
  cmark_node *document;
  Walk walk = { g_ptr_array_new_with_free_func ((GDestroyNotify) qing_leaf_unref),
                g_array_new (FALSE, FALSE, sizeof (QingContainer)),
                g_array_new (FALSE, FALSE, sizeof (gsize)), text };

  cmark_gfm_core_extensions_ensure_registered ();
  parser = cmark_parser_new (CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension (extensions[i]));
  index_lines (&walk, text, length);
  cmark_parser_feed (parser, text, length);
  document = cmark_parser_finish (parser);
  walk_blocks (&walk, document);
  cmark_node_free (document);
  cmark_parser_free (parser);
  g_array_unref (walk.containers);
  g_array_unref (walk.lines);
  return walk.leaves;
}
