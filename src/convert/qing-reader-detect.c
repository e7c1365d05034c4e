/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-reader.h"

#include "qing-own-format.h"

#include <glib/gi18n-lib.h>

/* A member that only exports of this program have, in the order in which they are looked for. */
static const struct
{
  const char *member;
  QingJsonKind kind; /* of its value; MISSING for any */
  QingImportFormat format;
} marks[] = {
  { "mapping", QING_JSON_OBJECT, QING_IMPORT_CHATGPT },
  { "conv", QING_JSON_OBJECT, QING_IMPORT_LLAMA_CPP },
  { "indexedDB", QING_JSON_OBJECT, QING_IMPORT_CHERRY_STUDIO },
  { "chat-sessions-list", QING_JSON_MISSING, QING_IMPORT_CHATBOX },
  { "__exported_items", QING_JSON_MISSING, QING_IMPORT_CHATBOX },
  { "chat-sessions", QING_JSON_ARRAY, QING_IMPORT_CHATBOX },
  { "sessions", QING_JSON_ARRAY, QING_IMPORT_CHATBOX },
  { "chat", QING_JSON_OBJECT, QING_IMPORT_OPEN_WEBUI },
  { "history", QING_JSON_OBJECT, QING_IMPORT_OPEN_WEBUI },
  { "messages", QING_JSON_ARRAY, QING_IMPORT_MESSAGES },
  { "role", QING_JSON_STRING, QING_IMPORT_MESSAGES },
};

static gboolean
detect_item (QingReader *self, QingJsonAt item, QingImportFormat *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      QingJsonAt member = qing_tape_get (self->tape, item, marks[i].member);

      if (member == QING_JSON_NONE || (marks[i].kind != QING_JSON_MISSING &&
                                       marks[i].kind != qing_json_get_kind (self->tape, member)))
        continue;
      *format = marks[i].format;
      return TRUE;
    }
  return FALSE;
}

static gboolean
has_session (QingReader *self, QingJsonAt object)
{
  if (qing_json_get_kind (self->tape, object) != QING_JSON_OBJECT)
    return FALSE;
  for (QingJsonAt key = qing_json_get_first (self->tape, object); key != QING_JSON_NONE;
       key = qing_json_get_next (self->tape, object, key))
    {
      g_autofree char *name = qing_json_dup_string (self->tape, key);

      if (g_str_has_prefix (name, "session:"))
        return TRUE;
    }
  return FALSE;
}

/* Formats whose file is one object. */
static gboolean
is_single (QingImportFormat format)
{
  return format == QING_IMPORT_QINGTAN || format == QING_IMPORT_CHATBOX ||
         format == QING_IMPORT_CHERRY_STUDIO;
}

gboolean
qing_reader_detect (QingReader *self, GError **error)
{
  QingJsonAt container;
  QingJsonAt first = qing_reader_get_first_item (self, &container);
  QingJsonAt second;
  QingImportFormat format;

  if (qing_json_equals (self->tape, qing_tape_get (self->tape, first, "format"), QING_OWN_FORMAT))
    format = QING_IMPORT_QINGTAN;
  else if (has_session (self, first))
    format = QING_IMPORT_CHATBOX;
  else if (!detect_item (self, first, &format))
    return qing_reader_fail (self, first,
                             _ ("these are no conversations of a program that is known here"),
                             error);

  second = qing_json_get_next (self->tape, container, first);
  if (is_single (format) && (container != QING_JSON_NONE || second != QING_JSON_NONE))
    return qing_reader_fail (self, container == QING_JSON_NONE ? second : first,
                             _ ("there is more in the file than one export"), error);
  self->report->format = format;
  return TRUE;
}
