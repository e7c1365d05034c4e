/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "qing-math-font.h"

G_BEGIN_DECLS

typedef enum
{
  QING_TEXT_BODY = 0,
  QING_TEXT_HEADING_1 = 1,
  QING_TEXT_HEADING_2 = 2,
  QING_TEXT_HEADING_3 = 3,
  QING_TEXT_HEADING_4 = 4,
  QING_TEXT_HEADING_5 = 5,
  QING_TEXT_HEADING_6 = 6,
  QING_TEXT_CODE,
  QING_TEXT_CELL,
  QING_TEXT_CELL_HEADER,
  QING_TEXT_SMALL,
  QING_N_TEXT_KINDS,
} QingTextKind;

/**
 * QingStyle: the fonts, colours and measures that a message is drawn with. An immutable, reference
 * counted value; a change of theme or zoom makes a new one.
 */
typedef struct
{
  int ref_count;
  PangoContext *context;
  double zoom;
  int scale_factor; /* device pixels for one of ours */
  double font_px;   /* of body text, zoom included */
  gboolean dark;
  gboolean dimmed; /* for what the model thought */

  PangoFontDescription *fonts[QING_N_TEXT_KINDS];
  int line_heights[QING_N_TEXT_KINDS]; /* pixels from baseline to baseline */
  int baselines[QING_N_TEXT_KINDS];    /* see qing_style_get_baseline() */

  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA accent; /* as text: links */
  GdkRGBA accent_fill;
  GdkRGBA surface; /* of code and tables */
  GdkRGBA header;  /* of their head */
  GdkRGBA border;
  GdkRGBA inline_code;
  GdkRGBA bubble; /* behind what the user wrote */
  GdkRGBA selection;
  GdkRGBA match;
  GdkRGBA current_match;

  int gap;       /* between paragraphs */
  int tight_gap; /* between the items of a tight list */
  int indent;    /* of list items */
  int quote_indent;
  int padding; /* inside cards */
  int radius;
  int code_char_width; /* Pango units */

  QingMathFont *math_fonts[QING_N_TEXT_KINDS]; /* made when first asked for */
  double math_ratio; /* of their size to that of the text; 0 until it is needed */
} QingStyle;

QingStyle *qing_style_new (GtkWidget *widget, double zoom, gboolean dimmed);
QingStyle *qing_style_new_for_paper (PangoContext *context, double font_px, gboolean dimmed);
QingStyle *qing_style_ref (QingStyle *self);
void qing_style_unref (QingStyle *self);
int qing_style_get_baseline (QingStyle *self, QingTextKind kind);
QingMathFont *qing_style_get_math_font (QingStyle *self, QingTextKind kind);
gboolean qing_style_equal (const QingStyle *a, const QingStyle *b);
int qing_style_scale (const QingStyle *self, double pixels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingStyle, qing_style_unref)

G_END_DECLS
