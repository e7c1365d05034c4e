/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-parameter-toggle.h"

#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingParameterToggle
{
  GtkWidget parent_instance;

  GtkToggleButton *toggle;
  GtkMenuButton *menu_button;
  GtkImage *toggle_icon;
  GtkImage *menu_icon;
  GtkLabel *menu_label;
  GMenuModel *states;

  GSimpleActionGroup *actions;
  GSimpleAction *state_action;

  const QingParameterSpec *spec;
  char *icon_name;
  gboolean three_states;
  QingRulingWatch *watch;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (QingParameterToggle, qing_parameter_toggle, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_PARAMETER = 1,
  PROP_ICON_NAME,
  PROP_THREE_STATES,
  PROP_WATCH,
} QingParameterToggleProperty;

static GParamSpec *properties[PROP_WATCH + 1];

static void
apply (QingParameterToggle *self, GVariant *value)
{
  QingParameters *parameters = qing_ruling_watch_get_parameters (self->watch);

  if (parameters != NULL)
    qing_parameters_set (parameters, self->spec->id, value);
}

static void
toggled_cb (QingParameterToggle *self)
{
  if (!self->updating && self->watch != NULL)
    apply (self, gtk_toggle_button_get_active (self->toggle) ? g_variant_new_boolean (TRUE) : NULL);
}

static void
state_changed_cb (QingParameterToggle *self, GVariant *value)
{
  const char *state = g_variant_get_string (value, NULL);

  if (g_str_equal (state, "default"))
    apply (self, NULL);
  else
    apply (self, g_variant_new_boolean (g_str_equal (state, "on")));
}

static const char *
state_name (QingParameterToggle *self)
{
  QingParameters *parameters = qing_ruling_watch_get_parameters (self->watch);
  gboolean on = FALSE;

  if (parameters == NULL || !qing_parameters_get_switch (parameters, self->spec->id, &on))
    return "default";
  return on ? "on" : "off";
}

/* Whether it is on in the end, be it set or by the model's default. */
static gboolean
is_on (const QingRule *rule, const char *state)
{
  if (!g_str_equal (state, "default"))
    return g_str_equal (state, "on");
  return rule->fallback != NULL && g_variant_is_of_type (rule->fallback, G_VARIANT_TYPE_BOOLEAN) &&
         g_variant_get_boolean (rule->fallback);
}

static void
update (QingParameterToggle *self)
{
  QingRuling *ruling = self->watch != NULL ? qing_ruling_watch_get_ruling (self->watch) : NULL;
  const QingRule *rule = ruling != NULL ? qing_ruling_get (ruling, self->spec->id) : NULL;
  const char *label = g_dgettext (GETTEXT_PACKAGE, self->spec->label);
  g_autofree char *described = NULL;
  const char *state;
  gboolean on;

  gtk_widget_set_visible (GTK_WIDGET (self), rule != NULL && rule->offered);
  if (rule == NULL)
    return;
  state = state_name (self);
  on = is_on (rule, state);
  /* Translators: a switch of the model and its state, for example "Thinking: on". */
  described = g_strdup_printf (on ? _ ("%s: on") : _ ("%s: off"), label);

  self->updating = TRUE;
  gtk_toggle_button_set_active (self->toggle, on);
  self->updating = FALSE;
  g_simple_action_set_state (self->state_action, g_variant_new_string (state));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->toggle), described);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), described);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  qing_widget_set_accessible_label (GTK_WIDGET (self->menu_button), described);
  gtk_label_set_text (self->menu_label, label);
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self->menu_button), "switched-on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->menu_button), "switched-on");
}

static void
add_action (QingParameterToggle *self)
{
  self->actions = g_simple_action_group_new ();
  self->state_action =
    g_simple_action_new_stateful ("state", G_VARIANT_TYPE_STRING, g_variant_new_string ("default"));
  g_signal_connect_swapped (self->state_action, "change-state", G_CALLBACK (state_changed_cb),
                            self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (self->state_action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "toggle", G_ACTION_GROUP (self->actions));
}

static void
qing_parameter_toggle_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingParameterToggle *self = QING_PARAMETER_TOGGLE (object);

  switch ((QingParameterToggleProperty) id)
    {
    case PROP_PARAMETER:
      g_value_set_string (value, self->spec != NULL ? self->spec->name : NULL);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_THREE_STATES:
      g_value_set_boolean (value, self->three_states);
      break;
    case PROP_WATCH:
      g_value_set_object (value, self->watch);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_parameter_toggle_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  QingParameterToggle *self = QING_PARAMETER_TOGGLE (object);

  switch ((QingParameterToggleProperty) id)
    {
    case PROP_PARAMETER:
      self->spec = qing_parameter_lookup (g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      g_free (self->icon_name);
      self->icon_name = g_value_dup_string (value);
      break;
    case PROP_THREE_STATES:
      self->three_states = g_value_get_boolean (value);
      break;
    case PROP_WATCH:
      qing_parameter_toggle_set_watch (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_parameter_toggle_constructed (GObject *object)
{
  QingParameterToggle *self = QING_PARAMETER_TOGGLE (object);

  G_OBJECT_CLASS (qing_parameter_toggle_parent_class)->constructed (object);

  gtk_widget_set_visible (GTK_WIDGET (self->toggle), !self->three_states);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), self->three_states);
  if (self->three_states)
    gtk_menu_button_set_menu_model (self->menu_button, self->states);
  gtk_image_set_from_icon_name (self->toggle_icon, self->icon_name);
  gtk_image_set_from_icon_name (self->menu_icon, self->icon_name);
}

static void
qing_parameter_toggle_dispose (GObject *object)
{
  QingParameterToggle *self = QING_PARAMETER_TOGGLE (object);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "toggle", NULL);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_PARAMETER_TOGGLE);
  g_clear_object (&self->actions);
  g_clear_object (&self->state_action);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (qing_parameter_toggle_parent_class)->dispose (object);
}

static void
qing_parameter_toggle_finalize (GObject *object)
{
  QingParameterToggle *self = QING_PARAMETER_TOGGLE (object);

  g_free (self->icon_name);

  G_OBJECT_CLASS (qing_parameter_toggle_parent_class)->finalize (object);
}

static void
qing_parameter_toggle_class_init (QingParameterToggleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = qing_parameter_toggle_constructed;
  object_class->dispose = qing_parameter_toggle_dispose;
  object_class->finalize = qing_parameter_toggle_finalize;
  object_class->get_property = qing_parameter_toggle_get_property;
  object_class->set_property = qing_parameter_toggle_set_property;

  properties[PROP_PARAMETER] =
    g_param_spec_string ("parameter", NULL, NULL, "enable_thinking",
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ICON_NAME] =
    g_param_spec_string ("icon-name", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_THREE_STATES] =
    g_param_spec_boolean ("three-states", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WATCH] =
    g_param_spec_object ("watch", NULL, NULL, QING_TYPE_RULING_WATCH,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-parameter-toggle.ui");
  gtk_widget_class_bind_template_child (widget_class, QingParameterToggle, toggle);
  gtk_widget_class_bind_template_child (widget_class, QingParameterToggle, toggle_icon);
  gtk_widget_class_bind_template_child (widget_class, QingParameterToggle, menu_button);
  gtk_widget_class_bind_template_child (widget_class, QingParameterToggle, menu_icon);
  gtk_widget_class_bind_template_child (widget_class, QingParameterToggle, menu_label);
  gtk_widget_class_bind_template_child (widget_class, QingParameterToggle, states);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
qing_parameter_toggle_init (QingParameterToggle *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_action (self);
}

void
qing_parameter_toggle_set_watch (QingParameterToggle *self, QingRulingWatch *watch)
{
  g_return_if_fail (QING_IS_PARAMETER_TOGGLE (self));
  g_return_if_fail (self->spec != NULL);

  if (self->watch != NULL)
    g_signal_handlers_disconnect_by_func (self->watch, update, self);
  if (!g_set_object (&self->watch, watch))
    return;
  if (watch != NULL)
    g_signal_connect_object (watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCH]);
}
