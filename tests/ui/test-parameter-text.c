/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-parameter-text.h"

typedef struct
{
  QingParameterId id;
  const char *text;
  const char *value; /* as GVariant writes it; NULL: unset */
  gboolean good;
  const char *again; /* how it is shown again, when that is not how it was written */
} Case;

static const Case cases[] = {
  { QING_PARAMETER_STOP, "END\nSTOP", "['END', 'STOP']", TRUE },
  { QING_PARAMETER_STOP, "a, b\n\n c ", "['a, b', ' c ']", TRUE, "a, b\n c " },
  { QING_PARAMETER_STOP, "\\n\\n\n\\tx\n\\\\n", "['\\n\\n', '\\tx', '\\\\n']", TRUE },
  { QING_PARAMETER_STOP, "a\\b", "['a\\\\b']", TRUE },
  { QING_PARAMETER_STOP, " ", "[' ']", TRUE },
  { QING_PARAMETER_STOP, "\n\n", NULL, TRUE, "" },
  { QING_PARAMETER_STOP, "", NULL, TRUE },
  { QING_PARAMETER_EXTRA_HEADERS, "Accept: a, b\nX-One: 1 ", "['Accept: a, b', 'X-One: 1']", TRUE,
    "Accept: a, b\nX-One: 1" },
  { QING_PARAMETER_EXTRA_HEADERS, "no header", "['no header']", FALSE },
  { QING_PARAMETER_EXTRA_HEADERS, "Good: 1\n: 2", "['Good: 1', ': 2']", FALSE },
  { QING_PARAMETER_EXTRA_HEADERS, "Two words: 1", "['Two words: 1']", FALSE },
  { QING_PARAMETER_SEARCH_SITES, "a.org\n b.org \n", "['a.org', 'b.org']", TRUE, "a.org\nb.org" },
  { QING_PARAMETER_SEARCH_SITES,
    "a\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na\na",
    "['a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', "
    "'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a']",
    FALSE },
  { QING_PARAMETER_EXTRA_BODY, "{\"a\": 1}", "'{\"a\": 1}'", TRUE },
  { QING_PARAMETER_EXTRA_BODY, "[1]", "'[1]'", FALSE },
  { QING_PARAMETER_EXTRA_BODY, "{\"a\": }", "'{\"a\": }'", FALSE },
  { QING_PARAMETER_JSON_SCHEMA, "{\"name\": \"x\"}", "'{\"name\": \"x\"}'", FALSE },
  { QING_PARAMETER_SYSTEM_PROMPT, "You are kind.\n", "'You are kind.\\n'", TRUE },
  { QING_PARAMETER_SYSTEM_PROMPT, " \n ", NULL, TRUE, "" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      const QingParameterSpec *spec = qing_parameter_get_spec (c->id);
      g_autoptr (GVariant) value = qing_parameter_text_parse (spec, c->text);
      g_autofree char *printed = NULL;
      g_autofree char *shown = NULL;
      g_autofree char *words = qing_parameter_text_check (spec, c->text);

      if (value != NULL)
        {
          g_variant_ref_sink (value);
          printed = g_variant_print (value, FALSE);
        }
      g_assert_cmpstr (printed, ==, c->value);
      shown = qing_parameter_text_format (spec, value);
      g_assert_cmpstr (shown, ==, c->again != NULL ? c->again : c->text);
      g_assert_true (c->good == (words == NULL));
    }
}

/* Every field that is written into has something to show when it is empty. */
static void
test_hints (void)
{
  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    g_assert_cmpstr (qing_parameter_text_get_hint (qing_parameter_get_spec (i)), !=, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parameter-text/cases", test_cases);
  g_test_add_func ("/parameter-text/hints", test_hints);
  return g_test_run ();
}
