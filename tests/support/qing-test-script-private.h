/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-script.h"

G_BEGIN_DECLS

typedef enum
{
  QING_TEST_STEP_ROLE,
  QING_TEST_STEP_TEXT,
  QING_TEST_STEP_REASONING,
  QING_TEST_STEP_LOGPROB,
  QING_TEST_STEP_TOOL_START,
  QING_TEST_STEP_TOOL_ARGUMENTS,
  QING_TEST_STEP_TOOL_END,
  QING_TEST_STEP_AUDIO,
  QING_TEST_STEP_FINISH,
  QING_TEST_STEP_USAGE,
  QING_TEST_STEP_DONE,
  QING_TEST_STEP_RAW,
  QING_TEST_STEP_PAUSE,
  QING_TEST_STEP_CUT,
  QING_TEST_STEP_ERROR_FRAME,
  QING_TEST_STEP_ERROR_OBJECT,
} QingTestStepKind;

typedef struct
{
  QingTestStepKind kind;
  guint choice;        /* or the tool call's index */
  guint number;        /* milliseconds, HTTP status, or a QingTestCut */
  double logprob;      /* LOGPROB only */
  guint n_tops;        /* LOGPROB only: how many tokens are told, with the one that came */
  char *id;            /* the tool call's id, or an error's code */
  char *name;          /* the tool's name, or the text of a FINISH */
  char *text;          /* text, arguments, message, reason */
  GBytes *bytes;       /* RAW and AUDIO */
  QingTestUsage usage; /* USAGE only */
} QingTestStep;

typedef struct
{
  char *name;
  char *value;
} QingTestHeader;

struct _QingTestScript
{
  GObject parent_instance;

  GPtrArray *steps;   /* QingTestStep */
  GPtrArray *headers; /* QingTestHeader */
  double speed;       /* chunks a second, 0: as fast as the socket takes them */
  guint before_headers;
  guint before_body;
  QingTestScriptFlags flags;
  gboolean silent;
  gboolean thinking; /* has reasoning steps: every delta then carries reasoning_content */
  gboolean raw;      /* consists of bytes that are sent as they are, also without streaming */

  /* A response that is not a stream: an error or any other fixed body. */
  gboolean fixed;
  guint status;
  QingTestErrorShape shape;
  char *code;
  char *message;
  char *content_type;
  char *body;
};

G_END_DECLS
