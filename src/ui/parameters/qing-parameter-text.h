/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-parameters.h"

G_BEGIN_DECLS

/* How a person writes a text, a list or JSON in a field of several lines. A list has one entry a
 * line; in a stop word "\n", "\t" and "\\" stand for what cannot be written otherwise, and spaces
 * count. */

/* Floating (nullable): NULL for nothing but space. */
GVariant *qing_parameter_text_parse (const QingParameterSpec *spec, const char *text);
/* (transfer full): what qing_parameter_text_parse() reads again; "" for NULL. */
char *qing_parameter_text_format (const QingParameterSpec *spec, GVariant *value);
/* (transfer full) (nullable): what is wrong with it, in words. */
char *qing_parameter_text_check (const QingParameterSpec *spec, const char *text);
/* (nullable): what an empty field shows, when the default is not known. */
const char *qing_parameter_text_get_hint (const QingParameterSpec *spec);

G_END_DECLS
