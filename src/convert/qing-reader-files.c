/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include "qing-base64.h"
#include "qing-image-glance.h"
#include "qing-json-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_FILE (64 * 1024 * 1024)

/* All files of an import together, as they lie in memory. */
#define MAX_FILES (1024 * 1024 * 1024)

#define MAX_NAME 200

static QingAttachmentKind
get_kind (const char *mime_type)
{
  if (g_str_has_prefix (mime_type, "image/"))
    return QING_ATTACHMENT_IMAGE;
  if (g_str_has_prefix (mime_type, "audio/"))
    return QING_ATTACHMENT_AUDIO;
  if (g_str_has_prefix (mime_type, "video/"))
    return QING_ATTACHMENT_VIDEO;
  return QING_ATTACHMENT_DOCUMENT;
}

/* A name without folders, control characters and endlessness. */
static char *
clean_name (const char *name, const char *mime_type)
{
  const char *slash = name != NULL ? MAX (strrchr (name, '/'), strrchr (name, '\\')) : NULL;
  g_autofree char *valid = g_utf8_make_valid (slash != NULL  ? slash + 1
                                              : name != NULL ? name
                                                             : "",
                                              -1);
  g_autofree char *cut = NULL;

  for (char *p = valid; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      *p = ' ';
  g_strstrip (valid);
  if (*valid == '\0')
    return g_strdup_printf ("%s.%s", g_str_has_prefix (mime_type, "image/") ? "picture" : "file",
                            qing_mime_get_extension (mime_type));
  cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_NAME));
  return g_steal_pointer (&cut);
}

static void
fill (QingReader *self,
      QingAttachmentRecord *attachment,
      const char *name,
      const char *mime_type,
      GBytes *bytes)
{
  attachment->kind = get_kind (mime_type);
  attachment->name = clean_name (name, mime_type);
  attachment->mime_type = g_strdup (mime_type);
  attachment->bytes = g_bytes_ref (bytes);
  attachment->size = (gint64) g_bytes_get_size (bytes);
  if (attachment->kind == QING_ATTACHMENT_IMAGE)
    qing_image_glance (bytes, &attachment->width, &attachment->height, &attachment->thumbnail);
  self->attachment_bytes += g_bytes_get_size (bytes);
}

static gboolean
refuse (QingReader *self, QingJsonAt at, const char *why)
{
  self->report->n_refused_files++;
  qing_reader_remark (self, at, why);
  return FALSE;
}

/* Moves past "data:image/png;base64,"; FALSE when it is a data URI in another encoding. */
static gboolean
skip_data_prefix (const char **text, gsize *length, char **mime_type)
{
  const char *comma;

  if (*length < 5 || g_ascii_strncasecmp (*text, "data:", 5) != 0)
    return TRUE;
  comma = memchr (*text, ',', MIN (*length, 256));
  if (comma == NULL || comma - *text < 12 || g_ascii_strncasecmp (comma - 7, ";base64", 7) != 0)
    return FALSE;
  *mime_type = g_strndup (*text + 5, strcspn (*text + 5, ";,"));
  *length -= (gsize) (comma + 1 - *text);
  *text = comma + 1;
  return TRUE;
}

/* A text without the zeros and control characters that a binary file has. */
static gboolean
is_text (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size > 0 && g_utf8_validate (data, (gssize) size, NULL);
}

const char *
qing_reader_fill_file (QingReader *self,
                       QingAttachmentRecord *attachment,
                       const char *name,
                       const char *mime_type,
                       GBytes *bytes)
{
  const char *known = qing_mime_sniff (bytes);

  if (g_bytes_get_size (bytes) == 0)
    return _ ("this file is damaged");
  if (g_bytes_get_size (bytes) > MAX_FILE ||
      self->attachment_bytes + g_bytes_get_size (bytes) > MAX_FILES)
    return _ ("this file is too large");
  if (known == NULL && is_text (bytes))
    known = mime_type != NULL && g_str_has_prefix (mime_type, "text/") ? mime_type : "text/plain";
  if (known == NULL)
    return _ ("this file is of no known type");
  fill (self, attachment, name, known, bytes);
  return NULL;
}

gboolean
qing_reader_add_file (QingReader *self,
                      QingMessageNote *note,
                      QingJsonAt at,
                      const char *name,
                      const char *mime_type,
                      const char *text,
                      gsize length)
{
  g_autoptr (QingAttachmentRecord) attachment = qing_attachment_record_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *claimed = NULL;
  const char *fault;

  if (!skip_data_prefix (&text, &length, &claimed))
    return refuse (self, at, _ ("this file is not in base64"));
  if (length / 4 * 3 > MAX_FILE || self->attachment_bytes + length / 4 * 3 > MAX_FILES)
    return refuse (self, at, _ ("this file is too large"));
  bytes = qing_base64_decode (text, length);
  if (bytes == NULL)
    return refuse (self, at, _ ("this file is damaged"));
  fault =
    qing_reader_fill_file (self, attachment, name, mime_type != NULL ? mime_type : claimed, bytes);
  if (fault != NULL)
    return refuse (self, at, fault);
  qing_message_note_add_attachment (note, g_steal_pointer (&attachment));
  return TRUE;
}

gboolean
qing_reader_add_json_file (QingReader *self,
                           QingMessageNote *note,
                           QingJsonAt at,
                           const char *name,
                           const char *mime_type)
{
  gsize length;
  const char *raw = qing_json_get_raw (self->tape, at, &length);
  g_autofree char *text = NULL;

  if (raw == NULL)
    return FALSE;
  if (memchr (raw, '\\', length) != NULL)
    {
      /* Some programs write "\/" for every slash. */
      text = qing_json_unescape (raw, length);
      raw = text;
      length = strlen (text);
    }
  return qing_reader_add_file (self, note, at, name, mime_type, raw, length);
}

void
qing_reader_add_document (QingReader *self,
                          QingMessageNote *note,
                          const char *name,
                          const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  g_autoptr (GBytes) bytes = g_bytes_new (text != NULL ? text : "", length);
  g_autoptr (QingAttachmentRecord) attachment = qing_attachment_record_new ();

  if (length == 0)
    return;
  if (length > MAX_FILE || self->attachment_bytes + length > MAX_FILES)
    {
      refuse (self, note->place, _ ("this file is too large"));
      return;
    }
  fill (self, attachment, name, "text/plain", bytes);
  qing_message_note_add_attachment (note, g_steal_pointer (&attachment));
}

/* Returns: (transfer full): what was said. */
static char *
say_missing (QingMessageNote *note, const char *name)
{
  g_autofree char *clean = clean_name (name, "application/octet-stream");
  /* Translators: stands in the text of an imported message. */
  char *words = g_strdup_printf (_ ("[“%s” is not part of the export]"), clean);

  qing_message_note_add_text (note, words);
  return words;
}

void
qing_reader_say_missing (QingMessageNote *note, const char *name)
{
  g_free (say_missing (note, name));
}

void
qing_reader_add_placeholder (QingReader *self,
                             QingMessageNote *note,
                             QingJsonAt at,
                             const char *name)
{
  g_autofree char *words = say_missing (note, name);

  self->report->n_missing_files++;
  qing_reader_remark (self, at, words);
}
