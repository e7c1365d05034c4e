/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-model"

#include "qing-search-query.h"

QingSearchQuery *
qing_search_query_new (const char *text)
{
  QingSearchQuery *self = g_new0 (QingSearchQuery, 1);

  self->text = g_strdup (text);
  return self;
}

QingSearchQuery *
qing_search_query_copy (const QingSearchQuery *self)
{
  QingSearchQuery *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->model = g_strdup (self->model);
  return copy;
}

void
qing_search_query_free (QingSearchQuery *self)
{
  g_free (self->text);
  g_free (self->model);
  g_free (self);
}
