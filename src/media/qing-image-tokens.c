/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-tokens.h"

#include <math.h>

gint64
qing_image_estimate_tokens (int width,
                            int height,
                            int side,
                            gint64 minimum,
                            gint64 maximum,
                            int *scaled_width,
                            int *scaled_height)
{
  double h;
  double w;

  g_return_val_if_fail (width > 0 && height > 0 && side > 0, -1);

  /* Half goes to the even neighbour, as in the server's own sample. */
  h = nearbyint ((double) height / side) * side;
  w = nearbyint ((double) width / side) * side;

  if (h * w > maximum)
    {
      double beta = sqrt ((double) height * width / maximum);

      h = floor (height / beta / side) * side;
      w = floor (width / beta / side) * side;
    }
  else if (h * w < minimum)
    {
      double beta = sqrt ((double) minimum / ((double) height * width));

      h = ceil (height * beta / side) * side;
      w = ceil (width * beta / side) * side;
    }

  if (scaled_width != NULL)
    *scaled_width = (int) w;
  if (scaled_height != NULL)
    *scaled_height = (int) h;
  return (gint64) floor (h * w / ((double) side * side)) + 2;
}

gint64
qing_image_estimate_tokens_for_model (int width,
                                      int height,
                                      QingModelInfo *model,
                                      QingParameters *parameters)
{
  const QingPixels *pixels = qing_model_info_get_pixels (model);
  gint64 minimum;
  gint64 maximum;
  gboolean high = FALSE;

  if (pixels == NULL || pixels->side <= 0 || pixels->maximum <= 0 || width <= 0 || height <= 0)
    return -1;

  minimum = pixels->minimum;
  maximum = pixels->maximum;
  if (parameters != NULL)
    {
      qing_parameters_get_integer (parameters, QING_PARAMETER_MIN_PIXELS, &minimum);
      qing_parameters_get_integer (parameters, QING_PARAMETER_MAX_PIXELS, &maximum);
      qing_parameters_get_switch (parameters, QING_PARAMETER_VL_HIGH_RESOLUTION_IMAGES, &high);
    }
  if (high && pixels->high > 0)
    maximum = pixels->high;
  if (pixels->limit > 0)
    maximum = MIN (maximum, MAX (pixels->limit, pixels->high));

  return qing_image_estimate_tokens (width, height, pixels->side, minimum, maximum, NULL, NULL);
}
