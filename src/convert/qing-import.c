/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-import.h"

#include "qing-plain-file.h"
#include "qing-reader.h"
#include "qing-record-build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_FILE (1024 * 1024 * 1024)
#define CHUNK    (1024 * 1024)

/* Messages made at a time: a few milliseconds. */
#define STEP 200

/* How the work divides, to the reader's eye: reading the file, understanding it, making objects. */
#define READ_SHARE  0.2
#define PARSE_SHARE 0.6

/* The thread writes @percent, everything else is written by one side before or after the other
 * runs. */
typedef struct
{
  GFile *file;
  GBytes *bytes;
  QingImportReport *report;
  GPtrArray *records; /* QingConversationRecord */
  guint n_texts;      /* that the file consists of */
  guint n_read;

  int percent; /* atomic */
  int shown;
  GSource *clock;
  QingImportProgress progress;
  gpointer progress_data;
  GDestroyNotify progress_destroy;

  guint next; /* of the records */
  QingBuild *build;
  GPtrArray *conversations;
} Import;

static const struct
{
  const char *label;
  QingReadFunc read;
} formats[] = {
  [QING_IMPORT_QINGTAN] = { "Qingtan", qing_read_qingtan },
  [QING_IMPORT_CHATGPT] = { "ChatGPT", qing_read_chatgpt },
  [QING_IMPORT_OPEN_WEBUI] = { "Open WebUI", qing_read_open_webui },
  [QING_IMPORT_CHATBOX] = { "Chatbox", qing_read_chatbox },
  [QING_IMPORT_CHERRY_STUDIO] = { "Cherry Studio", qing_read_cherry },
  [QING_IMPORT_ALPACA] = { "Alpaca", qing_read_alpaca },
  [QING_IMPORT_LLAMA_CPP] = { "llama.cpp", qing_read_llama },
  [QING_IMPORT_MESSAGES] = { N_ ("Messages of a chat API"), qing_read_messages },
};

const char *
qing_import_format_get_label (QingImportFormat format)
{
  g_return_val_if_fail (format < G_N_ELEMENTS (formats), "");
  return format == QING_IMPORT_MESSAGES ? _ (formats[format].label) : formats[format].label;
}

void
qing_import_report_free (QingImportReport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

static QingImportReport *
report_new (void)
{
  QingImportReport *self = g_new0 (QingImportReport, 1);

  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
import_free (gpointer data)
{
  Import *self = data;

  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->report, qing_import_report_free);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->build, qing_build_free);
  g_clear_pointer (&self->conversations, g_ptr_array_unref);
  if (self->progress_destroy != NULL)
    self->progress_destroy (self->progress_data);
  g_free (self);
}

static void
set_fraction (Import *self, double fraction)
{
  g_atomic_int_set (&self->percent, (int) (CLAMP (fraction, 0, 1) * 100));
}

static void
parse_progress_cb (double fraction, gpointer data)
{
  Import *self = data;

  set_fraction (self, READ_SHARE + PARSE_SHARE * (self->n_read + fraction) / self->n_texts);
}

static goffset
query_size (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, NULL);

  return info != NULL ? g_file_info_get_size (info) : 0;
}

static gboolean
refuse_size (GError **error)
{
  g_set_error_literal (error, QING_ERROR, QING_ERROR_PROTOCOL, _ ("The file is larger than 1 GiB"));
  return FALSE;
}

/* In the thread. The bytes are read rather than mapped: a mapped file that somebody shortens
 * would end the program. */
static gboolean
read_file (Import *self, GCancellable *cancellable, GError **error)
{
  goffset expected = query_size (self->file, cancellable);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GByteArray) all = NULL;
  gsize n_read = 0;

  if (expected > MAX_FILE)
    return refuse_size (error);
  stream = qing_plain_file_read (self->file, cancellable, error);
  if (stream == NULL)
    return FALSE;
  all = g_byte_array_sized_new ((guint) expected + CHUNK);
  do
    {
      guint length = all->len;

      if (length > MAX_FILE)
        return refuse_size (error);
      g_byte_array_set_size (all, length + CHUNK);
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), all->data + length, CHUNK, &n_read,
                                    cancellable, error))
        return FALSE;
      g_byte_array_set_size (all, length + (guint) n_read);
      if (expected > 0)
        set_fraction (self, READ_SHARE * (double) all->len / (double) expected);
    }
  while (n_read == CHUNK);
  self->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&all));
  return TRUE;
}

static gboolean
is_database (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size >= 16 && memcmp (data, "SQLite format 3", 16) == 0;
}

static gboolean
understand_text (Import *self, QingReader *reader, GError **error)
{
  g_autoptr (QingJsonTape) tape = qing_json_tape_new (reader->bytes, reader->cancellable, error);
  gboolean ok;

  if (tape == NULL)
    return FALSE;
  reader->tape = tape;
  ok = qing_reader_detect (reader, error) && formats[self->report->format].read (reader, error);
  reader->tape = NULL;
  return ok;
}

/* The texts of an archive, one after the other. */
typedef struct
{
  Import *import;
  QingReader *reader;
} Unpacking;

static gboolean
understand_entry_cb (guint entry,
                     GBytes *bytes,
                     const GError *fault,
                     gpointer user_data,
                     GError **error)
{
  const Unpacking *unpacking = user_data;
  QingReader *reader = unpacking->reader;
  Import *self = unpacking->import;
  gboolean ok;

  if (bytes == NULL)
    {
      g_propagate_error (error, g_error_copy (fault));
      return FALSE;
    }
  reader->bytes = bytes;
  reader->name = qing_archive_get_name (reader->archive, entry);
  ok = understand_text (self, reader, error);
  if (!ok && error != NULL && (*error)->domain == QING_ERROR)
    g_prefix_error (error, "%s: ", reader->name);
  reader->bytes = NULL;
  reader->name = NULL;
  self->n_read++;
  return ok;
}

static gboolean
understand_archive (Import *self, QingReader *reader, GError **error)
{
  g_autoptr (QingArchive) archive = qing_archive_new (self->bytes, reader->cancellable, error);
  g_autoptr (GArray) texts = archive != NULL ? qing_archive_find_texts (archive) : NULL;
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  Unpacking unpacking = { self, reader };

  if (archive == NULL)
    return FALSE;
  if (texts->len == 0)
    {
      g_set_error_literal (error, QING_ERROR, QING_ERROR_PROTOCOL,
                           _ ("There is no file with conversations in this ZIP archive, such as "
                              "“conversations.json”"));
      return FALSE;
    }
  for (guint i = 0; i < texts->len; i++)
    g_hash_table_add (wanted, GUINT_TO_POINTER (g_array_index (texts, guint, i)));
  self->n_texts = texts->len;
  reader->archive = archive;
  return qing_archive_visit (archive, wanted, MAX_FILE, understand_entry_cb, &unpacking,
                             reader->cancellable, error) &&
         qing_reader_fetch_files (reader, error);
}

static gboolean
understand (Import *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) uids = g_hash_table_new (g_str_hash, g_str_equal);
  QingReader reader = { NULL };

  if (g_bytes_get_size (self->bytes) > MAX_FILE)
    return refuse_size (error);
  reader.bytes = self->bytes;
  reader.cancellable = cancellable;
  reader.report = self->report;
  reader.conversations = self->records;
  reader.uids = uids;
  reader.progress = parse_progress_cb;
  reader.progress_data = self;
  self->n_texts = 1;
  if (qing_archive_is_one (self->bytes))
    return understand_archive (self, &reader, error);
  if (!is_database (self->bytes))
    return understand_text (self, &reader, error);
  self->report->format = QING_IMPORT_ALPACA;
  return qing_read_alpaca (&reader, error);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *self = data;
  GError *error = NULL;
  gboolean ok = (self->bytes != NULL || read_file (self, cancellable, &error)) &&
                understand (self, cancellable, &error);

  /* To give back hundreds of megabytes takes a while, too. */
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_progress (Import *self)
{
  int percent = g_atomic_int_get (&self->percent);

  if (percent == self->shown || self->progress == NULL)
    return;
  self->shown = percent;
  self->progress (percent / 100.0, self->progress_data);
}

static gboolean
clock_cb (gpointer data)
{
  show_progress (data);
  return G_SOURCE_CONTINUE;
}

/* Makes objects while the main loop has nothing better to do. */
static gboolean
build_cb (gpointer data)
{
  GTask *task = data;
  Import *self = g_task_get_task_data (task);
  QingConversation *conversation;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->build == NULL && self->next < self->records->len)
    {
      self->build = qing_build_new (g_steal_pointer (&self->records->pdata[self->next]));
      self->next++;
    }
  if (self->build == NULL)
    {
      set_fraction (self, 1);
      show_progress (self);
      g_task_return_pointer (task, g_steal_pointer (&self->conversations),
                             (GDestroyNotify) g_ptr_array_unref);
      return G_SOURCE_REMOVE;
    }
  conversation = qing_build_step (self->build, STEP);
  if (conversation != NULL)
    {
      g_ptr_array_add (self->conversations, conversation);
      g_clear_pointer (&self->build, qing_build_free);
      set_fraction (self, READ_SHARE + PARSE_SHARE +
                            (1 - READ_SHARE - PARSE_SHARE) * self->next / self->records->len);
      show_progress (self);
    }
  return G_SOURCE_CONTINUE;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  g_autoptr (GSource) idle = NULL;
  GError *error = NULL;

  g_source_destroy (self->clock);
  g_clear_pointer (&self->clock, g_source_unref);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  idle = g_idle_source_new ();
  g_task_attach_source (task, idle, build_cb);
}

static void
start (GFile *file,
       GBytes *bytes,
       QingImportProgress progress,
       gpointer progress_data,
       GDestroyNotify progress_destroy,
       GTask *task)
{
  Import *self = g_new0 (Import, 1);
  g_autoptr (GTask) inner = NULL;

  self->file = file != NULL ? g_object_ref (file) : NULL;
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  self->report = report_new ();
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) qing_conversation_record_free);
  self->conversations = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = -1;
  self->progress = progress;
  self->progress_data = progress_data;
  self->progress_destroy = progress_destroy;
  g_task_set_task_data (task, self, import_free);

  self->clock = g_timeout_source_new (100);
  g_source_set_callback (self->clock, clock_cb, self, NULL);
  g_source_attach (self->clock, g_main_context_get_thread_default ());

  inner = g_task_new (NULL, g_task_get_cancellable (task), read_cb, g_object_ref (task));
  g_task_set_source_tag (inner, start);
  g_task_set_task_data (inner, self, NULL);
  g_task_run_in_thread (inner, read_thread);
}

void
qing_import_async (GFile *file,
                   QingImportProgress progress,
                   gpointer progress_data,
                   GDestroyNotify progress_destroy,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, qing_import_async);
  start (file, NULL, progress, progress_data, progress_destroy, task);
}

void
qing_import_bytes_async (GBytes *bytes,
                         QingImportProgress progress,
                         gpointer progress_data,
                         GDestroyNotify progress_destroy,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (bytes != NULL);

  g_task_set_source_tag (task, qing_import_async);
  start (NULL, bytes, progress, progress_data, progress_destroy, task);
}

GPtrArray *
qing_import_finish (GAsyncResult *result, QingImportReport **report, GError **error)
{
  GPtrArray *conversations;
  Import *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  conversations = g_task_propagate_pointer (G_TASK (result), error);
  self = g_task_get_task_data (G_TASK (result));
  if (report != NULL)
    *report = conversations != NULL ? g_steal_pointer (&self->report) : NULL;
  return conversations;
}
