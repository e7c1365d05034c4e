/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-print-box.h"

#include "qing-image-plan.h"

/* More pixels on an edge than this are not seen on paper. */
#define MAX_EDGE 2000

typedef struct
{
  QingPrintBox parent;
  QingAttachment *attachment;
  double width;
  double height;
} Picture;

static void
picture_clear (QingPrintBox *box)
{
  g_object_unref (((Picture *) box)->attachment);
}

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  double scale = MIN (1.0, (double) MAX_EDGE / MAX (MAX (width, height), 1));

  gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                              MAX (1, (int) (height * scale)));
}

static GdkPixbuf *
decode (GBytes *bytes)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  QingImageProbe probe;
  gboolean ok;

  qing_image_probe (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &probe);
  if ((gint64) probe.width * probe.height > QING_IMAGE_MAX_PIXELS)
    return NULL;
  loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), NULL);
  ok = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  ok = gdk_pixbuf_loader_close (loader, NULL) && ok;
  if (!ok || gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    return NULL;
  return gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
}

static void
draw_name (Picture *self, cairo_t *cr, double x, double y)
{
  QingStyle *style = self->parent.style;
  g_autoptr (PangoLayout) layout = pango_layout_new (style->context);

  gdk_cairo_set_source_rgba (cr, &style->border);
  cairo_set_line_width (cr, style->font_px / 12);
  cairo_rectangle (cr, x, y, self->width, self->height);
  cairo_stroke (cr);
  pango_layout_set_font_description (layout, style->fonts[QING_TEXT_SMALL]);
  pango_layout_set_text (layout, qing_attachment_get_name (self->attachment), -1);
  pango_layout_set_width (layout, pango_units_from_double (self->width - style->font_px));
  pango_layout_set_height (layout, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  gdk_cairo_set_source_rgba (cr, &style->dim);
  cairo_move_to (cr, x + style->font_px / 2, y + style->font_px / 4);
  pango_cairo_show_layout (cr, layout);
}

/* What is a JPEG already is taken into a PDF as it is. */
static void
keep_encoded (cairo_surface_t *surface, GBytes *bytes)
{
  QingImageProbe probe;
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);

  qing_image_probe (data, size, &probe);
  if (probe.format != QING_IMAGE_JPEG || probe.orientation > 1)
    return;
  if (probe.width != cairo_image_surface_get_width (surface) ||
      probe.height != cairo_image_surface_get_height (surface))
    return;
  g_bytes_ref (bytes);
  if (cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, size,
                                   (cairo_destroy_func_t) g_bytes_unref,
                                   bytes) != CAIRO_STATUS_SUCCESS)
    g_bytes_unref (bytes);
}

static void
picture_draw (QingPrintBox *box, guint line, cairo_t *cr, double x, double y)
{
  Picture *self = (Picture *) box;
  GBytes *bytes = qing_attachment_get_bytes (self->attachment);
  g_autoptr (GdkPixbuf) pixbuf = bytes != NULL ? decode (bytes) : NULL;
  cairo_surface_t *surface;
  double scale;

  if (pixbuf == NULL)
    {
      draw_name (self, cr, x, y);
      return;
    }
  scale = MIN (self->width / gdk_pixbuf_get_width (pixbuf),
               self->height / gdk_pixbuf_get_height (pixbuf));
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  gdk_cairo_set_source_pixbuf (cr, pixbuf, 0, 0);
  if (cairo_pattern_get_surface (cairo_get_source (cr), &surface) == CAIRO_STATUS_SUCCESS)
    keep_encoded (surface, bytes);
  cairo_paint (cr);
}

static const QingPrintBoxClass picture_class = { sizeof (Picture), picture_clear, picture_draw };

QingPrintBox *
qing_print_picture_new (QingStyle *style, QingAttachment *attachment, double width, double height)
{
  Picture *self = qing_print_box_new (&picture_class, style);
  GBytes *bytes = qing_attachment_get_bytes (attachment);
  int pixels_x, pixels_y;
  double scale;

  self->attachment = g_object_ref (attachment);
  qing_attachment_get_dimensions (attachment, &pixels_x, &pixels_y);
  if ((pixels_x <= 0 || pixels_y <= 0) && bytes != NULL)
    {
      QingImageProbe probe;

      qing_image_probe (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &probe);
      pixels_x = probe.orientation > 4 ? probe.height : probe.width;
      pixels_y = probe.orientation > 4 ? probe.width : probe.height;
    }
  /* Of a picture whose size is not known a place of usual shape is kept. */
  if (pixels_x <= 0 || pixels_y <= 0)
    {
      pixels_x = 640;
      pixels_y = 480;
    }
  scale = MIN (width / pixels_x, height / pixels_y);
  /* A small picture is not blown up: a pixel is at most as large as on a screen. */
  scale = MIN (scale, style->font_px / 13);
  self->width = pixels_x * scale;
  self->height = pixels_y * scale;
  return (QingPrintBox *) self;
}

double
qing_print_picture_get_height (QingPrintBox *box)
{
  return ((Picture *) box)->height;
}

QingAttachment *
qing_print_box_get_attachment (QingPrintBox *box)
{
  return box->klass == &picture_class ? ((Picture *) box)->attachment : NULL;
}
