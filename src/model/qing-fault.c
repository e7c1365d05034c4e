/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-fault.h"

/* Enough for any server's explanation, too little to fill a window or a database. */
#define MAX_DETAIL 4000

/* clang-format off */
G_DEFINE_QUARK (qing-error-quark, qing_error)
/* clang-format on */
G_DEFINE_BOXED_TYPE (QingFault, qing_fault, qing_fault_copy, qing_fault_free)

/**
 * qing_fault_new:
 * @summary: one or two plain sentences for the user, already translated
 */
QingFault *
qing_fault_new (QingError code, const char *summary)
{
  QingFault *self = g_new0 (QingFault, 1);

  self->code = code;
  self->summary = g_strdup (summary != NULL ? summary : "");
  self->retry_after_ms = -1;
  return self;
}

/**
 * qing_fault_new_from_error:
 *
 * A fault with the error's message as its summary. Errors of QING_ERROR keep their code; every
 * other domain is taken for a storage or system fault, because network errors are mapped by the
 * api room, which knows more about them.
 */
QingFault *
qing_fault_new_from_error (const GError *error)
{
  QingError code = QING_ERROR_STORAGE;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == QING_ERROR)
    code = (QingError) error->code;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = QING_ERROR_CANCELLED;

  return qing_fault_new (code, error->message);
}

QingFault *
qing_fault_copy (const QingFault *self)
{
  QingFault *copy;

  if (self == NULL)
    return NULL;

  copy = g_new (QingFault, 1);
  *copy = *self;
  copy->summary = g_strdup (self->summary);
  copy->detail = g_strdup (self->detail);
  copy->server_code = g_strdup (self->server_code);
  copy->request_id = g_strdup (self->request_id);
  copy->parameter = g_strdup (self->parameter);
  return copy;
}

void
qing_fault_free (QingFault *self)
{
  if (self == NULL)
    return;

  g_free (self->summary);
  g_free (self->detail);
  g_free (self->server_code);
  g_free (self->request_id);
  g_free (self->parameter);
  g_free (self);
}

/**
 * qing_fault_set_detail:
 * @detail: (nullable): untrusted bytes; made valid UTF-8 and cut to 4,000 bytes
 */
void
qing_fault_set_detail (QingFault *self, const char *detail, gssize length)
{
  g_autofree char *valid = NULL;

  g_clear_pointer (&self->detail, g_free);
  if (detail == NULL)
    return;
  if (length < 0)
    length = (gssize) strlen (detail);
  if (length == 0)
    return;

  valid = g_utf8_make_valid (detail, MIN (length, MAX_DETAIL));
  self->detail = g_strstrip (g_steal_pointer (&valid));
}
