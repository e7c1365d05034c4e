/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-json-tape-private.h"

#include "qing-json-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const QingJsonToken *
get_token (const QingJsonTape *self, QingJsonAt at)
{
  return &g_array_index (self->tokens, QingJsonToken, at);
}

static const char *
get_text (const QingJsonTape *self, QingJsonAt at)
{
  return self->text + get_token (self, at)->offset;
}

QingJsonKind
qing_json_get_kind (const QingJsonTape *self, QingJsonAt at)
{
  if (at >= self->tokens->len)
    return QING_JSON_MISSING;
  switch (*get_text (self, at))
    {
    case '{':
      return QING_JSON_OBJECT;
    case '[':
      return QING_JSON_ARRAY;
    case '"':
      return QING_JSON_STRING;
    case 't':
      return QING_JSON_TRUE;
    case 'f':
      return QING_JSON_FALSE;
    case 'n':
      return QING_JSON_NULL;
    default:
      return QING_JSON_NUMBER;
    }
}

QingJsonAt
qing_json_get_root (const QingJsonTape *self)
{
  return self->tokens->len > 0 ? 0 : QING_JSON_NONE;
}

static QingJsonAt
get_end (const QingJsonTape *self, QingJsonAt container)
{
  return container == QING_JSON_NONE ? self->tokens->len : get_token (self, container)->next;
}

/**
 * qing_json_get_first:
 * @container: an array or an object; anything else is empty
 */
QingJsonAt
qing_json_get_first (const QingJsonTape *self, QingJsonAt container)
{
  QingJsonKind kind = qing_json_get_kind (self, container);

  if (kind != QING_JSON_ARRAY && kind != QING_JSON_OBJECT)
    return QING_JSON_NONE;
  return container + 1 < get_end (self, container) ? container + 1 : QING_JSON_NONE;
}

/**
 * qing_json_get_next:
 * @container: what @at is directly in; %QING_JSON_NONE for the text itself
 */
QingJsonAt
qing_json_get_next (const QingJsonTape *self, QingJsonAt container, QingJsonAt at)
{
  QingJsonAt next = get_token (self, at)->next;

  if (qing_json_get_kind (self, container) == QING_JSON_OBJECT)
    next = get_token (self, next)->next;
  return next < get_end (self, container) ? next : QING_JSON_NONE;
}

QingJsonAt
qing_json_get_value (const QingJsonTape *self, QingJsonAt key)
{
  return key != QING_JSON_NONE ? key + 1 : QING_JSON_NONE;
}

guint
qing_json_count (const QingJsonTape *self, QingJsonAt container)
{
  guint count = 0;

  for (QingJsonAt at = qing_json_get_first (self, container); at != QING_JSON_NONE;
       at = qing_json_get_next (self, container, at))
    count++;
  return count;
}

QingJsonAt
qing_tape_get (const QingJsonTape *self, QingJsonAt object, const char *name)
{
  QingJsonAt found = QING_JSON_NONE;

  if (qing_json_get_kind (self, object) != QING_JSON_OBJECT)
    return QING_JSON_NONE;
  for (QingJsonAt key = qing_json_get_first (self, object); key != QING_JSON_NONE;
       key = qing_json_get_next (self, object, key))
    if (qing_json_equals (self, key, name))
      found = qing_json_get_value (self, key);
  return qing_json_get_kind (self, found) != QING_JSON_NULL ? found : QING_JSON_NONE;
}

const char *
qing_json_get_raw (const QingJsonTape *self, QingJsonAt string, gsize *length)
{
  const char *start;
  const char *end;

  if (qing_json_get_kind (self, string) != QING_JSON_STRING)
    {
      *length = 0;
      return NULL;
    }
  start = end = get_text (self, string) + 1;
  while (*end != '"')
    end += *end == '\\' ? 2 : 1;
  *length = (gsize) (end - start);
  return start;
}

gboolean
qing_json_equals (const QingJsonTape *self, QingJsonAt string, const char *text)
{
  gsize length = strlen (text);
  const char *start;

  if (qing_json_get_kind (self, string) != QING_JSON_STRING)
    return FALSE;
  start = get_text (self, string) + 1;
  /* The names that are asked for hold nothing that needs an escape. */
  return self->length - (gsize) (start - self->text) > length &&
         memcmp (start, text, length) == 0 && start[length] == '"';
}

char *
qing_json_dup_string (const QingJsonTape *self, QingJsonAt string)
{
  gsize length;
  const char *raw = qing_json_get_raw (self, string, &length);

  return raw != NULL ? qing_json_unescape (raw, length) : NULL;
}

static gsize
get_scalar_length (const QingJsonTape *self, QingJsonAt at)
{
  const char *start = get_text (self, at);
  const char *end = self->text + self->length;
  const char *p = start;

  while (p < end && (g_ascii_isalnum (*p) || strchr ("+-.", *p) != NULL) && *p != '\0')
    p++;
  return (gsize) (p - start);
}

char *
qing_tape_dup_scalar (const QingJsonTape *self, QingJsonAt at)
{
  switch (qing_json_get_kind (self, at))
    {
    case QING_JSON_STRING:
      return qing_json_dup_string (self, at);
    case QING_JSON_NUMBER:
    case QING_JSON_TRUE:
    case QING_JSON_FALSE:
      return g_strndup (get_text (self, at), get_scalar_length (self, at));
    default:
      return NULL;
    }
}

char *
qing_json_dup_member (const QingJsonTape *self, QingJsonAt object, const char *name)
{
  return qing_tape_dup_scalar (self, qing_tape_get (self, object, name));
}

double
qing_json_get_double (const QingJsonTape *self, QingJsonAt at, double fallback)
{
  g_autofree char *text = NULL;
  double value;

  if (qing_json_get_kind (self, at) != QING_JSON_NUMBER)
    return fallback;
  text = qing_tape_dup_scalar (self, at);
  value = g_ascii_strtod (text, NULL);
  return isfinite (value) ? value : fallback;
}

gint64
qing_tape_get_int (const QingJsonTape *self, QingJsonAt at, gint64 fallback)
{
  g_autofree char *text = NULL;
  gint64 exact;
  double value;

  if (qing_json_get_kind (self, at) != QING_JSON_NUMBER)
    return fallback;
  text = qing_tape_dup_scalar (self, at);
  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &exact, NULL))
    return exact;
  value = g_ascii_strtod (text, NULL);
  return fabs (value) < 9e18 ? (gint64) value : fallback;
}

gboolean
qing_json_get_true (const QingJsonTape *self, QingJsonAt at)
{
  return qing_json_get_kind (self, at) == QING_JSON_TRUE;
}

gsize
qing_json_get_offset (const QingJsonTape *self, QingJsonAt at)
{
  return at < self->tokens->len ? get_token (self, at)->offset : self->length;
}

typedef struct
{
  QingJsonAt container;
  QingJsonAt next; /* child (or key) to go on with */
  gboolean many;
} Level;

static void
write_scalar (const QingJsonTape *self, QingJsonAt at, GString *out)
{
  if (qing_json_get_kind (self, at) == QING_JSON_STRING)
    {
      g_autofree char *text = qing_json_dup_string (self, at);

      qing_json_append_string (out, text, -1);
    }
  else
    {
      g_string_append_len (out, get_text (self, at), (gssize) get_scalar_length (self, at));
    }
}

/* Begins a container, or writes anything else; TRUE when a container was begun. */
static gboolean
write_value (const QingJsonTape *self, QingJsonAt at, GString *out, Level *level)
{
  QingJsonKind kind = qing_json_get_kind (self, at);

  if (kind != QING_JSON_OBJECT && kind != QING_JSON_ARRAY)
    {
      write_scalar (self, at, out);
      return FALSE;
    }
  g_string_append_c (out, kind == QING_JSON_OBJECT ? '{' : '[');
  *level = (Level){ at, qing_json_get_first (self, at), FALSE };
  return TRUE;
}

char *
qing_json_dup_json (const QingJsonTape *self, QingJsonAt at)
{
  GString *out = g_string_new (NULL);
  Level stack[QING_JSON_MAX_DEPTH];
  guint depth = 0;

  if (at == QING_JSON_NONE)
    return g_string_free (out, FALSE);
  if (write_value (self, at, out, &stack[0]))
    depth = 1;
  while (depth > 0)
    {
      Level *level = &stack[depth - 1];
      gboolean object = qing_json_get_kind (self, level->container) == QING_JSON_OBJECT;
      QingJsonAt child = level->next;

      if (child == QING_JSON_NONE)
        {
          g_string_append_c (out, object ? '}' : ']');
          depth--;
          continue;
        }
      if (level->many)
        g_string_append_c (out, ',');
      level->many = TRUE;
      level->next = qing_json_get_next (self, level->container, child);
      if (object)
        {
          write_scalar (self, child, out);
          g_string_append_c (out, ':');
          child = qing_json_get_value (self, child);
        }
      if (write_value (self, child, out, &stack[depth]))
        depth++;
    }
  return g_string_free (out, FALSE);
}

/* The child of @container that holds @at; its index among the children. */
static QingJsonAt
find_child (const QingJsonTape *self, QingJsonAt container, QingJsonAt at, guint *index)
{
  QingJsonAt child = container == QING_JSON_NONE ? 0 : qing_json_get_first (self, container);
  QingJsonAt next;

  *index = 0;
  while (child != QING_JSON_NONE &&
         (next = qing_json_get_next (self, container, child)) != QING_JSON_NONE && next <= at)
    {
      child = next;
      (*index)++;
    }
  return child;
}

static void
append_key (const QingJsonTape *self, QingJsonAt key, GString *path)
{
  g_autofree char *name = qing_json_dup_string (self, key);
  gboolean plain = *name != '\0' && !g_ascii_isdigit (*name);

  for (const char *p = name; *p != '\0'; p++)
    plain = plain && (g_ascii_isalnum (*p) || *p == '_');
  if (plain && strlen (name) < 64)
    {
      g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", name);
      return;
    }
  if (g_utf8_strlen (name, -1) > 64)
    {
      g_autofree char *start = g_utf8_substring (name, 0, 63);

      g_string_append_printf (path, "[\"%s…\"]", start);
      return;
    }
  g_string_append_printf (path, "[\"%s\"]", name);
}

char *
qing_json_dup_path (const QingJsonTape *self, QingJsonAt at)
{
  g_autoptr (GString) path = g_string_new (NULL);
  QingJsonAt container;
  guint index;

  if (at >= self->tokens->len)
    return g_strdup ("");
  container = find_child (self, QING_JSON_NONE, at, &index);
  while (container != at && container != QING_JSON_NONE)
    {
      QingJsonAt child = find_child (self, container, at, &index);

      if (qing_json_get_kind (self, container) == QING_JSON_OBJECT)
        {
          append_key (self, child, path);
          if (child == at)
            break;
          child = qing_json_get_value (self, child);
        }
      else
        {
          g_string_append_printf (path, "[%u]", index);
        }
      container = child;
    }
  return g_strdup (path->str);
}

char *
qing_json_dup_place (const QingJsonTape *self, QingJsonAt at)
{
  g_autofree char *path = qing_json_dup_path (self, at);
  guint line;
  guint column;

  qing_json_tape_locate (self, qing_json_get_offset (self, at), &line, &column);
  if (*path == '\0')
    return g_strdup_printf (_ ("line %u, column %u"), line, column);
  return g_strdup_printf (_ ("line %u, column %u, %s"), line, column, path);
}
