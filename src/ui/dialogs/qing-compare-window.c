/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-compare-window.h"

#include "qing-conversation-pane.h"
#include "qing-sizer.h"
#include "qing-tree.h"

#include <glib/gi18n.h>

/* Below this width one lies above the other. */
#define NARROW_WIDTH 700

typedef struct
{
  GtkDropDown *version;
  QingConversationPane *pane;
} Side;

struct _QingCompareWindow
{
  AdwWindow parent_instance;

  GtkBox *sides_box;
  Side sides[2];
  GPtrArray *versions; /* of QingMessage */
};

G_DEFINE_FINAL_TYPE (QingCompareWindow, qing_compare_window, ADW_TYPE_WINDOW)

/* The view takes a conversation, so each answer gets a tiny one. */
static void
show_version (Side *side, QingMessage *message)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingMessage) copy = qing_tree_copy_message (message, NULL);

  qing_conversation_set_temporary (conversation, TRUE);
  qing_conversation_add (conversation, copy, NULL, TRUE);
  qing_conversation_pane_set_conversation (side->pane, conversation);
}

static void
version_changed_cb (QingCompareWindow *self, GParamSpec *pspec, GtkDropDown *version)
{
  guint selected = gtk_drop_down_get_selected (version);

  if (self->versions == NULL || selected >= self->versions->len)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    if (self->sides[i].version == version)
      show_version (&self->sides[i], self->versions->pdata[selected]);
}

static void
narrow_changed_cb (QingCompareWindow *self, GParamSpec *pspec, GtkWidget *sizer)
{
  gboolean narrow = FALSE;

  g_object_get (sizer, "narrow", &narrow, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides_box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
qing_compare_window_finalize (GObject *object)
{
  g_clear_pointer (&QING_COMPARE_WINDOW (object)->versions, g_ptr_array_unref);

  G_OBJECT_CLASS (qing_compare_window_parent_class)->finalize (object);
}

static void
qing_compare_window_class_init (QingCompareWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_compare_window_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
make_side (Side *side, const char *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  side->version = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  side->pane = QING_CONVERSATION_PANE (qing_conversation_pane_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (side->version), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_halign (GTK_WIDGET (side->version), GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (GTK_WIDGET (side->version), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (side->version), 6);
  gtk_widget_set_vexpand (GTK_WIDGET (side->pane), TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (side->version));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (side->pane));
  return box;
}

static void
qing_compare_window_init (QingCompareWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *sizer = g_object_new (QING_TYPE_SIZER, "natural-width", NARROW_WIDTH, "narrow-width",
                                   NARROW_WIDTH, "hexpand", TRUE, "vexpand", TRUE, NULL);

  self->sides_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_box_set_homogeneous (self->sides_box, TRUE);
  gtk_box_append (self->sides_box, make_side (&self->sides[0], _ ("First answer")));
  gtk_box_append (self->sides_box, make_side (&self->sides[1], _ ("Second answer")));
  gtk_widget_add_css_class (GTK_WIDGET (self->sides_box), "chat-pane");
  g_object_set (sizer, "child", self->sides_box, NULL);
  g_signal_connect_object (sizer, "notify::narrow", G_CALLBACK (narrow_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), sizer);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Compare Answers"));
  gtk_window_set_default_size (GTK_WINDOW (self), 1000, 640);
}

static void
add_versions (QingCompareWindow *self, QingConversation *conversation, QingMessage *message)
{
  QingMessage *parent = qing_message_get_parent (message);
  guint n = qing_message_get_n_siblings (message);

  self->versions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->versions,
                     g_object_ref (parent != NULL ? qing_message_get_child (parent, i)
                                                  : qing_conversation_get_root (conversation, i)));
}

static void
fill_side (QingCompareWindow *self, Side *side, guint selected)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->versions->len; i++)
    {
      const char *model = qing_message_get_model (self->versions->pdata[i]);
      g_autofree char *label =
        /* Translators: the number of an answer and the name of the model that gave it. */
        model != NULL ? g_strdup_printf (_ ("Version %u · %s"), i + 1, model)
                      : g_strdup_printf (_ ("Version %u"), i + 1);

      gtk_string_list_append (labels, label);
    }
  gtk_drop_down_set_model (side->version, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (side->version, selected);
  show_version (side, self->versions->pdata[selected]);
  g_signal_connect_object (side->version, "notify::selected", G_CALLBACK (version_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

QingCompareWindow *
qing_compare_window_new (GtkWindow *parent, QingConversation *conversation, QingMessage *message)
{
  QingCompareWindow *self;
  guint index;

  g_return_val_if_fail (qing_message_get_n_siblings (message) > 1, NULL);

  self = g_object_new (QING_TYPE_COMPARE_WINDOW, "transient-for", parent, NULL);
  index = qing_message_get_sibling_index (message);
  add_versions (self, conversation, message);
  fill_side (self, &self->sides[0], index > 0 ? index - 1 : 0);
  fill_side (self, &self->sides[1], index > 0 ? index : 1);
  return self;
}
