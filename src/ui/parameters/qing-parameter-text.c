/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-parameter-text.h"

#include "qing-json-check.h"

#include <glib/gi18n.h>
#include <string.h>

/* The most that the service takes (protocol.md 1.5). */
#define MAX_SITES 25

static char *
unescape (const char *line)
{
  GString *out = g_string_new (NULL);

  for (const char *at = line; *at != '\0'; at++)
    if (at[0] == '\\' && (at[1] == 'n' || at[1] == 't' || at[1] == '\\'))
      {
        at++;
        g_string_append_c (out, *at == 'n' ? '\n' : *at == 't' ? '\t' : '\\');
      }
    else
      {
        g_string_append_c (out, *at);
      }
  return g_string_free (out, FALSE);
}

static void
append_escaped (GString *out, const char *word)
{
  for (const char *at = word; *at != '\0'; at++)
    if (*at == '\n')
      g_string_append (out, "\\n");
    else if (*at == '\t')
      g_string_append (out, "\\t");
    else if (*at == '\\' && (at[1] == 'n' || at[1] == 't' || at[1] == '\\'))
      g_string_append (out, "\\\\");
    else
      g_string_append_c (out, *at);
}

static GVariant *
parse_list (const QingParameterSpec *spec, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
  gboolean exact = spec->id == QING_PARAMETER_STOP;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *entry = exact ? unescape (lines[i]) : g_strstrip (g_strdup (lines[i]));

      if (*entry != '\0')
        g_variant_builder_add (&builder, "s", entry);
    }
  return g_variant_builder_end (&builder);
}

GVariant *
qing_parameter_text_parse (const QingParameterSpec *spec, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  /* A stop word may be nothing but a space. */
  if (*stripped == '\0' &&
      (spec->id != QING_PARAMETER_STOP || *text == '\0' || strspn (text, "\n") == strlen (text)))
    return NULL;
  if (spec->kind == QING_PARAMETER_LIST)
    return parse_list (spec, text);
  return qing_parameter_parse (spec->id, text, NULL);
}

char *
qing_parameter_text_format (const QingParameterSpec *spec, GVariant *value)
{
  g_autofree const char **list = NULL;
  GString *out;

  if (value == NULL)
    return g_strdup ("");
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return g_variant_dup_string (value, NULL);
  list = g_variant_get_strv (value, NULL);
  out = g_string_new (NULL);
  for (guint i = 0; list[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      if (spec->id == QING_PARAMETER_STOP)
        append_escaped (out, list[i]);
      else
        g_string_append (out, list[i]);
    }
  return g_string_free (out, FALSE);
}

static char *
check_object (const char *text)
{
  static const char schema[] = "{\"name\": \"object\", \"schema\": {\"type\": \"object\"}}";
  g_autofree char *words = qing_json_check_answer (text, schema);

  return *words != '\0' ? g_steal_pointer (&words) : NULL;
}

/* RFC 9110: a name of letters, digits and a few signs, a colon, and any value on the same line. */
static gboolean
is_header (const char *line)
{
  const char *colon = strchr (line, ':');

  if (colon == NULL || colon == line)
    return FALSE;
  for (const char *at = line; at < colon; at++)
    if (!g_ascii_isalnum (*at) && strchr ("!#$%&'*+-.^_`|~", *at) == NULL)
      return FALSE;
  return TRUE;
}

static char *
check_headers (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && !is_header (lines[i]))
      return g_strdup_printf (_ ("Line %u is not “Name: value”."), i + 1);
  return NULL;
}

char *
qing_parameter_text_check (const QingParameterSpec *spec, const char *text)
{
  g_autoptr (GVariant) value = qing_parameter_text_parse (spec, text);

  if (value == NULL)
    return NULL;
  g_variant_ref_sink (value);
  if (spec->id == QING_PARAMETER_JSON_SCHEMA)
    return qing_json_check_schema (text);
  if (spec->kind == QING_PARAMETER_JSON)
    return check_object (text);
  if (spec->id == QING_PARAMETER_EXTRA_HEADERS)
    return check_headers (text);
  if (spec->id == QING_PARAMETER_SEARCH_SITES && g_variant_n_children (value) > MAX_SITES)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "At most %d site is taken.",
                                         "At most %d sites are taken.", MAX_SITES),
                            MAX_SITES);
  return NULL;
}

const char *
qing_parameter_text_get_hint (const QingParameterSpec *spec)
{
  switch (spec->id)
    {
    case QING_PARAMETER_JSON_SCHEMA:
      return "{\n  \"name\": \"answer\",\n  \"schema\": {\"type\": \"object\"}\n}";
    case QING_PARAMETER_EXTRA_BODY:
      return "{\"key\": \"value\"}";
    case QING_PARAMETER_EXTRA_HEADERS:
      return _ ("One “Name: value” a line");
    case QING_PARAMETER_STOP:
      return _ ("One a line; \\n is a line break");
    case QING_PARAMETER_SEARCH_SITES:
      return _ ("One a line");
    default:
      return spec->kind == QING_PARAMETER_LIST ? _ ("One a line") : _ ("None");
    }
}
