/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-inspector-page.h"

#include "qing-widget.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

/* Longer texts are shown without colours, which nobody waits for. */
#define MAX_COLOURED (512 * 1024)

struct _QingInspectorPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *summary;
  GtkExpander *expander;
  GtkTextView *headers;
  GtkSourceView *body;
  GtkLabel *note;
  AdwStatusPage *missing;
};

G_DEFINE_FINAL_TYPE (QingInspectorPage, qing_inspector_page, GTK_TYPE_WIDGET)

static GtkSourceBuffer *
get_buffer (QingInspectorPage *self)
{
  return GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->body)));
}

static void
update_scheme (QingInspectorPage *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();
  const char *name = dark ? "Adwaita-dark" : "Adwaita";

  gtk_source_buffer_set_style_scheme (get_buffer (self),
                                      gtk_source_style_scheme_manager_get_scheme (schemes, name));
}

static void
qing_inspector_page_dispose (GObject *object)
{
  qing_widget_dispose_children (GTK_WIDGET (object), QING_TYPE_INSPECTOR_PAGE);

  G_OBJECT_CLASS (qing_inspector_page_parent_class)->dispose (object);
}

static void
qing_inspector_page_class_init (QingInspectorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_inspector_page_dispose;

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-inspector-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QingInspectorPage, stack);
  gtk_widget_class_bind_template_child (widget_class, QingInspectorPage, summary);
  gtk_widget_class_bind_template_child (widget_class, QingInspectorPage, expander);
  gtk_widget_class_bind_template_child (widget_class, QingInspectorPage, headers);
  gtk_widget_class_bind_template_child (widget_class, QingInspectorPage, body);
  gtk_widget_class_bind_template_child (widget_class, QingInspectorPage, note);
  gtk_widget_class_bind_template_child (widget_class, QingInspectorPage, missing);
}

static void
qing_inspector_page_init (QingInspectorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_source_buffer_set_highlight_matching_brackets (get_buffer (self), FALSE);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_scheme), self, G_CONNECT_SWAPPED);
  update_scheme (self);
}

/* A stream of events is no JSON as a whole: it would be marked as wrong from line to line. */
static GtkSourceLanguage *
find_language (const char *body)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  gboolean json = (*body == '{' || *body == '[') && strlen (body) <= MAX_COLOURED;

  return json ? gtk_source_language_manager_get_language (languages, "json") : NULL;
}

void
qing_inspector_page_show_text (QingInspectorPage *self,
                               const char *name,
                               const char *summary,
                               const char *headers,
                               const char *body,
                               const char *note)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_if_fail (QING_IS_INSPECTOR_PAGE (self));

  buffer = GTK_TEXT_BUFFER (get_buffer (self));
  gtk_label_set_text (self->summary, summary);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->headers), headers, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->expander), *headers != '\0');
  gtk_source_buffer_set_language (get_buffer (self), find_language (body));
  gtk_text_buffer_set_text (buffer, body, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->body), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_stack_set_visible_child_name (self->stack, "text");
}

void
qing_inspector_page_show_missing (QingInspectorPage *self, const char *words)
{
  g_return_if_fail (QING_IS_INSPECTOR_PAGE (self));

  adw_status_page_set_description (self->missing, words);
  gtk_stack_set_visible_child_name (self->stack, "missing");
}

char *
qing_inspector_page_dup_text (QingInspectorPage *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (QING_IS_INSPECTOR_PAGE (self), NULL);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "missing"))
    return g_strdup (adw_status_page_get_description (self->missing));
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (get_buffer (self)), &start, &end);
  return gtk_text_buffer_get_text (GTK_TEXT_BUFFER (get_buffer (self)), &start, &end, FALSE);
}
