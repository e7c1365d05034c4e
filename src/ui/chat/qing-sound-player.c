/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-sound-player.h"

#include "qing-button.h"
#include "qing-sound.h"

#include <glib/gi18n.h>

#define SCALE_WIDTH 140

struct _QingSoundPlayer
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *play_button;
  GtkWidget *scale;
  GtkWidget *time;
  GtkWidget *open_button;

  QingAttachment *attachment;
  QingSound *sound;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (QingSoundPlayer, qing_sound_player, GTK_TYPE_WIDGET)

static char *
dup_time (gint64 microseconds)
{
  guint seconds = (guint) ((microseconds + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);

  return g_strdup_printf ("%u:%02u", seconds / 60, seconds % 60);
}

static void
update_time (QingSoundPlayer *self)
{
  gint64 position = qing_sound_get_position (self->sound);
  gint64 duration = qing_sound_get_duration (self->sound);
  g_autofree char *at = dup_time (position);
  g_autofree char *all = dup_time (duration);
  g_autofree char *both = g_strdup_printf ("%s / %s", at, all);

  self->updating = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, MAX (1, (double) duration / G_USEC_PER_SEC));
  gtk_range_set_value (GTK_RANGE (self->scale), (double) position / G_USEC_PER_SEC);
  self->updating = FALSE;
  gtk_label_set_text (GTK_LABEL (self->time), duration > 0 ? both : at);
}

static void
update (QingSoundPlayer *self)
{
  const char *fault = qing_sound_get_fault (self->sound);
  gboolean playing = qing_sound_is_playing (self->sound);

  qing_button_set (self->play_button,
                   playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic",
                   playing ? _ ("Pause") : _ ("Play"));
  gtk_widget_set_visible (self->play_button, fault == NULL);
  gtk_widget_set_visible (self->scale, fault == NULL);
  gtk_widget_set_visible (self->open_button, fault != NULL);
  if (fault != NULL)
    gtk_label_set_text (GTK_LABEL (self->time), fault);
  else
    update_time (self);
}

static void
toggle_cb (QingSoundPlayer *self)
{
  qing_sound_toggle (self->sound);
}

static void
value_changed_cb (QingSoundPlayer *self)
{
  if (!self->updating)
    qing_sound_seek (self->sound,
                     (gint64) (gtk_range_get_value (GTK_RANGE (self->scale)) * G_USEC_PER_SEC));
}

static void
qing_sound_player_dispose (GObject *object)
{
  QingSoundPlayer *self = QING_SOUND_PLAYER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->sound);
  g_clear_object (&self->attachment);

  G_OBJECT_CLASS (qing_sound_player_parent_class)->dispose (object);
}

static void
qing_sound_player_class_init (QingSoundPlayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_sound_player_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "soundplayer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
qing_sound_player_init (QingSoundPlayer *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->play_button = gtk_button_new ();
  g_signal_connect_object (self->play_button, "clicked", G_CALLBACK (toggle_cb), self,
                           G_CONNECT_SWAPPED);
  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  gtk_widget_set_size_request (self->scale, SCALE_WIDTH, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("place in a recording", "Position"), -1);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (value_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->time = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->time, "numeric");
  gtk_widget_add_css_class (self->time, "caption");
  gtk_box_append (GTK_BOX (self->box), self->play_button);
  gtk_box_append (GTK_BOX (self->box), self->scale);
  gtk_box_append (GTK_BOX (self->box), self->time);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "attachment-chip");
}

GtkWidget *
qing_sound_player_new (QingAttachment *attachment)
{
  QingSoundPlayer *self = g_object_new (QING_TYPE_SOUND_PLAYER, NULL);
  const char *uid = qing_attachment_get_uid (attachment);
  g_autofree char *size = g_format_size (qing_attachment_get_size (attachment));
  /* Translators: a file's name and its size */
  g_autofree char *label =
    g_strdup_printf (_ ("%s, %s"), qing_attachment_get_name (attachment), size);

  self->attachment = g_object_ref (attachment);
  self->sound = qing_sound_get (attachment);
  self->open_button =
    qing_button_new_for_action ("document-open-symbolic", _ ("Open with Another Program"),
                                "attachment.open", uid);
  gtk_box_append (GTK_BOX (self->box), self->open_button);
  gtk_box_append (GTK_BOX (self->box),
                  qing_button_new_for_action ("document-save-symbolic", _ ("Save As…"),
                                              "attachment.save", uid));
  gtk_widget_set_tooltip_text (self->time, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (self->sound, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
