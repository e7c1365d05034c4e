/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each figure goes to the standard output and, where the environment variable QING_BENCH_ROWS names
 * a folder, into the file of its group there, from which the table at the end is made. A target that
 * is missed is said, and is no failure. */

void bench_report_begin (const char *group);
void bench_report_figure (const char *name, double figure, const char *unit);
void bench_report_at_most (const char *name, double figure, const char *unit, double target);
void bench_report_exactly (const char *name, double figure, const char *unit, double target);
void bench_report_skipped (const char *name, const char *reason);

G_END_DECLS
