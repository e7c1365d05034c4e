/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-request.h"
#include "qing-test-script.h"

G_BEGIN_DECLS

/* Refuses what the API forbids. */
QingTestScript *qing_test_rules_check (QingTestRequest *request, const char **rule);

G_END_DECLS
