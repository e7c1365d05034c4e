/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-exchange-shelf.h"

/* Answers are known by their uid, which keeps no message in the memory. */
typedef struct
{
  QingExchange *exchange;
  GStrv answers;
} Entry;

struct _QingExchangeShelf
{
  GQueue entries; /* of Entry, the newest first */
  gsize size;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->exchange);
  g_strfreev (entry->answers);
  g_free (entry);
}

QingExchangeShelf *
qing_exchange_shelf_new (void)
{
  QingExchangeShelf *self = g_new0 (QingExchangeShelf, 1);

  g_queue_init (&self->entries);
  return self;
}

void
qing_exchange_shelf_free (QingExchangeShelf *self)
{
  if (self == NULL)
    return;
  g_queue_clear_full (&self->entries, entry_free);
  g_free (self);
}

static void
drop (QingExchangeShelf *self, GList *link)
{
  Entry *entry = link->data;

  self->size -= qing_exchange_get_size (entry->exchange);
  entry_free (entry);
  g_queue_delete_link (&self->entries, link);
}

/* An answer that was asked for again has a new exchange; the old one is of no use any more. */
static void
drop_older (QingExchangeShelf *self, const char *uid)
{
  for (GList *link = self->entries.head; link != NULL; link = link->next)
    {
      Entry *entry = link->data;

      if (g_strv_contains ((const char *const *) entry->answers, uid))
        {
          drop (self, link);
          return;
        }
    }
}

void
qing_exchange_shelf_add (QingExchangeShelf *self, QingExchange *exchange, GPtrArray *answers)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < answers->len; i++)
    {
      const char *uid = qing_message_get_uid (g_ptr_array_index (answers, i));

      drop_older (self, uid);
      g_strv_builder_add (builder, uid);
    }
  entry->exchange = g_object_ref (exchange);
  entry->answers = g_strv_builder_end (builder);
  g_queue_push_head (&self->entries, entry);
  self->size += qing_exchange_get_size (exchange);

  while (self->entries.length > QING_EXCHANGE_SHELF_COUNT ||
         (self->size > QING_EXCHANGE_SHELF_SIZE && self->entries.length > 1))
    drop (self, self->entries.tail);
}

QingExchange *
qing_exchange_shelf_get (QingExchangeShelf *self, QingMessage *answer)
{
  for (GList *link = self->entries.head; link != NULL; link = link->next)
    {
      Entry *entry = link->data;

      if (g_strv_contains ((const char *const *) entry->answers, qing_message_get_uid (answer)))
        return entry->exchange;
    }
  return NULL;
}

guint
qing_exchange_shelf_get_n (QingExchangeShelf *self)
{
  return self->entries.length;
}

gsize
qing_exchange_shelf_get_size (QingExchangeShelf *self)
{
  return self->size;
}
