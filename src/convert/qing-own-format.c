/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-own-format.h"

#include "qing-attachment.h"
#include "qing-message.h"
#include "qing-tool-call.h"

#include <stddef.h>

/* clang-format off */
const QingOwnName qing_own_roles[] = {
  { "system", QING_ROLE_SYSTEM },
  { "user", QING_ROLE_USER },
  { "assistant", QING_ROLE_ASSISTANT },
  { "tool", QING_ROLE_TOOL },
  { NULL, 0 },
};

/* One that is under way has come to its end by the time it is read again. */
const QingOwnName qing_own_states[] = {
  { "complete", QING_MESSAGE_COMPLETE },
  { "stopped", QING_MESSAGE_STOPPED },
  { "interrupted", QING_MESSAGE_INTERRUPTED },
  { "interrupted", QING_MESSAGE_WAITING },
  { "interrupted", QING_MESSAGE_STREAMING },
  { "failed", QING_MESSAGE_FAILED },
  { NULL, 0 },
};

const QingOwnName qing_own_kinds[] = {
  { "image", QING_ATTACHMENT_IMAGE },
  { "audio", QING_ATTACHMENT_AUDIO },
  { "video", QING_ATTACHMENT_VIDEO },
  { "document", QING_ATTACHMENT_DOCUMENT },
  { NULL, 0 },
};

const QingOwnName qing_own_call_states[] = {
  { "pending", QING_TOOL_CALL_PENDING },
  { "running", QING_TOOL_CALL_RUNNING },
  { "done", QING_TOOL_CALL_DONE },
  { "failed", QING_TOOL_CALL_FAILED },
  { "refused", QING_TOOL_CALL_REFUSED },
  { NULL, 0 },
};

const QingOwnField qing_own_usage[] = {
  { "prompt", offsetof (QingUsage, prompt) },
  { "completion", offsetof (QingUsage, completion) },
  { "total", offsetof (QingUsage, total) },
  { "cached", offsetof (QingUsage, cached) },
  { "cache-creation", offsetof (QingUsage, cache_creation) },
  { "reasoning", offsetof (QingUsage, reasoning) },
  { "prompt-text", offsetof (QingUsage, prompt_text) },
  { "prompt-image", offsetof (QingUsage, prompt_image) },
  { "prompt-video", offsetof (QingUsage, prompt_video) },
  { "prompt-audio", offsetof (QingUsage, prompt_audio) },
  { "completion-text", offsetof (QingUsage, completion_text) },
  { "completion-audio", offsetof (QingUsage, completion_audio) },
  { NULL, 0 },
};

const QingOwnField qing_own_timing[] = {
  { "started", offsetof (QingTiming, started) },
  { "dns-done", offsetof (QingTiming, dns_done) },
  { "connected", offsetof (QingTiming, connected) },
  { "tls-done", offsetof (QingTiming, tls_done) },
  { "first-byte", offsetof (QingTiming, first_byte) },
  { "first-token", offsetof (QingTiming, first_token) },
  { "answer-began", offsetof (QingTiming, answer_began) },
  { "finished", offsetof (QingTiming, finished) },
  { NULL, 0 },
};
/* clang-format on */

const char *
qing_own_get_name (const QingOwnName *names, int value)
{
  for (gsize i = 0; names[i].name != NULL; i++)
    if (names[i].value == value)
      return names[i].name;
  return names[0].name;
}

int
qing_own_get_value (const QingOwnName *names, const char *name, int fallback)
{
  for (gsize i = 0; name != NULL && names[i].name != NULL; i++)
    if (g_str_equal (names[i].name, name))
      return names[i].value;
  return fallback;
}
