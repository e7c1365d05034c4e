/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QING_TYPE_INSPECTOR_PAGE (qing_inspector_page_get_type ())
G_DECLARE_FINAL_TYPE (QingInspectorPage, qing_inspector_page, QING, INSPECTOR_PAGE, GtkWidget)

/* QingInspectorPage: one side of an exchange: its first line, its headers and its text. */

/**
 * qing_inspector_page_show_text:
 * @name: what @body is, for assistive technologies
 * @note: (nullable): what has to be said about @body
 */
void qing_inspector_page_show_text (QingInspectorPage *self,
                                    const char *name,
                                    const char *summary,
                                    const char *headers,
                                    const char *body,
                                    const char *note);
/* There is nothing to show; @words say why. */
void qing_inspector_page_show_missing (QingInspectorPage *self, const char *words);
/* (transfer full): what is shown. */
char *qing_inspector_page_dup_text (QingInspectorPage *self);

G_END_DECLS
