/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A place in one line without its line break. Columns count a tab up to the next multiple of
 * four; a tab may be used up in part.
 */
typedef struct
{
  const char *text;
  gsize length;
  gsize offset;
  guint column;
  gboolean in_tab;

  gsize word; /* offset of the first character that is not blank */
  guint word_column;
  guint indent; /* columns from here to there */
  gboolean blank;
} QingLine;

void qing_line_init (QingLine *line, const char *text, gsize length);
void qing_line_find_word (QingLine *line);
void qing_line_advance (QingLine *line, gsize bytes);
void qing_line_advance_columns (QingLine *line, guint columns);
void qing_line_advance_to_word (QingLine *line);
void qing_line_append_rest (const QingLine *line, GString *out);

static inline char
qing_line_word_char (const QingLine *line)
{
  return line->word < line->length ? line->text[line->word] : '\0';
}

G_END_DECLS
