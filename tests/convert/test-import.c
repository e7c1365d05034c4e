/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-dump.h"

#include <glib/gstdio.h>

#include <sqlite3.h>
#include <string.h>

static char *
get_folder (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "convert", NULL);
}

/* The database that the statements of a fixture make, as bytes. */
static GBytes *
make_database (const char *sql)
{
  sqlite3 *database = NULL;
  sqlite3_int64 size = 0;
  char *message = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "qing-import-XXXXXX", NULL);
  int fd = g_mkstemp (path);
  unsigned char *data;
  GBytes *bytes;

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_exec (database, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  data = sqlite3_serialize (database, "main", &size, 0);
  bytes = g_bytes_new (data, (gsize) size);
  sqlite3_free (data);
  sqlite3_close (database);
  g_remove (path);
  return bytes;
}

static GBytes *
load_fixture (const char *name)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  if (g_str_has_suffix (name, ".sql"))
    {
      GBytes *bytes = make_database (contents);

      g_free (contents);
      return bytes;
    }
  return g_bytes_new_take (contents, length);
}

static char *
get_expected_path (const char *name)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *file = g_strndup (name, (gsize) (strrchr (name, '.') - name));
  g_autofree char *expected = g_strconcat (file, ".expected", NULL);

  return g_build_filename (folder, expected, NULL);
}

/* All files of the folder that have an expected result beside them. */
static GPtrArray *
list_fixtures (void)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_suffix (name, ".expected") && strchr (name, '.') != NULL)
      g_ptr_array_add (names, g_strdup (name));
  return names;
}

/* With QING_WRITE_EXPECTED set, the results are written for a human to check. */
static void
test_fixture (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = get_expected_path (name);
  g_autoptr (GBytes) bytes = load_fixture (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (QingImportReport) report = NULL;
  g_autoptr (QingImportReport) second_report = NULL;
  g_autoptr (GPtrArray) conversations = qing_import_and_wait (bytes, &report, &error);
  g_autoptr (GPtrArray) second = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *second_dump = NULL;
  g_autofree char *expected = NULL;

  g_assert_no_error (error);
  dump = qing_dump_import (conversations, report);
  if (g_getenv ("QING_WRITE_EXPECTED") != NULL)
    g_assert_true (g_file_set_contents (path, dump, -1, NULL));
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, expected);

  /* The same file again is the same conversations with the same uids. */
  second = qing_import_and_wait (bytes, &second_report, &error);
  g_assert_no_error (error);
  second_dump = qing_dump_import (second, second_report);
  g_assert_cmpstr (dump, ==, second_dump);
}

/* A file that is refused, and the words, which name the place. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "Line 1, column 1: the file is empty" },
    { "   \n ", "Line 2, column 2: the file is empty" },
    { "PK\003\004\024", "The ZIP archive is damaged or cut off" },
    { "hello", "Line 1, column 1: this is not JSON" },
    { "[1,\n 2,,]", "Line 2, column 4: this is not JSON" },
    { "[1,\n 2,]", "Line 2, column 4: this is not JSON" },
    { "{\"a\":1,}", "Line 1, column 8: the name of a member is missing" },
    { "{\"a\" 1}", "Line 1, column 6: a “:” is missing" },
    { "[1 2]", "Line 1, column 4: a “,” or the closing bracket is missing" },
    { "[1}", "Line 1, column 3: a “,” or the closing bracket is missing" },
    { "[\"ä\",\"abc", "Line 1, column 10: the file ends within a text" },
    { "[\"\\x\"]", "Line 1, column 3: this escape is not JSON" },
    { "[\"\\u12g4\"]", "Line 1, column 3: this escape is not JSON" },
    { "[\"a\nb\"]", "Line 1, column 4: a control character stands in a text" },
    { "[\"\xff\"]", "Line 1, column 3: this is not text in UTF-8" },
    { "[-]", "Line 1, column 3: this number is not JSON" },
    { "[1.]", "Line 1, column 4: this number is not JSON" },
    { "[{}", "Line 1, column 4: the file ends too early" },
    { "[]", "these are no conversations of a program that is known here" },
    { "{\"a\":1}", "line 1, column 1: these are no conversations of a program that is known here" },
    { "{\"format\":\"qingtan-export\",\"version\":2}",
      "line 1, column 38, version: the file was written by a later version of Qingtan" },
    { "{\"format\":\"qingtan-export\",\"version\":1,\"conversations\":[{\"messages\":[]}]}",
      "line 1, column 57, conversations[0]: the uid is missing" },
    { "{\"format\":\"qingtan-export\",\"version\":1,\"conversations\":[{\"uid\":\"a\",\"messages\":"
      "[{\"uid\":\"m\",\"attachments\":[{\"uid\":\"x\",\"bytes\":\"!\"}]}]}]}",
      "line 1, column 125, conversations[0].messages[0].attachments[0].bytes: this file is"
      " damaged" },
    { "{\"format\":\"qingtan-export\",\"version\":1,\"conversations\":[]} {}",
      "line 1, column 60: there is more in the file than one export" },
    { "[{\"mapping\":{}},\n {\"mapping\":3}]",
      "line 2, column 2, [1]: the messages (“mapping”) are missing" },
    { "[{\"mapping\":{\"a-1\":{\"parent\":\"b\"},\n\"b\":{\"parent\":\"a-1\"}}}]",
      "line 1, column 14, [0].mapping[\"a-1\"]: a message is its own ancestor" },
    { "[{\"mapping\":{\"a\":{\"parent\":\"a\"}}}]",
      "line 1, column 14, [0].mapping.a: a message is its own ancestor" },
    { "[{\"mapping\":{\"a\":{},\"a\":{}}}]",
      "line 1, column 21, [0].mapping.a: two messages have the same id" },
    { "[{\"chat\":{\"history\":{}}}]", "line 1, column 2, [0]: the messages are missing" },
    { "{\"conv\":{\"id\":\"x\"}}", "line 1, column 1: the messages are missing" },
    { "{\"conv\":{},\"messages\":[{\"id\":1},{\"id\":1}]}",
      "line 1, column 33, messages[1]: two messages have the same id" },
    { "{\"session:1\":{\"id\":\"1\"}}",
      "line 1, column 14, [\"session:1\"]: the messages are missing" },
    { "{\"indexedDB\":{}}",
      "line 1, column 14, indexedDB: the conversations (“topics”) are missing" },
    { "{\"indexedDB\":{\"topics\":[{\"id\":\"t\"}]}}",
      "line 1, column 25, indexedDB.topics[0]: the messages are missing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (GError) error = NULL;
      QingImportReport *report = NULL;
      g_autoptr (GPtrArray) conversations = qing_import_and_wait (bytes, &report, &error);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_null (conversations);
      g_assert_null (report);
      g_assert_error (error, QING_ERROR, QING_ERROR_PROTOCOL);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  bytes = g_bytes_new (text->str, text->len);
  g_assert_null (qing_import_and_wait (bytes, NULL, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_PROTOCOL);
  g_assert_true (g_str_has_suffix (error->message, "arrays and objects nest too deeply"));
}

/* A conversation of as many messages as may be, each with a side branch, is put together in one
 * go; one more is refused. */
static GBytes *
make_many (guint n)
{
  GString *text = g_string_new ("{\"conv\":{\"id\":\"many\"},\"messages\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"id\":%u,\"parent\":%d,\"role\":\"%s\",\"content\":\"x\"}",
                            i > 0 ? "," : "", i, (int) i - (i % 2 == 0 ? 2 : 1),
                            i % 4 < 2 ? "user" : "assistant");
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}

static void
test_many (void)
{
  g_autoptr (GBytes) most = make_many (200000);
  g_autoptr (GBytes) too_many = make_many (200001);
  g_autoptr (GError) error = NULL;
  g_autoptr (QingImportReport) report = NULL;
  g_autoptr (GPtrArray) conversations = qing_import_and_wait (most, &report, &error);
  QingConversation *conversation;

  g_assert_no_error (error);
  conversation = g_ptr_array_index (conversations, 0);
  g_assert_cmpuint (report->n_messages, ==, 200000);
  g_assert_cmpuint (report->n_orphans, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (conversation)), ==, 100001);

  g_assert_null (qing_import_and_wait (too_many, NULL, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_PROTOCOL);
  g_assert_true (
    g_str_has_suffix (error->message, "messages[200000]: the conversation has too many messages"));
}

typedef struct
{
  GAsyncResult *result;
  GCancellable *cancellable;
  double stop_at;
  double last;
  guint n_calls;
  gboolean destroyed;
} Watch;

static void
watch_progress_cb (double fraction, gpointer data)
{
  Watch *watch = data;

  g_assert_cmpfloat (fraction, >=, watch->last);
  g_assert_cmpfloat (fraction, <=, 1);
  watch->last = fraction;
  watch->n_calls++;
  if (fraction >= watch->stop_at)
    g_cancellable_cancel (watch->cancellable);
}

static void
watch_destroy_cb (gpointer data)
{
  ((Watch *) data)->destroyed = TRUE;
}

static void
watch_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ((Watch *) user_data)->result = g_object_ref (result);
}

/* Cancelled before it begins, while objects are made, and not at all. */
static void
test_cancel (void)
{
  static const double stops[] = { -1, 0.8, 2 };
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "%s{\"messages\":[{\"role\":\"user\",\"content\":\"%u\"}]}",
                            i > 0 ? "," : "", i);
  g_string_append_c (text, ']');
  bytes = g_bytes_new (text->str, text->len);

  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) conversations = NULL;
      Watch watch = { NULL, cancellable, stops[i] };

      if (stops[i] < 0)
        g_cancellable_cancel (cancellable);
      qing_import_bytes_async (bytes, watch_progress_cb, &watch, watch_destroy_cb, cancellable,
                               watch_result_cb, &watch);
      while (watch.result == NULL)
        g_main_context_iteration (NULL, TRUE);
      conversations = qing_import_finish (watch.result, NULL, &error);
      g_clear_object (&watch.result);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_true (watch.destroyed);
      if (stops[i] > 1)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (conversations->len, ==, 20);
          g_assert_cmpfloat (watch.last, ==, 1);
        }
      else
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_assert_null (conversations);
        }
    }
}

static void
test_file (void)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *path = g_build_filename (folder, "chatgpt.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) missing = g_file_get_child (file, "none");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conversations = qing_import_file_and_wait (file, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (conversations->len, >, 0);
  g_assert_null (qing_import_file_and_wait (missing, NULL, &error));
  g_assert_nonnull (error);
}

/* Whatever is cut off or changed, nothing falls over: it is refused, or read as what it says. */
static void
survive (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conversations = qing_import_and_wait (bytes, NULL, &error);

  g_assert_true ((conversations != NULL) == (error == NULL));
}

static void
test_damage (gconstpointer data)
{
  g_autoptr (GBytes) bytes = load_fixture (data);
  gsize size;
  const guchar *original = g_bytes_get_data (bytes, &size);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  guint n = g_test_slow () ? 5000 : 200;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (original, size * i / n);
      g_autofree guchar *copy = g_memdup2 (original, size);
      guint n_changes = (guint) g_rand_int_range (random, 1, 5);
      g_autoptr (GBytes) changed = NULL;

      survive (cut);
      for (guint j = 0; j < n_changes; j++)
        {
          gsize at = (gsize) g_rand_double_range (random, 0, (double) size);
          gsize from = (gsize) g_rand_double_range (random, 0, (double) size);

          /* A byte from elsewhere in the file is more often still JSON than any byte. */
          copy[at] =
            g_rand_boolean (random) ? original[from] : (guchar) g_rand_int_range (random, 0, 256);
        }
      changed = g_bytes_new_take (g_steal_pointer (&copy), size);
      survive (changed);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) names = NULL;
  int result;

  /* One format has times of its place. */
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  names = list_fixtures ();
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_strconcat ("/import/fixture/", name, NULL);
      g_autofree char *damage_path = g_strconcat ("/import/damage/", name, NULL);

      g_test_add_data_func (path, name, test_fixture);
      g_test_add_data_func (damage_path, name, test_damage);
    }
  g_test_add_func ("/import/refused", test_refused);
  g_test_add_func ("/import/depth", test_depth);
  g_test_add_func ("/import/many", test_many);
  g_test_add_func ("/import/cancel", test_cancel);
  g_test_add_func ("/import/file", test_file);
  result = g_test_run ();
  return result;
}
