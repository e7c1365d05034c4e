/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-announce.h"

#include <dlfcn.h>

/* gtk_accessible_announce() came with GTK 4.14. The middle one of its priorities is polite: it is
 * spoken soon, but what is being read is not cut short. */
#define PRIORITY_MEDIUM 1

typedef void (*AnnounceFunc) (GtkAccessible *accessible, const char *message, int priority);

static AnnounceFunc
find_function (void)
{
  void *program = gtk_check_version (4, 14, 0) == NULL ? dlopen (NULL, RTLD_LAZY) : NULL;

  return program != NULL ? (AnnounceFunc) dlsym (program, "gtk_accessible_announce") : NULL;
}

/* Has a screen reader say something when it is done with what it is at. Returns: FALSE where GTK
 * has no way to do so. */
gboolean
qing_announce (GtkWidget *widget, const char *text)
{
  static AnnounceFunc announce;
  static gboolean known;

  if (!known)
    announce = find_function ();
  known = TRUE;
  if (announce == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;
  announce (GTK_ACCESSIBLE (widget), text, PRIORITY_MEDIUM);
  return TRUE;
}
