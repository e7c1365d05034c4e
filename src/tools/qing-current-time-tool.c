/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-tools"

#include "qing-current-time-tool.h"

struct _QingCurrentTimeTool
{
  QingTool parent_instance;
};

G_DEFINE_FINAL_TYPE (QingCurrentTimeTool, qing_current_time_tool, QING_TYPE_TOOL)

static void
run_async (QingTool *tool,
           const char *arguments,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (tool, cancellable, callback, user_data);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *iso = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S%:z");
  static const char *const days[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday" };

  g_task_set_source_tag (task, run_async);
  /* For the model, not for people, so neither is translated. */
  g_task_return_pointer (task,
                         g_strdup_printf ("{\"time\": \"%s\", \"weekday\": \"%s\"}", iso,
                                          days[g_date_time_get_day_of_week (now) - 1]),
                         g_free);
}

static char *
run_finish (QingTool *tool, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, tool), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
qing_current_time_tool_class_init (QingCurrentTimeToolClass *klass)
{
  QingToolClass *tool_class = QING_TOOL_CLASS (klass);

  tool_class->run_async = run_async;
  tool_class->run_finish = run_finish;
}

static void
qing_current_time_tool_init (QingCurrentTimeTool *self)
{
}

QingTool *
qing_current_time_tool_new (void)
{
  return g_object_new (QING_TYPE_CURRENT_TIME_TOOL, "name", "current_time", "description",
                       "Tells the user's local date, time, time zone and day of the week.",
                       "schema", "{\"type\": \"object\", \"properties\": {}}", "harmless", TRUE,
                       NULL);
}
