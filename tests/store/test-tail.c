/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-shelf.h"
#include "qing-store-backups.h"

#include <glib/gstdio.h>
#include <string.h>

/* What is written beside the database while answers come. */

#define PIECES 12

typedef struct
{
  QingShelf shelf;
  QingStore *store;
  QingConversation *conversation;
  QingMessage *answer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingBatch) batch = qing_batch_new ();
  QingMessage *question;

  qing_shelf_set_up (&fixture->shelf, NULL);
  fixture->store = qing_shelf_open (&fixture->shelf);
  fixture->conversation = qing_conversation_new ();
  qing_batch_put_conversation (batch, fixture->conversation);
  question = qing_shelf_say (fixture->conversation, batch, NULL, QING_ROLE_USER, "Q");
  fixture->answer =
    qing_shelf_say (fixture->conversation, batch, question, QING_ROLE_ASSISTANT, "");
  qing_shelf_commit (fixture->store, batch);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    qing_shelf_close (fixture->store);
  g_object_unref (fixture->conversation);
  qing_shelf_tear_down (&fixture->shelf, NULL);
}

static void
append_piece (Fixture *fixture, guint position, const char *text)
{
  g_autoptr (QingBatch) batch = qing_batch_new ();

  qing_batch_append (batch, fixture->answer, QING_PART_TEXT, position, text, strlen (text));
  qing_shelf_commit (fixture->store, batch);
}

static char *
make_text (guint n_pieces)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_pieces; i++)
    g_string_append_printf (text, "%05u清，", i);
  return g_string_free (text, FALSE);
}

static void
append_pieces (Fixture *fixture)
{
  g_autofree char *text = make_text (PIECES);
  gsize step = strlen (text) / PIECES;

  for (guint i = 0; i < PIECES; i++)
    {
      g_autofree char *piece = g_strndup (text + i * step, step);

      append_piece (fixture, (guint) (i * step), piece);
    }
}

/* The answer in a folder that a process has left behind. */
static char *
read_answer (QingShelf *shelf)
{
  qing_shelf_close (qing_shelf_open (shelf));
  return qing_shelf_query (shelf, "SELECT text FROM body ORDER BY message DESC LIMIT 1");
}

static char *
get_tail (QingShelf *shelf, gsize *length)
{
  g_autofree char *path = g_strconcat (shelf->path, "-tail", NULL);
  char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, length, NULL));
  return content;
}

static void
set_tail (QingShelf *shelf, const char *content, gsize length)
{
  g_autofree char *path = g_strconcat (shelf->path, "-tail", NULL);

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

/* At whichever byte the file ends: what was whole is there, and nothing else. */
static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = make_text (PIECES);
  g_autofree char *tail = NULL;
  gsize length;
  gsize last = 0;

  append_pieces (fixture);
  tail = get_tail (&fixture->shelf, &length);
  g_assert_cmpuint (length, >, strlen (whole));
  for (gsize cut = 0; cut <= length; cut += cut + 29 > length && cut < length ? 1 : 29)
    {
      g_autofree char *answer = NULL;
      QingShelf copy = { 0 };

      qing_shelf_copy (&fixture->shelf, &copy);
      set_tail (&copy, tail, cut);
      answer = read_answer (&copy);
      g_assert_true (g_str_has_prefix (whole, answer));
      g_assert_cmpuint (strlen (answer), >=, last);
      g_assert_cmpuint (strlen (answer) % (strlen (whole) / PIECES), ==, 0);
      last = strlen (answer);
      qing_shelf_tear_down (&copy, NULL);
    }
  g_assert_cmpuint (last, ==, strlen (whole));
}

/* Bytes that are not what was written. */
static void
test_spoilt (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = make_text (PIECES);
  g_autofree char *tail = NULL;
  gsize length;

  append_pieces (fixture);
  tail = get_tail (&fixture->shelf, &length);
  for (gsize at = 0; at < length; at += 31)
    {
      g_autofree char *spoilt = g_memdup2 (tail, length);
      g_autofree char *answer = NULL;
      QingShelf copy = { 0 };

      spoilt[at] ^= 0x55;
      qing_shelf_copy (&fixture->shelf, &copy);
      set_tail (&copy, spoilt, length);
      answer = read_answer (&copy);
      g_assert_true (g_str_has_prefix (whole, answer));
      g_assert_cmpuint (strlen (answer), <, strlen (whole));
      qing_shelf_tear_down (&copy, NULL);
    }
}

/* The process died after the database had the pieces, and before the file was emptied: they are
 * never written twice, not even after the answer was changed. */
static void
test_stale (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autofree char *tail = NULL;
  g_autofree char *answer = NULL;
  gsize length;
  QingShelf copy = { 0 };

  append_pieces (fixture);
  tail = get_tail (&fixture->shelf, &length);
  qing_message_set_text (fixture->answer, "Short", -1);
  qing_batch_set_body (batch, fixture->answer);
  qing_shelf_commit (fixture->store, batch);
  qing_shelf_copy (&fixture->shelf, &copy);
  set_tail (&copy, tail, length);
  answer = read_answer (&copy);
  g_assert_cmpstr (answer, ==, "Short");
  qing_shelf_tear_down (&copy, NULL);
}

/* Whoever reads in the same process finds all of it, and the file begins anew. */
static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = make_text (PIECES);
  g_autofree char *tail = NULL;
  g_autoptr (QingConversation) loaded = NULL;
  gsize length;

  append_pieces (fixture);
  loaded = qing_shelf_load (fixture->store, qing_conversation_get_uid (fixture->conversation));
  g_assert_cmpstr (qing_message_get_text (qing_conversation_get_leaf (loaded), NULL), ==, whole);
  tail = get_tail (&fixture->shelf, &length);
  g_assert_cmpuint (length, ==, 0);
}

/* A database that is damaged gets its pieces back, too. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = make_text (PIECES);
  g_autofree char *answer = NULL;
  g_autofree char *mark = NULL;
  g_autofree char *content = NULL;
  QingShelf copy = { 0 };
  g_autofree char *root = NULL;
  gsize length;

  append_pieces (fixture);
  qing_shelf_copy (&fixture->shelf, &copy);
  qing_shelf_run (&copy, "PRAGMA wal_checkpoint (TRUNCATE)");
  root = qing_shelf_query (&copy, "SELECT rootpage FROM sqlite_schema WHERE name = 'meta'");
  g_assert_true (g_file_get_contents (copy.path, &content, &length, NULL));
  memset (content + (atoi (root) - 1) * 1024, 0xa5, 1024);
  g_assert_true (g_file_set_contents (copy.path, content, (gssize) length, NULL));
  mark = g_strconcat (copy.path, ".damaged", NULL);
  g_assert_true (g_file_set_contents (mark, "", 0, NULL));
  answer = read_answer (&copy);
  g_assert_cmpstr (answer, ==, whole);
  qing_shelf_tear_down (&copy, NULL);
}

/* The second process has no such file: it would be the first one's. */
static void
test_shared (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tail = NULL;
  QingStore *first = fixture->store;
  gsize length;

  fixture->store = qing_shelf_open (&fixture->shelf);
  g_assert_true (qing_store_is_shared (fixture->store));
  append_pieces (fixture);
  tail = get_tail (&fixture->shelf, &length);
  g_assert_cmpuint (length, ==, 0);
  qing_shelf_close (fixture->store);
  fixture->store = first;
}

/* A message that is gone leaves its pieces to nobody. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QingBatch) batch = qing_batch_new ();
  g_autofree char *n = NULL;

  qing_batch_drop_conversation (batch, fixture->conversation);
  qing_shelf_commit (fixture->store, batch);
  append_pieces (fixture);
  qing_shelf_close (g_steal_pointer (&fixture->store));
  n = qing_shelf_query (&fixture->shelf, "SELECT count(*) FROM chunk");
  g_assert_cmpstr (n, ==, "0");
}

static guint
restore (QingStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QingRestored) restored = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *place = NULL;

  qing_store_restore_async (store, path, NULL, NULL, NULL, qing_shelf_keep_result, &place);
  result = qing_shelf_wait (&place);
  restored = qing_store_restore_finish (store, result, &error);
  g_assert_no_error (error);
  return restored->n_new;
}

/* What waits beside the file of another computer comes along when that is restored. */
static void
test_restored (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = make_text (PIECES);
  g_autofree char *answer = NULL;
  QingShelf left = { 0 };
  QingShelf here = { 0 };
  QingStore *store;

  append_pieces (fixture);
  qing_shelf_copy (&fixture->shelf, &left);
  qing_shelf_set_up (&here, NULL);
  store = qing_shelf_open (&here);
  g_assert_cmpuint (restore (store, left.path), ==, 1);
  qing_shelf_close (store);
  answer = qing_shelf_query (&here, "SELECT text FROM body ORDER BY message DESC LIMIT 1");
  g_assert_cmpstr (answer, ==, whole);
  qing_shelf_tear_down (&here, NULL);
  qing_shelf_tear_down (&left, NULL);
}

/* The file of another history, or of an older state of this one, has nothing for the messages that
 * are here; and a first transaction empties it. */
static void
test_stranger (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tail = NULL;
  g_autofree char *n = NULL;
  gsize length;
  QingShelf other = { 0 };

  append_pieces (fixture);
  tail = get_tail (&fixture->shelf, &length);
  qing_shelf_set_up (&other, NULL);
  qing_shelf_close (qing_shelf_open (&other));
  set_tail (&other, tail, length);
  qing_shelf_close (qing_shelf_open (&other));
  n = qing_shelf_query (&other, "SELECT (SELECT count(*) FROM chunk) + count(*) FROM body");
  g_assert_cmpstr (n, ==, "0");
  qing_shelf_tear_down (&other, NULL);
}

/* More than what is read back after a crash goes the long way at once. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *tail = NULL;
  g_autofree char *n = NULL;
  gsize length;

  append_piece (fixture, 0, text);
  tail = get_tail (&fixture->shelf, &length);
  g_assert_cmpuint (length, ==, 0);
  n = qing_shelf_query (&fixture->shelf, "SELECT sum(length(text)) FROM chunk");
  g_assert_cmpstr (n, ==, "3145728");
}

/* Bytes of which every number is as large as it can be, with a sum that fits. */
static void
test_forged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tail = NULL;
  g_autofree char *n = NULL;
  gsize length;

  append_piece (fixture, 0, "清");
  tail = get_tail (&fixture->shelf, &length);
  for (gsize at = 0; at < length; at++)
    for (guint byte = 0; byte < 256; byte += 255)
      {
        g_autofree char *forged = g_memdup2 (tail, length);
        guint64 sum = G_GUINT64_CONSTANT (0xcbf29ce484222325);
        g_autofree char *answer = NULL;
        QingShelf copy = { 0 };

        memset (forged + at, (int) byte, MIN (8, length - at));
        for (gsize i = 12; i < length; i++)
          sum = (sum ^ (guint8) forged[i]) * G_GUINT64_CONSTANT (0x100000001b3);
        for (gsize i = 0; i < 8; i++)
          forged[4 + i] = (char) (sum >> (8 * i));
        qing_shelf_copy (&fixture->shelf, &copy);
        set_tail (&copy, forged, length);
        answer = read_answer (&copy);
        g_assert_cmpuint (strlen (answer), <=, strlen ("清"));
        qing_shelf_close (qing_shelf_open (&copy));
        qing_shelf_tear_down (&copy, NULL);
      }
  n = qing_shelf_query (&fixture->shelf, "SELECT count(*) FROM chunk");
  g_assert_cmpstr (n, ==, "0");
}

#define ADD(path, func) g_test_add ("/tail/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("cut", test_cut);
  ADD ("spoilt", test_spoilt);
  ADD ("stale", test_stale);
  ADD ("read", test_read);
  ADD ("damaged", test_damaged);
  ADD ("shared", test_shared);
  ADD ("gone", test_gone);
  ADD ("restored", test_restored);
  ADD ("stranger", test_stranger);
  ADD ("large", test_large);
  ADD ("forged", test_forged);
  return g_test_run ();
}
