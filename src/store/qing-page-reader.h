/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QingPageReader: the rows in a database file of which nothing but single pages may be sound.
 *
 * It asks neither the header of the file nor its trees: every page that looks like a leaf gives the
 * rows that are whole. What the log beside the file has of a page counts instead of the page. The
 * bytes are taken for anybody's: nothing is read outside them, and nothing is read more than a few
 * times.
 */

#define QING_PAGE_MAX_VALUES 64

typedef enum
{
  QING_PAGE_NULL,
  QING_PAGE_INTEGER,
  QING_PAGE_REAL,
  QING_PAGE_TEXT,
  QING_PAGE_BLOB,
} QingPageType;

/* @bytes: of a text or a blob; text may be anything but UTF-8 */
typedef struct
{
  QingPageType type;
  gint64 integer;
  double real;
  const guint8 *bytes;
  gsize length;
} QingPageValue;

/**
 * @id: the number of the row; 0 for a table that has none
 * @numbered: whether it has one
 * @cut: whether the end of the last value is lost
 */
typedef struct
{
  gint64 id;
  gboolean numbered;
  gboolean cut;
  guint n_values;
  QingPageValue values[QING_PAGE_MAX_VALUES];
} QingPageRow;

/* Returns: whether it is a row that is looked for */
typedef gboolean (*QingPageFunc) (const QingPageRow *row, gpointer user_data);

typedef struct _QingPageReader QingPageReader;

/* @log: (nullable): the file of changes that are not in the database yet. Both have to live as long
 * as the reader. */
QingPageReader *qing_page_reader_new (GBytes *file, GBytes *log);
void qing_page_reader_free (QingPageReader *self);
/* The size of its pages in bytes, or 0 where only trying helps. */
guint qing_page_reader_get_page_size (QingPageReader *self);
/* Hands every row to @func, as of pages of that size, a power of two from 512 to 65536. Returns: how
 * many of them were looked for */
guint
qing_page_reader_run (QingPageReader *self, guint page_size, QingPageFunc func, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QingPageReader, qing_page_reader_free)

G_END_DECLS
