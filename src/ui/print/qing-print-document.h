/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QingPrintDocument: conversations on pages.
 *
 * What is kept of it is where the pages begin, one conversation with its messages, and the part that
 * is laid out at the moment. So memory does not grow with what is printed, and each part is laid out
 * twice. Everything is measured in points. No page belongs to two conversations.
 */
typedef struct _QingPrintDocument QingPrintDocument;

/**
 * qing_print_document_new:
 * @n_conversations: how many there are; see qing_print_document_give()
 * @context: of the device; must not be changed any more
 * @thoughts: whether what the models thought is printed, too
 */
QingPrintDocument *qing_print_document_new (guint n_conversations,
                                            PangoContext *context,
                                            double width,
                                            double height,
                                            gboolean thoughts);
void qing_print_document_free (QingPrintDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingPrintDocument, qing_print_document_free)

/* Gives it a conversation with its messages, in place of the one it had. */
void
qing_print_document_give (QingPrintDocument *self, guint index, QingConversation *conversation);
/* Which conversation has to be given before it can go on dividing, or before @page is drawn or its
 * pictures are listed; -1 when none has. */
int qing_print_document_get_wanted (QingPrintDocument *self);
int qing_print_document_get_wanted_for_page (QingPrintDocument *self, guint page);

/* Goes on dividing into pages for some milliseconds; TRUE when all of them are known. */
gboolean qing_print_document_step (QingPrintDocument *self, double *fraction);
guint qing_print_document_get_n_pages (QingPrintDocument *self);
/* (transfer full): QingAttachment whose bytes have to be loaded before the page is drawn. */
GPtrArray *qing_print_document_list_pictures (QingPrintDocument *self, guint page);
void qing_print_document_draw (QingPrintDocument *self, guint page, cairo_t *cr);

G_END_DECLS
