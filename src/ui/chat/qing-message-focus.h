/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message-view.h"

G_BEGIN_DECLS

/**
 * QingMessageFocus: how the keyboard goes through a message: first the message itself, then the
 * links in its text, which are no widgets, then its buttons from top to bottom.
 */
typedef struct
{
  QingMessageView *view;
  gboolean on_link;
  QingSpot spot; /* of the link */
  QingLeafLink link;
} QingMessageFocus;

gboolean qing_message_focus_move (QingMessageFocus *self, GtkDirectionType direction);
void qing_message_focus_clear (QingMessageFocus *self);
gboolean qing_message_focus_activate (QingMessageFocus *self);

G_END_DECLS
