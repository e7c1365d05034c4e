/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-fault.h"

G_BEGIN_DECLS

/**
 * QingFaultRule: one row of the table of errors; the first row that fits is taken.
 *
 * @status: the HTTP status, 0 for any
 * @codes: (nullable): codes or types of which one has to be the server's, parted by "|"
 * @pattern: (nullable): lower-case pieces of the message that follow each other, parted by "*"
 * @parameter: (nullable): the wire name of the parameter at fault
 * @summary: translatable; a "%s" in it stands for the limit that the message names
 * @summary_without: (nullable): for a message that names no limit
 */
typedef struct
{
  int status;
  const char *codes;
  const char *pattern;
  QingError code;
  QingFaultAction action;
  gboolean retryable;
  const char *parameter;
  const char *summary;
  const char *summary_without;
} QingFaultRule;

const QingFaultRule *
qing_fault_rules_find (int status, const char *code, const char *type, const char *message);

G_END_DECLS
