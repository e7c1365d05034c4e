/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-ruling.h"

#include "qing-rules.h"

#include <glib/gi18n-lib.h>

struct _QingRuling
{
  gatomicrefcount references;
  QingRule rules[QING_N_PARAMETERS];
  GPtrArray *words;
  guint n_conflicts;
  gboolean dashscope;
  gboolean thinking;
  gboolean streaming;
  gboolean can_continue;
  gboolean sends_tools;
  gboolean sends_one_kind;
  gboolean replays_reasoning;
  QingModalities input;
};

/* Whether the model will think. Helper requests and continued answers ask it not to. */
static gboolean
will_think (const QingSituation *s)
{
  gboolean wanted = FALSE;
  const char *effort;

  switch (qing_model_info_get_thinking (s->model))
    {
    case QING_THINKING_NONE:
      return FALSE;
    case QING_THINKING_ALWAYS:
      return TRUE;
    case QING_THINKING_HYBRID_ON:
      wanted = TRUE;
      break;
    case QING_THINKING_HYBRID_OFF:
    case QING_THINKING_UNKNOWN:
    default:
      break;
    }
  if (s->purpose != QING_PURPOSE_CHAT)
    return FALSE;
  if (qing_parameters_get_switch (s->parameters, QING_PARAMETER_ENABLE_THINKING, &wanted))
    return wanted;
  effort = qing_parameters_get_string (s->parameters, QING_PARAMETER_REASONING_EFFORT);
  if (effort != NULL && qing_situation_has (s, QING_FEATURE_EFFORT))
    wanted = !g_str_equal (effort, "none");
  return wanted;
}

/* Streams are the rule; a request without one is made only when the user asked for it and nothing
 * needs a stream: stream-only models, open Qwen3 while thinking, sound (API page), the code
 * interpreter (protocol.md 1.8), search on multimodal models (1.4, 12). */
static gboolean
will_stream (const QingSituation *s)
{
  gboolean wanted = TRUE;

  if (s->purpose == QING_PURPOSE_TITLE || s->purpose == QING_PURPOSE_TEST)
    return TRUE;
  if (!qing_parameters_get_switch (s->parameters, QING_PARAMETER_STREAM, &wanted) || wanted)
    return TRUE;
  if (qing_situation_has (s, QING_FEATURE_STREAM_ONLY) ||
      (s->thinking && qing_situation_has (s, QING_FEATURE_STREAM_ONLY_THINKING)))
    return TRUE;
  if (!s->dashscope)
    return FALSE;
  if (qing_situation_get_switch (s, QING_PARAMETER_AUDIO_OUTPUT) &&
      (qing_model_info_get_output (s->model) & QING_MODALITY_AUDIO) != 0)
    return TRUE;
  if (qing_situation_get_switch (s, QING_PARAMETER_ENABLE_CODE_INTERPRETER) &&
      qing_situation_has (s, QING_FEATURE_CODE_INTERPRETER))
    return TRUE;
  return s->search && (qing_model_info_get_input (s->model) & ~QING_MODALITY_TEXT) != 0;
}

static gboolean
will_search (const QingSituation *s)
{
  return s->dashscope && qing_situation_has (s, QING_FEATURE_SEARCH) &&
         !(s->thinking && qing_situation_has (s, QING_FEATURE_SEARCH_PLAIN)) &&
         qing_situation_get_switch (s, QING_PARAMETER_ENABLE_SEARCH);
}

/* What a rule gives is floating, what the user set is not: both end as a reference held here. */
static void
settle (QingRule *rule)
{
  if (rule->fallback != NULL)
    g_variant_ref_sink (rule->fallback);
  if (rule->effective != NULL)
    g_variant_ref_sink (rule->effective);
}

static void
judge (QingRuling *self, const QingSituation *s, QingParameterId id)
{
  const QingParameterSpec *spec = qing_parameter_get_spec (id);
  QingRule *rule = &self->rules[id];
  GVariant *value = qing_parameters_get (s->parameters, id);
  QingRuleFunc func = qing_rules_get (id);

  *rule = (QingRule){ .offered = TRUE,
                      .minimum = spec->minimum,
                      .maximum = spec->maximum,
                      .choices = spec->choices,
                      .effective = value };

  if (!s->dashscope && qing_rules_is_extension (id))
    {
      rule->offered = FALSE;
      rule->reason = _ ("Only DashScope takes it.");
    }
  else if (func != NULL)
    {
      func (s, rule);
    }
  if (!rule->offered)
    {
      rule->conflict = value != NULL;
      rule->effective = NULL;
    }
  settle (rule);
  if (rule->conflict)
    self->n_conflicts++;
}

/* protocol.md 1.3: partial mode is for models that have it, and never while they think. */
static gboolean
can_continue (const QingSituation *s)
{
  return s->dashscope && qing_situation_has (s, QING_FEATURE_PARTIAL) &&
         qing_model_info_get_thinking (s->model) != QING_THINKING_ALWAYS;
}

/* protocol.md 8.3: DashScope drops replayed reasoning unless preserve_thinking is on. */
static gboolean
replays_reasoning (QingRuling *self, const QingSituation *s)
{
  const QingRule *rule = &self->rules[QING_PARAMETER_PRESERVE_THINKING];
  GVariant *value = rule->effective != NULL ? rule->effective : rule->fallback;

  return s->thinking && rule->offered && value != NULL && g_variant_get_boolean (value);
}

QingRuling *
qing_ruling_new (QingPurpose purpose,
                 QingAccount *account,
                 QingModelInfo *model,
                 QingParameters *parameters,
                 GPtrArray *messages,
                 gboolean has_tools)
{
  QingRuling *self = g_new0 (QingRuling, 1);
  QingSituation s = { 0 };

  g_atomic_ref_count_init (&self->references);
  self->words = g_ptr_array_new_with_free_func (g_free);

  s.purpose = purpose;
  s.model = model;
  s.parameters = parameters;
  s.messages = messages;
  s.words = self->words;
  s.features = qing_model_info_get_features (model);
  s.known = qing_model_info_is_known (model);
  s.dashscope = account != NULL && qing_account_get_kind (account) == QING_SERVER_DASHSCOPE;
  s.thinking = will_think (&s);
  s.search = will_search (&s);
  s.has_tools = has_tools && purpose == QING_PURPOSE_CHAT &&
                (!s.known || qing_situation_has (&s, QING_FEATURE_TOOLS));
  s.streaming = will_stream (&s);

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    judge (self, &s, (QingParameterId) i);

  self->dashscope = s.dashscope;
  self->thinking = s.thinking;
  self->streaming = s.streaming;
  self->sends_tools = s.has_tools;
  self->sends_one_kind = qing_situation_has (&s, QING_FEATURE_ONE_MODALITY);
  self->input = qing_model_info_get_input (model);
  self->can_continue = can_continue (&s);
  self->replays_reasoning = replays_reasoning (self, &s);
  /* Nothing is known of a model outside the catalogue, so a picture that the user attached for it
   * is sent: a refusal by the server is plainer than a picture that silently stays behind. */
  if (!s.known)
    self->input |= QING_MODALITY_IMAGE;
  return self;
}

QingRuling *
qing_ruling_ref (QingRuling *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
qing_ruling_unref (QingRuling *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    {
      g_clear_pointer (&self->rules[i].fallback, g_variant_unref);
      g_clear_pointer (&self->rules[i].effective, g_variant_unref);
    }
  g_ptr_array_unref (self->words);
  g_free (self);
}

const QingRule *
qing_ruling_get (QingRuling *self, QingParameterId id)
{
  g_return_val_if_fail (id < QING_N_PARAMETERS, NULL);
  return &self->rules[id];
}

gboolean
qing_ruling_is_streaming (QingRuling *self)
{
  return self->streaming;
}

gboolean
qing_ruling_is_thinking (QingRuling *self)
{
  return self->thinking;
}

gboolean
qing_ruling_sends_images (QingRuling *self)
{
  return (self->input & QING_MODALITY_IMAGE) != 0;
}

gboolean
qing_ruling_sends_audio (QingRuling *self)
{
  return (self->input & QING_MODALITY_AUDIO) != 0;
}

gboolean
qing_ruling_sends_video (QingRuling *self)
{
  return (self->input & QING_MODALITY_VIDEO) != 0;
}

gboolean
qing_ruling_sends_one_kind (QingRuling *self)
{
  return self->sends_one_kind;
}

gboolean
qing_ruling_sends_tools (QingRuling *self)
{
  return self->sends_tools;
}

gboolean
qing_ruling_can_continue (QingRuling *self)
{
  return self->can_continue;
}

gboolean
qing_ruling_replays_reasoning (QingRuling *self)
{
  return self->replays_reasoning;
}

gboolean
qing_ruling_is_dashscope (QingRuling *self)
{
  return self->dashscope;
}

guint
qing_ruling_get_n_conflicts (QingRuling *self)
{
  return self->n_conflicts;
}
