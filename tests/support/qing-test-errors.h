/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-script.h"

G_BEGIN_DECLS

const char *qing_test_error_content_type (QingTestErrorShape shape);
char *qing_test_error_body (QingTestErrorShape shape,
                            guint status,
                            const char *code,
                            const char *message,
                            const char *request_id,
                            const char *path);

G_END_DECLS
