/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-fault.h"
#include "qing-ruling.h"

G_BEGIN_DECLS

/* The headers that the user adds: names and values in turn; (transfer full). %NULL with @fault
 * when one of them is no header, or one that this program sets itself. */
char **qing_request_headers_new (QingRuling *ruling, QingFault **fault);

G_END_DECLS
