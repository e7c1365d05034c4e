/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-tool.h"

G_BEGIN_DECLS

#define QING_TYPE_CURRENT_TIME_TOOL (qing_current_time_tool_get_type ())
G_DECLARE_FINAL_TYPE (QingCurrentTimeTool,
                      qing_current_time_tool,
                      QING,
                      CURRENT_TIME_TOOL,
                      QingTool)

/* QingCurrentTimeTool: tells a model, which lives in the time of its training, what day it is. */
QingTool *qing_current_time_tool_new (void);

G_END_DECLS
