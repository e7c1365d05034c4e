/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-rich-copy.h"

#include "qing-html-text.h"
#include "qing-message-text.h"

static void
append_plain (GString *plain, QingMessage *message)
{
  const QingSpot start = { QING_SPOT_TEXT, 0, 0 };
  const QingSpot end = { QING_SPOT_TEXT, G_MAXUINT, G_MAXUINT };

  if (qing_message_get_role (message) == QING_ROLE_USER)
    g_string_append (plain, qing_message_get_text (message, NULL));
  else
    qing_message_text_append_plain (plain, message, &start, &end);
}

/* What the user wrote is no Markdown: only its lines mean something. */
static void
append_html (GString *html, QingMessage *message)
{
  const char *text = qing_message_get_text (message, NULL);

  g_string_append (html, "<meta charset=\"utf-8\">");
  if (qing_message_get_role (message) != QING_ROLE_USER)
    {
      qing_html_append_markdown (html, text);
      return;
    }
  g_string_append (html, "<p style=\"white-space: pre-wrap\">");
  qing_html_append_text (html, text, -1);
  g_string_append (html, "</p>");
}

void
qing_rich_copy (GdkClipboard *clipboard, QingMessage *message)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkContentProvider) provider = NULL;
  GdkContentProvider *providers[2];

  append_html (html, message);
  append_plain (plain, message);
  bytes = g_string_free_to_bytes (g_steal_pointer (&html));
  providers[0] = gdk_content_provider_new_for_bytes ("text/html", bytes);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, plain->str);
  provider = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (clipboard, provider);
}
