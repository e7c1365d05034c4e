/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-server-preset.h"

#include <glib/gi18n.h>

/* clang-format off */
static const QingServerPreset presets[] = {
  { N_ ("Alibaba Cloud, Singapore (international)"),
    "https://dashscope-intl.aliyuncs.com/compatible-mode/v1" },
  { N_ ("Alibaba Cloud, Beijing"),
    "https://dashscope.aliyuncs.com/compatible-mode/v1" },
  { N_ ("Alibaba Cloud, US Virginia"),
    "https://dashscope-us.aliyuncs.com/compatible-mode/v1" },
  { N_ ("Alibaba Cloud, Hong Kong"),
    "https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1" },
  { N_ ("Coding Plan, Beijing"),
    "https://coding.dashscope.aliyuncs.com/v1" },
  { N_ ("Coding Plan, international"),
    "https://coding-intl.dashscope.aliyuncs.com/v1" },
  { N_ ("Token Plan, Beijing"),
    "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1" },
  { N_ ("Token Plan, Singapore"),
    "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1" },
  { N_ ("A server on this computer"),
    "http://localhost:8080/v1" },
  { N_ ("Another address"), NULL },
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
