/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QingArchive: a ZIP archive of somebody else, read where it lies in memory. Nothing of it is ever
 * written to a disk; what all of its files unpack to is bounded.
 */
typedef struct _QingArchive QingArchive;

/* By its first bytes. */
gboolean qing_archive_is_one (GBytes *bytes);

/* Reads the table of contents. Errors: QING_ERROR_PROTOCOL with the place, when it is damaged, when
 * it has more files than an export has, or when it names one outside of itself. */
QingArchive *qing_archive_new (GBytes *bytes, GCancellable *cancellable, GError **error);
void qing_archive_free (QingArchive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingArchive, qing_archive_free)

/* The whole name of a file, in UTF-8. */
const char *qing_archive_get_name (const QingArchive *self, guint entry);
/* (element-type guint): the files that hold conversations, going by their names. */
GArray *qing_archive_find_texts (const QingArchive *self);
/* The file whose name, apart from its folder, is @id, or begins with it and “-” or “.”. */
gboolean qing_archive_find (const QingArchive *self, const char *id, guint *entry);

/**
 * QingArchiveVisitor:
 * @bytes: NULL when they could not be unpacked, for @fault
 *
 * Returns: %FALSE with an error to stop
 */
typedef gboolean (*QingArchiveVisitor) (guint entry,
                                        GBytes *bytes,
                                        const GError *fault,
                                        gpointer user_data,
                                        GError **error);

/* Unpacks the files whose numbers are the keys of @wanted (GUINT_TO_POINTER), one at a time, in the
 * order in which they lie. */
gboolean qing_archive_visit (QingArchive *self,
                             GHashTable *wanted,
                             gsize max_size,
                             QingArchiveVisitor visitor,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
