/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-test-rules.h"

#include "qing-test-image.h"
#include "qing-test-json.h"

#include <string.h>

#define MAX_DATA_URI     10485760
#define MAX_DATA_IMAGES  250
#define MAX_URL_IMAGES   2048
#define MIN_IMAGE_SIDE   11
#define MAX_IMAGE_RATIO  200
#define LARGE_LONG_SIDE  3840
#define LARGE_SHORT_SIDE 2160
#define MAX_LONG_SIDE    7680
#define MAX_SHORT_SIDE   4320
#define MAX_CACHE_MARKS  4

#define BAD_URL                                                                                    \
  "<400> InternalError.Algo.InvalidParameter: The provided URL does not appear to be valid. "      \
  "Ensure "                                                                                        \
  "it is correctly formatted."
#define BAD_SIZE                                                                                   \
  "<400> InternalError.Algo.InvalidParameter: The image length and width do not meet the model "   \
  "restrictions."

typedef struct
{
  const char *type;
  const char *keys[8];
} Part;

/* protocol.md 1.2: "User content parts"; detail is not among them */
static const Part parts[] = {
  { "text", { "type", "text", "cache_control" } },
  { "image_url", { "type", "image_url", "min_pixels", "max_pixels", "cache_control" } },
  { "input_audio", { "type", "input_audio", "cache_control" } },
  { "video", { "type", "video", "fps", "min_pixels", "max_pixels", "total_pixels" } },
  { "video_url", { "type", "video_url", "fps", "min_pixels", "max_pixels", "total_pixels" } },
};

typedef char *(*PartFunc) (const QingTestCheck *check, JsonObject *part);

/* Calls the function for every content part of every message until one refuses it. */
static char *
foreach_part (const QingTestCheck *check, PartFunc func)
{
  for (guint i = 0; i < json_array_get_length (check->messages); i++)
    {
      JsonObject *message = qing_test_json_nth_object (check->messages, i);
      JsonArray *array = qing_test_json_get_array (message, "content");

      for (guint j = 0; array != NULL && j < json_array_get_length (array); j++)
        {
          char *refusal = func (check, qing_test_json_nth_object (array, j));

          if (refusal != NULL)
            return refusal;
        }
    }

  return NULL;
}

static gboolean
is_type (JsonObject *part, const char *type)
{
  return g_strcmp0 (qing_test_json_get_string (part, "type"), type) == 0;
}

static const char *
get_image_url (JsonObject *part)
{
  if (!is_type (part, "image_url"))
    return NULL;

  return qing_test_json_get_string (qing_test_json_get_object (part, "image_url"), "url");
}

static char *
part_type (const QingTestCheck *check, JsonObject *part)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_type (part, parts[i].type))
      return qing_test_json_has (part, parts[i].type)
               ? NULL
               : g_strdup_printf ("'%s' is a required property", parts[i].type);

  return g_strdup ("Input should be 'text', 'image_url', 'input_audio', 'video' or 'video_url' - "
                   "'messages.content.type'");
}

static char *
check_part_type (const QingTestCheck *check)
{
  return foreach_part (check, part_type);
}

static char *
part_keys (const QingTestCheck *check, JsonObject *part)
{
  g_autoptr (GList) names = json_object_get_members (part);
  JsonObject *image = qing_test_json_get_object (part, "image_url");
  const Part *known = parts;

  while (!is_type (part, known->type))
    known++;
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (known->keys, l->data))
      return g_strdup_printf ("Unrecognized request argument supplied: %s", (char *) l->data);
  /* protocol.md 1.2: "sizing keys sit beside image_url, not inside it" */
  if (is_type (part, "image_url") && (image == NULL || json_object_get_size (image) != 1))
    return g_strdup ("'image_url' must be {url: String}");

  return NULL;
}

static char *
check_part_keys (const QingTestCheck *check)
{
  return foreach_part (check, part_keys);
}

static char *
part_text (const QingTestCheck *check, JsonObject *part)
{
  const char *text = qing_test_json_get_string (part, "text");

  /* protocol.md 8.4: "empty content is refused" */
  return !is_type (part, "text") || (text != NULL && *text != '\0')
           ? NULL
           : g_strdup ("Role must be user or assistant and Content length must be greater than 0");
}

static char *
check_part_text (const QingTestCheck *check)
{
  return foreach_part (check, part_text);
}

static char *
part_modality (const QingTestCheck *check, JsonObject *part)
{
  gboolean audio = is_type (part, "input_audio");

  if (is_type (part, "text"))
    return NULL;
  /* protocol.md 6: column "in→out" */
  if (qing_test_rules_has (check, audio ? QING_TEST_MODEL_AUDIO_IN : QING_TEST_MODEL_VISION))
    return NULL;

  return g_strdup ("input content must be a string.");
}

static char *
check_modality (const QingTestCheck *check)
{
  return foreach_part (check, part_modality);
}

static char *
check_media_roles (const QingTestCheck *check)
{
  for (guint i = 0; i < json_array_get_length (check->messages); i++)
    {
      JsonObject *message = qing_test_json_nth_object (check->messages, i);
      JsonArray *array = qing_test_json_get_array (message, "content");

      /* protocol.md 1.2: media are parts of user messages */
      for (guint j = 0; array != NULL && j < json_array_get_length (array); j++)
        if (!is_type (qing_test_json_nth_object (array, j), "text") &&
            g_strcmp0 (qing_test_json_get_string (message, "role"), "user") != 0)
          return g_strdup ("input content must be a string.");
    }

  return NULL;
}

static char *
part_url (const QingTestCheck *check, JsonObject *part)
{
  const char *url = get_image_url (part);

  if (!is_type (part, "image_url"))
    return NULL;
  /* protocol.md 8.4: "file:///… → …", "Raw base64 without prefix is refused everywhere" */
  if (url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://") ||
                      g_str_has_prefix (url, "data:image/")))
    return NULL;

  return g_strdup (BAD_URL);
}

static char *
check_url (const QingTestCheck *check)
{
  return foreach_part (check, part_url);
}

static char *
part_data_size (const QingTestCheck *check, JsonObject *part)
{
  const char *url = get_image_url (part);
  JsonObject *audio = qing_test_json_get_object (part, "input_audio");
  const char *data = qing_test_json_get_string (audio, "data");

  /* protocol.md 7.1: "keep each data URI ≤ 10,485,760 bytes"; 7.4: "Base64 string < 10 MB" */
  if ((url != NULL && strlen (url) > MAX_DATA_URI) ||
      (data != NULL && strlen (data) > MAX_DATA_URI))
    return g_strdup ("Exceeded limit on max bytes per data-uri item : 10485760");

  return NULL;
}

static char *
check_data_size (const QingTestCheck *check)
{
  return foreach_part (check, part_data_size);
}

static gboolean
is_picture_type (const char *type)
{
  /* protocol.md 7.1: "BMP, JPEG, PNG, TIFF, WEBP, HEIC" */
  static const char *const types[] = { "image/bmp",  "image/jpeg", "image/png", "image/tiff",
                                       "image/webp", "image/heic", NULL };

  return type != NULL && g_strv_contains (types, type);
}

static gboolean
is_large (const QingTestImage *image)
{
  return MAX (image->width, image->height) > LARGE_LONG_SIDE ||
         MIN (image->width, image->height) > LARGE_SHORT_SIDE;
}

/* protocol.md 7.1: "4K–8K: only JPEG/PNG; keep ≤ 8K" */
static gboolean
has_good_size (const QingTestImage *image)
{
  int longer = MAX (image->width, image->height);
  int shorter = MIN (image->width, image->height);

  if (shorter < MIN_IMAGE_SIDE || longer > shorter * MAX_IMAGE_RATIO)
    return FALSE;
  if (longer > MAX_LONG_SIDE || shorter > MAX_SHORT_SIDE)
    return FALSE;

  return !is_large (image) || g_str_equal (image->true_type, "image/png") ||
         g_str_equal (image->true_type, "image/jpeg");
}

static char *
part_picture (const QingTestCheck *check, JsonObject *part)
{
  const char *url = get_image_url (part);
  g_autoptr (QingTestImage) image = url != NULL ? qing_test_image_new (url) : NULL;

  if (image == NULL || image->remote)
    return NULL;
  if (!image->valid_base64)
    return g_strdup (BAD_URL);
  /* protocol.md 7.1: "with the true MIME type" */
  if (!is_picture_type (image->true_type))
    return g_strdup ("<400> InternalError.Algo.InvalidParameter: The image format is illegal and "
                     "cannot be opened");
  if (g_strcmp0 (image->stated_type, image->true_type) != 0)
    return g_strdup_printf ("<400> InternalError.Algo.InvalidParameter: The image is %s, but was "
                            "sent as %s",
                            image->true_type, image->stated_type);
  /* No decoder for this format may be installed here; then only the type has been looked at. */
  if (!image->decoded && g_str_equal (image->true_type, "image/heic"))
    return NULL;
  if (!image->decoded)
    return g_strdup ("<400> InternalError.Algo.InvalidParameter: The image format is illegal and "
                     "cannot be opened");

  /* protocol.md 7.1: "width and height each > 10 px; long:short ≤ 200:1" */
  return has_good_size (image) ? NULL : g_strdup (BAD_SIZE);
}

static char *
check_picture (const QingTestCheck *check)
{
  return foreach_part (check, part_picture);
}

/* protocol.md 7.1, the table of pixel budgets: the first pattern that fits counts. */
static const struct
{
  const char *pattern;
  gint64 least;
  gint64 most;
} budgets[] = {
  { "qwen3.5-omni*", 24576, 16777216 },
  { "qwen3.8-omni*", 24576, 16777216 },
  { "qwen3.?-*", 65536, 16777216 },
  { "qwen3-vl-*", 65536, 16777216 },
  { "qwen3-omni-flash*", 4 * 32 * 32, 1280 * 32 * 32 },
  { "qwen-omni-turbo*", 4 * 28 * 28, 1280 * 28 * 28 },
  { "qwen-vl-max", 4096, 16777216 },
  { "qwen-vl-max-latest", 4096, 16777216 },
  { "qwen-vl-plus", 4096, 16777216 },
  { "qwen-vl-plus-latest", 4096, 16777216 },
  { "qwen-vl-plus-2025-07-10", 4096, 16777216 },
  { "qwen-vl-plus-2025-08-15", 4096, 16777216 },
  { "*", 3136, 12845056 },
};

static char *
part_pixels (const QingTestCheck *check, JsonObject *part)
{
  guint row = 0;
  gint64 least;
  gint64 most;

  while (!g_pattern_match_simple (budgets[row].pattern, check->id))
    row++;
  least = qing_test_json_get_int (part, "min_pixels", budgets[row].least);
  most = qing_test_json_get_int (part, "max_pixels", budgets[row].most);
  if (least < budgets[row].least || most > budgets[row].most || least > most)
    return g_strdup_printf ("Range of min_pixels and max_pixels should be [%" G_GINT64_FORMAT
                            ", %" G_GINT64_FORMAT "]",
                            budgets[row].least, budgets[row].most);

  return NULL;
}

static char *
part_video (const QingTestCheck *check, JsonObject *part)
{
  JsonArray *frames = qing_test_json_get_array (part, "video");
  JsonNode *fps = part != NULL ? json_object_get_member (part, "fps") : NULL;
  guint n = frames != NULL ? json_array_get_length (frames) : 0;

  /* protocol.md 1.2: "fps float [0.1, 10]" */
  if (fps != NULL && (!JSON_NODE_HOLDS_VALUE (fps) || json_node_get_double (fps) < 0.1 ||
                      json_node_get_double (fps) > 10))
    return g_strdup ("Range of fps should be [0.1, 10.0]");
  if (!is_type (part, "video"))
    return NULL;
  /* protocol.md 7.3: "list of frames: 4–8000 …, else 4–80" */
  if (n < 4 || n > (g_str_has_prefix (check->id, "qwen3.") ? 8000 : 80))
    return g_strdup ("<400> InternalError.Algo.InvalidParameter: The video modality input does not "
                     "meet the requirements because: the range of sequence images shoule be (4, "
                     "80).");
  for (guint i = 0; i < n; i++)
    {
      JsonNode *frame = json_array_get_element (frames, i);
      const char *url =
        qing_test_json_is (frame, G_TYPE_STRING) ? json_node_get_string (frame) : "";

      if (!g_str_has_prefix (url, "https://") && !g_str_has_prefix (url, "data:image/"))
        return g_strdup (BAD_URL);
    }

  return NULL;
}

static char *
check_video (const QingTestCheck *check)
{
  return foreach_part (check, part_video);
}

static char *
check_pixels (const QingTestCheck *check)
{
  return foreach_part (check, part_pixels);
}

static gboolean
is_audio_data (const char *data)
{
  const char *marker = data != NULL ? strstr (data, ";base64,") : NULL;

  if (data != NULL && (g_str_has_prefix (data, "https://") || g_str_has_prefix (data, "http://")))
    return TRUE;

  return marker != NULL && g_str_has_prefix (data, "data:") &&
         qing_test_image_is_base64 (marker + strlen (";base64,"));
}

static char *
part_audio (const QingTestCheck *check, JsonObject *part)
{
  JsonObject *audio = qing_test_json_get_object (part, "input_audio");

  if (!is_type (part, "input_audio"))
    return NULL;
  /* protocol.md 7.4: "URL or data:;base64,<b64>" and format */
  if (!is_audio_data (qing_test_json_get_string (audio, "data")))
    return g_strdup (BAD_URL);
  if (qing_test_json_get_string (audio, "format") == NULL)
    return g_strdup ("'format' is a required property - 'input_audio'");

  return NULL;
}

static char *
check_audio (const QingTestCheck *check)
{
  return foreach_part (check, part_audio);
}

typedef struct
{
  guint n_data;
  guint n_urls;
  guint n_marks;
  guint n_audio;
  guint n_video;
} Census;

static void
count_part (Census *census, JsonObject *part)
{
  const char *url = get_image_url (part);

  if (url != NULL && g_str_has_prefix (url, "data:"))
    census->n_data++;
  else if (url != NULL)
    census->n_urls++;
  census->n_audio += is_type (part, "input_audio") ? 1 : 0;
  census->n_video += is_type (part, "video") || is_type (part, "video_url") ? 1 : 0;
  census->n_marks += qing_test_json_has (part, "cache_control") ? 1 : 0;
}

static char *
check_counts (const QingTestCheck *check)
{
  Census census = { 0 };

  for (guint i = 0; i < json_array_get_length (check->messages); i++)
    {
      JsonObject *message = qing_test_json_nth_object (check->messages, i);
      JsonArray *array = qing_test_json_get_array (message, "content");

      for (guint j = 0; array != NULL && j < json_array_get_length (array); j++)
        count_part (&census, qing_test_json_nth_object (array, j));
    }

  /* protocol.md 7.1: "count: by URL …; base64 ≤ 250" */
  if (census.n_data > MAX_DATA_IMAGES || census.n_urls > MAX_URL_IMAGES)
    return g_strdup ("Exceeded limit on max images per request");
  /* protocol.md 1.6: "≤4 marks per request" */
  if (census.n_marks > MAX_CACHE_MARKS)
    return g_strdup ("A maximum of 4 cache_control marks may be provided");
  /* protocol.md 7.4: "qwen3-omni-flash …, one non-text modality per request" */
  if (g_str_has_prefix (check->id, "qwen3-omni-flash") &&
      (census.n_data + census.n_urls > 0) + (census.n_audio > 0) + (census.n_video > 0) > 1)
    return g_strdup ("Only one modality besides text is supported in one request");

  return NULL;
}

const QingTestRule qing_test_rules_media[] = {
  { "part-type", check_part_type, 400, "invalid_parameter_error" },
  { "part-key", check_part_keys, 400, "invalid_request_error" },
  { "part-text", check_part_text, 400, "invalid_parameter_error" },
  { "modality", check_modality, 400, "invalid_parameter_error" },
  { "media-role", check_media_roles, 400, "invalid_parameter_error" },
  { "image-url", check_url, 400, "invalid_parameter_error" },
  { "data-size", check_data_size, 400, "invalid_parameter_error" },
  { "image", check_picture, 400, "invalid_parameter_error" },
  { "pixels", check_pixels, 400, "invalid_parameter_error" },
  { "video", check_video, 400, "invalid_parameter_error" },
  { "audio-data", check_audio, 400, "invalid_parameter_error" },
  { "media-count", check_counts, 400, "invalid_parameter_error" },
  { NULL },
};
