/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-parts.h"

#include "qing-attachment-strip.h"
#include "qing-message-footer.h"
#include "qing-message-status.h"
#include "qing-thinking-header.h"
#include "qing-tool-call-list.h"

#define FOOTER_HEIGHT 34
#define USER_MARGIN   18
#define ANSWER_MARGIN 2
#define GAP           6

/* In the order in which they stand, the text being between ATTACHMENTS and TOOLS. */
typedef enum
{
  PART_MODEL,
  PART_THINKING,
  PART_ATTACHMENTS,
  PART_TOOLS,
  PART_STATUS,
  PART_FOOTER,
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
  QingUnfoldFunc unfold;
  QingMessage *message; /* borrowed from the host */
  const QingChatContext *context;
  Place places[N_PARTS];
  gboolean model_shown;
  gboolean last;
  gboolean pointed_at;
};

/* @unfold: told when the user wants to see the thoughts, or no longer */
QingMessageParts *
qing_message_parts_new (GtkWidget *host, QingUnfoldFunc unfold)
{
  QingMessageParts *self = g_new0 (QingMessageParts, 1);

  self->host = host;
  self->unfold = unfold;
  return self;
}

void
qing_message_parts_free (QingMessageParts *self)
{
  qing_message_parts_clear (self);
  g_free (self);
}

static GtkWidget *
get_part (QingMessageParts *self, Part part)
{
  return self->places[part].widget;
}

/* Returns: whether that changes what has to be laid out. */
static gboolean
set_part (QingMessageParts *self, Part part, GtkWidget *widget)
{
  GtkWidget *old = self->places[part].widget;

  self->places[part].widget = widget;
  if (old != NULL)
    gtk_widget_unparent (old);
  if (widget != NULL)
    gtk_widget_set_parent (widget, self->host);
  return old != NULL || widget != NULL;
}

static const char *
get_model_name (QingMessageParts *self)
{
  const char *id = qing_message_get_model (self->message);
  QingCatalogue *catalogue = self->context != NULL ? self->context->catalogue : NULL;

  if (id == NULL || catalogue == NULL)
    return id;
  return qing_model_info_get_name (qing_catalogue_lookup (catalogue, id));
}

/* Setting a tooltip asks the X server where the pointer is, which is too dear for every update. */
static void
set_tooltip (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}

static gboolean
update_model (QingMessageParts *self)
{
  const char *model = get_model_name (self);
  GtkWidget *label = get_part (self, PART_MODEL);

  if (!self->model_shown || model == NULL ||
      qing_message_get_role (self->message) != QING_ROLE_ASSISTANT)
    return set_part (self, PART_MODEL, NULL);
  if (label != NULL)
    {
      gtk_label_set_text (GTK_LABEL (label), model);
      set_tooltip (label, qing_message_get_model (self->message));
      return FALSE;
    }
  label = gtk_label_new (model);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, qing_message_get_model (self->message));
  gtk_widget_add_css_class (label, "message-model");
  return set_part (self, PART_MODEL, label);
}

static void
toggled_cb (QingThinkingHeader *header, gboolean unfolded, QingMessageParts *self)
{
  self->unfold (self->host, unfolded);
}

static gboolean
update_thinking (QingMessageParts *self, gboolean unfolded)
{
  GtkWidget *header = get_part (self, PART_THINKING);
  gsize length = 0;

  qing_message_get_reasoning (self->message, &length);
  if (length == 0)
    return set_part (self, PART_THINKING, NULL);
  if (header != NULL)
    {
      qing_thinking_header_set_unfolded (QING_THINKING_HEADER (header), unfolded);
      qing_thinking_header_update (QING_THINKING_HEADER (header));
      return FALSE;
    }
  header = qing_thinking_header_new (self->message, unfolded);
  g_signal_connect (header, "toggled", G_CALLBACK (toggled_cb), self);
  return set_part (self, PART_THINKING, header);
}

static gboolean
update_attachments (QingMessageParts *self)
{
  GListModel *attachments = qing_message_get_attachments (self->message);
  guint n = attachments != NULL ? g_list_model_get_n_items (attachments) : 0;

  if ((n > 0) == (get_part (self, PART_ATTACHMENTS) != NULL))
    return FALSE;
  /* The user's bubbles are at the end side. */
  return set_part (self, PART_ATTACHMENTS,
                   n > 0
                     ? qing_attachment_strip_new (attachments, qing_message_get_role (
                                                                 self->message) == QING_ROLE_USER)
                     : NULL);
}

static gboolean
update_tools (QingMessageParts *self)
{
  GListModel *calls = qing_message_get_tool_calls (self->message);
  guint n = calls != NULL ? g_list_model_get_n_items (calls) : 0;

  if ((n > 0) == (get_part (self, PART_TOOLS) != NULL))
    return FALSE;
  return set_part (self, PART_TOOLS, n > 0 ? qing_tool_call_list_new (calls) : NULL);
}

static gboolean
update_status (QingMessageParts *self)
{
  GtkWidget *status = get_part (self, PART_STATUS);
  QingStatusKind kind = qing_message_status_get_kind (self->message);

  if (status != NULL && qing_message_status_get_shown (QING_MESSAGE_STATUS (status)) == kind)
    return FALSE;
  return set_part (self, PART_STATUS,
                   kind != QING_STATUS_NONE ? qing_message_status_new (self->message, kind) : NULL);
}

/* The footer's place is always kept, so nothing has to be laid out when it comes or goes. */
static void
update_footer (QingMessageParts *self)
{
  GtkWidget *footer = get_part (self, PART_FOOTER);
  QingRole role = qing_message_get_role (self->message);
  gboolean spoken = role == QING_ROLE_USER || role == QING_ROLE_ASSISTANT;
  gboolean idle = spoken && !qing_message_is_running (self->message);
  /* Of several answers at once, each can be looked at while it comes. */
  gboolean several = spoken && qing_message_get_n_siblings (self->message) > 1;
  gboolean tools = idle && self->pointed_at;
  gsize length = 0;

  /* The last answer offers them without being pointed at, if there is one. */
  qing_message_get_text (self->message, &length);
  if (idle && self->last && role == QING_ROLE_ASSISTANT && length > 0)
    tools = TRUE;
  if (!tools && !several && footer == NULL)
    return;
  if (footer == NULL)
    {
      footer =
        qing_message_footer_new (self->message, self->context != NULL && self->context->read_only);
      set_part (self, PART_FOOTER, footer);
    }
  gtk_widget_set_visible (footer, idle || several);
  qing_message_footer_set_tools_shown (QING_MESSAGE_FOOTER (footer), tools);
  qing_message_footer_update (QING_MESSAGE_FOOTER (footer));
}

/* Returns: whether the message has to be laid out again. */
gboolean
qing_message_parts_update (QingMessageParts *self, QingMessage *message, gboolean unfolded)
{
  gboolean changed;

  self->message = message;
  changed = update_model (self);
  changed = update_thinking (self, unfolded) || changed;
  changed = update_attachments (self) || changed;
  changed = update_tools (self) || changed;
  changed = update_status (self) || changed;
  update_footer (self);
  return changed;
}

void
qing_message_parts_clear (QingMessageParts *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    set_part (self, (Part) i, NULL);
  self->message = NULL;
  self->pointed_at = FALSE;
}

/* @context: must outlive the parts */
void
qing_message_parts_set_context (QingMessageParts *self, const QingChatContext *context)
{
  self->context = context;
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
  if (self->message != NULL)
    update_footer (self);
}

/* Whether pointer or focus is in the message. */
void
qing_message_parts_set_pointed_at (QingMessageParts *self, gboolean pointed_at)
{
  self->pointed_at = pointed_at;
  if (self->message != NULL)
    update_footer (self);
}

static int
place (QingMessageParts *self, Part part, int width, int y)
{
  Place *entry = &self->places[part];

  entry->y = y;
  entry->height = 0;
  if (entry->widget == NULL)
    return y;
  gtk_widget_measure (entry->widget, GTK_ORIENTATION_VERTICAL, width, &entry->height, NULL, NULL,
                      NULL);
  return y + entry->height + GAP;
}

/* Returns: where the text begins. */
int
qing_message_parts_lay_out_above (QingMessageParts *self, int width)
{
  int y;

  if (self->message == NULL)
    return 0;
  y = qing_message_get_role (self->message) == QING_ROLE_USER ? USER_MARGIN : ANSWER_MARGIN;
  y = place (self, PART_MODEL, width, y);
  y = place (self, PART_THINKING, width, y);
  return place (self, PART_ATTACHMENTS, width, y);
}

/* @y: where the text ends. Returns: where the message ends. */
int
qing_message_parts_lay_out_below (QingMessageParts *self, int width, int y)
{
  if (get_part (self, PART_TOOLS) != NULL || get_part (self, PART_STATUS) != NULL)
    y += GAP;
  y = place (self, PART_TOOLS, width, y);
  y = place (self, PART_STATUS, width, y);
  self->places[PART_FOOTER].y = y + 2;
  self->places[PART_FOOTER].height = FOOTER_HEIGHT - 4;
  return y + FOOTER_HEIGHT;
}

void
qing_message_parts_allocate (QingMessageParts *self, int width)
{
  for (guint i = 0; i < N_PARTS; i++)
    {
      Place *entry = &self->places[i];
      int height;

      if (entry->widget == NULL || !gtk_widget_should_layout (entry->widget))
        continue;
      gtk_widget_measure (entry->widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL,
                          NULL);
      gtk_widget_size_allocate (entry->widget,
                                &(GtkAllocation){ 0, entry->y, width, MAX (entry->height, height) },
                                -1);
    }
}
