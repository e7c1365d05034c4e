/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-ask.h"

#include "qing-ask-report.h"
#include "qing-ask-sound.h"
#include "qing-environment.h"
#include "qing-exchange-text.h"
#include "qing-image-load.h"
#include "qing-ruling.h"
#include "qing-secrets.h"
#include "qing-user-models.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Nobody types this much, and a pipe that never ends must not fill the memory. */
#define MAX_PROMPT (64 * 1024 * 1024)

#define DIM   "\033[2m"
#define PLAIN "\033[0m"

struct _QingAsk
{
  GObject parent_instance;

  QingAskOptions *options; /* borrowed */
  QingCatalogue *catalogue;
  QingClient *client;
  QingAccount *account;
  QingMessage *question;
  GPtrArray *answers; /* QingMessage, one for each choice */
  QingExchange *exchange;
  GCancellable *cancellable;
  GMainLoop *loop;
  QingAskSound *sound;
  guint next_image;
  gboolean shows_thinking;
  gboolean thinking;
  int write_error; /* of standard output; 0: none */
  int status;
};

G_DEFINE_FINAL_TYPE (QingAsk, qing_ask, G_TYPE_OBJECT)

static void
qing_ask_finalize (GObject *object)
{
  QingAsk *self = QING_ASK (object);

  g_clear_object (&self->catalogue);
  g_clear_object (&self->client);
  g_clear_object (&self->account);
  g_clear_object (&self->question);
  g_clear_object (&self->exchange);
  g_clear_pointer (&self->sound, qing_ask_sound_free);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->loop, g_main_loop_unref);

  G_OBJECT_CLASS (qing_ask_parent_class)->finalize (object);
}

static void
qing_ask_class_init (QingAskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_ask_finalize;
}

static void
qing_ask_init (QingAsk *self)
{
  self->catalogue = qing_catalogue_new ();
  self->client = qing_client_new ();
  self->answers = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->loop = g_main_loop_new (NULL, FALSE);
  self->shows_thinking = isatty (STDERR_FILENO);
}

/* A wrong line in a file of the user's own is no reason not to ask. */
static void
load_user_models (QingAsk *self)
{
  g_autofree char *folder = qing_user_models_dup_folder ();
  g_autoptr (QingUserModels) models = qing_user_models_new (self->catalogue, folder);
  const char *complaint;

  qing_user_models_load (models);
  complaint = qing_catalogue_get_complaint (self->catalogue);
  if (complaint != NULL)
    fprintf (stderr, "qingtan: %s/%s\n", folder, complaint);
}

QingAsk *
qing_ask_new (QingAskOptions *options)
{
  QingAsk *self = g_object_new (QING_TYPE_ASK, NULL);

  self->options = options;
  load_user_models (self);
  return self;
}

/* Thinking is dim on a terminal; the answer begins on a line of its own. */
static void
show_thinking (QingAsk *self, const char *text, gsize length)
{
  if (!self->shows_thinking || self->options->json)
    return;
  if (!self->thinking)
    fputs (DIM, stderr);
  self->thinking = TRUE;
  fwrite (text, 1, length, stderr);
}

static void
end_thinking (QingAsk *self)
{
  if (self->thinking)
    fputs (PLAIN "\n\n", stderr);
  self->thinking = FALSE;
}

/* A disk that is full ends it, and so does a reader who went away: the rest would be paid for. */
static void
write_out (QingAsk *self, const char *text, gsize length)
{
  if (self->write_error != 0)
    return;
  if (fwrite (text, 1, length, stdout) == length && fflush (stdout) == 0)
    return;
  self->write_error = errno;
  g_cancellable_cancel (self->cancellable);
}

/* Who reads no more needs no words. */
static void
say_write_error (QingAsk *self)
{
  if (self->write_error != EPIPE)
    fprintf (stderr, _ ("qingtan: The answer could not be written: %s\n"),
             g_strerror (self->write_error));
}

static void
end (QingAsk *self, int status)
{
  self->status = status;
  g_main_loop_quit (self->loop);
}

/* Ends with @text, which is all there is to write. */
static void
end_with (QingAsk *self, const char *text)
{
  write_out (self, text, strlen (text));
  if (self->write_error != 0)
    say_write_error (self);
  end (self, self->write_error == 0 ? QING_ASK_ANSWERED : QING_ASK_FAILED);
}

static void
fail (QingAsk *self, const char *words)
{
  fprintf (stderr, "qingtan: %s\n", words);
  end (self, QING_ASK_FAILED);
}

static QingMessage *
get_answer (QingAsk *self, guint choice)
{
  while (self->answers->len <= choice)
    {
      QingMessage *answer = qing_message_new (QING_ROLE_ASSISTANT);

      qing_message_set_model (answer, self->options->model);
      g_ptr_array_add (self->answers, answer);
    }
  return g_ptr_array_index (self->answers, choice);
}

static void
show_text (QingAsk *self, const QingDelta *delta)
{
  end_thinking (self);
  if (self->options->json || delta->choice > 0)
    return;
  write_out (self, delta->text, delta->length);
}

/* A disk that is full ends it: the rest would be paid for and lost. */
static void
keep_sound (QingAsk *self, const QingDelta *delta)
{
  g_autoptr (GError) error = NULL;

  if (self->options->sound == NULL || delta->choice > 0)
    return;
  if (self->sound == NULL)
    self->sound = qing_ask_sound_new (self->options->sound);
  if (qing_ask_sound_write (self->sound, delta->bytes, delta->n_bytes, &error))
    return;
  fprintf (stderr, "qingtan: %s\n", error->message);
  g_cancellable_cancel (self->cancellable);
}

/* Whether the sound that was asked for is on the disk. */
static gboolean
end_sound (QingAsk *self)
{
  g_autoptr (GError) error = NULL;

  if (self->options->sound == NULL)
    return TRUE;
  if (self->sound == NULL || !qing_ask_sound_end (self->sound, &error))
    {
      fprintf (stderr, "qingtan: %s\n", _ ("The answer was not spoken."));
      return FALSE;
    }
  if (error != NULL)
    fprintf (stderr, "qingtan: %s\n", error->message);
  return error == NULL;
}

static void
say_retry (QingAsk *self, const QingDelta *delta)
{
  fprintf (stderr, _ ("qingtan: %s Trying again in %.1f s.\n"),
           delta->fault != NULL ? delta->fault->summary : "", delta->delay_ms / 1000.0);
}

static void
delta_cb (const QingDelta *delta, gpointer user_data)
{
  QingAsk *self = user_data;
  QingMessage *answer = get_answer (self, MIN (delta->choice, 15));

  switch (delta->kind)
    {
    case QING_DELTA_STARTED:
      qing_message_set_request_id (answer, delta->request_id);
      break;
    case QING_DELTA_TEXT:
      qing_message_append (answer, QING_PART_TEXT, delta->text, (gssize) delta->length);
      show_text (self, delta);
      break;
    case QING_DELTA_REASONING:
      qing_message_append (answer, QING_PART_REASONING, delta->text, (gssize) delta->length);
      show_thinking (self, delta->text, delta->length);
      break;
    case QING_DELTA_TOOL_CALL:
      qing_message_add_tool_call (answer, delta->tool_call);
      break;
    case QING_DELTA_USAGE:
      qing_message_set_usage (answer, delta->usage);
      break;
    case QING_DELTA_TIMING:
      qing_message_set_timing (answer, delta->timing);
      break;
    case QING_DELTA_FINISH:
      qing_message_set_finish_reason (answer, delta->reason);
      break;
    case QING_DELTA_RETRY:
      say_retry (self, delta);
      break;
    case QING_DELTA_AUDIO:
      keep_sound (self, delta);
      break;
    case QING_DELTA_LOGPROB:
    default:
      break;
    }
}

/* A terminal wants a line's end; a file or a pipe gets the answer byte for byte. */
static void
finish_output (QingAsk *self)
{
  end_thinking (self);
  if (self->options->json)
    return;
  for (guint i = 1; i < self->answers->len; i++)
    {
      g_autofree char *text =
        g_strdup_printf ("\n\n--- %u ---\n%s", i + 1,
                         qing_message_get_text (g_ptr_array_index (self->answers, i), NULL));

      write_out (self, text, strlen (text));
    }
  if (isatty (STDOUT_FILENO))
    write_out (self, "\n", 1);
}

static void
say_fault (const QingFault *fault)
{
  fprintf (stderr, "qingtan: %s\n", fault->summary);
  if (fault->detail != NULL)
    fprintf (stderr, "  %s\n", fault->detail);
  if (fault->request_id != NULL)
    fprintf (stderr, _ ("  Request id: %s\n"), fault->request_id);
}

static void
exchanged_cb (QingAsk *self, QingChatRequest *request, QingExchange *exchange)
{
  g_set_object (&self->exchange, exchange);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QingAsk *self = user_data;
  g_autoptr (QingFault) fault = NULL;
  gboolean good = qing_provider_chat_finish (QING_PROVIDER (source), result, &fault);

  finish_output (self);
  /* What was spoken before it broke can be heard. */
  if (!good && self->sound != NULL)
    qing_ask_sound_end (self->sound, NULL);
  if (self->options->json)
    {
      g_autofree char *report = NULL;

      qing_message_set_fault (get_answer (self, 0), fault);
      report = qing_ask_report_answer (self->answers, self->exchange);
      write_out (self, report, strlen (report));
      write_out (self, "\n", 1);
    }
  if (self->write_error != 0)
    {
      say_write_error (self);
      end (self, QING_ASK_FAILED);
    }
  else if (good)
    {
      end (self, end_sound (self) ? QING_ASK_ANSWERED : QING_ASK_FAILED);
    }
  else if (fault->code == QING_ERROR_CANCELLED)
    {
      end (self, QING_ASK_STOPPED);
    }
  else
    {
      say_fault (fault);
      end (self, QING_ASK_FAILED);
    }
}

static gboolean
interrupted_cb (gpointer user_data)
{
  QingAsk *self = user_data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

/* The user sees what was set and is not sent. */
static void
say_conflicts (QingAsk *self, QingModelInfo *model, GPtrArray *messages)
{
  g_autoptr (QingRuling) ruling = qing_ruling_new (QING_PURPOSE_CHAT, self->account, model,
                                                   self->options->parameters, messages, FALSE);

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    {
      const QingRule *rule = qing_ruling_get (ruling, (QingParameterId) i);

      if (rule->conflict)
        fprintf (stderr, "qingtan: %s: %s\n", qing_parameter_get_spec ((QingParameterId) i)->name,
                 rule->reason);
    }
}

static char *
dup_preview (QingAsk *self, QingChatRequest *request, QingFault **fault)
{
  g_autoptr (QingExchange) exchange = NULL;

  if (!self->options->json)
    return qing_client_build_preview (self->client, request, fault);
  exchange = qing_client_build_exchange (self->client, request, fault);
  return exchange != NULL ? qing_exchange_dup_request (exchange) : NULL;
}

/* The body alone can be handed to other programs; with --json it is told how it would be sent. */
static void
preview (QingAsk *self, QingChatRequest *request)
{
  g_autoptr (QingFault) fault = NULL;
  g_autofree char *text = dup_preview (self, request, &fault);
  g_autofree char *line = text != NULL ? g_strconcat (text, "\n", NULL) : NULL;

  if (line != NULL)
    {
      end_with (self, line);
      return;
    }
  say_fault (fault);
  end (self, QING_ASK_FAILED);
}

static void
ask (QingAsk *self)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();
  g_autoptr (QingChatRequest) request = NULL;
  QingModelInfo *model = self->options->model != NULL
                           ? qing_catalogue_lookup (self->catalogue, self->options->model)
                           : qing_catalogue_get_default (self->catalogue);

  if (self->options->model == NULL)
    self->options->model = g_strdup (qing_model_info_get_id (model));
  g_ptr_array_add (messages, self->question);
  say_conflicts (self, model, messages);
  request = qing_chat_request_new (QING_PURPOSE_CHAT, self->account, model,
                                   self->options->parameters, messages, NULL);
  if (self->options->dry_run)
    {
      preview (self, request);
      return;
    }
  if (self->options->json)
    g_signal_connect_object (self->client, "exchanged", G_CALLBACK (exchanged_cb), self,
                             G_CONNECT_SWAPPED);
  qing_provider_chat_async (QING_PROVIDER (self->client), request, delta_cb, self,
                            self->cancellable, answered_cb, self);
}

/* Loads one picture after the other, then asks: called first without a result. */
static void
load_images_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QingAsk *self = user_data;
  g_autoptr (QingAttachment) attachment = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;

  if (result != NULL)
    {
      attachment = qing_media_image_load_finish (result, &error);
      if (attachment == NULL)
        {
          fail (self, error->message);
          return;
        }
      qing_message_add_attachment (self->question, attachment);
    }
  if (self->options->images == NULL || self->options->images[self->next_image] == NULL)
    {
      ask (self);
      return;
    }
  file = g_file_new_for_commandline_arg (self->options->images[self->next_image++]);
  qing_media_image_load_async (file, NULL, NULL, 0, self->cancellable, load_images_cb, self);
}

static char *
read_standard_input (GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[65536];
  size_t n;

  while ((n = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    {
      g_string_append_len (text, buffer, (gssize) n);
      if (text->len > MAX_PROMPT)
        {
          g_set_error_literal (error, QING_ERROR, QING_ERROR_REQUEST,
                               _ ("The question is too long"));
          return NULL;
        }
    }
  if (!g_utf8_validate_len (text->str, text->len, NULL))
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_REQUEST,
                           _ ("The question is not UTF-8 text"));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QingAsk *self = user_data;
  g_autoptr (QingFault) fault = NULL;
  g_autoptr (GListModel) models = NULL;
  g_autofree char *report = NULL;
  g_auto (GStrv) ids = qing_provider_list_models_finish (QING_PROVIDER (source), result, &fault);

  if (ids == NULL)
    {
      say_fault (fault);
      end (self, QING_ASK_FAILED);
      return;
    }
  models = qing_catalogue_list_for_ids (self->catalogue, (const char *const *) ids);
  report = self->options->json ? qing_ask_report_models_json (models)
                               : qing_ask_report_models_table (models);
  end_with (self, report);
}

static void
begin (QingAsk *self)
{
  g_autoptr (GError) error = NULL;

  if (self->options->task == QING_ASK_MODELS)
    {
      qing_provider_list_models_async (QING_PROVIDER (self->client), self->account,
                                       self->cancellable, listed_cb, self);
      return;
    }
  if (self->options->prompt == NULL)
    self->options->prompt = read_standard_input (&error);
  if (self->options->prompt == NULL)
    {
      fail (self, error->message);
      return;
    }
  self->question = qing_message_new (QING_ROLE_USER);
  qing_message_set_text (self->question, self->options->prompt, -1);
  load_images_cb (NULL, NULL, self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QingAsk *self = user_data;
  g_autoptr (GError) error = NULL;

  self->account = qing_secrets_find_finish (result, &error);
  if (self->options->task == QING_ASK_HAS_KEY)
    end (self, self->account != NULL ? QING_ASK_ANSWERED : QING_ASK_FAILED);
  else if (self->account != NULL)
    begin (self);
  else
    fail (self, _ ("There is no account yet: set DASHSCOPE_API_KEY, or add an account in Qingtan’s "
                   "preferences."));
}

static gboolean
start_cb (gpointer user_data)
{
  QingAsk *self = user_data;

  self->account = self->options->task == QING_ASK_HAS_KEY ? NULL : qing_environment_dup_account ();
  if (self->account == NULL && self->options->dry_run)
    self->account = qing_account_new (NULL, "", QING_DEFAULT_BASE_URL);
  if (self->account != NULL)
    begin (self);
  else
    qing_secrets_find_async (NULL, self->cancellable, found_cb, self);
  return G_SOURCE_REMOVE;
}

int
qing_ask_run (QingAsk *self)
{
  guint interrupt;
  guint terminate;

  if (self->options->task == QING_ASK_MODELS && !self->options->account)
    {
      g_autofree char *report = self->options->json
                                  ? qing_ask_report_models_json (G_LIST_MODEL (self->catalogue))
                                  : qing_ask_report_models_table (G_LIST_MODEL (self->catalogue));

      end_with (self, report);
      return self->status;
    }

  interrupt = g_unix_signal_add (SIGINT, interrupted_cb, self);
  terminate = g_unix_signal_add (SIGTERM, interrupted_cb, self);
  g_idle_add (start_cb, self);
  g_main_loop_run (self->loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  return self->status;
}
