/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingSound: the sound of an attachment, to be played with what GTK has for that. It goes on when
 * the widget that shows it scrolls away; only one plays at a time.
 *
 * Signals: "changed": it plays or not, its place, its length or its fault.
 */
#define QING_TYPE_SOUND (qing_sound_get_type ())
G_DECLARE_FINAL_TYPE (QingSound, qing_sound, QING, SOUND, GObject)

/* (transfer full): the same object for the same attachment as long as somebody holds it. */
QingSound *qing_sound_get (QingAttachment *attachment);
/* Plays or pauses; loads first what was not loaded. */
void qing_sound_toggle (QingSound *self);
void qing_sound_seek (QingSound *self, gint64 position);
gboolean qing_sound_is_playing (QingSound *self);
/* In microseconds; the duration is 0 while it is not known. */
gint64 qing_sound_get_position (QingSound *self);
gint64 qing_sound_get_duration (QingSound *self);
/* (nullable): why it cannot be played. */
const char *qing_sound_get_fault (QingSound *self);

G_END_DECLS
