/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-frame.h"

#include "qing-text-unit.h"

#include <math.h>
#include <string.h>

/* Deeper nesting is not indented further, so that some width is left for the text. */
#define MAX_DEPTH 8

#define RIGHT_TO_LEFT_MARK "\xe2\x80\x8f"

/* The first letter in so many bytes says which way a text runs. */
#define MAX_DIRECTION_BYTES 256

static int
get_container_indent (const QingContainer *container, const QingStyle *style)
{
  if (container->kind == QING_CONTAINER_QUOTE)
    return style->quote_indent;
  if (container->ordered || container->kind == QING_CONTAINER_FOOTNOTE)
    return MAX (style->indent, (int) (style->font_px * (0.75 + 0.58 * strlen (container->marker))));
  return style->indent;
}

/* On paper, where a pixel is a fraction of a point, as thick as beside the same letters here. */
static float
get_line_width (const QingStyle *style, double least, double in_font)
{
  return (float) MAX (least, style->font_px * in_font);
}

static guint
get_depth (const QingLeaf *leaf)
{
  return MIN (leaf->n_containers, MAX_DEPTH);
}

static gboolean
is_rtl_letter (gunichar letter)
{
  switch (g_unichar_get_script (letter))
    {
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_MANDAIC:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SAMARITAN:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether what surrounds @leaf is on the right of it, because its text begins there. */
gboolean
qing_leaf_frame_is_rtl (const QingLeaf *leaf)
{
  const char *end = leaf->text + MIN (leaf->length, MAX_DIRECTION_BYTES);

  if (leaf->n_containers == 0 ||
      (leaf->kind != QING_LEAF_PARAGRAPH && leaf->kind != QING_LEAF_HEADING))
    return FALSE;
  for (const char *at = leaf->text; at < end; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isalpha (letter))
        return is_rtl_letter (letter);
    }
  return FALSE;
}

/* Returns: how much of the column's width is taken by what surrounds @leaf. */
int
qing_leaf_frame_get_indent (const QingLeaf *leaf, const QingStyle *style)
{
  int indent = 0;

  for (guint i = 0; i < get_depth (leaf); i++)
    indent += get_container_indent (&leaf->containers[i], style);
  return indent;
}

/* Returns: how far right of the column's left edge @leaf begins. */
int
qing_leaf_frame_get_x (const QingLeaf *leaf, const QingStyle *style)
{
  return qing_leaf_frame_is_rtl (leaf) ? 0 : qing_leaf_frame_get_indent (leaf, style);
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

/* Whether a list begins with @leaf where another has just ended. */
static gboolean
is_other_list (const QingLeaf *previous, const QingLeaf *leaf)
{
  guint depth = leaf->n_containers;
  const QingContainer *before, *after;

  if (depth == 0 || previous->n_containers < depth)
    return FALSE;
  before = &previous->containers[depth - 1];
  after = &leaf->containers[depth - 1];
  if (before->kind != QING_CONTAINER_ITEM || after->kind != QING_CONTAINER_ITEM || !after->first)
    return FALSE;
  return before->ordered != after->ordered ||
         (after->ordered &&
          before->marker[strlen (before->marker) - 1] != after->marker[strlen (after->marker) - 1]);
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
  if (is_tight (previous) && is_tight (leaf) && !is_other_list (previous, leaf))
    return style->tight_gap;
  return style->gap;
}

/* Returns: how many of the containers of @leaf are those of @previous. */
guint
qing_leaf_frame_count_shared (const QingLeaf *previous, const QingLeaf *leaf)
{
  guint n = 0;

  while (n < MIN (previous->n_containers, leaf->n_containers) && !leaf->containers[n].first &&
         previous->containers[n].kind == leaf->containers[n].kind)
    n++;
  return n;
}

static void
draw_task_box (QingStyle *style, GtkSnapshot *snapshot, gboolean done, int x, int y)
{
  float size = (float) lround (style->font_px * 0.95);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) x, (float) y, size, size);
  const float line = get_line_width (style, 1.5, 0.09);
  const float widths[4] = { line, line, line, line };
  const GdkRGBA colors[4] = { style->dim, style->dim, style->dim, style->dim };
  const GdkRGBA white = { 1, 1, 1, 1 };
  GskRoundedRect rounded;
  cairo_t *cr;

  gsk_rounded_rect_init_from_rect (&rounded, &bounds, get_line_width (style, 3.5, 0.2));
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

/* A place for a marker: from its container's left edge to its text, or from its text to its
 * container's right edge. */
typedef struct
{
  int x;
  int width;
  gboolean rtl;
} Margin;

/* Returns: where something begins whose end is @distance before the text. */
static float
place_in_margin (const Margin *margin, double distance, double width)
{
  return (float) (margin->rtl ? margin->x + distance
                              : margin->x + margin->width - distance - width);
}

static void
draw_bullet (QingStyle *style,
             GtkSnapshot *snapshot,
             guint level,
             const Margin *margin,
             int line_height)
{
  float size = (float) (style->font_px * (level % 3 == 2 ? 0.30 : 0.34));
  float x = place_in_margin (margin, style->font_px * 0.62 - size / 2, size);
  float y = (float) (line_height * 0.52) - size / 2;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, size, size);
  const float line = get_line_width (style, 1.2, 0.07);
  const float widths[4] = { line, line, line, line };
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
draw_number (QingStyle *style,
             GtkSnapshot *snapshot,
             const QingContainer *container,
             const Margin *margin)
{
  /* The point after a number is at its left where the text runs from the right. */
  g_autofree char *marker = g_strdup_printf ("%s%.*s", margin->rtl ? RIGHT_TO_LEFT_MARK : "",
                                             (int) sizeof container->marker, container->marker);
  QingRunText source = { marker, NULL, 0 };
  g_autoptr (QingTextUnit) unit = NULL;

  unit = qing_text_unit_new (style, QING_TEXT_BODY, &source, 0, (guint) strlen (marker));
  qing_text_unit_snapshot (unit, snapshot,
                           (int) place_in_margin (margin, (int) (style->font_px * 0.45),
                                                  qing_text_unit_get_width (unit)),
                           0);
}

static void
draw_marker (const QingContainer *container,
             QingStyle *style,
             GtkSnapshot *snapshot,
             guint level,
             const Margin *margin)
{
  int line_height = style->line_heights[QING_TEXT_BODY];
  int box = (int) lround (style->font_px * 0.95);

  if (container->task != QING_TASK_NONE)
    draw_task_box (style, snapshot, container->task == QING_TASK_DONE,
                   (int) place_in_margin (margin, (int) (style->font_px * 0.42), box),
                   (line_height - box) / 2);
  else if (container->ordered || container->kind == QING_CONTAINER_FOOTNOTE)
    draw_number (style, snapshot, container, margin);
  else
    draw_bullet (style, snapshot, level, margin, line_height);
}

/* Draws what surrounds @leaf; the origin is the column's left edge at the top of the leaf. */
void
qing_leaf_frame_snapshot (const QingLeaf *leaf,
                          QingStyle *style,
                          GtkSnapshot *snapshot,
                          const QingLeafFramePlace *place)
{
  gboolean rtl = place->rtl;
  float bar = roundf (get_line_width (style, 3, 0.18));
  guint level = 0;
  int x = 0;

  for (guint i = 0; i < get_depth (leaf); i++)
    {
      const QingContainer *container = &leaf->containers[i];
      int indent = get_container_indent (container, style);
      const Margin margin = { rtl ? place->width - x - indent : x, indent, rtl };
      int top = i < place->n_shared ? -place->gap : 0;

      if (container->kind == QING_CONTAINER_QUOTE)
        gtk_snapshot_append_color (snapshot, &style->border,
                                   &GRAPHENE_RECT_INIT (rtl ? (float) (place->width - x) - bar
                                                            : (float) x,
                                                        (float) top, bar,
                                                        (float) (place->height - top)));
      else if (container->first)
        draw_marker (container, style, snapshot, level, &margin);
      if (container->kind == QING_CONTAINER_ITEM)
        level++;
      x += indent;
    }
}
