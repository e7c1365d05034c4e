/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-usage-reader.h"

#include "qing-json.h"

#define PROMPT_DETAILS     "prompt_tokens_details"
#define COMPLETION_DETAILS "completion_tokens_details"

/* clang-format off */
static const struct
{
  const char *parent;
  const char *name;
  gsize offset;
} counts[] = {
  { NULL, "prompt_tokens", G_STRUCT_OFFSET (QingUsage, prompt) },
  { NULL, "completion_tokens", G_STRUCT_OFFSET (QingUsage, completion) },
  { NULL, "total_tokens", G_STRUCT_OFFSET (QingUsage, total) },
  { PROMPT_DETAILS, "cached_tokens", G_STRUCT_OFFSET (QingUsage, cached) },
  { PROMPT_DETAILS, "cache_creation_input_tokens", G_STRUCT_OFFSET (QingUsage, cache_creation) },
  { PROMPT_DETAILS, "text_tokens", G_STRUCT_OFFSET (QingUsage, prompt_text) },
  { PROMPT_DETAILS, "image_tokens", G_STRUCT_OFFSET (QingUsage, prompt_image) },
  { PROMPT_DETAILS, "video_tokens", G_STRUCT_OFFSET (QingUsage, prompt_video) },
  { PROMPT_DETAILS, "audio_tokens", G_STRUCT_OFFSET (QingUsage, prompt_audio) },
  { COMPLETION_DETAILS, "reasoning_tokens", G_STRUCT_OFFSET (QingUsage, reasoning) },
  { COMPLETION_DETAILS, "text_tokens", G_STRUCT_OFFSET (QingUsage, completion_text) },
  { COMPLETION_DETAILS, "audio_tokens", G_STRUCT_OFFSET (QingUsage, completion_audio) },
};
/* clang-format on */

gboolean
qing_usage_read (QingUsage *usage, JsonObject *object)
{
  QingUsage result = QING_USAGE_INIT;
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      JsonObject *parent =
        counts[i].parent != NULL ? qing_json_get_object (object, counts[i].parent) : object;
      gint64 count = qing_json_get_int (parent, counts[i].name, -1);

      if (count < 0)
        continue;
      G_STRUCT_MEMBER (gint64, &result, counts[i].offset) = count;
      known = TRUE;
    }

  if (known)
    *usage = result;

  return known;
}
