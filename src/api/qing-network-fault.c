/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-fault-mapper.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

typedef struct
{
  int code;
  QingError kind;
  QingFaultAction action;
  gboolean retryable;
  const char *summary;
} QingNetworkRule;

#define NO_NAME                                                                                    \
  N_ ("The server’s name could not be found. Check the network and the server’s address.")
#define BROKEN   N_ ("The connection broke. Try again.")
#define NO_ROUTE N_ ("The server cannot be reached. Check the network.")
#define NO_PROXY N_ ("The proxy did not connect to the server. Check the system’s proxy settings.")
#define NO_TIME  N_ ("The server does not answer. Check the network and the server’s address.")
#define NO_TRUST                                                                                   \
  N_ ("The server’s certificate cannot be trusted, so nothing was sent. Check the server’s "   \
      "address, the network and the date of this computer.")

/* clang-format off */
static const QingNetworkRule resolver_rules[] = {
  { G_RESOLVER_ERROR_NOT_FOUND, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, NO_NAME },
  { G_RESOLVER_ERROR_TEMPORARY_FAILURE, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, NO_NAME },
  { G_RESOLVER_ERROR_INTERNAL, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, NO_NAME },
};

static const QingNetworkRule io_rules[] = {
  { G_IO_ERROR_CANCELLED, QING_ERROR_CANCELLED, QING_FAULT_ACTION_NONE, FALSE, N_ ("Stopped.") },
  { G_IO_ERROR_CONNECTION_REFUSED, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE,
    N_ ("No server answers at this address. Check that it runs, and the address in the account.") },
  { G_IO_ERROR_HOST_UNREACHABLE, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, NO_ROUTE },
  { G_IO_ERROR_NETWORK_UNREACHABLE, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, NO_ROUTE },
  { G_IO_ERROR_HOST_NOT_FOUND, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, NO_NAME },
  { G_IO_ERROR_TIMED_OUT, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, NO_TIME },
  { G_IO_ERROR_CONNECTION_CLOSED, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, BROKEN },
  { G_IO_ERROR_PARTIAL_INPUT, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, BROKEN },
  { G_IO_ERROR_PROXY_FAILED, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, FALSE, NO_PROXY },
  { G_IO_ERROR_PROXY_AUTH_FAILED, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, FALSE, NO_PROXY },
  { G_IO_ERROR_PROXY_NEED_AUTH, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, FALSE, NO_PROXY },
  { G_IO_ERROR_PROXY_NOT_ALLOWED, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, FALSE, NO_PROXY },
};

static const QingNetworkRule tls_rules[] = {
  { G_TLS_ERROR_BAD_CERTIFICATE, QING_ERROR_NETWORK, QING_FAULT_ACTION_EDIT_KEY, FALSE, NO_TRUST },
  { G_TLS_ERROR_HANDSHAKE, QING_ERROR_NETWORK, QING_FAULT_ACTION_EDIT_KEY, FALSE, NO_TRUST },
  { G_TLS_ERROR_NOT_TLS, QING_ERROR_NETWORK, QING_FAULT_ACTION_EDIT_KEY, FALSE,
    N_ ("The server does not speak https at this address. Check the address in the account.") },
  { G_TLS_ERROR_UNAVAILABLE, QING_ERROR_NETWORK, QING_FAULT_ACTION_NONE, FALSE,
    N_ ("This system cannot make encrypted connections: glib-networking is missing.") },
  { G_TLS_ERROR_EOF, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE, BROKEN },
};
/* clang-format on */

static const QingNetworkRule broken = { 0, QING_ERROR_NETWORK, QING_FAULT_ACTION_RETRY, TRUE,
                                        BROKEN };
static const QingNetworkRule odd = {
  0, QING_ERROR_PROTOCOL, QING_FAULT_ACTION_RETRY, FALSE,
  N_ ("The server’s answer could not be understood. Try again, or check the server’s address in "
      "the account.")
};

static const QingNetworkRule *
find (const QingNetworkRule *rules, guint n_rules, int code)
{
  for (guint i = 0; i < n_rules; i++)
    if (rules[i].code == code)
      return &rules[i];

  return &broken;
}

static const QingNetworkRule *
find_rule (const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return find (resolver_rules, G_N_ELEMENTS (resolver_rules), error->code);
  if (error->domain == G_IO_ERROR)
    return find (io_rules, G_N_ELEMENTS (io_rules), error->code);
  if (error->domain == G_TLS_ERROR)
    return find (tls_rules, G_N_ELEMENTS (tls_rules), error->code);
  if (error->domain == SOUP_SESSION_ERROR)
    return &odd;

  return &broken;
}

QingFault *
qing_fault_map_error (const GError *error)
{
  const QingNetworkRule *rule;
  QingFault *fault;

  if (error->domain == QING_ERROR)
    return qing_fault_new_from_error (error);

  rule = find_rule (error);
  fault = qing_fault_new (rule->kind, _ (rule->summary));
  fault->action = rule->action;
  fault->retryable = rule->retryable;
  qing_fault_set_detail (fault, error->message, -1);

  return fault;
}
