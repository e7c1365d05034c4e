/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  QING_TEST_THINKING_NONE,   /* never thinks, refuses the switch */
  QING_TEST_THINKING_OFF,    /* hybrid, off unless asked for */
  QING_TEST_THINKING_ON,     /* hybrid, on unless switched off */
  QING_TEST_THINKING_ALWAYS, /* always thinks, refuses to be switched off */
} QingTestThinking;

typedef enum
{
  QING_TEST_MODEL_VISION = 1 << 0,
  QING_TEST_MODEL_AUDIO_IN = 1 << 1,
  QING_TEST_MODEL_AUDIO_OUT = 1 << 2,
  QING_TEST_MODEL_STREAM_ONLY = 1 << 3,
  QING_TEST_MODEL_STREAM_THINKING = 1 << 4, /* stream only while thinking */
  QING_TEST_MODEL_TOOLS = 1 << 5,
  QING_TEST_MODEL_SEARCH = 1 << 6,
  QING_TEST_MODEL_SEARCH_AGENT = 1 << 7, /* takes search_strategy agent */
  QING_TEST_MODEL_LOGPROBS = 1 << 8,
  QING_TEST_MODEL_CHOICES = 1 << 9, /* n up to 4 when not thinking */
  QING_TEST_MODEL_JSON = 1 << 10,
  QING_TEST_MODEL_SCHEMA = 1 << 11,
  QING_TEST_MODEL_PARTIAL = 1 << 12,
  QING_TEST_MODEL_EFFORT = 1 << 13,
  QING_TEST_MODEL_NO_BUDGET = 1 << 14, /* takes no thinking_budget */
  QING_TEST_MODEL_CODE = 1 << 15,      /* code interpreter */
  QING_TEST_MODEL_NO_SYSTEM = 1 << 16,
  QING_TEST_MODEL_NO_TOP_K = 1 << 17,
  QING_TEST_MODEL_TEXT_PARTS = 1 << 18,       /* a text model that takes an array of text parts */
  QING_TEST_MODEL_JSON_THINKING = 1 << 19,    /* structured output also while thinking */
  QING_TEST_MODEL_COMPLETION_LIMIT = 1 << 20, /* takes max_completion_tokens */
  QING_TEST_MODEL_TRANSLATION = 1 << 21,
} QingTestModelFlags;

/* What the service accepts for one family of models, 0 where the limit is not known. */
typedef struct
{
  const char *pattern;
  QingTestThinking thinking;
  guint max_output;
  guint max_output_thinking; /* 0: the same */
  guint max_thinking;
  QingTestModelFlags flags;
} QingTestModel;

const QingTestModel *qing_test_model_find (const char *id);
gboolean qing_test_model_thinks (const QingTestModel *self, JsonObject *body);

G_END_DECLS
