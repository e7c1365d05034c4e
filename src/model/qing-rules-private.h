/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-rules.h"

G_BEGIN_DECLS

/* What a rule says of a control. */

/* The control makes no sense with this model or server. */
void qing_rule_refuse (QingRule *rule, const char *reason);
/* The control stays, but what the user set cannot be sent now. */
void qing_rule_hold_back (QingRule *rule, const char *reason);
/* Takes @reason, which had to be made, and keeps it as long as the ruling. */
void qing_rule_say (const QingSituation *s, QingRule *rule, char *reason);
void qing_rule_fall_back_number (QingRule *rule, double value);
/* Narrows the upper end; a larger value is sent as the largest that is taken, and the user is
 * told. @maximum ≤ 0 says that it is not known. */
void qing_rule_limit (const QingSituation *s, QingRule *rule, gint64 maximum);
const char *qing_rule_only_thinking (void);
const char *qing_rule_not_this_model (void);

/* One named rule for each row that has more to say than its own range. */

void qing_rule_system_prompt (const QingSituation *s, QingRule *rule);
void qing_rule_temperature (const QingSituation *s, QingRule *rule);
void qing_rule_top_p (const QingSituation *s, QingRule *rule);
void qing_rule_top_k (const QingSituation *s, QingRule *rule);
void qing_rule_presence_penalty (const QingSituation *s, QingRule *rule);
void qing_rule_repetition_penalty (const QingSituation *s, QingRule *rule);
void qing_rule_max_tokens (const QingSituation *s, QingRule *rule);
void qing_rule_max_completion_tokens (const QingSituation *s, QingRule *rule);
void qing_rule_n (const QingSituation *s, QingRule *rule);
void qing_rule_enable_thinking (const QingSituation *s, QingRule *rule);
void qing_rule_thinking_budget (const QingSituation *s, QingRule *rule);
void qing_rule_reasoning_effort (const QingSituation *s, QingRule *rule);
void qing_rule_preserve_thinking (const QingSituation *s, QingRule *rule);
void qing_rule_clear_thinking (const QingSituation *s, QingRule *rule);
void qing_rule_response_format (const QingSituation *s, QingRule *rule);
void qing_rule_json_schema (const QingSituation *s, QingRule *rule);
void qing_rule_high_resolution (const QingSituation *s, QingRule *rule);
void qing_rule_min_pixels (const QingSituation *s, QingRule *rule);
void qing_rule_max_pixels (const QingSituation *s, QingRule *rule);
void qing_rule_pictures_as_video (const QingSituation *s, QingRule *rule);
void qing_rule_video_fps (const QingSituation *s, QingRule *rule);
void qing_rule_audio_output (const QingSituation *s, QingRule *rule);
void qing_rule_voice (const QingSituation *s, QingRule *rule);
void qing_rule_audio_format (const QingSituation *s, QingRule *rule);
void qing_rule_enable_search (const QingSituation *s, QingRule *rule);
void qing_rule_search_strategy (const QingSituation *s, QingRule *rule);
void qing_rule_search_option (const QingSituation *s, QingRule *rule);
void qing_rule_search_sites (const QingSituation *s, QingRule *rule);
void qing_rule_text_image_mixed (const QingSituation *s, QingRule *rule);
void qing_rule_code_interpreter (const QingSituation *s, QingRule *rule);
void qing_rule_tool_choice (const QingSituation *s, QingRule *rule);
void qing_rule_parallel_tool_calls (const QingSituation *s, QingRule *rule);
void qing_rule_tool_stream (const QingSituation *s, QingRule *rule);
void qing_rule_logprobs (const QingSituation *s, QingRule *rule);
void qing_rule_top_logprobs (const QingSituation *s, QingRule *rule);
void qing_rule_translate_from (const QingSituation *s, QingRule *rule);
void qing_rule_translate_to (const QingSituation *s, QingRule *rule);
void qing_rule_stream (const QingSituation *s, QingRule *rule);
void qing_rule_include_usage (const QingSituation *s, QingRule *rule);
void qing_rule_content_inspection (const QingSituation *s, QingRule *rule);
void qing_rule_wait_timeout (const QingSituation *s, QingRule *rule);
void qing_rule_extra_body (const QingSituation *s, QingRule *rule);

G_END_DECLS
