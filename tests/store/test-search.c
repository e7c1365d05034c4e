/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shelf.h"

#include "qing-search-needles.h"
#include "qing-search-words.h"

#include <string.h>

static const struct
{
  const char *query;
  const char *expression;
} expressions[] = {
  { "", NULL },
  { "  \t\n ", NULL },
  { "*** \"\" ---", NULL },
  { "hello", "\"hello\"*" },
  { "Hello  World", "\"Hello\"* AND \"World\"*" },
  { "say \"hi\"", "\"say\"* AND \"\"\"hi\"\"\"" },
  { "a AND NOT b", "\"a\" AND \"AND\"* AND \"NOT\"* AND \"b\"" },
  { "清谈", "\" 清  谈 \"" },
  { "한국", "\" 한  국 \"" },
  { "Qwen模型", "\"Qwen 模  型 \"" },
  { "ＱＷＥＮ ３", "\"qwen\"* AND \"3\"" },
  { "łódź", "\"lódź\"*" },
  { "ElementBy", "(\"ElementBy\"* OR \"Element By\"*)" },
};

static void
test_expressions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_autofree char *found = qing_search_words_parse (expressions[i].query, TRUE);

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
  { "uick and quick", "quick ui", "[ui]ck and [quick]" },
  { "Un café crème", "cafe creme", "Un [café] [crème]" },
  { "Stra\xc3\x9f"
    "e",
    "strasse",
    "[Stra\xc3\x9f"
    "e]" },
  { "call getElementById (x)", "element", "call get[Element]ById (x)" },
  { "qing_store_open fails", "store_open", "qing_[store_open] fails" },
  { "qing store open", "qing_store", "[qing] [store] open" },
  { "서울은 대한민국의 수도", "민국", "서울은 대한[민국]의 수도" },
  { "我们喜欢清谈和茶", "清谈", "我们喜欢[清谈]和茶" },
  { "a long beginning of a text with many words before the needle and after", "needle",
    "…many words before the [needle] and after" },
  { "the beginning, then it goes on to a needle", "needle", "…then it goes on to a [needle]" },
  { "Like this:\n```python\nx = primes()\n```\n", "primes", "…this: python x = [primes]() " },
  { "| a | b |\n|:--|--:|\n| tea | 3 |", "tea", "| a | b | | [tea] | 3 |" },
  { "ÄRGER", "ärger", "[ÄRGER]" },
  { "", "x", "" },
};

static void
test_excerpts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (excerpts); i++)
    {
      g_autoptr (QingSearchNeedles) needles = qing_search_needles_new (excerpts[i].query);
      g_autoptr (GArray) marks = NULL;
      g_autofree char *line =
        qing_search_needles_excerpt (needles, excerpts[i].text, strlen (excerpts[i].text), &marks);
      g_autoptr (GString) marked = g_string_new (line);

      for (guint j = marks->len; j > 0; j--)
        {
          QingSearchMark *mark = &g_array_index (marks, QingSearchMark, j - 1);

          g_string_insert_c (marked, (gssize) (mark->start + mark->length), ']');
          g_string_insert_c (marked, (gssize) mark->start, '[');
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
  "g_autoptr (QingStore) store = qing_store_open (getHomeFolder ());",
  "대한민국의 수도는 서울입니다",
  "Zażółć gęślą jaźń w Łodzi",
};

static const struct
{
  const char *query;
  int found; /* the text; -1 for none, -2 for several */
} queries[] = {
  { "fox", 0 },
  { "FOX", 0 },
  { "qui", 0 },
  { "quick dog", 0 },
  { "dog quick", 0 },
  { "quick cat", -1 },
  { "uick", -1 },
  { "模", -2 },
  { "模型", -2 },
  { "语言", 1 },
  { "言型", -1 },
  { "人工智能", 1 },
  { "阿里", 2 },
  { "中文", 2 },
  { "Qwen 模", 2 },
  { "qwen是", 2 },
  { "english", 2 },
  { "タワー", 3 },
  { "東京", 3 },
  { "cafe", 4 },
  { "CAFÉ", 4 },
  { "plaît", 4 },
  { "main()", 5 },
  { "\"", -1 },
  { "* OR fox", -1 },
  { "fox*", 0 },
  { "NEAR(fox)", -1 },
  { "42", 5 },
  { "qing_store_open", 6 },
  { "store_open", 6 },
  { "home", 6 },
  { "gethomefolder", 6 },
  { "HomeFolder", 6 },
  { "qingstore", 6 },
  { "omeFolder", -1 },
  { "서울", 7 },
  { "울", 7 },
  { "민국", 7 },
  { "zazolc", 8 },
  { "lodzi", 8 },
  { "ｆｏｘ", 0 },
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

/* Which messages are found, one letter each, in their order; a title is "T". */
static char *
describe (GPtrArray *found, QingMessage *const *messages, guint n)
{
  GString *letters = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const QingFoundText *record = g_ptr_array_index (found, i);

      if (record->part == QING_FOUND_TITLE)
        g_string_append_c (letters, 'T');
      for (guint j = 0; j < n && record->message_uid != NULL; j++)
        if (g_str_equal (record->message_uid, qing_message_get_uid (messages[j])))
          g_string_append_c (letters, (char) ('a' + j));
    }
  return g_string_free (letters, FALSE);
}

static const struct
{
  const char *said;
  QingRole role;
} rated[] = {
  { "the tea is hot", QING_ROLE_USER },
  { "hot or not, this is about coffee and only at its very end about tea", QING_ROLE_ASSISTANT },
  { "hot tea", QING_ROLE_USER },
  { "teapots are hotter", QING_ROLE_ASSISTANT },
};

/* Words beside each other, whole words, and short messages come before others. */
static void
test_ranking (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  QingMessage *messages[G_N_ELEMENTS (rated)];
  QingMessage *last = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *order = NULL;

  qing_conversation_set_title (conversation, "Hot tea and others", TRUE);
  qing_batch_put_conversation (batch, conversation);
  for (guint i = 0; i < G_N_ELEMENTS (rated); i++)
    last = messages[i] = qing_shelf_say (conversation, batch, last, rated[i].role, rated[i].said);
  qing_shelf_commit (store, batch);
  found = qing_shelf_search (store, "hot tea");
  order = describe (found, messages, G_N_ELEMENTS (messages));
  g_assert_cmpstr (order, ==, "Tcabd");
  qing_shelf_close (store);
}

/* Thoughts, names of files and what is in them are found, and it is said that it was there. */
static void
test_parts (QingShelf *self, gconstpointer data)
{
  static const char document[] = "The quarterly report praises marmalade.";
  static const struct
  {
    const char *query;
    QingFoundPart part;
    const char *excerpt;
  } parts[] = {
    { "pondering", QING_FOUND_THINKING, "I was pondering it." },
    { "holiday.png", QING_FOUND_FILE,
      "holiday.png report.txt The quarterly report praises marmalade." },
    { "marmalade", QING_FOUND_FILE, "…report praises marmalade." },
    { "look", QING_FOUND_TEXT, "Look at it" },
  };
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingBatch) drop = qing_batch_new ();
  g_autoptr (QingAttachment) picture =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "holiday.png", "image/png");
  g_autoptr (QingAttachment) file =
    qing_attachment_new (NULL, QING_ATTACHMENT_DOCUMENT, "report.txt", "text/plain");
  g_autoptr (GBytes) bytes = g_bytes_new_static (document, strlen (document));
  g_autoptr (QingMessage) question = qing_message_new (QING_ROLE_USER);
  g_autoptr (QingMessage) answer = qing_message_new (QING_ROLE_ASSISTANT);

  qing_attachment_set_bytes (file, bytes);
  qing_message_set_text (question, "Look at it", -1);
  qing_message_add_attachment (question, picture);
  qing_message_add_attachment (question, file);
  qing_message_set_reasoning (answer, "I was pondering it.", -1);
  qing_batch_put_conversation (batch, conversation);
  qing_conversation_add (conversation, question, NULL, TRUE);
  qing_conversation_add (conversation, answer, question, TRUE);
  qing_batch_insert_message (batch, conversation, question, TRUE);
  qing_batch_insert_message (batch, conversation, answer, TRUE);
  qing_shelf_commit (store, batch);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GPtrArray) found = qing_shelf_search (store, parts[i].query);
      const QingFoundText *record;

      g_assert_cmpuint (found->len, ==, 1);
      record = g_ptr_array_index (found, 0);
      g_assert_cmpint (record->part, ==, parts[i].part);
      g_assert_cmpstr (record->excerpt, ==, parts[i].excerpt);
      g_assert_cmpuint (record->marks->len, ==, 1);
    }
  qing_batch_drop_conversation (drop, conversation);
  qing_shelf_commit (store, drop);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GPtrArray) found = qing_shelf_search (store, parts[i].query);

      g_assert_cmpuint (found->len, ==, 0);
    }
  qing_shelf_close (store);
}

static const struct
{
  const char *model;
  gint64 since;
  QingRole role;
  gboolean with_picture;
  const char *found;
} filters[] = {
  { NULL, 0, 0, FALSE, "Tcba" },
  { NULL, 0, QING_ROLE_USER, FALSE, "ca" },
  { NULL, 0, QING_ROLE_ASSISTANT, FALSE, "b" },
  { "qwen-max", 0, 0, FALSE, "Tca" },
  { "qwen-plus", 0, 0, FALSE, "b" },
  { "other", 0, 0, FALSE, "" },
  { NULL, 2000, 0, FALSE, "Tcb" },
  { NULL, 5000, 0, FALSE, "" },
  { NULL, G_GINT64_CONSTANT (900000000000), 0, FALSE, "" },
  { NULL, 0, 0, TRUE, "a" },
  { NULL, 0, QING_ROLE_ASSISTANT, TRUE, "" },
};

static void
test_filters (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingAttachment) picture =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "a.png", "image/png");
  QingMessage *messages[3];
  QingMessage *last = NULL;

  qing_conversation_set_title (conversation, "Tea", TRUE);
  qing_conversation_set_model (conversation, "qwen-max");
  qing_conversation_set_updated (conversation, 3000);
  qing_batch_put_conversation (batch, conversation);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      messages[i] = qing_message_new (i == 1 ? QING_ROLE_ASSISTANT : QING_ROLE_USER);
      qing_message_set_text (messages[i], "tea", -1);
      qing_message_set_created (messages[i], 1000 * (i + 1));
      if (i == 1)
        qing_message_set_model (messages[i], "qwen-plus");
      if (i == 0)
        qing_message_add_attachment (messages[i], picture);
      qing_conversation_add (conversation, messages[i], last, TRUE);
      qing_batch_insert_message (batch, conversation, messages[i], TRUE);
      last = messages[i];
      g_object_unref (messages[i]);
    }
  qing_shelf_commit (store, batch);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (QingSearchQuery) query = qing_search_query_new ("tea");
      g_autoptr (GPtrArray) found = NULL;
      g_autofree char *letters = NULL;

      query->model = g_strdup (filters[i].model);
      query->since = filters[i].since;
      query->role = filters[i].role;
      query->with_picture = filters[i].with_picture;
      found = qing_shelf_search_for (store, query);
      letters = describe (found, messages, G_N_ELEMENTS (messages));
      g_test_message ("filter %u", i);
      g_assert_cmpstr (letters, ==, filters[i].found);
    }
  qing_shelf_close (store);
}

/* Titles come first; what is archived is found, what is deleted is not; a changed text is found
 * anew. */
static void
test_changes (QingShelf *self, gconstpointer data)
{
  QingStore *store = qing_shelf_open (self);
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autoptr (QingBatch) change = qing_batch_new ();
  g_autoptr (QingBatch) archive = qing_batch_new ();
  g_autoptr (QingBatch) hide = qing_batch_new ();
  g_autoptr (GPtrArray) put_away = NULL;
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

  qing_conversation_set_archived (conversation, TRUE);
  qing_batch_put_conversation (archive, conversation);
  qing_shelf_commit (store, archive);
  put_away = qing_shelf_search (store, "coffee");
  g_assert_cmpuint (put_away->len, ==, 1);

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
  g_test_add ("/search/ranking", QingShelf, NULL, qing_shelf_set_up, test_ranking,
              qing_shelf_tear_down);
  g_test_add ("/search/parts", QingShelf, NULL, qing_shelf_set_up, test_parts,
              qing_shelf_tear_down);
  g_test_add ("/search/filters", QingShelf, NULL, qing_shelf_set_up, test_filters,
              qing_shelf_tear_down);
  g_test_add ("/search/changes", QingShelf, NULL, qing_shelf_set_up, test_changes,
              qing_shelf_tear_down);
  return g_test_run ();
}
