/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-compare-window.h"

#include "qing-conversation-pane.h"
#include "qing-message-mirror.h"
#include "qing-sizer.h"

#include <glib/gi18n.h>

/* Below this width one lies above the other. */
#define NARROW_WIDTH 700

typedef struct
{
  GtkDropDown *version;
  QingConversationPane *pane;
  GtkWidget *use_button;
  QingMessageMirror *mirror;
} Side;

struct _QingCompareWindow
{
  AdwWindow parent_instance;

  GtkBox *sides_box;
  Side sides[2];
  QingEngine *engine;
  QingConversation *conversation;
  QingMessage *parent;
  GPtrArray *versions; /* of QingMessage */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (QingCompareWindow, qing_compare_window, ADW_TYPE_WINDOW)

/* The view takes a conversation, so each answer gets a tiny one that follows it. */
static void
show_version (QingCompareWindow *self, Side *side, QingMessage *message)
{
  QingMessageMirror *mirror;

  if (side->mirror != NULL && qing_message_mirror_get_source (side->mirror) == message)
    return;
  mirror = qing_message_mirror_new (message);
  qing_conversation_pane_set_conversation (side->pane,
                                           qing_message_mirror_get_conversation (mirror));
  g_clear_object (&side->mirror);
  side->mirror = mirror;
}

/* What the conversation goes on with already cannot be chosen. */
static void
update_buttons (QingCompareWindow *self)
{
  QingMessage *shown = qing_conversation_get_leaf (self->conversation);

  while (shown != NULL && qing_message_get_parent (shown) != self->parent)
    shown = qing_message_get_parent (shown);
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      Side *side = &self->sides[i];
      gboolean used =
        side->mirror != NULL && qing_message_mirror_get_source (side->mirror) == shown;

      gtk_widget_set_sensitive (side->use_button, !used);
      gtk_button_set_label (GTK_BUTTON (side->use_button),
                            used ? _ ("In Use") : _ ("Use This One"));
    }
}

static void
version_changed_cb (QingCompareWindow *self, GParamSpec *pspec, GtkDropDown *version)
{
  guint selected = gtk_drop_down_get_selected (version);

  if (self->updating || selected >= self->versions->len)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    if (self->sides[i].version == version)
      show_version (self, &self->sides[i], self->versions->pdata[selected]);
  update_buttons (self);
}

static void
use_cb (QingCompareWindow *self, GtkWidget *button)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    if (self->sides[i].use_button == button)
      qing_conversation_choose (self->conversation,
                                qing_message_mirror_get_source (self->sides[i].mirror));
  gtk_window_close (GTK_WINDOW (self));
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
qing_compare_window_dispose (GObject *object)
{
  QingCompareWindow *self = QING_COMPARE_WINDOW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    g_clear_object (&self->sides[i].mirror);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);
  g_clear_object (&self->parent);

  G_OBJECT_CLASS (qing_compare_window_parent_class)->dispose (object);
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
  G_OBJECT_CLASS (klass)->dispose = qing_compare_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qing_compare_window_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
name_setup_cb (gpointer user_data, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_list_item_set_child (item, label);
}

static void
name_bind_cb (gpointer user_data, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* The names of models are long, and a window may be narrow: the button shows what there is room for,
 * the list all of it. */
static GtkWidget *
make_chooser (void)
{
  GtkWidget *chooser = gtk_drop_down_new (NULL, NULL);
  g_autoptr (GtkListItemFactory) whole =
    g_object_ref (gtk_drop_down_get_factory (GTK_DROP_DOWN (chooser)));
  g_autoptr (GtkListItemFactory) cut = gtk_signal_list_item_factory_new ();

  g_signal_connect (cut, "setup", G_CALLBACK (name_setup_cb), NULL);
  g_signal_connect (cut, "bind", G_CALLBACK (name_bind_cb), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (chooser), cut);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (chooser), whole);
  return chooser;
}

static GtkWidget *
make_side (QingCompareWindow *self, Side *side, const char *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  side->version = GTK_DROP_DOWN (make_chooser ());
  side->pane = QING_CONVERSATION_PANE (qing_conversation_pane_new ());
  side->use_button = gtk_button_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (side->version), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect_object (side->version, "notify::selected", G_CALLBACK (version_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (side->use_button, "clicked", G_CALLBACK (use_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (bar, 6);
  gtk_widget_set_margin_bottom (bar, 6);
  gtk_widget_set_margin_start (bar, 6);
  gtk_widget_set_margin_end (bar, 6);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (side->version));
  gtk_box_append (GTK_BOX (bar), side->use_button);
  gtk_widget_set_vexpand (GTK_WIDGET (side->pane), TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (side->pane));
  return box;
}

static void
qing_compare_window_init (QingCompareWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *sizer = g_object_new (QING_TYPE_SIZER, "natural-width", NARROW_WIDTH, "narrow-width",
                                   NARROW_WIDTH, "hexpand", TRUE, "vexpand", TRUE, NULL);

  self->versions = g_ptr_array_new_with_free_func (g_object_unref);
  self->sides_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_box_set_homogeneous (self->sides_box, TRUE);
  gtk_box_append (self->sides_box, make_side (self, &self->sides[0], _ ("First answer")));
  gtk_box_append (self->sides_box, make_side (self, &self->sides[1], _ ("Second answer")));
  gtk_widget_add_css_class (box, "chat-pane");
  g_object_set (sizer, "child", self->sides_box, NULL);
  g_signal_connect_object (sizer, "notify::narrow", G_CALLBACK (narrow_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), sizer);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Compare Answers"));
  gtk_window_set_default_size (GTK_WINDOW (self), 1000, 640);
}

static void
list_versions (QingCompareWindow *self)
{
  guint n = self->parent != NULL ? qing_message_get_n_children (self->parent)
                                 : qing_conversation_get_n_roots (self->conversation);

  g_ptr_array_set_size (self->versions, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->versions,
                     g_object_ref (self->parent != NULL
                                     ? qing_message_get_child (self->parent, i)
                                     : qing_conversation_get_root (self->conversation, i)));
}

static GListModel *
make_labels (QingCompareWindow *self)
{
  QingCatalogue *catalogue = qing_engine_get_catalogue (self->engine);
  GtkStringList *labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->versions->len; i++)
    {
      const char *id = qing_message_get_model (self->versions->pdata[i]);
      const char *name =
        id != NULL ? qing_model_info_get_name (qing_catalogue_lookup (catalogue, id)) : NULL;
      g_autofree char *label =
        /* Translators: the number of an answer and the name of the model that gave it. */
        name != NULL ? g_strdup_printf (_ ("Version %u · %s"), i + 1, name)
                     : g_strdup_printf (_ ("Version %u"), i + 1);

      gtk_string_list_append (labels, label);
    }
  return G_LIST_MODEL (labels);
}

static void
fill_side (QingCompareWindow *self, Side *side, guint selected)
{
  g_autoptr (GListModel) labels = make_labels (self);

  self->updating = TRUE;
  gtk_drop_down_set_model (side->version, labels);
  gtk_drop_down_set_selected (side->version, selected);
  self->updating = FALSE;
  show_version (self, side, self->versions->pdata[selected]);
}

/* A version came or went. What is shown stays, if it is still there. */
static void
versions_changed_cb (QingCompareWindow *self)
{
  if (self->conversation == NULL)
    return;
  list_versions (self);
  if (self->versions->len < 2)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      guint selected;

      if (!g_ptr_array_find (self->versions, qing_message_mirror_get_source (self->sides[i].mirror),
                             &selected))
        selected = i;
      fill_side (self, &self->sides[i], selected);
    }
  update_buttons (self);
}

QingCompareWindow *
qing_compare_window_new (GtkWindow *parent,
                         QingEngine *engine,
                         QingConversation *conversation,
                         QingMessage *message)
{
  QingCompareWindow *self;
  guint index;

  g_return_val_if_fail (qing_message_get_n_siblings (message) > 1, NULL);

  self = g_object_new (QING_TYPE_COMPARE_WINDOW, "transient-for", parent, NULL);
  self->engine = g_object_ref (engine);
  self->conversation = g_object_ref (conversation);
  g_set_object (&self->parent, qing_message_get_parent (message));
  index = qing_message_get_sibling_index (message);
  list_versions (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->sides); i++)
    {
      qing_conversation_view_set_read_only (qing_conversation_pane_get_view (self->sides[i].pane),
                                            TRUE);
      qing_conversation_view_set_catalogue (qing_conversation_pane_get_view (self->sides[i].pane),
                                            qing_engine_get_catalogue (engine));
      fill_side (self, &self->sides[i], (index > 0 ? index - 1 : 0) + i);
    }
  update_buttons (self);
  g_signal_connect_object (conversation, "message-added", G_CALLBACK (versions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "message-removed", G_CALLBACK (versions_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "choice-changed", G_CALLBACK (update_buttons), self,
                           G_CONNECT_SWAPPED);
  return self;
}
