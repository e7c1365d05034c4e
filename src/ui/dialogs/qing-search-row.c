/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-search-row.h"

#include <glib/gi18n.h>

struct _QingSearchRow
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *date;
  GtkLabel *excerpt;
  GtkLabel *who;
};

G_DEFINE_FINAL_TYPE (QingSearchRow, qing_search_row, GTK_TYPE_WIDGET)

static void
qing_search_row_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (qing_search_row_parent_class)->dispose (object);
}

static void
qing_search_row_class_init (QingSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_search_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
qing_search_row_init (QingSearchRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "dim-label");
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->icon));
  self->title = add_label (top, "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  self->date = add_label (top, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->date), "dim-label");
  gtk_label_set_ellipsize (self->date, PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (box), top);
  self->excerpt = add_label (box, NULL);
  gtk_label_set_wrap (self->excerpt, TRUE);
  gtk_label_set_wrap_mode (self->excerpt, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->excerpt, 2);
  self->who = add_label (box, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->who), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self), "search-row");
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

GtkWidget *
qing_search_row_new (void)
{
  return g_object_new (QING_TYPE_SEARCH_ROW, NULL);
}

/* The text is a stranger's: what was found is marked by attributes, never by markup. */
static PangoAttrList *
make_marks (QingSearchHit *hit)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  guint start;
  guint length;

  for (guint i = 0; qing_search_hit_get_mark (hit, i, &start, &length); i++)
    {
      PangoAttribute *marks[] = {
        pango_attr_weight_new (PANGO_WEIGHT_BOLD),
        pango_attr_background_new (0xf5f5, 0xc2c2, 0x1111),
        pango_attr_background_alpha_new (0x5fff),
      };

      for (guint j = 0; j < G_N_ELEMENTS (marks); j++)
        {
          marks[j]->start_index = start;
          marks[j]->end_index = start + length;
          pango_attr_list_insert (attributes, marks[j]);
        }
    }
  return attributes;
}

static char *
dup_date (gint64 created)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (created / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
}

static const char *
get_name (QingCatalogue *catalogue, const char *id)
{
  if (id == NULL)
    return NULL;
  return qing_model_info_get_name (qing_catalogue_lookup (catalogue, id));
}

/* "You", or the model's name; and what it stands in, when that is not the message. */
static char *
dup_who (QingSearchHit *hit, QingCatalogue *catalogue)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *model = get_name (catalogue, qing_search_hit_get_model (hit));

  if (qing_search_hit_get_role (hit) == QING_ROLE_USER)
    g_ptr_array_add (words, (gpointer) C_ ("who said it", "You"));
  else if (model != NULL)
    g_ptr_array_add (words, (gpointer) model);
  if (qing_search_hit_get_part (hit) == QING_FOUND_TITLE)
    g_ptr_array_add (words, (gpointer) C_ ("where it was found", "Title"));
  if (qing_search_hit_get_part (hit) == QING_FOUND_THINKING)
    g_ptr_array_add (words, (gpointer) C_ ("where it was found", "Thinking"));
  if (qing_search_hit_get_part (hit) == QING_FOUND_FILE)
    g_ptr_array_add (words, (gpointer) C_ ("where it was found", "Attached file"));
  if (qing_conversation_get_archived (qing_search_hit_get_conversation (hit)))
    g_ptr_array_add (words, (gpointer) C_ ("where it was found", "Archived"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

static const char *
get_icon (QingSearchHit *hit)
{
  switch (qing_search_hit_get_part (hit))
    {
    case QING_FOUND_THINKING:
      return "qing-thinking-symbolic";
    case QING_FOUND_FILE:
      return "mail-attachment-symbolic";
    case QING_FOUND_TITLE:
    case QING_FOUND_TEXT:
    default:
      return NULL;
    }
}

void
qing_search_row_set_hit (QingSearchRow *self, QingSearchHit *hit, QingCatalogue *catalogue)
{
  g_autofree char *date = NULL;
  g_autofree char *who = NULL;
  g_autofree char *label = NULL;
  g_autoptr (PangoAttrList) marks = NULL;
  const char *title;
  const char *excerpt;
  gboolean in_title;

  g_return_if_fail (QING_IS_SEARCH_ROW (self));
  g_return_if_fail (QING_IS_SEARCH_HIT (hit));

  date = dup_date (qing_search_hit_get_created (hit));
  who = dup_who (hit, catalogue);
  marks = make_marks (hit);
  title = qing_conversation_get_title (qing_search_hit_get_conversation (hit));
  excerpt = qing_search_hit_get_excerpt (hit);
  in_title = qing_search_hit_get_part (hit) == QING_FOUND_TITLE;
  gtk_image_set_from_icon_name (self->icon, get_icon (hit));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), get_icon (hit) != NULL);
  /* A title that was found is the excerpt: it is not said twice. */
  gtk_label_set_text (self->title, in_title ? excerpt : title);
  gtk_label_set_attributes (self->title, in_title ? marks : NULL);
  gtk_label_set_text (self->excerpt, in_title ? "" : excerpt);
  gtk_label_set_attributes (self->excerpt, in_title ? NULL : marks);
  gtk_widget_set_visible (GTK_WIDGET (self->excerpt), !in_title);
  gtk_label_set_text (self->date, date);
  gtk_label_set_text (self->who, who);
  label = g_strjoin (", ", title, who, date, in_title ? NULL : excerpt, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
