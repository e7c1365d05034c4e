/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-window.h"
#include "qing-tool-policy.h"

#include <string.h>

static QingParameters *
get_parameters (QingTestWindow *self)
{
  return qing_ruling_watch_get_parameters (self->window->watch);
}

static QingParameterRow *
get_row (QingTestWindow *self, QingParameterId id)
{
  qing_test_settle (self);
  return qing_parameters_pane_get_row (self->window->parameters, id);
}

static gboolean
is_shown (QingTestWindow *self, QingParameterId id)
{
  return gtk_widget_get_visible (GTK_WIDGET (get_row (self, id)));
}

static gboolean
can_be_edited (QingTestWindow *self, QingParameterId id)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (qing_parameter_row_get_editor (get_row (self, id))));
}

static void
set_model (QingTestWindow *self, const char *model)
{
  qing_conversation_set_model (qing_window_get_conversation (self->window), model);
  qing_test_settle (self);
}

static void
set_up (QingTestWindow *self, gconstpointer data)
{
  qing_test_window_set_up (self, data);
  g_assert_null (qing_parameters_pane_get_row (self->window->parameters, 0));
  g_assert_true (qing_test_activate (self, "win.parameters"));
  g_assert_nonnull (qing_parameters_pane_get_row (self->window->parameters, 0));
}

/* For every model and every parameter the pane shows what the ruling says. */
static void
test_rulings (QingTestWindow *self, gconstpointer data)
{
  static const char *const models[] = {
    "qwen3.6-plus", "qwen-plus",        "qwq-plus", "qvq-max",
    "qwen-max",     "qwen3-omni-flash", "no-such",  "qwen3-max"
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      QingRuling *ruling;

      set_model (self, models[i]);
      ruling = qing_ruling_watch_get_ruling (self->window->watch);
      for (guint id = 0; id < QING_N_PARAMETERS; id++)
        {
          g_test_message ("%s: %s", models[i], qing_parameter_get_spec (id)->name);
          g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (
                             qing_parameters_pane_get_row (self->window->parameters, id))),
                           ==, qing_ruling_get (ruling, id)->offered);
        }
    }
}

static const char *
get_help (QingTestWindow *self, QingParameterId id)
{
  return gtk_label_get_text (
    GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (get_row (self, id)),
                                              QING_TYPE_PARAMETER_ROW, "help")));
}

/* Every parameter is explained, and a number's default of this model is told. */
static void
test_help (QingTestWindow *self, gconstpointer data)
{
  static const char *const models[] = { "qwen3.6-plus", "qwq-plus", "no-such" };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      set_model (self, models[i]);
      for (guint id = 0; id < QING_N_PARAMETERS; id++)
        g_assert_nonnull (strstr (get_help (self, id), qing_parameter_get_spec (id)->help));
    }
  set_model (self, "qwen3.6-plus");
  g_assert_true (g_str_has_suffix (get_help (self, QING_PARAMETER_TEMPERATURE), "0.6."));
  qing_parameters_set (get_parameters (self), QING_PARAMETER_TEMPERATURE,
                       g_variant_new_double (1.5));
  g_assert_true (g_str_has_suffix (get_help (self, QING_PARAMETER_TEMPERATURE), "0.6."));
}

static void
find_output_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_EXPANDER (widget) &&
      g_strcmp0 (gtk_expander_get_label (GTK_EXPANDER (widget)),
                 qing_parameter_group_get_label (QING_GROUP_OUTPUT)) == 0)
    *(GtkWidget **) user_data = widget;
}

/* Whoever does not look at the pane reads beside the text what is held back, and why. */
static void
test_held_back (QingTestWindow *self, gconstpointer data)
{
  GtkWidget *words =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self->composer), QING_TYPE_COMPOSER,
                                               "warning_label"));
  GtkWidget *group = NULL;

  set_model (self, "qwen3-vl-plus");
  qing_parameters_set (get_parameters (self), QING_PARAMETER_LOGPROBS,
                       g_variant_new_boolean (TRUE));
  qing_test_settle (self);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (words)), ==, "");
  qing_test_walk (GTK_WIDGET (self->window->parameters), find_output_cb, &group);
  g_assert_false (gtk_expander_get_expanded (GTK_EXPANDER (group)));

  set_model (self, "qwen3.6-plus");
  g_assert_true (gtk_widget_get_mapped (words));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (words)), "Token probabilities"));
  g_assert_true (gtk_expander_get_expanded (GTK_EXPANDER (group)));
  /* It stays as the user leaves it then. */
  gtk_expander_set_expanded (GTK_EXPANDER (group), FALSE);
  qing_parameters_set (get_parameters (self), QING_PARAMETER_SEED, g_variant_new_int64 (7));
  qing_test_settle (self);
  g_assert_false (gtk_expander_get_expanded (GTK_EXPANDER (group)));

  /* It comes back with the model. */
  set_model (self, "qwen3-vl-plus");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (words)), ==, "");
  g_assert_true (can_be_edited (self, QING_PARAMETER_LOGPROBS));
}

/* Why what is set is not sent, as its row says it; NULL when it is sent. */
static const char *
find_reason (QingTestWindow *self, QingParameterId id)
{
  GtkLabel *reason = GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (get_row (self, id)),
                                                               QING_TYPE_PARAMETER_ROW, "reason"));
  const char *text = gtk_label_get_text (reason);

  return *text != '\0' ? text : NULL;
}

/* What was set for one model is seen, explained and taken back at another. */
static void
test_conflict (QingTestWindow *self, gconstpointer data)
{
  set_model (self, "qwen3.6-plus");
  qing_parameters_set (get_parameters (self), QING_PARAMETER_ENABLE_THINKING,
                       g_variant_new_boolean (TRUE));
  g_assert_true (can_be_edited (self, QING_PARAMETER_ENABLE_THINKING));

  set_model (self, "qwen-max");
  g_assert_true (is_shown (self, QING_PARAMETER_ENABLE_THINKING));
  g_assert_false (can_be_edited (self, QING_PARAMETER_ENABLE_THINKING));
  qing_parameters_unset (get_parameters (self), QING_PARAMETER_ENABLE_THINKING);
  g_assert_false (is_shown (self, QING_PARAMETER_ENABLE_THINKING));
}

/* The pane follows the tools that a request would carry. */
static void
test_tools (QingTestWindow *self, gconstpointer data)
{
  QingToolPolicy *policy = qing_engine_get_tool_policy (self->desk.engine);

  set_model (self, "qwen3.6-plus");
  qing_parameters_set (get_parameters (self), QING_PARAMETER_ENABLE_THINKING,
                       g_variant_new_boolean (FALSE));
  qing_parameters_set (get_parameters (self), QING_PARAMETER_PARALLEL_TOOL_CALLS,
                       g_variant_new_boolean (TRUE));
  g_assert_nonnull (find_reason (self, QING_PARAMETER_PARALLEL_TOOL_CALLS));

  qing_tool_policy_set (policy, "current_time", QING_TOOL_ALLOW);
  g_assert_null (find_reason (self, QING_PARAMETER_PARALLEL_TOOL_CALLS));
  g_assert_true (qing_ruling_sends_tools (qing_ruling_watch_get_ruling (self->window->watch)));

  /* protocol.md 1.8: the code interpreter excludes tools. */
  set_model (self, "qwen3.5-plus");
  qing_parameters_set (get_parameters (self), QING_PARAMETER_ENABLE_THINKING,
                       g_variant_new_boolean (TRUE));
  qing_parameters_set (get_parameters (self), QING_PARAMETER_ENABLE_CODE_INTERPRETER,
                       g_variant_new_boolean (TRUE));
  g_assert_nonnull (strstr (find_reason (self, QING_PARAMETER_ENABLE_CODE_INTERPRETER), "tools"));
  qing_tool_policy_set (policy, "current_time", QING_TOOL_DENY);
  g_assert_null (find_reason (self, QING_PARAMETER_ENABLE_CODE_INTERPRETER));
}

/* What refines the thinking goes away with it, and says why. */
static void
test_thinking_off (QingTestWindow *self, gconstpointer data)
{
  set_model (self, "qwen3.6-plus");
  g_assert_true (is_shown (self, QING_PARAMETER_THINKING_BUDGET));
  qing_parameters_set (get_parameters (self), QING_PARAMETER_ENABLE_THINKING,
                       g_variant_new_boolean (FALSE));
  g_assert_false (is_shown (self, QING_PARAMETER_THINKING_BUDGET));
  g_assert_false (is_shown (self, QING_PARAMETER_PRESERVE_THINKING));

  qing_parameters_set (get_parameters (self), QING_PARAMETER_THINKING_BUDGET,
                       g_variant_new_int64 (512));
  g_assert_true (is_shown (self, QING_PARAMETER_THINKING_BUDGET));
  g_assert_false (can_be_edited (self, QING_PARAMETER_THINKING_BUDGET));
  g_assert_nonnull (strstr (find_reason (self, QING_PARAMETER_THINKING_BUDGET), "Thinking is off"));
  qing_parameters_unset (get_parameters (self), QING_PARAMETER_ENABLE_THINKING);
  g_assert_true (can_be_edited (self, QING_PARAMETER_THINKING_BUDGET));
}

static GtkWidget *
find_text_view (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_TEXT_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text_view (child);
  return found;
}

/* The warning below a field; NULL without one. */
static const char *
find_note (GtkWidget *widget)
{
  const char *text = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "warning") &&
      gtk_widget_get_visible (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && text == NULL;
       child = gtk_widget_get_next_sibling (child))
    text = find_note (child);
  return text;
}

/* A schema is judged while it is written. */
static void
test_schema (QingTestWindow *self, gconstpointer data)
{
  GtkWidget *editor =
    GTK_WIDGET (qing_parameter_row_get_editor (get_row (self, QING_PARAMETER_JSON_SCHEMA)));
  GtkTextView *view = GTK_TEXT_VIEW (find_text_view (editor));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  g_assert_null (find_note (editor));
  gtk_text_buffer_set_text (buffer, "{\"name\": \"x\",\n \"schema\" }", -1);
  g_assert_nonnull (strstr (find_note (editor), "line 2"));
  gtk_text_buffer_set_text (buffer, "{\"name\": \"x\"}", -1);
  g_assert_nonnull (strstr (find_note (editor), "“schema”"));
  gtk_text_buffer_set_text (buffer, "{\"name\": \"x\", \"schema\": {}}", -1);
  g_assert_null (find_note (editor));
  gtk_text_buffer_set_text (buffer, "", -1);
  g_assert_null (find_note (editor));
}

static GtkSpinButton *
get_spin (QingTestWindow *self, QingParameterId id)
{
  return qing_test_find (GTK_WIDGET (get_row (self, id)), "GtkSpinButton");
}

static void
type_number (QingTestWindow *self, QingParameterId id, const char *text)
{
  GtkSpinButton *spin = get_spin (self, id);

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (spin);
  qing_test_settle (self);
}

static void
test_number (QingTestWindow *self, gconstpointer data)
{
  GtkEditable *text = GTK_EDITABLE (get_spin (self, QING_PARAMETER_TEMPERATURE));
  double value;

  /* Unset: no number, the default as a hint, nothing sent. */
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "");
  g_assert_false (qing_parameters_is_set (get_parameters (self), QING_PARAMETER_TEMPERATURE));

  type_number (self, QING_PARAMETER_TEMPERATURE, "1.25");
  g_assert_true (
    qing_parameters_get_number (get_parameters (self), QING_PARAMETER_TEMPERATURE, &value));
  g_assert_cmpfloat_with_epsilon (value, 1.25, 1e-9);

  /* The bound itself is not allowed, and what is outside is drawn in. */
  type_number (self, QING_PARAMETER_TEMPERATURE, "7");
  g_assert_true (
    qing_parameters_get_number (get_parameters (self), QING_PARAMETER_TEMPERATURE, &value));
  g_assert_cmpfloat (value, <, 2);

  /* Empty is unset again. */
  type_number (self, QING_PARAMETER_TEMPERATURE, "");
  g_assert_false (qing_parameters_is_set (get_parameters (self), QING_PARAMETER_TEMPERATURE));
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "");

  /* What somebody else sets is shown. */
  qing_parameters_set (get_parameters (self), QING_PARAMETER_TEMPERATURE,
                       g_variant_new_double (0.3));
  qing_test_settle (self);
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "0.30");
}

/* The default, typed, is set although nothing changes to the eye. */
static void
test_default_typed (QingTestWindow *self, gconstpointer data)
{
  GtkSpinButton *spin = get_spin (self, QING_PARAMETER_TEMPERATURE);
  g_autofree char *text = g_strdup_printf ("%g", gtk_spin_button_get_value (spin));

  type_number (self, QING_PARAMETER_TEMPERATURE, text);
  g_assert_true (qing_parameters_is_set (get_parameters (self), QING_PARAMETER_TEMPERATURE));
}

static void
test_integer (QingTestWindow *self, gconstpointer data)
{
  gint64 value;

  type_number (self, QING_PARAMETER_MAX_TOKENS, "1000");
  g_assert_true (
    qing_parameters_get_integer (get_parameters (self), QING_PARAMETER_MAX_TOKENS, &value));
  g_assert_cmpint (value, ==, 1000);
  /* A seed has no use for a scale. */
  g_assert_null (qing_test_find (GTK_WIDGET (get_row (self, QING_PARAMETER_SEED)), "GtkScale"));
  g_assert_nonnull (
    qing_test_find (GTK_WIDGET (get_row (self, QING_PARAMETER_MAX_TOKENS)), "GtkScale"));
}

static void
test_switch (QingTestWindow *self, gconstpointer data)
{
  GtkDropDown *drop_down =
    qing_test_find (GTK_WIDGET (get_row (self, QING_PARAMETER_ENABLE_THINKING)), "GtkDropDown");
  gboolean on = TRUE;

  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 0);
  gtk_drop_down_set_selected (drop_down, 2);
  qing_test_settle (self);
  g_assert_true (
    qing_parameters_get_switch (get_parameters (self), QING_PARAMETER_ENABLE_THINKING, &on));
  g_assert_false (on);
  gtk_drop_down_set_selected (drop_down, 0);
  g_assert_false (qing_parameters_is_set (get_parameters (self), QING_PARAMETER_ENABLE_THINKING));
  qing_parameters_set (get_parameters (self), QING_PARAMETER_ENABLE_THINKING,
                       g_variant_new_boolean (TRUE));
  qing_test_settle (self);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 1);
}

static gboolean
is_prompt_set (gpointer parameters)
{
  return qing_parameters_is_set (parameters, QING_PARAMETER_SYSTEM_PROMPT);
}

static gboolean
is_prompt_unset (gpointer parameters)
{
  return !is_prompt_set (parameters);
}

static void
test_text (QingTestWindow *self, gconstpointer data)
{
  GtkTextView *view =
    qing_test_find (GTK_WIDGET (get_row (self, QING_PARAMETER_SYSTEM_PROMPT)), "GtkTextView");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_set_text (buffer, "You are a pirate.", -1);
  qing_test_run_until (is_prompt_set, get_parameters (self));
  g_assert_cmpstr (qing_parameters_get_string (get_parameters (self), QING_PARAMETER_SYSTEM_PROMPT),
                   ==, "You are a pirate.");
  gtk_text_buffer_set_text (buffer, "  \n", -1);
  qing_test_run_until (is_prompt_unset, get_parameters (self));
}

/* Another conversation has other parameters. */
static void
test_conversations (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) other = qing_test_add_conversation (self, "Other");
  GtkEditable *text = GTK_EDITABLE (get_spin (self, QING_PARAMETER_TEMPERATURE));

  type_number (self, QING_PARAMETER_TEMPERATURE, "1.5");
  qing_window_set_conversation (self->window, other);
  qing_test_settle (self);
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "");
  qing_test_activate (self, "win.new-conversation");
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "1.50");
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func)                                                                            \
  g_test_add ("/parameters-pane/" name, QingTestWindow, NULL, set_up, func,                        \
              qing_test_window_tear_down)
  ADD ("rulings", test_rulings);
  ADD ("conflict", test_conflict);
  ADD ("held-back", test_held_back);
  ADD ("tools", test_tools);
  ADD ("thinking-off", test_thinking_off);
  ADD ("help", test_help);
  ADD ("number", test_number);
  ADD ("default-typed", test_default_typed);
  ADD ("integer", test_integer);
  ADD ("switch", test_switch);
  ADD ("text", test_text);
  ADD ("schema", test_schema);
  ADD ("conversations", test_conversations);
#undef ADD
  return g_test_run ();
}
