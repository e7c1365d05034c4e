/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-types.h"

G_BEGIN_DECLS

typedef enum
{
  QING_THINKING_NONE,       /* never thinks: enable_thinking is refused */
  QING_THINKING_HYBRID_OFF, /* a switch, off by default */
  QING_THINKING_HYBRID_ON,  /* a switch, on by default */
  QING_THINKING_ALWAYS,     /* thinks always: enable_thinking false is refused */
  QING_THINKING_UNKNOWN,    /* not in the catalogue: the switch is sent only when the user set it */
} QingThinking;

/* What goes in and what comes out. */
typedef enum
{
  QING_MODALITY_TEXT = 1 << 0,
  QING_MODALITY_IMAGE = 1 << 1,
  QING_MODALITY_VIDEO = 1 << 2,
  QING_MODALITY_AUDIO = 1 << 3,
} QingModalities;

typedef enum
{
  QING_FEATURE_TOOLS = 1 << 0,
  QING_FEATURE_JSON_OBJECT = 1 << 1,
  QING_FEATURE_JSON_OBJECT_THINKING = 1 << 2, /* json_object in thinking mode too */
  QING_FEATURE_JSON_SCHEMA = 1 << 3,
  QING_FEATURE_SEARCH = 1 << 4,
  QING_FEATURE_PARTIAL = 1 << 5,
  QING_FEATURE_CACHE = 1 << 6,
  QING_FEATURE_CODE_INTERPRETER = 1 << 7,
  QING_FEATURE_LOGPROBS = 1 << 8,
  QING_FEATURE_SEVERAL = 1 << 9, /* n > 1 */
  QING_FEATURE_EFFORT = 1 << 10,
  QING_FEATURE_PRESERVE_THINKING = 1 << 11,
  QING_FEATURE_STREAM_ONLY = 1 << 12,
  QING_FEATURE_STREAM_ONLY_THINKING = 1 << 13,
  QING_FEATURE_NO_SYSTEM = 1 << 14,        /* QwQ: no system message */
  QING_FEATURE_FIXED_SAMPLING = 1 << 15,   /* QVQ: sampling defaults must not be changed */
  QING_FEATURE_COMPLETION_LIMIT = 1 << 16, /* takes max_completion_tokens */
  QING_FEATURE_TOOL_STREAM = 1 << 17,
  QING_FEATURE_HIGH_RESOLUTION = 1 << 18,
  QING_FEATURE_NO_BUDGET = 1 << 19,    /* thinks, but takes no thinking_budget */
  QING_FEATURE_TRANSLATION = 1 << 20,  /* translates one message; needs translation_options */
  QING_FEATURE_SEARCH_PLAIN = 1 << 21, /* searches only while it does not think */
  /* its dated snapshots have QING_FEATURE_LOGPROBS */
  QING_FEATURE_LOGPROBS_SNAPSHOTS = 1 << 22,
  /* besides text, takes pictures or videos or recordings, but not two of them in a request */
  QING_FEATURE_ONE_MODALITY = 1 << 23,
} QingFeatures;

/* Sampling defaults of one mode (protocol.md 6.3); NAN or -1 when not known. */
typedef struct
{
  double temperature;
  double temperature_minimum; /* what the service makes of a lower one */
  double top_p;
  int top_k;
  double presence_penalty;
  double repetition_penalty;
} QingSampling;

/* Price per million tokens for inputs up to @up_to tokens (G_MAXINT64: no limit). NAN where none is
 * known, or where it is that of text. */
typedef struct
{
  gint64 up_to;
  double input;
  double input_audio;
  double input_vision;
  double output;
  double output_thinking;
  double output_multimodal; /* text that answers pictures, videos or sound */
  double output_audio;
  double cached;
} QingPriceTier;

typedef struct
{
  const char *currency; /* "CNY" or "USD" */
  const char *date;     /* ISO date of the source */
  const QingPriceTier *tiers;
  guint n_tiers;
} QingPrices;

/* Pixel rules of protocol.md 7.1; 0 where a model takes no pictures. */
typedef struct
{
  int side;       /* pixels of a token's side: 28 or 32 */
  gint64 minimum; /* default min_pixels */
  gint64 maximum; /* default max_pixels */
  gint64 limit;   /* the largest max_pixels allowed */
  gint64 high;    /* pixels with vl_high_resolution_images */
} QingPixels;

#define QING_TYPE_MODEL_INFO (qing_model_info_get_type ())
G_DECLARE_FINAL_TYPE (QingModelInfo, qing_model_info, QING, MODEL_INFO, GObject)

/**
 * QingModelInfo: what is known of a model. Immutable. All token counts are -1 when not known.
 */
const char *qing_model_info_get_id (QingModelInfo *self);
/* A name for people, such as "Qwen3.6 Plus"; the id when there is none. */
const char *qing_model_info_get_name (QingModelInfo *self);
const char *qing_model_info_get_family (QingModelInfo *self);
/* FALSE for an id that the catalogue does not know: the plain protocol is used. */
gboolean qing_model_info_is_known (QingModelInfo *self);
QingThinking qing_model_info_get_thinking (QingModelInfo *self);
QingModalities qing_model_info_get_input (QingModelInfo *self);
QingModalities qing_model_info_get_output (QingModelInfo *self);
QingFeatures qing_model_info_get_features (QingModelInfo *self);
gint64 qing_model_info_get_context (QingModelInfo *self);
gint64 qing_model_info_get_max_input (QingModelInfo *self, gboolean thinking);
gint64 qing_model_info_get_max_output (QingModelInfo *self, gboolean thinking);
gint64 qing_model_info_get_max_thinking (QingModelInfo *self);
/* Strategies of search that the model takes besides the default; NULL-terminated, may be empty. */
const char *const *qing_model_info_get_search_strategies (QingModelInfo *self);
const char *const *qing_model_info_get_voices (QingModelInfo *self);
const QingSampling *qing_model_info_get_sampling (QingModelInfo *self, gboolean thinking);
const QingPixels *qing_model_info_get_pixels (QingModelInfo *self);
/* @currency: "CNY" or "USD"; NULL when no price is known. */
const QingPrices *qing_model_info_get_prices (QingModelInfo *self, const char *currency);

/* All of it as a row of a models file, indented for people: (transfer full). */
char *qing_model_info_to_json (QingModelInfo *self);

/* The words of a models file, NULL-terminated: of QingFeatures by bit, of QingThinking by number. */
const char *const *qing_model_info_list_features (void);
const char *const *qing_model_info_list_thinking (void);
/* The letters of a models file, such as "tiv": (transfer full). */
char *qing_modalities_to_string (QingModalities modalities);

G_END_DECLS
