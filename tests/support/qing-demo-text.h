/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  QING_DEMO_ENGLISH,
  QING_DEMO_CHINESE,
  QING_DEMO_GERMAN,
} QingDemoLanguage;

typedef enum
{
  QING_DEMO_TEXT_DEFAULT,
  QING_DEMO_TEXT_GREETING,
  QING_DEMO_TEXT_CODE,
  QING_DEMO_TEXT_TABLE,
  QING_DEMO_TEXT_MATH,
  QING_DEMO_TEXT_REASONING,
  QING_DEMO_TEXT_PARAMETERS, /* the heading above the table of parameters */
  QING_DEMO_N_TEXTS,
} QingDemoText;

QingDemoLanguage qing_demo_language_of (const char *question);
gboolean qing_demo_is_greeting (const char *question);
const char *qing_demo_text (QingDemoText text, QingDemoLanguage language);
char *qing_demo_long_text (void);
char *qing_demo_title (const char *exchange);

G_END_DECLS
