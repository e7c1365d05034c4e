/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-fault.h"
#include "qing-parameters.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define MAX_INT 2147483647.0

static const char *const effort_choices[] = {
  "none", "low", "medium", "high", "xhigh", "max", NULL
};
static const char *const format_choices[] = { "text", "json_object", "json_schema", NULL };
static const char *const audio_choices[] = { "wav", NULL };
static const char *const strategy_choices[] = { "turbo", "max", "agent", "agent_max", NULL };
static const char *const freshness_choices[] = { "7", "30", "180", "365", NULL };

/* One row a parameter, in the order of the enumeration; ranges are those of protocol.md 1.1, which
 * hold for every model; what a model narrows is in qing-ruling.c. */
/* clang-format off */
static const QingParameterSpec table[QING_N_PARAMETERS] = {
  { QING_PARAMETER_SYSTEM_PROMPT, "system-prompt", N_("System prompt"),
    N_("Who the model is and how it answers. It stands before every message of this conversation."),
    QING_PARAMETER_TEXT, QING_GROUP_BASIC },
  { QING_PARAMETER_TEMPERATURE, "temperature", N_("Temperature"),
    N_("Higher is more varied, lower is more predictable. Set this or Top P, not both."),
    QING_PARAMETER_NUMBER, QING_GROUP_BASIC, 0, 2, 0.05, FALSE, TRUE },
  { QING_PARAMETER_TOP_P, "top-p", N_("Top P"),
    N_("Chooses among the likeliest words that add up to this probability."),
    QING_PARAMETER_NUMBER, QING_GROUP_BASIC, 0, 1, 0.05, TRUE, FALSE },
  { QING_PARAMETER_TOP_K, "top-k", N_("Top K"),
    N_("How many candidates each token is drawn from. Over 100 switches this limit off."),
    QING_PARAMETER_INTEGER, QING_GROUP_SAMPLING, 0, MAX_INT, 1 },
  { QING_PARAMETER_PRESENCE_PENALTY, "presence-penalty", N_("Presence penalty"),
    N_("Above zero, words that occurred already become less likely."),
    QING_PARAMETER_NUMBER, QING_GROUP_SAMPLING, -2, 2, 0.1 },
  { QING_PARAMETER_REPETITION_PENALTY, "repetition-penalty", N_("Repetition penalty"),
    N_("1 means none; higher avoids repeating sequences."),
    QING_PARAMETER_NUMBER, QING_GROUP_SAMPLING, 0, 10, 0.05, TRUE, FALSE },
  { QING_PARAMETER_MAX_TOKENS, "max-tokens", N_("Longest answer"),
    N_("In tokens. The answer is cut when it reaches this length; thinking does not count."),
    QING_PARAMETER_INTEGER, QING_GROUP_BASIC, 1, MAX_INT, 256 },
  { QING_PARAMETER_MAX_COMPLETION_TOKENS, "max-completion-tokens", N_("Longest answer with thinking"),
    N_("In tokens, thinking and answer together."),
    QING_PARAMETER_INTEGER, QING_GROUP_OUTPUT, 1, MAX_INT, 256 },
  { QING_PARAMETER_SEED, "seed", N_("Seed"),
    N_("The same seed gives the same answer where the model can."),
    QING_PARAMETER_INTEGER, QING_GROUP_SAMPLING, 0, MAX_INT, 1 },
  { QING_PARAMETER_STOP, "stop", N_("Stop words"),
    N_("The answer ends before one of these."),
    QING_PARAMETER_LIST, QING_GROUP_OUTPUT },
  { QING_PARAMETER_N, "n", N_("Answers at once"),
    N_("How many answers to ask for. Each costs its own output tokens."),
    QING_PARAMETER_INTEGER, QING_GROUP_OUTPUT, 1, 4, 1 },
  { QING_PARAMETER_ENABLE_THINKING, "enable-thinking", N_("Thinking"),
    N_("Whether the model thinks before it answers."),
    QING_PARAMETER_SWITCH, QING_GROUP_BASIC },
  { QING_PARAMETER_THINKING_BUDGET, "thinking-budget", N_("Thinking budget"),
    N_("In tokens. When it is used up, the model starts to answer."),
    QING_PARAMETER_INTEGER, QING_GROUP_BASIC, 1, MAX_INT, 1024 },
  { QING_PARAMETER_REASONING_EFFORT, "reasoning-effort", N_("Thinking effort"),
    N_("How hard the model thinks. Set this or the thinking budget, not both."),
    QING_PARAMETER_CHOICE, QING_GROUP_THINKING, 0, 0, 0, FALSE, FALSE, effort_choices },
  { QING_PARAMETER_PRESERVE_THINKING, "preserve-thinking", N_("Remember earlier thinking"),
    N_("Sends the thinking of earlier answers along. It is billed as input."),
    QING_PARAMETER_SWITCH, QING_GROUP_THINKING },
  { QING_PARAMETER_CLEAR_THINKING, "clear-thinking", N_("Drop earlier thinking"),
    N_("The server leaves the thinking of earlier answers out."),
    QING_PARAMETER_SWITCH, QING_GROUP_THINKING },
  { QING_PARAMETER_RESPONSE_FORMAT, "response-format", N_("Answer format"),
    N_("Text, any JSON object, or JSON that follows a schema."),
    QING_PARAMETER_CHOICE, QING_GROUP_OUTPUT, 0, 0, 0, FALSE, FALSE, format_choices },
  { QING_PARAMETER_JSON_SCHEMA, "json-schema", N_("JSON schema"),
    N_("An object with a name and a schema, for the answer format “json_schema”."),
    QING_PARAMETER_JSON, QING_GROUP_OUTPUT },
  { QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES, "vl-high-resolution-images", N_("High resolution"),
    N_("Up to 16,384 tokens for each picture. The pixel limits below are then ignored."),
    QING_PARAMETER_SWITCH, QING_GROUP_PICTURES },
  { QING_PARAMETER_MIN_PIXELS, "min-pixels", N_("Fewest pixels"),
    N_("Smaller pictures are enlarged to this many pixels."),
    QING_PARAMETER_INTEGER, QING_GROUP_PICTURES, 1, MAX_INT, 1024 },
  { QING_PARAMETER_MAX_PIXELS, "max-pixels", N_("Most pixels"),
    N_("Larger pictures are scaled down to this many pixels."),
    QING_PARAMETER_INTEGER, QING_GROUP_PICTURES, 1, MAX_INT, 1024 },
  { QING_PARAMETER_PICTURES_AS_VIDEO, "pictures-as-video", N_("Pictures as video"),
    N_("Four pictures or more in one message are sent as the frames of a video."),
    QING_PARAMETER_SWITCH, QING_GROUP_PICTURES },
  { QING_PARAMETER_VIDEO_FPS, "video-fps", N_("Frames per second"),
    N_("How many frames of each second of a video the model looks at."),
    QING_PARAMETER_NUMBER, QING_GROUP_PICTURES, 0.1, 10, 0.1 },
  { QING_PARAMETER_AUDIO_OUTPUT, "audio-output", N_("Speak the answer"),
    N_("The answer comes as sound, with its text."),
    QING_PARAMETER_SWITCH, QING_GROUP_AUDIO },
  { QING_PARAMETER_VOICE, "voice", N_("Voice"),
    N_("Who speaks."),
    QING_PARAMETER_TEXT, QING_GROUP_AUDIO },
  { QING_PARAMETER_AUDIO_FORMAT, "audio-format", N_("Sound format"),
    N_("What the server is asked for."),
    QING_PARAMETER_CHOICE, QING_GROUP_AUDIO, 0, 0, 0, FALSE, FALSE, audio_choices },
  { QING_PARAMETER_ENABLE_SEARCH, "enable-search", N_("Web search"),
    N_("The model may search the web. This costs extra."),
    QING_PARAMETER_SWITCH, QING_GROUP_SEARCH },
  { QING_PARAMETER_FORCED_SEARCH, "forced-search", N_("Always search"),
    N_("Searches for every question rather than when the model wants to."),
    QING_PARAMETER_SWITCH, QING_GROUP_SEARCH },
  { QING_PARAMETER_SEARCH_STRATEGY, "search-strategy", N_("Search strategy"),
    N_("Turbo is quick; max asks several engines; agent searches in several rounds."),
    QING_PARAMETER_CHOICE, QING_GROUP_SEARCH, 0, 0, 0, FALSE, FALSE, strategy_choices },
  { QING_PARAMETER_SEARCH_EXTENSION, "search-extension", N_("Special fields"),
    N_("Searches special sources, such as weather or stocks, too."),
    QING_PARAMETER_SWITCH, QING_GROUP_SEARCH },
  { QING_PARAMETER_SEARCH_FRESHNESS, "search-freshness", N_("No older than (days)"),
    N_("Only pages of the last days."),
    QING_PARAMETER_CHOICE, QING_GROUP_SEARCH, 0, 0, 0, FALSE, FALSE, freshness_choices },
  { QING_PARAMETER_SEARCH_SITES, "search-sites", N_("Only these sites"),
    N_("At most 25 host names."),
    QING_PARAMETER_LIST, QING_GROUP_SEARCH },
  { QING_PARAMETER_SEARCH_INTENTION, "search-intention", N_("What to search for"),
    N_("Says in words what the search should look at."),
    QING_PARAMETER_TEXT, QING_GROUP_SEARCH },
  { QING_PARAMETER_TEXT_IMAGE_MIXED, "text-image-mixed", N_("Pictures in answers"),
    N_("The answer may hold the addresses of pictures from the web."),
    QING_PARAMETER_SWITCH, QING_GROUP_SEARCH },
  { QING_PARAMETER_ENABLE_CODE_INTERPRETER, "enable-code-interpreter", N_("Code interpreter"),
    N_("The model may run Python on the server while it thinks."),
    QING_PARAMETER_SWITCH, QING_GROUP_TOOLS },
  { QING_PARAMETER_TOOL_CHOICE, "tool-choice", N_("Tool choice"),
    N_("“auto”, “none”, or the name of the tool that must be used."),
    QING_PARAMETER_TEXT, QING_GROUP_TOOLS },
  { QING_PARAMETER_PARALLEL_TOOL_CALLS, "parallel-tool-calls", N_("Several tools at once"),
    N_("The model may ask for more than one tool in one turn."),
    QING_PARAMETER_SWITCH, QING_GROUP_TOOLS },
  { QING_PARAMETER_TOOL_STREAM, "tool-stream", N_("Stream tool arguments"),
    N_("The arguments of a tool arrive bit by bit."),
    QING_PARAMETER_SWITCH, QING_GROUP_TOOLS },
  { QING_PARAMETER_LOGPROBS, "logprobs", N_("Token probabilities"),
    N_("Returns how sure the model was of each token."),
    QING_PARAMETER_SWITCH, QING_GROUP_OUTPUT },
  { QING_PARAMETER_TOP_LOGPROBS, "top-logprobs", N_("Alternatives for each token"),
    N_("How many other candidates are returned."),
    QING_PARAMETER_INTEGER, QING_GROUP_OUTPUT, 0, 5, 1 },
  { QING_PARAMETER_TRANSLATE_FROM, "translate-from", N_("Translate from"),
    N_("The English name of the language, or “auto”."),
    QING_PARAMETER_TEXT, QING_GROUP_BASIC },
  { QING_PARAMETER_TRANSLATE_TO, "translate-to", N_("Translate to"),
    N_("The English name of the language."),
    QING_PARAMETER_TEXT, QING_GROUP_BASIC },
  { QING_PARAMETER_STREAM, "stream", N_("Stream the answer"),
    N_("Shows the answer while it is written."),
    QING_PARAMETER_SWITCH, QING_GROUP_EXPERT },
  { QING_PARAMETER_INCLUDE_USAGE, "include-usage", N_("Count tokens"),
    N_("Asks the server how many tokens an answer used."),
    QING_PARAMETER_SWITCH, QING_GROUP_EXPERT },
  { QING_PARAMETER_CONTENT_INSPECTION, "content-inspection", N_("Inspect more strictly"),
    N_("The server looks at questions and answers for forbidden content once more."),
    QING_PARAMETER_SWITCH, QING_GROUP_EXPERT },
  { QING_PARAMETER_WAIT_TIMEOUT, "wait-timeout", N_("Wait in the server’s queue"),
    N_("In seconds. After a burst of requests the server holds one back rather than refusing it. "
       "0 is off."),
    QING_PARAMETER_INTEGER, QING_GROUP_EXPERT, 0, 120, 1 },
  { QING_PARAMETER_EXTRA_BODY, "extra-body", N_("Additional JSON"),
    N_("A JSON object that is merged into the request last."),
    QING_PARAMETER_JSON, QING_GROUP_EXPERT },
  { QING_PARAMETER_EXTRA_HEADERS, "extra-headers", N_("Additional headers"),
    N_("Each as “Name: value”."),
    QING_PARAMETER_LIST, QING_GROUP_EXPERT },
};
/* clang-format on */

const QingParameterSpec *
qing_parameter_get_spec (QingParameterId id)
{
  g_return_val_if_fail (id < QING_N_PARAMETERS, NULL);
  return &table[id];
}

static gboolean
names_match (const char *a, const char *b)
{
  while (*a != '\0' && (*a == *b || (*a == '-' && *b == '_')))
    a++, b++;
  return *a == *b;
}

/**
 * qing_parameter_lookup:
 * @name: a stored name or the name on the wire: "-" and "_" are the same, and what stands before a
 *  point ("search_options.search_strategy") is only where it is sent
 *
 * Returns: (nullable): %NULL for an unknown name
 */
const QingParameterSpec *
qing_parameter_lookup (const char *name)
{
  const char *point = strrchr (name, '.');

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    if (names_match (table[i].name, point != NULL ? point + 1 : name))
      return &table[i];
  return NULL;
}

const char *
qing_parameter_group_get_label (QingParameterGroup group)
{
  static const char *const labels[] = {
    N_ ("Basic"), N_ ("More about thinking"), N_ ("Sampling"), N_ ("Output"), N_ ("Pictures"),
    N_ ("Sound"), N_ ("Web search"),          N_ ("Tools"),    N_ ("Expert"),
  };

  g_return_val_if_fail (group < G_N_ELEMENTS (labels), NULL);
  return _ (labels[group]);
}

static char *
dup_bound (double bound)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (number, sizeof number, bound < 1e6 ? "%g" : "%.0f", bound));
}

char *
qing_parameter_dup_range (const QingParameterSpec *spec)
{
  g_autofree char *minimum = dup_bound (spec->minimum);
  g_autofree char *maximum = dup_bound (spec->maximum);

  if (spec->minimum_exclusive)
    return g_strdup_printf (_ ("above %s and at most %s"), minimum, maximum);
  if (spec->maximum_exclusive)
    return g_strdup_printf (_ ("at least %s and below %s"), minimum, maximum);
  return g_strdup_printf (_ ("from %s to %s"), minimum, maximum);
}

static GVariant *
parse_number (const QingParameterSpec *spec, const char *text, GError **error)
{
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);
  gboolean whole = spec->kind == QING_PARAMETER_INTEGER;

  if (end == text || *end != '\0' || !isfinite (value) || (whole && value != floor (value)))
    {
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST,
                   whole ? _ ("%s: “%s” is not a whole number") : _ ("%s: “%s” is not a number"),
                   spec->name, text);
      return NULL;
    }
  if (value < spec->minimum || value > spec->maximum ||
      (value == spec->minimum && spec->minimum_exclusive) ||
      (value == spec->maximum && spec->maximum_exclusive))
    {
      g_autofree char *range = qing_parameter_dup_range (spec);

      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("%s must be %s"), spec->name, range);
      return NULL;
    }
  return whole ? g_variant_new_int64 ((gint64) value) : g_variant_new_double (value);
}

static GVariant *
parse_switch (const QingParameterSpec *spec, const char *text, GError **error)
{
  static const char *const on[] = { "on", "true", "yes", "1", NULL };
  static const char *const off[] = { "off", "false", "no", "0", NULL };

  if (g_strv_contains (on, text))
    return g_variant_new_boolean (TRUE);
  if (g_strv_contains (off, text))
    return g_variant_new_boolean (FALSE);
  g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("%s must be on or off"), spec->name);
  return NULL;
}

static GVariant *
parse_choice (const QingParameterSpec *spec, const char *text, GError **error)
{
  g_autofree char *choices = NULL;

  if (g_strv_contains (spec->choices, text))
    return g_variant_new_string (text);
  choices = g_strjoinv (", ", (char **) spec->choices);
  g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("%s must be one of: %s"), spec->name,
               choices);
  return NULL;
}

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* ["a, b", "\n"]: the only way to write a word with a comma, or with space at an end. */
static GVariant *
parse_array (const QingParameterSpec *spec, const char *text, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonArray *array =
    root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!is_string (node))
        {
          array = NULL;
          break;
        }
      g_strv_builder_add (builder, json_node_get_string (node));
    }
  if (array == NULL)
    {
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST,
                   _ ("%s: “%s” is not a list of texts in JSON"), spec->name, text);
      return NULL;
    }
  list = g_strv_builder_end (builder);
  return g_variant_new_strv ((const char *const *) list, -1);
}

static GVariant *
parse_list (const QingParameterSpec *spec, const char *text, GError **error)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (g_str_has_prefix (text, "["))
    return parse_array (spec, text, error);

  parts = g_strsplit_set (text, ",\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  list = g_strv_builder_end (builder);
  return g_variant_new_strv ((const char *const *) list, -1);
}

GVariant *
qing_parameter_parse (QingParameterId id, const char *text, GError **error)
{
  const QingParameterSpec *spec = qing_parameter_get_spec (id);
  g_autofree char *trimmed = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, QING_ERROR, QING_ERROR_REQUEST, _ ("%s is not valid text"), spec->name);
      return NULL;
    }
  trimmed = g_strstrip (g_strdup (text));
  switch (spec->kind)
    {
    case QING_PARAMETER_NUMBER:
    case QING_PARAMETER_INTEGER:
      return parse_number (spec, trimmed, error);
    case QING_PARAMETER_SWITCH:
      return parse_switch (spec, trimmed, error);
    case QING_PARAMETER_CHOICE:
      return parse_choice (spec, trimmed, error);
    case QING_PARAMETER_LIST:
      return parse_list (spec, trimmed, error);
    case QING_PARAMETER_TEXT:
    case QING_PARAMETER_JSON:
    default:
      return g_variant_new_string (text);
    }
}
