/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-tool-registry.h"

static void
keep_result (GObject *object, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static void
test_current_time (void)
{
  g_autoptr (QingToolRegistry) registry = qing_tool_registry_new ();
  QingTool *tool = qing_tool_registry_lookup (registry, "current_time");
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) told = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GAsyncResult *place = NULL;

  g_assert_nonnull (tool);
  g_assert_true (qing_tool_is_harmless (tool));
  qing_tool_run_async (tool, "{\"anything\": [", NULL, keep_result, &place);
  while (place == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = place;
  text = qing_tool_run_finish (tool, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "{\"time\": \""));
  text[10 + 25] = '\0';
  told = g_date_time_new_from_iso8601 (text + 10, NULL);
  g_assert_nonnull (told);
  g_assert_cmpint (ABS (g_date_time_difference (told, now)), <, 60 * G_TIME_SPAN_SECOND);
}

static void
test_policy (void)
{
  g_autoptr (QingToolRegistry) registry = qing_tool_registry_new ();
  g_autoptr (QingToolPolicy) policy = qing_tool_policy_new ();
  g_autoptr (GListModel) offered = NULL;

  g_assert_null (qing_tool_registry_list_offered (registry, policy));
  qing_tool_policy_set (policy, "current_time", QING_TOOL_ASK);
  offered = qing_tool_registry_list_offered (registry, policy);
  g_assert_cmpuint (g_list_model_get_n_items (offered), ==, 1);
  for (QingToolDecision d = QING_TOOL_DENY; d <= QING_TOOL_ALLOW; d++)
    g_assert_cmpint (qing_tool_decision_parse (qing_tool_decision_to_string (d)), ==, d);
  g_assert_cmpint (qing_tool_decision_parse ("whatever"), ==, QING_TOOL_DENY);
  g_assert_cmpint (qing_tool_decision_parse (NULL), ==, QING_TOOL_DENY);
}

#define TYPE_NAMED_TOOL (named_tool_get_type ())
G_DECLARE_FINAL_TYPE (NamedTool, named_tool, NAMED, TOOL, QingTool)

struct _NamedTool
{
  QingTool parent_instance;
};

G_DEFINE_FINAL_TYPE (NamedTool, named_tool, QING_TYPE_TOOL)

static void
named_tool_class_init (NamedToolClass *klass)
{
}

static void
named_tool_init (NamedTool *self)
{
}

static const struct
{
  const char *name;
  gboolean taken;
} names[] = {
  { "weather", TRUE },
  { "get-weather_2", TRUE },
  { "search", FALSE },
  { "current_time", FALSE },
  { "weather", FALSE },
  { "", FALSE },
  { "has space", FALSE },
  { "tool!", FALSE },
  { "wetter-für-morgen", FALSE },
  { "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl", TRUE },
  { "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm", FALSE },
};

static void
test_names (void)
{
  g_autoptr (QingToolRegistry) registry = qing_tool_registry_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (QingTool) tool = g_object_new (TYPE_NAMED_TOOL, "name", names[i].name, NULL);

      g_assert_cmpint (qing_tool_registry_add (registry, tool), ==, names[i].taken);
      g_assert_true ((qing_tool_registry_lookup (registry, names[i].name) == tool) ==
                     names[i].taken);
      if (names[i].taken && i > 0)
        {
          qing_tool_registry_remove (registry, tool);
          g_assert_null (qing_tool_registry_lookup (registry, names[i].name));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tools/current-time", test_current_time);
  g_test_add_func ("/tools/policy", test_policy);
  g_test_add_func ("/tools/names", test_names);
  return g_test_run ();
}
