/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which text is a thought, for all cuts of it. */

#include "qing-think-filter.h"

#include <string.h>

typedef struct
{
  const char *content;
  const char *reasoning;
  const char *text;
} Row;

static const Row plain[] = {
  { "", "", "" },
  { "Hello", "", "Hello" },
  { "  Hello ", "", "  Hello " },
  { "<think>A</think>B", "A", "B" },
  { "<think>\nA\n</think>\n\nB", "A", "B" },
  { "\n <think>\n\n</think>\n\nB", "", "B" },
  { "</think>\n\nB", "", "B" },
  { "<think>A\n\n B</think>C", "A\n\n B", "C" },
  { "<think>A", "A", "" },
  { "<think>A \n", "A \n", "" },
  { "<think>a < b </ think> </thin", "a < b </ think> </thin", "" },
  { "<think>A</think>B</think>C<think>D", "A", "B</think>C<think>D" },
  { "The tag <think> opens, </think> closes.", "", "The tag <think> opens, </think> closes." },
  { "A</think>B", "", "A</think>B" },
  { "<thinking>A</thinking>", "", "<thinking>A</thinking>" },
  { "<thin", "", "<thin" },
  { "\n\n<", "", "\n\n<" },
  { "<div>", "", "<div>" },
  { "<think><think>A</think>B", "<think>A", "B" },
};

/* The server said nothing of the thought that its template opened. */
static const Row prefilled[] = {
  { "A\n</think>\n\nB", "A", "B" },
  { "<think>A</think>B", "A", "B" },
  { "</think>B", "", "B" },
  /* It was no thought: nothing is lost. */
  { "Answer", "Answer", "Answer" },
  { "", "", "" },
};

typedef struct
{
  GString *parts[2];
} Record;

static void
part_cb (QingPart part, const char *text, gsize length, gpointer user_data)
{
  Record *record = user_data;

  g_assert_cmpuint (length, >, 0);
  g_string_append_len (record->parts[part], text, length);
}

static void
check (const Row *row, gboolean is_prefilled, gsize piece)
{
  Record record = { { g_string_new (NULL), g_string_new (NULL) } };
  g_autoptr (QingThinkFilter) filter = qing_think_filter_new (is_prefilled, part_cb, &record);
  gsize length = strlen (row->content);

  for (gsize at = 0; at < length; at += piece)
    qing_think_filter_push (filter, row->content + at, MIN (piece, length - at));
  qing_think_filter_finish (filter, TRUE);

  g_assert_cmpstr (record.parts[QING_PART_TEXT]->str, ==, row->text);
  g_assert_cmpstr (record.parts[QING_PART_REASONING]->str, ==, row->reasoning);
  g_string_free (record.parts[0], TRUE);
  g_string_free (record.parts[1], TRUE);
}

static void
test_plain (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    for (gsize piece = 1; piece <= strlen (plain[i].content) + 1; piece++)
      check (&plain[i], FALSE, piece);
}

static void
test_prefilled (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (prefilled); i++)
    for (gsize piece = 1; piece <= strlen (prefilled[i].content) + 1; piece++)
      check (&prefilled[i], TRUE, piece);
}

/* The server sends the thinking apart after all. */
static void
test_close (void)
{
  Record record = { { g_string_new (NULL), g_string_new (NULL) } };
  g_autoptr (QingThinkFilter) filter = qing_think_filter_new (TRUE, part_cb, &record);

  qing_think_filter_close (filter);
  qing_think_filter_push (filter, "Answer", 6);
  qing_think_filter_finish (filter, TRUE);
  g_assert_cmpstr (record.parts[QING_PART_TEXT]->str, ==, "Answer");
  g_assert_cmpstr (record.parts[QING_PART_REASONING]->str, ==, "");
  g_string_free (record.parts[0], TRUE);
  g_string_free (record.parts[1], TRUE);
}

/* Held text must not be looked at again and again. */
static void
test_long_space (void)
{
  Record record = { { g_string_new (NULL), g_string_new (NULL) } };
  g_autoptr (QingThinkFilter) filter = qing_think_filter_new (FALSE, part_cb, &record);

  qing_think_filter_push (filter, "<think>x", 8);
  for (guint i = 0; i < 1000000; i++)
    qing_think_filter_push (filter, " ", 1);
  qing_think_filter_finish (filter, TRUE);
  g_assert_cmpuint (record.parts[QING_PART_REASONING]->len, ==, 1000001);
  g_string_free (record.parts[0], TRUE);
  g_string_free (record.parts[1], TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/think-filter/plain", test_plain);
  g_test_add_func ("/think-filter/prefilled", test_prefilled);
  g_test_add_func ("/think-filter/close", test_close);
  g_test_add_func ("/think-filter/long-space", test_long_space);

  return g_test_run ();
}
