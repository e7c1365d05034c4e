/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-error-body.h"
#include "qing-fault.h"

G_BEGIN_DECLS

/* QingFaultMapper: what went wrong, in words that say what to do (protocol.md section 3). */

/* An error that the server told; (transfer full). */
QingFault *qing_fault_map_body (const QingErrorBody *body);
/* The same from a response as it came. */
QingFault *
qing_fault_map_response (int status, const char *content_type, const char *bytes, gsize length);
/* An error below HTTP: names, connections, certificates, time. */
QingFault *qing_fault_map_error (const GError *error);

/* Faults that this client itself finds; (transfer full). */
QingFault *qing_fault_new_no_key (void);
QingFault *qing_fault_new_plain_http (void);
QingFault *qing_fault_new_cancelled (void);
QingFault *qing_fault_new_timeout (gboolean connected);
QingFault *qing_fault_new_redirect (const char *location);
/* The answer's end is missing; @can_continue: there is text to go on from. */
QingFault *qing_fault_new_truncated (gboolean can_continue, const char *detail);
QingFault *qing_fault_new_empty (const char *detail);
QingFault *qing_fault_new_protocol (const char *detail);
QingFault *qing_fault_new_too_large (gsize size, gsize limit);
QingFault *qing_fault_new_bad_parameter (const char *parameter, const char *detail);

/* Takes the key out of everything that @fault says, should a server repeat it. */
void qing_fault_redact (QingFault *fault, const char *key);
/* (transfer full): @text with @key replaced. */
char *qing_redact (const char *text, const char *key);

G_END_DECLS
