/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-font-private.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

/* The best first, with the family of text that each was made to go with. Fonts that are not in the
 * list but call themselves Math come after them. */
/* clang-format off */
static const struct { const char *family, *text_family; } preferred[] = {
  { "Latin Modern Math",        "Latin Modern Roman" },
  { "New Computer Modern Math", "NewComputerModern10" },
  { "NewComputerModernMath",    "NewComputerModern10" },
  { "STIX Two Math",            "STIX Two Text" },
  { "TeX Gyre Termes Math",     "TeX Gyre Termes" },
  { "TeX Gyre Pagella Math",    "TeX Gyre Pagella" },
  { "TeX Gyre Schola Math",     "TeX Gyre Schola" },
  { "TeX Gyre Bonum Math",      "TeX Gyre Bonum" },
  { "Libertinus Math",          "Libertinus Serif" },
  { "TeX Gyre DejaVu Math",     "DejaVu Serif" },
  { "DejaVu Math TeX Gyre",     "DejaVu Serif" },
  { "XITS Math",                "XITS" },
  { "Cambria Math",             "Cambria" },
  { "Asana Math",               "TeX Gyre Pagella" },
  { "Garamond-Math",            "EB Garamond" },
  { "Fira Math",                "Fira Sans" },
  { "Noto Sans Math",           "Noto Sans" },
};
/* clang-format on */

/* What is known about the fonts of one font map; kept with it. */
typedef struct
{
  guint serial;
  QingMathFace *face; /* NULL when there is no font for mathematics */
  char *family;
  const char *text_family; /* NULL when it is not installed */
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->face, qing_math_face_unref);
  g_free (found->family);
  g_free (found);
}

PangoFont *
qing_math_font_load (PangoContext *context, const char *family, double size)
{
  g_autoptr (PangoFontDescription) description = pango_font_description_new ();

  pango_font_description_set_family (description, family);
  pango_font_description_set_absolute_size (description, size * PANGO_SCALE);
  return pango_context_load_font (context, description);
}

/* A context like @context whose glyphs keep their shape: hinting would move the bar of a root
 * away from the rule that continues it. */
PangoContext *
qing_math_font_create_context (PangoContext *context)
{
  PangoContext *copy = pango_font_map_create_context (pango_context_get_font_map (context));
  const cairo_font_options_t *given = pango_cairo_context_get_font_options (context);
  cairo_font_options_t *options =
    given != NULL ? cairo_font_options_copy (given) : cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (copy, options);
  cairo_font_options_destroy (options);

  pango_context_set_round_glyph_positions (copy, FALSE);
  pango_context_set_language (copy, pango_context_get_language (context));
  pango_context_set_font_description (copy, pango_context_get_font_description (context));
  return copy;
}

/* Loads @family; fontconfig may give another font, so what counts is that it has a MATH table. */
static QingMathFace *
try_family (PangoContext *context, const char *family)
{
  g_autoptr (PangoFont) font = qing_math_font_load (context, family, 16.0);
  hb_face_t *face;

  if (font == NULL)
    return NULL;
  face = hb_font_get_face (pango_font_get_hb_font (font));
  return hb_ot_math_has_data (face) ? qing_math_face_new (face) : NULL;
}

static guint
rank_of (const char *family)
{
  for (guint i = 0; i < G_N_ELEMENTS (preferred); i++)
    if (g_ascii_strcasecmp (preferred[i].family, family) == 0)
      return i;
  return strstr (family, "Math") != NULL ? G_N_ELEMENTS (preferred) : G_MAXUINT;
}

typedef struct
{
  char *family;
  guint rank;
} Candidate;

static void
candidate_clear (gpointer data)
{
  g_free (((Candidate *) data)->family);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;
  return strcmp (left->family, right->family);
}

/* The installed families that may serve, the best first. */
static GArray *
list_candidates (PangoFontMap *font_map)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  FcConfig *config = PANGO_IS_FC_FONT_MAP (font_map)
                       ? pango_fc_font_map_get_config (PANGO_FC_FONT_MAP (font_map))
                       : NULL;
  FcPattern *pattern = FcPatternCreate ();
  FcObjectSet *objects = FcObjectSetBuild (FC_FAMILY, NULL);
  FcFontSet *fonts = FcFontList (config, pattern, objects);

  g_array_set_clear_func (candidates, candidate_clear);
  for (int i = 0; fonts != NULL && i < fonts->nfont; i++)
    {
      FcChar8 *name = NULL;

      for (int n = 0; FcPatternGetString (fonts->fonts[i], FC_FAMILY, n, &name) == FcResultMatch;
           n++)
        {
          Candidate candidate = { NULL, rank_of ((const char *) name) };

          if (candidate.rank == G_MAXUINT)
            continue;
          candidate.family = g_strdup ((const char *) name);
          g_array_append_val (candidates, candidate);
        }
    }
  if (fonts != NULL)
    FcFontSetDestroy (fonts);
  FcObjectSetDestroy (objects);
  FcPatternDestroy (pattern);
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

static gboolean
is_installed (PangoContext *context, const char *family)
{
  g_autoptr (PangoFont) font = qing_math_font_load (context, family, 16.0);
  g_autoptr (PangoFontDescription) description = font != NULL ? pango_font_describe (font) : NULL;
  const char *loaded = description != NULL ? pango_font_description_get_family (description) : NULL;

  return loaded != NULL && g_ascii_strcasecmp (loaded, family) == 0;
}

static const char *
find_text_family (PangoContext *context, const char *family)
{
  guint rank = rank_of (family);

  if (rank >= G_N_ELEMENTS (preferred) || !is_installed (context, preferred[rank].text_family))
    return NULL;
  return preferred[rank].text_family;
}

static Found *
find_font (PangoContext *context, PangoFontMap *font_map)
{
  g_autoptr (GArray) candidates = list_candidates (font_map);
  Found *found = g_new0 (Found, 1);

  found->serial = pango_font_map_get_serial (font_map);
  for (guint i = 0; i < candidates->len && found->face == NULL; i++)
    {
      const char *family = g_array_index (candidates, Candidate, i).family;

      found->face = try_family (context, family);
      if (found->face != NULL)
        {
          found->family = g_strdup (family);
          found->text_family = find_text_family (context, family);
        }
    }
  return found;
}

/* Finds the font for mathematics among those of @context; the search is done once for a font map
 * and again only when its fonts change.
 *
 * Returns: (transfer none) (nullable) */
QingMathFace *
qing_math_font_find (PangoContext *context, const char **family, const char **text_family)
{
  static GQuark quark = 0;
  PangoFontMap *font_map = pango_context_get_font_map (context);
  Found *found;

  if (quark == 0)
    quark = g_quark_from_static_string ("qing-math-font");

  found = g_object_get_qdata (G_OBJECT (font_map), quark);
  if (found == NULL || found->serial != pango_font_map_get_serial (font_map))
    {
      found = find_font (context, font_map);
      g_object_set_qdata_full (G_OBJECT (font_map), quark, found, found_free);
    }
  *family = found->family;
  *text_family = found->text_family;
  return found->face;
}
