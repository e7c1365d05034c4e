/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-export-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *
qing_export_get_role_label (QingRole role)
{
  switch (role)
    {
    case QING_ROLE_SYSTEM:
      return C_ ("role", "System");
    case QING_ROLE_USER:
      return C_ ("role", "User");
    case QING_ROLE_TOOL:
      return C_ ("role", "Tool");
    case QING_ROLE_ASSISTANT:
    default:
      return C_ ("role", "Assistant");
    }
}

char *
qing_export_dup_time (gint64 time)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
}

const char *
qing_export_get_title (QingConversation *conversation)
{
  const char *title = qing_conversation_get_title (conversation);

  return title != NULL && *title != '\0' ? title : _ ("Untitled conversation");
}

const char *
qing_export_get_prompt (QingConversation *conversation)
{
  QingParameters *parameters = qing_conversation_get_parameters (conversation);
  const char *prompt = qing_parameters_get_string (parameters, QING_PARAMETER_SYSTEM_PROMPT);

  return prompt != NULL && *prompt != '\0' ? prompt : NULL;
}

const char *
qing_export_format_get_extension (QingExportFormat format)
{
  switch (format)
    {
    case QING_EXPORT_MARKDOWN:
      return "md";
    case QING_EXPORT_HTML:
      return "html";
    case QING_EXPORT_JSON:
    case QING_EXPORT_QINGTAN:
    default:
      return "json";
    }
}

/* What no file system minds: neither separators nor what another system forbids, nor a dot at the
 * beginning, nor more than most of them take. */
char *
qing_export_suggest_name (QingConversation *conversation, QingExportFormat format)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const char *title;

  g_return_val_if_fail (QING_IS_CONVERSATION (conversation), NULL);

  title = qing_export_get_title (conversation);
  for (const char *p = title; *p != '\0' && name->len < 120; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        break;
      if (g_unichar_iscntrl (c) || (c < 128 && strchr ("/\\:*?\"<>|", (char) c) != NULL))
        c = ' ';
      if ((c == ' ' || c == '.') && name->len == 0)
        continue;
      g_string_append_unichar (name, c);
    }
  g_strchomp (name->str);
  return g_strdup_printf ("%s.%s", *name->str != '\0' ? name->str : "Qingtan",
                          qing_export_format_get_extension (format));
}
