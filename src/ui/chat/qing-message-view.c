/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-view-private.h"

#include "qing-announce.h"
#include "qing-plain-text.h"

#include <glib/gi18n.h>
#include <math.h>

/* Somewhat more is drawn than can be seen, so that not every step of scrolling draws again. */
#define DRAWN_MARGIN 64
/* Milliseconds. */
#define POINTED_AT_DELAY 60
#define USER_WIDTH       0.82
#define RESERVED_LINES   2
#define LABEL_CHARACTERS 1000

G_DEFINE_FINAL_TYPE (QingMessageView, qing_message_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DIRTY,
  SIGNAL_RESIZED,
  SIGNAL_REVEAL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_user (QingMessageView *self)
{
  return self->message != NULL && qing_message_get_role (self->message) == QING_ROLE_USER;
}

/* The result of a tool is shown with the call, in the answer that asked for it. */
static gboolean
is_hidden (QingMessageView *self)
{
  return self->message == NULL || qing_message_get_role (self->message) == QING_ROLE_TOOL ||
         qing_message_get_role (self->message) == QING_ROLE_SYSTEM;
}

static void
queue_update (QingMessageView *self)
{
  if (self->dirty)
    return;
  self->dirty = TRUE;
  g_signal_emit (self, signals[SIGNAL_DIRTY], 0);
}

/* A leaf wants to be drawn again, or has another size. */
static void
leaf_changed (GtkWidget *widget, gboolean resized)
{
  gtk_widget_queue_draw (widget);
  if (resized)
    g_signal_emit (widget, signals[SIGNAL_RESIZED], 0);
}

/* Colours may wait for the next piece of the answer. */
static void
leaf_recolored (GtkWidget *widget)
{
  QingMessageView *self = QING_MESSAGE_VIEW (widget);

  self->recolored = TRUE;
  queue_update (self);
}

static void
appended_cb (QingMessage *message, QingPart part, guint64 offset, QingMessageView *self)
{
  queue_update (self);
}

static void
replaced_cb (QingMessage *message, QingPart part, QingMessageView *self)
{
  self->replaced = TRUE;
  queue_update (self);
}

static void
notify_cb (QingMessage *message, GParamSpec *pspec, QingMessageView *self)
{
  queue_update (self);
}

static void
unfold (GtkWidget *widget, gboolean unfolded)
{
  QingMessageView *self = QING_MESSAGE_VIEW (widget);

  g_hash_table_insert (self->context->folds, g_strdup (qing_message_get_uid (self->message)),
                       GINT_TO_POINTER (unfolded ? QING_FOLD_UNFOLDED : QING_FOLD_FOLDED));
  qing_message_view_refold (self);
}

/* What is folded is to be looked at again. */
void
qing_message_view_refold (QingMessageView *self)
{
  if (self->message == NULL)
    return;
  self->folded = TRUE;
  queue_update (self);
}

static QingLeafColumn *
make_column (QingMessageView *self, QingStyle *style)
{
  QingLeafColumn *column = qing_leaf_column_new (GTK_WIDGET (self), leaf_changed, leaf_recolored);

  qing_leaf_column_set_style (column, style);
  qing_leaf_column_set_highlighter (column, self->context->highlighter);
  return column;
}

static gboolean
fill_column (QingMessageView *self, QingLeafColumn *column, const char *text, gsize length)
{
  gsize fed = qing_leaf_column_get_fed (column);

  if (is_user (self))
    {
      g_autofree char *markdown = NULL;

      if (fed > 0)
        return FALSE;
      markdown = qing_plain_text_to_markdown (text, length);
      qing_leaf_column_feed (column, markdown, strlen (markdown));
      return qing_leaf_column_finish (column);
    }
  if (fed < length)
    qing_leaf_column_feed (column, text + fed, length - fed);
  return qing_message_is_running (self->message) ? qing_leaf_column_update (column)
                                                 : qing_leaf_column_finish (column);
}

/* Thoughts are of interest while there is nothing else, unless somebody wants to see them, or not
 * to see them. */
static gboolean
is_unfolded (QingMessageView *self)
{
  gpointer fold = g_hash_table_lookup (self->context->folds, qing_message_get_uid (self->message));
  gsize length = 0;

  if (GPOINTER_TO_INT (fold) != QING_FOLD_AUTO)
    return GPOINTER_TO_INT (fold) == QING_FOLD_UNFOLDED;
  qing_message_get_text (self->message, &length);
  return self->context->show_thinking && length == 0 && qing_message_is_running (self->message);
}

static gboolean
update_reasoning (QingMessageView *self)
{
  gsize length = 0;
  const char *text = qing_message_get_reasoning (self->message, &length);
  gboolean shown = self->reasoning_shown;

  self->reasoning_shown = length > 0 && is_unfolded (self);
  if (!self->reasoning_shown)
    {
      g_clear_pointer (&self->reasoning, qing_leaf_column_free);
      return shown;
    }
  if (self->reasoning == NULL)
    self->reasoning = make_column (self, self->context->dimmed);
  return fill_column (self, self->reasoning, text, length) || !shown;
}

static void
update_accessible (QingMessageView *self)
{
  gsize length = 0;
  const char *text = qing_message_get_text (self->message, &length);
  g_autofree char *start =
    g_utf8_substring (text, 0, MIN (LABEL_CHARACTERS, g_utf8_strlen (text, MIN (length, 4000))));
  g_autofree char *label = NULL;

  if (is_user (self))
    /* Translators: read by a screen reader; %s is the text of the message */
    label = g_strdup_printf (_ ("You: %s"), start);
  else
    /* Translators: read by a screen reader; %s is the text of the message */
    label = g_strdup_printf (_ ("Answer: %s"), start);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (self->seen_running)
    qing_announce (GTK_WIDGET (self), label);
  self->seen_running = FALSE;
}

/**
 * qing_message_view_update:
 *
 * Takes what has arrived into the picture. Returns: whether it has to be laid out again.
 */
gboolean
qing_message_view_update (QingMessageView *self)
{
  gsize length = 0;
  const char *text;
  gboolean changed = self->folded;

  if (!self->dirty)
    return FALSE;
  self->dirty = FALSE;
  if (is_hidden (self))
    return FALSE;
  if (qing_message_is_running (self->message))
    qing_highlighter_warm_up (self->context->highlighter);
  text = qing_message_get_text (self->message, &length);
  /* Nothing can be added to what was complete: an answer that goes on is read anew. */
  if (self->finished &&
      (qing_message_is_running (self->message) || length > qing_leaf_column_get_fed (self->text)))
    self->replaced = TRUE;
  if (self->replaced || qing_leaf_column_get_fed (self->text) > MAX (length, 1) * 8)
    {
      qing_leaf_column_clear (self->text);
      g_clear_pointer (&self->reasoning, qing_leaf_column_free);
    }
  self->replaced = FALSE;
  self->folded = FALSE;
  changed = update_reasoning (self) || changed;
  if (fill_column (self, self->text, text, length))
    {
      self->bubble_most = 0;
      changed = TRUE;
    }
  changed = qing_message_parts_update (self->parts, self->message, is_unfolded (self)) || changed;
  if (!qing_message_is_running (self->message) && !self->finished)
    update_accessible (self);
  self->finished = !qing_message_is_running (self->message);
  self->seen_running = self->seen_running || !self->finished;
  qing_message_view_update_shading (self, changed);
  if (changed || self->recolored)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->recolored = FALSE;
  return changed;
}

/* The bubble of a short message is as wide as its text. The text is laid out in just that width,
 * because words that are read from right to left stand at its other side. */
static void
fit_bubble (QingMessageView *self, int most)
{
  if (self->bubble_most == most)
    return;
  self->bubble_most = most;
  qing_leaf_column_set_width (self->text, most);
  self->text_width = qing_leaf_column_get_n_leaves (self->text) > 12
                       ? most
                       : qing_leaf_column_get_natural_width (self->text, most);
  qing_leaf_column_set_width (self->text, self->text_width);
}

static void
lay_out_user (QingMessageView *self, int y)
{
  QingStyle *style = self->context->style;
  int pad_x = qing_style_scale (style, 14);
  int pad_y = qing_style_scale (style, 9);
  int most = MAX (40, (int) (self->width * USER_WIDTH) - 2 * pad_x);

  fit_bubble (self, most);
  self->text_x = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
                   ? pad_x
                   : self->width - pad_x - self->text_width;
  self->text_y = y;
  if (qing_leaf_column_get_n_leaves (self->text) > 0)
    {
      self->text_y += pad_y;
      y = self->text_y + qing_leaf_column_get_height (self->text) + pad_y;
    }
  self->height = y;
}

static void
lay_out_answer (QingMessageView *self, int y)
{
  QingStyle *style = self->context->style;

  if (self->reasoning_shown && self->reasoning != NULL)
    {
      self->reasoning_x = style->quote_indent;
      qing_leaf_column_set_width (self->reasoning, MAX (40, self->width - self->reasoning_x));
      self->reasoning_y = y;
      y += qing_leaf_column_get_height (self->reasoning) + style->gap;
    }
  qing_leaf_column_set_width (self->text, self->width);
  self->text_x = 0;
  self->text_y = y;
  self->text_width = self->width;
  self->height = y + qing_leaf_column_get_height (self->text);
}

/* An answer that is coming grows by some lines at a time. Each time, all that is in sight moves up
 * and has to be drawn again, which costs more than everything else together. The room stays when
 * the answer is complete, so that nothing jumps then, until something else comes below it. */
static void
reserve_height (QingMessageView *self)
{
  int step = RESERVED_LINES * self->context->style->line_heights[QING_TEXT_BODY];

  if (!is_user (self) && qing_message_is_running (self->message))
    self->reserved = (self->height + step - 1) / step * step;
  else if (!self->last || self->reserved < self->height ||
           self->reserved >= self->height + 2 * step)
    self->reserved = 0;
  self->height = MAX (self->height, self->reserved);
}

static void
lay_out (QingMessageView *self)
{
  int y = qing_message_parts_lay_out_above (self->parts, self->width);

  if (is_hidden (self))
    {
      self->height = 0;
      return;
    }
  if (is_user (self))
    lay_out_user (self, y);
  else
    lay_out_answer (self, y);
  self->height = qing_message_parts_lay_out_below (self->parts, self->width, self->height);
  reserve_height (self);
}

void
qing_message_view_set_width (QingMessageView *self, int width)
{
  self->width = width;
  lay_out (self);
}

int
qing_message_view_get_height (QingMessageView *self)
{
  return self->height;
}

/* Lays out what is between @y0 and @y1. Returns: whether anything has moved. */
gboolean
qing_message_view_ensure (QingMessageView *self, int y0, int y1)
{
  gboolean moved = FALSE;

  /* Buttons and pictures may have another size since. */
  lay_out (self);
  if (self->reasoning_shown && self->reasoning != NULL)
    {
      moved = qing_leaf_column_ensure (self->reasoning, y0 - self->reasoning_y,
                                       MIN (y1, self->text_y) - self->reasoning_y);
      if (moved)
        lay_out (self);
    }
  if (qing_leaf_column_ensure (self->text, y0 - self->text_y, y1 - self->text_y))
    moved = TRUE;
  if (moved)
    {
      lay_out (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  return moved;
}

/* What can be seen of the message now. */
void
qing_message_view_set_visible (QingMessageView *self, int y0, int y1)
{
  self->visible_begin = y0;
  self->visible_end = y1;
  qing_leaf_column_trim (self->text, y0 - self->text_y, y1 - self->text_y);
  if (self->reasoning != NULL)
    qing_leaf_column_trim (self->reasoning, y0 - self->reasoning_y, y1 - self->reasoning_y);
  if (MAX (0, y0) < self->drawn_begin || MIN (y1, self->height) > self->drawn_end)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
snapshot_bubble (QingMessageView *self, GtkSnapshot *snapshot)
{
  QingStyle *style = self->context->style;
  int pad_x = qing_style_scale (style, 14);
  int pad_y = qing_style_scale (style, 9);
  graphene_rect_t bounds;
  GskRoundedRect rounded;

  if (qing_leaf_column_get_n_leaves (self->text) == 0)
    return;
  graphene_rect_init (&bounds, (float) (self->text_x - pad_x), (float) (self->text_y - pad_y),
                      (float) (self->text_width + 2 * pad_x),
                      (float) (qing_leaf_column_get_height (self->text) + 2 * pad_y));
  gsk_rounded_rect_init_from_rect (&rounded, &bounds, (float) qing_style_scale (style, 16));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &style->bubble, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_column (QingLeafColumn *column, GtkSnapshot *snapshot, int x, int y, int y0, int y1)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  qing_leaf_column_snapshot (column, snapshot, y0 - y, y1 - y);
  gtk_snapshot_restore (snapshot);
}

static void
qing_message_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  QingMessageView *self = QING_MESSAGE_VIEW (widget);
  int y0 = self->visible_begin - DRAWN_MARGIN;
  int y1 = self->visible_end + DRAWN_MARGIN;

  if (is_hidden (self))
    return;
  self->drawn_begin = MAX (0, y0);
  self->drawn_end = y1;
  if (is_user (self))
    snapshot_bubble (self, snapshot);
  if (self->reasoning_shown && self->reasoning != NULL)
    {
      QingStyle *style = self->context->style;

      gtk_snapshot_append_color (snapshot, &style->border,
                                 &GRAPHENE_RECT_INIT (0, (float) self->reasoning_y, 3,
                                                      (float) qing_leaf_column_get_height (
                                                        self->reasoning)));
      snapshot_column (self->reasoning, snapshot, self->reasoning_x, self->reasoning_y, y0, y1);
    }
  snapshot_column (self->text, snapshot, self->text_x, self->text_y, y0, y1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
}

static GtkSizeRequestMode
qing_message_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The parent asks for the height itself; GTK only has to be told that any size will do. */
static void
qing_message_view_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

/* Places the buttons and what else is a widget where the layout has them now. */
void
qing_message_view_place_children (QingMessageView *self)
{
  if (self->message == NULL)
    return;
  qing_message_parts_allocate (self->parts, self->width);
  if (self->reasoning_shown && self->reasoning != NULL)
    qing_leaf_column_allocate (self->reasoning, self->reasoning_x, self->reasoning_y);
  qing_leaf_column_allocate (self->text, self->text_x, self->text_y);
}

static void
qing_message_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  qing_message_view_place_children (QING_MESSAGE_VIEW (widget));
}

static gboolean
qing_message_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return qing_message_focus_move (&QING_MESSAGE_VIEW (widget)->key_focus, direction);
}

static void
activate_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  qing_message_focus_activate (&QING_MESSAGE_VIEW (widget)->key_focus);
}

static void
shade_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (QING_MESSAGE_VIEW (widget)->message != NULL)
    qing_message_view_toggle_shading (QING_MESSAGE_VIEW (widget));
}

static gboolean
qing_message_view_query_tooltip (GtkWidget *widget,
                                 int x,
                                 int y,
                                 gboolean keyboard,
                                 GtkTooltip *tooltip)
{
  g_autofree char *words =
    keyboard ? NULL : qing_message_view_describe_token (QING_MESSAGE_VIEW (widget), x, y);

  gtk_tooltip_set_text (tooltip, words);
  return words != NULL;
}

static gboolean
pointed_at_cb (gpointer data)
{
  QingMessageView *self = data;

  self->pointed_source = 0;
  if (!gtk_event_controller_focus_is_focus (self->focus))
    qing_message_focus_clear (&self->key_focus);
  qing_message_parts_set_pointed_at (self->parts,
                                     gtk_event_controller_motion_contains_pointer (self->motion) ||
                                       gtk_event_controller_focus_contains_focus (self->focus));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_RESIZED], 0);
  return G_SOURCE_REMOVE;
}

/* Waits a moment, so that messages that only pass below the pointer do not make buttons. */
static void
pointed_at_changed_cb (QingMessageView *self)
{
  if (self->pointed_source == 0 && self->message != NULL)
    self->pointed_source = g_timeout_add (POINTED_AT_DELAY, pointed_at_cb, self);
}

static void
watch_pointer (QingMessageView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->motion = GTK_EVENT_CONTROLLER_MOTION (motion);
  self->focus = GTK_EVENT_CONTROLLER_FOCUS (focus);
  g_signal_connect_object (motion, "notify::contains-pointer", G_CALLBACK (pointed_at_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "notify::contains-focus", G_CALLBACK (pointed_at_changed_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
qing_message_view_dispose (GObject *object)
{
  QingMessageView *self = QING_MESSAGE_VIEW (object);

  qing_message_view_set_message (self, NULL);
  g_clear_pointer (&self->text, qing_leaf_column_free);
  g_clear_pointer (&self->parts, qing_message_parts_free);
  G_OBJECT_CLASS (qing_message_view_parent_class)->dispose (object);
}

static void
qing_message_view_class_init (QingMessageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_message_view_dispose;
  widget_class->get_request_mode = qing_message_view_get_request_mode;
  widget_class->measure = qing_message_view_measure;
  widget_class->size_allocate = qing_message_view_size_allocate;
  widget_class->snapshot = qing_message_view_snapshot;
  widget_class->focus = qing_message_view_focus;
  widget_class->query_tooltip = qing_message_view_query_tooltip;
  gtk_widget_class_install_action (widget_class, "confidence.shade", NULL, shade_action);
  gtk_widget_class_install_action (widget_class, "link.activate", NULL, activate_link_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "link.activate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "link.activate", NULL);
  gtk_widget_class_set_css_name (widget_class, "chatmessage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);

  signals[SIGNAL_DIRTY] = g_signal_new ("dirty", QING_TYPE_MESSAGE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RESIZED] = g_signal_new ("resized", QING_TYPE_MESSAGE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REVEAL] = g_signal_new ("reveal", QING_TYPE_MESSAGE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
qing_message_view_init (QingMessageView *self)
{
  self->key_focus.view = self;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->parts = qing_message_parts_new (GTK_WIDGET (self), unfold);
  watch_pointer (self);
}

/* @context: must outlive the view */
GtkWidget *
qing_message_view_new (const QingChatContext *context)
{
  QingMessageView *self = g_object_new (QING_TYPE_MESSAGE_VIEW, NULL);

  self->context = context;
  qing_message_parts_set_context (self->parts, context);
  self->text = make_column (self, context->style);
  return GTK_WIDGET (self);
}

/* @message: (nullable): what to show now */
void
qing_message_view_set_message (QingMessageView *self, QingMessage *message)
{
  if (self->message == message)
    return;
  if (self->message != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->message, self);
      g_clear_object (&self->message);
      qing_message_view_update_shading (self, TRUE);
      qing_leaf_column_clear (self->text);
      g_clear_pointer (&self->reasoning, qing_leaf_column_free);
      self->reasoning_shown = FALSE;
      self->selected = FALSE;
      self->key_focus.on_link = FALSE;
      qing_message_parts_clear (self->parts);
    }
  g_clear_handle_id (&self->pointed_source, g_source_remove);
  self->reserved = 0;
  self->bubble_most = 0;
  self->dirty = FALSE;
  self->replaced = FALSE;
  self->finished = FALSE;
  self->seen_running = FALSE;
  if (message == NULL)
    return;
  self->message = g_object_ref (message);
  g_signal_connect_object (message, "appended", G_CALLBACK (appended_cb), self, 0);
  g_signal_connect_object (message, "replaced", G_CALLBACK (replaced_cb), self, 0);
  g_signal_connect_object (message, "notify", G_CALLBACK (notify_cb), self, 0);
  self->dirty = TRUE;
  self->drawn_begin = self->drawn_end = 0;
  qing_message_view_update (self);
}

QingMessage *
qing_message_view_get_message (QingMessageView *self)
{
  return self->message;
}

/* Whether the name of the model stands above the answer. */
void
qing_message_view_set_model_shown (QingMessageView *self, gboolean shown)
{
  qing_message_parts_set_model_shown (self->parts, shown);
}

/* The last answer offers what can be done with it without being pointed at. */
void
qing_message_view_set_last (QingMessageView *self, gboolean last)
{
  self->last = last;
  qing_message_parts_set_last (self->parts, last);
}

/* The context has other styles now. */
void
qing_message_view_style_changed (QingMessageView *self)
{
  qing_leaf_column_set_style (self->text, self->context->style);
  self->bubble_most = 0;
  if (self->reasoning != NULL)
    qing_leaf_column_set_style (self->reasoning, self->context->dimmed);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns: about how tall @message will be; nothing is laid out for it. */
int
qing_message_view_estimate_height (QingMessage *message, const QingStyle *style, int width)
{
  gsize length = 0;
  double per_line = MAX (8, width / (style->font_px * 0.52));
  gboolean user = qing_message_get_role (message) == QING_ROLE_USER;

  if (qing_message_get_role (message) == QING_ROLE_TOOL ||
      qing_message_get_role (message) == QING_ROLE_SYSTEM)
    return 0;
  qing_message_get_text (message, &length);
  if (user)
    per_line *= USER_WIDTH;
  return (int) MIN (ceil ((double) length / per_line) * style->line_heights[QING_TEXT_BODY] *
                        (user ? 1.0 : 1.25) +
                      style->font_px * 5,
                    G_MAXINT / 8);
}
