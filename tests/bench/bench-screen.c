/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-screen.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>

#define SMALLEST 200

struct _BenchScreen
{
  Display *display;
};

/* Windows may go while they are looked at. */
static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

BenchScreen *
bench_screen_new (void)
{
  BenchScreen *self = g_new0 (BenchScreen, 1);

  self->display = XOpenDisplay (NULL);
  if (self->display == NULL)
    g_error ("There is no screen");
  XSetErrorHandler (ignore_error);
  return self;
}

void
bench_screen_free (BenchScreen *self)
{
  XCloseDisplay (self->display);
  g_free (self);
}

/* One line across the middle of the window. */
static gboolean
is_window_drawn (BenchScreen *self, Window window)
{
  XWindowAttributes attributes;
  XImage *image;
  gboolean drawn = FALSE;

  if (!XGetWindowAttributes (self->display, window, &attributes) ||
      attributes.map_state != IsViewable || attributes.width < SMALLEST ||
      attributes.height < SMALLEST)
    return FALSE;
  image = XGetImage (self->display, window, 0, attributes.height / 2, (guint) attributes.width, 1,
                     AllPlanes, ZPixmap);
  if (image == NULL)
    return FALSE;
  for (int x = 0; x < attributes.width && !drawn; x++)
    drawn = (XGetPixel (image, x, 0) & 0xffffff) != 0;
  XDestroyImage (image);
  return drawn;
}

gboolean
bench_screen_is_drawn (BenchScreen *self)
{
  Window root, parent;
  Window *windows = NULL;
  guint n_windows = 0;
  gboolean drawn = FALSE;

  if (!XQueryTree (self->display, DefaultRootWindow (self->display), &root, &parent, &windows,
                   &n_windows))
    return FALSE;
  for (guint i = 0; i < n_windows && !drawn; i++)
    drawn = is_window_drawn (self, windows[i]);
  if (windows != NULL)
    XFree (windows);
  return drawn;
}
