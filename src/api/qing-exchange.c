/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-exchange.h"

#include "qing-fault-mapper.h"

#include <string.h>

struct _QingExchange
{
  GObject parent_instance;

  char *address;
  GBytes *body;
  guint n_tries;
  guint status;
  GString *headers;
  GString *log;
  gboolean cut;
  QingTiming timing;
};

G_DEFINE_FINAL_TYPE (QingExchange, qing_exchange, G_TYPE_OBJECT)

static void
qing_exchange_finalize (GObject *object)
{
  QingExchange *self = QING_EXCHANGE (object);

  g_free (self->address);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_string_free (self->headers, TRUE);
  g_string_free (self->log, TRUE);

  G_OBJECT_CLASS (qing_exchange_parent_class)->finalize (object);
}

static void
qing_exchange_class_init (QingExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_exchange_finalize;
}

static void
qing_exchange_init (QingExchange *self)
{
  self->headers = g_string_new (NULL);
  self->log = g_string_new (NULL);
  self->timing = (QingTiming) QING_TIMING_INIT;
}

QingExchange *
qing_exchange_new (const char *address, GBytes *body)
{
  QingExchange *self = g_object_new (QING_TYPE_EXCHANGE, NULL);

  self->address = g_strdup (address);
  self->body = g_bytes_ref (body);

  return self;
}

void
qing_exchange_begin (QingExchange *self)
{
  self->n_tries++;
  self->status = 0;
  self->cut = FALSE;
  g_string_truncate (self->headers, 0);
  g_string_truncate (self->log, 0);
}

void
qing_exchange_set_status (QingExchange *self, guint status)
{
  self->status = status;
}

void
qing_exchange_add_header (QingExchange *self, const char *name, const char *value)
{
  g_string_append_printf (self->headers, "%s: %s\n", name, value);
}

void
qing_exchange_append (QingExchange *self, const guint8 *bytes, gsize length)
{
  gsize room = QING_EXCHANGE_LOG_LIMIT - self->log->len;

  g_string_append_len (self->log, (const char *) bytes, MIN (length, room));
  if (length > room)
    self->cut = TRUE;
}

/* Bytes of a log may hold a NUL, where a search for text would end. */
static void
redact (GString *text, const char *key)
{
  gsize length = key != NULL ? strlen (key) : 0;
  char *limit = text->str + text->len;
  char *at = text->str;

  if (length < 4)
    return;

  while (at + length <= limit && (at = memchr (at, key[0], limit - at - length + 1)) != NULL)
    {
      if (memcmp (at, key, length) != 0)
        {
          at++;
          continue;
        }
      memset (at, '*', length);
      at += length;
    }
}

void
qing_exchange_end (QingExchange *self, const QingTiming *timing, const char *key)
{
  self->timing = *timing;
  redact (self->headers, key);
  redact (self->log, key);
}

const char *
qing_exchange_get_address (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);
  return self->address;
}

GBytes *
qing_exchange_get_body (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);
  return self->body;
}

guint
qing_exchange_get_n_tries (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), 0);
  return self->n_tries;
}

guint
qing_exchange_get_status (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), 0);
  return self->status;
}

const char *
qing_exchange_get_headers (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);
  return self->headers->str;
}

const char *
qing_exchange_get_log (QingExchange *self, gsize *length)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);

  if (length != NULL)
    *length = self->log->len;
  return self->log->str;
}

gboolean
qing_exchange_is_cut (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), FALSE);
  return self->cut;
}

const QingTiming *
qing_exchange_get_timing (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);
  return &self->timing;
}
