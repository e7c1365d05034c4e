/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-server-preset.h"

#include <glib/gi18n.h>

#define INTERNATIONAL_PAGE "https://www.alibabacloud.com/help/en/model-studio/get-api-key"
#define CHINESE_PAGE       "https://help.aliyun.com/zh/model-studio/get-api-key"

/* clang-format off */
static const QingServerPreset presets[] = {
  { N_ ("Alibaba Cloud, Singapore (international)"),
    "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "Qwen", INTERNATIONAL_PAGE },
  { N_ ("Alibaba Cloud, Beijing"),
    "https://dashscope.aliyuncs.com/compatible-mode/v1", "Qwen", CHINESE_PAGE },
  { N_ ("Alibaba Cloud, US Virginia"),
    "https://dashscope-us.aliyuncs.com/compatible-mode/v1", "Qwen", INTERNATIONAL_PAGE },
  { N_ ("Alibaba Cloud, Hong Kong"),
    "https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1", "Qwen", INTERNATIONAL_PAGE },
  { N_ ("Coding Plan, Beijing"),
    "https://coding.dashscope.aliyuncs.com/v1", "Qwen", CHINESE_PAGE },
  { N_ ("Coding Plan, international"),
    "https://coding-intl.dashscope.aliyuncs.com/v1", "Qwen", INTERNATIONAL_PAGE },
  { N_ ("Token Plan, Beijing"),
    "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", "Qwen", CHINESE_PAGE },
  { N_ ("Token Plan, Singapore"),
    "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1", "Qwen",
    INTERNATIONAL_PAGE },
  { "DeepSeek",
    "https://api.deepseek.com/v1", "DeepSeek", "https://platform.deepseek.com/api_keys" },
  { "OpenRouter",
    "https://openrouter.ai/api/v1", "OpenRouter", "https://openrouter.ai/settings/keys" },
  { N_ ("llama.cpp on this computer"), "http://localhost:8080/v1", "llama.cpp", NULL },
  { N_ ("Ollama on this computer"), "http://localhost:11434/v1", "Ollama", NULL },
  { N_ ("LM Studio on this computer"), "http://localhost:1234/v1", "LM Studio", NULL },
  { N_ ("vLLM on this computer"), "http://localhost:8000/v1", "vLLM", NULL },
  { N_ ("SGLang on this computer"), "http://localhost:30000/v1", "SGLang", NULL },
  { N_ ("Another address"), NULL, NULL, NULL },
};
/* clang-format on */

guint
qing_server_preset_get_n (void)
{
  return G_N_ELEMENTS (presets);
}

const QingServerPreset *
qing_server_preset_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (presets), NULL);

  return &presets[index];
}

guint
qing_server_preset_find (const char *url)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets) - 1; i++)
    if (g_strcmp0 (presets[i].url, url) == 0)
      return i;
  return G_N_ELEMENTS (presets) - 1;
}

gboolean
qing_server_preset_has_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (presets[i].name != NULL && g_strcmp0 (presets[i].name, name) == 0)
      return TRUE;
  return FALSE;
}
