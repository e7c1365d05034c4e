/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-types.h"

G_BEGIN_DECLS

/**
 * QingParameterId: what a user can set for a request (protocol.md 1.1 and 1.5). The stored form
 * uses names, so the numbers may change.
 */
typedef enum
{
  QING_PARAMETER_SYSTEM_PROMPT,
  QING_PARAMETER_TEMPERATURE,
  QING_PARAMETER_TOP_P,
  QING_PARAMETER_TOP_K,
  QING_PARAMETER_PRESENCE_PENALTY,
  QING_PARAMETER_REPETITION_PENALTY,
  QING_PARAMETER_MAX_TOKENS,
  QING_PARAMETER_MAX_COMPLETION_TOKENS,
  QING_PARAMETER_SEED,
  QING_PARAMETER_STOP,
  QING_PARAMETER_N,
  QING_PARAMETER_ENABLE_THINKING,
  QING_PARAMETER_THINKING_BUDGET,
  QING_PARAMETER_REASONING_EFFORT,
  QING_PARAMETER_PRESERVE_THINKING,
  QING_PARAMETER_CLEAR_THINKING,
  QING_PARAMETER_RESPONSE_FORMAT,
  QING_PARAMETER_JSON_SCHEMA,
  QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES,
  QING_PARAMETER_MIN_PIXELS,
  QING_PARAMETER_MAX_PIXELS,
  QING_PARAMETER_PICTURES_AS_VIDEO,
  QING_PARAMETER_VIDEO_FPS,
  QING_PARAMETER_AUDIO_OUTPUT,
  QING_PARAMETER_VOICE,
  QING_PARAMETER_AUDIO_FORMAT,
  QING_PARAMETER_ENABLE_SEARCH,
  QING_PARAMETER_FORCED_SEARCH,
  QING_PARAMETER_SEARCH_STRATEGY,
  QING_PARAMETER_SEARCH_EXTENSION,
  QING_PARAMETER_SEARCH_FRESHNESS,
  QING_PARAMETER_SEARCH_SITES,
  QING_PARAMETER_SEARCH_INTENTION,
  QING_PARAMETER_TEXT_IMAGE_MIXED,
  QING_PARAMETER_ENABLE_CODE_INTERPRETER,
  QING_PARAMETER_TOOL_CHOICE,
  QING_PARAMETER_PARALLEL_TOOL_CALLS,
  QING_PARAMETER_TOOL_STREAM,
  QING_PARAMETER_LOGPROBS,
  QING_PARAMETER_TOP_LOGPROBS,
  QING_PARAMETER_TRANSLATE_FROM,
  QING_PARAMETER_TRANSLATE_TO,
  QING_PARAMETER_STREAM,
  QING_PARAMETER_INCLUDE_USAGE,
  QING_PARAMETER_CONTENT_INSPECTION,
  QING_PARAMETER_WAIT_TIMEOUT,
  QING_PARAMETER_EXTRA_BODY,
  QING_PARAMETER_EXTRA_HEADERS,
  QING_N_PARAMETERS
} QingParameterId;

/* How a value is kept: the GVariant type is "d", "x", "b", "s" or "as" respectively; TEXT, CHOICE
 * and JSON are all "s". */
typedef enum
{
  QING_PARAMETER_NUMBER,
  QING_PARAMETER_INTEGER,
  QING_PARAMETER_SWITCH,
  QING_PARAMETER_TEXT,
  QING_PARAMETER_CHOICE,
  QING_PARAMETER_LIST,
  QING_PARAMETER_JSON,
} QingParameterKind;

typedef enum
{
  QING_GROUP_BASIC,
  QING_GROUP_THINKING,
  QING_GROUP_SAMPLING,
  QING_GROUP_OUTPUT,
  QING_GROUP_PICTURES,
  QING_GROUP_AUDIO,
  QING_GROUP_SEARCH,
  QING_GROUP_TOOLS,
  QING_GROUP_EXPERT,
} QingParameterGroup;

/**
 * QingParameterSpec: one row of the parameter table: what holds for every model.
 *
 * @name: the stored name and, with "_" for "-", the GObject property ("enable-thinking");
 *  for most it is also the name on the wire.
 * @label, @help: translatable (N_()), for the panel.
 * @choices: NULL-terminated for CHOICE.
 * @minimum, @maximum: for NUMBER and INTEGER; @exclusive says that the bound itself is not allowed.
 */
typedef struct
{
  QingParameterId id;
  const char *name;
  const char *label;
  const char *help;
  QingParameterKind kind;
  QingParameterGroup group;
  double minimum;
  double maximum;
  double step;
  gboolean minimum_exclusive;
  gboolean maximum_exclusive;
  const char *const *choices;
} QingParameterSpec;

const QingParameterSpec *qing_parameter_get_spec (QingParameterId id);
const QingParameterSpec *qing_parameter_lookup (const char *name);
const char *qing_parameter_group_get_label (QingParameterGroup group);
/* What a NUMBER or an INTEGER may be, in words ("from 1 to 4"): (transfer full). */
char *qing_parameter_dup_range (const QingParameterSpec *spec);
/* Reads what a person typed ("0.7", "on", "a, b", "[\"a, b\"]"): floating GVariant or NULL with
 * QING_ERROR_REQUEST. */
GVariant *qing_parameter_parse (QingParameterId id, const char *text, GError **error);

#define QING_TYPE_PARAMETERS (qing_parameters_get_type ())
G_DECLARE_FINAL_TYPE (QingParameters, qing_parameters, QING, PARAMETERS, GObject)

/**
 * QingParameters: what the user set; everything else is unset and sends nothing.
 *
 * Every row of the table is also a property of type GVariant named like its spec, so that
 * "notify::temperature" works. Signal "changed" (guint id).
 * Values out of a row's own range or of another type are refused with FALSE; whether a model takes
 * a value is the business of QingRuling.
 */
QingParameters *qing_parameters_new (void);
QingParameters *qing_parameters_copy (QingParameters *self);
/* Makes @self equal to @other, notifying what differs. */
void qing_parameters_assign (QingParameters *self, QingParameters *other);
gboolean qing_parameters_equal (QingParameters *self, QingParameters *other);
/* (transfer none) (nullable): NULL when unset. */
GVariant *qing_parameters_get (QingParameters *self, QingParameterId id);
gboolean qing_parameters_is_set (QingParameters *self, QingParameterId id);
/* Consumes a floating @value; %NULL unsets. */
gboolean qing_parameters_set (QingParameters *self, QingParameterId id, GVariant *value);
void qing_parameters_unset (QingParameters *self, QingParameterId id);
gboolean qing_parameters_get_number (QingParameters *self, QingParameterId id, double *value);
gboolean qing_parameters_get_integer (QingParameters *self, QingParameterId id, gint64 *value);
gboolean qing_parameters_get_switch (QingParameters *self, QingParameterId id, gboolean *value);
const char *qing_parameters_get_string (QingParameters *self, QingParameterId id);
/* A JSON object of what is set, by name; "{}" when nothing is. Unknown names and bad values in
 * load are ignored, so that a newer program's data opens here. */
char *qing_parameters_to_json (QingParameters *self);
gboolean qing_parameters_load_json (QingParameters *self, const char *json, GError **error);

G_END_DECLS
