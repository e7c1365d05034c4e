/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What the server shall answer to one request. A script is a list of steps that is filled before
 * the script is given to a server, and never changed afterwards; one script may then answer any
 * number of requests, from any thread. */
#define QING_TYPE_TEST_SCRIPT (qing_test_script_get_type ())
G_DECLARE_FINAL_TYPE (QingTestScript, qing_test_script, QING, TEST_SCRIPT, GObject)

/* The body shapes of errors that servers of this kind are known to send. */
typedef enum
{
  QING_TEST_ERROR_OPENAI,  /* {"error":{…},"request_id":"…"} */
  QING_TEST_ERROR_NATIVE,  /* {"code":"…","message":"…","request_id":"…"} */
  QING_TEST_ERROR_SPRING,  /* {"timestamp":…,"status":404,"error":"Not Found","path":"…"} */
  QING_TEST_ERROR_HTML,    /* a gateway's page */
  QING_TEST_ERROR_EMPTY,   /* no body at all */
  QING_TEST_ERROR_STRING,  /* {"error":"message"} */
  QING_TEST_ERROR_NUMERIC, /* {"error":{…,"code":429}} */
} QingTestErrorShape;

/* How an unfinished answer breaks off. */
typedef enum
{
  QING_TEST_CUT_CLOSE, /* the connection closes without the terminating chunk */
  QING_TEST_CUT_RESET, /* the connection is reset */
  QING_TEST_CUT_END,   /* the body ends properly, but the stream has no finish reason */
  QING_TEST_CUT_STALL, /* nothing more is sent, the connection stays open */
} QingTestCut;

typedef enum
{
  QING_TEST_SCRIPT_NONE = 0,
  QING_TEST_SCRIPT_GZIP = 1 << 0,             /* Content-Encoding: gzip, if the client takes it */
  QING_TEST_SCRIPT_ALWAYS_USAGE = 1 << 1,     /* send usage although it was not asked for */
  QING_TEST_SCRIPT_PARTIAL_RESPONSE = 1 << 2, /* x-dashscope-partialresponse: true */
  QING_TEST_SCRIPT_CRLF = 1 << 3,             /* lines of the stream end with CR LF */
} QingTestScriptFlags;

typedef struct
{
  guint prompt_tokens;
  guint completion_tokens;
  guint cached_tokens;
  guint reasoning_tokens; /* 0: no completion_tokens_details */
  guint image_tokens;
  guint audio_tokens; /* of the completion */
} QingTestUsage;

QingTestScript *qing_test_script_new (void);
QingTestScript *qing_test_script_new_text (const char *text);
QingTestScript *qing_test_script_new_thinking (const char *reasoning, const char *text);
QingTestScript *qing_test_script_new_error (guint status,
                                            QingTestErrorShape shape,
                                            const char *code,
                                            const char *message);
QingTestScript *
qing_test_script_new_body (guint status, const char *content_type, const char *body);
QingTestScript *qing_test_script_new_raw (GBytes *bytes, gsize piece_size);
QingTestScript *qing_test_script_new_silent (void);

void qing_test_script_add_role (QingTestScript *self, guint choice);
void
qing_test_script_add_text (QingTestScript *self, guint choice, const char *text, guint n_chars);
void qing_test_script_add_reasoning (QingTestScript *self,
                                     guint choice,
                                     const char *text,
                                     guint n_chars);
void qing_test_script_add_logprobs (QingTestScript *self,
                                    guint choice,
                                    const char *token,
                                    double logprob);
/* For the token that was added last: how many are told, with the one that came; 1 at first. */
void qing_test_script_set_tops (QingTestScript *self, guint n);
void qing_test_script_add_tool_call (QingTestScript *self,
                                     guint index,
                                     const char *id,
                                     const char *name,
                                     const char *arguments,
                                     guint n_chars);
void qing_test_script_add_audio (QingTestScript *self, const char *transcript, GBytes *pcm);
void qing_test_script_add_finish (QingTestScript *self, guint choice, const char *reason);
void qing_test_script_add_usage (QingTestScript *self, const QingTestUsage *usage);
void qing_test_script_add_done (QingTestScript *self);
void qing_test_script_add_raw (QingTestScript *self, const char *bytes, gssize length);
void qing_test_script_add_pause (QingTestScript *self, guint milliseconds);
void qing_test_script_add_cut (QingTestScript *self, QingTestCut cut);
void qing_test_script_add_error_frame (QingTestScript *self,
                                       guint status,
                                       const char *code,
                                       const char *message);
void
qing_test_script_add_error_object (QingTestScript *self, const char *code, const char *message);

void qing_test_script_set_speed (QingTestScript *self, double chunks_per_second);
void qing_test_script_set_delays (QingTestScript *self, guint before_headers, guint before_body);
void qing_test_script_set_flags (QingTestScript *self, QingTestScriptFlags flags);
void qing_test_script_set_header (QingTestScript *self, const char *name, const char *value);

G_END_DECLS
