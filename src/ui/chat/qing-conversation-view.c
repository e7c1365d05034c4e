/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-conversation-view-private.h"

#include "qing-chat.h"

/* An answer is drawn at most so often, however fast it comes. */
#define UPDATE_INTERVAL 40000
/* When drawing is slow, it takes at most every second moment. */
#define BUSY_FRAME          8000
#define MAX_UPDATE_INTERVAL 250000
#define PADDING             12
#define MIN_ZOOM            0.5
#define MAX_ZOOM            3.0

G_DEFINE_FINAL_TYPE_WITH_CODE (QingConversationView,
                               qing_conversation_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

enum
{
  PROP_0,
  PROP_CONVERSATION,
  PROP_ZOOM,
  PROP_FOLLOW,
  PROP_N_MATCHES,
  PROP_CURRENT_MATCH,
  PROP_SHOW_THINKING,
  PROP_CATALOGUE,
  N_PROPS,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_PROPS];

static gboolean
follow_cb (gpointer data)
{
  QingConversationView *self = data;

  self->follow_source = 0;
  if (self->was_following != self->anchor.follow)
    {
      self->was_following = self->anchor.follow;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOW]);
    }
  return G_SOURCE_REMOVE;
}

/* Notifies of what was decided while laying out. Later, because others will change widgets then. */
void
qing_conversation_view_set_follow (QingConversationView *self, gboolean follow)
{
  self->anchor.follow = follow;
  if (self->was_following != follow && self->follow_source == 0)
    self->follow_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, follow_cb, self, NULL);
}

/* Not a tick callback: that would let the frame clock run twice for each update. */
static gboolean
update_cb (gpointer data)
{
  QingConversationView *self = data;
  gint64 begin = g_get_monotonic_time ();

  self->update_source = 0;
  self->last_update = begin;
  if (qing_conversation_rows_update (self->rows))
    qing_conversation_view_queue_layout (self);
  self->frame_cost = g_get_monotonic_time () - begin;
  return G_SOURCE_REMOVE;
}

/* Lets what has arrived be drawn soon, but not more often than is worth it. */
void
qing_conversation_view_schedule_update (QingConversationView *self)
{
  gint64 interval = UPDATE_INTERVAL;
  gint64 wait;

  /* What nobody sees is taken in when somebody does. */
  if (self->update_source != 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->frame_cost > BUSY_FRAME)
    interval = MIN (MAX (2 * UPDATE_INTERVAL, 3 * self->frame_cost), MAX_UPDATE_INTERVAL);
  wait = self->last_update + interval - g_get_monotonic_time ();
  self->update_source = g_timeout_add ((guint) MAX (0, wait / 1000), update_cb, self);
}

static void
view_dirty_cb (QingMessageView *view, QingConversationView *self)
{
  guint row;

  if (self->find != NULL && qing_conversation_rows_find_view (self->rows, view, &row))
    qing_conversation_view_find_grown (self, row);
  qing_conversation_view_schedule_update (self);
}

static void
view_resized_cb (QingMessageView *view, QingConversationView *self)
{
  guint row;

  if (!qing_conversation_rows_find_view (self->rows, view, &row))
    return;
  qing_message_view_set_width (view, self->content_width);
  qing_height_index_set (qing_conversation_rows_get_heights (self->rows), row,
                         qing_message_view_get_height (view));
  qing_conversation_view_queue_layout (self);
}

static void
view_reveal_cb (QingMessageView *view, int y0, int y1, QingConversationView *self)
{
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (view), GTK_WIDGET (self), &bounds))
    qing_conversation_view_reveal (self, bounds.origin.y + y0, bounds.origin.y + y1);
}

/* Brings what has the focus into sight; of a tall message, its beginning. */
static void
focus_changed_cb (QingConversationView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  graphene_rect_t bounds;

  if (focus == NULL || focus == GTK_WIDGET (self) ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ||
      !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &bounds))
    return;
  qing_conversation_view_reveal (self, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
qing_conversation_view_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qing_conversation_view_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-widget",
                           G_CALLBACK (focus_changed_cb), widget, G_CONNECT_SWAPPED);
}

static void
qing_conversation_view_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), focus_changed_cb, widget);
  GTK_WIDGET_CLASS (qing_conversation_view_parent_class)->unroot (widget);
}

static void
view_made (QingMessageView *view, gpointer data)
{
  g_signal_connect_object (view, "dirty", G_CALLBACK (view_dirty_cb), data, 0);
  g_signal_connect_object (view, "resized", G_CALLBACK (view_resized_cb), data, 0);
  g_signal_connect_object (view, "reveal", G_CALLBACK (view_reveal_cb), data, 0);
}

static void
items_changed_cb (GListModel *model,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  QingConversationView *self)
{
  guint n_rows;

  qing_conversation_rows_items_changed (self->rows, position, n_removed, n_added);
  qing_scroll_anchor_rows_changed (&self->anchor, position, n_removed, n_added);
  qing_selection_rows_changed (&self->selection, position, n_removed, n_added);
  qing_conversation_view_find_again (self);
  n_rows = qing_conversation_rows_get_n_rows (self->rows);
  /* Who has asked something wants to see it and its answer. */
  for (guint i = position; i < position + n_added && position + n_added == n_rows; i++)
    if (qing_message_get_role (qing_conversation_rows_get_message (self->rows, i)) ==
        QING_ROLE_USER)
      self->anchor.follow = TRUE;
  qing_conversation_view_queue_layout (self);
}

static void
restyle (QingConversationView *self)
{
  g_autoptr (QingStyle) style = qing_style_new (GTK_WIDGET (self), self->zoom, FALSE);

  if (self->context.style != NULL && qing_style_equal (style, self->context.style))
    return;
  g_clear_pointer (&self->context.style, qing_style_unref);
  g_clear_pointer (&self->context.dimmed, qing_style_unref);
  self->context.style = g_steal_pointer (&style);
  self->context.dimmed = qing_style_new (GTK_WIDGET (self), self->zoom, TRUE);
  qing_highlighter_forget (self->context.highlighter);
  if (self->rows != NULL)
    qing_conversation_rows_restyle (self->rows);
  qing_conversation_view_queue_layout (self);
}

static gboolean
restyle_cb (gpointer data)
{
  QingConversationView *self = data;

  self->restyle_source = 0;
  restyle (self);
  return G_SOURCE_REMOVE;
}

/* Later, because buttons are thrown away, and GTK may be going through their styles now. */
static void
queue_restyle (QingConversationView *self)
{
  if (self->restyle_source == 0)
    self->restyle_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, restyle_cb, self, NULL);
}

static void
qing_conversation_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (qing_conversation_view_parent_class)->css_changed (widget, change);
  queue_restyle (QING_CONVERSATION_VIEW (widget));
}

static void
qing_conversation_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (qing_conversation_view_parent_class)->system_setting_changed (widget, setting);
  queue_restyle (QING_CONVERSATION_VIEW (widget));
}

static void
qing_conversation_view_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 60;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : 400;
}

static void
qing_conversation_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  QingConversationView *self = QING_CONVERSATION_VIEW (widget);
  gint64 begin = g_get_monotonic_time ();

  if (self->vadjustment == NULL || self->hadjustment == NULL)
    return;
  qing_conversation_view_lay_out (self, width, height);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
  self->frame_cost += g_get_monotonic_time () - begin;
}

static void
qing_conversation_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  GTK_WIDGET_CLASS (qing_conversation_view_parent_class)->snapshot (widget, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
qing_conversation_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qing_conversation_view_parent_class)->map (widget);
  qing_conversation_view_schedule_update (QING_CONVERSATION_VIEW (widget));
}

static void
set_adjustment (QingConversationView *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (adjustment != NULL && adjustment == *place)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_clear_object (place);
  *place =
    g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  if (place == &self->vadjustment)
    g_signal_connect_object (*place, "value-changed",
                             G_CALLBACK (qing_conversation_view_value_changed), self,
                             G_CONNECT_SWAPPED);
  qing_conversation_view_queue_layout (self);
}

static void
qing_conversation_view_get_property (GObject *object,
                                     guint property_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  QingConversationView *self = QING_CONVERSATION_VIEW (object);

  switch (property_id)
    {
    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->zoom);
      break;
    case PROP_FOLLOW:
      g_value_set_boolean (value, self->anchor.follow);
      break;
    case PROP_N_MATCHES:
      g_value_set_uint (value, qing_conversation_view_get_n_matches (self));
      break;
    case PROP_CURRENT_MATCH:
      g_value_set_uint (value, qing_conversation_view_get_current_match (self));
      break;
    case PROP_SHOW_THINKING:
      g_value_set_boolean (value, self->context.show_thinking);
      break;
    case PROP_CATALOGUE:
      g_value_set_object (value, self->context.catalogue);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
qing_conversation_view_set_property (GObject *object,
                                     guint property_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  QingConversationView *self = QING_CONVERSATION_VIEW (object);

  switch (property_id)
    {
    case PROP_CONVERSATION:
      qing_conversation_view_set_conversation (self, g_value_get_object (value));
      break;
    case PROP_ZOOM:
      qing_conversation_view_set_zoom (self, g_value_get_double (value));
      break;
    case PROP_SHOW_THINKING:
      qing_conversation_view_set_show_thinking (self, g_value_get_boolean (value));
      break;
    case PROP_CATALOGUE:
      qing_conversation_view_set_catalogue (self, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
qing_conversation_view_dispose (GObject *object)
{
  QingConversationView *self = QING_CONVERSATION_VIEW (object);

  qing_conversation_view_set_conversation (self, NULL);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_handle_id (&self->follow_source, g_source_remove);
  g_clear_handle_id (&self->restyle_source, g_source_remove);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_handle_id (&self->autoscroll_source, g_source_remove);
  g_clear_weak_pointer (&self->hovered_view);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->rows, qing_conversation_rows_free);
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->vadjustment, self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  G_OBJECT_CLASS (qing_conversation_view_parent_class)->dispose (object);
}

static void
qing_conversation_view_finalize (GObject *object)
{
  QingConversationView *self = QING_CONVERSATION_VIEW (object);

  g_clear_pointer (&self->context.style, qing_style_unref);
  g_clear_pointer (&self->context.dimmed, qing_style_unref);
  g_clear_pointer (&self->context.highlighter, qing_highlighter_free);
  g_clear_pointer (&self->context.folds, g_hash_table_unref);
  g_clear_pointer (&self->context.shaded, g_hash_table_unref);
  g_clear_object (&self->context.catalogue);
  g_clear_pointer (&self->placed, g_array_unref);
  G_OBJECT_CLASS (qing_conversation_view_parent_class)->finalize (object);
}

static void
scale_factor_cb (QingConversationView *self)
{
  queue_restyle (self);
}

static void
qing_conversation_view_class_init (QingConversationViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = qing_conversation_view_get_property;
  object_class->set_property = qing_conversation_view_set_property;
  object_class->dispose = qing_conversation_view_dispose;
  object_class->finalize = qing_conversation_view_finalize;
  widget_class->measure = qing_conversation_view_measure;
  widget_class->size_allocate = qing_conversation_view_size_allocate;
  widget_class->snapshot = qing_conversation_view_snapshot;
  widget_class->css_changed = qing_conversation_view_css_changed;
  widget_class->system_setting_changed = qing_conversation_view_system_setting_changed;
  widget_class->map = qing_conversation_view_map;
  widget_class->root = qing_conversation_view_root;
  widget_class->unroot = qing_conversation_view_unroot;

  properties[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, QING_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, MIN_ZOOM, MAX_ZOOM, 1,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLLOW] =
    g_param_spec_boolean ("follow", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_MATCHES] =
    g_param_spec_uint ("n-matches", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CURRENT_MATCH] =
    g_param_spec_uint ("current-match", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_THINKING] =
    g_param_spec_boolean ("show-thinking", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CATALOGUE] =
    g_param_spec_object ("catalogue", NULL, NULL, QING_TYPE_CATALOGUE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  qing_conversation_view_install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chatview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
qing_conversation_view_init (QingConversationView *self)
{
  qing_ui_chat_init ();
  self->zoom = 1;
  self->was_following = TRUE;
  self->anchor.follow = TRUE;
  self->anchor.padding = PADDING;
  self->placed = g_array_new (FALSE, FALSE, sizeof (QingPlacedRow));
  self->context.highlighter = qing_highlighter_new ();
  self->context.folds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->context.shaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  restyle (self);
  self->rows = qing_conversation_rows_new (GTK_WIDGET (self), &self->context, view_made, self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
  qing_conversation_view_add_controllers (self);
  qing_conversation_view_selection_changed (self);
}

GtkWidget *
qing_conversation_view_new (void)
{
  return g_object_new (QING_TYPE_CONVERSATION_VIEW, NULL);
}

/* @conversation: (nullable): what to show, from its end */
void
qing_conversation_view_set_conversation (QingConversationView *self, QingConversation *conversation)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  if (self->conversation == conversation)
    return;
  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_set_object (&self->conversation, conversation);
  qing_conversation_rows_set_model (self->rows,
                                    conversation != NULL ? G_LIST_MODEL (conversation) : NULL);
  if (conversation != NULL)
    g_signal_connect_object (conversation, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  qing_selection_clear (&self->selection);
  qing_conversation_view_forget_shown (self);
  qing_conversation_view_find (self, NULL);
  qing_conversation_view_forget_pointer (self);
  self->scrolled = FALSE;
  self->anchor.row = 0;
  self->anchor.follow = TRUE;
  qing_conversation_view_queue_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONVERSATION]);
}

QingConversation *
qing_conversation_view_get_conversation (QingConversationView *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION_VIEW (self), NULL);

  return self->conversation;
}

void
qing_conversation_view_set_zoom (QingConversationView *self, double zoom)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  zoom = CLAMP (zoom, MIN_ZOOM, MAX_ZOOM);
  if (self->zoom == zoom)
    return;
  self->zoom = zoom;
  restyle (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

double
qing_conversation_view_get_zoom (QingConversationView *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION_VIEW (self), 1);

  return self->zoom;
}

void
qing_conversation_view_set_show_thinking (QingConversationView *self, gboolean show)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  if (self->context.show_thinking == show)
    return;
  self->context.show_thinking = show;
  qing_conversation_rows_refold (self->rows);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_THINKING]);
}

/* @catalogue: (nullable): whose names are shown for models */
void
qing_conversation_view_set_catalogue (QingConversationView *self, QingCatalogue *catalogue)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  if (!g_set_object (&self->context.catalogue, catalogue))
    return;
  qing_conversation_rows_refold (self->rows);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CATALOGUE]);
}

void
qing_conversation_view_set_read_only (QingConversationView *self, gboolean read_only)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  self->context.read_only = read_only;
}

/* Shows the thoughts of @message, or folds them. */
void
qing_conversation_view_set_unfolded (QingConversationView *self,
                                     QingMessage *message,
                                     gboolean unfolded)
{
  guint row;
  QingMessageView *view;

  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));
  g_return_if_fail (QING_IS_MESSAGE (message));

  g_hash_table_insert (self->context.folds, g_strdup (qing_message_get_uid (message)),
                       GINT_TO_POINTER (unfolded ? QING_FOLD_UNFOLDED : QING_FOLD_FOLDED));
  if (!qing_conversation_rows_find_message (self->rows, message, &row))
    return;
  view = qing_conversation_rows_get_view (self->rows, row);
  if (view != NULL)
    qing_message_view_refold (view);
}

gboolean
qing_conversation_view_get_follow (QingConversationView *self)
{
  g_return_val_if_fail (QING_IS_CONVERSATION_VIEW (self), FALSE);

  return self->anchor.follow;
}

void
qing_conversation_view_scroll_to_end (QingConversationView *self)
{
  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));

  self->anchor.follow = TRUE;
  self->scrolled = FALSE;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  qing_conversation_view_queue_layout (self);
}

/* Shows the beginning of @message at the top. */
void
qing_conversation_view_scroll_to_message (QingConversationView *self, QingMessage *message)
{
  guint row;

  g_return_if_fail (QING_IS_CONVERSATION_VIEW (self));
  g_return_if_fail (QING_IS_MESSAGE (message));

  if (!qing_conversation_rows_find_message (self->rows, message, &row))
    return;
  qing_conversation_view_go_to (self, row, &(QingSpot){ QING_SPOT_TOP, 0, 0 },
                                row == 0 ? self->anchor.padding : 0);
}
