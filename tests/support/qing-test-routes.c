/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-routes.h"

#include "qing-test-json.h"

#include <string.h>

typedef struct
{
  QingTestRoute route;
  char *key;
  GQueue scripts;
} Entry;

struct _QingTestRoutes
{
  GQueue queue;
  GPtrArray *entries;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_queue_clear_full (&entry->scripts, g_object_unref);
  g_free (entry);
}

QingTestRoutes *
qing_test_routes_new (void)
{
  QingTestRoutes *self = g_new0 (QingTestRoutes, 1);

  g_queue_init (&self->queue);
  self->entries = g_ptr_array_new_with_free_func (entry_free);

  return self;
}

void
qing_test_routes_free (QingTestRoutes *self)
{
  g_queue_clear_full (&self->queue, g_object_unref);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

void
qing_test_routes_clear (QingTestRoutes *self)
{
  g_queue_clear_full (&self->queue, g_object_unref);
  g_ptr_array_set_size (self->entries, 0);
}

void
qing_test_routes_push (QingTestRoutes *self, QingTestScript *script)
{
  g_queue_push_tail (&self->queue, g_object_ref (script));
}

/**
 * qing_test_routes_add:
 * @self: the routes
 * @route: what to compare
 * @key: with what
 * @script: the answer
 *
 * Adds an answer to a route. Several answers of one route are given in turn; the last one is
 * given again and again.
 */
void
qing_test_routes_add (QingTestRoutes *self,
                      QingTestRoute route,
                      const char *key,
                      QingTestScript *script)
{
  Entry *entry = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *old = g_ptr_array_index (self->entries, i);

      if (old->route == route && g_strcmp0 (old->key, key) == 0)
        entry = old;
    }
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->route = route;
      entry->key = g_strdup (key);
      g_queue_init (&entry->scripts);
      g_ptr_array_add (self->entries, entry);
    }
  g_queue_push_tail (&entry->scripts, g_object_ref (script));
}

static gboolean
entry_matches (const Entry *entry, const char *model, const char *text, const char *path)
{
  switch (entry->route)
    {
    case QING_TEST_ROUTE_MODEL:
      return g_strcmp0 (entry->key, model) == 0;
    case QING_TEST_ROUTE_TEXT:
      return text != NULL && strstr (text, entry->key) != NULL;
    case QING_TEST_ROUTE_PATH:
      return g_str_has_suffix (path, entry->key);
    default:
      return FALSE;
    }
}

/**
 * qing_test_routes_match:
 * @self: the routes
 * @request: a request
 *
 * Returns: (transfer full) (nullable): the script of the first route that fits
 */
QingTestScript *
qing_test_routes_match (QingTestRoutes *self, QingTestRequest *request)
{
  g_autofree char *text = qing_test_request_dup_last_user_text (request);
  const char *model = qing_test_json_get_string (qing_test_request_get_body (request), "model");
  const char *path = qing_test_request_get_path (request);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (!entry_matches (entry, model, text, path))
        continue;
      if (g_queue_get_length (&entry->scripts) > 1)
        return g_queue_pop_head (&entry->scripts);
      return g_object_ref (g_queue_peek_head (&entry->scripts));
    }

  return NULL;
}

/**
 * qing_test_routes_pop:
 * @self: the routes
 *
 * Returns: (transfer full) (nullable): the next script of the common queue
 */
QingTestScript *
qing_test_routes_pop (QingTestRoutes *self)
{
  return g_queue_pop_head (&self->queue);
}
