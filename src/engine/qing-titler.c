/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-titler.h"

#include <string.h>

#define MAX_FIRST_LINE 60
#define MAX_TITLE      80
/* Enough of an exchange to know what it is about. */
#define MAX_EXCERPT 600
/* A model that does not stop is not listened to any further. */
#define MAX_ANSWER 2000

/* For the model, so it is not translated. */
#define INSTRUCTION                                                                                \
  "Write a title for the conversation below: at most six words, in the language of the question, " \
  "without quotation marks and without a full stop. Answer with the title only."

/* Up to @max characters of @text, without a torn word where there are words. */
static char *
cut_at_word (const char *text, long max)
{
  const char *end;
  const char *space = NULL;

  if (g_utf8_strlen (text, -1) <= max)
    return g_strdup (text);
  end = g_utf8_offset_to_pointer (text, max - 1);
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      space = p;
  /* A long word, or a script without spaces, is cut where it is. */
  if (space != NULL && g_utf8_pointer_to_offset (text, space) >= max / 2)
    end = space;
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_ispunct (g_utf8_get_char (last)) &&
          !g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/* One line with single spaces and without control characters. */
static char *
squeeze (const char *text, gsize length)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          space = line->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (line, ' ');
      space = FALSE;
      g_string_append_unichar (line, c);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* The first line that says something. */
static char *
first_line (const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");
      g_autofree char *line = squeeze (text, length);

      for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
        if (g_unichar_isalnum (g_utf8_get_char (p)))
          return g_steal_pointer (&line);
      text += length + strspn (text + length, "\r\n");
    }
  return g_strdup ("");
}

char *
qing_title_from_text (const char *text)
{
  g_autofree char *line = first_line (text);

  return cut_at_word (line, MAX_FIRST_LINE);
}

static gboolean
is_wrapping (gunichar c)
{
  static const gunichar marks[] = { '"',    '\'',   '*',    '_',    '`',    '#',    '~',
                                    '>',    0x201c, 0x201d, 0x2018, 0x2019, 0xab,   0xbb,
                                    0x300a, 0x300b, 0x300c, 0x300d, 0x300e, 0x300f, 0xff02 };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (c == marks[i])
      return TRUE;
  return g_unichar_isspace (c);
}

static gboolean
is_stop (gunichar c)
{
  return c == '.' || c == 0x3002 || c == ':' || c == 0xff1a;
}

/* Takes marks from both ends, and a full stop from the last. */
static void
unwrap (char *line)
{
  char *start = line;
  char *end = line + strlen (line);

  while (start < end && is_wrapping (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      char *last = g_utf8_find_prev_char (start, end);

      if (last == NULL ||
          (!is_wrapping (g_utf8_get_char (last)) && !is_stop (g_utf8_get_char (last))))
        break;
      end = last;
    }
  memmove (line, start, (gsize) (end - start));
  line[end - start] = '\0';
}

/* "Title: …", as some models begin whatever they are told. */
static const char *
skip_label (const char *line)
{
  static const char *const labels[] = { "title:", "标题：", "标题:", "題名：" };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_ascii_strncasecmp (line, labels[i], strlen (labels[i])) == 0)
      return line + strlen (labels[i]);
  return line;
}

static void
drop_marks (char *line)
{
  char *out = line;

  for (const char *in = line; *in != '\0'; in++)
    if (*in != '*' && *in != '`')
      *out++ = *in;
  *out = '\0';
}

char *
qing_title_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *line = first_line (valid);
  g_autofree char *title = NULL;

  unwrap (line);
  title = g_strdup (skip_label (line));
  drop_marks (title);
  unwrap (title);
  return cut_at_word (title, MAX_TITLE);
}

gboolean
qing_title_can_ask (QingModelInfo *model)
{
  return qing_model_info_get_thinking (model) != QING_THINKING_ALWAYS;
}

static void
append_excerpt (GString *prompt, const char *label, QingMessage *message)
{
  const char *text = qing_message_get_text (message, NULL);
  g_autofree char *excerpt =
    g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_EXCERPT));

  g_string_append_printf (prompt, "\n\n%s:\n%s", label, excerpt);
}

static QingMessage *
make_prompt (QingConversation *conversation)
{
  g_autoptr (GString) prompt = g_string_new (INSTRUCTION);
  g_autoptr (QingMessage) question = g_list_model_get_item (G_LIST_MODEL (conversation), 0);
  g_autoptr (QingMessage) answer = g_list_model_get_item (G_LIST_MODEL (conversation), 1);
  QingMessage *message = qing_message_new (QING_ROLE_USER);

  if (question != NULL)
    append_excerpt (prompt, "Question", question);
  if (answer != NULL)
    append_excerpt (prompt, "Answer", answer);
  qing_message_set_text (message, prompt->str, (gssize) prompt->len);
  return message;
}

static QingChatRequest *
make_request (QingConversation *conversation, QingAccount *account, QingModelInfo *model)
{
  g_autoptr (QingParameters) parameters = qing_parameters_new ();
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);

  qing_parameters_set (parameters, QING_PARAMETER_ENABLE_THINKING, g_variant_new_boolean (FALSE));
  g_ptr_array_add (messages, make_prompt (conversation));
  return qing_chat_request_new (QING_PURPOSE_TITLE, account, model, parameters, messages, NULL);
}

static void
delta_cb (const QingDelta *delta, gpointer user_data)
{
  GString *answer = g_task_get_task_data (user_data);

  if (delta->kind == QING_DELTA_TEXT && answer->len + delta->length <= MAX_ANSWER)
    g_string_append_len (answer, delta->text, (gssize) delta->length);
}

static void
chat_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (QingFault) fault = NULL;
  g_autofree char *title = NULL;
  GString *answer = g_task_get_task_data (task);

  if (qing_provider_chat_finish (QING_PROVIDER (object), result, &fault))
    title = qing_title_clean (answer->str);
  if (title != NULL && *title == '\0')
    g_clear_pointer (&title, g_free);
  g_task_return_pointer (task, g_steal_pointer (&title), g_free);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

void
qing_title_ask_async (QingProvider *provider,
                      QingConversation *conversation,
                      QingAccount *account,
                      QingModelInfo *model,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (QingChatRequest) request = make_request (conversation, account, model);
  GTask *task = g_task_new (provider, cancellable, callback, user_data);

  g_task_set_source_tag (task, qing_title_ask_async);
  g_task_set_task_data (task, g_string_new (NULL), free_string);
  qing_provider_chat_async (provider, request, delta_cb, task, cancellable, chat_cb, task);
}

char *
qing_title_ask_finish (QingProvider *provider, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
