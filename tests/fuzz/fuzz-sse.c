/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes are a stream, and the events in it do not depend on how the bytes are cut. */

#include "fuzz.h"

#include "qing-sse-parser.h"

#include <string.h>

static gboolean
item_cb (const QingSseItem *item, gpointer user_data)
{
  GString *events = user_data;

  g_assert_nonnull (item->data);
  g_assert_cmpint (item->data[item->length], ==, '\0');
  g_string_append_printf (events, "%d %s %s %" G_GSIZE_FORMAT " ", item->kind, item->name, item->id,
                          item->length);
  g_string_append_len (events, item->data, item->length);
  g_string_append_c (events, '\n');

  return TRUE;
}

static GString *
parse (const guint8 *data, gsize size, gsize piece)
{
  GString *events = g_string_new (NULL);
  g_autoptr (QingSseParser) parser = qing_sse_parser_new (item_cb, events);

  for (gsize at = 0; at < size; at += piece)
    {
      g_autofree guint8 *copy = g_memdup2 (data + at, MIN (piece, size - at));

      qing_sse_parser_push (parser, copy, MIN (piece, size - at));
    }
  qing_sse_parser_finish (parser);
  g_assert_cmpuint (strlen (qing_sse_parser_get_stray (parser)), <=, QING_SSE_STRAY_LIMIT);
  g_string_append (events, qing_sse_parser_get_stray (parser));

  return events;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const gsize pieces[] = { 1, 2, 3, 7, 64 };
  GString *whole;

  if (size == 0)
    return 0;

  whole = parse (data, size, size);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *cut = parse (data, size, pieces[i]);

      g_assert_true (g_string_equal (whole, cut));
      g_string_free (cut, TRUE);
    }
  g_string_free (whole, TRUE);

  return 0;
}
