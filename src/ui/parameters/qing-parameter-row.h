/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-parameter-editor.h"

G_BEGIN_DECLS

/* Where a row belongs in its situation. */
typedef enum
{
  QING_PARAMETER_ROW_OFFERED,
  QING_PARAMETER_ROW_CONFLICT, /* not offered, but set: shown with the reason, can be reset only */
  QING_PARAMETER_ROW_ABSENT,   /* not offered and not set */
} QingParameterRowState;

/* QingParameterRow: one parameter in the pane: label, editor, a button that unsets it, and why it
 * is not sent. */
#define QING_TYPE_PARAMETER_ROW (qing_parameter_row_get_type ())
G_DECLARE_FINAL_TYPE (QingParameterRow, qing_parameter_row, QING, PARAMETER_ROW, GtkWidget)

GtkWidget *qing_parameter_row_new (const QingParameterSpec *spec);
const QingParameterSpec *qing_parameter_row_get_spec (QingParameterRow *self);
QingParameterEditor *qing_parameter_row_get_editor (QingParameterRow *self);
/* Shows what @ruling says of the parameter; an absent row hides itself. */
QingParameterRowState
qing_parameter_row_update (QingParameterRow *self, QingRuling *ruling, QingParameters *parameters);

G_END_DECLS
