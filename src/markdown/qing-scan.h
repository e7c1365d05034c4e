/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Recognisers of single constructs. They look at text[pos] up to text[length] and report
 * through end where the construct stops. MORE means that the text ended before it was decided;
 * whoever knows that nothing follows treats that as NO.
 */
typedef enum
{
  QING_SCAN_NO,
  QING_SCAN_YES,
  QING_SCAN_MORE,
} QingScan;

/* How a character counts beside a delimiter run. */
typedef enum
{
  QING_CHAR_SPACE,
  QING_CHAR_PUNCTUATION,
  QING_CHAR_CJK, /* written without spaces between words; includes its punctuation */
  QING_CHAR_OTHER,
} QingCharClass;

typedef struct
{
  gsize start;
  gsize end;
} QingSpan;

static inline gboolean
qing_is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static inline gboolean
qing_is_space (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

QingCharClass qing_char_class (gunichar c);
gboolean qing_char_is_punctuation (gunichar c);
gunichar qing_char_before (const char *text, gsize pos);
gunichar qing_char_at (const char *text, gsize length, gsize pos);

QingScan qing_scan_html_tag (const char *text, gsize length, gsize pos, gsize *end);
QingScan
qing_scan_angle_link (const char *text, gsize length, gsize pos, gsize *end, gboolean *is_email);

QingScan
qing_scan_link_label (const char *text, gsize length, gsize pos, QingSpan *label, gsize *end);
QingScan qing_scan_link_destination (const char *text,
                                     gsize length,
                                     gsize pos,
                                     QingSpan *destination,
                                     gsize *end);
QingScan
qing_scan_link_title (const char *text, gsize length, gsize pos, QingSpan *title, gsize *end);
QingScan qing_scan_link_tail (const char *text,
                              gsize length,
                              gsize pos,
                              QingSpan *destination,
                              QingSpan *title,
                              gsize *end);
QingScan qing_scan_definition (const char *text,
                               gsize length,
                               gsize pos,
                               QingSpan *label,
                               QingSpan *destination,
                               QingSpan *title,
                               gsize *end);

/* An address in text without any marks. */
typedef struct
{
  gsize start;
  gsize end;
  gsize looked; /* how far text was looked at; what comes behind has no influence */
} QingAddress;

gboolean qing_scan_bare_url (const char *text,
                             gsize length,
                             gsize pos,
                             gboolean in_bracket,
                             QingAddress *address);
gboolean
qing_scan_bare_email (const char *text, gsize length, gsize lower, gsize at, QingAddress *address);

QingScan qing_scan_entity (const char *text, gsize length, gsize pos, GString *decoded, gsize *end);
char *qing_dup_unescaped (const char *text, QingSpan span);

QingScan qing_scan_math (const char *text,
                         gsize length,
                         gsize pos,
                         QingSpan *tex,
                         gboolean *display,
                         gsize *end);
gboolean qing_scan_math_is_likely (const char *text, gsize length, gsize pos);

G_END_DECLS
