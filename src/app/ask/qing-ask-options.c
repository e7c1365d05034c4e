/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-ask-options.h"

#include "qing-fault.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* In the window one may be half written; here nobody would see that it is not sent. */
static gboolean
check_object (const QingParameterSpec *spec, const char *text, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return TRUE;
  g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("%s: “%s” is not a JSON object"),
               spec->name, text);
  return FALSE;
}

static gboolean
set_parameter (QingParameters *parameters, const char *assignment, GError **error)
{
  const char *equals = strchr (assignment, '=');
  const QingParameterSpec *spec;
  g_autofree char *name = NULL;
  GVariant *value;

  if (equals == NULL)
    {
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("“%s” is not NAME=VALUE"), assignment);
      return FALSE;
    }
  name = g_strndup (assignment, (gsize) (equals - assignment));
  spec = qing_parameter_lookup (name);
  if (spec == NULL)
    {
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("There is no parameter “%s”"), name);
      return FALSE;
    }
  if (spec->kind == QING_PARAMETER_JSON && !check_object (spec, equals + 1, error))
    return FALSE;
  value = qing_parameter_parse (spec->id, equals + 1, error);
  return value != NULL && qing_parameters_set (parameters, spec->id, value);
}

static gboolean
set_parameters (QingParameters *parameters, char **assignments, const char *system, GError **error)
{
  for (guint i = 0; assignments != NULL && assignments[i] != NULL; i++)
    if (!set_parameter (parameters, assignments[i], error))
      return FALSE;
  if (system != NULL)
    qing_parameters_set (parameters, QING_PARAMETER_SYSTEM_PROMPT, g_variant_new_string (system));
  return TRUE;
}

/* What is left are the words of the question; "-" reads standard input. */
static gboolean
take_prompt (QingAskOptions *self, char **words, GError **error)
{
  if (self->task != QING_ASK_QUESTION)
    {
      if (words == NULL || words[0] == NULL)
        return TRUE;
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("“%s” is too much"), words[0]);
      return FALSE;
    }
  if (words == NULL || words[0] == NULL)
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_REQUEST,
                           _ ("A question is missing; “-” reads it from standard input"));
      return FALSE;
    }
  if (words[1] != NULL)
    {
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST,
                   _ ("“%s” is too much: put the question in quotation marks"), words[1]);
      return FALSE;
    }
  self->prompt = g_str_equal (words[0], "-") ? NULL : g_strdup (words[0]);
  return TRUE;
}

/* What may stand behind the "=" of a parameter. */
static char *
dup_values (const QingParameterSpec *spec)
{
  switch (spec->kind)
    {
    case QING_PARAMETER_NUMBER:
    case QING_PARAMETER_INTEGER:
      return qing_parameter_dup_range (spec);
    case QING_PARAMETER_SWITCH:
      return g_strdup (_ ("on or off"));
    case QING_PARAMETER_CHOICE:
      return g_strjoinv (", ", (char **) spec->choices);
    case QING_PARAMETER_LIST:
      return g_strdup ("a,b | [\"a\",\"b\"]");
    case QING_PARAMETER_JSON:
      return g_strdup ("{…}");
    case QING_PARAMETER_TEXT:
    default:
      return NULL;
    }
}

static void
describe_question (GOptionContext *context)
{
  g_autoptr (GString) text = g_string_new (_ ("Parameters:"));

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    {
      const QingParameterSpec *spec = qing_parameter_get_spec ((QingParameterId) i);
      g_autofree char *values = dup_values (spec);

      g_string_append_printf (text, "\n  %-26s %s", spec->name, _ (spec->label));
      if (values != NULL)
        g_string_append_printf (text, ": %s", values);
    }
  g_string_append_printf (text, "\n\n%s\n", _ ("Examples:"));
  g_string_append (text, "  qingtan ask \"Why is the sky blue?\"\n"
                         "  qingtan ask -m qwen3-vl-plus -i photo.jpg \"What is this?\"\n"
                         "  git diff | qingtan ask -s \"Review this change.\" -\n"
                         "  qingtan ask -p enable-search=on -p temperature=0.2 --json \"News?\"\n");
  g_string_append_printf (text,
                          "\n%s\n  DASHSCOPE_API_KEY          %s\n  DASHSCOPE_BASE_URL         %s",
                          _ ("Environment:"),
                          _ ("The API key; without it, Qingtan’s first account is used"),
                          _ ("The server’s address, for the key above"));
  g_option_context_set_summary (
    context, _ ("Asks a model a question and writes its answer to standard output.\n"
                "Thinking goes to standard error when that is a terminal.\n\n"
                "Exit status: 0 answered, 1 failed, 2 wrong use, 130 stopped with Ctrl+C."));
  g_option_context_set_description (context, text->str);
}

static void
describe_models (GOptionContext *context)
{
  g_option_context_set_summary (
    context,
    _ ("Lists the models that Qingtan knows: whether they think, what they read and write\n"
       "(t text, i pictures, v video, a sound), and how many tokens they take and give."));
}

static void
add_model_options (QingAskOptions *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_NONE, &self->account,
      N_ ("Lists what the account’s server offers instead"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json,
      N_ ("Writes everything that is known of each model"), NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  describe_models (context);
}

static gboolean
parse_models (QingAskOptions *self, char ***arguments, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  add_model_options (self, context);
  return g_option_context_parse_strv (context, arguments, error) &&
         take_prompt (self, *arguments + 1, error);
}

static gboolean
parse_question (QingAskOptions *self, char ***arguments, GError **error)
{
  g_auto (GStrv) parameters = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *system = NULL;
  gboolean has_key = FALSE;
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_STRING, &self->model, N_ ("The model to ask"), N_ ("MODEL") },
    { "image", 'i', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->images,
      N_ ("A picture to send along; may be given several times"), N_ ("FILE") },
    { "sound", 'o', 0, G_OPTION_ARG_FILENAME, &self->sound,
      N_ ("Asks for a spoken answer and writes it to this WAV file"), N_ ("FILE") },
    { "system", 's', 0, G_OPTION_ARG_STRING, &system, N_ ("The system prompt"), N_ ("TEXT") },
    { "param", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &parameters,
      N_ ("Sets a parameter; may be given several times"), N_ ("NAME=VALUE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json,
      N_ ("Writes one JSON object with everything that is known of the answer"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &self->dry_run,
      N_ ("Writes the request without sending it; with --json, its address and headers too"),
      NULL },
    { "has-key", 0, 0, G_OPTION_ARG_NONE, &has_key,
      N_ ("Only tells by the exit status whether the keyring has a key"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Writes the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("QUESTION"));

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  describe_question (context);
  if (!g_option_context_parse_strv (context, arguments, error))
    return FALSE;
  if (has_key)
    self->task = QING_ASK_HAS_KEY;
  else if (version)
    self->task = QING_ASK_VERSION;
  if (self->sound != NULL)
    qing_parameters_set (self->parameters, QING_PARAMETER_AUDIO_OUTPUT,
                         g_variant_new_boolean (TRUE));
  return take_prompt (self, words, error) &&
         set_parameters (self->parameters, parameters, system, error);
}

QingAskOptions *
qing_ask_options_parse (char **arguments, GError **error)
{
  g_autoptr (QingAskOptions) self = g_new0 (QingAskOptions, 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) copy = NULL;
  const char *command = arguments[0] != NULL ? arguments[1] : NULL;
  guint skip = 0;
  gboolean good;

  self->parameters = qing_parameters_new ();
  if (g_strcmp0 (command, "models") == 0)
    self->task = QING_ASK_MODELS;
  if (g_strcmp0 (command, "ask") == 0 || self->task == QING_ASK_MODELS)
    skip = 1;
  for (guint i = 0; arguments[i] != NULL; i++)
    if (i == 0 || i > skip)
      g_strv_builder_add (builder, arguments[i]);
  copy = g_strv_builder_end (builder);

  /* The help names the command as it was typed. */
  g_set_prgname (self->task == QING_ASK_MODELS ? "qingtan models" : "qingtan ask");
  good = self->task == QING_ASK_MODELS ? parse_models (self, &copy, error)
                                       : parse_question (self, &copy, error);
  g_set_prgname ("qingtan");
  if (!good)
    return NULL;
  return g_steal_pointer (&self);
}

void
qing_ask_options_free (QingAskOptions *self)
{
  if (self == NULL)
    return;
  g_free (self->model);
  g_strfreev (self->images);
  g_free (self->sound);
  g_free (self->prompt);
  g_clear_object (&self->parameters);
  g_free (self);
}
