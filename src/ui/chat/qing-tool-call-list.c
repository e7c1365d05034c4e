/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-tool-call-list.h"

#include "qing-tool-call.h"

#include <glib/gi18n.h>

#define MAX_SHOWN_CHARACTERS 4000

struct _QingToolCallList
{
  GtkWidget parent_instance;

  GListModel *calls;
};

G_DEFINE_FINAL_TYPE (QingToolCallList, qing_tool_call_list, GTK_TYPE_WIDGET)

static const char *
get_state_text (QingToolCallState state)
{
  switch (state)
    {
    case QING_TOOL_CALL_PENDING:
      return C_ ("state of a tool", "waiting for permission");
    case QING_TOOL_CALL_RUNNING:
      return C_ ("state of a tool", "running");
    case QING_TOOL_CALL_FAILED:
      return C_ ("state of a tool", "failed");
    case QING_TOOL_CALL_REFUSED:
      return C_ ("state of a tool", "refused");
    case QING_TOOL_CALL_DONE:
    default:
      return C_ ("state of a tool", "done");
    }
}

static void
add_text (GtkWidget *box, const char *title, const char *text)
{
  GtkWidget *heading;
  GtkWidget *label;
  g_autofree char *shown = NULL;

  if (text == NULL || text[0] == '\0')
    return;
  shown = g_utf8_substring (text, 0, MIN (MAX_SHOWN_CHARACTERS, g_utf8_strlen (text, -1)));
  heading = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "caption-heading");
  label = gtk_label_new (shown);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "monospace");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
make_row (QingToolCall *call)
{
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *text = NULL;

  /* Translators: the name of a tool that a model used, and how that went */
  text = g_strdup_printf (_ ("Tool %s: %s"), qing_tool_call_get_name (call),
                          get_state_text (qing_tool_call_get_state (call)));
  gtk_label_set_text (GTK_LABEL (title), text);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), title);
  add_text (box, _ ("Arguments"), qing_tool_call_get_arguments (call));
  add_text (box, _ ("Result"), qing_tool_call_get_result (call));
  gtk_widget_set_margin_top (box, 6);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_widget_add_css_class (expander, "tool-call");
  return expander;
}

/* The rows show what the calls were when they were made; a change makes them anew. */
static void
rebuild (QingToolCallList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < g_list_model_get_n_items (self->calls); i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (self->calls, i);

      gtk_widget_set_parent (make_row (call), GTK_WIDGET (self));
    }
}

static void
watch (QingToolCallList *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->calls); i++)
    {
      g_autoptr (QingToolCall) call = g_list_model_get_item (self->calls, i);

      g_signal_handlers_disconnect_by_data (call, self);
      g_signal_connect_object (call, "notify", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
    }
}

static void
calls_changed_cb (QingToolCallList *self)
{
  watch (self);
  rebuild (self);
}

static void
qing_tool_call_list_dispose (GObject *object)
{
  QingToolCallList *self = QING_TOOL_CALL_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (qing_tool_call_list_parent_class)->dispose (object);
}

static void
qing_tool_call_list_class_init (QingToolCallListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_tool_call_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "toolcalls");
}

static void
qing_tool_call_list_init (QingToolCallList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
}

/* @calls: of QingToolCall; may grow */
GtkWidget *
qing_tool_call_list_new (GListModel *calls)
{
  QingToolCallList *self = g_object_new (QING_TYPE_TOOL_CALL_LIST, NULL);

  self->calls = g_object_ref (calls);
  g_signal_connect_object (calls, "items-changed", G_CALLBACK (calls_changed_cb), self,
                           G_CONNECT_SWAPPED);
  calls_changed_cb (self);
  return GTK_WIDGET (self);
}
