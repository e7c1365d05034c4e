/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-face.h"

#define PAGE_SIZE   64
#define N_PAGES     1024
#define N_CONSTANTS (HB_OT_MATH_CONSTANT_RADICAL_DEGREE_BOTTOM_RAISE_PERCENT + 1)

struct _QingMathFace
{
  gatomicrefcount ref_count;
  hb_face_t *face;
  hb_font_t *font; /* scaled to font units */
  hb_buffer_t *buffer;
  hb_set_t *script_lookups;
  guint upem;
  int constants[N_CONSTANTS];
  QingMathGlyph *pages[N_PAGES];
};

/* The least that a constant may be, in thousandths of an em: what TeX has for limits and roots.
 * DejaVu's are so small that a limit touches its operator at the usual sizes of a screen. */
static const struct
{
  hb_ot_math_constant_t constant;
  int value;
} least[] = {
  { HB_OT_MATH_CONSTANT_UPPER_LIMIT_GAP_MIN, 111 },
  { HB_OT_MATH_CONSTANT_UPPER_LIMIT_BASELINE_RISE_MIN, 200 },
  { HB_OT_MATH_CONSTANT_LOWER_LIMIT_GAP_MIN, 167 },
  { HB_OT_MATH_CONSTANT_LOWER_LIMIT_BASELINE_DROP_MIN, 600 },
  { HB_OT_MATH_CONSTANT_RADICAL_DISPLAY_STYLE_VERTICAL_GAP, 148 },
};

static hb_set_t *
collect_lookups (hb_face_t *face, hb_tag_t feature)
{
  const hb_tag_t features[] = { feature, HB_TAG_NONE };
  hb_set_t *lookups = hb_set_create ();

  hb_ot_layout_collect_lookups (face, HB_OT_TAG_GSUB, NULL, NULL, features, lookups);
  return lookups;
}

/* Takes a face with a MATH table. */
QingMathFace *
qing_math_face_new (hb_face_t *face)
{
  QingMathFace *self = g_new0 (QingMathFace, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->face = hb_face_reference (face);
  self->font = hb_font_create (face);
  self->buffer = hb_buffer_create ();
  self->upem = MAX (hb_face_get_upem (face), 1);
  self->script_lookups = collect_lookups (face, HB_TAG ('s', 's', 't', 'y'));
  for (guint i = 0; i < N_CONSTANTS; i++)
    self->constants[i] = hb_ot_math_get_constant (self->font, (hb_ot_math_constant_t) i);
  for (guint i = 0; i < G_N_ELEMENTS (least); i++)
    self->constants[least[i].constant] =
      MAX (self->constants[least[i].constant], least[i].value * (int) self->upem / 1000);
  return self;
}

QingMathFace *
qing_math_face_ref (QingMathFace *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
qing_math_face_unref (QingMathFace *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < N_PAGES; i++)
    g_free (self->pages[i]);
  hb_set_destroy (self->script_lookups);
  hb_buffer_destroy (self->buffer);
  hb_font_destroy (self->font);
  hb_face_destroy (self->face);
  g_free (self);
}

guint
qing_math_face_get_upem (QingMathFace *self)
{
  return self->upem;
}

int
qing_math_face_get_constant (QingMathFace *self, hb_ot_math_constant_t constant)
{
  return self->constants[constant];
}

static void
load_script_forms (QingMathFace *self, hb_codepoint_t glyph, QingMathGlyph *metrics)
{
  hb_codepoint_t lookup = HB_SET_VALUE_INVALID;

  metrics->script[0] = metrics->script[1] = glyph;
  while (hb_set_next (self->script_lookups, &lookup))
    {
      hb_codepoint_t forms[2] = { glyph, glyph };
      guint n = G_N_ELEMENTS (forms);

      if (hb_ot_layout_lookup_get_glyph_alternates (self->face, lookup, glyph, 0, &n, forms) == 0)
        continue;
      metrics->script[0] = forms[0];
      metrics->script[1] = n > 1 ? forms[1] : forms[0];
      return;
    }
}

static void
load_metrics (QingMathFace *self, hb_codepoint_t glyph, QingMathGlyph *metrics)
{
  hb_glyph_extents_t extents = { 0 };

  metrics->is_loaded = TRUE;
  metrics->advance = hb_font_get_glyph_h_advance (self->font, glyph);
  if (hb_font_get_glyph_extents (self->font, glyph, &extents))
    {
      metrics->ascent = extents.y_bearing;
      metrics->descent = -(extents.y_bearing + extents.height);
      metrics->left = extents.x_bearing;
      metrics->right = extents.x_bearing + extents.width;
    }
  metrics->italic = hb_ot_math_get_glyph_italics_correction (self->font, glyph);
  metrics->accent = hb_ot_math_get_glyph_top_accent_attachment (self->font, glyph);
  metrics->has_kern =
    hb_ot_math_get_glyph_kerning (self->font, glyph, HB_OT_MATH_KERN_TOP_RIGHT, 0) != 0 ||
    hb_ot_math_get_glyph_kerning (self->font, glyph, HB_OT_MATH_KERN_BOTTOM_RIGHT, 0) != 0 ||
    hb_ot_math_get_glyph_kerning (self->font, glyph, HB_OT_MATH_KERN_BOTTOM_LEFT, 0) != 0;
  load_script_forms (self, glyph, metrics);
}

const QingMathGlyph *
qing_math_face_get_metrics (QingMathFace *self, hb_codepoint_t glyph)
{
  QingMathGlyph **page = &self->pages[(glyph / PAGE_SIZE) % N_PAGES];
  QingMathGlyph *metrics;

  if (*page == NULL)
    *page = g_new0 (QingMathGlyph, PAGE_SIZE);
  metrics = &(*page)[glyph % PAGE_SIZE];
  if (!metrics->is_loaded)
    load_metrics (self, glyph, metrics);
  return metrics;
}

/* The glyph for @ch in text (level 0), script or second script size; 0 when there is none. */
hb_codepoint_t
qing_math_face_get_glyph (QingMathFace *self, gunichar ch, guint level)
{
  hb_codepoint_t glyph = 0;

  if (!hb_font_get_nominal_glyph (self->font, ch, &glyph) || glyph == 0)
    return 0;
  if (level > 0)
    return qing_math_face_get_metrics (self, glyph)->script[level - 1];
  return glyph;
}

int
qing_math_face_get_kern (QingMathFace *self,
                         hb_codepoint_t glyph,
                         hb_ot_math_kern_t corner,
                         int height)
{
  return hb_ot_math_get_glyph_kerning (self->font, glyph, corner, height);
}

guint
qing_math_face_get_variants (QingMathFace *self,
                             hb_codepoint_t glyph,
                             hb_direction_t direction,
                             hb_ot_math_glyph_variant_t *variants,
                             guint n_variants)
{
  hb_ot_math_get_glyph_variants (self->font, glyph, direction, 0, &n_variants, variants);
  return n_variants;
}

guint
qing_math_face_get_parts (QingMathFace *self,
                          hb_codepoint_t glyph,
                          hb_direction_t direction,
                          hb_ot_math_glyph_part_t *parts,
                          guint n_parts)
{
  hb_ot_math_get_glyph_assembly (self->font, glyph, direction, 0, &n_parts, parts, NULL);
  return n_parts;
}

int
qing_math_face_get_min_overlap (QingMathFace *self, hb_direction_t direction)
{
  return hb_ot_math_get_min_connector_overlap (self->font, direction);
}

/* Shapes a run of text in font units. The buffer stays ours and holds until the next call. */
hb_buffer_t *
qing_math_face_shape (QingMathFace *self, const char *text, gsize length)
{
  hb_buffer_clear_contents (self->buffer);
  hb_buffer_add_utf8 (self->buffer, text, length, 0, length);
  hb_buffer_set_direction (self->buffer, HB_DIRECTION_LTR);
  hb_buffer_set_script (self->buffer, HB_SCRIPT_LATIN);
  hb_shape (self->font, self->buffer, NULL, 0);
  return self->buffer;
}
