/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-server.h"

G_BEGIN_DECLS

typedef struct
{
  double speed; /* tokens a second */
} QingDemo;

QingTestScript *
qing_demo_answer (QingTestServer *server, QingTestRequest *request, gpointer user_data);

G_END_DECLS
