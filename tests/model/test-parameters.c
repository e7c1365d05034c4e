/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-fault.h"
#include "qing-parameters.h"

static void
test_table (void)
{
  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    {
      const QingParameterSpec *spec = qing_parameter_get_spec ((QingParameterId) i);

      g_assert_cmpuint (spec->id, ==, i);
      g_assert_nonnull (spec->label);
      g_assert_nonnull (spec->help);
      g_assert_true (qing_parameter_lookup (spec->name) == spec);
      g_assert_true ((spec->kind == QING_PARAMETER_CHOICE) == (spec->choices != NULL));
      if (spec->kind == QING_PARAMETER_NUMBER || spec->kind == QING_PARAMETER_INTEGER)
        g_assert_cmpfloat (spec->minimum, <, spec->maximum);
    }
  g_assert_nonnull (qing_parameter_lookup ("enable_thinking"));
  g_assert_nonnull (qing_parameter_lookup ("search_options.search_strategy"));
  g_assert_null (qing_parameter_lookup ("enable_thinkin"));
  g_assert_null (qing_parameter_lookup (""));
}

/* What a person types, and how it is printed as JSON; NULL where it must be refused. */
static const struct
{
  const char *name;
  const char *typed;
  const char *json;
} typed[] = {
  { "temperature", "0", "{\"temperature\":0.0}" },
  { "temperature", "1.99", "{\"temperature\":1.99}" },
  { "temperature", "2", NULL },
  { "temperature", "-0.1", NULL },
  { "temperature", "hot", NULL },
  { "temperature", "0.5x", NULL },
  { "temperature", "nan", NULL },
  { "top_p", "0", NULL },
  { "top_p", "1", "{\"top-p\":1.0}" },
  { "top_p", "1.01", NULL },
  { "top_k", "0", "{\"top-k\":0}" },
  { "top_k", "1.5", NULL },
  { "presence_penalty", "-2", "{\"presence-penalty\":-2.0}" },
  { "presence_penalty", "2.1", NULL },
  { "repetition_penalty", "0", NULL },
  { "max_tokens", "0", NULL },
  { "max_tokens", "65536", "{\"max-tokens\":65536}" },
  { "seed", "2147483647", "{\"seed\":2147483647}" },
  { "seed", "2147483648", NULL },
  { "seed", "-1", NULL },
  { "n", "4", "{\"n\":4}" },
  { "n", "5", NULL },
  { "top_logprobs", "6", NULL },
  { "enable_thinking", "on", "{\"enable-thinking\":true}" },
  { "enable_thinking", "false", "{\"enable-thinking\":false}" },
  { "enable_thinking", "maybe", NULL },
  { "stop", "END, STOP", "{\"stop\":[\"END\",\"STOP\"]}" },
  { "stop", " , ", "{}" },
  { "stop", "[\"a, b\", \" c\\n\"]", "{\"stop\":[\"a, b\",\" c\\n\"]}" },
  { "stop", " []", "{}" },
  { "stop", "[1]", NULL },
  { "stop", "[\"a\"", NULL },
  { "stop", "[]]", NULL },
  { "extra_headers", "[\"X-A: 1, 2\"]", "{\"extra-headers\":[\"X-A: 1, 2\"]}" },
  { "system_prompt", "", "{}" },
  { "search_strategy", "max", "{\"search-strategy\":\"max\"}" },
  { "search_strategy", "best", NULL },
};

static void
test_typed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (QingParameters) parameters = qing_parameters_new ();
      g_autoptr (QingParameters) again = qing_parameters_new ();
      const QingParameterSpec *spec = qing_parameter_lookup (typed[i].name);
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;
      GVariant *value = qing_parameter_parse (spec->id, typed[i].typed, &error);

      g_test_message ("%s=%s", typed[i].name, typed[i].typed);
      if (typed[i].json == NULL)
        {
          g_assert_null (value);
          g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (qing_parameters_set (parameters, spec->id, value));
      json = qing_parameters_to_json (parameters);
      g_assert_cmpstr (json, ==, typed[i].json);
      g_assert_true (qing_parameters_load_json (again, json, &error));
      g_assert_true (qing_parameters_equal (parameters, again));
    }
}

static void
test_load (void)
{
  g_autoptr (QingParameters) parameters = qing_parameters_new ();
  g_autoptr (GError) error = NULL;
  double number = 0;

  g_assert_true (qing_parameters_load_json (
    parameters,
    "{\"temperature\":1,\"top-p\":\"no\",\"seed\":-5,\"unknown\":[],\"n\":null,\"stop\":[1]}",
    &error));
  g_assert_true (qing_parameters_get_number (parameters, QING_PARAMETER_TEMPERATURE, &number));
  g_assert_cmpfloat (number, ==, 1.0);
  g_assert_false (qing_parameters_is_set (parameters, QING_PARAMETER_TOP_P));
  g_assert_false (qing_parameters_is_set (parameters, QING_PARAMETER_SEED));
  g_assert_false (qing_parameters_is_set (parameters, QING_PARAMETER_STOP));
  g_assert_false (qing_parameters_load_json (parameters, "[1]", &error));
  g_clear_error (&error);
  g_assert_false (qing_parameters_load_json (parameters, "{", &error));
  g_assert_true (qing_parameters_is_set (parameters, QING_PARAMETER_TEMPERATURE));
}

static void
count_cb (QingParameters *parameters, GParamSpec *pspec, gpointer count)
{
  (*(guint *) count)++;
}

static void
test_notify (void)
{
  g_autoptr (QingParameters) parameters = qing_parameters_new ();
  g_autoptr (QingParameters) other = qing_parameters_new ();
  guint count = 0;

  g_signal_connect (parameters, "notify::temperature", G_CALLBACK (count_cb), &count);
  qing_parameters_set (parameters, QING_PARAMETER_TEMPERATURE, g_variant_new_double (0.5));
  qing_parameters_set (parameters, QING_PARAMETER_TEMPERATURE, g_variant_new_double (0.5));
  g_assert_cmpuint (count, ==, 1);
  g_assert_false (
    qing_parameters_set (parameters, QING_PARAMETER_TEMPERATURE, g_variant_new_int64 (1)));
  g_assert_cmpuint (count, ==, 1);
  qing_parameters_assign (parameters, other);
  g_assert_cmpuint (count, ==, 2);
  g_assert_true (qing_parameters_equal (parameters, other));
}

/* What may be typed is told as it is checked. */
static void
test_ranges (void)
{
  static const struct
  {
    QingParameterId id;
    const char *words;
  } cases[] = {
    { QING_PARAMETER_TEMPERATURE, "at least 0 and below 2" },
    { QING_PARAMETER_TOP_P, "above 0 and at most 1" },
    { QING_PARAMETER_PRESENCE_PENALTY, "from -2 to 2" },
    { QING_PARAMETER_SEED, "from 0 to 2147483647" },
    { QING_PARAMETER_VIDEO_FPS, "from 0.1 to 10" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const QingParameterSpec *spec = qing_parameter_get_spec (cases[i].id);
      g_autofree char *words = qing_parameter_dup_range (spec);
      g_autofree char *message = g_strdup_printf ("%s must be %s", spec->name, cases[i].words);
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_null (qing_parameter_parse (cases[i].id, "-1e10", &error));
      g_assert_cmpstr (error->message, ==, message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parameters/table", test_table);
  g_test_add_func ("/parameters/typed", test_typed);
  g_test_add_func ("/parameters/ranges", test_ranges);
  g_test_add_func ("/parameters/load", test_load);
  g_test_add_func ("/parameters/notify", test_notify);
  return g_test_run ();
}
