/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <hb-ot.h>

G_BEGIN_DECLS

/* What a font says about mathematics, in font units and independent of any size. */
typedef struct _QingMathFace QingMathFace;

/* The measures of a glyph; ascent and descent are those of its ink. */
typedef struct
{
  gint16 advance;
  gint16 ascent;
  gint16 descent;
  gint16 left;  /* of the ink */
  gint16 right; /* of the ink */
  gint16 italic;
  gint16 accent;     /* where an accent goes */
  guint16 script[2]; /* the forms for the two script sizes */
  guint8 is_loaded;
  guint8 has_kern;
} QingMathGlyph;

QingMathFace *qing_math_face_new (hb_face_t *face);
QingMathFace *qing_math_face_ref (QingMathFace *self);
void qing_math_face_unref (QingMathFace *self);

guint qing_math_face_get_upem (QingMathFace *self);
int qing_math_face_get_constant (QingMathFace *self, hb_ot_math_constant_t constant);
hb_codepoint_t qing_math_face_get_glyph (QingMathFace *self, gunichar ch, guint level);
const QingMathGlyph *qing_math_face_get_metrics (QingMathFace *self, hb_codepoint_t glyph);
int qing_math_face_get_kern (QingMathFace *self,
                             hb_codepoint_t glyph,
                             hb_ot_math_kern_t corner,
                             int height);
guint qing_math_face_get_variants (QingMathFace *self,
                                   hb_codepoint_t glyph,
                                   hb_direction_t direction,
                                   hb_ot_math_glyph_variant_t *variants,
                                   guint n_variants);
guint qing_math_face_get_parts (QingMathFace *self,
                                hb_codepoint_t glyph,
                                hb_direction_t direction,
                                hb_ot_math_glyph_part_t *parts,
                                guint n_parts);
int qing_math_face_get_min_overlap (QingMathFace *self, hb_direction_t direction);
hb_buffer_t *qing_math_face_shape (QingMathFace *self, const char *text, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingMathFace, qing_math_face_unref)

G_END_DECLS
