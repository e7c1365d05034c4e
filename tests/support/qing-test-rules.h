/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-test-models.h"
#include "qing-test-request.h"
#include "qing-test-script.h"

G_BEGIN_DECLS

/* The request that is being checked, and what follows from it. */
typedef struct
{
  QingTestRequest *request;
  JsonObject *body;
  const char *id;             /* of the model */
  const QingTestModel *model; /* NULL only for the rules that come before the model is known */
  JsonArray *messages;        /* NULL only for the rules that come before messages are known */
  gboolean stream;
  gboolean thinking;
} QingTestCheck;

/* One thing that the API forbids. The function returns the message of the refusal, or NULL. */
typedef struct
{
  const char *name;
  char *(*check) (const QingTestCheck *check);
  guint status;
  const char *code;
} QingTestRule;

/* The tables, in the order in which they are gone through; each ends with a row without a name. */
extern const QingTestRule qing_test_rules_basic[];
extern const QingTestRule qing_test_rules_parameters[];
extern const QingTestRule qing_test_rules_features[];
extern const QingTestRule qing_test_rules_messages[];
extern const QingTestRule qing_test_rules_media[];

QingTestScript *qing_test_rules_check (QingTestRequest *request, const char **rule);
gboolean qing_test_rules_has (const QingTestCheck *check, QingTestModelFlags flag);
gboolean qing_test_rules_is_name (const char *name);

G_END_DECLS
