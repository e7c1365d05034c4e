/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-types.h"

G_BEGIN_DECLS

#define QING_TYPE_TOOL (qing_tool_get_type ())
G_DECLARE_DERIVABLE_TYPE (QingTool, qing_tool, QING, TOOL, GObject)

/* QingTool: a function that the model may ask for. */
struct _QingToolClass
{
  GObjectClass parent_class;

  void (*run_async) (QingTool *self,
                     const char *arguments,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
  char *(*run_finish) (QingTool *self, GAsyncResult *result, GError **error);

  gpointer padding[4];
};

/* At most 64 of A-Z a-z 0-9 _ and -; never "search", which DashScope refuses. */
const char *qing_tool_get_name (QingTool *self);
const char *qing_tool_get_description (QingTool *self);
/* JSON schema of the arguments object, as text. */
const char *qing_tool_get_schema (QingTool *self);
/* Whether it only reads what is harmless, so that a policy may allow it without asking. */
gboolean qing_tool_is_harmless (QingTool *self);

void qing_tool_run_async (QingTool *self,
                          const char *arguments,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
char *qing_tool_run_finish (QingTool *self, GAsyncResult *result, GError **error);

G_END_DECLS
