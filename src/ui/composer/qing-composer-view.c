/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-composer-view.h"

struct _QingComposerView
{
  GtkTextView parent_instance;

  gboolean enter_sends;
  gboolean composing;
};

G_DEFINE_FINAL_TYPE (QingComposerView, qing_composer_view, GTK_TYPE_TEXT_VIEW)

typedef enum
{
  PROP_ENTER_SENDS = 1,
  PROP_COMPOSING,
} QingComposerViewProperty;

enum
{
  SIGNAL_SEND,
  SIGNAL_STOP,
  SIGNAL_PASTE_MEDIA,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_COMPOSING + 1];
static guint signals[N_SIGNALS];

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

QingComposerKey
qing_composer_key_decide (guint keyval,
                          GdkModifierType state,
                          gboolean composing,
                          gboolean enter_sends)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (composing)
    return QING_COMPOSER_KEY_PASS;
  if (keyval == GDK_KEY_Escape && modifiers == 0)
    return QING_COMPOSER_KEY_STOP;
  if (!is_enter (keyval))
    return QING_COMPOSER_KEY_PASS;
  if (modifiers == GDK_CONTROL_MASK || (modifiers == 0 && enter_sends))
    return QING_COMPOSER_KEY_SEND;
  return QING_COMPOSER_KEY_PASS;
}

gboolean
qing_composer_view_handle_key (QingComposerView *self,
                               GdkEvent *event,
                               guint keyval,
                               GdkModifierType state)
{
  QingComposerKey key;

  g_return_val_if_fail (QING_IS_COMPOSER_VIEW (self), GDK_EVENT_PROPAGATE);

  key = qing_composer_key_decide (keyval, state, self->composing, self->enter_sends);
  if (key == QING_COMPOSER_KEY_PASS)
    return GDK_EVENT_PROPAGATE;

  /* An input method may want the key although no word is visible yet. It sees the event here and
   * must not see it again, which is why the key ends here either way. */
  if (key == QING_COMPOSER_KEY_SEND && event != NULL &&
      gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self), event))
    return GDK_EVENT_STOP;

  if (key == QING_COMPOSER_KEY_SEND)
    {
      g_signal_emit (self, signals[SIGNAL_SEND], 0);
      return GDK_EVENT_STOP;
    }
  g_signal_emit (self, signals[SIGNAL_STOP], 0);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (QingComposerView *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *controller)
{
  return qing_composer_view_handle_key (self, gtk_event_controller_get_current_event (controller),
                                        keyval, state);
}

static void
preedit_changed_cb (QingComposerView *self, const char *preedit)
{
  gboolean composing = preedit != NULL && *preedit != '\0';

  if (self->composing == composing)
    return;
  self->composing = composing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPOSING]);
}

static void
qing_composer_view_paste_clipboard (GtkTextView *view)
{
  QingComposerView *self = QING_COMPOSER_VIEW (view);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  gboolean files = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
                   gdk_content_formats_contain_mime_type (formats, "text/uri-list");
  gboolean text = gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) ||
                  gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") ||
                  gdk_content_formats_contain_mime_type (formats, "text/plain");

  /* A spreadsheet offers its cells as a picture, too: where there is text, text is meant. Files
   * offer their names as text, but there the files are meant. */
  if (files || (!text && gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)))
    g_signal_emit (self, signals[SIGNAL_PASTE_MEDIA], 0);
  else
    GTK_TEXT_VIEW_CLASS (qing_composer_view_parent_class)->paste_clipboard (view);
}

static void
qing_composer_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingComposerView *self = QING_COMPOSER_VIEW (object);

  switch ((QingComposerViewProperty) id)
    {
    case PROP_ENTER_SENDS:
      g_value_set_boolean (value, self->enter_sends);
      break;
    case PROP_COMPOSING:
      g_value_set_boolean (value, self->composing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_composer_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingComposerView *self = QING_COMPOSER_VIEW (object);

  switch ((QingComposerViewProperty) id)
    {
    case PROP_ENTER_SENDS:
      qing_composer_view_set_enter_sends (self, g_value_get_boolean (value));
      break;
    case PROP_COMPOSING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_composer_view_class_init (QingComposerViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkTextViewClass *view_class = GTK_TEXT_VIEW_CLASS (klass);

  object_class->get_property = qing_composer_view_get_property;
  object_class->set_property = qing_composer_view_set_property;
  view_class->paste_clipboard = qing_composer_view_paste_clipboard;

  properties[PROP_ENTER_SENDS] =
    g_param_spec_boolean ("enter-sends", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_COMPOSING] =
    g_param_spec_boolean ("composing", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STOP] = g_signal_new ("stop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PASTE_MEDIA] =
    g_signal_new ("paste-media", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
qing_composer_view_init (QingComposerView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->enter_sends = TRUE;
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "preedit-changed", G_CALLBACK (preedit_changed_cb), NULL);
}

gboolean
qing_composer_view_is_composing (QingComposerView *self)
{
  g_return_val_if_fail (QING_IS_COMPOSER_VIEW (self), FALSE);

  return self->composing;
}

gboolean
qing_composer_view_get_enter_sends (QingComposerView *self)
{
  g_return_val_if_fail (QING_IS_COMPOSER_VIEW (self), FALSE);

  return self->enter_sends;
}

void
qing_composer_view_set_enter_sends (QingComposerView *self, gboolean enter_sends)
{
  g_return_if_fail (QING_IS_COMPOSER_VIEW (self));

  if (self->enter_sends == enter_sends)
    return;
  self->enter_sends = enter_sends;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTER_SENDS]);
}
