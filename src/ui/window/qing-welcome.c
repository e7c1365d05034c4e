/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-welcome.h"

#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingWelcome
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkFlowBox *starters;
};

G_DEFINE_FINAL_TYPE (QingWelcome, qing_welcome, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_HAS_ACCOUNT = 1,
} QingWelcomeProperty;

enum
{
  SIGNAL_STARTER,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_HAS_ACCOUNT + 1];
static guint signals[N_SIGNALS];

/* A starter ends where the user goes on writing. */
static const struct
{
  const char *icon_name;
  const char *title;
  const char *text;
} starters[] = {
  { "qing-vision-symbolic", N_ ("Understand a picture"),
    N_ ("Describe what this picture shows, and read out any text in it.") },
  { "qing-code-symbolic", N_ ("Write code"), N_ ("Write a well-commented shell script that ") },
  { "qing-thinking-symbolic", N_ ("Think something through"),
    N_ ("Weigh the arguments for and against: ") },
  { "qing-translate-symbolic", N_ ("Translate and polish"),
    N_ ("Translate this into English and make it read naturally:\n\n") },
};

static void
clicked_cb (QingWelcome *self, GtkButton *button)
{
  for (guint i = 0; i < G_N_ELEMENTS (starters); i++)
    if (g_strcmp0 (gtk_widget_get_name (GTK_WIDGET (button)), starters[i].icon_name) == 0)
      g_signal_emit (self, signals[SIGNAL_STARTER], 0, _ (starters[i].text));
}

static GtkWidget *
create_button (QingWelcome *self, guint index)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (starters[index].icon_name);
  GtkWidget *label = gtk_label_new (_ (starters[index].title));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_name (button, starters[index].icon_name);
  gtk_widget_add_css_class (button, "starter");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (starters[index].title), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
qing_welcome_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingWelcome *self = QING_WELCOME (object);

  switch ((QingWelcomeProperty) id)
    {
    case PROP_HAS_ACCOUNT:
      g_value_set_boolean (value, g_strcmp0 (gtk_stack_get_visible_child_name (self->stack),
                                             "starters") == 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_welcome_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((QingWelcomeProperty) id)
    {
    case PROP_HAS_ACCOUNT:
      qing_welcome_set_has_account (QING_WELCOME (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_welcome_dispose (GObject *object)
{
  qing_widget_dispose_children (GTK_WIDGET (object), QING_TYPE_WELCOME);

  G_OBJECT_CLASS (qing_welcome_parent_class)->dispose (object);
}

static void
qing_welcome_class_init (QingWelcomeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_welcome_dispose;
  object_class->get_property = qing_welcome_get_property;
  object_class->set_property = qing_welcome_set_property;

  properties[PROP_HAS_ACCOUNT] = g_param_spec_boolean ("has-account", NULL, NULL, TRUE,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_STARTER] = g_signal_new ("starter", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, QingWelcome, stack);
  gtk_widget_class_bind_template_child (widget_class, QingWelcome, starters);
}

static void
qing_welcome_init (QingWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (starters); i++)
    {
      gtk_flow_box_append (self->starters, create_button (self, i));
      /* The button takes the keys, not the cell around it. */
      gtk_widget_set_focusable (GTK_WIDGET (
                                  gtk_flow_box_get_child_at_index (self->starters, (int) i)),
                                FALSE);
    }
}

void
qing_welcome_set_has_account (QingWelcome *self, gboolean has_account)
{
  g_return_if_fail (QING_IS_WELCOME (self));

  gtk_stack_set_visible_child_name (self->stack, has_account ? "starters" : "account");
}
