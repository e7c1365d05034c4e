/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-retry-policy.h"

#include <libsoup/soup.h>
#include <math.h>

#define FIRST_DELAY_MS  500
#define LONGEST_MS      8000.0
#define LONGEST_WAIT_MS 120000

static double
draw (gpointer user_data)
{
  return g_random_double ();
}

/* A person waits for a chat; a title or a test is dropped rather than waited for. */
void
qing_retry_policy_init (QingRetryPolicy *self, QingPurpose purpose)
{
  static const guint max_retries[] = {
    [QING_PURPOSE_CHAT] = 3,
    [QING_PURPOSE_CONTINUE] = 3,
    [QING_PURPOSE_TITLE] = 1,
    [QING_PURPOSE_TEST] = 0,
  };

  self->max_retries = max_retries[purpose];
  self->first_delay_ms = FIRST_DELAY_MS;
  self->random = draw;
  self->random_data = NULL;
}

/* Whatever a server wishes, these do not go away by asking again. */
static gboolean
is_final (const QingFault *fault)
{
  switch (fault->code)
    {
    case QING_ERROR_AUTH:
    case QING_ERROR_BALANCE:
    case QING_ERROR_CONTENT:
    case QING_ERROR_CANCELLED:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
qing_retry_policy_decide (const QingRetryPolicy *self,
                          const QingFault *fault,
                          guint n_retries,
                          gboolean answer_began,
                          QingRetryWish wish,
                          guint *delay_ms)
{
  double delay;

  if (answer_began || n_retries >= self->max_retries || is_final (fault) ||
      wish == QING_WISH_LEAVE || (!fault->retryable && wish != QING_WISH_RETRY))
    return FALSE;

  if (fault->retry_after_ms > LONGEST_WAIT_MS)
    return FALSE;

  if (fault->retry_after_ms > 0)
    {
      *delay_ms = fault->retry_after_ms;
      return TRUE;
    }

  delay = MIN (self->first_delay_ms * pow (2, n_retries), LONGEST_MS);
  *delay_ms = (guint) (delay * (1 - 0.25 * self->random (self->random_data)));

  return TRUE;
}

QingRetryWish
qing_retry_wish_parse (const char *header)
{
  if (header == NULL)
    return QING_WISH_NONE;
  if (g_ascii_strcasecmp (header, "true") == 0)
    return QING_WISH_RETRY;
  if (g_ascii_strcasecmp (header, "false") == 0)
    return QING_WISH_LEAVE;

  return QING_WISH_NONE;
}

static gboolean
parse_number (const char *text, double *number)
{
  char *end;

  if (text == NULL || text[0] == '\0')
    return FALSE;

  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*number);
}

static int
to_milliseconds (double milliseconds)
{
  return milliseconds > 0 ? (int) MIN (milliseconds, (double) G_MAXINT) : -1;
}

int
qing_retry_wait_parse (const char *milliseconds, const char *seconds, gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  double number;

  if (parse_number (milliseconds, &number))
    return to_milliseconds (number);
  if (parse_number (seconds, &number))
    return to_milliseconds (number * 1000);
  if (seconds == NULL)
    return -1;

  date = soup_date_time_new_from_http_string (seconds);
  return date != NULL ? to_milliseconds ((g_date_time_to_unix (date) - now) * 1000.0) : -1;
}
