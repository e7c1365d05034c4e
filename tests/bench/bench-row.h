/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

typedef enum
{
  BENCH_GOAL_NONE,
  BENCH_GOAL_AT_MOST,
  BENCH_GOAL_EXACTLY,
  BENCH_GOAL_SKIPPED, /* the unit says why */
} BenchGoal;

/* One line of the table. */
typedef struct
{
  char *name;
  char *unit;
  double figure;
  BenchGoal goal;
  double target;
} BenchRow;

char *bench_row_get_path (const char *folder, const char *group);
void bench_row_write (const BenchRow *row, FILE *file);
gboolean bench_row_read (BenchRow *row, const char *line);
void bench_row_clear (BenchRow *row);
gboolean bench_row_is_met (const BenchRow *row);
void bench_row_print (const BenchRow *row, FILE *file);

G_END_DECLS
