/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What servers say about errors (protocol.md section 3), and what becomes of it. */

#include "qing-fault-mapper.h"

#include <libsoup/soup.h>
#include <string.h>

#define CODE(code)     QING_ERROR_##code
#define ACTION(action) QING_FAULT_ACTION_##action

/* The service's usual shape, with the message and code in it. */
#define OPENAI(message, code)                                                                      \
  "{\"error\":{\"message\":\"" message                                                             \
  "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"" code                          \
  "\"},\"request_id\":\"r-1\",\"id\":\"chatcmpl-r-1\"}"
#define NATIVE(message, code)                                                                      \
  "{\"code\":\"" code "\",\"message\":\"" message "\",\"request_id\":\"r-1\"}"
#define BAD(message) OPENAI (message, "invalid_parameter_error")

typedef struct
{
  int status;
  const char *body;
  QingError code;
  QingFaultAction action;
  gboolean retryable;
  const char *parameter;
  const char *detail; /* NULL: whatever it is */
  const char *words;  /* (nullable): a part of the summary */
} Row;

/* clang-format off */
static const Row rows[] = {
  /* Money, which looks like anything else. */
  { 400, OPENAI ("Access denied, please make sure your account is in good standing.", "Arrearage"),
    CODE (BALANCE), ACTION (OPEN_BILLING), FALSE },
  { 400, "{\"code\":\"Arrearage\",\"message\":\"x\"}", CODE (BALANCE), ACTION (OPEN_BILLING), FALSE },
  { 429, NATIVE ("The bill is overdue", "PostpaidBillOverdue"), CODE (BALANCE), ACTION (OPEN_BILLING), FALSE },
  { 429, NATIVE ("The bill is overdue", "PrepaidBillOverdue"), CODE (BALANCE), ACTION (OPEN_BILLING), FALSE },
  { 429, NATIVE ("Not purchased", "CommodityNotPurchased"), CODE (BALANCE), ACTION (OPEN_BILLING), FALSE },
  { 402, "{\"error\":{\"code\":402,\"message\":\"Insufficient credits.\"}}",
    CODE (BALANCE), ACTION (OPEN_BILLING), FALSE },
  { 403, OPENAI ("The free tier of the model has been exhausted.", "AllocationQuota.FreeTierOnly"),
    CODE (BALANCE), ACTION (CHOOSE_MODEL), FALSE },
  { 403, OPENAI ("You exceeded your current quota", "insufficient_quota"),
    CODE (BALANCE), ACTION (CHOOSE_MODEL), FALSE },
  { 429, OPENAI ("Free allocated quota exceeded.", "insufficient_quota"),
    CODE (BALANCE), ACTION (CHOOSE_MODEL), FALSE },
  /* Throttling, which looks like money. */
  { 429, OPENAI ("You exceeded your current quota, please check your plan and billing details.",
                 "insufficient_quota"),
    CODE (RATE), ACTION (WAIT), TRUE, NULL, NULL, "minute" },
  { 429, NATIVE ("Allocated quota exceeded, please increase your quota limit.",
                 "Throttling.AllocationQuota"), CODE (RATE), ACTION (WAIT), TRUE },
  { 429, NATIVE ("Requests throttling triggered.", "Throttling"), CODE (RATE), ACTION (WAIT), TRUE },
  { 429, OPENAI ("Requests rate limit exceeded", "limit_requests"), CODE (RATE), ACTION (WAIT), TRUE },
  { 429, OPENAI ("Request rate increased too quickly", "limit_burst_rate"),
    CODE (RATE), ACTION (WAIT), TRUE },
  { 429, NATIVE ("You exceeded your current requests list.", "Throttling.RateQuota"),
    CODE (RATE), ACTION (WAIT), TRUE },
  { 429, NATIVE ("x", "LimitRequests"), CODE (RATE), ACTION (WAIT), TRUE },
  { 429, NATIVE ("x", "Throttling.BurstRate"), CODE (RATE), ACTION (WAIT), TRUE },
  { 429, "", CODE (RATE), ACTION (WAIT), TRUE, NULL, "HTTP 429" },
  { 429, "slow down", CODE (RATE), ACTION (WAIT), TRUE, NULL, "slow down" },
  { 200, "{\"error\":{\"code\":\"1302\",\"message\":\"x\"}}", CODE (RATE), ACTION (WAIT), TRUE },
  { 500, OPENAI ("<429> InternalError.Algo: An error occurred in model serving, error message is: "
                 "[Too many requests.]", "internal_error"), CODE (RATE), ACTION (WAIT), TRUE },
  { 503, NATIVE ("Too many requests. Your requests are being throttled due to system capacity "
                 "limits.", "ModelServingError"), CODE (SERVER), ACTION (WAIT), TRUE },
  { 503, NATIVE ("Model is unavailable, please try again later.", "ModelUnavailable"),
    CODE (SERVER), ACTION (WAIT), TRUE },
  /* Inspection. */
  { 400, OPENAI ("Input data may contain inappropriate content.", "data_inspection_failed"),
    CODE (CONTENT), ACTION (EDIT_MESSAGE), FALSE },
  { 400, NATIVE ("Output data may contain inappropriate content.", "DataInspectionFailed"),
    CODE (CONTENT), ACTION (EDIT_MESSAGE), FALSE },
  { 400, NATIVE ("x", "FaqRuleBlocked"), CODE (CONTENT), ACTION (EDIT_MESSAGE), FALSE },
  { 400, NATIVE ("x", "CustomRoleBlocked"), CODE (CONTENT), ACTION (EDIT_MESSAGE), FALSE },
  { 400, NATIVE ("Unable to download the media resource during the data inspection process.",
                 "InvalidParameter.DataInspection"), CODE (REQUEST), ACTION (DROP_ATTACHMENT), FALSE },
  /* Keys and permissions. */
  { 401, OPENAI ("Incorrect API key provided.", "invalid_api_key"), CODE (AUTH), ACTION (EDIT_KEY), FALSE },
  { 401, NATIVE ("Invalid API-key provided.", "InvalidApiKey"), CODE (AUTH), ACTION (EDIT_KEY), FALSE },
  { 401, NATIVE ("Access denied: Either you are not authorized to access this workspace",
                 "NOT AUTHORIZED"), CODE (AUTH), ACTION (EDIT_KEY), FALSE },
  { 401, "", CODE (AUTH), ACTION (EDIT_KEY), FALSE },
  { 403, NATIVE ("x", "App.AccessDenied"), CODE (AUTH), ACTION (EDIT_KEY), FALSE },
  { 403, NATIVE ("x", "AccessDenied"), CODE (AUTH), ACTION (EDIT_KEY), FALSE },
  { 403, OPENAI ("Access denied.", "access_denied"), CODE (AUTH), ACTION (EDIT_KEY), FALSE },
  { 403, NATIVE ("Workspace access denied.", "Workspace.AccessDenied"), CODE (AUTH), ACTION (EDIT_KEY), FALSE },
  /* Models. */
  { 404, OPENAI ("The model xxx does not exist or you do not have access to it.", "model_not_found"),
    CODE (MODEL), ACTION (CHOOSE_MODEL), FALSE },
  { 404, OPENAI ("Unsupported model xxx for OpenAI compatibility mode.", "model_not_supported"),
    CODE (MODEL), ACTION (CHOOSE_MODEL), FALSE },
  { 400, NATIVE ("Model not exist.", "InvalidParameter"), CODE (MODEL), ACTION (CHOOSE_MODEL), FALSE },
  { 400, BAD ("you must provide a model parameter."), CODE (MODEL), ACTION (CHOOSE_MODEL), FALSE },
  { 403, NATIVE ("x", "Model.AccessDenied"), CODE (MODEL), ACTION (CHOOSE_MODEL), FALSE },
  { 403, NATIVE ("x", "AccessDenied.Unpurchased"), CODE (MODEL), ACTION (CHOOSE_MODEL), FALSE },
  { 404, "{\"error\":\"model 'qwen3' not found\"}", CODE (MODEL), ACTION (CHOOSE_MODEL), FALSE, NULL,
    "model 'qwen3' not found" },
  { 404, "{\"timestamp\":\"t\",\"status\":404,\"error\":\"Not Found\",\"path\":\"/v1/chat\"}",
    CODE (REQUEST), ACTION (EDIT_KEY), FALSE, NULL, "Not Found" },
  { 404, "{\"detail\":\"Not Found\"}", CODE (REQUEST), ACTION (EDIT_KEY), FALSE, NULL, "Not Found" },
  { 405, BAD ("Request method 'GET' is not supported."), CODE (REQUEST), ACTION (EDIT_KEY), FALSE },
  /* Settings. */
  { 400, BAD ("parameter.enable_thinking must be set to false for non-streaming calls"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "enable_thinking" },
  { 400, BAD ("The value of the enable_thinking parameter is restricted to True."),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "enable_thinking" },
  { 400, NATIVE ("The model xxx does not support enable_thinking.",
                 "InvalidParameter.NotSupportEnableThinking"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "enable_thinking" },
  { 400, BAD ("enable thinking can not be support when `stream=False`."),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "enable_thinking" },
  { 400, BAD ("The thinking_budget parameter must be a positive integer and not greater than 38912"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "thinking_budget", NULL, "38" },
  { 400, BAD ("The thinking_budget parameter must be a positive integer and not greater than 0"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "thinking_budget", NULL, "does not suit" },
  { 400, BAD ("<400> InternalError.Algo.InvalidParameter: The tool_choice parameter does not support "
              "being set to required or object in thinking mode"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "tool_choice" },
  { 400, BAD ("tool_choice is one of the strings that should be [\\\"none\\\", \\\"auto\\\"]"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "tool_choice" },
  { 400, BAD ("parameter.enable_thinking only support stream call"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "enable_thinking" },
  { 400, BAD ("'temperature' must be Float"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "temperature" },
  { 400, BAD ("'top_p' must be Float"), CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "top_p" },
  { 400, BAD ("'seed' must be Integer"), CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "seed" },
  { 400, BAD ("Input should be 'Cherry', 'Serena', 'Ethan' or 'Chelsie': parameters.audio.voice"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "audio.voice" },
  { 400, BAD ("This model only support stream mode, please enable the stream parameter to access "
              "the model."), CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "stream" },
  { 400, BAD ("'audio' output only support with stream=true"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "stream" },
  { 400, BAD ("Non-streaming mode does not support Web Search"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "stream" },
  { 400, BAD ("This model does not support enable_search."),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "enable_search" },
  { 400, BAD ("Range of max_tokens should be [1, 8192]"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "max_tokens", NULL, "8" },
  { 400, BAD ("Temperature should be in [0.0, 2.0)"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "temperature" },
  { 400, BAD ("Range of top_p should be (0.0, 1.0]"), CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "top_p" },
  { 400, BAD ("Presence_penalty should be in [-2.0, 2.0]"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "presence_penalty" },
  { 400, BAD ("Range of n should be [1, 4]"), CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "n" },
  { 400, OPENAI ("-1 is lesser than the minimum of 0 - 'seed'", "invalid_value"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "seed" },
  { 400, BAD ("'messages' must contain the word 'json' in some form, to use 'response_format'"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "response_format", NULL, "JSON" },
  { 400, BAD ("Json mode response is not supported when enable_thinking is true"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "response_format" },
  { 400, BAD ("The requested voice 'xxx' is not supported."),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "audio.voice" },
  { 400, BAD ("The reasoning_content in the thinking mode must be passed back to the API."),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "enable_thinking" },
  { 400, BAD ("thinking is enabled but reasoning_content is missing in assistant tool call message"),
    CODE (REQUEST), ACTION (RESET_PARAMETER), FALSE, "enable_thinking" },
  /* Length. */
  { 400, BAD ("Range of input length should be [1, 30720]"),
    CODE (REQUEST), ACTION (SHORTEN), FALSE, NULL, NULL, "30" },
  { 400, NATIVE ("x", "InvalidInputLength"), CODE (REQUEST), ACTION (SHORTEN), FALSE },
  { 400, "{\"error\":{\"code\":400,\"message\":\"request (9000 tokens) exceeds the available context "
         "size (8192 tokens)\",\"type\":\"exceed_context_size_error\"}}",
    CODE (REQUEST), ACTION (SHORTEN), FALSE, NULL, NULL, "8" },
  { 400, "{\"object\":\"error\",\"message\":\"This model's maximum context length is 4096 tokens.\","
         "\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
    CODE (REQUEST), ACTION (SHORTEN), FALSE, NULL, NULL, "4" },
  /* Pictures. */
  { 400, BAD ("Exceeded limit on max bytes per data-uri item : 10485760"),
    CODE (REQUEST), ACTION (DROP_ATTACHMENT), FALSE },
  { 400, BAD ("Multimodal file size is too large"), CODE (REQUEST), ACTION (DROP_ATTACHMENT), FALSE },
  { 400, BAD ("Failed to download multimodal content."), CODE (REQUEST), ACTION (DROP_ATTACHMENT), FALSE },
  { 400, BAD ("url error, please check url！"), CODE (REQUEST), ACTION (DROP_ATTACHMENT), FALSE },
  { 400, BAD ("The image length and width do not meet the model restrictions."),
    CODE (REQUEST), ACTION (DROP_ATTACHMENT), FALSE },
  { 400, BAD ("<400> InternalError.Algo.InvalidParameter: The provided URL does not appear to be "
              "valid."), CODE (REQUEST), ACTION (DROP_ATTACHMENT), FALSE },
  { 400, BAD ("input content must be a string."), CODE (REQUEST), ACTION (DROP_ATTACHMENT), FALSE },
  { 413, "", CODE (REQUEST), ACTION (DROP_ATTACHMENT), FALSE },
  /* Requests that the server calls its own failure. */
  { 500, OPENAI ("list index out of range", "InternalError.Algo"), CODE (REQUEST), ACTION (EDIT_MESSAGE), FALSE },
  { 500, NATIVE ("Role must be in [user, assistant]", "InternalError.Algo"),
    CODE (REQUEST), ACTION (EDIT_MESSAGE), FALSE },
  { 400, BAD ("messages with role \\\"tool\\\" must be a response to a preceeding message with "
              "\\\"tool_calls\\\""), CODE (REQUEST), ACTION (EDIT_MESSAGE), FALSE },
  { 400, BAD ("The input messages do not contain elements with the role of user"),
    CODE (REQUEST), ACTION (EDIT_MESSAGE), FALSE },
  { 400, BAD ("[] is too short - 'messages'"), CODE (REQUEST), ACTION (EDIT_MESSAGE), FALSE },
  { 400, BAD ("The content field is a required field."), CODE (REQUEST), ACTION (EDIT_MESSAGE), FALSE },
  { 400, BAD ("Tool names are not allowed to be [search]"), CODE (REQUEST), ACTION (NONE), FALSE },
  { 400, BAD ("The tool call is not supported."), CODE (REQUEST), ACTION (CHOOSE_MODEL), FALSE },
  { 400, BAD ("Required body invalid, please check the request body format."),
    CODE (REQUEST), ACTION (NONE), FALSE },
  { 422, "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\",\"type\":\"x\"}]}",
    CODE (REQUEST), ACTION (NONE), FALSE, NULL, "field required" },
  /* Failures. */
  { 500, OPENAI ("An internal error has occured", "internal_error"), CODE (SERVER), ACTION (RETRY), TRUE },
  { 500, NATIVE ("x", "SystemError"), CODE (SERVER), ACTION (RETRY), TRUE },
  { 500, NATIVE ("x", "ModelServiceFailed"), CODE (SERVER), ACTION (RETRY), TRUE },
  { 400, NATIVE ("x", "ServiceUnavailableError"), CODE (SERVER), ACTION (WAIT), TRUE },
  { 400, NATIVE ("x", "ClientDisconnect"), CODE (REQUEST), ACTION (NONE), FALSE },
  { 400, NATIVE ("x", "UnsupportedOperation"), CODE (REQUEST), ACTION (NONE), FALSE },
  { 500, "", CODE (SERVER), ACTION (RETRY), TRUE, NULL, "HTTP 500" },
  { 500, NATIVE ("Request timed out, please try again later.", "RequestTimeOut"),
    CODE (SERVER), ACTION (RETRY), TRUE },
  { 502, "<html><head><title>502 Bad Gateway</title></head></html>", CODE (SERVER), ACTION (RETRY), TRUE,
    NULL, "502 Bad Gateway" },
  { 408, "", CODE (NETWORK), ACTION (RETRY), TRUE },
  { 409, "", CODE (SERVER), ACTION (RETRY), TRUE },
  { 200, "<!DOCTYPE html><title>Login</title>", CODE (PROTOCOL), ACTION (EDIT_KEY), FALSE, NULL, "Login" },
  /* Shapes. */
  { 500, "[{\"error\":{\"message\":\"in a list\"}}]", CODE (SERVER), ACTION (RETRY), TRUE, NULL, "in a list" },
  { 400, "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"why\"}}}",
    CODE (REQUEST), ACTION (NONE), FALSE, NULL, "Provider returned error\nwhy" },
  { 400, "{\"error\":{}}", CODE (REQUEST), ACTION (NONE), FALSE, NULL, "HTTP 400" },
  { 400, "{\"error\":{\"message\":{\"a\":1},\"code\":[]}}", CODE (REQUEST), ACTION (NONE), FALSE, NULL,
    "HTTP 400" },
  { 400, "{\"error\":", CODE (REQUEST), ACTION (NONE), FALSE, NULL, "{\"error\":" },
  { 400, "\xff\xfe", CODE (REQUEST), ACTION (NONE), FALSE, NULL, "\xef\xbf\xbd\xef\xbf\xbd" },
};
/* clang-format on */

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (QingFault) fault =
    qing_fault_map_response (row->status, NULL, row->body, strlen (row->body));

  g_assert_cmpint (fault->code, ==, row->code);
  g_assert_cmpint (fault->action, ==, row->action);
  g_assert_true (fault->retryable == row->retryable);
  g_assert_cmpstr (fault->parameter, ==, row->parameter);
  if (row->detail != NULL)
    g_assert_cmpstr (fault->detail, ==, row->detail);
  if (row->words != NULL)
    g_assert_nonnull (strstr (fault->summary, row->words));
  if (strstr (row->body, "r-1") != NULL)
    g_assert_cmpstr (fault->request_id, ==, "r-1");
  g_assert_null (strchr (fault->summary, '%'));
  g_assert_cmpuint (strlen (fault->summary), >, 20);
}

static void
test_long_text (void)
{
  g_autofree char *fill = g_strnfill (100000, 'x');
  g_autofree char *body =
    g_strconcat ("{\"code\":\"", fill, "\",\"message\":\"", fill, "\"}", NULL);
  g_autoptr (QingFault) fault = qing_fault_map_response (500, NULL, body, strlen (body));

  g_assert_cmpuint (strlen (fault->detail), <=, 4000);
  g_assert_cmpuint (strlen (fault->server_code), <=, 128);
}

/* A text that would play tricks in a terminal or a window. */
static void
test_harmful_text (void)
{
  const char *body =
    "{\"error\":{\"message\":\"a\\u001b[31mb\\u202ec\\n\\td\\u0000\",\"code\":\"x\\u0007y\"}}";
  g_autoptr (QingFault) fault = qing_fault_map_response (400, NULL, body, strlen (body));

  g_assert_cmpstr (fault->detail, ==, "a[31mbc\n\td\xef\xbf\xbd");
  g_assert_cmpstr (fault->server_code, ==, "xy");
}

static void
test_redact (void)
{
  const char *body = "{\"error\":{\"message\":\"Incorrect API key provided: sk-secret-1. "
                     "(sk-secret-1)\",\"code\":\"sk-secret-1\"},\"request_id\":\"sk-secret-1\"}";
  g_autoptr (QingFault) fault = qing_fault_map_response (401, NULL, body, strlen (body));

  qing_fault_redact (fault, "sk-secret-1");
  g_assert_cmpstr (fault->detail, ==, "Incorrect API key provided: [key]. ([key])");
  g_assert_cmpstr (fault->server_code, ==, "[key]");
  g_assert_cmpstr (fault->request_id, ==, "[key]");

  qing_fault_redact (fault, NULL);
  g_assert_cmpstr (fault->server_code, ==, "[key]");
}

/* Wherever it is cut, no more of the key is left than what all keys have. */
static void
test_redact_cut (void)
{
  const char *key = "sk-0123456789abcdefghij";

  for (gsize before = 3900; before < 4010; before++)
    {
      g_autofree char *filler = g_strnfill (before, 'x');
      g_autofree char *body =
        g_strdup_printf ("{\"error\":{\"message\":\"%s%s\",\"param\":\"%s\"}}", filler, key, key);
      g_autoptr (QingFault) fault = qing_fault_map_response (400, NULL, body, strlen (body));

      qing_fault_redact (fault, key);
      g_assert_cmpuint (strlen (fault->detail), >=, MIN (before, 3992));
      g_assert_null (strstr (fault->detail, "sk-01234"));
      g_assert_true (fault->parameter == NULL || strstr (fault->parameter, key) == NULL);
      g_assert_null (strstr (fault->summary, key));
    }
}

static void
test_request_id (void)
{
  g_assert_cmpstr (qing_request_id_from_answer_id ("chatcmpl-d2d6f0a4-5e0b-9c1f-8a37-2f6f1f2b7c55"),
                   ==, "d2d6f0a4-5e0b-9c1f-8a37-2f6f1f2b7c55");
  g_assert_cmpstr (qing_request_id_from_answer_id ("chatcmpl-123"), ==, "chatcmpl-123");
  g_assert_null (qing_request_id_from_answer_id (""));
  g_assert_null (qing_request_id_from_answer_id (NULL));
}

static void
check_network (GQuark domain, int code, QingError kind, gboolean retryable)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "Something of the system");
  g_autoptr (QingFault) fault = qing_fault_map_error (error);

  g_assert_cmpint (fault->code, ==, kind);
  g_assert_true (fault->retryable == retryable);
  g_assert_cmpint (fault->http_status, ==, 0);
  g_assert_cmpstr (fault->detail, ==, "Something of the system");
}

static void
test_network (void)
{
  check_network (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, CODE (NETWORK), TRUE);
  check_network (G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, CODE (NETWORK), TRUE);
  check_network (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, CODE (NETWORK), TRUE);
  check_network (G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, CODE (NETWORK), TRUE);
  check_network (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, CODE (NETWORK), TRUE);
  check_network (G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, CODE (NETWORK), TRUE);
  check_network (G_IO_ERROR, G_IO_ERROR_FAILED, CODE (NETWORK), TRUE);
  check_network (G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED, CODE (NETWORK), FALSE);
  check_network (G_IO_ERROR, G_IO_ERROR_CANCELLED, CODE (CANCELLED), FALSE);
  check_network (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, CODE (NETWORK), FALSE);
  check_network (G_TLS_ERROR, G_TLS_ERROR_EOF, CODE (NETWORK), TRUE);
  check_network (SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING, CODE (PROTOCOL), FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/row/%u", i);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/faults/long-text", test_long_text);
  g_test_add_func ("/faults/harmful-text", test_harmful_text);
  g_test_add_func ("/faults/redact", test_redact);
  g_test_add_func ("/faults/redact-cut", test_redact_cut);
  g_test_add_func ("/faults/request-id", test_request_id);
  g_test_add_func ("/faults/network", test_network);

  return g_test_run ();
}
