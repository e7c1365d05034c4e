/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-models.h"

#include "qing-test-json.h"

#define VISION   QING_TEST_MODEL_VISION
#define A_IN     QING_TEST_MODEL_AUDIO_IN
#define A_OUT    QING_TEST_MODEL_AUDIO_OUT
#define STREAM   QING_TEST_MODEL_STREAM_ONLY
#define T_STREAM QING_TEST_MODEL_STREAM_THINKING
#define TOOLS    QING_TEST_MODEL_TOOLS
#define SEARCH   QING_TEST_MODEL_SEARCH
#define AGENT    QING_TEST_MODEL_SEARCH_AGENT
#define LOGPROBS QING_TEST_MODEL_LOGPROBS
#define CHOICES  QING_TEST_MODEL_CHOICES
#define JSON     QING_TEST_MODEL_JSON
#define SCHEMA   QING_TEST_MODEL_SCHEMA
#define PARTIAL  QING_TEST_MODEL_PARTIAL
#define EFFORT   QING_TEST_MODEL_EFFORT
#define NO_BUDG  QING_TEST_MODEL_NO_BUDGET
#define CODE     QING_TEST_MODEL_CODE
#define NO_SYS   QING_TEST_MODEL_NO_SYSTEM
#define NO_TOP_K QING_TEST_MODEL_NO_TOP_K
#define PARTS    QING_TEST_MODEL_TEXT_PARTS
#define J_THINK  QING_TEST_MODEL_JSON_THINKING
#define COMPL    QING_TEST_MODEL_COMPLETION_LIMIT
#define TRANSLAT QING_TEST_MODEL_TRANSLATION

#define COMMON (TOOLS | JSON | SEARCH | PARTIAL)
#define Q38    (COMMON | EFFORT | PARTS | COMPL | J_THINK)
#define Q37    (COMMON | PARTS | COMPL | J_THINK | SCHEMA)
#define Q36    (COMMON | PARTS | COMPL)
#define OPEN36 (COMMON | PARTS | VISION)
#define Q3     (COMMON | CHOICES)
#define OPEN3  (TOOLS | JSON | PARTIAL | LOGPROBS | CHOICES)

#define NONE   QING_TEST_THINKING_NONE
#define OFF    QING_TEST_THINKING_OFF
#define ON     QING_TEST_THINKING_ON
#define ALWAYS QING_TEST_THINKING_ALWAYS

/* The model catalogue of protocol.md 6, 6.2 and 6.4, by patterns; the first that fits counts. */
/* clang-format off */
static const QingTestModel models[] = {
  /* pattern                        thinking  output  thinking  CoT     flags */
  { "qwen3.8-omni-flash*",          ON,            0,      0,       0, TOOLS | JSON | J_THINK | SEARCH | AGENT | EFFORT | PARTS | VISION | A_IN },
  { "qwen3.8-max*",                 ON,       131072,      0,  262144, Q38 | VISION | SCHEMA },
  { "qwen3.8-flash*",               ON,       131072,      0,  262144, Q38 | VISION | SCHEMA },
  { "qwen3.8-2.4t-a95b",            ALWAYS,   131072,      0,  131072, Q38 },
  { "qwen3.8-27b",                  ON,       131072,      0,  262144, TOOLS | JSON | J_THINK | SEARCH | EFFORT | PARTS | COMPL | VISION },
  { "qwen3.7-max-preview*",         ALWAYS,   131072,      0,  262144, Q37 },
  { "qwen3.7-max*",                 ON,       131072,      0,  262144, Q37 },
  { "qwen3.7-*",                    ON,       131072,      0,  262144, Q37 | VISION },
  { "qwen3.6-max-preview",          ON,        65536,      0,       0, COMMON | PARTS },
  { "qwen3.6-plus*",                ON,        65536,      0,   81920, Q36 | VISION | AGENT },
  { "qwen3.6-flash*",               ON,        65536,      0,   81920, Q36 | VISION },
  { "qwen3.6-*",                    ON,        65536,      0,   81920, OPEN36 },
  { "qwen3.5-omni-plus*",           NONE,      65536,      0,       0, TOOLS | JSON | SEARCH | AGENT | VISION | A_IN | A_OUT | STREAM | PARTS },
  { "qwen3.5-omni-*",               NONE,      65536,      0,       0, TOOLS | SEARCH | AGENT | VISION | A_IN | A_OUT | STREAM | PARTS },
  { "qwen3.5-plus*",                ON,        65536,      0,   81920, Q36 | VISION | AGENT | CODE },
  { "qwen3.5-flash*",               ON,        65536,      0,   81920, Q36 | VISION | AGENT },
  { "qwen3.5-*",                    ON,        65536,      0,   81920, OPEN36 },
  { "qwen3-max-2025-09-23",         NONE,      65536,      0,       0, SEARCH | AGENT | CHOICES },
  { "qwen3-max-preview",            OFF,       65536,  32768,   81920, CHOICES },
  { "qwen3-max*",                   OFF,       65536,  32768,   81920, Q3 | AGENT | CODE },
  { "qwen3-vl-*-instruct",          NONE,      32768,      0,       0, TOOLS | JSON | PARTIAL | VISION | CHOICES },
  { "qwen3-vl-*-thinking",          ALWAYS,    32768,      0,   81920, TOOLS | VISION | STREAM },
  { "qwen3-vl-*",                   OFF,       32768,      0,   81920, TOOLS | JSON | PARTIAL | VISION | LOGPROBS | CHOICES },
  { "qwen3-coder-next",             NONE,      65536,      0,       0, TOOLS | CHOICES },
  { "qwen3-coder-*-instruct",       NONE,      65536,      0,       0, TOOLS | JSON | CHOICES },
  { "qwen3-coder-*",                NONE,      65536,      0,       0, TOOLS | JSON | PARTIAL | CHOICES },
  { "qwen3-omni-flash*",            OFF,       16384,      0,   32768, TOOLS | VISION | A_IN | A_OUT | STREAM },
  { "qwen3-*-instruct*",            NONE,      32768,      0,       0, OPEN3 },
  { "qwen3-*-thinking*",            ALWAYS,    32768,      0,   81920, TOOLS | LOGPROBS | STREAM },
  { "qwen3-235b-a22b",              ON,        16384,      0,   38912, OPEN3 | T_STREAM },
  { "qwen3-0.6b",                   ON,         8192,      0,   30720, OPEN3 | T_STREAM },
  { "qwen3-1.7b",                   ON,         8192,      0,   30720, OPEN3 | T_STREAM },
  { "qwen3-*b",                     ON,         8192,      0,   38912, OPEN3 | T_STREAM },
  { "qwen-plus-character*",         NONE,       4096,      0,       0, CHOICES | SEARCH },
  { "qwen-flash-character*",        NONE,       4096,      0,       0, CHOICES | SEARCH },
  { "qwen-plus-2025-04-28",         OFF,       16384,      0,   38912, COMMON | LOGPROBS },
  { "qwen-plus-2025-07-14",         OFF,       16384,      0,   38912, COMMON | LOGPROBS },
  { "qwen-plus-20*",                OFF,       32768,      0,   81920, COMMON | LOGPROBS },
  { "qwen-plus*",                   OFF,       32768,      0,   81920, COMMON },
  { "qwen-flash*",                  OFF,       32768,      0,   81920, COMMON },
  { "qwen-turbo-20*",               OFF,       16384,      0,   38912, JSON | SEARCH | PARTIAL | LOGPROBS },
  { "qwen-turbo*",                  OFF,       16384,      0,   38912, JSON | SEARCH | PARTIAL },
  { "qwen-max*",                    NONE,       8192,      0,       0, TOOLS | JSON | SEARCH | PARTIAL },
  { "qwq-*",                        ALWAYS,     8192,      0,   32768, TOOLS | SEARCH | STREAM | NO_BUDG | NO_SYS },
  { "qvq-*",                        ALWAYS,     8192,      0,   16384, VISION | STREAM | NO_BUDG },
  { "qwen-vl-ocr*",                 NONE,       8192,      0,       0, VISION },
  { "qwen2.5-vl-*",                 NONE,       8192,      0,       0, VISION | PARTIAL },
  { "qwen-vl-*",                    NONE,       8192,      0,       0, VISION | JSON | PARTIAL },
  { "qwen2.5-vl-*",                 NONE,       8192,      0,       0, VISION },
  { "qwen-omni-turbo*",             NONE,       2048,      0,       0, VISION | A_IN | A_OUT | STREAM },
  { "qwen2.5-omni-7b",              NONE,       2048,      0,       0, VISION | A_IN | A_OUT | STREAM },
  { "qwen-long*",                   NONE,      32768,      0,       0, JSON },
  { "qwen-math-*",                  NONE,       3072,      0,       0, PARTIAL },
  { "qwen-mt-*",                    NONE,       8192,      0,       0, TRANSLAT | NO_SYS },
  { "deepseek-v4.1-flash",          ON,       393216,      0,       0, TOOLS | EFFORT | VISION | NO_TOP_K | NO_BUDG | COMPL },
  { "deepseek-v4-*",                ON,       393216,      0,       0, TOOLS | JSON | J_THINK | SEARCH | EFFORT | NO_TOP_K | NO_BUDG | COMPL },
  { "deepseek-v3.*",                OFF,       65536,      0,       0, TOOLS | SEARCH | NO_TOP_K | NO_BUDG | COMPL },
  { "deepseek-r1*",                 ALWAYS,    16384,      0,   32768, TOOLS | SEARCH | NO_TOP_K | NO_BUDG | COMPL },
  { "deepseek-v3",                  NONE,       8192,      0,       0, TOOLS | SEARCH | NO_TOP_K | COMPL },
  { "kimi-k2.5",                    OFF,       16384,      0,       0, TOOLS | VISION | NO_TOP_K | COMPL },
  { "kimi-k2.6",                    OFF,       16384,      0,       0, TOOLS | VISION | NO_TOP_K | COMPL },
  { "kimi-k3",                      ON,        16384,      0,       0, TOOLS | VISION | NO_TOP_K | NO_BUDG | COMPL },
  { "kimi/*",                       ON,            0,      0,       0, TOOLS | VISION | NO_TOP_K | NO_BUDG | COMPL },
  { "kimi-k2-thinking",             ALWAYS,    16384,      0,       0, TOOLS | NO_TOP_K },
  { "kimi-k2*",                     ALWAYS,    16384,      0,       0, TOOLS | NO_TOP_K | COMPL },
  { "glm-5.3",                      ALWAYS,        0,      0,       0, TOOLS | EFFORT | COMPL },
  { "glm-5.1",                      ON,       131072,      0,       0, TOOLS | JSON | J_THINK | EFFORT | COMPL },
  { "glm-5*",                       ON,        16384,      0,       0, TOOLS | JSON | COMPL },
  { "glm-4*",                       ON,        16384,      0,       0, TOOLS | JSON },
  { "MiniMax-M2.1",                 ALWAYS,    32768,      0,       0, TOOLS | NO_TOP_K | NO_BUDG },
  { "MiniMax-M*",                   ALWAYS,   131072,      0,       0, TOOLS | NO_TOP_K | NO_BUDG | COMPL },
};
/* clang-format on */

/**
 * qing_test_model_find:
 * @id: (nullable): a model's id; upper and lower case differ
 *
 * Returns: (transfer none) (nullable): the family of the model, if it is one of the service's
 */
const QingTestModel *
qing_test_model_find (const char *id)
{
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (models); i++)
    if (g_pattern_match_simple (models[i].pattern, id))
      return &models[i];

  return NULL;
}

/**
 * qing_test_model_thinks:
 * @self: (nullable): a family of models
 * @body: a request to such a model
 *
 * Returns: whether the model thinks before it answers this request
 */
gboolean
qing_test_model_thinks (const QingTestModel *self, JsonObject *body)
{
  QingTestThinking mode = self != NULL ? self->thinking : QING_TEST_THINKING_OFF;

  if (mode == QING_TEST_THINKING_NONE || mode == QING_TEST_THINKING_ALWAYS)
    return mode == QING_TEST_THINKING_ALWAYS;
  if (g_strcmp0 (qing_test_json_get_string (body, "reasoning_effort"), "none") == 0)
    return FALSE;

  return qing_test_json_get_boolean (body, "enable_thinking", mode == QING_TEST_THINKING_ON);
}
