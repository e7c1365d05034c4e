/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-conversation.h"
#include "qing-import.h"

G_BEGIN_DECLS

/* What was imported, as lines that a test can compare: the whole tree, the chosen branch marked. */
char *qing_dump_import (GPtrArray *conversations, QingImportReport *report);
/* Everything of a conversation that an export without loss has to keep. */
char *qing_dump_conversation (QingConversation *conversation);

/* Run an import to its end in the default main context. */
GPtrArray *qing_import_and_wait (GBytes *bytes, QingImportReport **report, GError **error);
GPtrArray *qing_import_file_and_wait (GFile *file, QingImportReport **report, GError **error);

G_END_DECLS
