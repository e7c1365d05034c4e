/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The pictures and files that lie in an archive beside the text that names them. */

#include "qing-reader.h"

#include <glib/gi18n-lib.h>

/* A picture of hundreds of megabytes is none. */
#define MAX_FILE (64 * 1024 * 1024)

/* An attachment that waits for its bytes, and the message it is of. */
typedef struct
{
  QingMessageNote *note;
  QingAttachmentRecord *attachment;
} Claim;

typedef struct
{
  QingReader *reader;
  GHashTable *claims; /* number of the file -> GArray of Claim */
} Fetch;

void
qing_reader_add_named_file (QingReader *self,
                            QingMessageNote *note,
                            QingJsonAt at,
                            const char *id,
                            const char *name)
{
  QingAttachmentRecord *attachment;
  guint entry;

  if (self->archive == NULL || id == NULL || !qing_archive_find (self->archive, id, &entry))
    {
      qing_reader_add_placeholder (self, note, at, name);
      return;
    }
  attachment = qing_attachment_record_new ();
  attachment->in_archive = entry + 1;
  /* A name that is only the id lacks the ending, which the file has. */
  attachment->name =
    g_strdup (g_strcmp0 (id, name) == 0 ? qing_archive_get_name (self->archive, entry) : name);
  qing_message_note_add_attachment (note, attachment);
}

/* What cannot be had is a name in the text. */
static void
give_up (QingReader *self, const Claim *claim, const char *why)
{
  g_autofree char *name = g_strdup (claim->attachment->name);

  self->report->n_refused_files++;
  self->report->n_attachments--;
  qing_reader_remark (self, QING_JSON_NONE, why);
  g_ptr_array_remove (claim->note->attachments, claim->attachment);
  qing_reader_say_missing (claim->note, name);
}

static gboolean
take_file_cb (guint entry, GBytes *bytes, const GError *fault, gpointer user_data, GError **error)
{
  Fetch *fetch = user_data;
  GArray *claims = g_hash_table_lookup (fetch->claims, GUINT_TO_POINTER (entry));

  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = &g_array_index (claims, Claim, i);
      g_autofree char *name = g_steal_pointer (&claim->attachment->name);
      g_autofree char *words = NULL;
      const char *why =
        bytes != NULL ? qing_reader_fill_file (fetch->reader, claim->attachment, name, NULL, bytes)
                      : NULL;

      if (bytes != NULL && why == NULL)
        continue;
      if (why != NULL)
        words = g_strdup_printf (_ ("“%s”: %s"),
                                 qing_archive_get_name (fetch->reader->archive, entry), why);
      claim->attachment->name = g_steal_pointer (&name);
      give_up (fetch->reader, claim, words != NULL ? words : fault->message);
    }
  return TRUE;
}

static void
add_claims (GHashTable *claims, QingMessageNote *note)
{
  for (guint i = 0; note->attachments != NULL && i < note->attachments->len; i++)
    {
      const Claim claim = { note, note->attachments->pdata[i] };
      gpointer key = GUINT_TO_POINTER (claim.attachment->in_archive - 1);
      GArray *list;

      if (claim.attachment->in_archive == 0)
        continue;
      list = g_hash_table_lookup (claims, key);
      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (Claim));
          g_hash_table_insert (claims, key, list);
        }
      g_array_append_val (list, claim);
    }
}

gboolean
qing_reader_fetch_files (QingReader *self, GError **error)
{
  g_autoptr (GHashTable) claims =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  Fetch fetch = { self, claims };

  self->tape = NULL;
  self->name = NULL;
  for (guint i = 0; i < self->conversations->len; i++)
    {
      const QingConversationRecord *record = self->conversations->pdata[i];

      for (guint j = 0; j < record->messages->len; j++)
        add_claims (claims, record->messages->pdata[j]);
    }
  return g_hash_table_size (claims) == 0 ||
         qing_archive_visit (self->archive, claims, MAX_FILE, take_file_cb, &fetch,
                             self->cancellable, error);
}
