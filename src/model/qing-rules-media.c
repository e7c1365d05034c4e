/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-rules-private.h"

#include <glib/gi18n-lib.h>

static gboolean
takes_pictures (const QingSituation *s, QingRule *rule)
{
  if ((qing_model_info_get_input (s->model) & QING_MODALITY_IMAGE) != 0)
    return TRUE;
  qing_rule_refuse (rule, _ ("This model does not see pictures."));
  return FALSE;
}

void
qing_rule_high_resolution (const QingSituation *s, QingRule *rule)
{
  if (!takes_pictures (s, rule))
    return;
  rule->fallback = g_variant_new_boolean (FALSE);
  if (!qing_situation_has (s, QING_FEATURE_HIGH_RESOLUTION))
    qing_rule_refuse (rule, qing_rule_not_this_model ());
}

static void
set_pixel_range (const QingSituation *s, QingRule *rule, gint64 fallback)
{
  const QingPixels *pixels = qing_model_info_get_pixels (s->model);

  if (pixels->side == 0)
    {
      if (s->known)
        qing_rule_refuse (rule, qing_rule_not_this_model ());
      return;
    }
  /* protocol.md 7.1: the default of min_pixels is the least that is allowed. */
  rule->minimum =
    pixels->minimum > 0 ? (double) pixels->minimum : 4.0 * pixels->side * pixels->side;
  rule->fallback = g_variant_new_int64 (fallback);
  qing_rule_limit (s, rule, pixels->limit);
  if (rule->effective != NULL && g_variant_get_int64 (rule->effective) < rule->minimum)
    qing_rule_hold_back (rule, _ ("Too few pixels for this model."));
}

void
qing_rule_min_pixels (const QingSituation *s, QingRule *rule)
{
  const QingPixels *pixels = qing_model_info_get_pixels (s->model);
  gint64 most = pixels->maximum;

  if (!takes_pictures (s, rule))
    return;
  set_pixel_range (s, rule, pixels->minimum);
  if (qing_situation_has (s, QING_FEATURE_HIGH_RESOLUTION) &&
      qing_situation_get_switch (s, QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES))
    most = pixels->high;
  else
    qing_parameters_get_integer (s->parameters, QING_PARAMETER_MAX_PIXELS, &most);
  if (rule->effective != NULL && most > 0 && g_variant_get_int64 (rule->effective) > most)
    qing_rule_hold_back (rule, _ ("More than the most pixels."));
}

/* API page: with vl_high_resolution_images "the max_pixels setting is ignored". */
void
qing_rule_max_pixels (const QingSituation *s, QingRule *rule)
{
  if (!takes_pictures (s, rule))
    return;
  set_pixel_range (s, rule, qing_model_info_get_pixels (s->model)->maximum);
  if (qing_situation_has (s, QING_FEATURE_HIGH_RESOLUTION) &&
      qing_situation_get_switch (s, QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES))
    qing_rule_hold_back (rule, _ ("High resolution is on, which sets its own limit."));
}

/* protocol.md 1.4, 10: no sound while the model thinks; API page: only Qwen-Omni. */
static gboolean
can_speak (const QingSituation *s, QingRule *rule)
{
  if ((qing_model_info_get_output (s->model) & QING_MODALITY_AUDIO) == 0)
    {
      qing_rule_refuse (rule, _ ("This model does not speak."));
      return FALSE;
    }
  if (s->thinking || s->purpose == QING_PURPOSE_TITLE || s->purpose == QING_PURPOSE_TEST)
    {
      qing_rule_hold_back (rule, _ ("The model does not speak while it thinks."));
      return FALSE;
    }
  return TRUE;
}

void
qing_rule_audio_output (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
  can_speak (s, rule);
}

static gboolean
will_speak (const QingSituation *s, QingRule *rule)
{
  if (!can_speak (s, rule))
    return FALSE;
  if (qing_situation_get_switch (s, QING_PARAMETER_AUDIO_OUTPUT))
    return TRUE;
  qing_rule_hold_back (rule, _ ("Only for spoken answers."));
  return FALSE;
}

void
qing_rule_voice (const QingSituation *s, QingRule *rule)
{
  const char *const *voices = qing_model_info_get_voices (s->model);

  if (voices[0] != NULL)
    rule->fallback = g_variant_new_string (voices[0]);
  /* The API requires a voice as soon as sound is wanted. */
  if (will_speak (s, rule) && rule->effective == NULL && voices[0] != NULL)
    rule->effective = g_variant_new_string (voices[0]);
}

void
qing_rule_audio_format (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_string ("wav");
  if (will_speak (s, rule) && rule->effective == NULL)
    rule->effective = g_variant_new_string ("wav");
}

static gboolean
takes_films (const QingSituation *s, QingRule *rule)
{
  if ((qing_model_info_get_input (s->model) & QING_MODALITY_VIDEO) != 0)
    return TRUE;
  qing_rule_refuse (rule, _ ("This model does not see videos."));
  return FALSE;
}

void
qing_rule_pictures_as_video (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_boolean (FALSE);
  takes_films (s, rule);
}

/* protocol.md 1.2: "fps float [0.1, 10], default 2.0". */
void
qing_rule_video_fps (const QingSituation *s, QingRule *rule)
{
  rule->fallback = g_variant_new_double (2.0);
  takes_films (s, rule);
}
