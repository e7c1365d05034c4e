/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-tokens-page.h"

#include "qing-widget.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _QingTokensPage
{
  GtkWidget parent_instance;

  GtkTextView *view;
  GtkLabel *told;

  QingLogprobs *logprobs;
  char *text;
  GtkTextTag *tags[4];
};

G_DEFINE_FINAL_TYPE (QingTokensPage, qing_tokens_page, GTK_TYPE_WIDGET)

/* From "fairly sure" to "guessed": below that probability, and how strong the colour behind the
 * text is. The text keeps its own colour and stays readable on each. */
static const struct
{
  double below;
  double alpha;
} steps[] = { { 0.9, 0.16 }, { 0.7, 0.28 }, { 0.5, 0.40 }, { 0.25, 0.52 } };

static GtkTextBuffer *
get_buffer (QingTokensPage *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static void
update_colours (QingTokensPage *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GdkRGBA colour = { 0.96, 0.55, 0.0, (float) steps[i].alpha };

      /* On a dark ground the same strength would take the contrast from white letters. */
      if (dark)
        colour = (GdkRGBA){ 0.85, 0.42, 0.0, (float) steps[i].alpha };
      g_object_set (self->tags[i], "background-rgba", &colour, NULL);
    }
}

/* Spaces and ends of lines are tokens, too. */
static char *
dup_visible (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);
  GString *out = g_string_new (NULL);

  for (const char *at = valid; *at != '\0' && out->len < 64; at = g_utf8_next_char (at))
    if (*at == '\n')
      g_string_append (out, "↵");
    else if (*at == '\t')
      g_string_append (out, "⇥");
    else if (!g_unichar_iscntrl (g_utf8_get_char (at)))
      g_string_append_unichar (out, g_utf8_get_char (at));
  return g_string_free (out, FALSE);
}

static void
append_probability (GString *out, const char *token, double logprob)
{
  double percent = 100.0 * exp (logprob);

  /* Translators: a token and how probable it was. */
  g_string_append_printf (out, percent < 0.1 ? _ ("“%s” %.3f %%") : _ ("“%s” %.1f %%"), token,
                          percent);
}

static char *
describe_token (QingTokensPage *self, guint index)
{
  GString *out = g_string_new (NULL);
  g_autofree char *name = NULL;
  QingToken token;

  qing_logprobs_get_token (self->logprobs, index, &token);
  name = dup_visible (self->text + token.start, token.length);
  append_probability (out, name, token.logprob);
  for (guint i = 0; i < token.n_alternatives; i++)
    {
      double logprob;
      g_autofree char *other = qing_logprobs_dup_alternative (self->logprobs, index, i, &logprob);
      g_autofree char *shown = dup_visible (other, strlen (other));

      /* Servers name what was chosen among the alternatives again. */
      if (g_str_equal (shown, name))
        continue;
      g_string_append (out, " · ");
      append_probability (out, shown, logprob);
    }
  return g_string_free (out, FALSE);
}

char *
qing_tokens_page_describe (QingTokensPage *self, guint offset)
{
  guint index;

  g_return_val_if_fail (QING_IS_TOKENS_PAGE (self), NULL);

  if (self->logprobs == NULL || !qing_logprobs_find (self->logprobs, offset, &index))
    return g_strdup ("");
  return describe_token (self, index);
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
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    self->tags[i] = gtk_text_buffer_create_tag (get_buffer (self), NULL, NULL);
  g_signal_connect_object (get_buffer (self), "notify::cursor-position",
                           G_CALLBACK (cursor_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_colours), self, G_CONNECT_SWAPPED);
  update_colours (self);
}

static GtkTextTag *
find_tag (QingTokensPage *self, double logprob)
{
  double probability = exp (logprob);
  GtkTextTag *tag = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (probability < steps[i].below)
      tag = self->tags[i];
  return tag;
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
      tag = find_tag (self, token.logprob);
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
