/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-engine"

#include "qing-search-hit.h"

#include "qing-excerpt.h"

struct _QingSearchHit
{
  GObject parent_instance;

  QingConversation *conversation;
  QingFoundPart part;
  char *message_uid;
  char *excerpt;
  guint *marks; /* pairs */
  guint n_marks;
  gint64 created;
  QingRole role;
  char *model;
};

G_DEFINE_FINAL_TYPE (QingSearchHit, qing_search_hit, G_TYPE_OBJECT)

static void
qing_search_hit_finalize (GObject *object)
{
  QingSearchHit *self = QING_SEARCH_HIT (object);

  g_clear_object (&self->conversation);
  g_free (self->message_uid);
  g_free (self->excerpt);
  g_free (self->marks);
  g_free (self->model);

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

/* What the user writes, and what is in files, is shown as it is. */
static gboolean
is_markdown (const QingSearchFind *find)
{
  return find->role == QING_ROLE_ASSISTANT &&
         (find->part == QING_FOUND_TEXT || find->part == QING_FOUND_THINKING);
}

QingSearchHit *
qing_search_hit_new (QingConversation *conversation, const QingSearchFind *find)
{
  QingSearchHit *self = g_object_new (QING_TYPE_SEARCH_HIT, NULL);

  self->conversation = g_object_ref (conversation);
  self->part = find->part;
  self->message_uid = g_strdup (find->message_uid);
  self->marks = g_memdup2 (find->marks, 2 * find->n_marks * sizeof (guint));
  self->n_marks = find->n_marks;
  self->excerpt = is_markdown (find)
                    ? qing_excerpt_clean (find->excerpt, self->marks, self->n_marks)
                    : g_strdup (find->excerpt);
  self->created = find->created;
  self->role = find->role;
  self->model = g_strdup (find->model);
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

QingFoundPart
qing_search_hit_get_part (QingSearchHit *self)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), QING_FOUND_TITLE);
  return self->part;
}

QingRole
qing_search_hit_get_role (QingSearchHit *self)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), QING_ROLE_USER);
  return self->role;
}

const char *
qing_search_hit_get_model (QingSearchHit *self)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), NULL);
  return self->model;
}

const char *
qing_search_hit_get_excerpt (QingSearchHit *self)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), NULL);
  return self->excerpt;
}

gboolean
qing_search_hit_get_mark (QingSearchHit *self, guint index, guint *start, guint *length)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), FALSE);

  if (index >= self->n_marks)
    return FALSE;
  *start = self->marks[2 * index];
  *length = self->marks[2 * index + 1];
  return TRUE;
}

gint64
qing_search_hit_get_created (QingSearchHit *self)
{
  g_return_val_if_fail (QING_IS_SEARCH_HIT (self), 0);
  return self->created;
}
