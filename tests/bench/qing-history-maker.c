/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-history-maker.h"

#include "qing-batch.h"
#include "qing-database.h"
#include "qing-opening.h"

#include <string.h>

/* Transactions of about this many messages. */
#define CHUNK 500

typedef struct
{
  QingDatabase *database;
  QingBatch *batch;
  guint conversation;
  gsize n_bytes;
  guint n_pending;
} Maker;

static const char *const english[] = { "conversation", "water",   "theory",  "function", "river",
                                       "answer",       "model",   "evening", "between",  "quickly",
                                       "because",      "seldom",  "a",       "the",      "of",
                                       "in",           "measure", "table" };
static const char *const chinese[] = { "清谈", "模型", "语言", "我们", "因为",
                                       "函数", "河流", "晚上", "的",   "了",
                                       "在",   "，",   "。",   "测量", "表格" };

static void
append_words (GString *text, GRand *random, guint n, gboolean is_chinese)
{
  for (guint i = 0; i < n; i++)
    {
      if (is_chinese)
        g_string_append (text, chinese[g_rand_int_range (random, 0, G_N_ELEMENTS (chinese))]);
      else
        g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                                english[g_rand_int_range (random, 0, G_N_ELEMENTS (english))]);
    }
}

static char *
make_text (guint conversation, guint index, gboolean is_answer)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (conversation * 7919 + index);
  gboolean is_chinese = conversation % 4 == 3;
  GString *text = g_string_new (NULL);

  append_words (text, random, is_answer ? 60 : 12, is_chinese);
  if (is_answer && index % 5 == 1)
    {
      g_string_append (text, "\n\n- one **bold** point\n- `code` and $x^2$\n\n```c\nint main "
                             "(void)\n{\n  return 0;\n}\n```\n\n");
      append_words (text, random, 40, is_chinese);
    }
  return g_string_free (text, FALSE);
}

static void
flush (Maker *self)
{
  g_autoptr (GError) error = NULL;

  if (!qing_batch_run (self->batch, self->database, &error))
    g_error ("%s", error->message);
  qing_batch_unref (self->batch);
  self->batch = qing_batch_new ();
  self->n_pending = 0;
}

static QingMessage *
say (Maker *self,
     QingConversation *conversation,
     QingMessage *parent,
     guint index,
     gboolean is_answer,
     gboolean chosen)
{
  g_autofree char *uid = g_strdup_printf ("%08x-0000-4000-8000-%012x", self->conversation, index);
  g_autofree char *text = make_text (self->conversation, index, is_answer);
  g_autoptr (QingMessage) message =
    qing_message_new_with_uid (is_answer ? QING_ROLE_ASSISTANT : QING_ROLE_USER, uid);
  QingUsage usage = QING_USAGE_INIT;
  QingTiming timing = QING_TIMING_INIT;

  qing_message_set_created (message, G_GINT64_CONSTANT (1700000000000000) +
                                       self->conversation * 1000 + index);
  qing_message_set_text (message, text, -1);
  if (is_answer)
    {
      usage.prompt = index * 10;
      usage.completion = (gint64) strlen (text) / 4;
      usage.total = usage.prompt + usage.completion;
      timing.started = qing_message_get_created (message);
      timing.first_token = 400000;
      timing.finished = 4000000;
      qing_message_set_model (message, "qwen-plus");
      qing_message_set_usage (message, &usage);
      qing_message_set_timing (message, &timing);
      qing_message_set_finish_reason (message, "stop");
    }
  qing_conversation_add (conversation, message, parent, chosen);
  qing_batch_insert_message (self->batch, conversation, message, chosen);
  self->n_bytes += strlen (text);
  if (++self->n_pending >= CHUNK)
    flush (self);
  return message;
}

static void
write_conversation (Maker *self, guint n_messages)
{
  g_autofree char *uid = g_strdup_printf ("%08x-0000-4000-8000-ffffffffffff", self->conversation);
  g_autofree char *title = g_strdup_printf ("Conversation %u", self->conversation);
  g_autoptr (QingConversation) conversation = qing_conversation_new_with_uid (uid);
  QingMessage *leaf = NULL;
  gint64 time = G_GINT64_CONSTANT (1700000000000000) + self->conversation * G_USEC_PER_SEC;

  qing_conversation_set_title (conversation, title, TRUE);
  qing_conversation_set_created (conversation, time);
  qing_conversation_set_updated (conversation, time);
  qing_conversation_set_model (conversation, "qwen-plus");
  qing_conversation_set_loaded (conversation, TRUE);
  qing_batch_put_conversation (self->batch, conversation);
  for (guint i = 0; i < n_messages; i++)
    {
      QingMessage *parent = leaf;

      leaf = say (self, conversation, parent, i, i % 2 == 1, TRUE);
      if (i % 20 == 11 && i + 1 < n_messages)
        say (self, conversation, parent, ++i, TRUE, FALSE);
    }
}

gsize
qing_history_maker_write (const char *path, guint n_conversations, guint n_messages)
{
  g_autoptr (GError) error = NULL;
  QingOpening *opening = qing_opening_run (path, &error);
  Maker self = { 0 };

  if (opening == NULL)
    g_error ("%s", error->message);
  self.database = opening->database;
  self.batch = qing_batch_new ();
  qing_database_run_script (self.database, "PRAGMA synchronous = OFF", NULL);
  for (guint i = 0; i < n_conversations; i++)
    {
      guint from = (guint) ((guint64) n_messages * i / n_conversations);
      guint to = (guint) ((guint64) n_messages * (i + 1) / n_conversations);

      self.conversation = i;
      write_conversation (&self, to - from);
    }
  flush (&self);
  qing_batch_unref (self.batch);
  qing_opening_free (opening);
  return self.n_bytes;
}

char *
qing_history_maker_text (gsize n_bytes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; text->len < n_bytes; i += 2)
    {
      g_autofree char *more = make_text (0, i, TRUE);

      g_string_append (text, more);
    }
  g_string_truncate (text, n_bytes);
  return g_string_free (text, FALSE);
}
