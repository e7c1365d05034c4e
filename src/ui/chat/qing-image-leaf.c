/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-leaf-view.h"

#include "qing-link.h"
#include "qing-picture.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_TITLE_CHARACTERS 200
#define MAX_PICTURE_HEIGHT   480

/* What stands for a picture without a description. */
#define NO_DESCRIPTION "\xef\xbf\xbc"

/* A picture that an answer refers to. It is never loaded unless the user asks for it: whoever wrote
 * the answer could learn from the request who reads it, and when. */
typedef struct
{
  QingLeafView parent;
  GtkWidget *button;
  QingPicture *picture; /* NULL where there is no address */
} ImageLeaf;

static const char *
get_url (ImageLeaf *self)
{
  const QingLeaf *leaf = self->parent.leaf;

  return leaf->n_links > 0 ? qing_leaf_get_link (leaf, 0)->url : "";
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static char *
dup_title (ImageLeaf *self)
{
  const char *text = self->parent.leaf->text;
  g_autofree char *title =
    g_utf8_substring (text, 0, MIN (MAX_TITLE_CHARACTERS, g_utf8_strlen (text, -1)));

  g_strstrip (title);
  return title[0] != '\0' && !g_str_equal (title, NO_DESCRIPTION) ? g_steal_pointer (&title)
                                                                  : g_strdup (_ ("Picture"));
}

/* Of data, only what it is said to be can be read. */
static char *
dup_shown_address (const char *url)
{
  g_autofree char *start = NULL;

  if (g_ascii_strncasecmp (url, "data:", 5) != 0)
    return qing_link_dup_for_display (url);
  start = g_strndup (url, strcspn (url, ";,"));
  return qing_link_dup_for_display (start);
}

static char *
dup_subtitle (ImageLeaf *self)
{
  const char *url = get_url (self);
  g_autofree char *shown = dup_shown_address (url);

  if (self->picture != NULL && qing_picture_get_state (self->picture) == QING_PICTURE_LOADING)
    /* Translators: %s is an internet address */
    return g_strdup_printf (_ ("Loading %s"), shown);
  if (self->picture != NULL && qing_picture_get_state (self->picture) == QING_PICTURE_FAILED)
    /* Translators: the first %s is a reason, the second an internet address */
    return g_strdup_printf (_ ("%s: %s"), qing_picture_get_fault (self->picture), shown);
  if (qing_picture_is_loadable (url))
    /* Translators: on a button; %s is an internet address */
    return g_strdup_printf (_ ("Not loaded. Load %s"), shown);
  if (qing_link_is_safe (url))
    /* Translators: %s is an internet address */
    return g_strdup_printf (_ ("Not loaded. Open %s"), shown);
  return g_strdup_printf (_ ("Cannot be opened: %s"), shown);
}

static GtkWidget *
make_placeholder (const char *title, const char *subtitle)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("image-x-generic-symbolic"));
  gtk_box_append (GTK_BOX (column), make_label (title, "heading"));
  gtk_box_append (GTK_BOX (column), make_label (subtitle, "caption"));
  gtk_box_append (GTK_BOX (row), column);
  return row;
}

static GtkWidget *
make_picture (GdkTexture *texture, const char *title)
{
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));

  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), title);
  return picture;
}

static GdkTexture *
get_texture (ImageLeaf *self)
{
  return self->picture != NULL ? qing_picture_get_texture (self->picture) : NULL;
}

static void
set_name (ImageLeaf *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* Shows the picture, or what there is to say instead. */
static void
fill (ImageLeaf *self)
{
  GdkTexture *texture = get_texture (self);
  const char *url = get_url (self);
  g_autofree char *title = dup_title (self);
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;

  if (texture != NULL)
    {
      gtk_widget_remove_css_class (self->button, "image-placeholder");
      gtk_widget_add_css_class (self->button, "image-shown");
      gtk_button_set_child (GTK_BUTTON (self->button), make_picture (texture, title));
      gtk_widget_set_tooltip_text (self->button, title);
      set_name (self, title);
      return;
    }
  gtk_widget_add_css_class (self->button, "image-placeholder");
  gtk_widget_set_sensitive (self->button,
                            qing_picture_is_loadable (url) || qing_link_is_safe (url));
  subtitle = dup_subtitle (self);
  name = g_strjoin ("\n", title, subtitle, NULL);
  gtk_button_set_child (GTK_BUTTON (self->button), make_placeholder (title, subtitle));
  set_name (self, name);
}

/* The picture is loaded where it is; what is loaded is opened with its address. */
static void
clicked_cb (GtkButton *button, ImageLeaf *self)
{
  const char *url = get_url (self);

  if (self->picture != NULL && get_texture (self) == NULL && qing_picture_is_loadable (url))
    qing_picture_load (self->picture);
  else if (qing_link_is_safe (url))
    gtk_widget_activate_action (GTK_WIDGET (button), "link.open", "s", url);
}

static void image_set_width (QingLeafView *view, int width);

static void
changed_cb (QingPicture *picture, ImageLeaf *self)
{
  QingLeafView *view = &self->parent;

  fill (self);
  if (view->width >= 0)
    image_set_width (view, view->width);
  view->host->changed (view->host->widget, TRUE);
}

static void
image_construct (QingLeafView *view)
{
  ImageLeaf *self = (ImageLeaf *) view;
  const char *url = get_url (self);

  if (url[0] != '\0')
    {
      self->picture = qing_picture_get (url);
      g_signal_connect (self->picture, "changed", G_CALLBACK (changed_cb), self);
    }
  self->button = gtk_button_new ();
  fill (self);
  g_signal_connect (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (self->button, view->host->widget);
}

static void
image_dispose (QingLeafView *view)
{
  ImageLeaf *self = (ImageLeaf *) view;

  if (self->picture != NULL)
    g_signal_handlers_disconnect_by_data (self->picture, self);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->button, gtk_widget_unparent);
}

/* Never larger than it is, nor than what can be seen of it at once. */
static void
get_picture_size (ImageLeaf *self, int room, int *width, int *height)
{
  GdkTexture *texture = get_texture (self);
  double natural_width = gdk_texture_get_width (texture);
  double natural_height = gdk_texture_get_height (texture);
  double scale = MIN (1, room / natural_width);

  scale = MIN (scale, qing_style_scale (self->parent.style, MAX_PICTURE_HEIGHT) / natural_height);
  *width = MAX (1, (int) round (natural_width * scale));
  *height = MAX (1, (int) round (natural_height * scale));
}

static void
image_set_width (QingLeafView *view, int width)
{
  ImageLeaf *self = (ImageLeaf *) view;
  int picture_width;

  if (get_texture (self) != NULL)
    get_picture_size (self, width, &picture_width, &view->height);
  else
    gtk_widget_measure (self->button, GTK_ORIENTATION_VERTICAL, -1, &view->height, NULL, NULL,
                        NULL);
}

static void
image_allocate (QingLeafView *view, int x, int y)
{
  ImageLeaf *self = (ImageLeaf *) view;
  int height = view->height;
  int width;

  if (get_texture (self) != NULL)
    get_picture_size (self, view->width, &width, &height);
  else
    gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->button,
                            &(GtkAllocation){ x, y, MIN (width, view->width), height }, -1);
}

const QingLeafViewClass qing_image_leaf_class = {
  .instance_size = sizeof (ImageLeaf),
  .construct = image_construct,
  .dispose = image_dispose,
  .set_width = image_set_width,
  .allocate = image_allocate,
};
