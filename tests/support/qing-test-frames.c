/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-frames.h"

#include <math.h>
#include <string.h>

/* Frames are written out by hand rather than by a JSON library, because the order of the keys and
 * the nulls are to be the ones of the service. */

/**
 * qing_test_json_append:
 * @out: where to write
 * @text: (nullable): any valid UTF-8 text
 *
 * Writes @text as a JSON string, or null.
 */
void
qing_test_json_append (GString *out, const char *text)
{
  if (text == NULL)
    {
      g_string_append (out, "null");
      return;
    }

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (out, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (out, "\\n");
      else if (*p == '\r')
        g_string_append (out, "\\r");
      else if (*p == '\t')
        g_string_append (out, "\\t");
      else if ((guchar) *p < 0x20)
        g_string_append_printf (out, "\\u%04x", (guchar) *p);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_double (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.6g", value));
}

static void
append_envelope (GString *out,
                 const QingTestFrameContext *context,
                 const char *choices,
                 const char *usage)
{
  g_string_append_printf (out,
                          "{\"choices\":%s,\"object\":\"chat.completion.chunk\",\"usage\":%s,"
                          "\"created\":%" G_GINT64_FORMAT ",\"system_fingerprint\":null,"
                          "\"model\":",
                          choices, usage, context->created);
  qing_test_json_append (out, context->model);
  g_string_append_printf (out, ",\"id\":\"chatcmpl-%s\"}", context->request_id);
}

static char *
quote (const char *text)
{
  GString *out = g_string_new (NULL);

  qing_test_json_append (out, text);

  return g_string_free (out, FALSE);
}

static char *
render_role (const QingTestFrameContext *context, const QingTestStep *step)
{
  return g_strdup_printf ("[{\"delta\":{%s},\"index\":%u,\"logprobs\":null,"
                          "\"finish_reason\":null}]",
                          context->thinking
                            ? "\"content\":null,\"role\":\"assistant\",\"reasoning_content\":\"\""
                            : "\"content\":\"\",\"role\":\"assistant\"",
                          step->choice);
}

static char *
render_text (const QingTestFrameContext *context, const QingTestStep *step)
{
  g_autofree char *text = quote (step->text);
  gboolean reasoning = step->kind == QING_TEST_STEP_REASONING;

  if (!context->thinking)
    return g_strdup_printf ("[{\"finish_reason\":null,\"logprobs\":null,"
                            "\"delta\":{\"content\":%s},\"index\":%u}]",
                            text, step->choice);

  return g_strdup_printf ("[{\"finish_reason\":null,\"logprobs\":null,"
                          "\"delta\":{\"content\":%s,\"reasoning_content\":%s},\"index\":%u}]",
                          reasoning ? "null" : text, reasoning ? text : "null", step->choice);
}

/* Writes {"token":…,"bytes":[…],"logprob":…} without the closing brace. */
static void
append_token (GString *out, const char *token, double logprob)
{
  g_string_append (out, "{\"token\":");
  qing_test_json_append (out, token);
  g_string_append (out, ",\"bytes\":[");
  for (gsize i = 0; token[i] != '\0'; i++)
    g_string_append_printf (out, "%s%u", i == 0 ? "" : ",", (guchar) token[i]);
  g_string_append (out, "],\"logprob\":");
  append_double (out, logprob);
}

/* What could have stood there instead: each takes half of what the others leave. */
static void
append_tops (GString *out, const QingTestStep *step)
{
  static const char *const others[] = { " perhaps", " one", "也许", " 1" };
  double rest = MAX (1 - exp (step->logprob), 0.001);

  append_token (out, step->text, step->logprob);
  g_string_append_c (out, '}');
  for (guint i = 0; i + 1 < step->n_tops && i < G_N_ELEMENTS (others); i++)
    {
      rest /= 2;
      g_string_append_c (out, ',');
      append_token (out, others[i], log (rest));
      g_string_append_c (out, '}');
    }
}

static void
append_logprob (GString *out, const QingTestStep *step)
{
  append_token (out, step->text, step->logprob);
  g_string_append (out, ",\"top_logprobs\":[");
  append_tops (out, step);
  g_string_append (out, "]}");
}

static char *
render_logprob (const QingTestFrameContext *context, const QingTestStep *step)
{
  GString *out = g_string_new ("[{\"finish_reason\":null,\"logprobs\":{\"content\":[");

  append_logprob (out, step);
  g_string_append (out, "]},\"delta\":{\"content\":");
  qing_test_json_append (out, step->text);
  g_string_append_printf (out, "},\"index\":%u}]", step->choice);

  return g_string_free (out, FALSE);
}

static char *
render_tool (const QingTestFrameContext *context, const QingTestStep *step)
{
  g_autofree char *id = quote (step->id);
  g_autofree char *name = quote (step->name);
  g_autofree char *text = quote (step->text);

  if (step->kind == QING_TEST_STEP_TOOL_START)
    return g_strdup_printf (
      "[{\"delta\":{\"content\":null,\"tool_calls\":[{\"index\":%u,\"id\":%s,"
      "\"type\":\"function\",\"function\":{\"name\":%s,\"arguments\":\"\"}}]%s},"
      "\"index\":0,\"logprobs\":null,\"finish_reason\":null}]",
      step->choice, id, name, step->choice == 0 ? ",\"role\":\"assistant\"" : "");
  if (step->kind == QING_TEST_STEP_TOOL_ARGUMENTS)
    return g_strdup_printf (
      "[{\"finish_reason\":null,\"logprobs\":null,\"delta\":{"
      "\"content\":null,\"tool_calls\":[{\"index\":%u,\"id\":\"\","
      "\"type\":\"function\",\"function\":{\"arguments\":%s}}]},\"index\":0}]",
      step->choice, text);

  return g_strdup_printf ("[{\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"\"},"
                          "\"index\":%u,\"id\":\"\",\"type\":\"function\"}]},\"index\":0}]",
                          step->choice);
}

static char *
render_audio (const QingTestFrameContext *context, const QingTestStep *step)
{
  g_autofree char *value = NULL;

  if (step->bytes != NULL)
    {
      gsize size = 0;
      const guchar *data = g_bytes_get_data (step->bytes, &size);
      g_autofree char *base64 = g_base64_encode (data, size);

      value = g_strdup_printf ("\"data\":\"%s\",\"expires_at\":%" G_GINT64_FORMAT ","
                               "\"id\":\"audio_%s\"",
                               base64, context->created + 86400, context->request_id);
    }
  else
    {
      g_autofree char *text = quote (step->text);
      value = g_strdup_printf ("\"transcript\":%s", text);
    }

  return g_strdup_printf ("[{\"delta\":{\"audio\":{%s}},\"finish_reason\":null,\"index\":0,"
                          "\"logprobs\":null}]",
                          value);
}

static char *
render_finish (const QingTestFrameContext *context, const QingTestStep *step)
{
  g_autofree char *reason = quote (step->text);
  g_autofree char *text = quote (step->name != NULL ? step->name : "");
  g_autofree char *content = g_strconcat ("\"content\":", text, NULL);
  gboolean tools = g_strcmp0 (step->text, "tool_calls") == 0;

  return g_strdup_printf (
    "[{\"finish_reason\":%s,\"delta\":{%s%s},\"index\":%u,\"logprobs\":null}]", reason,
    tools ? "" : content, context->thinking && !tools ? ",\"reasoning_content\":null" : "",
    step->choice);
}

static char *
render_usage (const QingTestUsage *usage)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out,
                          "{\"prompt_tokens\":%u,\"completion_tokens\":%u,\"total_tokens\":%u,"
                          "\"prompt_tokens_details\":{",
                          usage->prompt_tokens, usage->completion_tokens,
                          usage->prompt_tokens + usage->completion_tokens);
  if (usage->image_tokens > 0)
    g_string_append_printf (out, "\"image_tokens\":%u,\"text_tokens\":%u,", usage->image_tokens,
                            usage->prompt_tokens - usage->image_tokens);
  g_string_append_printf (out, "\"cached_tokens\":%u}", usage->cached_tokens);
  if (usage->audio_tokens > 0)
    g_string_append_printf (out,
                            ",\"completion_tokens_details\":{\"audio_tokens\":%u,"
                            "\"text_tokens\":%u}",
                            usage->audio_tokens, usage->completion_tokens - usage->audio_tokens);
  else if (usage->reasoning_tokens > 0)
    g_string_append_printf (out, ",\"completion_tokens_details\":{\"reasoning_tokens\":%u}",
                            usage->reasoning_tokens);
  g_string_append_c (out, '}');

  return g_string_free (out, FALSE);
}

static char *
render_choices (const QingTestFrameContext *context, const QingTestStep *step)
{
  switch (step->kind)
    {
    case QING_TEST_STEP_ROLE:
      return render_role (context, step);
    case QING_TEST_STEP_TEXT:
    case QING_TEST_STEP_REASONING:
      return render_text (context, step);
    case QING_TEST_STEP_LOGPROB:
      return render_logprob (context, step);
    case QING_TEST_STEP_TOOL_START:
    case QING_TEST_STEP_TOOL_ARGUMENTS:
    case QING_TEST_STEP_TOOL_END:
      return render_tool (context, step);
    case QING_TEST_STEP_AUDIO:
      return render_audio (context, step);
    case QING_TEST_STEP_FINISH:
      return render_finish (context, step);
    case QING_TEST_STEP_USAGE:
      return g_strdup ("[]");
    case QING_TEST_STEP_DONE:
    case QING_TEST_STEP_RAW:
    case QING_TEST_STEP_PAUSE:
    case QING_TEST_STEP_CUT:
    case QING_TEST_STEP_ERROR_FRAME:
    case QING_TEST_STEP_ERROR_OBJECT:
    default:
      return NULL;
    }
}

static void
append_error_frame (GString *out, const QingTestFrameContext *context, const QingTestStep *step)
{
  g_string_append_printf (out, "id:1%sevent:error%s:HTTP_STATUS/%u%s", context->eol, context->eol,
                          step->number, context->eol);
  g_string_append_printf (out, "data:{\"request_id\":\"%s\",\"code\":", context->request_id);
  qing_test_json_append (out, step->id);
  g_string_append (out, ",\"message\":");
  qing_test_json_append (out, step->text);
  g_string_append_printf (out, "}%s%s", context->eol, context->eol);
}

static void
append_error_object (GString *out, const QingTestFrameContext *context, const QingTestStep *step)
{
  g_string_append (out, "data: {\"error\":{\"message\":");
  qing_test_json_append (out, step->text);
  g_string_append (out, ",\"type\":");
  qing_test_json_append (out, step->id);
  g_string_append (out, ",\"param\":null,\"code\":");
  qing_test_json_append (out, step->id);
  g_string_append_printf (out, "},\"request_id\":\"%s\"}%s%s", context->request_id, context->eol,
                          context->eol);
}

/**
 * qing_test_frame_render:
 * @context: what the answer's frames have in common
 * @step: a step that sends something
 *
 * Writes the step as one event of the stream.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL if the step sends nothing
 */
GBytes *
qing_test_frame_render (const QingTestFrameContext *context, const QingTestStep *step)
{
  g_autofree char *choices = render_choices (context, step);
  g_autofree char *usage = NULL;
  GString *out = NULL;

  if (step->kind == QING_TEST_STEP_RAW)
    return g_bytes_ref (step->bytes);
  if (step->kind == QING_TEST_STEP_PAUSE || step->kind == QING_TEST_STEP_CUT)
    return NULL;

  out = g_string_sized_new (512);
  if (step->kind == QING_TEST_STEP_DONE)
    g_string_append_printf (out, "data: [DONE]%s%s", context->eol, context->eol);
  else if (step->kind == QING_TEST_STEP_ERROR_FRAME)
    append_error_frame (out, context, step);
  else if (step->kind == QING_TEST_STEP_ERROR_OBJECT)
    append_error_object (out, context, step);
  else
    {
      if (step->kind == QING_TEST_STEP_USAGE)
        usage = render_usage (&step->usage);
      g_string_append (out, "data: ");
      append_envelope (out, context, choices, usage != NULL ? usage : "null");
      g_string_append_printf (out, "%s%s", context->eol, context->eol);
    }

  return g_string_free_to_bytes (out);
}

static gboolean
step_is_text (const QingTestStep *step)
{
  return step->kind == QING_TEST_STEP_TEXT || step->kind == QING_TEST_STEP_LOGPROB ||
         (step->kind == QING_TEST_STEP_AUDIO && step->text != NULL);
}

static char *
join (QingTestScript *script, guint choice, gboolean reasoning)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < script->steps->len; i++)
    {
      const QingTestStep *step = g_ptr_array_index (script->steps, i);

      if (step->choice == choice &&
          (reasoning ? step->kind == QING_TEST_STEP_REASONING : step_is_text (step)))
        g_string_append (out, step->text);
    }

  return g_string_free (out, FALSE);
}

static void
append_tool_calls (GString *out, QingTestScript *script)
{
  guint n_calls = 0;

  for (guint i = 0; i < script->steps->len; i++)
    {
      const QingTestStep *start = g_ptr_array_index (script->steps, i);
      g_autoptr (GString) arguments = g_string_new (NULL);

      if (start->kind != QING_TEST_STEP_TOOL_START)
        continue;
      for (guint j = i + 1; j < script->steps->len; j++)
        {
          const QingTestStep *step = g_ptr_array_index (script->steps, j);

          if (step->kind == QING_TEST_STEP_TOOL_ARGUMENTS && step->choice == start->choice)
            g_string_append (arguments, step->text);
        }

      g_string_append (out, n_calls++ == 0 ? ",\"tool_calls\":[" : ",");
      g_string_append_printf (out, "{\"index\":%u,\"id\":", start->choice);
      qing_test_json_append (out, start->id);
      g_string_append (out, ",\"type\":\"function\",\"function\":{\"name\":");
      qing_test_json_append (out, start->name);
      g_string_append (out, ",\"arguments\":");
      qing_test_json_append (out, arguments->str);
      g_string_append (out, "}}");
    }
  if (n_calls > 0)
    g_string_append_c (out, ']');
}

static void
append_all_logprobs (GString *out, QingTestScript *script, guint choice)
{
  guint n_tokens = 0;

  for (guint i = 0; i < script->steps->len; i++)
    {
      const QingTestStep *step = g_ptr_array_index (script->steps, i);

      if (step->kind != QING_TEST_STEP_LOGPROB || step->choice != choice)
        continue;
      g_string_append (out, n_tokens++ == 0 ? "{\"content\":[" : ",");
      append_logprob (out, step);
    }
  g_string_append (out, n_tokens == 0 ? "null" : "]}");
}

static void
append_message (GString *out,
                const QingTestFrameContext *context,
                QingTestScript *script,
                const QingTestStep *finish)
{
  g_autofree char *text = join (script, finish->choice, FALSE);
  g_autofree char *reasoning = join (script, finish->choice, TRUE);

  g_string_append (out, "{\"message\":{\"content\":");
  qing_test_json_append (out, text);
  if (context->thinking)
    {
      g_string_append (out, ",\"reasoning_content\":");
      qing_test_json_append (out, reasoning);
    }
  g_string_append (out, ",\"role\":\"assistant\"");
  if (finish->choice == 0)
    append_tool_calls (out, script);
  g_string_append (out, "},\"finish_reason\":");
  qing_test_json_append (out, finish->text);
  g_string_append_printf (out, ",\"index\":%u,\"logprobs\":", finish->choice);
  append_all_logprobs (out, script, finish->choice);
  g_string_append_c (out, '}');
}

/**
 * qing_test_frame_completion:
 * @context: what the answer's frames have in common
 * @script: the script
 *
 * Writes the whole script as the one object that a request without streaming gets.
 *
 * Returns: (transfer full): JSON text
 */
char *
qing_test_frame_completion (const QingTestFrameContext *context, QingTestScript *script)
{
  GString *out = g_string_new ("{\"choices\":[");
  g_autofree char *usage = NULL;
  guint n_choices = 0;

  for (guint i = 0; i < script->steps->len; i++)
    {
      const QingTestStep *step = g_ptr_array_index (script->steps, i);

      if (step->kind == QING_TEST_STEP_USAGE)
        {
          g_free (usage);
          usage = render_usage (&step->usage);
        }
      if (step->kind != QING_TEST_STEP_FINISH)
        continue;
      if (n_choices++ > 0)
        g_string_append_c (out, ',');
      append_message (out, context, script, step);
    }

  g_string_append_printf (out,
                          "],\"object\":\"chat.completion\",\"usage\":%s,"
                          "\"created\":%" G_GINT64_FORMAT ",\"system_fingerprint\":null,"
                          "\"model\":",
                          usage != NULL ? usage : "null", context->created);
  qing_test_json_append (out, context->model);
  g_string_append_printf (out, ",\"id\":\"chatcmpl-%s\"}", context->request_id);

  return g_string_free (out, FALSE);
}
