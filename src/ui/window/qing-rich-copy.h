/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-message.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts a message on the clipboard as HTML, and as plain text for who does not take that. */
void qing_rich_copy (GdkClipboard *clipboard, QingMessage *message);

G_END_DECLS
