/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-account.h"

G_BEGIN_DECLS

/* What the environment of the process says. No GTK: both programs use it. */

/* The address of a server when only a key is known: the API page's own. */
#define QING_DEFAULT_BASE_URL "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"

/* Sets the locale and where its catalogues are: QINGTAN_LOCALEDIR, for a program that runs where
 * it was built, or the installed folder. */
void qing_environment_init_locale (void);

/**
 * qing_environment_dup_account:
 *
 * Returns: (transfer full) (nullable): the account that DASHSCOPE_API_KEY and DASHSCOPE_BASE_URL
 *  describe, or the one on the demonstration server of QINGTAN_DEMO_URL, which must be an address
 *  of this computer; %NULL when there is neither
 */
QingAccount *qing_environment_dup_account (void);

/* Whether @url's host is this computer. */
gboolean qing_environment_is_loopback (const char *url);

/**
 * qing_environment_save_memory:
 *
 * The GNU C library gives each new thread a heap of its own. Those of this program mostly wait for
 * the disk: a common heap is enough, and saves a megabyte. Before any thread is started.
 */
void qing_environment_save_memory (void);

/**
 * qing_environment_choose_renderer:
 * @dri: the folder of the graphics devices, "/dev/dri"
 * @gtk_minor: of the GTK 4 that runs, which has another name for this since 4.16
 *
 * Where there is no render node, GTK would look for OpenGL in vain, for 90 ms and 64 MB: the
 * software renderer is chosen before GTK starts, unless the user chose something.
 */
void qing_environment_choose_renderer (const char *dri, guint gtk_minor);

G_END_DECLS
