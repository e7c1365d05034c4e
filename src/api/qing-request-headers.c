/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-request-headers.h"

#include "qing-fault-mapper.h"

#include <string.h>

#define PARAMETER "extra-headers"

/* RFC 9110, 5.6.2 */
#define TOKEN G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "!#$%&'*+-.^_`|~"

#define MAX_HEADERS 32
#define MAX_VALUE   4096

/* They would break the request, or send the key where it does not belong. */
static const char *const reserved[] = {
  "accept",
  "accept-encoding",
  "authorization",
  "connection",
  "content-length",
  "content-type",
  "cookie",
  "expect",
  "host",
  "proxy-authorization",
  "te",
  "trailer",
  "upgrade",
  "transfer-encoding",
};

static gboolean
is_reserved (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (g_ascii_strcasecmp (name, reserved[i]) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_value (const char *value)
{
  if (strlen (value) > MAX_VALUE)
    return FALSE;

  for (; *value != '\0'; value++)
    if ((guchar) *value < 0x20 || *value == 0x7f)
      return FALSE;

  return TRUE;
}

/* "Name: value" */
static gboolean
add_line (GStrvBuilder *builder, const char *line)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  const char *colon = strchr (line, ':');

  if (colon == NULL)
    return FALSE;

  name = g_strstrip (g_strndup (line, colon - line));
  value = g_strstrip (g_strdup (colon + 1));
  if (name[0] == '\0' || name[strspn (name, TOKEN)] != '\0' || is_reserved (name) ||
      !is_value (value))
    return FALSE;

  g_strv_builder_add (builder, name);
  g_strv_builder_add (builder, value);
  return TRUE;
}

static void
add_pair (GStrvBuilder *builder, const char *name, const char *value)
{
  g_strv_builder_add (builder, name);
  g_strv_builder_add (builder, value);
}

/* What is a setting in the window and a header on the wire (protocol.md 1.1 and 3.4). */
static void
add_settings (GStrvBuilder *builder, QingRuling *ruling)
{
  GVariant *inspection = qing_ruling_get (ruling, QING_PARAMETER_CONTENT_INSPECTION)->effective;
  GVariant *wait = qing_ruling_get (ruling, QING_PARAMETER_WAIT_TIMEOUT)->effective;

  if (inspection != NULL && g_variant_get_boolean (inspection))
    add_pair (builder, "X-DashScope-DataInspection", "{\"input\":\"cip\",\"output\":\"cip\"}");
  if (wait != NULL && g_variant_get_int64 (wait) > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%d", (int) g_variant_get_int64 (wait));

      add_pair (builder, "X-DashScope-Wait-Timeout", seconds);
    }
}

char **
qing_request_headers_new (QingRuling *ruling, QingFault **fault)
{
  GVariant *list = qing_ruling_get (ruling, QING_PARAMETER_EXTRA_HEADERS)->effective;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree const char **lines = list != NULL ? g_variant_get_strv (list, NULL) : NULL;

  add_settings (builder, ruling);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (i >= MAX_HEADERS || !add_line (builder, lines[i]))
      {
        /* The value may be a secret: the name alone is said. */
        g_autofree char *name = g_strndup (lines[i], strcspn (lines[i], ":"));

        *fault = qing_fault_new_bad_parameter (PARAMETER, name);
        return NULL;
      }

  return g_strv_builder_end (builder);
}
