/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-print-document.h"

#include "qing-export-writer.h"
#include "qing-print-part.h"

#include <glib/gi18n.h>

/* Units of the layout in a point: the window's measures are whole numbers, which would be too
 * coarse on paper. */
#define UNITS 8.0
#define FONT  (10.0 * UNITS)
/* Below the text, for the number of the page. */
#define FOOTER (24.0 * UNITS)
/* A page is not begun for the head of a table that would take more of it than this. */
#define MAX_HEAD          0.25
#define STEP_MICROSECONDS 20000

/* A row's place in the document. Message 0 is what stands before the messages. */
typedef struct
{
  guint conversation;
  guint message;
  guint part;
  guint row;
} Place;

/* A row while it is not known which page it comes to stand on. */
typedef struct
{
  Place place;
  double gap;
  double height;
  double head; /* what is drawn again above it at the top of a page */
} Pending;

struct _QingPrintDocument
{
  guint n_conversations;
  QingConversation *conversation; /* the one that was given */
  guint index;                    /* of it */
  QingPrintPaper paper;
  gboolean thoughts;

  GArray *pages; /* of Place: their first rows */
  Place next;    /* what the division into pages has come to */
  GArray *pending;
  double y;
  gboolean done;

  /* What is laid out at the moment. */
  Place at;
  GArray *parts;
  QingPrintFlow *flow;
};

static QingStyle *
make_style (PangoContext *context, gboolean dimmed)
{
  return qing_style_new_for_paper (context, FONT, dimmed);
}

QingPrintDocument *
qing_print_document_new (guint n_conversations,
                         PangoContext *context,
                         double width,
                         double height,
                         gboolean thoughts)
{
  QingPrintDocument *self = g_new0 (QingPrintDocument, 1);

  self->n_conversations = n_conversations;
  self->thoughts = thoughts;
  self->paper.style = make_style (context, FALSE);
  self->paper.dimmed = make_style (context, TRUE);
  self->paper.width = MAX (width * UNITS, 10 * FONT);
  self->paper.height = MAX (height * UNITS - FOOTER, 10 * FONT);
  self->pages = g_array_new (FALSE, FALSE, sizeof (Place));
  self->pending = g_array_new (FALSE, FALSE, sizeof (Pending));
  return self;
}

void
qing_print_document_free (QingPrintDocument *self)
{
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->flow, qing_print_flow_free);
  g_array_unref (self->pages);
  g_array_unref (self->pending);
  qing_style_unref (self->paper.style);
  qing_style_unref (self->paper.dimmed);
  g_clear_object (&self->conversation);
  g_free (self);
}

/* The parts of a message; NULL behind the last one. */
static GArray *
get_parts (QingPrintDocument *self, const Place *place)
{
  g_autoptr (QingMessage) message = NULL;

  if (self->parts != NULL && self->at.conversation == place->conversation &&
      self->at.message == place->message)
    return self->parts;
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->flow, qing_print_flow_free);
  self->at = *place;
  if (place->message == 0)
    self->parts = qing_print_list_front (self->conversation);
  else
    {
      message = g_list_model_get_item (G_LIST_MODEL (self->conversation), place->message - 1);
      self->parts = message != NULL ? qing_print_list_message (message, self->thoughts) : NULL;
    }
  return self->parts;
}

static gboolean
is_given (QingPrintDocument *self, guint index)
{
  return self->conversation != NULL && self->index == index;
}

void
qing_print_document_give (QingPrintDocument *self, guint index, QingConversation *conversation)
{
  g_return_if_fail (qing_conversation_is_loaded (conversation));

  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->flow, qing_print_flow_free);
  g_set_object (&self->conversation, conversation);
  self->index = index;
}

/* Moves @place on to a part that exists. Returns: FALSE at the end of what was given. */
static gboolean
find_part (QingPrintDocument *self, Place *place)
{
  while (place->conversation < self->n_conversations && is_given (self, place->conversation))
    {
      GArray *parts = get_parts (self, place);

      if (parts == NULL)
        *place = (Place){ place->conversation + 1, 0, 0, 0 };
      else if (place->part >= parts->len)
        *place = (Place){ place->conversation, place->message + 1, 0, 0 };
      else
        return TRUE;
    }
  return FALSE;
}

static const QingPrintPart *
get_part (QingPrintDocument *self, const Place *place)
{
  return &g_array_index (get_parts (self, place), QingPrintPart, place->part);
}

static QingPrintFlow *
get_flow (QingPrintDocument *self, const Place *place)
{
  const QingPrintPart *part = get_part (self, place);

  if (self->flow != NULL && self->at.part == place->part)
    return self->flow;
  g_clear_pointer (&self->flow, qing_print_flow_free);
  self->at.part = place->part;
  self->flow = qing_print_part_lay_out (part, &self->paper);
  return self->flow;
}

static void
begin_page (QingPrintDocument *self, const Pending *first)
{
  g_array_append_val (self->pages, first->place);
  self->y = first->head + first->height;
}

static void
put_row (QingPrintDocument *self, const Pending *row)
{
  if (self->pages->len == 0 || self->y + row->gap + row->height > self->paper.height)
    begin_page (self, row);
  else
    self->y += row->gap + row->height;
}

/* Rows that stand together come onto the next page as a whole when that helps. */
static void
put_pending (QingPrintDocument *self)
{
  double height = 0;
  guint i = 0;

  if (self->pending->len == 0)
    return;
  for (guint j = 0; j < self->pending->len; j++)
    height += g_array_index (self->pending, Pending, j).gap +
              g_array_index (self->pending, Pending, j).height;
  if (self->pages->len > 0 && self->y + height > self->paper.height && height <= self->paper.height)
    begin_page (self, &g_array_index (self->pending, Pending, i++));
  for (; i < self->pending->len; i++)
    put_row (self, &g_array_index (self->pending, Pending, i));
  g_array_set_size (self->pending, 0);
}

static double
get_head (QingPrintDocument *self, QingPrintFlow *flow, guint row)
{
  double height = 0;

  if (row < flow->n_own_heads)
    return 0;
  for (guint i = 0; i < flow->heads->len; i++)
    height += g_array_index (flow->heads, QingPrintRow, i).height;
  return height <= self->paper.height * MAX_HEAD ? height : 0;
}

static void
divide_part (QingPrintDocument *self, Place place)
{
  QingPrintFlow *flow = get_flow (self, &place);

  /* Each conversation begins on a page of its own. */
  if (place.message == 0 && place.part == 0)
    {
      put_pending (self);
      self->y = G_MAXDOUBLE;
    }
  for (place.row = 0; place.row < flow->rows->len; place.row++)
    {
      const QingPrintRow *row = &g_array_index (flow->rows, QingPrintRow, place.row);
      Pending pending = { place, row->gap, MIN (row->height, self->paper.height),
                          get_head (self, flow, place.row) };

      g_array_append_val (self->pending, pending);
      if (!row->keep)
        put_pending (self);
    }
}

static double
get_fraction (QingPrintDocument *self)
{
  double fraction = self->next.conversation;

  if (is_given (self, self->next.conversation))
    fraction += (double) self->next.message /
                (g_list_model_get_n_items (G_LIST_MODEL (self->conversation)) + 1);
  return fraction / self->n_conversations;
}

gboolean
qing_print_document_step (QingPrintDocument *self, double *fraction)
{
  gint64 until = g_get_monotonic_time () + STEP_MICROSECONDS;

  while (!self->done && g_get_monotonic_time () < until)
    {
      if (!find_part (self, &self->next))
        {
          if (self->next.conversation < self->n_conversations)
            break;
          put_pending (self);
          self->done = TRUE;
          break;
        }
      divide_part (self, self->next);
      self->next.part++;
    }
  *fraction = self->n_conversations > 0 ? get_fraction (self) : 1;
  return self->done;
}

guint
qing_print_document_get_n_pages (QingPrintDocument *self)
{
  return self->pages->len;
}

int
qing_print_document_get_wanted (QingPrintDocument *self)
{
  if (self->done || self->next.conversation >= self->n_conversations ||
      is_given (self, self->next.conversation))
    return -1;
  return (int) self->next.conversation;
}

int
qing_print_document_get_wanted_for_page (QingPrintDocument *self, guint page)
{
  guint index;

  g_return_val_if_fail (page < self->pages->len, -1);

  index = g_array_index (self->pages, Place, page).conversation;
  return is_given (self, index) ? -1 : (int) index;
}

static gboolean
is_before (const Place *a, const Place *b)
{
  if (a->conversation != b->conversation)
    return a->conversation < b->conversation;
  if (a->message != b->message)
    return a->message < b->message;
  if (a->part != b->part)
    return a->part < b->part;
  return a->row < b->row;
}

/* Where @page ends, before that row. */
static Place
get_end (QingPrintDocument *self, guint page)
{
  if (page + 1 < self->pages->len)
    return g_array_index (self->pages, Place, page + 1);
  return (Place){ self->n_conversations, 0, 0, 0 };
}

static guint
get_end_row (QingPrintDocument *self, const Place *place, const Place *end)
{
  QingPrintFlow *flow = get_flow (self, place);

  if (end->conversation == place->conversation && end->message == place->message &&
      end->part == place->part)
    return MIN (end->row, flow->rows->len);
  return flow->rows->len;
}

GPtrArray *
qing_print_document_list_pictures (QingPrintDocument *self, guint page)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func (g_object_unref);
  Place place = g_array_index (self->pages, Place, page);
  Place end = get_end (self, page);

  for (; find_part (self, &place) && is_before (&place, &end); place.part++, place.row = 0)
    {
      const QingPrintPart *part = get_part (self, &place);

      if (part->attachment != NULL && qing_attachment_get_bytes (part->attachment) == NULL)
        g_ptr_array_add (pictures, g_object_ref (part->attachment));
    }
  return pictures;
}

static void
draw_footer (QingPrintDocument *self, guint page, cairo_t *cr)
{
  QingStyle *style = self->paper.style;
  g_autoptr (PangoLayout) layout = pango_layout_new (style->context);
  g_autofree char *text = NULL;
  int height;

  /* Translators: at the foot of a printed page, as in “3 / 12”. */
  text = g_strdup_printf (_ ("%u / %u"), page + 1, self->pages->len);
  pango_layout_set_font_description (layout, style->fonts[QING_TEXT_SMALL]);
  pango_layout_set_width (layout, pango_units_from_double (self->paper.width));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  gdk_cairo_set_source_rgba (cr, &style->dim);
  cairo_move_to (cr, 0, self->paper.height + FOOTER - pango_units_to_double (height));
  pango_cairo_show_layout (cr, layout);
}

static double
draw_rows (GArray *rows, guint first, guint end, cairo_t *cr, double y, double max)
{
  for (guint i = first; i < end; i++)
    {
      const QingPrintRow *row = &g_array_index (rows, QingPrintRow, i);

      y += i > first ? row->gap : 0;
      cairo_save (cr);
      if (row->height > max)
        cairo_scale (cr, 1, max / row->height);
      qing_print_row_draw (row, cr, 0, row->height > max ? y * row->height / max : y);
      cairo_restore (cr);
      y += MIN (row->height, max);
    }
  return y;
}

/* Draws what of a part stands on the page. Returns: where the next one begins. */
static double
draw_part (QingPrintDocument *self,
           const Place *place,
           guint end,
           cairo_t *cr,
           double y,
           gboolean at_top)
{
  QingPrintFlow *flow = get_flow (self, place);
  double above = 0;
  double top;
  double bottom;

  if (place->row >= end)
    return y;
  if (!at_top)
    above = g_array_index (flow->rows, QingPrintRow, place->row).gap;
  else if (get_head (self, flow, place->row) > 0)
    y = draw_rows (flow->heads, 0, flow->heads->len, cr, y, self->paper.height);
  y += above;
  top = y;
  for (guint i = 0; i < place->row; i++)
    top -= g_array_index (flow->rows, QingPrintRow, i).height;
  bottom = y;
  for (guint i = place->row; i < end; i++)
    bottom += MIN (g_array_index (flow->rows, QingPrintRow, i).height, self->paper.height);
  qing_print_part_draw_back (get_part (self, place), &self->paper, cr, top, above, y, bottom);
  return draw_rows (flow->rows, place->row, end, cr, y, self->paper.height);
}

void
qing_print_document_draw (QingPrintDocument *self, guint page, cairo_t *cr)
{
  Place place;
  Place end;
  double y = 0;

  g_return_if_fail (page < self->pages->len);

  place = g_array_index (self->pages, Place, page);
  end = get_end (self, page);
  cairo_save (cr);
  cairo_scale (cr, 1 / UNITS, 1 / UNITS);
  for (gboolean at_top = TRUE; find_part (self, &place) && is_before (&place, &end);
       at_top = FALSE, place.part++, place.row = 0)
    y = draw_part (self, &place, get_end_row (self, &place, &end), cr, y, at_top);
  draw_footer (self, page, cr);
  cairo_restore (cr);
}
