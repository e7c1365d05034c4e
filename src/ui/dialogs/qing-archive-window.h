/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingArchiveWindow: the conversations that were put away, each with a button that puts it back.
 *
 * Signals: "unarchived" (QingConversation); "opened" (QingConversation): somebody wants to read it
 */
#define QING_TYPE_ARCHIVE_WINDOW (qing_archive_window_get_type ())
G_DECLARE_FINAL_TYPE (QingArchiveWindow, qing_archive_window, QING, ARCHIVE_WINDOW, AdwWindow)

QingArchiveWindow *qing_archive_window_new (QingEngine *engine, GtkWindow *parent);

G_END_DECLS
