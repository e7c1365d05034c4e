/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-view.h"

#include "qing-link.h"

#include <glib/gi18n.h>

/* A picture that an answer refers to. It is never fetched by the view: whoever wrote the answer
 * could learn from the request who reads it, and when. */
typedef struct
{
  QingLeafView parent;
  GtkWidget *button;
} ImageLeaf;

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
clicked_cb (GtkButton *button, ImageLeaf *self)
{
  const QingLink *link =
    self->parent.leaf->n_links > 0 ? qing_leaf_get_link (self->parent.leaf, 0) : NULL;

  if (link == NULL || !qing_link_is_safe (link->url))
    return;
  if (!gtk_widget_activate_action (GTK_WIDGET (button), "image.load", "s", link->url))
    gtk_widget_activate_action (GTK_WIDGET (button), "link.open", "s", link->url);
}

static char *
dup_subtitle (const QingLink *link)
{
  g_autofree char *url = qing_link_dup_for_display (link != NULL ? link->url : "");

  if (link == NULL || !qing_link_is_safe (link->url))
    return g_strdup_printf (_ ("Cannot be opened: %s"), url);
  /* Translators: %s is an internet address */
  return g_strdup_printf (_ ("Not loaded. Open %s"), url);
}

static void
image_construct (QingLeafView *view)
{
  ImageLeaf *self = (ImageLeaf *) view;
  const QingLink *link = view->leaf->n_links > 0 ? qing_leaf_get_link (view->leaf, 0) : NULL;
  g_autofree char *title =
    g_utf8_substring (view->leaf->text, 0, MIN (200, g_utf8_strlen (view->leaf->text, -1)));
  g_autofree char *subtitle = dup_subtitle (link);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "image-placeholder");
  gtk_widget_set_sensitive (self->button, link != NULL && qing_link_is_safe (link->url));
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("image-x-generic-symbolic"));
  gtk_box_append (GTK_BOX (column),
                  make_label (title[0] != '\0' ? title : _ ("Picture"), "heading"));
  gtk_box_append (GTK_BOX (column), make_label (subtitle, "caption"));
  gtk_box_append (GTK_BOX (row), column);
  gtk_button_set_child (GTK_BUTTON (self->button), row);
  g_signal_connect (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (self->button, view->host->widget);
}

static void
image_dispose (QingLeafView *view)
{
  g_clear_pointer (&((ImageLeaf *) view)->button, gtk_widget_unparent);
}

static void
image_set_width (QingLeafView *view, int width)
{
  ImageLeaf *self = (ImageLeaf *) view;

  gtk_widget_measure (self->button, GTK_ORIENTATION_VERTICAL, -1, &view->height, NULL, NULL, NULL);
}

static void
image_allocate (QingLeafView *view, int x, int y)
{
  ImageLeaf *self = (ImageLeaf *) view;
  int natural;

  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_size_allocate (self->button,
                            &(GtkAllocation){ x, y, MIN (natural, view->width), view->height }, -1);
}

const QingLeafViewClass qing_image_leaf_class = {
  .instance_size = sizeof (ImageLeaf),
  .construct = image_construct,
  .dispose = image_dispose,
  .set_width = image_set_width,
  .allocate = image_allocate,
};
