/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-notice-bar.h"

#include "qing-sizer.h"
#include "qing-widget.h"

struct _QingNoticeBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  QingSizer *sizer;
  GtkBox *box;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (QingNoticeBar, qing_notice_bar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TEXT = 1,
  PROP_BUTTON_LABEL,
  PROP_ACTION_NAME,
  PROP_REVEALED,
} QingNoticeBarProperty;

static GParamSpec *properties[PROP_REVEALED + 1];

static void
set_button_label (QingNoticeBar *self, const char *label)
{
  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL && *label != '\0');
}

static void
qing_notice_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingNoticeBar *self = QING_NOTICE_BAR (object);

  switch ((QingNoticeBarProperty) id)
    {
    case PROP_TEXT:
      g_value_set_string (value, gtk_label_get_text (self->label));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->button));
      break;
    case PROP_ACTION_NAME:
      g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (self->button)));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, qing_notice_bar_get_revealed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_notice_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingNoticeBar *self = QING_NOTICE_BAR (object);

  switch ((QingNoticeBarProperty) id)
    {
    case PROP_TEXT:
      qing_notice_bar_set_text (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      set_button_label (self, g_value_get_string (value));
      break;
    case PROP_ACTION_NAME:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), g_value_get_string (value));
      break;
    case PROP_REVEALED:
      qing_notice_bar_set_revealed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Large letters in a narrow window get the whole width, and the button the line below. */
static void
narrow_changed_cb (QingNoticeBar *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->sizer, "narrow", &narrow, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
qing_notice_bar_dispose (GObject *object)
{
  qing_widget_dispose_children (GTK_WIDGET (object), QING_TYPE_NOTICE_BAR);

  G_OBJECT_CLASS (qing_notice_bar_parent_class)->dispose (object);
}

static void
qing_notice_bar_class_init (QingNoticeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_notice_bar_dispose;
  object_class->get_property = qing_notice_bar_get_property;
  object_class->set_property = qing_notice_bar_set_property;

  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL,
                                                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REVEALED] =
    g_param_spec_boolean ("revealed", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, QingNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, QingNoticeBar, sizer);
  gtk_widget_class_bind_template_child (widget_class, QingNoticeBar, box);
  gtk_widget_class_bind_template_child (widget_class, QingNoticeBar, label);
  gtk_widget_class_bind_template_child (widget_class, QingNoticeBar, button);
  gtk_widget_class_bind_template_callback (widget_class, narrow_changed_cb);
}

static void
qing_notice_bar_init (QingNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
qing_notice_bar_set_text (QingNoticeBar *self, const char *text)
{
  g_return_if_fail (QING_IS_NOTICE_BAR (self));

  gtk_label_set_text (self->label, text != NULL ? text : "");
}

gboolean
qing_notice_bar_get_revealed (QingNoticeBar *self)
{
  g_return_val_if_fail (QING_IS_NOTICE_BAR (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

void
qing_notice_bar_set_revealed (QingNoticeBar *self, gboolean revealed)
{
  g_return_if_fail (QING_IS_NOTICE_BAR (self));

  if (qing_notice_bar_get_revealed (self) == revealed)
    return;
  gtk_revealer_set_reveal_child (self->revealer, revealed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}
