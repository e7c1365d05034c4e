/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written and not sent: kept with its conversation, and shown again. */

#include "qing-composer-private.h"

/* A draft is kept this long after the last key. */
#define DRAFT_DELAY_MS 400

static GtkTextBuffer *
get_buffer (QingComposer *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static gboolean
save_draft_cb (gpointer user_data)
{
  QingComposer *self = user_data;

  self->draft_id = 0;
  qing_composer_save_draft (self);
  return G_SOURCE_REMOVE;
}

/* Who writes without a pause has what he writes kept, too. */
void
qing_composer_queue_draft (QingComposer *self)
{
  if (!self->filling && self->draft_id == 0 && self->conversation != NULL)
    self->draft_id = g_timeout_add (DRAFT_DELAY_MS, save_draft_cb, self);
}

void
qing_composer_fill (QingComposer *self, QingConversation *conversation)
{
  const char *text = conversation != NULL ? qing_conversation_get_draft (conversation) : NULL;
  int cursor = conversation != NULL ? qing_conversation_get_draft_cursor (conversation) : -1;
  GtkTextIter iter;

  self->filling = TRUE;
  gtk_text_buffer_set_text (get_buffer (self), text != NULL ? text : "", -1);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &iter, cursor);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  self->filling = FALSE;
}

void
qing_composer_fill_tray (QingComposer *self)
{
  GListModel *stored = qing_conversation_get_draft_attachments (self->conversation);

  if (self->tray == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->tray)) > 0)
    return;
  self->filling = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (stored); i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (stored, i);

      qing_attachment_tray_add_attachment (self->tray, attachment);
    }
  self->filling = FALSE;
}

void
qing_composer_draft_changed_cb (QingComposer *self)
{
  if (self->draft_id == 0 && gtk_text_buffer_get_char_count (get_buffer (self)) == 0)
    qing_composer_fill (self, self->conversation);
}

void
qing_composer_loaded_cb (QingComposer *self)
{
  if (!qing_conversation_is_loaded (self->conversation))
    return;
  qing_composer_draft_changed_cb (self);
  qing_composer_fill_tray (self);
}

/* Pictures that are still read are kept when they are there. */
static void
save_pictures (QingComposer *self)
{
  g_autoptr (GListModel) ready = NULL;

  if (!self->pictures_changed || self->tray == NULL || qing_attachment_tray_is_loading (self->tray))
    return;
  self->pictures_changed = FALSE;
  ready = qing_attachment_tray_list_ready (self->tray);
  qing_conversation_set_draft_attachments (self->conversation, ready);
  qing_engine_save_draft_attachments (qing_ruling_watch_get_engine (self->watch),
                                      self->conversation);
}

/* The place of the cursor counts from the beginning; -1 stands for the end. */
static int
get_cursor (QingComposer *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter,
                                    gtk_text_buffer_get_insert (get_buffer (self)));
  return gtk_text_iter_is_end (&iter) ? -1 : gtk_text_iter_get_offset (&iter);
}

void
qing_composer_save_draft (QingComposer *self)
{
  g_autofree char *text = NULL;
  const char *kept;
  int cursor;

  g_return_if_fail (QING_IS_COMPOSER (self));

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->conversation == NULL || !qing_conversation_is_loaded (self->conversation))
    return;
  save_pictures (self);
  text = qing_composer_dup_text (self);
  cursor = get_cursor (self);
  kept = qing_conversation_get_draft (self->conversation);
  if (g_strcmp0 (text, kept != NULL ? kept : "") == 0 &&
      cursor == qing_conversation_get_draft_cursor (self->conversation))
    return;
  qing_conversation_set_draft_cursor (self->conversation, cursor);
  qing_conversation_set_draft (self->conversation, text);
  qing_engine_touch (qing_ruling_watch_get_engine (self->watch), self->conversation);
}
