/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat-corpus.h"

static const char *const words[] = {
  "the",     "of",        "a",       "and",      "to",       "in",     "tree",    "value",
  "number",  "which",     "each",    "function", "array",    "memory", "because", "result",
  "whole",   "algorithm", "simple",  "is",       "then",     "when",   "index",   "between",
  "message", "often",     "display", "without",  "compares", "finds",  "element", "structure",
};

static const char *
get_word (GRand *rand)
{
  return words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
}

static void
add_words (GString *out, GRand *rand, int n, gboolean marked)
{
  for (int i = 0; i < n; i++)
    {
      int choice = marked ? g_rand_int_range (rand, 0, 24) : 9;

      if (i > 0)
        g_string_append_c (out, ' ');
      if (choice == 0)
        g_string_append_printf (out, "**%s**", get_word (rand));
      else if (choice == 1)
        g_string_append_printf (out, "`%s`", get_word (rand));
      else if (choice == 2)
        g_string_append_printf (out, "*%s*", get_word (rand));
      else
        g_string_append (out, get_word (rand));
    }
}

static void
add_code_line (GString *out, GRand *rand)
{
  static const char *const lines[] = {
    "  for (int i = 0; i < %s; i++)\n",
    "    total += %s[i]; /* a comment */\n",
    "  return %s (\"text\", 42);\n",
    "static int %s;\n",
    "  if (%s != NULL)\n",
    "\n",
  };

  g_string_append_printf (out, lines[g_rand_int_range (rand, 0, G_N_ELEMENTS (lines))],
                          get_word (rand));
}

static void
add_row (GString *out, GRand *rand)
{
  for (int i = 0; i < 4; i++)
    {
      g_string_append (out, i == 0 ? "| " : " | ");
      add_words (out, rand, g_rand_int_range (rand, 1, 4), FALSE);
    }
  g_string_append (out, " |\n");
}

static void
add_block (GString *out, GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
      g_string_append (out, "## ");
      add_words (out, rand, 4, FALSE);
      break;
    case 1:
      g_string_append (out, "```c\n");
      for (int i = g_rand_int_range (rand, 4, 16); i > 0; i--)
        add_code_line (out, rand);
      g_string_append (out, "```");
      break;
    case 2:
      g_string_append (out, "| one | two | three | four |\n|---|---|---|---|\n");
      for (int i = g_rand_int_range (rand, 2, 7); i > 0; i--)
        add_row (out, rand);
      break;
    case 3:
    case 4:
      for (int i = 1, n = g_rand_int_range (rand, 3, 7); i <= n; i++)
        {
          g_string_append_printf (out, "%d. ", i);
          add_words (out, rand, g_rand_int_range (rand, 5, 20), TRUE);
          g_string_append_c (out, '\n');
        }
      break;
    default:
      add_words (out, rand, g_rand_int_range (rand, 20, 90), TRUE);
      g_string_append_c (out, '.');
      break;
    }
  g_string_append (out, "\n\n");
}

char *
chat_corpus_new (ChatCorpusKind kind, gsize length, guint32 seed)
{
  GString *out = g_string_sized_new (length + 1000);
  GRand *rand = g_rand_new_with_seed (seed);

  if (kind == CHAT_CORPUS_CODE)
    g_string_append (out, "```c\n");
  if (kind == CHAT_CORPUS_TABLE)
    g_string_append (out, "| one | two | three | four |\n|---|---|---|---|\n");
  while (out->len < length)
    switch (kind)
      {
      case CHAT_CORPUS_CODE:
        add_code_line (out, rand);
        break;
      case CHAT_CORPUS_TABLE:
        add_row (out, rand);
        break;
      case CHAT_CORPUS_PARAGRAPH:
        add_words (out, rand, 20, TRUE);
        g_string_append_c (out, ' ');
        break;
      case CHAT_CORPUS_MIXED:
      default:
        add_block (out, rand);
        break;
      }
  g_rand_free (rand);
  return g_string_free (out, FALSE);
}

/* Questions and answers by turns; of 10,000 messages, about 7 MB. */
QingConversation *
chat_corpus_new_conversation (guint n_messages)
{
  QingConversation *conversation = qing_conversation_new ();
  QingMessage *parent = NULL;

  for (guint i = 0; i < n_messages; i++)
    {
      gboolean user = i % 2 == 0;
      g_autoptr (QingMessage) message =
        qing_message_new (user ? QING_ROLE_USER : QING_ROLE_ASSISTANT);
      g_autofree char *text =
        chat_corpus_new (user ? CHAT_CORPUS_PARAGRAPH : CHAT_CORPUS_MIXED, user ? 80 : 1000, i);

      qing_message_set_text (message, text, -1);
      if (!user)
        qing_message_set_model (message, "qwen3-max");
      qing_conversation_add (conversation, message, parent, TRUE);
      parent = message;
    }
  return conversation;
}
