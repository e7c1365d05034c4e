/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-plan.h"

#include <string.h>

#define LONG_4K  3840
#define SHORT_4K 2160
#define LONG_8K  7680
#define SHORT_8K 4320

gsize
qing_image_data_uri_length (const char *mime_type, gsize length)
{
  return strlen ("data:;base64,") + strlen (mime_type) + (length + 2) / 3 * 4;
}

static gboolean
fits (int width, int height, int long_edge, int short_edge)
{
  return MAX (width, height) <= long_edge && MIN (width, height) <= short_edge;
}

static gboolean
format_goes_as_it_is (const QingImageProbe *probe, int width, int height)
{
  if (probe->animated || probe->orientation != 1)
    return FALSE;
  switch (probe->format)
    {
    case QING_IMAGE_JPEG:
    case QING_IMAGE_PNG:
      return fits (width, height, LONG_8K, SHORT_8K);
    case QING_IMAGE_BMP:
    case QING_IMAGE_TIFF:
    case QING_IMAGE_WEBP:
      return fits (width, height, LONG_4K, SHORT_4K);
    case QING_IMAGE_GIF:
    case QING_IMAGE_OTHER:
    default:
      return FALSE;
    }
}

static void
shrink (QingImagePlan *plan, double factor)
{
  if (factor >= 1)
    return;
  plan->width = MAX (1, (int) (plan->width * factor));
  plan->height = MAX (1, (int) (plan->height * factor));
}

void
qing_image_plan (const QingImageProbe *probe,
                 int width,
                 int height,
                 gsize length,
                 guint max_edge,
                 QingImagePlan *plan)
{
  const char *mime_type = qing_image_format_get_mime_type (probe->format);

  *plan = (QingImagePlan){ .width = width, .height = height };

  shrink (plan, (double) LONG_8K / MAX (plan->width, plan->height));
  shrink (plan, (double) SHORT_8K / MIN (plan->width, plan->height));
  if (max_edge > 0)
    shrink (plan, (double) max_edge / MAX (plan->width, plan->height));

  plan->canvas_width = MAX (plan->width, QING_IMAGE_MIN_EDGE);
  plan->canvas_height = MAX (plan->height, QING_IMAGE_MIN_EDGE);
  plan->canvas_width = MAX (plan->canvas_width, (plan->canvas_height + QING_IMAGE_MAX_RATIO - 1) /
                                                  QING_IMAGE_MAX_RATIO);
  plan->canvas_height = MAX (plan->canvas_height, (plan->canvas_width + QING_IMAGE_MAX_RATIO - 1) /
                                                    QING_IMAGE_MAX_RATIO);

  plan->keep = format_goes_as_it_is (probe, width, height) && plan->canvas_width == width &&
               plan->canvas_height == height &&
               qing_image_data_uri_length (mime_type, length) <= QING_IMAGE_MAX_DATA_URI;
}
