/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-print-document.h"

#include "qing-attachment.h"
#include "qing-tool-call.h"

#include <cairo-pdf.h>
#include <string.h>

/* A page of A5 without its margins, in points. */
#define WIDTH  340.0
#define HEIGHT 500.0
#define FOOTER 26

static QingMessage *
add (QingConversation *conversation, QingRole role, const char *text)
{
  g_autoptr (QingMessage) message = qing_message_new (role);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (conversation));
  g_autoptr (QingMessage) last =
    n > 0 ? g_list_model_get_item (G_LIST_MODEL (conversation), n - 1) : NULL;

  qing_message_set_text (message, text, -1);
  qing_conversation_add (conversation, message, last, TRUE);
  return message;
}

static QingConversation *
make_conversation (const char *title)
{
  QingConversation *conversation = qing_conversation_new ();

  qing_conversation_set_title (conversation, title, TRUE);
  qing_conversation_set_loaded (conversation, TRUE);
  return conversation;
}

/* Gives it what it asks for. */
static QingPrintDocument *
lay_out (QingConversation *const *conversations, guint n, gboolean thoughts)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  QingPrintDocument *document = qing_print_document_new (n, context, WIDTH, HEIGHT, thoughts);
  double fraction = 0;
  double before = 0;

  g_object_unref (context);
  while (!qing_print_document_step (document, &fraction))
    {
      int wanted = qing_print_document_get_wanted (document);

      g_assert_cmpfloat (fraction, >=, before);
      g_assert_cmpfloat (fraction, <=, 1);
      before = fraction;
      if (wanted >= 0)
        qing_print_document_give (document, (guint) wanted, conversations[wanted]);
    }
  g_assert_cmpfloat (fraction, ==, 1);
  g_assert_cmpint (qing_print_document_get_wanted (document), ==, -1);
  return document;
}

/* The highest and the lowest mark on a page, in points from the top of the text; what is drawn
 * outside of the page's room would be cut off by a printer. */
static void
get_ink (QingPrintDocument *document, guint page, cairo_rectangle_t *ink)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);

  qing_print_document_draw (document, page, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_recording_surface_ink_extents (surface, &ink->x, &ink->y, &ink->width, &ink->height);
  cairo_surface_destroy (surface);
}

static void
assert_inside (QingPrintDocument *document)
{
  for (guint i = 0; i < qing_print_document_get_n_pages (document); i++)
    {
      cairo_rectangle_t ink;

      get_ink (document, i, &ink);
      g_test_message ("page %u: %.1f…%.1f by %.1f…%.1f", i, ink.x, ink.x + ink.width, ink.y,
                      ink.y + ink.height);
      g_assert_cmpfloat (ink.x, >=, -3);
      g_assert_cmpfloat (ink.x + ink.width, <=, WIDTH + 3);
      g_assert_cmpfloat (ink.y, >=, -3);
      g_assert_cmpfloat (ink.y + ink.height, <=, HEIGHT + 3);
    }
}

/* Whatever a model writes stays on the paper. */
static void
test_inside (gconstpointer data)
{
  g_autoptr (QingConversation) conversation = make_conversation ("What a title is");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (QingPrintDocument) document = NULL;
  const char *pattern = data;

  for (guint i = 0; i < 40; i++)
    g_string_append (text, pattern);
  add (conversation, QING_ROLE_USER, text->str);
  add (conversation, QING_ROLE_ASSISTANT, text->str);
  document = lay_out (&conversation, 1, FALSE);
  g_assert_cmpuint (qing_print_document_get_n_pages (document), >, 1);
  assert_inside (document);
}

static const struct
{
  const char *name;
  const char *pattern;
} patterns[] = {
  { "paragraphs", "A paragraph of some length, with **bold** words, *others* and `code` in it, so"
                  " that it takes more than a single line.\n\n" },
  { "headings", "# A heading\n\nand a line\n\n## Another\n\n- an item\n  1. in an item\n  2. more\n"
                "- [x] done\n- [ ] not done\n\n> A quote\n> of two lines\n>\n> > in a quote\n\n" },
  { "code", "```c\nint\nmain (void)\n{\n\treturn a_function_with_a_very_long_name (with, many,"
            " arguments, so_that_it_does_not_fit, on_one_line, of_a_page);\n}\n```\n\n" },
  { "long-word", "averyveryveryveryveryveryverylongwordwithoutanyblankinitthatgoesonandonandon" },
  { "formulas", "Let $x = \\frac{a}{b}$ and\n\n$$\\sum_{i=1}^{n} \\frac{\\sqrt{x_i^2 + y_i^2}}"
                "{\\int_0^\\infty f(t)\\,dt} = a + b + c + d + e + f + g + h + i + j + k + l + m"
                " + n + o + p + q + r + s + t + u + v + w$$\n\nand then $$a$$\n\n" },
  { "table", "| a | much longer than the others, so that it is broken | c |\n|---|:-:|--:|\n"
             "| 1 | text that has to be broken into several lines to fit | 3 |\n"
             "| *4* | `5` | $6^7$ |\n\n" },
  { "wide-table", "|a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|\n|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|\n"
                  "|aaaaaaaaaaaaaaaa|bbbbbbbbbbbbbbbbbbbbb|cccccccccccccccc|dddddddddddddd|e|f|g|h"
                  "|iiiiiiiiiiiiii|jjjjjjjjjjjjjjjjjjjjjj|kkkkkkkkkkkkkkkk|l|m|n|o|p|\n\n" },
  { "chinese", "清谈是一个聊天程序。它把对话印在纸上，每一页都有页码，标题和代码不会被切断。\n\n" },
};

/* A heading is not left alone at the foot of a page, nor who speaks, nor one line of a paragraph:
 * for any number of lines above them. */
static void
test_keeps (void)
{
  for (guint n = 20; n < 36; n++)
    {
      g_autoptr (QingConversation) conversation = make_conversation ("t");
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (QingPrintDocument) document = NULL;
      cairo_rectangle_t with;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, "Line %u\n\n", i);
      g_string_append (text, "# Heading\n\nlast line");
      add (conversation, QING_ROLE_ASSISTANT, text->str);
      document = lay_out (&conversation, 1, FALSE);
      if (qing_print_document_get_n_pages (document) < 2)
        continue;
      /* More than one line's ink, besides the footer's, when the heading moved along. */
      get_ink (document, qing_print_document_get_n_pages (document) - 1, &with);
      g_assert_cmpfloat (with.height, >, 20);
    }
}

/* A table that goes on has its head again: its second page begins with the same ink. */
static void
test_head (void)
{
  g_autoptr (QingConversation) conversation = make_conversation ("t");
  g_autoptr (GString) text = g_string_new ("| Head | Head |\n|---|---|\n");
  g_autoptr (QingPrintDocument) document = NULL;
  guint n_pages;

  for (guint i = 0; i < 200; i++)
    g_string_append (text, "| . | |\n");
  add (conversation, QING_ROLE_ASSISTANT, text->str);
  document = lay_out (&conversation, 1, FALSE);
  n_pages = qing_print_document_get_n_pages (document);
  g_assert_cmpuint (n_pages, >, 4);
  assert_inside (document);
  for (guint i = 1; i + 1 < n_pages; i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) WIDTH, 20);
      cairo_t *cr = cairo_create (surface);
      guint ink = 0;

      qing_print_document_draw (document, i, cr);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      for (int y = 0; y < 18; y++)
        for (int x = 0; x < (int) WIDTH; x++)
          ink += cairo_image_surface_get_data (
                   surface)[y * cairo_image_surface_get_stride (surface) + x] > 150;
      cairo_surface_destroy (surface);
      g_test_message ("page %u: %u", i, ink);
      g_assert_cmpuint (ink, >, 40);
    }
}

/* Each conversation begins on a page of its own, and an empty one has one, too. */
static void
test_several (void)
{
  QingConversation *conversations[3];
  g_autoptr (QingPrintDocument) document = NULL;

  for (guint i = 0; i < 3; i++)
    conversations[i] = make_conversation ("t");
  add (conversations[0], QING_ROLE_USER, "one");
  add (conversations[2], QING_ROLE_USER, "three");
  document = lay_out (conversations, 3, FALSE);
  g_assert_cmpuint (qing_print_document_get_n_pages (document), ==, 3);
  for (guint i = 3; i-- > 0;)
    {
      cairo_rectangle_t ink;

      if (i < 2)
        g_assert_cmpint (qing_print_document_get_wanted_for_page (document, i), ==, i);
      qing_print_document_give (document, i, conversations[i]);
      g_assert_cmpint (qing_print_document_get_wanted_for_page (document, i), ==, -1);
      get_ink (document, i, &ink);
      g_assert_cmpfloat (ink.height, >, HEIGHT / 2);
    }
  for (guint i = 0; i < 3; i++)
    g_object_unref (conversations[i]);
}

/* All that a message can have, printed with and without thoughts. */
static void
test_message (void)
{
  g_autoptr (QingConversation) conversation = make_conversation ("t");
  g_autoptr (QingAttachment) picture =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "damaged.png", "image/png");
  g_autoptr (QingAttachment) document_file =
    qing_attachment_new (NULL, QING_ATTACHMENT_DOCUMENT, "notes.txt", "text/plain");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);
  g_autoptr (QingToolCall) call = qing_tool_call_new ("id", "search", "{\"q\": \"x\"}");
  g_autoptr (QingFault) fault = qing_fault_new (QING_ERROR_SERVER, "The server fell over");
  g_autoptr (QingPrintDocument) without = NULL;
  g_autoptr (QingPrintDocument) with = NULL;
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  QingMessage *question = add (conversation, QING_ROLE_USER, "Look\tat\n\nthis");
  QingMessage *answer = add (conversation, QING_ROLE_ASSISTANT, "Done.");
  cairo_rectangle_t a, b;

  qing_message_add_attachment (question, picture);
  qing_message_add_attachment (question, document_file);
  qing_message_set_reasoning (answer, "First I think.\n\n```\nof code\n```\n\n- and\n- lists", -1);
  qing_message_set_model (answer, "qwen");
  qing_message_add_tool_call (answer, call);
  qing_message_set_fault (answer, fault);
  qing_parameters_set (qing_conversation_get_parameters (conversation),
                       QING_PARAMETER_SYSTEM_PROMPT, g_variant_new_string ("Be brief."));
  add (conversation, QING_ROLE_TOOL, "a result");

  without = lay_out (&conversation, 1, FALSE);
  with = lay_out (&conversation, 1, TRUE);
  pictures = qing_print_document_list_pictures (without, 0);
  g_assert_cmpuint (pictures->len, ==, 1);
  g_assert_true (pictures->pdata[0] == picture);
  get_ink (without, 0, &a);
  get_ink (with, 0, &b);
  g_assert_cmpuint (qing_print_document_get_n_pages (with), >=,
                    qing_print_document_get_n_pages (without));
  assert_inside (without);
  assert_inside (with);

  qing_attachment_set_bytes (picture, bytes);
  loaded = qing_print_document_list_pictures (without, 0);
  g_assert_cmpuint (loaded->len, ==, 0);
  assert_inside (without);
}

/* How much of the height of a page has ink between @x0 and @x1, in points, above its number. */
static double
get_share (QingPrintDocument *document, guint page, double x0, double x1)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  const guchar *data;
  int stride;
  guint n = 0;

  qing_print_document_draw (document, page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int y = 0; y < (int) HEIGHT - FOOTER; y++)
    for (int x = (int) x0; x < (int) x1; x++)
      if (data[y * stride + x] != 0)
        {
          n++;
          break;
        }
  cairo_surface_destroy (surface);
  return n / HEIGHT;
}

/* However long a quote is: its bar goes along with it, at the side where its lines begin. */
static void
test_quote (gconstpointer data)
{
  gboolean rtl = GPOINTER_TO_INT (data);
  g_autoptr (QingConversation) conversation = make_conversation ("t");
  g_autoptr (GString) text = g_string_new ("> ");
  g_autoptr (QingPrintDocument) document = NULL;
  guint n_pages;

  for (guint i = 0; i < 4000; i++)
    g_string_append (text, rtl ? "שלום " : "hello ");
  add (conversation, QING_ROLE_ASSISTANT, text->str);
  document = lay_out (&conversation, 1, FALSE);
  assert_inside (document);
  n_pages = qing_print_document_get_n_pages (document);
  g_assert_cmpuint (n_pages, >, 4);
  for (guint page = 1; page + 1 < n_pages; page++)
    {
      g_assert_cmpfloat (get_share (document, page, rtl ? WIDTH - 2 : 0, rtl ? WIDTH : 2), >, 0.9);
      g_assert_cmpfloat (get_share (document, page, rtl ? 0 : WIDTH - 2, rtl ? 2 : WIDTH), <, 0.9);
    }
}

/* The point of an item is on the side where its text begins. */
static void
test_item (void)
{
  static const char *const items[] = { "- hello", "- שלום" };

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (QingConversation) conversation = make_conversation ("t");
      g_autoptr (QingPrintDocument) document = NULL;

      add (conversation, QING_ROLE_ASSISTANT, items[i]);
      document = lay_out (&conversation, 1, FALSE);
      if (i == 0)
        g_assert_cmpfloat (get_share (document, 0, WIDTH - 14, WIDTH), ==, 0);
      else
        g_assert_cmpfloat (get_share (document, 0, WIDTH - 14, WIDTH), >, 0);
    }
}

/* A text without an end is divided, too, and its pages can be drawn in any order. */
static void
test_long (void)
{
  g_autoptr (QingConversation) conversation = make_conversation ("t");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (QingPrintDocument) document = NULL;
  cairo_rectangle_t first, again, last;
  guint n_pages;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "line %u of something that is one single paragraph ", i);
  g_string_append (text, "\n\n```\n");
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "line %u\n", i);
  add (conversation, QING_ROLE_ASSISTANT, text->str);
  document = lay_out (&conversation, 1, FALSE);
  n_pages = qing_print_document_get_n_pages (document);
  g_assert_cmpuint (n_pages, >, 60);
  get_ink (document, 3, &first);
  get_ink (document, n_pages - 1, &last);
  get_ink (document, 3, &again);
  g_assert_cmpmem (&first, sizeof first, &again, sizeof again);
}

int
main (int argc, char **argv)
{
  gtk_init ();
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *path = g_strconcat ("/print/inside/", patterns[i].name, NULL);

      g_test_add_data_func (path, patterns[i].pattern, test_inside);
    }
  g_test_add_func ("/print/keeps", test_keeps);
  g_test_add_func ("/print/head", test_head);
  g_test_add_func ("/print/several", test_several);
  g_test_add_func ("/print/message", test_message);
  g_test_add_data_func ("/print/quote/left", GINT_TO_POINTER (FALSE), test_quote);
  g_test_add_data_func ("/print/quote/right", GINT_TO_POINTER (TRUE), test_quote);
  g_test_add_func ("/print/item", test_item);
  g_test_add_func ("/print/long", test_long);
  return g_test_run ();
}
