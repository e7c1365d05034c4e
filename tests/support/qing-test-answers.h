/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-request.h"
#include "qing-test-script.h"

G_BEGIN_DECLS

/* The answers that need no script. */
QingTestScript *qing_test_answers_refuse_key (const char *authorization);
QingTestScript *qing_test_answers_for_path (QingTestRequest *request);

G_END_DECLS
