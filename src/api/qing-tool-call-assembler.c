/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-tool-call-assembler.h"

#include "qing-json.h"

#include <string.h>

#define MAX_CALLS 128
#define MAX_BYTES (8 * 1024 * 1024)

/* Follows the brackets of the arguments while they come in, so that asking whether they are
 * complete costs nothing. */
typedef struct
{
  guint depth;
  gboolean begun;
  gboolean in_string;
  gboolean escaped;
} QingBrackets;

typedef struct
{
  char *id;
  char *name;
  gint64 index; /* -1 when the server gives none */
  GString *arguments;
  QingBrackets brackets;
} QingPendingCall;

struct _QingToolCallAssembler
{
  GPtrArray *calls;
  gsize n_bytes;
  gboolean overflowed;
};

static void
pending_call_free (QingPendingCall *call)
{
  g_free (call->id);
  g_free (call->name);
  g_string_free (call->arguments, TRUE);
  g_free (call);
}

static void
follow_brackets (QingBrackets *self, const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (self->escaped)
        self->escaped = FALSE;
      else if (self->in_string)
        {
          self->escaped = *text == '\\';
          self->in_string = *text != '"';
        }
      else if (*text == '"')
        self->in_string = TRUE;
      else if (*text == '{' || *text == '[')
        {
          self->begun = TRUE;
          self->depth++;
        }
      else if ((*text == '}' || *text == ']') && self->depth > 0)
        self->depth--;
    }
}

static gboolean
looks_complete (const QingPendingCall *call)
{
  return call->arguments->len == 0 || (call->brackets.begun && call->brackets.depth == 0);
}

static gboolean
is_whole_object (const char *text)
{
  QingBrackets brackets = { 0 };

  if (text[0] != '{')
    return FALSE;

  follow_brackets (&brackets, text);
  return brackets.depth == 0;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  const char *text = qing_json_get_string (object, name);

  return text != NULL && text[0] != '\0' ? text : NULL;
}

/* The same id under another index is another call of a server that counts its ids badly. */
static QingPendingCall *
find_by_id (QingToolCallAssembler *self, const char *id, gint64 index)
{
  for (guint i = self->calls->len; i-- > 0;)
    {
      QingPendingCall *call = g_ptr_array_index (self->calls, i);

      if (g_strcmp0 (call->id, id) == 0 && (index < 0 || call->index < 0 || call->index == index))
        return call;
    }

  return NULL;
}

/* The latest call of that index, or for -1 the latest of all. */
static QingPendingCall *
find_by_index (QingToolCallAssembler *self, gint64 index)
{
  for (guint i = self->calls->len; i-- > 0;)
    {
      QingPendingCall *call = g_ptr_array_index (self->calls, i);

      if (index < 0 || call->index == index)
        return call;
    }

  return NULL;
}

/* Some servers count every call as index 0, or give no index at all. */
static gboolean
is_another_call (const QingPendingCall *call, const char *id, const char *name)
{
  if (id != NULL && call->id != NULL)
    return name != NULL || looks_complete (call);

  return id == NULL && name != NULL && call->name != NULL && call->arguments->len > 0 &&
         looks_complete (call);
}

static QingPendingCall *
find (QingToolCallAssembler *self, const char *id, gint64 index, const char *name)
{
  QingPendingCall *call = id != NULL ? find_by_id (self, id, index) : NULL;

  if (call != NULL)
    return call;

  call = find_by_index (self, index);
  if (call != NULL && is_another_call (call, id, name))
    return NULL;

  return call;
}

static QingPendingCall *
add (QingToolCallAssembler *self, gint64 index)
{
  QingPendingCall *call;

  if (self->calls->len >= MAX_CALLS)
    {
      self->overflowed = TRUE;
      return NULL;
    }

  call = g_new0 (QingPendingCall, 1);
  call->index = index;
  call->arguments = g_string_new (NULL);
  g_ptr_array_add (self->calls, call);

  return call;
}

/* Arguments are text; some servers send the object itself. */
static char *
dup_arguments (JsonObject *function)
{
  JsonNode *node = qing_json_get (function, "arguments");

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_to_string (node, FALSE);

  return g_strdup (qing_json_get_string (function, "arguments"));
}

static void
append_arguments (QingToolCallAssembler *self, QingPendingCall *call, const char *arguments)
{
  gsize length = strlen (arguments);

  if (length > MAX_BYTES - self->n_bytes)
    {
      self->overflowed = TRUE;
      return;
    }

  /* A complete call that is sent once more. */
  if (call->arguments->len > 0 && looks_complete (call) && is_whole_object (arguments))
    return;

  self->n_bytes += length;
  g_string_append_len (call->arguments, arguments, length);
  follow_brackets (&call->brackets, arguments);
}

static void
push (QingToolCallAssembler *self, const char *id, gint64 index, JsonObject *function)
{
  const char *name = get_text (function, "name");
  g_autofree char *arguments = dup_arguments (function);
  QingPendingCall *call = find (self, id, index, name);

  if (call == NULL)
    call = add (self, index);
  if (call == NULL)
    return;

  if (call->id == NULL)
    call->id = g_strdup (id);
  if (call->name == NULL)
    call->name = g_strdup (name);
  if (arguments != NULL)
    append_arguments (self, call, arguments);
}

void
qing_tool_call_assembler_push (QingToolCallAssembler *self, JsonObject *piece)
{
  push (self, get_text (piece, "id"), qing_json_get_int (piece, "index", -1),
        qing_json_get_object (piece, "function"));
}

void
qing_tool_call_assembler_push_function (QingToolCallAssembler *self, JsonObject *function)
{
  push (self, NULL, -1, function);
}

gboolean
qing_tool_call_assembler_is_empty (QingToolCallAssembler *self)
{
  return self->calls->len == 0;
}

gboolean
qing_tool_call_assembler_is_overflowed (QingToolCallAssembler *self)
{
  return self->overflowed;
}

static QingToolCall *
complete (QingPendingCall *call)
{
  g_autofree char *id = NULL;
  const char *arguments = call->arguments->str;

  if (call->id == NULL)
    {
      g_autofree char *uuid = g_uuid_string_random ();

      id = g_strconcat ("call_", uuid, NULL);
    }

  return qing_tool_call_new (id != NULL ? id : call->id, call->name,
                             arguments[strspn (arguments, " \t\r\n")] != '\0' ? arguments : "{}");
}

GPtrArray *
qing_tool_call_assembler_finish (QingToolCallAssembler *self)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->calls->len; i++)
    {
      QingPendingCall *call = g_ptr_array_index (self->calls, i);

      if (call->name != NULL)
        g_ptr_array_add (calls, complete (call));
    }
  g_ptr_array_set_size (self->calls, 0);

  return g_steal_pointer (&calls);
}

QingToolCallAssembler *
qing_tool_call_assembler_new (void)
{
  QingToolCallAssembler *self = g_new0 (QingToolCallAssembler, 1);

  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) pending_call_free);

  return self;
}

void
qing_tool_call_assembler_free (QingToolCallAssembler *self)
{
  g_ptr_array_unref (self->calls);
  g_free (self);
}
