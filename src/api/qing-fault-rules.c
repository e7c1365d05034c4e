/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-fault-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MONEY                                                                                      \
  N_ ("The account has a bill to pay or no balance left. Pay or top up in the "                    \
      "provider’s console, then try again.")
#define FREE_QUOTA                                                                                 \
  N_ ("The free quota of this model is used up. Choose another model, or "                         \
      "switch to paid use in the provider’s console.")
#define RATE N_ ("Too many requests at the moment. Wait a little, then try again.")
#define TOKENS_PER_MINUTE                                                                          \
  N_ ("The account’s limit of tokens per minute is reached. It clears within "                   \
      "a minute: wait, then try again.")
#define INSPECTION                                                                                 \
  N_ ("The server’s content inspection refused this text. Change the message "                   \
      "or remove it, then try again.")
#define THINKING                                                                                   \
  N_ ("The model does not take this setting of thinking. Send again without "                      \
      "it.")
#define TOO_LONG                                                                                   \
  N_ ("The conversation is too long for this model, which takes %s tokens at "                     \
      "most. Start a new conversation, or shorten the message.")
#define TOO_LONG_PLAIN                                                                             \
  N_ ("The conversation is too long for this model. Start a new conversation, "                    \
      "or shorten the message.")
#define PICTURE                                                                                    \
  N_ ("The server could not take a picture or another attachment. Send again "                     \
      "without it, or attach a smaller one.")
#define NO_MODEL                                                                                   \
  N_ ("The server has no such model, or the account may not use it. Choose "                       \
      "another model.")
#define WRONG_KEY                                                                                  \
  N_ ("The server did not accept the API key. Check that it belongs to this "                      \
      "server’s region and plan.")
#define NO_ACCESS                                                                                  \
  N_ ("The account is not allowed to do this. Check the key and its "                              \
      "permissions, or choose another model.")
#define SETTING N_ ("The server did not accept a setting. Send again without it.")
#define FAILED  N_ ("The server failed. Try again in a moment.")
#define BUSY    N_ ("The server is too busy. Try again in a moment.")
#define REQUEST N_ ("The server did not accept the request.")
#define STREAM_ONLY                                                                                \
  N_ ("This model answers only in a stream. Send again with streaming "                            \
      "switched on.")
#define MAX_TOKENS                                                                                 \
  N_ ("The limit for the answer’s length is too high for this model, which "                     \
      "gives %s tokens at most. Send again without the limit.")
#define MAX_TOKENS_PLAIN                                                                           \
  N_ ("The limit for the answer’s length does not suit this model. Send again "                  \
      "without the limit.")
#define THOUGHTS                                                                                   \
  N_ ("The server wants the earlier thoughts of this conversation, which are "                     \
      "not there. Send again without thinking.")
#define BUDGET                                                                                     \
  N_ ("The thinking budget does not suit this model, which takes %s tokens at "                    \
      "most. Send again without it.")
#define NO_CODE  N_ ("This model cannot run code. Send again without the code interpreter.")
#define NO_VOICE N_ ("The model does not have this voice. Choose another one.")
#define SHAPE                                                                                      \
  N_ ("The server cannot answer a conversation of this shape. Change the last "                    \
      "message, then try again.")
#define NO_MESSAGE    N_ ("There is no message to answer. Write one, then try again.")
#define EMPTY_MESSAGE N_ ("A message is empty. Change it or remove it, then try again.")
#define BUDGET_PLAIN  N_ ("The thinking budget does not suit this model. Send again without it.")
#define NO_PARTIAL    N_ ("This model cannot go on with a cut answer. Ask again instead.")

/* clang-format off */
static const QingFaultRule rules[] = {
  { 0,
    "Arrearage|PrepaidBillOverdue|PostpaidBillOverdue|"
    "CommodityNotPurchased", NULL,
    QING_ERROR_BALANCE, QING_FAULT_ACTION_OPEN_BILLING, FALSE, NULL,
    MONEY, NULL },
  { 0, NULL, "account is in good standing",
    QING_ERROR_BALANCE, QING_FAULT_ACTION_OPEN_BILLING, FALSE, NULL,
    MONEY, NULL },
  { 402, NULL, NULL,
    QING_ERROR_BALANCE, QING_FAULT_ACTION_OPEN_BILLING, FALSE, NULL,
    MONEY, NULL },
  { 0, "AllocationQuota.FreeTierOnly", NULL,
    QING_ERROR_BALANCE, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    FREE_QUOTA, NULL },
  { 0, NULL, "free tier of the model has been exhausted",
    QING_ERROR_BALANCE, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    FREE_QUOTA, NULL },
  { 0, NULL, "free allocated quota exceeded",
    QING_ERROR_BALANCE, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    FREE_QUOTA, NULL },
  { 403, "insufficient_quota", NULL,
    QING_ERROR_BALANCE, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    FREE_QUOTA, NULL },
  { 0, "InvalidParameter.DataInspection", NULL,
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0,
    "DataInspectionFailed|data_inspection_failed|FaqRuleBlocked|"
    "CustomRoleBlocked|content_filter", NULL,
    QING_ERROR_CONTENT, QING_FAULT_ACTION_EDIT_MESSAGE, FALSE, NULL,
    INSPECTION, NULL },
  { 0, NULL, "inappropriate content",
    QING_ERROR_CONTENT, QING_FAULT_ACTION_EDIT_MESSAGE, FALSE, NULL,
    INSPECTION, NULL },
  { 0, "Throttling.AllocationQuota|insufficient_quota", NULL,
    QING_ERROR_RATE, QING_FAULT_ACTION_WAIT, TRUE, NULL,
    TOKENS_PER_MINUTE, NULL },
  { 0,
    "Throttling|Throttling.RateQuota|LimitRequests|limit_requests|"
    "Throttling.BurstRate|limit_burst_rate|rate_limit_error|"
    "rate_limit_exceeded|1302|1305", NULL,
    QING_ERROR_RATE, QING_FAULT_ACTION_WAIT, TRUE, NULL,
    RATE, NULL },
  { 0, "ModelServingError|ModelUnavailable|ServiceUnavailableError", NULL,
    QING_ERROR_SERVER, QING_FAULT_ACTION_WAIT, TRUE, NULL,
    BUSY, NULL },
  { 429, NULL, NULL,
    QING_ERROR_RATE, QING_FAULT_ACTION_WAIT, TRUE, NULL,
    RATE, NULL },
  { 0, NULL, "backend buffer overflow",
    QING_ERROR_SERVER, QING_FAULT_ACTION_RETRY, TRUE, NULL,
    BUSY, NULL },
  { 0, NULL, "reasoning_content*missing",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "enable_thinking",
    THOUGHTS, NULL },
  { 0, NULL, "reasoning_content*must be passed back",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "enable_thinking",
    THOUGHTS, NULL },
  { 0, NULL, "json mode*enable_thinking",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "response_format",
    N_ ("This model gives JSON only without thinking. Send again as plain text, or "
        "switch thinking off."), NULL },
  { 0, NULL, "tool_choice",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "tool_choice",
    N_ ("The model cannot be forced to call a tool here. Send again and let it decide."), NULL },
  { 0, NULL, "incremental_output",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_NONE, FALSE, NULL,
    REQUEST, NULL },
  { 0, NULL, "thinking_budget",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "thinking_budget",
    BUDGET, BUDGET_PLAIN },
  { 0, NULL, "thinking budget",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "thinking_budget",
    BUDGET, BUDGET_PLAIN },
  { 0, NULL, "reasoning_effort",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "reasoning_effort",
    N_ ("The model does not take this reasoning effort. Send again without it."), NULL },
  { 0, "InvalidParameter.NotSupportEnableThinking", NULL,
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "enable_thinking",
    THINKING, NULL },
  { 0, NULL, "enable_thinking",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "enable_thinking",
    THINKING, NULL },
  { 0, NULL, "enable thinking",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "enable_thinking",
    THINKING, NULL },
  { 0, NULL, "preserve_thinking",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "preserve_thinking",
    SETTING, NULL },
  { 0, NULL, "only support stream",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "stream",
    STREAM_ONLY, NULL },
  { 0, NULL, "only support with stream",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "stream",
    STREAM_ONLY, NULL },
  { 0, NULL, "non-streaming mode does not support",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "stream",
    STREAM_ONLY, NULL },
  { 0, NULL, "enable_search",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "enable_search",
    N_ ("This model cannot search the web. Send again without the search."), NULL },
  { 0, NULL, "search_strategy",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "search_options.search_strategy",
    N_ ("The model does not know this way of searching. Send again without it."), NULL },
  { 0, NULL, "enable_code_interpreter",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "enable_code_interpreter",
    NO_CODE, NULL },
  { 0, NULL, "code interpreter",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "enable_code_interpreter",
    NO_CODE, NULL },
  { 0, NULL, "range of input length",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0, NULL, "context the overflows",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0, NULL, "context overflow",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0, NULL, "maximum context length",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0, NULL, "context length exceeded",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0, NULL, "exceeds the available context",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0, NULL, "context size has been exceeded",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0, NULL, "exceed*context window",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0, NULL, "exceed*context length",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0,
    "exceed_context_size_error|context_length_exceeded|"
    "InvalidInputLength", NULL,
    QING_ERROR_REQUEST, QING_FAULT_ACTION_SHORTEN, FALSE, NULL,
    TOO_LONG, TOO_LONG_PLAIN },
  { 0, NULL, "range of max_tokens",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "max_tokens",
    MAX_TOKENS, MAX_TOKENS_PLAIN },
  { 0, NULL, "max_completion_tokens",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "max_completion_tokens",
    MAX_TOKENS, MAX_TOKENS_PLAIN },
  { 0, NULL, "max_tokens",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "max_tokens",
    MAX_TOKENS, MAX_TOKENS_PLAIN },
  { 0, NULL, "temperature",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "temperature",
    SETTING, NULL },
  { 0, NULL, "range of top_p",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "top_p",
    SETTING, NULL },
  { 0, NULL, "'top_p'",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "top_p",
    SETTING, NULL },
  { 0, NULL, "top_k",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "top_k",
    SETTING, NULL },
  { 0, NULL, "presence_penalty",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "presence_penalty",
    SETTING, NULL },
  { 0, NULL, "repetition_penalty",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "repetition_penalty",
    SETTING, NULL },
  { 0, NULL, "range of n should",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "n",
    SETTING, NULL },
  { 0, NULL, "'seed'",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "seed",
    SETTING, NULL },
  { 0, NULL, "top_logprobs",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "top_logprobs",
    SETTING, NULL },
  { 0, NULL, "logprobs",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "logprobs",
    SETTING, NULL },
  { 0, NULL, "vl_high_resolution_images",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "vl_high_resolution_images",
    SETTING, NULL },
  { 0, NULL, "parallel_tool_calls",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "parallel_tool_calls",
    SETTING, NULL },
  { 0, NULL, "tool_stream",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "tool_stream",
    SETTING, NULL },
  { 0, NULL, "must contain the word*json",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "response_format",
    N_ ("For an answer in JSON the message has to contain the word “JSON”. Add it, or "
        "send again as plain text."), NULL },
  { 0, NULL, "response_format",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "response_format",
    N_ ("The model does not take this format of answers. Send again as plain text."), NULL },
  { 0, NULL, "voice*not supported",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "audio.voice",
    NO_VOICE, NULL },
  { 0, NULL, "parameters.audio.voice",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RESET_PARAMETER, FALSE, "audio.voice",
    NO_VOICE, NULL },
  { 0, NULL, "partial mode",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RETRY, FALSE, NULL,
    NO_PARTIAL, NULL },
  { 0, NULL, "partial*not support",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_RETRY, FALSE, NULL,
    NO_PARTIAL, NULL },
  { 0, NULL, "tool names are not allowed",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_NONE, FALSE, NULL,
    N_ ("A tool has a name that the server does not allow. Rename it or switch it off."), NULL },
  { 0, NULL, "tool call is not supported",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    N_ ("This model cannot call tools. Switch them off or choose another model."), NULL },
  { 0, NULL, "input content must be a string",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    N_ ("This model takes text only. Send again without the attachment, or choose a "
        "model that sees pictures."), NULL },
  { 0, NULL, "data-uri item",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "multimodal file size",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "image length and width",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "failed to download multimodal",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "url error, please check url",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "provided url does not appear",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "unable to download the media",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "invalid image",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "image format",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "does not support image",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 0, NULL, "image input is not supported",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    PICTURE, NULL },
  { 413, NULL, NULL,
    QING_ERROR_REQUEST, QING_FAULT_ACTION_DROP_ATTACHMENT, FALSE, NULL,
    N_ ("The request is too large for the server. Remove pictures or start a new "
        "conversation."), NULL },
  { 0,
    "ModelNotFound|model_not_found|model_not_supported|"
    "Model.AccessDenied|AccessDenied.Unpurchased", NULL,
    QING_ERROR_MODEL, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    NO_MODEL, NULL },
  { 0, NULL, "model not exist",
    QING_ERROR_MODEL, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    NO_MODEL, NULL },
  { 0, NULL, "does not exist or you do not have access",
    QING_ERROR_MODEL, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    NO_MODEL, NULL },
  { 0, NULL, "unsupported model",
    QING_ERROR_MODEL, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    NO_MODEL, NULL },
  { 0, NULL, "model*not found",
    QING_ERROR_MODEL, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    NO_MODEL, NULL },
  { 0, NULL, "product not activated",
    QING_ERROR_MODEL, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    NO_MODEL, NULL },
  { 0, NULL, "no models loaded",
    QING_ERROR_MODEL, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    NO_MODEL, NULL },
  { 0, NULL, "must provide a model",
    QING_ERROR_MODEL, QING_FAULT_ACTION_CHOOSE_MODEL, FALSE, NULL,
    N_ ("No model is chosen. Choose one."), NULL },
  { 0, "InvalidApiKey|invalid_api_key", NULL,
    QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, FALSE, NULL,
    WRONG_KEY, NULL },
  { 0, NULL, "incorrect api key",
    QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, FALSE, NULL,
    WRONG_KEY, NULL },
  { 0, NULL, "invalid api-key",
    QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, FALSE, NULL,
    WRONG_KEY, NULL },
  { 0,
    "NOT AUTHORIZED|AccessDenied|access_denied|Workspace.AccessDenied|"
    "App.AccessDenied", NULL,
    QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, FALSE, NULL,
    NO_ACCESS, NULL },
  { 401, NULL, NULL,
    QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, FALSE, NULL,
    WRONG_KEY, NULL },
  { 0, NULL, "list index out of range",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_EDIT_MESSAGE, FALSE, NULL,
    SHAPE, NULL },
  { 0, NULL, "must be a response to a prec",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_EDIT_MESSAGE, FALSE, NULL,
    SHAPE, NULL },
  { 0, NULL, "role must be",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_EDIT_MESSAGE, FALSE, NULL,
    SHAPE, NULL },
  { 0, NULL, "elements with the role of user",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_EDIT_MESSAGE, FALSE, NULL,
    NO_MESSAGE, NULL },
  { 0, NULL, "[] is too short",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_EDIT_MESSAGE, FALSE, NULL,
    NO_MESSAGE, NULL },
  { 0, NULL, "content field is a required",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_EDIT_MESSAGE, FALSE, NULL,
    EMPTY_MESSAGE, NULL },
  { 0, NULL, "content length must be greater",
    QING_ERROR_REQUEST, QING_FAULT_ACTION_EDIT_MESSAGE, FALSE, NULL,
    EMPTY_MESSAGE, NULL },
  { 0, NULL, "too many requests",
    QING_ERROR_RATE, QING_FAULT_ACTION_WAIT, TRUE, NULL,
    RATE, NULL },
  { 0, NULL, "throttl",
    QING_ERROR_RATE, QING_FAULT_ACTION_WAIT, TRUE, NULL,
    RATE, NULL },
  { 0, NULL, "rate limit",
    QING_ERROR_RATE, QING_FAULT_ACTION_WAIT, TRUE, NULL,
    RATE, NULL },
  { 0, NULL, "quota exceeded",
    QING_ERROR_RATE, QING_FAULT_ACTION_WAIT, TRUE, NULL,
    TOKENS_PER_MINUTE, NULL },
  { 0, "RequestTimeOut", NULL,
    QING_ERROR_SERVER, QING_FAULT_ACTION_RETRY, TRUE, NULL,
    N_ ("The server took too long. Try again, best with streaming switched on."), NULL },
  { 0,
    "InternalError|internal_error|InternalError.Algo|SystemError|"
    "ModelServiceFailed|insufficient_system_resource", NULL,
    QING_ERROR_SERVER, QING_FAULT_ACTION_RETRY, TRUE, NULL,
    FAILED, NULL },
  { 403, NULL, NULL,
    QING_ERROR_AUTH, QING_FAULT_ACTION_EDIT_KEY, FALSE, NULL,
    NO_ACCESS, NULL },
  { 404, NULL, NULL,
    QING_ERROR_REQUEST, QING_FAULT_ACTION_EDIT_KEY, FALSE, NULL,
    N_ ("There is nothing at this address. Check the server’s address in the account."), NULL },
  { 405, NULL, NULL,
    QING_ERROR_REQUEST, QING_FAULT_ACTION_EDIT_KEY, FALSE, NULL,
    N_ ("The server does not take chats at this address. Check the server’s address in "
        "the account."), NULL },
  { 408, NULL, NULL,
    QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, NULL,
    N_ ("The server waited too long for the request. Try again."), NULL },
  { 409, NULL, NULL,
    QING_ERROR_SERVER, QING_FAULT_ACTION_RETRY, TRUE, NULL,
    FAILED, NULL },
};

/* What a status alone says, by its class. */
static const QingFaultRule refused = {
  0, NULL, NULL, QING_ERROR_REQUEST, QING_FAULT_ACTION_NONE, FALSE, NULL, REQUEST, NULL
};
static const QingFaultRule failed = {
  0, NULL, NULL, QING_ERROR_SERVER, QING_FAULT_ACTION_RETRY, TRUE, NULL, FAILED, NULL
};
/* clang-format on */

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) list = NULL;

  if (word == NULL)
    return FALSE;

  list = g_strsplit (words, "|", -1);
  for (guint i = 0; list[i] != NULL; i++)
    if (g_ascii_strcasecmp (list[i], word) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
has_pieces (const char *pattern, const char *lower)
{
  g_auto (GStrv) pieces = g_strsplit (pattern, "*", -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      lower = strstr (lower, pieces[i]);
      if (lower == NULL)
        return FALSE;
      lower += strlen (pieces[i]);
    }

  return TRUE;
}

const QingFaultRule *
qing_fault_rules_find (int status, const char *code, const char *type, const char *message)
{
  g_autofree char *lower = g_ascii_strdown (message != NULL ? message : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const QingFaultRule *rule = &rules[i];

      if (rule->status != 0 && rule->status != status)
        continue;
      if (rule->codes != NULL && !has_word (rule->codes, code) && !has_word (rule->codes, type))
        continue;
      if (rule->pattern != NULL && !has_pieces (rule->pattern, lower))
        continue;
      return rule;
    }

  return status >= 400 && status < 500 ? &refused : &failed;
}
