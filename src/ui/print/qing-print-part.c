/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-print-part.h"

#include "qing-leaf-frame.h"

#include <math.h>
#include <string.h>

static QingStyle *
get_style (const QingPrintPart *part, const QingPrintPaper *paper)
{
  return part->dimmed ? paper->dimmed : paper->style;
}

static gboolean
is_card (const QingPrintPart *part)
{
  return part->kind == QING_PRINT_CODE || part->kind == QING_PRINT_PLAIN ||
         (part->kind == QING_PRINT_LEAF && part->leaf->kind == QING_LEAF_CODE);
}

/* What a thought is set in from the edge, beside its bar. */
static double
get_bar (const QingPrintPart *part, const QingPrintPaper *paper)
{
  return part->dimmed ? get_style (part, paper)->font_px : 0;
}

/* What of the width is taken by what surrounds a part. */
static double
get_indent (const QingPrintPart *part, const QingPrintPaper *paper)
{
  double indent = get_bar (part, paper);

  if (part->kind == QING_PRINT_LEAF)
    indent += qing_leaf_frame_get_indent (part->leaf, get_style (part, paper));
  return MIN (indent, paper->width / 2);
}

/* How far right of the edge a part begins. What surrounds a text that runs from the right is on its
 * right. */
static double
get_x (const QingPrintPart *part, const QingPrintPaper *paper)
{
  if (part->kind == QING_PRINT_LEAF && qing_leaf_frame_is_rtl (part->leaf))
    return get_bar (part, paper);
  return get_indent (part, paper);
}

static void
draw_nothing (QingPrintBox *box, guint line, cairo_t *cr, double x, double y)
{
}

/* Empty space that belongs to a card. */
static void
add_space (GArray *rows, QingStyle *style, double height, gboolean keep)
{
  static const QingPrintBoxClass klass = { sizeof (QingPrintBox), NULL, draw_nothing };
  g_autoptr (QingPrintBox) box = qing_print_box_new (&klass, style);

  qing_print_rows_add (rows, box, 0, 0, height);
  g_array_index (rows, QingPrintRow, rows->len - 1).keep = keep;
}

static void
add_text_rows (GArray *rows,
               QingStyle *style,
               QingTextKind kind,
               const QingRunText *source,
               guint start,
               guint end,
               double width,
               double x)
{
  g_autoptr (QingPrintBox) box = NULL;

  /* The line break at the end of a piece is made by the piece that follows. */
  if (end > start && source->text[end - 1] == '\n')
    end--;
  box = qing_print_text_new (style, kind, source, start, end, width, PANGO_ALIGN_LEFT);
  qing_print_text_add_rows (box, rows, x);
}

static void
add_card (GArray *rows,
          const QingPrintPart *part,
          QingStyle *style,
          QingTextKind kind,
          const char *text,
          double width)
{
  QingRunText source = { text, NULL, 0 };
  double pad = style->padding;

  if (part->first)
    add_space (rows, style, pad * 0.6, TRUE);
  add_text_rows (rows, style, kind, &source, part->start, part->end, width - 2 * pad, pad);
  if (part->last)
    {
      g_array_index (rows, QingPrintRow, rows->len - 1).keep = TRUE;
      add_space (rows, style, pad * 0.6, FALSE);
    }
}

static void
add_math (GArray *rows, const QingPrintPart *part, const QingPrintPaper *paper, double width)
{
  QingStyle *style = get_style (part, paper);
  const QingLeaf *leaf = part->leaf;
  g_autoptr (QingMath) math =
    qing_math_new (leaf->text, leaf->length, TRUE, qing_style_get_math_font (style, QING_TEXT_BODY),
                   NULL);
  g_autoptr (QingPrintBox) box = NULL;

  if (math == NULL)
    {
      QingRun run = { 0, leaf->length, QING_RUN_HTML, QING_NO_LINK };
      QingRunText source = { leaf->text, &run, 1 };

      add_text_rows (rows, style, QING_TEXT_BODY, &source, 0, leaf->length, width, 0);
      return;
    }
  box = qing_print_formula_new (style, math, width, paper->height * 0.8);
  qing_print_rows_add (rows, box, 0, 0, qing_print_formula_get_height (box));
}

static void
add_leaf (QingPrintFlow *flow, const QingPrintPart *part, const QingPrintPaper *paper, double width)
{
  QingStyle *style = get_style (part, paper);
  const QingLeaf *leaf = part->leaf;
  QingRunText source = { leaf->text, leaf->runs, leaf->n_runs };

  switch (leaf->kind)
    {
    case QING_LEAF_CODE:
      add_card (flow->rows, part, style, QING_TEXT_CODE, leaf->text, width);
      break;
    case QING_LEAF_TABLE:
      qing_print_table_add_rows (flow->heads, style, leaf, 0, 1, width);
      qing_print_table_add_rows (flow->rows, style, leaf, part->start, part->end, width);
      flow->n_own_heads = part->start == 0 ? flow->heads->len : 0;
      break;
    case QING_LEAF_MATH:
      add_math (flow->rows, part, paper, width);
      break;
    case QING_LEAF_RULE:
      {
        g_autoptr (QingPrintBox) rule = qing_print_rule_new (style, width);

        qing_print_rows_add (flow->rows, rule, 0, 0, 2 * style->gap);
        break;
      }
    case QING_LEAF_HEADING:
      add_text_rows (flow->rows, style, QING_TEXT_BODY + (int) leaf->level, &source, part->start,
                     part->end, width, 0);
      for (guint i = 0; i < flow->rows->len; i++)
        g_array_index (flow->rows, QingPrintRow, i).keep = TRUE;
      break;
    case QING_LEAF_HTML:
      source.n_runs = 0;
      add_text_rows (flow->rows, style, QING_TEXT_CODE, &source, part->start, part->end, width, 0);
      break;
    case QING_LEAF_PARAGRAPH:
    case QING_LEAF_IMAGE:
    default:
      add_text_rows (flow->rows, style, QING_TEXT_BODY, &source, part->start, part->end, width, 0);
    }
}

static void
add_line (GArray *rows,
          const QingPrintPart *part,
          const QingPrintPaper *paper,
          QingTextKind kind,
          QingRunFlags flags,
          gboolean keep)
{
  QingRun run = { 0, part->end, flags, QING_NO_LINK };
  QingRunText source = { part->text, &run, 1 };

  add_text_rows (rows, get_style (part, paper), kind, &source, part->start, part->end, paper->width,
                 0);
  for (guint i = 0; keep && i < rows->len; i++)
    g_array_index (rows, QingPrintRow, i).keep = TRUE;
}

static void
add_rows (QingPrintFlow *flow, const QingPrintPart *part, const QingPrintPaper *paper, double width)
{
  QingStyle *style = get_style (part, paper);

  switch (part->kind)
    {
    case QING_PRINT_TITLE:
      add_line (flow->rows, part, paper, QING_TEXT_HEADING_1, QING_RUN_PLAIN, TRUE);
      break;
    case QING_PRINT_ROLE:
      add_line (flow->rows, part, paper, QING_TEXT_SMALL, QING_RUN_BOLD | QING_RUN_LINK, TRUE);
      break;
    case QING_PRINT_NOTE:
      add_line (flow->rows, part, paper, QING_TEXT_SMALL, QING_RUN_ITALIC, TRUE);
      break;
    case QING_PRINT_FAULT:
      add_line (flow->rows, part, paper, QING_TEXT_BODY, QING_RUN_ITALIC, FALSE);
      break;
    case QING_PRINT_PLAIN:
      add_card (flow->rows, part, style, QING_TEXT_BODY, part->text, width);
      break;
    case QING_PRINT_CODE:
      add_card (flow->rows, part, style, QING_TEXT_CODE, part->text, width);
      break;
    case QING_PRINT_PICTURE:
      {
        g_autoptr (QingPrintBox) box =
          qing_print_picture_new (style, part->attachment, width, paper->height * 0.6);

        qing_print_rows_add (flow->rows, box, 0, 0, qing_print_picture_get_height (box));
        break;
      }
    case QING_PRINT_LEAF:
    default:
      add_leaf (flow, part, paper, width);
    }
}

QingPrintFlow *
qing_print_part_lay_out (const QingPrintPart *part, const QingPrintPaper *paper)
{
  QingPrintFlow *self = g_new0 (QingPrintFlow, 1);
  QingStyle *style = get_style (part, paper);
  double x = get_x (part, paper);

  self->rows = qing_print_rows_new ();
  self->heads = qing_print_rows_new ();
  add_rows (self, part, paper, paper->width - get_indent (part, paper));
  for (guint i = 0; i < self->rows->len; i++)
    g_array_index (self->rows, QingPrintRow, i).x += x;
  for (guint i = 0; i < self->heads->len; i++)
    g_array_index (self->heads, QingPrintRow, i).x += x;
  if (self->rows->len > 0)
    g_array_index (self->rows, QingPrintRow, 0).gap = part->gap * style->font_px;
  return self;
}

void
qing_print_flow_free (QingPrintFlow *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->heads);
  g_free (self);
}

static void
draw_card (cairo_t *cr,
           const GdkRGBA *color,
           double x,
           double y,
           double width,
           double height,
           double radius)
{
  radius = MIN (radius, MIN (width, height) / 2);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* The markers of lists and the bars of quotes are those of the window, in a column of @width. A
 * piece of a text that is not the first has no marker any more: it stands far above the piece. */
static void
draw_frame (const QingPrintPart *part,
            QingStyle *style,
            cairo_t *cr,
            double width,
            double top,
            double y0,
            double y1)
{
  double begin = part->start > 0 ? y0 - 8 * style->font_px : top;
  const QingLeafFramePlace place = { .n_shared =
                                       y0 > begin ? part->leaf->n_containers : part->n_shared,
                                     .gap = (int) (begin - y0),
                                     .height = (int) ceil (y1 - begin),
                                     .width = (int) width,
                                     .rtl = qing_leaf_frame_is_rtl (part->leaf) };
  GtkSnapshot *snapshot;
  g_autoptr (GskRenderNode) node = NULL;

  if (part->leaf->n_containers == 0)
    return;
  snapshot = gtk_snapshot_new ();
  qing_leaf_frame_snapshot (part->leaf, style, snapshot, &place);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, -style->font_px, y0 - style->font_px / 2, width + 2 * style->font_px,
                   y1 - y0 + style->font_px);
  cairo_clip (cr);
  cairo_translate (cr, 0, begin);
  gsk_render_node_draw (node, cr);
  cairo_restore (cr);
}

void
qing_print_part_draw_back (const QingPrintPart *part,
                           const QingPrintPaper *paper,
                           cairo_t *cr,
                           double top,
                           double above,
                           double y0,
                           double y1)
{
  QingStyle *style = get_style (part, paper);
  double indent = get_indent (part, paper);
  double bar = get_bar (part, paper);
  double from = part->joined || part->n_shared > 0 ? y0 - above : y0;

  if (is_card (part))
    draw_card (cr, part->kind == QING_PRINT_PLAIN ? &style->bubble : &style->surface, indent, y0,
               paper->width - indent, y1 - y0,
               part->first && part->last ? style->font_px * 0.4 : 0);
  if (bar > 0)
    {
      gdk_cairo_set_source_rgba (cr, &style->border);
      cairo_rectangle (cr, 0, from, style->font_px / 6, y1 - from);
      cairo_fill (cr);
    }
  if (part->kind != QING_PRINT_LEAF)
    return;
  cairo_save (cr);
  cairo_translate (cr, bar, 0);
  draw_frame (part, style, cr, paper->width - bar, top, from, y1);
  cairo_restore (cr);
}
