/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever a model answers and whatever a schema says, there is a verdict in words that can be
 * shown. The first line of the input is the schema, the rest is the answer. */

#include "fuzz.h"

#include "qing-json-check.h"
#include "qing-json-pretty.h"

#include <string.h>

static void
assert_words (const char *words)
{
  g_assert_true (words == NULL || g_utf8_validate (words, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  char *end = strchr (text, '\n');
  const char *answer = end != NULL ? end + 1 : text;
  g_autofree char *schema = g_strndup (text, end != NULL ? (gsize) (end - text) : 0);
  g_autofree char *of_schema = qing_json_check_schema (schema);
  g_autofree char *of_answer = qing_json_check_answer (answer, schema);
  g_autofree char *alone = qing_json_check_answer (answer, NULL);
  g_autofree char *pretty = qing_json_pretty (answer, -1);
  g_autofree char *short_form = qing_abbreviate_blobs (answer);

  assert_words (of_schema);
  assert_words (of_answer);
  assert_words (alone);
  g_assert_nonnull (of_answer);
  g_assert_nonnull (alone);
  assert_words (pretty);
  assert_words (short_form);

  return 0;
}
