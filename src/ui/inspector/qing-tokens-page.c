/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-tokens-page.h"

#include "qing-confidence.h"
#include "qing-widget.h"

struct _QingTokensPage
{
  GtkWidget parent_instance;

  GtkTextView *view;
  GtkLabel *told;

  QingLogprobs *logprobs;
  char *text;
  GtkTextTag *tags[QING_CONFIDENCE_LEVELS]; /* the first is not used */
};

G_DEFINE_FINAL_TYPE (QingTokensPage, qing_tokens_page, GTK_TYPE_WIDGET)

static GtkTextBuffer *
get_buffer (QingTokensPage *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static void
update_colours (QingTokensPage *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  for (guint i = 1; i < QING_CONFIDENCE_LEVELS; i++)
    {
      GdkRGBA colour = qing_confidence_get_color (i, dark);

      g_object_set (self->tags[i], "background-rgba", &colour, NULL);
    }
}

char *
qing_tokens_page_describe (QingTokensPage *self, guint offset)
{
  guint index;

  g_return_val_if_fail (QING_IS_TOKENS_PAGE (self), NULL);

  if (self->logprobs == NULL || !qing_logprobs_find (self->logprobs, offset, &index))
    return g_strdup ("");
  return qing_confidence_describe (self->logprobs, self->text, index);
}

static char *
describe_iter (QingTokensPage *self, const GtkTextIter *iter)
{
  const char *at = g_utf8_offset_to_pointer (self->text, gtk_text_iter_get_offset (iter));

  return qing_tokens_page_describe (self, (guint) (at - self->text));
}

static void
cursor_moved_cb (QingTokensPage *self)
{
  GtkTextIter iter;
  g_autofree char *words = NULL;

  if (self->text == NULL)
    return;
  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter,
                                    gtk_text_buffer_get_insert (get_buffer (self)));
  words = describe_iter (self, &iter);
  gtk_label_set_text (self->told, words);
}

static gboolean
query_tooltip_cb (QingTokensPage *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkTextIter iter;
  g_autofree char *words = NULL;
  int buffer_x;
  int buffer_y;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x,
                                         &buffer_y);
  if (self->text == NULL || keyboard ||
      !gtk_text_view_get_iter_at_location (self->view, &iter, buffer_x, buffer_y))
    return FALSE;
  words = describe_iter (self, &iter);
  if (*words == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
qing_tokens_page_dispose (GObject *object)
{
  QingTokensPage *self = QING_TOKENS_PAGE (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->logprobs, qing_logprobs_unref);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_TOKENS_PAGE);

  G_OBJECT_CLASS (qing_tokens_page_parent_class)->dispose (object);
}

static void
qing_tokens_page_class_init (QingTokensPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_tokens_page_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-tokens-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QingTokensPage, view);
  gtk_widget_class_bind_template_child (widget_class, QingTokensPage, told);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
qing_tokens_page_init (QingTokensPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 1; i < QING_CONFIDENCE_LEVELS; i++)
    self->tags[i] = gtk_text_buffer_create_tag (get_buffer (self), NULL, NULL);
  g_signal_connect_object (get_buffer (self), "notify::cursor-position",
                           G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_colours), self, G_CONNECT_SWAPPED);
  update_colours (self);
}

/* A token may end inside of a character, which is shaded as a whole then. */
static void
shade (QingTokensPage *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  const char *at = self->text;
  int n_chars = 0;

  for (guint i = 0; i < qing_logprobs_get_n (self->logprobs); i++)
    {
      QingToken token;
      GtkTextTag *tag;
      GtkTextIter start;
      GtkTextIter end;
      const char *limit;

      qing_logprobs_get_token (self->logprobs, i, &token);
      limit = self->text + token.start + token.length;
      while (*at != '\0' && g_utf8_next_char (at) <= self->text + token.start)
        {
          at = g_utf8_next_char (at);
          n_chars++;
        }
      tag = self->tags[qing_confidence_get_level (token.logprob)];
      if (tag == NULL)
        continue;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, n_chars);
      end = start;
      for (const char *next = at; next < limit; next = g_utf8_next_char (next))
        gtk_text_iter_forward_char (&end);
      gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
    }
}

void
qing_tokens_page_set_message (QingTokensPage *self, QingMessage *message)
{
  QingLogprobs *logprobs;
  GtkTextIter start;

  g_return_if_fail (QING_IS_TOKENS_PAGE (self));

  g_clear_pointer (&self->logprobs, qing_logprobs_unref);
  g_clear_pointer (&self->text, g_free);
  logprobs = qing_message_get_logprobs (message);
  if (logprobs == NULL)
    return;
  self->logprobs = qing_logprobs_ref (logprobs);
  self->text = g_strdup (qing_message_get_text (message, NULL));
  gtk_text_buffer_set_text (get_buffer (self), self->text, -1);
  shade (self);
  gtk_text_buffer_get_start_iter (get_buffer (self), &start);
  gtk_text_buffer_place_cursor (get_buffer (self), &start);
  cursor_moved_cb (self);
}
