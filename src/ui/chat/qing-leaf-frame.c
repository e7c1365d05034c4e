/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-frame.h"

#include "qing-text-unit.h"

#include <math.h>
#include <string.h>

/* Deeper nesting is not indented further, so that some width is left for the text. */
#define MAX_DEPTH 8

static int
get_container_indent (const QingContainer *container, const QingStyle *style)
{
  if (container->kind == QING_CONTAINER_QUOTE)
    return style->quote_indent;
  if (container->ordered || container->kind == QING_CONTAINER_FOOTNOTE)
    return MAX (style->indent, (int) (style->font_px * (0.75 + 0.58 * strlen (container->marker))));
  return style->indent;
}

static guint
get_depth (const QingLeaf *leaf)
{
  return MIN (leaf->n_containers, MAX_DEPTH);
}

/* Returns: how far right of the column's edge @leaf begins. */
int
qing_leaf_frame_get_indent (const QingLeaf *leaf, const QingStyle *style)
{
  int indent = 0;

  for (guint i = 0; i < get_depth (leaf); i++)
    indent += get_container_indent (&leaf->containers[i], style);
  return indent;
}

static gboolean
is_tight (const QingLeaf *leaf)
{
  return leaf->n_containers > 0 && leaf->containers[leaf->n_containers - 1].tight;
}

static gboolean
is_block (const QingLeaf *leaf)
{
  return leaf->kind == QING_LEAF_CODE || leaf->kind == QING_LEAF_TABLE ||
         leaf->kind == QING_LEAF_IMAGE;
}

/* Returns: the distance between two leaves. @previous is NULL for the first leaf. */
int
qing_leaf_frame_get_gap (const QingLeaf *previous, const QingLeaf *leaf, const QingStyle *style)
{
  if (previous == NULL)
    return 0;
  if (leaf->kind == QING_LEAF_HEADING)
    return (int) lround (style->font_px * (leaf->level <= 2 ? 1.6 : 1.3));
  if (previous->kind == QING_LEAF_HEADING)
    return (int) lround (style->font_px * 0.5);
  if (is_block (previous) || is_block (leaf))
    return (int) lround (style->font_px * 0.9);
  if (is_tight (previous) && is_tight (leaf))
    return style->tight_gap;
  return style->gap;
}

/* Whether the bars of quotes go on from @previous to @leaf. */
gboolean
qing_leaf_frame_is_continued (const QingLeaf *previous, const QingLeaf *leaf)
{
  return previous->n_containers > 0 && leaf->n_containers > 0 &&
         previous->containers[0].kind == leaf->containers[0].kind;
}

static void
draw_task_box (QingStyle *style, GtkSnapshot *snapshot, gboolean done, int x, int y)
{
  float size = (float) lround (style->font_px * 0.95);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) x, (float) y, size, size);
  const float widths[4] = { 1.5f, 1.5f, 1.5f, 1.5f };
  const GdkRGBA colors[4] = { style->dim, style->dim, style->dim, style->dim };
  const GdkRGBA white = { 1, 1, 1, 1 };
  GskRoundedRect rounded;
  cairo_t *cr;

  gsk_rounded_rect_init_from_rect (&rounded, &bounds, 3.5f);
  if (!done)
    {
      gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
      return;
    }
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &style->accent_fill, &bounds);
  gtk_snapshot_pop (snapshot);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  gdk_cairo_set_source_rgba (cr, &white);
  cairo_set_line_width (cr, size * 0.14);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, x + size * 0.24, y + size * 0.52);
  cairo_line_to (cr, x + size * 0.43, y + size * 0.71);
  cairo_line_to (cr, x + size * 0.77, y + size * 0.31);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_bullet (QingStyle *style, GtkSnapshot *snapshot, guint level, int right, int line_height)
{
  float size = (float) (style->font_px * (level % 3 == 2 ? 0.30 : 0.34));
  float x = (float) (right - style->font_px * 0.62) - size / 2;
  float y = (float) (line_height * 0.52) - size / 2;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, size, size);
  const float widths[4] = { 1.2f, 1.2f, 1.2f, 1.2f };
  const GdkRGBA colors[4] = { style->text, style->text, style->text, style->text };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &bounds, level % 3 == 2 ? 0 : size / 2);
  if (level % 3 == 1)
    {
      gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
      return;
    }
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &style->text, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_number (QingStyle *style, GtkSnapshot *snapshot, const QingContainer *container, int right)
{
  QingRunText source = { container->marker, NULL, 0 };
  g_autoptr (QingTextUnit) unit = NULL;

  unit = qing_text_unit_new (style, QING_TEXT_BODY, &source, 0,
                             (guint) strnlen (container->marker, sizeof container->marker));
  qing_text_unit_snapshot (unit, snapshot,
                           right - (int) (style->font_px * 0.45) - qing_text_unit_get_width (unit),
                           0);
}

static void
draw_marker (const QingContainer *container,
             QingStyle *style,
             GtkSnapshot *snapshot,
             guint level,
             int right,
             int line_height)
{
  int box = (int) lround (style->font_px * 0.95);

  if (container->task != QING_TASK_NONE)
    draw_task_box (style, snapshot, container->task == QING_TASK_DONE,
                   right - box - (int) (style->font_px * 0.42), (line_height - box) / 2);
  else if (container->ordered || container->kind == QING_CONTAINER_FOOTNOTE)
    draw_number (style, snapshot, container, right);
  else
    draw_bullet (style, snapshot, level, right, line_height);
}

/**
 * qing_leaf_frame_snapshot:
 * @y0: where the bars of quotes begin, from the top of the leaf
 * @y1: where they end
 *
 * Draws what surrounds @leaf; the origin is the column's left edge at the top of the leaf.
 */
void
qing_leaf_frame_snapshot (const QingLeaf *leaf,
                          QingStyle *style,
                          GtkSnapshot *snapshot,
                          int y0,
                          int y1)
{
  int line_height = style->line_heights[QING_TEXT_BODY];
  guint level = 0;
  int x = 0;

  for (guint i = 0; i < get_depth (leaf); i++)
    {
      const QingContainer *container = &leaf->containers[i];
      int indent = get_container_indent (container, style);

      if (container->kind == QING_CONTAINER_QUOTE)
        gtk_snapshot_append_color (snapshot, &style->border,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y0, 3,
                                                        (float) (y1 - y0)));
      else if (container->first)
        draw_marker (container, style, snapshot, level, x + indent, line_height);
      if (container->kind == QING_CONTAINER_ITEM)
        level++;
      x += indent;
    }
}
