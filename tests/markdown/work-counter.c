/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "work-counter.h"

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static guint64
processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_GUINT64_CONSTANT (1000000000) + time.tv_nsec;
}

static int
open_counter (void)
{
  struct perf_event_attr attributes = { .type = PERF_TYPE_HARDWARE,
                                        .size = sizeof attributes,
                                        .config = PERF_COUNT_HW_INSTRUCTIONS,
                                        .exclude_kernel = 1,
                                        .exclude_hv = 1 };

  return (int) syscall (SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

static guint64
read_counter (int counter)
{
  guint64 value = 0;

  if (counter >= 0 && read (counter, &value, sizeof value) == sizeof value)
    return value;
  return processor_time ();
}

void
work_counter_begin (WorkCounter *self)
{
  self->counter = open_counter ();
  self->start = read_counter (self->counter);
}

guint64
work_counter_end (WorkCounter *self)
{
  guint64 end = read_counter (self->counter);

  if (self->counter >= 0)
    close (self->counter);
  return end - self->start;
}
