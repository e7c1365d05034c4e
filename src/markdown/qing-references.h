/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The link reference definitions and the footnotes of a text, and who waits for which. */
typedef struct _QingReferences QingReferences;

typedef struct
{
  char *url;
  char *title;
} QingReference;

QingReferences *qing_references_new (void);
void qing_references_free (QingReferences *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingReferences, qing_references_free)

char *qing_reference_dup_label (const char *text, gsize length);

void qing_references_define (QingReferences *self,
                             const char *label,
                             const char *url,
                             const char *title);
const QingReference *qing_references_lookup (QingReferences *self, const char *label);

/* A waiter is a number of the caller's; it is reported once for every label that arrives. */
void qing_references_wait (QingReferences *self, const char *label, guint waiter);
gboolean qing_references_next_ready (QingReferences *self, guint *waiter);

G_END_DECLS
