/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "generator.h"
#include "leaf-dump.h"
#include "oracle.h"
#include "stream-check.h"

#include <string.h>

/* Random documents against cmark-gfm, and in random pieces against themselves as a whole. The
 * seed and the number are fixed; QING_FUZZ_SEED and QING_FUZZ_DOCUMENTS ask for others.
 */
#define SEED        20240229
#define N_DOCUMENTS 6000

static guint
get_setting (const char *name, guint otherwise)
{
  const char *value = g_getenv (name);

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : otherwise;
}

static gboolean
mixes_runs (const char *text, char mark)
{
  gboolean seen[3] = { FALSE };

  for (const char *start = strchr (text, mark); start != NULL;)
    {
      const char *end = start;

      while (*end == mark)
        end++;
      seen[(end - start) % 3] = TRUE;
      start = strchr (end, mark);
    }
  return seen[1] && seen[2];
}

static gboolean
mixes_backticks (const char *text)
{
  guint n_single = 0;
  guint n_longer = 0;

  for (const char *start = strchr (text, '`'); start != NULL;)
    {
      const char *end = start;

      while (*end == '`')
        end++;
      *(end - start == 1 ? &n_single : &n_longer) += 1;
      start = strchr (end, '`');
    }
  return n_single > 2 && n_longer > 0;
}

static gboolean
nests_brackets (const char *text)
{
  guint depth = 0;

  for (; *text != '\0'; text++)
    {
      if (*text == '[')
        depth++;
      else if (*text == ']' && depth > 1)
        return TRUE;
      else if (*text == ']' && depth > 0)
        depth--;
    }
  return FALSE;
}

/* What versions of the library are known to read in different ways, or otherwise than the
 * specification says: runs of delimiters of one and two characters in the same text (its search for openers gives
 * up too early); backticks of several lengths; the indentation of a fence after a tab;
 * definitions before a rule, before an indented line or before a table; tables and rules in
 * items, which make the list loose or tight; more than one row of hyphens; comments and
 * the like inside of text; brackets around a link.
 */
static gboolean
is_comparable (const char *text, const char *actual, const char *expected)
{
  static const char *const exceptions[] = { "\\t *(```|~~~)",
                                            "\\]:[^\\n]*\\n([^\\n]*\\n)?[^\\n]*---",
                                            "\\]:[^\\n]*\\n([^\\n]*\\n)?[> \\t]*[ \\t]",
                                            "^[-|: \\t]*\\n(.*\\n)*[-|: \\t]*[-|:][-|: \\t]*$" };

  if (nests_brackets (text) || mixes_runs (text, '*') || mixes_runs (text, '_') ||
      mixes_backticks (text))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (g_regex_match_simple (exceptions[i], text, G_REGEX_MULTILINE, 0))
      return FALSE;
  if (g_regex_match_simple ("^ +\"<[!?]", actual, G_REGEX_MULTILINE, 0) ||
      g_regex_match_simple ("^ +\"<[!?]", expected, G_REGEX_MULTILINE, 0))
    return FALSE;
  if (g_regex_match_simple ("^(table|rule) .*[•.)]", expected, G_REGEX_MULTILINE, 0))
    return FALSE;
  return strstr (expected, "table") == NULL || strstr (text, "]:") == NULL;
}

static const char *
end_of_quoted (const char *line)
{
  const char *end = strchr (line, '"');

  if (end == NULL)
    return NULL;
  for (end++; *end != '\0' && *end != '"'; end++)
    if (*end == '\\')
      end++;
  return end;
}

/* The library keeps the indentation of lines that continue a paragraph lazily, and the title of
 * a definition that turns out to have none. So neither counts.
 */
static void
append_normalized (GString *out, const char *line)
{
  const char *end = *line == ' ' ? end_of_quoted (line) : NULL;
  const char *title = end != NULL ? strstr (end, "> \"") : NULL;
  gsize length = title != NULL ? (gsize) (title - line) + 1 : strlen (line);
  gboolean verbatim =
    end != NULL && (strstr (end, " code") != NULL || strstr (end, " html") != NULL);

  for (gsize i = 0; i < length; i++)
    {
      gboolean blank = line[i] == ' ' || line[i] == '\t';
      char before = out->len > 0 ? out->str[out->len - 1] : '\0';

      if (end != NULL && blank && (verbatim || strchr (" \"", before) != NULL))
        continue;
      if (end != NULL && line[i] == '\\' && line[i + 1] == 'n')
        {
          g_string_append (out, verbatim ? "" : " ");
          i++;
          continue;
        }
      g_string_append_c (out, line[i]);
    }
  if (end != NULL && g_str_has_suffix (out->str, " \"\""))
    g_string_truncate (out, out->len - 3);
  g_string_append_c (out, '\n');
}

static char *
normalize (const char *dump)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    append_normalized (out, lines[i]);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
compare_with_library (const char *text, guint seed)
{
  g_autoptr (GPtrArray) leaves = qing_markdown_parse (text, -1);
  g_autoptr (GPtrArray) expected_leaves = oracle_parse (text, strlen (text));
  g_autofree char *expected_dump = leaves_dump (expected_leaves, DUMP_DEFAULT);
  g_autofree char *dump = leaves_dump (leaves, DUMP_DEFAULT);
  g_autofree char *actual = normalize (dump);
  g_autofree char *expected = normalize (expected_dump);

  if (!is_comparable (text, dump, expected_dump))
    return FALSE;
  if (!g_str_equal (actual, expected))
    g_test_message ("seed %u:\n%s", seed, text);
  g_assert_cmpstr (actual, ==, expected);
  return TRUE;
}

static void
test_library (void)
{
  guint seed = get_setting ("QING_FUZZ_SEED", SEED);
  guint n_documents = get_setting ("QING_FUZZ_DOCUMENTS", N_DOCUMENTS);
  guint n_compared = 0;

  g_test_message ("%u documents from seed %u", n_documents, seed);
  for (guint i = 0; i < n_documents; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed + i);
      g_autofree char *text = generate_document (random, GENERATE_STANDARD);

      n_compared += compare_with_library (text, seed + i);
    }
  g_test_message ("%u compared", n_compared);
  g_assert_cmpuint (n_compared, >=, n_documents / 5);
}

/* Every prefix that ends with a line must stream to the same as it parses to. */
static void
check_prefixes (const char *text, GRand *random)
{
  for (const char *end = strchr (text, '\n'); end != NULL; end = strchr (end + 1, '\n'))
    if (g_rand_int_range (random, 0, 4) == 0)
      stream_check (text, end + 1 - text, cut_at_random, random);
}

static void
test_stream (void)
{
  guint seed = get_setting ("QING_FUZZ_SEED", SEED);
  guint n_documents = get_setting ("QING_FUZZ_DOCUMENTS", N_DOCUMENTS);

  g_test_message ("%u documents from seed %u", n_documents, seed);
  for (guint i = 0; i < n_documents; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed + i);
      g_autofree char *text =
        generate_document (random, i % 2 == 0 ? GENERATE_EXTENDED : GENERATE_STANDARD);

      if (i % 8 == 0)
        stream_check (text, strlen (text), cut_by_size, GSIZE_TO_POINTER (1));
      stream_check (text, strlen (text), cut_at_random, random);
      check_prefixes (text, random);
    }
}

/* Paragraphs longer than what is looked at in one go. */
static void
test_long_paragraphs (void)
{
  guint seed = get_setting ("QING_FUZZ_SEED", SEED);
  guint n_documents = get_setting ("QING_FUZZ_DOCUMENTS", N_DOCUMENTS) / 60;

  for (guint i = 0; i < n_documents; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed + i);
      g_autofree char *text =
        generate_long_paragraph (random, g_rand_int_range (random, 3000, 30000));

      g_test_message ("seed %u", seed + i);
      stream_check_end (text, strlen (text), cut_by_size, GSIZE_TO_POINTER (68));
      stream_check_end (text, strlen (text), cut_by_size, GSIZE_TO_POINTER (997));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/fuzz/library", test_library);
  g_test_add_func ("/markdown/fuzz/stream", test_stream);
  g_test_add_func ("/markdown/fuzz/long-paragraphs", test_long_paragraphs);
  return g_test_run ();
}
