/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * QingSizer: a bin that wants a given width, whatever its child wants.
 *
 * A flap folds when the natural widths of its two sides do not fit; with the natural width of a
 * text that streams in, the sidebar would come and go. The minimum stays the child's.
 *
 * Properties: natural-width, narrow-width, narrow (read-only: it was given less than narrow-width,
 * which is meant for text of the usual size and grows with the text; told after the layout, when
 * something may be hidden for it).
 */
#define QING_TYPE_SIZER (qing_sizer_get_type ())
G_DECLARE_FINAL_TYPE (QingSizer, qing_sizer, QING, SIZER, AdwBin)

G_END_DECLS
