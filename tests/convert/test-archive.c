/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* ZIP archives that do not mean well, or hold nothing. What a good one comes to is a fixture of
 * test-import. */

#include "qing-dump.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define CONVERSATION                                                                               \
  "[{\"mapping\":{\"a\":{\"message\":{\"author\":{\"role\":\"user\"},\"content\":{\"parts\":"      \
  "[\"Hello\"]}}}}}]"
#define MAX_SIZE (64 * 1024 * 1024)

typedef struct
{
  const char *name;
  const char *text;
  gsize n_spaces; /* before the text */
} File;

static void
add_file (struct archive *archive, const File *file)
{
  g_autofree char *spaces = g_strnfill (file->n_spaces, ' ');
  struct archive_entry *entry = archive_entry_new ();
  gsize length = strlen (file->text);

  archive_entry_set_pathname (entry, file->name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (gint64) (file->n_spaces + length));
  g_assert_cmpint (archive_write_header (archive, entry), >=, ARCHIVE_WARN);
  if (file->n_spaces > 0)
    g_assert_cmpint (archive_write_data (archive, spaces, file->n_spaces), >, 0);
  g_assert_cmpint (archive_write_data (archive, file->text, length), ==, length);
  archive_entry_free (entry);
}

static GBytes *
pack (const File *files, const char *options)
{
  g_autofree char *space = g_malloc (MAX_SIZE);
  struct archive *archive = archive_write_new ();
  size_t used = 0;

  g_assert_cmpint (archive_write_set_format_zip (archive), ==, ARCHIVE_OK);
  if (options != NULL)
    {
      g_assert_cmpint (archive_write_set_options (archive, options), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_set_passphrase (archive, "secret"), ==, ARCHIVE_OK);
    }
  g_assert_cmpint (archive_write_open_memory (archive, space, MAX_SIZE, &used), ==, ARCHIVE_OK);
  for (const File *file = files; file->name != NULL; file++)
    add_file (archive, file);
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_bytes_new (space, used);
}

static void
check_refused (GBytes *bytes, const char *words)
{
  QingImportReport *report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conversations = qing_import_and_wait (bytes, &report, &error);

  g_assert_null (conversations);
  g_assert_null (report);
  g_assert_error (error, QING_ERROR, QING_ERROR_PROTOCOL);
  g_assert_cmpstr (error->message, ==, words);
}

/* clang-format off */
static const struct
{
  const char *path;
  File files[4];
  const char *options;
  const char *words;
} refused[] = {
  { "outside", { { "conversations.json", CONVERSATION, 0 }, { "x/../../y", "y", 0 } }, NULL,
    "“x/../../y”: the archive names a file outside of itself" },
  { "outside-windows", { { "x\\..\\..\\y", "y", 0 } }, NULL,
    "“x/../../y”: the archive names a file outside of itself" },
  { "absolute", { { "/etc/y", "y", 0 }, { "conversations.json", CONVERSATION, 0 } }, NULL,
    "“/etc/y”: the archive names a file outside of itself" },
  { "bomb", { { "conversations.json", CONVERSATION, 48 * 1024 * 1024 } }, NULL,
    "“conversations.json”: the archive unpacks to far more than an export holds" },
  { "encrypted", { { "conversations.json", CONVERSATION, 0 } }, "zip:encryption=zipcrypt",
    "“conversations.json”: this file is encrypted" },
  { "nothing", { { "picture.png", "png", 0 }, { "._conversations.json", "x", 0 } }, NULL,
    "There is no file with conversations in this ZIP archive, such as “conversations.json”" },
  { "empty", { { NULL, NULL, 0 } }, NULL,
    "There is no file with conversations in this ZIP archive, such as “conversations.json”" },
  { "no-json", { { "x/conversations.json", "[{]", 0 } }, NULL,
    "x/conversations.json: Line 1, column 3: the name of a member is missing" },
  { "stranger", { { "conversations-000.json", CONVERSATION, 0 },
                  { "conversations-001.json", "[3]", 0 } }, NULL,
    "conversations-001.json: line 1, column 2, [0]: these are no conversations of a program that "
    "is known here" },
};
/* clang-format on */

static void
test_refused (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) bytes = pack (refused[i].files, refused[i].options);

  check_refused (bytes, refused[i].words);
}

/* However much of it is missing: an archive that was cut off is refused, and never half read. */
static void
test_truncated (void)
{
  const File files[] = { { "conversations.json", CONVERSATION, 3000 }, { NULL, NULL, 0 } };
  g_autoptr (GBytes) bytes = pack (files, NULL);
  gsize size = g_bytes_get_size (bytes);

  for (gsize length = 4; length < size; length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, length);

      check_refused (cut, "The ZIP archive is damaged or cut off");
    }
}

/* A picture that is no good is a name in the text, and a note; the conversation is there. */
static void
test_damaged_picture (void)
{
  const File files[] = {
    { "conversations.json",
      "[{\"mapping\":{\"a\":{\"message\":{\"author\":{\"role\":\"user\"},\"content\":{\"parts\":"
      "[{\"asset_pointer\":\"file-service://file-1\"}]}}}}}]",
      0 },
    { "file-1-sea.png", "\xff\xfe is no picture", 0 },
    { NULL, NULL, 0 },
  };
  g_autoptr (GBytes) bytes = pack (files, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (QingImportReport) report = NULL;
  g_autoptr (GPtrArray) conversations = qing_import_and_wait (bytes, &report, &error);
  g_autoptr (QingMessage) message = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_refused_files, ==, 1);
  g_assert_cmpuint (report->n_attachments, ==, 0);
  g_assert_cmpstr (report->notes->pdata[0], ==, "“file-1-sea.png”: this file is of no known type");
  message = g_list_model_get_item (conversations->pdata[0], 0);
  g_assert_cmpstr (qing_message_get_text (message, NULL), ==,
                   "[“file-1-sea.png” is not part of the export]");
}

/* Names in an archive may be anything; that of the one that counts is found. */
static void
test_names (void)
{
  const File files[] = {
    { "\xe4\xff.txt", "x", 0 },
    { "清谈/conversations.json", CONVERSATION, 0 },
    { "file-", "x", 0 },
    { NULL, NULL, 0 },
  };
  g_autoptr (GBytes) bytes = pack (files, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conversations = qing_import_and_wait (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (conversations->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/archive/refused/", refused[i].path, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/archive/truncated", test_truncated);
  g_test_add_func ("/archive/damaged-picture", test_damaged_picture);
  g_test_add_func ("/archive/names", test_names);
  return g_test_run ();
}
