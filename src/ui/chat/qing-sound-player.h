/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-attachment.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* QingSoundPlayer: a recording or a spoken answer: to play, pause, go to a place in and save. What
 * this system cannot play another program may. */
#define QING_TYPE_SOUND_PLAYER (qing_sound_player_get_type ())
G_DECLARE_FINAL_TYPE (QingSoundPlayer, qing_sound_player, QING, SOUND_PLAYER, GtkWidget)

GtkWidget *qing_sound_player_new (QingAttachment *attachment);

G_END_DECLS
