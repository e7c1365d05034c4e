/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-export.h"

#include "qing-attachment.h"
#include "qing-dump.h"
#include "qing-forest.h"
#include "qing-tool-call.h"

#include <glib/gstdio.h>
#include <string.h>

static const guchar png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3, 4, 5, 6, 7 };

static void
keep_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
wait_for (GAsyncResult **result, guint *n_missing, GError **error)
{
  g_autoptr (GAsyncResult) kept = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  kept = *result;
  return qing_export_finish (kept, n_missing, error);
}

static GBytes *
export_all (GPtrArray *conversations, const QingExportOptions *options, guint *n_missing)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  qing_export_stream_async (conversations, options, stream, NULL, NULL, NULL, NULL, keep_result_cb,
                            &result);
  wait_for (&result, n_missing, &error);
  g_assert_no_error (error);
  g_assert_false (g_output_stream_is_closed (stream));
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static char *
export_text (QingConversation *conversation, QingExportFormat format, QingExportPictures pictures)
{
  g_autoptr (GPtrArray) conversations = g_ptr_array_new ();
  const QingExportOptions options = { format, pictures, TRUE, NULL, NULL };
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *data;

  g_ptr_array_add (conversations, conversation);
  bytes = export_all (conversations, &options, NULL);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

static QingMessage *
add (QingConversation *conversation, QingRole role, const char *text)
{
  g_autoptr (QingMessage) message = qing_message_new (role);

  qing_message_set_text (message, text, -1);
  qing_conversation_add (conversation, message, qing_conversation_get_leaf (conversation), TRUE);
  return message;
}

static void
add_picture (QingMessage *message, const char *name, const char *mime_type)
{
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, name, mime_type);
  g_autoptr (GBytes) bytes = g_bytes_new_static (png, sizeof png);

  qing_attachment_set_bytes (attachment, bytes);
  qing_message_add_attachment (message, attachment);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2026);
  const QingExportOptions options = { QING_EXPORT_QINGTAN, 0, FALSE, NULL, NULL };

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) after = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      guint n_missing;

      for (guint j = 0; j < i % 4; j++)
        g_ptr_array_add (before, qing_forest_grow (random, i * 3));
      bytes = export_all (before, &options, &n_missing);
      g_assert_cmpuint (n_missing, ==, 0);
      after = qing_import_and_wait (bytes, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (after->len, ==, before->len);
      for (guint j = 0; j < before->len; j++)
        {
          g_autofree char *first = qing_dump_conversation (g_ptr_array_index (before, j));
          g_autofree char *second = qing_dump_conversation (g_ptr_array_index (after, j));

          g_assert_cmpstr (first, ==, second);
        }
    }
}

/* An answer that was under way when it was exported has been interrupted. */
static void
test_running (void)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autoptr (GPtrArray) before = g_ptr_array_new ();
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const QingExportOptions options = { QING_EXPORT_QINGTAN, 0, FALSE, NULL, NULL };
  QingMessage *answer;

  add (conversation, QING_ROLE_USER, "go");
  qing_message_set_state (add (conversation, QING_ROLE_ASSISTANT, "half"), QING_MESSAGE_STREAMING);
  g_ptr_array_add (before, conversation);
  bytes = export_all (before, &options, NULL);
  after = qing_import_and_wait (bytes, NULL, NULL);
  answer = qing_conversation_get_leaf (g_ptr_array_index (after, 0));
  g_assert_cmpint (qing_message_get_state (answer), ==, QING_MESSAGE_INTERRUPTED);
  g_assert_cmpuint (qing_conversation_get_running (g_ptr_array_index (after, 0)), ==, 0);
}

/* Whatever a title, a model, a name or a text holds, it stays text. */
static void
test_html_escapes (void)
{
  static const char evil[] =
    "</title></style><script>alert(1)</script><img src=x onerror=\"a()\">'";
  g_autoptr (QingConversation) conversation = qing_conversation_new ();
  g_autofree char *html = NULL;
  g_autofree char *code =
    g_strdup_printf ("%s\n\n```%s\n%s\n```\n\n`%s`\n\n| a |\n|---|\n| %s |\n\n"
                     "- %s\n\n> %s\n\n# %s\n\n$%s$\n\n[x](javascript:a())\n"
                     "[y](data:text/html,z) ![p](https://example.invalid/\"q)"
                     " [z](https://example.invalid/?a=\"b\"&c='d')",
                     evil, "\"><script>", evil, evil, evil, evil, evil, evil, evil);
  g_autoptr (QingFault) fault = qing_fault_new (QING_ERROR_SERVER, evil);
  g_autoptr (QingToolCall) call = qing_tool_call_new (evil, evil, evil);
  QingMessage *question;
  QingMessage *answer;

  qing_conversation_set_title (conversation, evil, TRUE);
  qing_parameters_set (qing_conversation_get_parameters (conversation),
                       QING_PARAMETER_SYSTEM_PROMPT, g_variant_new_string (evil));
  question = add (conversation, QING_ROLE_USER, evil);
  add_picture (question, evil, evil);
  answer = add (conversation, QING_ROLE_ASSISTANT, code);
  qing_message_set_reasoning (answer, code, -1);
  qing_message_set_model (answer, evil);
  qing_message_set_fault (answer, fault);
  qing_message_add_tool_call (answer, call);
  add (conversation, QING_ROLE_TOOL, evil);

  html = export_text (conversation, QING_EXPORT_HTML, QING_EXPORT_PICTURES_EMBED);
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "<img src=x"));
  g_assert_null (strstr (html, "href=\"javascript:"));
  g_assert_null (strstr (html, "href=\"data:"));
  g_assert_null (strstr (html, "src=\"http"));
  g_assert_null (strstr (html, "onerror=\""));
  g_assert_nonnull (strstr (html, "&lt;script&gt;alert(1)"));
  g_assert_nonnull (strstr (html, "?a=&quot;b&quot;&amp;c="));
  g_assert_nonnull (strstr (html, "src=\"data:image/png;base64,iVBORw0KGgoBAgMEBQYH\""));
}

static void
test_html_shape (void)
{
  static const struct
  {
    const char *markdown;
    const char *html;
  } cases[] = {
    { "a **b** _c_ ~~d~~ `e`",
      "<p dir=\"auto\">a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code></p>\n" },
    { "# h", "<h3 dir=\"auto\">h</h3>\n" },
    { "1. a\n2. b\n\n   c\n",
      "<ol start=\"1\" dir=\"auto\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n<p>c</p>\n"
      "</li></ol>\n" },
    { "- a\n  - b\n- c\n", "<ul "
                           "dir=\"auto\">\n<li><p>a</p>\n<ul>\n<li><p>b</p>\n</li></ul>\n</"
                           "li>\n<li><p>c</p>\n</li></ul>\n" },
    { "> - a\n>\n> b",
      "<blockquote dir=\"auto\">\n<ul>\n<li><p>a</p>\n</li></ul>\n<p>b</p>\n</blockquote>\n" },
    { "- a\n\n1. b\n", "<ul dir=\"auto\">\n<li><p>a</p>\n</li></ul>\n<ol start=\"1\" "
                       "dir=\"auto\">\n<li><p>b</p>\n</li></ol>\n" },
    { "| a | b |\n|---|--:|\n| *c* | 1 |\n",
      "<div class=\"table\"><table>\n<tr><th dir=\"auto\">a</th><th class=\"right\" "
      "dir=\"auto\">b</th></tr>\n"
      "<tr><td dir=\"auto\"><em>c</em></td><td class=\"right\" "
      "dir=\"auto\">1</td></tr>\n</table></div>\n" },
    { "```c\nint <a>;\n```", "<pre><code class=\"language-c\">int &lt;a&gt;;</code></pre>\n" },
    { "[t](https://example.invalid/)", "<p dir=\"auto\"><a rel=\"noopener noreferrer\" "
                                       "href=\"https://example.invalid/\">t</a></p>\n" },
    { "$$\n\\frac{a}{b}\n$$",
      "<div class=\"math\"><math display=\"block\"><semantics><mrow><mfrac><mrow><mi>a</mi></mrow>"
      "<mrow><mi>b</mi></mrow></mfrac></mrow><annotation encoding=\"application/x-tex\">"
      "\\frac{a}{b}</annotation></semantics></math></div>\n" },
    { "---", "<hr>\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingConversation) conversation = qing_conversation_new ();
      g_autofree char *html = NULL;
      g_autofree char *expected =
        g_strdup_printf ("<div class=\"body\">\n%s</div>\n", cases[i].html);

      add (conversation, QING_ROLE_ASSISTANT, cases[i].markdown);
      html = export_text (conversation, QING_EXPORT_HTML, QING_EXPORT_PICTURES_EMBED);
      g_test_message ("%s", html);
      g_assert_nonnull (strstr (html, expected));
    }
}

static QingConversation *
make_small (void)
{
  QingConversation *conversation = qing_conversation_new ();
  g_autoptr (QingMessage) other = qing_message_new (QING_ROLE_ASSISTANT);
  g_autoptr (QingToolCall) call = qing_tool_call_new ("c1", "clock", "");
  QingMessage *question;
  QingMessage *answer;

  qing_conversation_set_title (conversation, "A *small* one", TRUE);
  qing_conversation_set_created (conversation, 1700000000000000);
  qing_conversation_set_model (conversation, "qwen-plus");
  qing_parameters_set (qing_conversation_get_parameters (conversation),
                       QING_PARAMETER_SYSTEM_PROMPT, g_variant_new_string ("Be \"brief\"."));
  question = add (conversation, QING_ROLE_USER, "What?");
  add_picture (question, "a b.png", "image/png");
  answer = add (conversation, QING_ROLE_ASSISTANT, "This.");
  qing_message_set_reasoning (answer, "hm </details>", -1);
  qing_message_set_model (answer, "qwen-plus");
  qing_message_add_tool_call (answer, call);
  qing_message_set_tool_call_id (add (conversation, QING_ROLE_TOOL, "```\n12"), "c1");
  qing_message_set_text (other, "not chosen", -1);
  qing_conversation_add (conversation, other, question, FALSE);
  return conversation;
}

static void
test_markdown (void)
{
  g_autoptr (QingConversation) conversation = make_small ();
  g_autofree char *omitted =
    export_text (conversation, QING_EXPORT_MARKDOWN, QING_EXPORT_PICTURES_OMIT);
  g_autofree char *embedded =
    export_text (conversation, QING_EXPORT_MARKDOWN, QING_EXPORT_PICTURES_EMBED);

  g_assert_cmpstr (omitted, ==,
                   "# A \\*small\\* one\n\n2023-11-14 22:13\n\n## System\n\nBe \"brief\".\n\n"
                   "## User\n\nWhat?\n\n*a b.png*\n\n"
                   "## Assistant (qwen-plus)\n\n<details>\n<summary>Thoughts</summary>\n\n"
                   "hm &lt;/details>\n\n</details>\n\nThis.\n\n**Tool call** clock\n\n"
                   "```json\n\n```\n\n## Tool\n\n````\n```\n12\n````\n\n");
  g_assert_nonnull (
    strstr (embedded, "![a b.png](data:image/png;base64,iVBORw0KGgoBAgMEBQYH)\n\n"));
}

static void
test_json (void)
{
  g_autoptr (QingConversation) conversation = make_small ();
  g_autofree char *json = export_text (conversation, QING_EXPORT_JSON, QING_EXPORT_PICTURES_EMBED);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (QingImportReport) report = NULL;
  g_autoptr (GPtrArray) back = NULL;

  g_assert_cmpstr (
    json, ==,
    "[\n{\"title\":\"A *small* one\",\"model\":\"qwen-plus\",\"messages\":[\n"
    "{\"role\":\"system\",\"content\":\"Be \\\"brief\\\".\"},\n"
    "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What?\"},\n"
    "{\"type\":\"image_url\",\"image_url\":{\"url\":"
    "\"data:image/png;base64,iVBORw0KGgoBAgMEBQYH\"}}]},\n"
    "{\"role\":\"assistant\",\"reasoning_content\":\"hm </details>\",\"tool_calls\":[{\"id\":"
    "\"c1\",\"type\":\"function\",\"function\":{\"name\":\"clock\",\"arguments\":\"{}\"}}],"
    "\"content\":\"This.\"},\n"
    "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"```\\n12\"}]}\n]\n");
  back = qing_import_and_wait (bytes, &report, NULL);
  g_assert_cmpint (report->format, ==, QING_IMPORT_MESSAGES);
  g_assert_cmpuint (report->n_messages, ==, 3);
  g_assert_cmpuint (report->n_attachments, ==, 1);
}

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("qing-export-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names in the folder, sorted. */
static char *
list_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_tree (inner);
    }
  g_remove (path);
}

static gboolean
export_file (QingConversation *conversation,
             const QingExportOptions *options,
             const char *path,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) conversations = g_ptr_array_new ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GAsyncResult *result = NULL;

  g_ptr_array_add (conversations, conversation);
  qing_export_async (conversations, options, file, NULL, NULL, NULL, cancellable, keep_result_cb,
                     &result);
  return wait_for (&result, NULL, error);
}

static void
test_folder (void)
{
  g_autoptr (QingConversation) conversation = make_small ();
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "my chat.md", NULL);
  g_autofree char *pictures = g_build_filename (folder, "my chat_files", NULL);
  const QingExportOptions options = { QING_EXPORT_MARKDOWN, QING_EXPORT_PICTURES_FOLDER, TRUE };
  g_autofree char *text = NULL;
  g_autofree char *names = NULL;
  g_autofree char *picture_names = NULL;
  g_autoptr (GError) error = NULL;

  /* The second time everything is there already. */
  for (guint i = 0; i < 2; i++)
    {
      export_file (conversation, &options, path, NULL, &error);
      g_assert_no_error (error);
    }
  names = list_folder (folder);
  picture_names = list_folder (pictures);
  g_assert_cmpstr (names, ==, "my chat.md my chat_files");
  g_assert_cmpstr (picture_names, ==, "001.png");
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_nonnull (strstr (text, "![a b.png](my%20chat_files/001.png)\n"));
  remove_tree (folder);
}

/* A source that has nothing, and cancels when it is asked. */
#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GObject)

struct _TestSource
{
  GObject parent_instance;

  GCancellable *cancel;
};

static void
source_load_async (QingBlobSource *source,
                   const char *uid,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  if (TEST_SOURCE (source)->cancel != NULL)
    g_cancellable_cancel (TEST_SOURCE (source)->cancel);
  g_task_return_new_error (task, QING_ERROR, QING_ERROR_STORAGE, "gone");
}

static GBytes *
source_load_finish (QingBlobSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
source_iface_init (QingBlobSourceInterface *iface)
{
  iface->load_async = source_load_async;
  iface->load_finish = source_load_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSource,
                               test_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (QING_TYPE_BLOB_SOURCE, source_iface_init))

static void
test_source_class_init (TestSourceClass *klass)
{
}

static void
test_source_init (TestSource *self)
{
}

static void
add_lost_picture (QingMessage *message, TestSource *source)
{
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "lost.png", "image/png");

  qing_attachment_set_size (attachment, 99);
  qing_attachment_set_source (attachment, QING_BLOB_SOURCE (source));
  qing_message_add_attachment (message, attachment);
}

/* A picture that cannot be had does not keep the words from being saved. */
static void
test_missing (void)
{
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);

  for (int format = QING_EXPORT_MARKDOWN; format <= QING_EXPORT_QINGTAN; format++)
    {
      const QingExportOptions options = { (QingExportFormat) format, 0, TRUE, NULL, NULL };
      g_autoptr (QingConversation) conversation = make_small ();
      g_autoptr (GPtrArray) conversations = g_ptr_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      guint n_missing = 0;

      add_lost_picture (add (conversation, QING_ROLE_USER, "lost"), source);
      g_ptr_array_add (conversations, conversation);
      bytes = export_all (conversations, &options, &n_missing);
      g_assert_cmpuint (n_missing, ==, 1);
      g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), "lost.png"));
    }
}

/* Cancelled in the middle, or into a folder that is none: what was there is still there, and
 * nothing else. */
static void
test_failure (void)
{
  g_autoptr (QingConversation) conversation = make_small ();
  g_autoptr (QingConversation) listed = qing_conversation_new_with_uid (NULL);
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "chat.json", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "chat.json", NULL);
  const QingExportOptions options = { QING_EXPORT_QINGTAN };
  g_autofree char *text = NULL;
  g_autofree char *names = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "before", -1, NULL);
  source->cancel = cancellable;
  add_lost_picture (add (conversation, QING_ROLE_USER, "lost"), source);
  g_assert_false (export_file (conversation, &options, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (export_file (conversation, &options, nowhere, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (export_file (listed, &options, path, NULL, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_STORAGE);

  for (guint i = 0; i < 200; i++)
    {
      g_free (names);
      names = list_folder (folder);
      if (g_str_equal (names, "chat.json"))
        break;
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  g_assert_cmpstr (names, ==, "chat.json");
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "before");
  remove_tree (folder);
}

static void
open_cb (QingConversation *conversation,
         gpointer open_data,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (conversation, cancellable, callback, user_data);

  g_task_return_pointer (task, make_small (), g_object_unref);
}

static QingConversation *
open_finish_cb (QingConversation *conversation, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Conversations that are not loaded are opened one after the other. */
static void
test_open (void)
{
  g_autoptr (GPtrArray) listed = g_ptr_array_new_with_free_func (g_object_unref);
  const QingExportOptions options = { QING_EXPORT_MARKDOWN, QING_EXPORT_PICTURES_OMIT, FALSE,
                                      open_cb, open_finish_cb };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (listed, qing_conversation_new_with_uid (NULL));
  bytes = export_all (listed, &options, NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  parts = g_strsplit (text, "---\n\n# A", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_null (strstr (text, "Thoughts"));
}

static void
test_name (void)
{
  static const struct
  {
    const char *title;
    const char *name;
  } cases[] = {
    { "Plain", "Plain.md" },        { "a/b\\c:d", "a b c d.md" },
    { "../..", "Qingtan.md" },      { "  .hidden", "hidden.md" },
    { "清谈", "清谈.md" },          { "", "Untitled conversation.md" },
    { "new\nline", "new line.md" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (QingConversation) conversation = qing_conversation_new ();
      g_autofree char *name = NULL;

      qing_conversation_set_title (conversation, cases[i].title, TRUE);
      name = qing_export_suggest_name (conversation, QING_EXPORT_MARKDOWN);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/round-trip", test_round_trip);
  g_test_add_func ("/export/running", test_running);
  g_test_add_func ("/export/html/escapes", test_html_escapes);
  g_test_add_func ("/export/html/shape", test_html_shape);
  g_test_add_func ("/export/markdown", test_markdown);
  g_test_add_func ("/export/json", test_json);
  g_test_add_func ("/export/folder", test_folder);
  g_test_add_func ("/export/missing", test_missing);
  g_test_add_func ("/export/failure", test_failure);
  g_test_add_func ("/export/open", test_open);
  g_test_add_func ("/export/name", test_name);
  return g_test_run ();
}
