/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "work-counter.h"

#include <hb.h>
#include <pango/pango.h>

/* What the libraries of text are called for, counted by the text that they get: finding a font for
 * a letter and its glyph costs about so much more than to copy it. */
#define LETTER 100

GList *__real_pango_itemize (PangoContext *context,
                             const char *text,
                             int start,
                             int length,
                             PangoAttrList *attributes,
                             PangoAttrIterator *iterator);
GList *__wrap_pango_itemize (PangoContext *context,
                             const char *text,
                             int start,
                             int length,
                             PangoAttrList *attributes,
                             PangoAttrIterator *iterator);

GList *
__wrap_pango_itemize (PangoContext *context,
                      const char *text,
                      int start,
                      int length,
                      PangoAttrList *attributes,
                      PangoAttrIterator *iterator)
{
  work_counter_add_bytes ((gsize) (1 + length) * LETTER);
  return __real_pango_itemize (context, text, start, length, attributes, iterator);
}

void __real_pango_shape_full (const char *item,
                              int item_length,
                              const char *paragraph,
                              int paragraph_length,
                              const PangoAnalysis *analysis,
                              PangoGlyphString *glyphs);
void __wrap_pango_shape_full (const char *item,
                              int item_length,
                              const char *paragraph,
                              int paragraph_length,
                              const PangoAnalysis *analysis,
                              PangoGlyphString *glyphs);

/* Pango gives the whole paragraph to HarfBuzz, which reads what is around the item. */
void
__wrap_pango_shape_full (const char *item,
                         int item_length,
                         const char *paragraph,
                         int paragraph_length,
                         const PangoAnalysis *analysis,
                         PangoGlyphString *glyphs)
{
  work_counter_add_bytes ((gsize) (1 + item_length) * LETTER);
  __real_pango_shape_full (item, item_length, paragraph, paragraph_length, analysis, glyphs);
}

void __real_hb_buffer_add_utf8 (hb_buffer_t *buffer,
                                const char *text,
                                int length,
                                guint offset,
                                int item_length);
void __wrap_hb_buffer_add_utf8 (hb_buffer_t *buffer,
                                const char *text,
                                int length,
                                guint offset,
                                int item_length);

void
__wrap_hb_buffer_add_utf8 (hb_buffer_t *buffer,
                           const char *text,
                           int length,
                           guint offset,
                           int item_length)
{
  work_counter_add_bytes ((gsize) (item_length < 0 ? length : item_length));
  __real_hb_buffer_add_utf8 (buffer, text, length, offset, item_length);
}

void __real_hb_shape (hb_font_t *font,
                      hb_buffer_t *buffer,
                      const hb_feature_t *features,
                      guint n_features);
void __wrap_hb_shape (hb_font_t *font,
                      hb_buffer_t *buffer,
                      const hb_feature_t *features,
                      guint n_features);

void
__wrap_hb_shape (hb_font_t *font,
                 hb_buffer_t *buffer,
                 const hb_feature_t *features,
                 guint n_features)
{
  work_counter_add_bytes ((gsize) (1 + hb_buffer_get_length (buffer)) * LETTER);
  __real_hb_shape (font, buffer, features, n_features);
}
