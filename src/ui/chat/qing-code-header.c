/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-code-header.h"

#include "qing-button.h"

#include <glib/gi18n.h>

#define MAX_LANGUAGE_CHARACTERS 40
#define COPIED_SECONDS          2

struct _QingCodeHeader
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkWidget *wrap_button;
  GtkWidget *copy_button;
  QingLeaf *leaf;
  QingWrapFunc wrap_func;
  gpointer wrap_data;
  guint copied_source;
};

G_DEFINE_FINAL_TYPE (QingCodeHeader, qing_code_header, GTK_TYPE_WIDGET)

static gboolean
copied_timeout_cb (gpointer data)
{
  QingCodeHeader *self = data;

  self->copied_source = 0;
  qing_button_set (self->copy_button, "edit-copy-symbolic", _ ("Copy Code"));
  return G_SOURCE_REMOVE;
}

static void
copy_cb (GtkButton *button, QingCodeHeader *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->leaf->text);
  qing_button_set (self->copy_button, "object-select-symbolic", _ ("Copied"));
  g_clear_handle_id (&self->copied_source, g_source_remove);
  self->copied_source = g_timeout_add_seconds (COPIED_SECONDS, copied_timeout_cb, self);
}

static void
save_cb (GtkButton *button, QingCodeHeader *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "code.save", "(ss)", self->leaf->language,
                              self->leaf->text);
}

static void
wrap_cb (GtkToggleButton *button, QingCodeHeader *self)
{
  self->wrap_func (gtk_toggle_button_get_active (button), self->wrap_data);
}

static void
qing_code_header_dispose (GObject *object)
{
  QingCodeHeader *self = QING_CODE_HEADER (object);
  GtkWidget *child;

  g_clear_handle_id (&self->copied_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->leaf, qing_leaf_unref);
  G_OBJECT_CLASS (qing_code_header_parent_class)->dispose (object);
}

static void
qing_code_header_class_init (QingCodeHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_code_header_dispose;
  gtk_widget_class_set_css_name (widget_class, "codeheader");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
qing_code_header_init (QingCodeHeader *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *save_button;

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_add_css_class (self->label, "dim-label");

  self->wrap_button = gtk_toggle_button_new ();
  qing_button_set (self->wrap_button, "qing-wrap-symbolic", _ ("Wrap Lines"));
  g_signal_connect (self->wrap_button, "toggled", G_CALLBACK (wrap_cb), self);
  save_button = gtk_button_new ();
  qing_button_set (save_button, "document-save-symbolic", _ ("Save Code…"));
  g_signal_connect (save_button, "clicked", G_CALLBACK (save_cb), self);
  self->copy_button = gtk_button_new ();
  qing_button_set (self->copy_button, "edit-copy-symbolic", _ ("Copy Code"));
  g_signal_connect (self->copy_button, "clicked", G_CALLBACK (copy_cb), self);

  gtk_widget_set_parent (self->label, widget);
  gtk_widget_set_parent (self->wrap_button, widget);
  gtk_widget_set_parent (save_button, widget);
  gtk_widget_set_parent (self->copy_button, widget);
}

/**
 * qing_code_header_new:
 * @func: told when lines shall be wrapped or not; the widget must not outlive @data
 */
GtkWidget *
qing_code_header_new (QingWrapFunc func, gpointer data)
{
  QingCodeHeader *self = g_object_new (QING_TYPE_CODE_HEADER, NULL);

  self->wrap_func = func;
  self->wrap_data = data;
  return GTK_WIDGET (self);
}

/* @title: the name of the language, or "" */
void
qing_code_header_set_leaf (QingCodeHeader *self, QingLeaf *leaf, const char *title)
{
  g_autofree char *shown = NULL;

  if (self->leaf != leaf)
    {
      g_clear_pointer (&self->leaf, qing_leaf_unref);
      self->leaf = qing_leaf_ref (leaf);
    }
  shown = g_utf8_substring (title, 0, MIN (MAX_LANGUAGE_CHARACTERS, g_utf8_strlen (title, -1)));
  if (shown[0] == '\0')
    gtk_label_set_text (GTK_LABEL (self->label), C_ ("block of code", "Text"));
  else if (strcmp (gtk_label_get_text (GTK_LABEL (self->label)), shown) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), shown);
}
