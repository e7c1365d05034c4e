/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-left-out.h"

#include <glib/gi18n.h>

/* More names say no more. */
#define MAX_NAMES 3

static gboolean
is_other (QingAttachment *attachment, QingAttachmentKind lone)
{
  QingAttachmentKind kind = qing_attachment_get_kind (attachment);

  return kind != QING_ATTACHMENT_DOCUMENT && kind != lone;
}

gboolean
qing_left_out_has (QingRuling *ruling, GListModel *ready, QingAttachment *attachment)
{
  QingAttachmentKind lone;

  return qing_ruling_sends_one_kind (ruling) && qing_attachment_find_media (ready, &lone) &&
         is_other (attachment, lone);
}

static void
add_names (GString *names, guint *n_names, GListModel *attachments, QingAttachmentKind lone)
{
  guint n = attachments != NULL ? g_list_model_get_n_items (attachments) : 0;

  for (guint i = 0; i < n && *n_names <= MAX_NAMES; i++)
    {
      g_autoptr (QingAttachment) attachment = g_list_model_get_item (attachments, i);

      if (!is_other (attachment, lone))
        continue;
      if (*n_names > 0)
        g_string_append (names, C_ ("list of names", ", "));
      (*n_names)++;
      if (*n_names > MAX_NAMES)
        g_string_append (names, "…");
      else
        /* Translators: the name of a file in a sentence. */
        g_string_append_printf (names, _ ("“%s”"), qing_attachment_get_name (attachment));
    }
}

char *
qing_left_out_describe (QingRuling *ruling, GListModel *ready, QingConversation *conversation)
{
  g_autoptr (GString) names = g_string_new (NULL);
  QingAttachmentKind lone;
  guint n_names = 0;
  guint n = conversation != NULL ? g_list_model_get_n_items (G_LIST_MODEL (conversation)) : 0;

  if (!qing_ruling_sends_one_kind (ruling) || !qing_attachment_find_media (ready, &lone))
    return NULL;
  add_names (names, &n_names, ready, lone);
  for (guint i = n; i > 0; i--)
    {
      g_autoptr (QingMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i - 1);

      if (qing_message_get_role (message) == QING_ROLE_USER)
        add_names (names, &n_names, qing_message_get_attachments (message), lone);
    }
  if (n_names == 0)
    return NULL;
  /* Translators: the names of files. */
  return g_strdup_printf (_ ("Not sent: %s. This model takes one kind of media in a request, that "
                             "of the first attachment."),
                          names->str);
}
