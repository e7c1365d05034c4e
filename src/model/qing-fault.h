/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define QING_ERROR (qing_error_quark ())

/**
 * QingError: what went wrong, by what the user can do about it.
 *
 * The numbers are stored in the database: append only, never renumber.
 */
typedef enum
{
  QING_ERROR_AUTH = 1,       /* the key is missing, wrong or not allowed here */
  QING_ERROR_BALANCE = 2,    /* money: overdue bill, exhausted free tier */
  QING_ERROR_RATE = 3,       /* too many requests or tokens: wait */
  QING_ERROR_CONTENT = 4,    /* content inspection refused the turn */
  QING_ERROR_REQUEST = 5,    /* the request is not acceptable as it is */
  QING_ERROR_MODEL = 6,      /* no such model, or not for this account */
  QING_ERROR_NETWORK = 7,    /* no connection, DNS, TLS, timeout, cut stream */
  QING_ERROR_SERVER = 8,     /* the server failed */
  QING_ERROR_PROTOCOL = 9,   /* the answer is not what this protocol says */
  QING_ERROR_STORAGE = 10,   /* disk or database */
  QING_ERROR_CANCELLED = 11, /* the user stopped it; never shown */
} QingError;

GQuark qing_error_quark (void);

/**
 * QingFaultAction: the remedy that the interface offers beside a fault.
 *
 * Stored by number: append only.
 */
typedef enum
{
  QING_FAULT_ACTION_NONE = 0,
  QING_FAULT_ACTION_RETRY = 1,           /* send the same again */
  QING_FAULT_ACTION_EDIT_KEY = 2,        /* open the account's page */
  QING_FAULT_ACTION_WAIT = 3,            /* wait and retry */
  QING_FAULT_ACTION_DROP_ATTACHMENT = 4, /* send again without the pictures */
  QING_FAULT_ACTION_SHORTEN = 5,         /* new conversation or shorter input */
  QING_FAULT_ACTION_EDIT_MESSAGE = 6,    /* edit or remove the refused turn */
  QING_FAULT_ACTION_RESET_PARAMETER = 7, /* send again without the parameter */
  QING_FAULT_ACTION_CHOOSE_MODEL = 8,    /* choose another model */
  QING_FAULT_ACTION_CONTINUE = 9,        /* the answer was cut: go on from here */
  QING_FAULT_ACTION_OPEN_BILLING = 10,   /* open the provider's page for paying */
} QingFaultAction;

/**
 * QingFault: an error as the user sees it. A boxed, immutable value once it is handed out.
 *
 * @summary: one or two plain, translated sentences: what happened and what to do.
 * @detail: (nullable): what the server or the system said, bounded to 4,000 bytes, untrusted.
 * @server_code: (nullable): the server's own code such as "invalid_api_key".
 * @request_id: (nullable): the server's id of the request.
 * @parameter: (nullable): the wire name of the parameter at fault, for RESET_PARAMETER.
 * @http_status: 0 when there was no HTTP answer.
 * @retry_after_ms: what the server asked to wait; -1 when it did not say.
 * @retryable: whether the same request may succeed when sent again (protocol.md 3.2).
 */
typedef struct _QingFault
{
  QingError code;
  QingFaultAction action;
  char *summary;
  char *detail;
  char *server_code;
  char *request_id;
  char *parameter;
  int http_status;
  int retry_after_ms;
  gboolean retryable;
} QingFault;

#define QING_TYPE_FAULT (qing_fault_get_type ())
GType qing_fault_get_type (void);

QingFault *qing_fault_new (QingError code, const char *summary);
QingFault *qing_fault_new_from_error (const GError *error);
QingFault *qing_fault_copy (const QingFault *self);
void qing_fault_free (QingFault *self);
void qing_fault_set_detail (QingFault *self, const char *detail, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingFault, qing_fault_free)

G_END_DECLS
