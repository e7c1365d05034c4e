/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-rules-private.h"

/* In the order of the enumeration; NULL where the row's own range is all there is to say. */
static const struct
{
  QingRuleFunc func;
  gboolean extension;
} rules[QING_N_PARAMETERS] = {
  [QING_PARAMETER_SYSTEM_PROMPT] = { qing_rule_system_prompt, FALSE },
  [QING_PARAMETER_TEMPERATURE] = { qing_rule_temperature, FALSE },
  [QING_PARAMETER_TOP_P] = { qing_rule_top_p, FALSE },
  [QING_PARAMETER_TOP_K] = { qing_rule_top_k, TRUE },
  [QING_PARAMETER_PRESENCE_PENALTY] = { qing_rule_presence_penalty, FALSE },
  [QING_PARAMETER_REPETITION_PENALTY] = { qing_rule_repetition_penalty, TRUE },
  [QING_PARAMETER_MAX_TOKENS] = { qing_rule_max_tokens, FALSE },
  [QING_PARAMETER_MAX_COMPLETION_TOKENS] = { qing_rule_max_completion_tokens, FALSE },
  [QING_PARAMETER_N] = { qing_rule_n, FALSE },
  [QING_PARAMETER_ENABLE_THINKING] = { qing_rule_enable_thinking, FALSE },
  [QING_PARAMETER_THINKING_BUDGET] = { qing_rule_thinking_budget, TRUE },
  [QING_PARAMETER_REASONING_EFFORT] = { qing_rule_reasoning_effort, FALSE },
  [QING_PARAMETER_PRESERVE_THINKING] = { qing_rule_preserve_thinking, TRUE },
  [QING_PARAMETER_CLEAR_THINKING] = { qing_rule_clear_thinking, TRUE },
  [QING_PARAMETER_RESPONSE_FORMAT] = { qing_rule_response_format, FALSE },
  [QING_PARAMETER_JSON_SCHEMA] = { qing_rule_json_schema, FALSE },
  [QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES] = { qing_rule_high_resolution, TRUE },
  [QING_PARAMETER_MIN_PIXELS] = { qing_rule_min_pixels, TRUE },
  [QING_PARAMETER_MAX_PIXELS] = { qing_rule_max_pixels, TRUE },
  [QING_PARAMETER_PICTURES_AS_VIDEO] = { qing_rule_pictures_as_video, TRUE },
  [QING_PARAMETER_VIDEO_FPS] = { qing_rule_video_fps, TRUE },
  [QING_PARAMETER_AUDIO_OUTPUT] = { qing_rule_audio_output, TRUE },
  [QING_PARAMETER_VOICE] = { qing_rule_voice, TRUE },
  [QING_PARAMETER_AUDIO_FORMAT] = { qing_rule_audio_format, TRUE },
  [QING_PARAMETER_ENABLE_SEARCH] = { qing_rule_enable_search, TRUE },
  [QING_PARAMETER_FORCED_SEARCH] = { qing_rule_search_option, TRUE },
  [QING_PARAMETER_SEARCH_STRATEGY] = { qing_rule_search_strategy, TRUE },
  [QING_PARAMETER_SEARCH_EXTENSION] = { qing_rule_search_option, TRUE },
  [QING_PARAMETER_SEARCH_FRESHNESS] = { qing_rule_search_option, TRUE },
  [QING_PARAMETER_SEARCH_SITES] = { qing_rule_search_sites, TRUE },
  [QING_PARAMETER_SEARCH_INTENTION] = { qing_rule_search_option, TRUE },
  [QING_PARAMETER_TEXT_IMAGE_MIXED] = { qing_rule_text_image_mixed, TRUE },
  [QING_PARAMETER_ENABLE_CODE_INTERPRETER] = { qing_rule_code_interpreter, TRUE },
  [QING_PARAMETER_TOOL_CHOICE] = { qing_rule_tool_choice, FALSE },
  [QING_PARAMETER_PARALLEL_TOOL_CALLS] = { qing_rule_parallel_tool_calls, FALSE },
  [QING_PARAMETER_TOOL_STREAM] = { qing_rule_tool_stream, TRUE },
  [QING_PARAMETER_LOGPROBS] = { qing_rule_logprobs, FALSE },
  [QING_PARAMETER_TOP_LOGPROBS] = { qing_rule_top_logprobs, FALSE },
  [QING_PARAMETER_TRANSLATE_FROM] = { qing_rule_translate_from, TRUE },
  [QING_PARAMETER_TRANSLATE_TO] = { qing_rule_translate_to, TRUE },
  [QING_PARAMETER_STREAM] = { qing_rule_stream, FALSE },
  [QING_PARAMETER_INCLUDE_USAGE] = { qing_rule_include_usage, FALSE },
  [QING_PARAMETER_CONTENT_INSPECTION] = { qing_rule_content_inspection, TRUE },
  [QING_PARAMETER_WAIT_TIMEOUT] = { qing_rule_wait_timeout, TRUE },
  [QING_PARAMETER_EXTRA_BODY] = { qing_rule_extra_body, FALSE },
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
