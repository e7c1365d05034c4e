/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-search-hit.h"

struct _QingSearchHit
{
  GObject parent_instance;

  QingConversation *conversation;
  char *message_uid;
  char *excerpt;
  gsize start;
  gsize length;
  gint64 created;
};

G_DEFINE_FINAL_TYPE (QingSearchHit, qing_search_hit, G_TYPE_OBJECT)

static void
qing_search_hit_finalize (GObject *object)
{
  QingSearchHit *self = QING_SEARCH_HIT (object);

  g_clear_object (&self->conversation);
  g_free (self->message_uid);
  g_free (self->excerpt);

  G_OBJECT_CLASS (qing_search_hit_parent_class)->finalize (object);
}

static void
qing_search_hit_class_init (QingSearchHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_search_hit_finalize;
}

static void
qing_search_hit_init (QingSearchHit *self)
{
}

QingSearchHit *
qing_search_hit_new (QingConversation *conversation,
                     const char *message_uid,
                     const char *excerpt,
                     gsize start,
                     gsize length,
                     gint64 created)
{
  QingSearchHit *self = g_object_new (QING_TYPE_SEARCH_HIT, NULL);

  self->conversation = g_object_ref (conversation);
  self->message_uid = g_strdup (message_uid);
  self->excerpt = g_strdup (excerpt);
  self->start = start;
  self->length = length;
  self->created = created;
  return self;
}

QingConversation *
qing_search_hit_get_conversation (QingSearchHit *self)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), NULL);
  return self->conversation;
}

const char *
qing_search_hit_get_message_uid (QingSearchHit *self)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), NULL);
  return self->message_uid;
}

const char *
qing_search_hit_get_excerpt (QingSearchHit *self, gsize *start, gsize *length)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), NULL);

  if (start != NULL)
    *start = self->start;
  if (length != NULL)
    *length = self->length;
  return self->excerpt;
}

gint64
qing_search_hit_get_created (QingSearchHit *self)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), 0);
  return self->created;
}
