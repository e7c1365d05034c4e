/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shelf.h"

#include "qing-search-words.h"

static const struct
{
  const char *query;
  const char *expression;
} expressions[] = {
  { "", NULL },
  { "  \t\n ", NULL },
  { "*** \"\" ---", NULL },
  { "hello", "\"hello\"* " },
  { "Hello  World", "\"Hello\"* \"World\"* " },
  { "say \"hi\"", "\"say\"* \"\"\"hi\"\"\"* " },
  { "a AND NOT b", "\"a\"* \"AND\"* \"NOT\"* \"b\"* " },
  { "清谈", "\" 清  谈 \"* " },
  { "Qwen模型", "\"Qwen 模  型 \"* " },
};

static void
test_expressions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_autofree char *found = qing_search_words_parse (expressions[i].query);

      g_assert_cmpstr (found, ==, expressions[i].expression);
    }
}

static const struct
{
  const char *text;
  const char *query;
  const char *excerpt; /* what was found is in brackets */
} excerpts[] = {
  { "Hello World", "world", "Hello [World]" },
  { "one\n\n  two\tthree", "two", "one [two] three" },
  { "nothing here", "absent", "nothing here" },
  { "我们喜欢清谈和茶", "清谈", "我们喜欢[清谈]和茶" },
  { "a long beginning of a text with many words before the needle and after", "needle",
    "…h many words before the [needle] and after" },
  { "ÄRGER", "ärger", "[ÄRGER]" },
  { "", "x", "" },
};

static void
test_excerpts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (excerpts); i++)
    {
      gsize start, length;
      g_autofree char *line =
        qing_search_words_excerpt (excerpts[i].text, excerpts[i].query, &start, &length);
      g_autoptr (GString) marked = g_string_new (line);

      if (length > 0)
        {
          g_string_insert_c (marked, (gssize) (start + length), ']');
          g_string_insert_c (marked, (gssize) start, '[');
        }
      g_assert_cmpstr (marked->str, ==, excerpts[i].excerpt);
    }
}

static const char *const texts[] = {
  "The quick brown fox jumps over the lazy dog",
  "大型语言模型是一种人工智能",
  "Qwen是阿里云的模型，它会说中文和English",
  "東京タワーはとても高い",
  "Un café crème, s'il vous plaît",
  "func main() { return 42 }",
};

static const struct
{
  const char *query;
  int found; /* the text; -1 for none, -2 for several */
} queries[] = {
  { "fox", 0 },        { "FOX", 0 },        { "qui", 0 },    { "quick dog", 0 }, { "dog quick", 0 },
  { "quick cat", -1 }, { "uick", -1 },      { "模", -2 },    { "模型", -2 },     { "语言", 1 },
  { "言型", -1 },      { "人工智能", 1 },   { "阿里", 2 },   { "中文", 2 },      { "Qwen 模", 2 },
  { "qwen是", 2 },     { "english", 2 },    { "タワー", 3 }, { "東京", 3 },      { "cafe", 4 },
  { "CAFÉ", 4 },       { "plaît", 4 },      { "main()", 5 }, { "\"", -1 },       { "* OR fox", -1 },
  { "fox*", 0 },       { "NEAR(fox)", -1 }, { "42", 5 },
};

static void
test_queries (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  QingMessage *messages[G_N_ELEMENTS (texts)];
  QingMessage *last = NULL;

  qing_batch_put_conversation (batch, conversation);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    last = messages[i] = qing_shelf_say (conversation, batch, last, QING_ROLE_USER, texts[i]);
  qing_shelf_commit (store, batch);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GPtrArray) found = qing_shelf_search (store, queries[i].query);
      guint expected = queries[i].found >= 0 ? 1 : queries[i].found == -2 ? 2 : 0;

      g_test_message ("%s", queries[i].query);
      g_assert_cmpuint (found->len, ==, expected);
      if (queries[i].found >= 0)
        g_assert_cmpstr (((QingFoundText *) found->pdata[0])->message_uid, ==,
                         qing_message_get_uid (messages[queries[i].found]));
    }
  qing_shelf_close (store);
}

/* Titles come first; what is deleted or archived is not found; a changed text is found anew. */
static void
test_changes (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingBatch) change = qing_batch_new ();
  g_autoptr (QingBatch) hide = qing_batch_new ();
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) new = NULL;
  g_autoptr (GPtrArray) none = NULL;
  QingMessage *message;

  qing_conversation_set_title (conversation, "100% tea", TRUE);
  qing_batch_put_conversation (batch, conversation);
  message = qing_shelf_say (conversation, batch, NULL, QING_ROLE_USER, "tea, please");
  qing_shelf_commit (store, batch);
  both = qing_shelf_search (store, "tea");
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_null (((QingFoundText *) both->pdata[0])->message_uid);
  g_assert_cmpstr (((QingFoundText *) both->pdata[0])->excerpt, ==, "100% tea");

  qing_message_set_text (message, "coffee, please", -1);
  qing_batch_set_body (change, message);
  qing_shelf_commit (store, change);
  old = qing_shelf_search (store, "tea please");
  g_assert_cmpuint (old->len, ==, 0);
  new = qing_shelf_search (store, "coffee");
  g_assert_cmpuint (new->len, ==, 1);

  qing_batch_delete_conversation (hide, conversation, 1);
  qing_shelf_commit (store, hide);
  none = qing_shelf_search (store, "coffee");
  g_assert_cmpuint (none->len, ==, 0);
  qing_shelf_close (store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/expressions", test_expressions);
  g_test_add_func ("/search/excerpts", test_excerpts);
  g_test_add ("/search/queries", QingShelf, NULL, qing_shelf_set_up, test_queries,
              qing_shelf_tear_down);
  g_test_add ("/search/changes", QingShelf, NULL, qing_shelf_set_up, test_changes,
              qing_shelf_tear_down);
  return g_test_run ();
}
