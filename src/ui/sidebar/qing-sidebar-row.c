/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sidebar-row.h"

#include "qing-widget.h"

#include <glib/gi18n.h>

/* How much further a row begins for each folder that it is in. */
#define INDENT    18
#define MAX_DEPTH 6
/* The arrow that a conversation has not. */
#define ARROW 26

struct _QingSidebarRow
{
  GtkWidget parent_instance;

  GtkLabel *heading;
  GtkWidget *content;
  GtkImage *arrow;
  GtkImage *mark;
  GtkWidget *check; /* NULL until it is needed */
  GtkStack *stack;
  GtkLabel *title;
  GtkEditable *entry; /* NULL until it is needed */
  GtkWidget *menu_button;
  GtkWidget *hint;
  GtkSpinner *spinner;

  GObject *item;
  GSignalGroup *conversation_signals;
  GSignalGroup *folder_signals;
  guint depth;
};

G_DEFINE_FINAL_TYPE (QingSidebarRow, qing_sidebar_row, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ITEM = 1,
  PROP_HEADING,
  PROP_DEPTH,
} QingSidebarRowProperty;

enum
{
  SIGNAL_CLICKED,
  SIGNAL_MENU_REQUESTED,
  SIGNAL_RENAMED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_DEPTH + 1];
static guint signals[N_SIGNALS];

static const char *
get_name (QingSidebarRow *self)
{
  if (QING_IS_FOLDER (self->item))
    return qing_folder_get_name (QING_FOLDER (self->item));
  return self->item != NULL ? qing_conversation_get_title (QING_CONVERSATION (self->item)) : "";
}

/* Whenever one is set, GTK asks the screen where the pointer is and waits for the answer; rows come
 * by the hundred. */
static void
set_tooltip (GtkWidget *widget, const char *words)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), words) != 0)
    gtk_widget_set_tooltip_text (widget, words);
}

/* An icon before the name says what is special about it. */
static void
update_mark (QingSidebarRow *self)
{
  const char *icon = NULL;
  const char *words = NULL;

  if (QING_IS_FOLDER (self->item))
    {
      icon = "folder-symbolic";
    }
  else if (self->item != NULL && qing_conversation_get_temporary (QING_CONVERSATION (self->item)))
    {
      icon = "qing-temporary-symbolic";
      words = _ ("Temporary: it is not kept");
    }
  else if (self->item != NULL && qing_conversation_get_pinned (QING_CONVERSATION (self->item)))
    {
      icon = "view-pin-symbolic";
      words = _ ("Pinned");
    }
  gtk_image_set_from_icon_name (self->mark, icon);
  set_tooltip (GTK_WIDGET (self->mark), words);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), icon != NULL);
}

static void
update_folder (QingSidebarRow *self)
{
  gboolean folder = QING_IS_FOLDER (self->item);
  gboolean expanded = folder && qing_folder_get_expanded (QING_FOLDER (self->item));

  gtk_widget_set_visible (GTK_WIDGET (self->arrow), folder);
  gtk_image_set_from_icon_name (self->arrow, expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  if (folder)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, expanded,
                                 -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
update (QingSidebarRow *self)
{
  const char *name = get_name (self);
  gboolean running = QING_IS_CONVERSATION (self->item) &&
                     qing_conversation_get_running (QING_CONVERSATION (self->item)) > 0;
  const char *menu = QING_IS_FOLDER (self->item) ? _ ("Folder Menu") : _ ("Conversation Menu");
  g_autofree char *words = NULL;

  if (name == NULL || *name == '\0')
    name = _ ("New Conversation");
  gtk_label_set_text (self->title, name);
  update_mark (self);
  update_folder (self);
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), running);
  set_tooltip (self->menu_button, menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu, -1);
  if (QING_IS_FOLDER (self->item))
    words = g_strdup_printf (C_ ("for screen readers", "Folder %s"), name);
  else if (gtk_widget_get_tooltip_text (GTK_WIDGET (self->mark)) != NULL)
    words = g_strdup_printf ("%s, %s", name, gtk_widget_get_tooltip_text (GTK_WIDGET (self->mark)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, running, -1);
}

static void
update_indent (QingSidebarRow *self)
{
  int indent = INDENT * (int) MIN (self->depth, MAX_DEPTH);

  if (self->depth > 0 && QING_IS_CONVERSATION (self->item))
    indent += ARROW;
  gtk_widget_set_margin_start (self->content, indent);
  gtk_widget_set_margin_start (self->hint, indent);
}

static void
end_rename (QingSidebarRow *self, gboolean apply)
{
  g_autofree char *name = NULL;
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL;

  if (!qing_sidebar_row_is_renaming (self))
    return;
  name = g_strdup (gtk_editable_get_text (self->entry));
  g_strstrip (name);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->title));
  if (focused && gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (self)));
  if (apply && *name != '\0' && g_strcmp0 (name, get_name (self)) != 0)
    g_signal_emit (self, signals[SIGNAL_RENAMED], 0, name);
}

static void
entry_activate_cb (QingSidebarRow *self)
{
  end_rename (self, TRUE);
}

/* Who goes on elsewhere has written the name that he wants. */
static void
entry_left_cb (QingSidebarRow *self)
{
  end_rename (self, TRUE);
}

static gboolean
entry_key_cb (QingSidebarRow *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  end_rename (self, FALSE);
  return TRUE;
}

/* Rows come and go by the hundred while somebody types, and an entry is dearer than all the rest of
 * a row. */
static void
make_entry (QingSidebarRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = g_object_new (GTK_TYPE_ENTRY, "max-length", 200, "truncate-multiline", TRUE,
                              "valign", GTK_ALIGN_CENTER, "width-chars", 8, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "rename");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (entry_left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->entry));
}

static void
make_check (QingSidebarRow *self)
{
  self->check = g_object_new (GTK_TYPE_CHECK_BUTTON, "can-target", FALSE, "focusable", FALSE,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_box_prepend (GTK_BOX (self->content), self->check);
}

/* Only a title that is cut off has more to tell. */
static gboolean
query_tooltip_cb (QingSidebarRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (self->title)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (self->title));
  return TRUE;
}

static void
request_menu (QingSidebarRow *self, double x, double y)
{
  g_signal_emit (self, signals[SIGNAL_MENU_REQUESTED], 0, x, y);
}

/* Who takes the click has it for himself: the list does not select the row then. */
static void
released_cb (QingSidebarRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean taken = FALSE;

  if (qing_sidebar_row_is_renaming (self))
    return;
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0, (guint) state, &taken);
  if (taken)
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
secondary_pressed_cb (QingSidebarRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  request_menu (self, x, y);
}

static void
long_pressed_cb (QingSidebarRow *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  request_menu (self, x, y);
}

static void
menu_clicked_cb (QingSidebarRow *self)
{
  double x = 0;
  double y = 0;

  gtk_widget_translate_coordinates (self->menu_button, GTK_WIDGET (self),
                                    gtk_widget_get_width (self->menu_button) / 2.0,
                                    gtk_widget_get_height (self->menu_button), &x, &y);
  request_menu (self, x, y);
}

static void
qing_sidebar_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingSidebarRow *self = QING_SIDEBAR_ROW (object);

  switch ((QingSidebarRowProperty) id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->item);
      break;
    case PROP_DEPTH:
      g_value_set_uint (value, self->depth);
      break;
    case PROP_HEADING:
      g_value_set_string (value, qing_sidebar_row_get_heading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sidebar_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingSidebarRow *self = QING_SIDEBAR_ROW (object);

  switch ((QingSidebarRowProperty) id)
    {
    case PROP_ITEM:
      qing_sidebar_row_set_item (self, g_value_get_object (value));
      break;
    case PROP_DEPTH:
      qing_sidebar_row_set_depth (self, g_value_get_uint (value));
      break;
    case PROP_HEADING:
      qing_sidebar_row_set_heading (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_sidebar_row_dispose (GObject *object)
{
  QingSidebarRow *self = QING_SIDEBAR_ROW (object);

  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->folder_signals);
  g_clear_object (&self->item);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (qing_sidebar_row_parent_class)->dispose (object);
}

static void
qing_sidebar_row_class_init (QingSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_sidebar_row_dispose;
  object_class->get_property = qing_sidebar_row_get_property;
  object_class->set_property = qing_sidebar_row_set_property;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, G_TYPE_OBJECT,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_HEADING] =
    g_param_spec_string ("heading", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_DEPTH] =
    g_param_spec_uint ("depth", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_UINT);
  signals[SIGNAL_MENU_REQUESTED] =
    g_signal_new ("menu-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_RENAMED] = g_signal_new ("renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "conversation");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, heading);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, content);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, mark);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, stack);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, QingSidebarRow, hint);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_clicked_cb);
}

static void
qing_sidebar_row_init (QingSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->conversation_signals = g_signal_group_new (QING_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::title", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::running",
                                  G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::pinned", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::temporary",
                                  G_CALLBACK (update), self);
  self->folder_signals = g_signal_group_new (QING_TYPE_FOLDER);
  g_signal_group_connect_swapped (self->folder_signals, "notify", G_CALLBACK (update), self);
}

GtkWidget *
qing_sidebar_row_new (void)
{
  return g_object_new (QING_TYPE_SIDEBAR_ROW, NULL);
}

gpointer
qing_sidebar_row_get_item (QingSidebarRow *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_ROW (self), NULL);

  return self->item;
}

void
qing_sidebar_row_set_item (QingSidebarRow *self, gpointer item)
{
  g_return_if_fail (QING_IS_SIDEBAR_ROW (self));

  if (self->item == item)
    return;
  /* What was written is taken before the row becomes another's. */
  end_rename (self, TRUE);
  g_set_object (&self->item, item);
  g_signal_group_set_target (self->conversation_signals, QING_IS_CONVERSATION (item) ? item : NULL);
  g_signal_group_set_target (self->folder_signals, QING_IS_FOLDER (item) ? item : NULL);
  update (self);
  update_indent (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

QingConversation *
qing_sidebar_row_get_conversation (QingSidebarRow *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_ROW (self), NULL);

  return QING_IS_CONVERSATION (self->item) ? QING_CONVERSATION (self->item) : NULL;
}

QingFolder *
qing_sidebar_row_get_folder (QingSidebarRow *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_ROW (self), NULL);

  return QING_IS_FOLDER (self->item) ? QING_FOLDER (self->item) : NULL;
}

guint
qing_sidebar_row_get_depth (QingSidebarRow *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_ROW (self), 0);

  return self->depth;
}

void
qing_sidebar_row_set_depth (QingSidebarRow *self, guint depth)
{
  g_return_if_fail (QING_IS_SIDEBAR_ROW (self));

  if (self->depth == depth)
    return;
  self->depth = depth;
  update_indent (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEPTH]);
}

void
qing_sidebar_row_set_checked (QingSidebarRow *self, gboolean checkable, gboolean checked)
{
  g_return_if_fail (QING_IS_SIDEBAR_ROW (self));

  if (self->check == NULL && !checkable)
    return;
  if (self->check == NULL)
    make_check (self);
  gtk_widget_set_visible (self->check, checkable && QING_IS_CONVERSATION (self->item));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), checked);
}

void
qing_sidebar_row_set_hollow (QingSidebarRow *self, gboolean hollow)
{
  g_return_if_fail (QING_IS_SIDEBAR_ROW (self));

  gtk_widget_set_visible (self->hint, hollow);
}

void
qing_sidebar_row_begin_rename (QingSidebarRow *self)
{
  g_return_if_fail (QING_IS_SIDEBAR_ROW (self));

  if (self->entry == NULL)
    make_entry (self);
  gtk_editable_set_text (self->entry, get_name (self));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->entry));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

gboolean
qing_sidebar_row_is_renaming (QingSidebarRow *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_ROW (self), FALSE);

  return self->stack != NULL && self->entry != NULL &&
         gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->entry);
}

void
qing_sidebar_row_set_target (QingSidebarRow *self, gboolean target)
{
  g_return_if_fail (QING_IS_SIDEBAR_ROW (self));

  if (target)
    gtk_widget_add_css_class (GTK_WIDGET (self), "target");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "target");
}

const char *
qing_sidebar_row_get_heading (QingSidebarRow *self)
{
  g_return_val_if_fail (QING_IS_SIDEBAR_ROW (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->heading)) ? gtk_label_get_text (self->heading)
                                                             : NULL;
}

void
qing_sidebar_row_set_heading (QingSidebarRow *self, const char *heading)
{
  g_return_if_fail (QING_IS_SIDEBAR_ROW (self));

  if (g_strcmp0 (qing_sidebar_row_get_heading (self), heading) == 0)
    return;
  gtk_label_set_text (self->heading, heading != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADING]);
}
