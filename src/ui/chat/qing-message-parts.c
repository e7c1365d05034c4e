/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-parts.h"

#define FOOTER_HEIGHT 34
#define USER_MARGIN   18
#define ANSWER_MARGIN 2
#define LABEL_GAP     4

typedef enum
{
  PART_MODEL,
  N_PARTS
} Part;

typedef struct
{
  GtkWidget *widget; /* NULL while there is nothing to show */
  int y;
  int height;
} Place;

struct _QingMessageParts
{
  GtkWidget *host;
  QingMessage *message; /* borrowed from the host */
  Place places[N_PARTS];
  gboolean model_shown;
  gboolean last;
};

QingMessageParts *
qing_message_parts_new (GtkWidget *host)
{
  QingMessageParts *self = g_new0 (QingMessageParts, 1);

  self->host = host;
  return self;
}

void
qing_message_parts_free (QingMessageParts *self)
{
  qing_message_parts_clear (self);
  g_free (self);
}

static void
set_part (QingMessageParts *self, Part part, GtkWidget *widget)
{
  g_clear_pointer (&self->places[part].widget, gtk_widget_unparent);
  self->places[part].widget = widget;
  if (widget != NULL)
    gtk_widget_set_parent (widget, self->host);
}

static gboolean
update_model (QingMessageParts *self)
{
  const char *model = qing_message_get_model (self->message);
  gboolean shown = self->model_shown && model != NULL &&
                   qing_message_get_role (self->message) == QING_ROLE_ASSISTANT;
  GtkWidget *label = self->places[PART_MODEL].widget;

  if (!shown)
    {
      set_part (self, PART_MODEL, NULL);
      return label != NULL;
    }
  if (label != NULL)
    {
      gtk_label_set_text (GTK_LABEL (label), model);
      return FALSE;
    }
  label = gtk_label_new (model);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "message-model");
  set_part (self, PART_MODEL, label);
  return TRUE;
}

/* Returns: whether the message has to be laid out again. */
gboolean
qing_message_parts_update (QingMessageParts *self, QingMessage *message)
{
  self->message = message;
  return update_model (self);
}

void
qing_message_parts_clear (QingMessageParts *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    set_part (self, (Part) i, NULL);
  self->message = NULL;
}

void
qing_message_parts_set_model_shown (QingMessageParts *self, gboolean shown)
{
  self->model_shown = shown;
  if (self->message != NULL)
    update_model (self);
}

void
qing_message_parts_set_last (QingMessageParts *self, gboolean last)
{
  self->last = last;
}

static int
place (QingMessageParts *self, Part part, int width, int y, int gap)
{
  Place *entry = &self->places[part];

  entry->y = y;
  entry->height = 0;
  if (entry->widget == NULL)
    return y;
  gtk_widget_measure (entry->widget, GTK_ORIENTATION_VERTICAL, width, &entry->height, NULL, NULL,
                      NULL);
  return y + entry->height + gap;
}

/* Returns: where the text begins. */
int
qing_message_parts_lay_out_above (QingMessageParts *self, int width)
{
  int y;

  if (self->message == NULL)
    return 0;
  y = qing_message_get_role (self->message) == QING_ROLE_USER ? USER_MARGIN : ANSWER_MARGIN;
  return place (self, PART_MODEL, width, y, LABEL_GAP);
}

/* @y: where the text ends. Returns: where the message ends. */
int
qing_message_parts_lay_out_below (QingMessageParts *self, int width, int y)
{
  return y + FOOTER_HEIGHT;
}

void
qing_message_parts_allocate (QingMessageParts *self, int width)
{
  for (guint i = 0; i < N_PARTS; i++)
    {
      Place *entry = &self->places[i];

      if (entry->widget == NULL)
        continue;
      gtk_widget_measure (entry->widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (entry->widget,
                                &(GtkAllocation){ 0, entry->y, width, entry->height }, -1);
    }
}
