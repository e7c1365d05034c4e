/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* memmem() */
#define _GNU_SOURCE

#include "qing-exchange.h"

#include "qing-wire-log.h"

#include <string.h>

/* A server that writes headers without end is not kept to the last. */
#define MAX_HEADERS (64 * 1024)

/* Ours, and what the object itself takes, as far as it matters. */
#define OVERHEAD 1024

struct _QingExchange
{
  GObject parent_instance;

  char *address;
  GBytes *body;
  char *protocol;
  guint status;
  GString *headers[2];
  GArray *tries;
  QingWireLog *log;
  QingTiming timing;
};

G_DEFINE_FINAL_TYPE (QingExchange, qing_exchange, G_TYPE_OBJECT)

static void
clear_try (gpointer data)
{
  g_free (((QingExchangeTry *) data)->words);
}

static void
qing_exchange_finalize (GObject *object)
{
  QingExchange *self = QING_EXCHANGE (object);

  g_free (self->address);
  g_free (self->protocol);
  g_clear_pointer (&self->body, g_bytes_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->headers); i++)
    g_string_free (self->headers[i], TRUE);
  g_array_unref (self->tries);
  qing_wire_log_free (self->log);

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
  for (guint i = 0; i < G_N_ELEMENTS (self->headers); i++)
    self->headers[i] = g_string_new (NULL);
  self->tries = g_array_new (FALSE, TRUE, sizeof (QingExchangeTry));
  g_array_set_clear_func (self->tries, clear_try);
  self->log = qing_wire_log_new ();
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
  QingExchangeTry try = { 0 };

  try.started = g_get_real_time ();
  g_array_append_val (self->tries, try);
  self->status = 0;
  g_clear_pointer (&self->protocol, g_free);
  qing_exchange_clear_headers (self, QING_EXCHANGE_REQUEST);
  qing_exchange_clear_headers (self, QING_EXCHANGE_RESPONSE);
  qing_wire_log_clear (self->log);
}

void
qing_exchange_set_address (QingExchange *self, const char *address)
{
  g_free (self->address);
  self->address = g_strdup (address);
}

void
qing_exchange_set_status (QingExchange *self, guint status, const char *protocol)
{
  self->status = status;
  g_free (self->protocol);
  self->protocol = g_strdup (protocol);
}

void
qing_exchange_clear_headers (QingExchange *self, QingExchangeSide side)
{
  g_string_truncate (self->headers[side], 0);
}

/* The names of what a user may have added to the requests of an account. */
static gboolean
is_secret (QingExchangeSide side, const char *name)
{
  static const char *const parts[] = { "auth", "cookie", "key", "password", "secret", "token" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (side == QING_EXCHANGE_RESPONSE)
    return g_str_equal (lower, "set-cookie");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (lower, parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

void
qing_exchange_add_header (QingExchange *self,
                          QingExchangeSide side,
                          const char *name,
                          const char *value)
{
  GString *headers = self->headers[side];
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  if (headers->len + strlen (name) + strlen (valid) > MAX_HEADERS)
    return;
  if (is_secret (side, name))
    {
      g_free (valid);
      valid = g_strdup (g_str_has_prefix (value, "Bearer ") ? "Bearer ***" : "***");
    }
  /* A line stays a line. */
  g_strdelimit (valid, "\r\n", ' ');
  g_string_append_printf (headers, "%s: %s\n", name, valid);
}

void
qing_exchange_append (QingExchange *self, const guint8 *bytes, gsize length)
{
  qing_wire_log_append (self->log, bytes, length);
}

void
qing_exchange_end_try (QingExchange *self,
                       const QingTiming *timing,
                       const char *words,
                       guint delay_ms)
{
  QingExchangeTry *try;

  self->timing = *timing;
  if (self->tries->len == 0)
    return;
  try = &g_array_index (self->tries, QingExchangeTry, self->tries->len - 1);
  try->status = self->status;
  try->elapsed = MAX (g_get_real_time () - try->started, 0);
  try->delay_ms = delay_ms;
  g_free (try->words);
  try->words = g_strdup (words);
}

/* A user may have pasted the key into a message. The bytes of the request are shared with nobody
 * any more, but a copy is made only when there is something to take out. */
static void
redact_body (QingExchange *self, const char *key)
{
  gsize length;
  const char *body = g_bytes_get_data (self->body, &length);
  char *copy;

  if (key == NULL || strlen (key) < 4 || length < strlen (key) ||
      memmem (body, length, key, strlen (key)) == NULL)
    return;
  copy = g_memdup2 (body, length);
  qing_wire_redact (copy, length, key);
  g_bytes_unref (self->body);
  self->body = g_bytes_new_take (copy, length);
}

void
qing_exchange_end (QingExchange *self, const char *key)
{
  redact_body (self, key);
  qing_wire_redact (self->address, strlen (self->address), key);
  for (guint i = 0; i < G_N_ELEMENTS (self->headers); i++)
    qing_wire_redact (self->headers[i]->str, self->headers[i]->len, key);
  for (guint i = 0; i < self->tries->len; i++)
    {
      QingExchangeTry *try = &g_array_index (self->tries, QingExchangeTry, i);

      if (try->words != NULL)
        qing_wire_redact (try->words, strlen (try->words), key);
    }
  qing_wire_log_pack (self->log, key);
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
  return self->tries->len;
}

const QingExchangeTry *
qing_exchange_get_try (QingExchange *self, guint index)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);
  g_return_val_if_fail (index < self->tries->len, NULL);
  return &g_array_index (self->tries, QingExchangeTry, index);
}

guint
qing_exchange_get_status (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), 0);
  return self->status;
}

const char *
qing_exchange_get_protocol (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);
  return self->protocol;
}

const char *
qing_exchange_get_headers (QingExchange *self, QingExchangeSide side)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);
  return self->headers[side]->str;
}

GBytes *
qing_exchange_dup_log (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);
  return qing_wire_log_dup_bytes (self->log);
}

guint64
qing_exchange_get_n_left_out (QingExchange *self, gsize *position)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), 0);
  return qing_wire_log_get_n_left_out (self->log, position);
}

const QingTiming *
qing_exchange_get_timing (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), NULL);
  return &self->timing;
}

gsize
qing_exchange_get_size (QingExchange *self)
{
  g_return_val_if_fail (QING_IS_EXCHANGE (self), 0);
  return OVERHEAD + g_bytes_get_size (self->body) + self->headers[0]->len + self->headers[1]->len +
         qing_wire_log_get_size (self->log);
}
