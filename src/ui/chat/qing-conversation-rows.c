/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-conversation-rows.h"

#define MAX_POOL 12

struct _QingConversationRows
{
  GtkWidget *host;
  const QingChatContext *context;
  QingViewMadeFunc made;
  gpointer data;

  GListModel *model;
  GPtrArray *views; /* of QingMessageView or NULL, one for each row; children of the host */
  GPtrArray *pool;  /* of QingMessageView that show nothing; children of the host */
  QingHeightIndex *heights;
  int width;
};

QingConversationRows *
qing_conversation_rows_new (GtkWidget *host,
                            const QingChatContext *context,
                            QingViewMadeFunc made,
                            gpointer data)
{
  QingConversationRows *self = g_new0 (QingConversationRows, 1);

  self->host = host;
  self->context = context;
  self->made = made;
  self->data = data;
  self->views = g_ptr_array_new ();
  self->pool = g_ptr_array_new ();
  self->heights = qing_height_index_new ();
  return self;
}

static void
destroy_views (GPtrArray *views)
{
  for (guint i = 0; i < views->len; i++)
    if (g_ptr_array_index (views, i) != NULL)
      gtk_widget_unparent (g_ptr_array_index (views, i));
  g_ptr_array_set_size (views, 0);
}

void
qing_conversation_rows_free (QingConversationRows *self)
{
  destroy_views (self->views);
  destroy_views (self->pool);
  g_ptr_array_unref (self->views);
  g_ptr_array_unref (self->pool);
  qing_height_index_free (self->heights);
  g_clear_object (&self->model);
  g_free (self);
}

static void
release_view (QingConversationRows *self, guint row)
{
  QingMessageView *view = g_ptr_array_index (self->views, row);

  if (view == NULL)
    return;
  g_ptr_array_index (self->views, row) = NULL;
  if (self->pool->len >= MAX_POOL)
    {
      gtk_widget_unparent (GTK_WIDGET (view));
      return;
    }
  qing_message_view_set_message (view, NULL);
  gtk_widget_set_child_visible (GTK_WIDGET (view), FALSE);
  g_ptr_array_add (self->pool, view);
}

static QingMessageView *
take_view (QingConversationRows *self)
{
  QingMessageView *view;

  if (self->pool->len > 0)
    {
      view = g_ptr_array_steal_index_fast (self->pool, self->pool->len - 1);
      gtk_widget_set_child_visible (GTK_WIDGET (view), TRUE);
      return view;
    }
  view = QING_MESSAGE_VIEW (qing_message_view_new (self->context));
  gtk_widget_set_parent (GTK_WIDGET (view), self->host);
  self->made (view, self->data);
  return view;
}

/* Returns: (transfer none): owned by the model. */
QingMessage *
qing_conversation_rows_get_message (QingConversationRows *self, guint row)
{
  g_autoptr (QingMessage) message = g_list_model_get_item (self->model, row);

  return message;
}

/* Whether the name of the model has to stand above the answer: when it is not that of the last. */
static gboolean
is_model_new (QingConversationRows *self, guint row)
{
  const char *model = qing_message_get_model (qing_conversation_rows_get_message (self, row));

  while (row-- > 0)
    {
      QingMessage *other = qing_conversation_rows_get_message (self, row);

      if (qing_message_get_role (other) == QING_ROLE_ASSISTANT)
        return g_strcmp0 (model, qing_message_get_model (other)) != 0;
    }
  return TRUE;
}

static void
update_last (QingConversationRows *self)
{
  for (guint i = 0; i < self->views->len; i++)
    if (g_ptr_array_index (self->views, i) != NULL)
      qing_message_view_set_last (g_ptr_array_index (self->views, i), i + 1 == self->views->len);
}

/* Returns: (transfer none): the row's widget, made when there is none. */
QingMessageView *
qing_conversation_rows_need_view (QingConversationRows *self, guint row)
{
  QingMessageView *view = g_ptr_array_index (self->views, row);

  if (view != NULL)
    return view;
  view = take_view (self);
  g_ptr_array_index (self->views, row) = view;
  qing_message_view_set_model_shown (view, is_model_new (self, row));
  qing_message_view_set_last (view, row + 1 == self->views->len);
  qing_message_view_set_message (view, qing_conversation_rows_get_message (self, row));
  qing_message_view_set_width (view, self->width);
  return view;
}

QingMessageView *
qing_conversation_rows_get_view (QingConversationRows *self, guint row)
{
  return row < self->views->len ? g_ptr_array_index (self->views, row) : NULL;
}

gboolean
qing_conversation_rows_find_view (QingConversationRows *self, QingMessageView *view, guint *row)
{
  return g_ptr_array_find (self->views, view, row);
}

gboolean
qing_conversation_rows_find_message (QingConversationRows *self, QingMessage *message, guint *row)
{
  for (guint i = self->views->len; i-- > 0;)
    if (qing_conversation_rows_get_message (self, i) == message)
      {
        *row = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_pinned (QingConversationRows *self, QingMessageView *view)
{
  return gtk_widget_get_focus_child (self->host) == GTK_WIDGET (view) ||
         qing_message_is_running (qing_message_view_get_message (view));
}

/* Gives up the widgets of the rows that are not from @first to @last. */
void
qing_conversation_rows_keep (QingConversationRows *self, guint first, guint last)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      QingMessageView *view = g_ptr_array_index (self->views, i);

      if (view != NULL && (i < first || i > last) && !is_pinned (self, view))
        release_view (self, i);
    }
}

static int
estimate (QingConversationRows *self, guint row)
{
  return qing_message_view_estimate_height (qing_conversation_rows_get_message (self, row),
                                            self->context->style, self->width);
}

void
qing_conversation_rows_items_changed (QingConversationRows *self,
                                      guint position,
                                      guint n_removed,
                                      guint n_added)
{
  g_autofree int *heights = g_new0 (int, n_added + 1);

  for (guint i = position; i < position + n_removed; i++)
    release_view (self, i);
  if (n_removed > 0)
    g_ptr_array_remove_range (self->views, position, n_removed);
  if (n_added > 0 && position == self->views->len)
    g_ptr_array_set_size (self->views, (int) (position + n_added));
  else
    for (guint i = 0; i < n_added; i++)
      g_ptr_array_insert (self->views, (int) position, NULL);
  for (guint i = 0; i < n_added && self->context->style != NULL; i++)
    heights[i] = estimate (self, position + i);
  qing_height_index_splice (self->heights, position, n_removed, n_added, heights);
  update_last (self);
}

/* @model: (nullable): of QingMessage */
void
qing_conversation_rows_set_model (QingConversationRows *self, GListModel *model)
{
  guint n_old = self->views->len;

  for (guint i = 0; i < n_old; i++)
    release_view (self, i);
  g_ptr_array_set_size (self->views, 0);
  qing_height_index_splice (self->heights, 0, n_old, 0, NULL);
  g_set_object (&self->model, model);
  if (model != NULL)
    qing_conversation_rows_items_changed (self, 0, 0, g_list_model_get_n_items (model));
}

static void
estimate_all (QingConversationRows *self)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      QingMessageView *view = g_ptr_array_index (self->views, i);

      if (view != NULL)
        {
          qing_message_view_set_width (view, self->width);
          qing_height_index_set (self->heights, i, qing_message_view_get_height (view));
        }
      else
        qing_height_index_set (self->heights, i, estimate (self, i));
    }
}

void
qing_conversation_rows_set_width (QingConversationRows *self, int width)
{
  if (self->width == width)
    return;
  self->width = width;
  estimate_all (self);
}

/* The context has other styles now. */
void
qing_conversation_rows_restyle (QingConversationRows *self)
{
  for (guint i = 0; i < self->views->len; i++)
    if (g_ptr_array_index (self->views, i) != NULL)
      qing_message_view_style_changed (g_ptr_array_index (self->views, i));
  for (guint i = 0; i < self->pool->len; i++)
    qing_message_view_style_changed (g_ptr_array_index (self->pool, i));
  estimate_all (self);
}

/* Which thoughts are shown may be others now. */
void
qing_conversation_rows_refold (QingConversationRows *self)
{
  for (guint i = 0; i < self->views->len; i++)
    if (g_ptr_array_index (self->views, i) != NULL)
      qing_message_view_refold (g_ptr_array_index (self->views, i));
}

/* Writes down the height that the row has now. Returns: whether it was another. */
static gboolean
note_height (QingConversationRows *self, guint row, QingMessageView *view)
{
  int height = qing_message_view_get_height (view);
  gboolean changed = height != qing_height_index_get (self->heights, row);

  qing_height_index_set (self->heights, row, height);
  return changed;
}

/* Lets the messages take in what has arrived. Returns: whether any has another height. */
gboolean
qing_conversation_rows_update (QingConversationRows *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->views->len; i++)
    {
      QingMessageView *view = g_ptr_array_index (self->views, i);

      if (view == NULL || !qing_message_view_update (view))
        continue;
      qing_message_view_set_width (view, self->width);
      changed = note_height (self, i, view) || changed;
    }
  return changed;
}

guint
qing_conversation_rows_get_n_rows (QingConversationRows *self)
{
  return self->views->len;
}

/* Returns: how many rows have a widget; for tests. */
guint
qing_conversation_rows_count_views (QingConversationRows *self)
{
  guint n = self->pool->len;

  for (guint i = 0; i < self->views->len; i++)
    n += g_ptr_array_index (self->views, i) != NULL ? 1 : 0;
  return n;
}

QingHeightIndex *
qing_conversation_rows_get_heights (QingConversationRows *self)
{
  return self->heights;
}

static guint
rows_get_n_rows (gpointer rows)
{
  return qing_conversation_rows_get_n_rows (rows);
}

static int
rows_get_height (gpointer rows, guint row)
{
  return qing_height_index_get (((QingConversationRows *) rows)->heights, row);
}

static gboolean
rows_ensure (gpointer rows, guint row, int y0, int y1)
{
  QingConversationRows *self = rows;
  QingMessageView *view = qing_conversation_rows_need_view (self, row);
  gboolean moved = qing_message_view_ensure (view, y0, y1);

  return note_height (self, row, view) || moved;
}

static void
rows_spot_at (gpointer rows, guint row, int y, QingSpot *spot, int *line_y)
{
  QingMessageView *view = qing_conversation_rows_need_view (rows, row);

  qing_message_view_line_at (view, y, spot, line_y);
}

static int
rows_get_spot_y (gpointer rows, guint row, const QingSpot *spot)
{
  return qing_message_view_get_spot_y (qing_conversation_rows_need_view (rows, row), spot);
}

/* For a QingScrollAnchor. */
const QingScrollGeometry qing_conversation_rows_geometry = {
  .get_n_rows = rows_get_n_rows,
  .get_height = rows_get_height,
  .ensure = rows_ensure,
  .spot_at = rows_spot_at,
  .get_spot_y = rows_get_spot_y,
};
