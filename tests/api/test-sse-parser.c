/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines and events of a stream, for all cuts of its bytes. */

#include "qing-sse-parser.h"

#include <string.h>

/* Events are printed as "name/id/data;", comments as "#text;". */
static const struct
{
  const char *stream;
  const char *events;
  const char *stray;
} rows[] = {
  { "", "", "" },
  { "data: a\n\n", "//a;", "" },
  { "data:a\n\n", "//a;", "" },
  { "data:  a \n\n", "// a ;", "" },
  { "data: a\r\n\r\ndata: b\r\n\r\n", "//a;//b;", "" },
  { "data: a\r\rdata: b\r\r", "//a;//b;", "" },
  { "data: a\n\r\ndata: b\r\n\n", "//a;//b;", "" },
  { "data: a\ndata: b\ndata:\n\n", "//a\nb\n;", "" },
  { "data\n\n", "//;", "" },
  { "data: a", "//a;", "" },
  { "data: a\n", "//a;", "" },
  { "data: a\r", "//a;", "" },
  { "event: e\nid: 7\ndata: a\n\ndata: b\n\n", "e/7/a;/7/b;", "" },
  { "event: e\n\ndata: a\n\n", "//a;", "" },
  { "id:1\nevent:error\n:HTTP_STATUS/429\ndata:{}\n\n", "#HTTP_STATUS/429;error/1/{};", "" },
  { ": ping\n:\n\n", "# ping;#;", "" },
  { "retry: 100\ndata: a\n\n", "//a;", "" },
  { "\xef\xbb\xbf"
    "data: a\n\n",
    "//a;", "" },
  { "data: \xef\xbb\xbf\n\n", "//\xef\xbb\xbf;", "" },
  { "\n\n\n", "", "" },
  { "Bad gateway\ndata: a\n\nerror: b\nDATA: c\n data: d", "//a;",
    "Bad gateway\nerror: b\nDATA: c\n data: d" },
  { "data: 敏捷😀\n\n", "//敏捷😀;", "" },
};

typedef struct
{
  GString *events;
  guint n_items;
  guint stop_at;
} Record;

static gboolean
item_cb (const QingSseItem *item, gpointer user_data)
{
  Record *record = user_data;

  g_assert_cmpuint (strlen (item->data), ==, item->length);
  if (item->kind == QING_SSE_COMMENT)
    g_string_append_printf (record->events, "#%s;", item->data);
  else
    g_string_append_printf (record->events, "%s/%s/%s;", item->name, item->id, item->data);

  return ++record->n_items != record->stop_at;
}

static void
push_pieces (QingSseParser *parser, const char *stream, gsize length, gsize piece)
{
  for (gsize at = 0; at < length; at += piece)
    {
      g_autofree char *copy = g_memdup2 (stream + at, MIN (piece, length - at));

      if (!qing_sse_parser_push (parser, copy, MIN (piece, length - at)))
        break;
    }
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize piece = 1; piece <= strlen (rows[i].stream) + 1; piece++)
      {
        Record record = { g_string_new (NULL) };
        g_autoptr (QingSseParser) parser = qing_sse_parser_new (item_cb, &record);

        push_pieces (parser, rows[i].stream, strlen (rows[i].stream), piece);
        g_assert_true (qing_sse_parser_finish (parser));
        g_assert_cmpstr (record.events->str, ==, rows[i].events);
        g_assert_cmpstr (qing_sse_parser_get_stray (parser), ==, rows[i].stray);
        g_assert_false (qing_sse_parser_is_overflowed (parser));
        g_string_free (record.events, TRUE);
      }
}

static void
test_stop (void)
{
  const char *stream = "data: a\n\ndata: b\n\ndata: c\n\n";

  for (guint stop_at = 1; stop_at <= 3; stop_at++)
    {
      Record record = { g_string_new (NULL), 0, stop_at };
      g_autoptr (QingSseParser) parser = qing_sse_parser_new (item_cb, &record);

      g_assert_false (qing_sse_parser_push (parser, stream, strlen (stream)));
      g_assert_false (qing_sse_parser_push (parser, stream, strlen (stream)));
      g_assert_false (qing_sse_parser_finish (parser));
      g_assert_cmpuint (record.n_items, ==, stop_at);
      g_string_free (record.events, TRUE);
    }
}

static void
check_limit (const char *line, guint n_lines, gboolean good)
{
  Record record = { g_string_new (NULL) };
  g_autoptr (QingSseParser) parser = qing_sse_parser_new (item_cb, &record);

  qing_sse_parser_set_limit (parser, 1000);
  for (guint i = 0; i < n_lines; i++)
    qing_sse_parser_push (parser, line, strlen (line));
  g_assert_true (qing_sse_parser_finish (parser) == good);
  g_assert_true (qing_sse_parser_is_overflowed (parser) == !good);
  g_string_free (record.events, TRUE);
}

/* Neither a line nor an event nor what does not belong there grows for ever. */
static void
test_limits (void)
{
  check_limit ("data: 0123456789", 50, TRUE);
  check_limit ("data: 0123456789", 100, FALSE);
  check_limit ("data: 0123456789\n", 50, TRUE);
  check_limit ("data: 0123456789\n", 200, FALSE);
  check_limit ("data: 0123456789\n\n", 2000, TRUE);
  check_limit ("stray\n", 100000, TRUE);
  check_limit (": comment\n", 100000, TRUE);
}

/* A picture or a sound in one frame. */
static void
test_large (void)
{
  const gsize size = 16 * 1024 * 1024;
  g_autofree char *fill = g_strnfill (size, 'x');
  g_autofree char *stream = g_strconcat ("data: ", fill, "\n\n", NULL);
  Record record = { g_string_new (NULL) };
  g_autoptr (QingSseParser) parser = qing_sse_parser_new (item_cb, &record);

  push_pieces (parser, stream, strlen (stream), 4096);
  g_assert_cmpuint (record.events->len, ==, size + 3);
  g_string_free (record.events, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sse-parser/rows", test_rows);
  g_test_add_func ("/sse-parser/stop", test_stop);
  g_test_add_func ("/sse-parser/limits", test_limits);
  g_test_add_func ("/sse-parser/large", test_large);

  return g_test_run ();
}
