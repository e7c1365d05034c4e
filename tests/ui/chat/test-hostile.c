/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a broken or malicious model may send, as the view shows it. How much work a frame is, is
 * counted in pieces of text that are laid out, in their bytes, and in widgets; none of them may
 * grow with the message. */

#include "chat-fixture.h"

#include "qing-conversation-view-private.h"
#include "qing-text-unit.h"

#include <adwaita.h>

/* Two screens of the smallest letters: what is shown may change its place before it is painted. */
#define MAX_UNITS_A_FRAME 200
#define MAX_BYTES_A_FRAME (400 * 1000)
#define MAX_WIDGETS       300

#define STREAMED_BYTES (300 * 1000)
#define STREAMED_STEPS 15

typedef struct
{
  const char *name;
  const char *head;
  const char *unit;
  guint repeats;
  const char *tail;
  const char *again; /* comes as often after the tail as the unit before it */
} Hostile;

/* clang-format off */
static const Hostile cases[] = {
  { "ten-megabytes",      "", "Some *text* with `code`, [a link](https://example.org) and $x^2$.\n\n- item\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n", 87000, "" },
  { "ten-megabytes-code", "```c\n", "  int value = compute (a, b); /* ten megabytes of this */\n", 180000, "```\n" },
  { "one-paragraph",      "", "one paragraph that has no end ", 100000, "" },
  { "one-line",           "", "x", 1000000, "" },
  { "one-line-code",      "```\n", "0 1 - ", 170000, "\n```\n" },
  { "one-line-chinese",   "", "文", 300000, "" },
  { "brackets",           "", "[", 100000, "" },
  { "stars",              "", "*", 100000, "" },
  { "stars-letters",      "", "*a ", 100000, "" },
  { "quotes",             "", ">", 100000, "x" },
  { "quotes-lines",       "", "> x\n>\n", 30000, "" },
  { "backticks",          "", "`", 100000, "" },
  { "backticks-letters",  "", "`a", 50000, "" },
  { "rules",              "", "---\n\n", 50000, "" },
  { "headings",           "", "# a\n", 50000, "" },
  { "items",              "", "- a\n", 100000, "" },
  { "deep-items",         "", "- ", 10000, "x" },
  { "fences",             "", "```\na\n```\n", 20000, "" },
  { "links",              "", "[a](https://example.org/b) ", 50000, "" },
  { "addresses",          "", "https://example.org/b ", 50000, "" },
  { "link",               "[", "a", 100000, "](https://example.org)" },
  { "pictures",           "", "![a](https://example.org/b.png)\n\n", 20000, "" },
  { "wide-table",         "|", "some words|", 256, "\n|", "-|" },
  { "too-wide-table",     "|", "a|", 2000, "\n|", "-|" },
  { "long-table",         "| a | b |\n|---|---|\n", "| 1 | 2 |\n", 50000, "" },
  { "long-cell",          "| a | b |\n|---|---|\n| ", "word ", 100000, " | 2 |\n" },
  { "braces",             "$$\n", "{", 10000, "x\n$$\n" },
  { "formula",            "$$\n", "x + ", 5000, "y\n$$\n" },
  { "formulas",           "", "$x^2$ ", 50000, "" },
  { "displayed",          "", "$$x$$\n\n", 20000, "" },
  { "invalid",            "", "\xff", 100000, "" },
  { "invalid-mixed",      "", "a\xc0\x80 \xed\xa0\x80 ", 50000, "" },
  { "bidi",               "", "\xe2\x80\xae" "abc\xe2\x80\xa6 ", 50000, "" },
  { "bidi-nested",        "", "\xe2\x81\xa7", 50000, "x" },
  { "marks",              "x", "\xcc\x82", 100000, "" },
  { "joiners",            "", "\xe2\x80\x8d", 100000, "" },
  { "controls",           "", "\x01\x7f\xe2\x80\x8b", 50000, "" },
  { "empty-lines",        "", "\n", 1000000, "" },
  { "html",               "", "<b>", 50000, "" },
  { "footnotes",          "", "[^a] ", 50000, "\n\n[^a]: b\n" },
};
/* clang-format on */

/* The most that there was to do for a frame. */
typedef struct
{
  guint64 units;
  guint64 bytes;
  guint64 max_units;
  guint64 max_bytes;
} Frames;

static void
begin_frame (Frames *frames)
{
  frames->units = qing_text_unit_count_made ();
  frames->bytes = qing_text_unit_count_bytes ();
}

static void
after_paint_cb (GdkFrameClock *clock, Frames *frames)
{
  frames->max_units = MAX (frames->max_units, qing_text_unit_count_made () - frames->units);
  frames->max_bytes = MAX (frames->max_bytes, qing_text_unit_count_bytes () - frames->bytes);
  begin_frame (frames);
}

static guint
count_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);
  return n;
}

static char *
build (const Hostile *hostile)
{
  GString *text = g_string_new (hostile->head);

  for (guint i = 0; i < hostile->repeats; i++)
    g_string_append (text, hostile->unit);
  g_string_append (text, hostile->tail);
  for (guint i = 0; hostile->again != NULL && i < hostile->repeats; i++)
    g_string_append (text, hostile->again);
  return g_string_free (text, FALSE);
}

static void
check (ChatFixture *self, const char *what, const Frames *frames)
{
  guint n_widgets = count_widgets (GTK_WIDGET (self->view));

  g_test_message ("%s: %u pieces and %u bytes in a frame, %u widgets", what,
                  (guint) frames->max_units, (guint) frames->max_bytes, n_widgets);
  g_assert_cmpuint (frames->max_units, <=, MAX_UNITS_A_FRAME);
  g_assert_cmpuint (frames->max_bytes, <=, MAX_BYTES_A_FRAME);
  g_assert_cmpuint (n_widgets, <=, MAX_WIDGETS);
}

/* Read from its start to its end, in a window of two widths. */
static void
test_shown (ChatFixture *self, gconstpointer data)
{
  const Hostile *hostile = data;
  g_autofree char *text = build (hostile);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  Frames frames = { 0 };
  gulong handler;

  chat_fixture_add (conversation, QING_ROLE_ASSISTANT, text);
  begin_frame (&frames);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &frames);
  chat_fixture_show (self, conversation);
  qing_conversation_view_scroll_to_message (self->view,
                                            qing_conversation_get_root (conversation, 0));
  chat_fixture_settle (self);
  for (guint i = 0; i < 3; i++)
    {
      qing_conversation_view_scroll_by (self->view, 1500);
      chat_fixture_settle (self);
    }
  check (self, "shown", &frames);
  chat_fixture_resize (self, 400, 700);
  qing_conversation_view_scroll_to_end (self->view);
  chat_fixture_settle (self);
  check (self, "narrower", &frames);
  g_signal_handler_disconnect (clock, handler);
}

/* While it comes, and the end of it is followed. */
static void
test_streamed (ChatFixture *self, gconstpointer data)
{
  const Hostile *hostile = data;
  g_autofree char *text = build (hostile);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  gsize length = MIN (strlen (text), STREAMED_BYTES);
  gsize step = length / STREAMED_STEPS + 1;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  Frames frames = { 0 };
  QingMessage *message;
  gulong handler;

  message = chat_fixture_add (conversation, QING_ROLE_ASSISTANT, "");
  qing_message_set_state (message, QING_MESSAGE_STREAMING);
  chat_fixture_show (self, conversation);
  begin_frame (&frames);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &frames);
  for (gsize at = 0; at < length; at += step)
    {
      qing_message_append (message, QING_PART_TEXT, text + at, (gssize) MIN (step, length - at));
      chat_fixture_settle (self);
    }
  qing_message_set_state (message, QING_MESSAGE_COMPLETE);
  chat_fixture_settle (self);
  check (self, "streamed", &frames);
  g_signal_handler_disconnect (clock, handler);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = g_strconcat ("/chat/hostile/shown/", cases[i].name, NULL);
      g_autofree char *streamed = g_strconcat ("/chat/hostile/streamed/", cases[i].name, NULL);

      g_test_add (shown, ChatFixture, &cases[i], chat_fixture_set_up, test_shown,
                  chat_fixture_tear_down);
      g_test_add (streamed, ChatFixture, &cases[i], chat_fixture_set_up, test_streamed,
                  chat_fixture_tear_down);
    }
  return g_test_run ();
}
