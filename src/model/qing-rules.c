/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-rules.h"

#include "qing-message.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

static void
refuse (QingRule *rule, const char *reason)
{
  rule->offered = FALSE;
  rule->reason = reason;
}

/* The control stays, but what the user set cannot be sent now. */
static void
hold_back (QingRule *rule, const char *reason)
{
  rule->conflict = rule->effective != NULL;
  rule->reason = reason;
  /* A value that another part of the rule has just made belongs to nobody yet. */
  if (rule->effective != NULL && g_variant_is_floating (rule->effective))
    g_variant_unref (g_variant_ref_sink (rule->effective));
  rule->effective = NULL;
}

static void
say (const QingSituation *s, QingRule *rule, char *reason)
{
  g_ptr_array_add (s->words, reason);
  rule->reason = reason;
}

static void
fall_back_number (QingRule *rule, double value)
{
  if (isfinite (value))
    rule->fallback = g_variant_new_double (value);
}

/* Narrows the upper end; a larger value is sent as the largest that is taken, and the user is told. */
static void
limit (const QingSituation *s, QingRule *rule, gint64 maximum)
{
  if (maximum <= 0)
    return;
  rule->maximum = (double) maximum;
  if (rule->effective != NULL && g_variant_get_int64 (rule->effective) > maximum)
    {
      rule->effective = g_variant_new_int64 (maximum);
      rule->conflict = TRUE;
      say (s, rule,
           g_strdup_printf (_ ("This model takes at most %" G_GINT64_FORMAT
                               ", which is sent instead."),
                            maximum));
    }
}

gboolean
qing_situation_has (const QingSituation *self, QingFeatures feature)
{
  return (self->features & feature) != 0;
}

gboolean
qing_situation_get_switch (const QingSituation *self, QingParameterId id)
{
  gboolean value = FALSE;

  return qing_parameters_get_switch (self->parameters, id, &value) && value;
}

gboolean
qing_situation_is_set (const QingSituation *self, QingParameterId id)
{
  return qing_parameters_is_set (self->parameters, id);
}

gboolean
qing_situation_is_family (const QingSituation *self, const char *const *families)
{
  return g_strv_contains (families, qing_model_info_get_family (self->model));
}

/* protocol.md 1.5: the Omni models need "agent" and take nothing else. */
const char *
qing_situation_get_strategy (const QingSituation *self)
{
  const char *const *taken = qing_model_info_get_search_strategies (self->model);
  const char *set = qing_parameters_get_string (self->parameters, QING_PARAMETER_SEARCH_STRATEGY);

  if (self->known && taken[0] != NULL && taken[1] == NULL && g_str_equal (taken[0], "agent"))
    return taken[0];
  if (set != NULL && self->known && !g_strv_contains (taken, set))
    return NULL;
  return set;
}

static const char *
only_thinking (void)
{
  return _ ("Only while the model thinks.");
}

static const char *
not_this_model (void)
{
  return _ ("This model does not take it.");
}

/* API page: "Do not set a System Message for the QwQ model. A System Message has no effect on the
 * QVQ model." */
static void
rule_system_prompt (const QingSituation *s, QingRule *rule)
{
  if (qing_situation_has (s, QING_FEATURE_NO_SYSTEM))
    refuse (rule, _ ("This model takes no system prompt."));
}

/* API page: "Do not modify the default temperature value for QVQ models." */
static gboolean
is_fixed (const QingSituation *s, QingRule *rule)
{
  if (!qing_situation_has (s, QING_FEATURE_FIXED_SAMPLING))
    return FALSE;
  refuse (rule, _ ("This model’s own value must not be changed."));
  return TRUE;
}

static void
rule_temperature (const QingSituation *s, QingRule *rule)
{
  fall_back_number (rule, qing_model_info_get_sampling (s->model, s->thinking)->temperature);
  is_fixed (s, rule);
}

/* API page: "Both temperature and top_p control the diversity of the generated text. Set only one
 * of them." */
static void
rule_top_p (const QingSituation *s, QingRule *rule)
{
  fall_back_number (rule, qing_model_info_get_sampling (s->model, s->thinking)->top_p);
  if (is_fixed (s, rule))
    return;
  if (qing_situation_is_set (s, QING_PARAMETER_TEMPERATURE))
    hold_back (rule, _ ("Temperature is set: only one of the two is sent."));
}

/* protocol.md 1.1: not supported by DeepSeek, Kimi and MiniMax on DashScope. */
static void
rule_top_k (const QingSituation *s, QingRule *rule)
{
  static const char *const without[] = { "deepseek", "kimi", "minimax", NULL };
  int value = qing_model_info_get_sampling (s->model, s->thinking)->top_k;

  if (value >= 0)
    rule->fallback = g_variant_new_int64 (value);
  if (qing_situation_is_family (s, without))
    refuse (rule, not_this_model ());
  else
    is_fixed (s, rule);
}

static void
rule_presence_penalty (const QingSituation *s, QingRule *rule)
{
  fall_back_number (rule, qing_model_info_get_sampling (s->model, s->thinking)->presence_penalty);
  is_fixed (s, rule);
}

static void
rule_repetition_penalty (const QingSituation *s, QingRule *rule)
{
  fall_back_number (rule, qing_model_info_get_sampling (s->model, s->thinking)->repetition_penalty);
}

/* API page: "The default and maximum values correspond to the model's maximum output length." */
static void
rule_max_tokens (const QingSituation *s, QingRule *rule)
{
  gint64 most = qing_model_info_get_max_output (s->model, s->thinking);

  if (most > 0)
    rule->fallback = g_variant_new_int64 (most);
  limit (s, rule, most);
  if (qing_situation_is_set (s, QING_PARAMETER_MAX_COMPLETION_TOKENS) &&
      qing_situation_has (s, QING_FEATURE_COMPLETION_LIMIT))
    hold_back (rule, _ ("The length with thinking is set, which takes its place."));
}

static void
rule_max_completion_tokens (const QingSituation *s, QingRule *rule)
{
  gint64 most = qing_model_info_get_max_output (s->model, s->thinking);

  if (s->dashscope && !qing_situation_has (s, QING_FEATURE_COMPLETION_LIMIT))
    {
      refuse (rule, not_this_model ());
      return;
    }
  if (most > 0)
    limit (s, rule,
           most + (s->thinking ? MAX (qing_model_info_get_max_thinking (s->model), 0) : 0));
}

/* API page: "Supported only by Qwen3 (non-thinking mode) models. If you pass the tools parameter,
 * set n to 1." */
static void
rule_n (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_int64 (1);
  if (s->dashscope && !qing_situation_has (s, QING_FEATURE_SEVERAL))
    refuse (rule, _ ("This model gives one answer at a time."));
  else if (s->dashscope && s->thinking)
    hold_back (rule, _ ("While the model thinks it gives one answer at a time."));
  else if (s->has_tools)
    hold_back (rule, _ ("With tools there is one answer at a time."));
}

/* protocol.md 3.2 and 8.1: refused by models that never think, and "false" by those that always
 * do. Partial mode (1.3), titles and tests need it off. */
static void
rule_enable_thinking (const QingSituation *s, QingRule *rule)
{
  QingThinking thinking = qing_model_info_get_thinking (s->model);

  if (thinking == QING_THINKING_NONE)
    refuse (rule, _ ("This model does not think."));
  else if (thinking == QING_THINKING_ALWAYS)
    refuse (rule, _ ("This model always thinks."));
  else if (thinking != QING_THINKING_UNKNOWN)
    rule->fallback = g_variant_new_boolean (thinking == QING_THINKING_HYBRID_ON);

  /* protocol.md 1.8: the code interpreter wants the switch said aloud. */
  if (rule->offered && s->dashscope && s->thinking && rule->effective == NULL &&
      qing_situation_has (s, QING_FEATURE_CODE_INTERPRETER) &&
      qing_situation_get_switch (s, QING_PARAMETER_ENABLE_CODE_INTERPRETER) && !s->has_tools)
    rule->effective = g_variant_new_boolean (TRUE);
  if (rule->offered && s->purpose != QING_PURPOSE_CHAT &&
      (thinking != QING_THINKING_UNKNOWN || rule->effective != NULL))
    rule->effective = g_variant_new_boolean (FALSE);
}

/* protocol.md 1.1: at most the model's chain of thought; not together with reasoning_effort. */
static void
rule_thinking_budget (const QingSituation *s, QingRule *rule)
{
  gint64 most = qing_model_info_get_max_thinking (s->model);

  if (qing_situation_has (s, QING_FEATURE_NO_BUDGET) || (s->known && most <= 0))
    {
      refuse (rule, not_this_model ());
      return;
    }
  if (most > 0)
    rule->fallback = g_variant_new_int64 (most);
  limit (s, rule, most);
  if (!s->thinking)
    hold_back (rule, only_thinking ());
}

/* protocol.md 1.1: low, medium and xhigh on Qwen3.8, high and max on DeepSeek and GLM. */
static void
rule_reasoning_effort (const QingSituation *s, QingRule *rule)
{
  static const char *const qwen[] = { "none", "low", "medium", "xhigh", NULL };
  static const char *const others[] = { "high", "max", NULL };
  static const char *const standard[] = { "low", "medium", "high", NULL };
  static const char *const foreign[] = { "deepseek", "glm", NULL };
  const char *value = rule->effective != NULL ? g_variant_get_string (rule->effective, NULL) : NULL;

  if (s->dashscope && !qing_situation_has (s, QING_FEATURE_EFFORT))
    {
      refuse (rule, not_this_model ());
      return;
    }
  rule->choices = !s->dashscope ? standard : qing_situation_is_family (s, foreign) ? others : qwen;
  if (value != NULL && !g_strv_contains (rule->choices, value))
    hold_back (rule, _ ("This model does not know this effort."));
  else if (s->dashscope && qing_situation_is_set (s, QING_PARAMETER_THINKING_BUDGET) &&
           !qing_situation_has (s, QING_FEATURE_NO_BUDGET))
    hold_back (rule, _ ("The thinking budget is set: only one of the two is sent."));
  else if (s->purpose != QING_PURPOSE_CHAT ||
           (s->dashscope && !s->thinking && g_strcmp0 (value, "none") != 0))
    hold_back (rule, only_thinking ());
}

static void
rule_preserve_thinking (const QingSituation *s, QingRule *rule)
{
  static const char *const on[] = { "qwen3.8", "qwen3.8-omni", NULL };

  if (!qing_situation_has (s, QING_FEATURE_PRESERVE_THINKING))
    refuse (rule, not_this_model ());
  else
    rule->fallback = g_variant_new_boolean (qing_situation_is_family (s, on));
}

/* Whether "json" stands in a system or user message, in any case (protocol.md 1.1). */
static gboolean
says_json (const QingSituation *s)
{
  const char *system = qing_parameters_get_string (s->parameters, QING_PARAMETER_SYSTEM_PROMPT);
  g_autofree char *lower = system != NULL ? g_ascii_strdown (system, -1) : NULL;

  if (lower != NULL && strstr (lower, "json") != NULL &&
      !qing_situation_has (s, QING_FEATURE_NO_SYSTEM))
    return TRUE;
  for (guint i = 0; i < s->messages->len; i++)
    {
      QingMessage *message = g_ptr_array_index (s->messages, i);
      g_autofree char *text = NULL;

      if (qing_message_get_role (message) != QING_ROLE_USER)
        continue;
      text = g_ascii_strdown (qing_message_get_text (message, NULL), -1);
      if (strstr (text, "json") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether @text is {"name": …, "schema": {…}} with a name of at most 64 of A-Z a-z 0-9 _ -. */
static gboolean
is_schema (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonNode *schema;
  JsonNode *name;
  const char *word;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  schema = json_object_get_member (json_node_get_object (node), "schema");
  name = json_object_get_member (json_node_get_object (node), "name");
  if (schema == NULL || !JSON_NODE_HOLDS_OBJECT (schema) || name == NULL ||
      !JSON_NODE_HOLDS_VALUE (name) || json_node_get_string (name) == NULL)
    return FALSE;
  word = json_node_get_string (name);
  return *word != '\0' && strlen (word) <= 64 &&
         strspn (word, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-") == strlen (word);
}

/* protocol.md 6.4 and 1.4: which models take which format, and when. */
static void
rule_response_format (const QingSituation *s, QingRule *rule)
{
  static const char *const plain[] = { "text", NULL };
  static const char *const object[] = { "text", "json_object", NULL };
  static const char *const schema[] = { "text", "json_object", "json_schema", NULL };
  gboolean takes_object = qing_situation_has (s, QING_FEATURE_JSON_OBJECT);
  gboolean takes_schema = qing_situation_has (s, QING_FEATURE_JSON_SCHEMA);
  const char *value =
    rule->effective != NULL ? g_variant_get_string (rule->effective, NULL) : "text";

  rule->fallback = g_variant_new_string ("text");
  if (!s->dashscope || !s->known)
    takes_object = takes_schema = TRUE;
  if (!takes_object)
    {
      refuse (rule, _ ("This model answers in text only."));
      return;
    }
  rule->choices = takes_schema ? schema : takes_object ? object : plain;

  if (!g_strv_contains (rule->choices, value))
    hold_back (rule, _ ("This model does not take a schema."));
  else if (g_str_equal (value, "json_object") && s->dashscope && s->known && s->thinking &&
           !qing_situation_has (s, QING_FEATURE_JSON_OBJECT_THINKING))
    hold_back (rule, _ ("This model answers in JSON only when it does not think."));
  else if (g_str_equal (value, "json_object") && s->messages != NULL && !says_json (s))
    hold_back (rule, _ ("The word “JSON” must stand in the system prompt or in a message."));
  else if (g_str_equal (value, "json_schema") &&
           !is_schema (qing_parameters_get_string (s->parameters, QING_PARAMETER_JSON_SCHEMA)))
    hold_back (rule, _ ("A schema is needed: an object with “name” and “schema”."));
}

static void
rule_json_schema (const QingSituation *s, QingRule *rule)
{
  const char *format = qing_parameters_get_string (s->parameters, QING_PARAMETER_RESPONSE_FORMAT);

  if (s->dashscope && s->known && !qing_situation_has (s, QING_FEATURE_JSON_SCHEMA))
    refuse (rule, not_this_model ());
  else if (g_strcmp0 (format, "json_schema") != 0)
    hold_back (rule, _ ("Only with the answer format “json_schema”."));
  else if (rule->effective != NULL && !is_schema (g_variant_get_string (rule->effective, NULL)))
    hold_back (rule, _ ("A schema is an object with “name” and “schema”."));
}

static gboolean
takes_pictures (const QingSituation *s, QingRule *rule)
{
  if ((qing_model_info_get_input (s->model) & QING_MODALITY_IMAGE) != 0)
    return TRUE;
  refuse (rule, _ ("This model does not see pictures."));
  return FALSE;
}

static void
rule_high_resolution (const QingSituation *s, QingRule *rule)
{
  if (!takes_pictures (s, rule))
    return;
  rule->fallback = g_variant_new_boolean (FALSE);
  if (!qing_situation_has (s, QING_FEATURE_HIGH_RESOLUTION))
    refuse (rule, not_this_model ());
}

static void
set_pixel_range (const QingSituation *s, QingRule *rule, gint64 fallback)
{
  const QingPixels *pixels = qing_model_info_get_pixels (s->model);

  if (pixels->side == 0)
    {
      if (s->known)
        refuse (rule, not_this_model ());
      return;
    }
  rule->minimum = 4.0 * pixels->side * pixels->side;
  rule->fallback = g_variant_new_int64 (fallback);
  limit (s, rule, pixels->limit);
  if (rule->effective != NULL && g_variant_get_int64 (rule->effective) < rule->minimum)
    hold_back (rule, _ ("Too few pixels for this model."));
}

static void
rule_min_pixels (const QingSituation *s, QingRule *rule)
{
  gint64 most = 0;

  if (!takes_pictures (s, rule))
    return;
  set_pixel_range (s, rule, qing_model_info_get_pixels (s->model)->minimum);
  if (rule->effective != NULL &&
      qing_parameters_get_integer (s->parameters, QING_PARAMETER_MAX_PIXELS, &most) &&
      g_variant_get_int64 (rule->effective) > most)
    hold_back (rule, _ ("More than the most pixels."));
}

/* API page: with vl_high_resolution_images "the max_pixels setting is ignored". */
static void
rule_max_pixels (const QingSituation *s, QingRule *rule)
{
  if (!takes_pictures (s, rule))
    return;
  set_pixel_range (s, rule, qing_model_info_get_pixels (s->model)->maximum);
  if (qing_situation_has (s, QING_FEATURE_HIGH_RESOLUTION) &&
      qing_situation_get_switch (s, QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES))
    hold_back (rule, _ ("High resolution is on, which sets its own limit."));
}

/* protocol.md 1.4, 10: no sound while the model thinks; API page: only Qwen-Omni. */
static gboolean
can_speak (const QingSituation *s, QingRule *rule)
{
  if ((qing_model_info_get_output (s->model) & QING_MODALITY_AUDIO) == 0)
    {
      refuse (rule, _ ("This model does not speak."));
      return FALSE;
    }
  if (s->thinking || s->purpose == QING_PURPOSE_TITLE || s->purpose == QING_PURPOSE_TEST)
    {
      hold_back (rule, _ ("The model does not speak while it thinks."));
      return FALSE;
    }
  return TRUE;
}

static void
rule_audio_output (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
  can_speak (s, rule);
}

static gboolean
will_speak (const QingSituation *s, QingRule *rule)
{
  if (!can_speak (s, rule))
    return FALSE;
  if (qing_situation_get_switch (s, QING_PARAMETER_AUDIO_OUTPUT))
    return TRUE;
  hold_back (rule, _ ("Only for spoken answers."));
  return FALSE;
}

static void
rule_voice (const QingSituation *s, QingRule *rule)
{
  const char *const *voices = qing_model_info_get_voices (s->model);

  if (voices[0] != NULL)
    rule->fallback = g_variant_new_string (voices[0]);
  /* The API requires a voice as soon as sound is wanted. */
  if (will_speak (s, rule) && rule->effective == NULL && voices[0] != NULL)
    rule->effective = g_variant_new_string (voices[0]);
}

static void
rule_audio_format (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_string ("wav");
  if (will_speak (s, rule) && rule->effective == NULL)
    rule->effective = g_variant_new_string ("wav");
}

static void
rule_enable_search (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
  if (!qing_situation_has (s, QING_FEATURE_SEARCH))
    refuse (rule, _ ("This model does not search the web."));
}

/* Whether a search will be made, so that its options mean something. */
static gboolean
will_search (const QingSituation *s, QingRule *rule)
{
  if (!qing_situation_has (s, QING_FEATURE_SEARCH))
    refuse (rule, _ ("This model does not search the web."));
  else if (!s->search)
    hold_back (rule, _ ("Only with web search."));
  else
    return TRUE;
  return FALSE;
}

/* API page: agent only on the models it lists, agent_max on qwen3-max only in thinking mode. */
static void
rule_search_strategy (const QingSituation *s, QingRule *rule)
{
  static const char *const max[] = { "qwen3-max", NULL };
  const char *const *taken = qing_model_info_get_search_strategies (s->model);
  const char *forced = qing_situation_get_strategy (s);
  const char *value = rule->effective != NULL ? g_variant_get_string (rule->effective, NULL) : NULL;

  if (qing_situation_has (s, QING_FEATURE_SEARCH) && taken[0] == NULL)
    {
      refuse (rule, not_this_model ());
      return;
    }
  if (!will_search (s, rule))
    return;
  rule->choices = taken;
  rule->fallback = g_variant_new_string (taken[0]);
  if (value != NULL && !g_strv_contains (taken, value))
    hold_back (rule, _ ("This model does not know this strategy."));
  else if (g_strcmp0 (value, "agent_max") == 0 && !s->thinking && qing_situation_is_family (s, max))
    hold_back (rule, only_thinking ());
  if (rule->effective == NULL && forced != NULL && taken[1] == NULL)
    rule->effective = g_variant_new_string (forced);
}

/* API page: "When agent or agent_max is enabled … all other web search features are
 * unavailable." */
static gboolean
searches_plainly (const QingSituation *s, QingRule *rule)
{
  const char *strategy = qing_situation_get_strategy (s);

  if (!will_search (s, rule))
    return FALSE;
  if (strategy == NULL || !g_str_has_prefix (strategy, "agent"))
    return TRUE;
  hold_back (rule, _ ("Not with the agent strategies."));
  return FALSE;
}

static void
rule_search_option (const QingSituation *s, QingRule *rule)
{
  searches_plainly (s, rule);
}

/* protocol.md 1.5: at most 25 sites, with the turbo strategy. */
static void
rule_search_sites (const QingSituation *s, QingRule *rule)
{
  const char *strategy = qing_situation_get_strategy (s);

  if (!searches_plainly (s, rule))
    return;
  if (strategy != NULL && !g_str_equal (strategy, "turbo"))
    hold_back (rule, _ ("Only with the turbo strategy."));
  else if (rule->effective != NULL && g_variant_n_children (rule->effective) > 25)
    hold_back (rule, _ ("At most 25 sites."));
}

/* protocol.md 1.1: qwen-max, qwen-plus-latest and qwen-flash. */
static void
rule_text_image_mixed (const QingSituation *s, QingRule *rule)
{
  static const char *const families[] = { "qwen-max", "qwen-flash", NULL };

  if (!qing_situation_is_family (s, families) &&
      !g_str_equal (qing_model_info_get_id (s->model), "qwen-plus-latest"))
    refuse (rule, not_this_model ());
}

/* protocol.md 1.8: thinking and streaming are needed, tools are excluded. */
static void
rule_code_interpreter (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
  if (!qing_situation_has (s, QING_FEATURE_CODE_INTERPRETER))
    refuse (rule, not_this_model ());
  else if (!s->thinking)
    hold_back (rule, only_thinking ());
  else if (s->has_tools)
    hold_back (rule, _ ("Not together with tools."));
}

static gboolean
has_tools (const QingSituation *s, QingRule *rule)
{
  if (s->dashscope && s->known && !qing_situation_has (s, QING_FEATURE_TOOLS))
    refuse (rule, _ ("This model does not use tools."));
  else if (!s->has_tools)
    hold_back (rule, _ ("Only with tools."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
ends_in_tool_result (const QingSituation *s)
{
  QingMessage *last = NULL;

  if (s->messages != NULL && s->messages->len > 0)
    last = g_ptr_array_index (s->messages, s->messages->len - 1);
  return last != NULL && qing_message_get_role (last) == QING_ROLE_TOOL;
}

/* API page: "Models in thinking mode do not support forcing a specific tool." protocol.md 1.1: a
 * forced choice is dropped in the request that carries the results, and "required" is not taken. */
static void
rule_tool_choice (const QingSituation *s, QingRule *rule)
{
  const char *value =
    rule->effective != NULL ? g_variant_get_string (rule->effective, NULL) : "auto";
  gboolean forced = !g_str_equal (value, "auto") && !g_str_equal (value, "none");

  rule->fallback = g_variant_new_string ("auto");
  if (!has_tools (s, rule))
    return;
  if (s->dashscope && g_str_equal (value, "required"))
    hold_back (rule, _ ("DashScope does not take “required”: name the tool."));
  else if (s->dashscope && forced && s->thinking)
    hold_back (rule, _ ("While the model thinks, no tool can be forced."));
  else if (forced && ends_in_tool_result (s))
    rule->effective = NULL;
}

static void
rule_parallel_tool_calls (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (!s->dashscope);
  has_tools (s, rule);
}

/* protocol.md 1.1: without it GLM returns no calls at all. */
static void
rule_tool_stream (const QingSituation *s, QingRule *rule)
{
  static const char *const needed[] = { "glm", NULL };

  if (!qing_situation_has (s, QING_FEATURE_TOOL_STREAM))
    refuse (rule, not_this_model ());
  else if (!s->streaming)
    hold_back (rule, _ ("Only for streamed answers."));
  else if (has_tools (s, rule) && rule->effective == NULL && qing_situation_is_family (s, needed))
    rule->effective = g_variant_new_boolean (TRUE);
}

static void
rule_logprobs (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
  if (s->dashscope && !qing_situation_has (s, QING_FEATURE_LOGPROBS))
    refuse (rule, not_this_model ());
}

/* API page: "This parameter applies only if logprobs is set to true." */
static void
rule_top_logprobs (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_int64 (0);
  rule_logprobs (s, rule);
  if (rule->offered && !qing_situation_get_switch (s, QING_PARAMETER_LOGPROBS))
    hold_back (rule, _ ("Only with token probabilities."));
}

/* What decides is in qing-ruling.c, because other rules look at it. */
static void
rule_stream (const QingSituation *s, QingRule *rule)
{
  gboolean wanted = rule->effective == NULL || g_variant_get_boolean (rule->effective);

  rule->fallback = g_variant_new_boolean (TRUE);
  if (!wanted && s->streaming)
    {
      rule->conflict = TRUE;
      rule->reason = _ ("This model, as it is set, answers only as a stream.");
    }
  rule->effective = g_variant_new_boolean (s->streaming);
}

/* protocol.md 1.1: stream_options must not be sent without a stream. */
static void
rule_include_usage (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (TRUE);
  if (!s->streaming)
    {
      refuse (rule, _ ("An answer that is not streamed always has its count."));
      return;
    }
  if (rule->effective == NULL)
    rule->effective = g_variant_new_boolean (TRUE);
}

static void
rule_extra_body (const QingSituation *s, QingRule *rule)
{
  g_autoptr (JsonNode) node = NULL;

  if (rule->effective == NULL)
    return;
  node = json_from_string (g_variant_get_string (rule->effective, NULL), NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    hold_back (rule, _ ("This is not a JSON object."));
}

/* In the order of the enumeration; NULL where the row's own range is all there is to say. */
static const struct
{
  QingRuleFunc func;
  gboolean extension;
} rules[QING_N_PARAMETERS] = {
  [QING_PARAMETER_SYSTEM_PROMPT] = { rule_system_prompt, FALSE },
  [QING_PARAMETER_TEMPERATURE] = { rule_temperature, FALSE },
  [QING_PARAMETER_TOP_P] = { rule_top_p, FALSE },
  [QING_PARAMETER_TOP_K] = { rule_top_k, TRUE },
  [QING_PARAMETER_PRESENCE_PENALTY] = { rule_presence_penalty, FALSE },
  [QING_PARAMETER_REPETITION_PENALTY] = { rule_repetition_penalty, TRUE },
  [QING_PARAMETER_MAX_TOKENS] = { rule_max_tokens, FALSE },
  [QING_PARAMETER_MAX_COMPLETION_TOKENS] = { rule_max_completion_tokens, FALSE },
  [QING_PARAMETER_N] = { rule_n, FALSE },
  [QING_PARAMETER_ENABLE_THINKING] = { rule_enable_thinking, FALSE },
  [QING_PARAMETER_THINKING_BUDGET] = { rule_thinking_budget, TRUE },
  [QING_PARAMETER_REASONING_EFFORT] = { rule_reasoning_effort, FALSE },
  [QING_PARAMETER_PRESERVE_THINKING] = { rule_preserve_thinking, TRUE },
  [QING_PARAMETER_RESPONSE_FORMAT] = { rule_response_format, FALSE },
  [QING_PARAMETER_JSON_SCHEMA] = { rule_json_schema, FALSE },
  [QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES] = { rule_high_resolution, TRUE },
  [QING_PARAMETER_MIN_PIXELS] = { rule_min_pixels, TRUE },
  [QING_PARAMETER_MAX_PIXELS] = { rule_max_pixels, TRUE },
  [QING_PARAMETER_AUDIO_OUTPUT] = { rule_audio_output, TRUE },
  [QING_PARAMETER_VOICE] = { rule_voice, TRUE },
  [QING_PARAMETER_AUDIO_FORMAT] = { rule_audio_format, TRUE },
  [QING_PARAMETER_ENABLE_SEARCH] = { rule_enable_search, TRUE },
  [QING_PARAMETER_FORCED_SEARCH] = { rule_search_option, TRUE },
  [QING_PARAMETER_SEARCH_STRATEGY] = { rule_search_strategy, TRUE },
  [QING_PARAMETER_SEARCH_EXTENSION] = { rule_search_option, TRUE },
  [QING_PARAMETER_SEARCH_FRESHNESS] = { rule_search_option, TRUE },
  [QING_PARAMETER_SEARCH_SITES] = { rule_search_sites, TRUE },
  [QING_PARAMETER_SEARCH_INTENTION] = { rule_search_option, TRUE },
  [QING_PARAMETER_TEXT_IMAGE_MIXED] = { rule_text_image_mixed, TRUE },
  [QING_PARAMETER_ENABLE_CODE_INTERPRETER] = { rule_code_interpreter, TRUE },
  [QING_PARAMETER_TOOL_CHOICE] = { rule_tool_choice, FALSE },
  [QING_PARAMETER_PARALLEL_TOOL_CALLS] = { rule_parallel_tool_calls, FALSE },
  [QING_PARAMETER_TOOL_STREAM] = { rule_tool_stream, TRUE },
  [QING_PARAMETER_LOGPROBS] = { rule_logprobs, FALSE },
  [QING_PARAMETER_TOP_LOGPROBS] = { rule_top_logprobs, FALSE },
  [QING_PARAMETER_STREAM] = { rule_stream, FALSE },
  [QING_PARAMETER_INCLUDE_USAGE] = { rule_include_usage, FALSE },
  [QING_PARAMETER_EXTRA_BODY] = { rule_extra_body, FALSE },
};

QingRuleFunc
qing_rules_get (QingParameterId id)
{
  return rules[id].func;
}

gboolean
qing_rules_is_extension (QingParameterId id)
{
  return rules[id].extension;
}
