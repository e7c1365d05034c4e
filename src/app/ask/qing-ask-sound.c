/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-ask-sound.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define RATE   24000
#define HEADER 44
/* What the length fields of the format can say. */
#define MOST (G_MAXUINT32 - HEADER)

struct _QingAskSound
{
  char *path;
  FILE *file;
  guint64 length;
};

static void
put_16 (guint8 *to, guint value)
{
  to[0] = value & 0xff;
  to[1] = (value >> 8) & 0xff;
}

static void
put_32 (guint8 *to, guint32 value)
{
  put_16 (to, value & 0xffff);
  put_16 (to + 2, value >> 16);
}

static void
make_header (guint8 header[HEADER], guint32 length)
{
  memcpy (header, "RIFF....WAVEfmt ....", 20);
  put_32 (header + 4, length + HEADER - 8);
  put_32 (header + 16, 16);
  put_16 (header + 20, 1);        /* samples as they are */
  put_16 (header + 22, 1);        /* channels */
  put_32 (header + 24, RATE);     /* samples in a second */
  put_32 (header + 28, RATE * 2); /* bytes in a second */
  put_16 (header + 32, 2);        /* bytes of a sample */
  put_16 (header + 34, 16);       /* bits of a sample */
  memcpy (header + 36, "data", 4);
  put_32 (header + 40, length);
}

static gboolean
fail (QingAskSound *self, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", self->path,
               g_strerror (code));
  return FALSE;
}

static gboolean
write_header (QingAskSound *self, GError **error)
{
  guint8 header[HEADER];

  make_header (header, (guint32) self->length);
  return fwrite (header, 1, HEADER, self->file) == HEADER || fail (self, error);
}

QingAskSound *
qing_ask_sound_new (const char *path)
{
  QingAskSound *self = g_new0 (QingAskSound, 1);

  self->path = g_strdup (path);
  return self;
}

gboolean
qing_ask_sound_write (QingAskSound *self, const guint8 *samples, gsize length, GError **error)
{
  if (self->file == NULL)
    {
      self->file = g_fopen (self->path, "wbe");
      if (self->file == NULL)
        return fail (self, error);
      if (!write_header (self, error))
        return FALSE;
    }
  if (self->length + length > MOST)
    return TRUE;
  self->length += length;
  return fwrite (samples, 1, length, self->file) == length || fail (self, error);
}

gboolean
qing_ask_sound_end (QingAskSound *self, GError **error)
{
  FILE *file = g_steal_pointer (&self->file);
  guint8 header[HEADER];

  if (file == NULL)
    return FALSE;
  make_header (header, (guint32) self->length);
  if (fseek (file, 0, SEEK_SET) != 0 || fwrite (header, 1, HEADER, file) != HEADER)
    {
      fail (self, error);
      fclose (file);
      return TRUE;
    }
  if (fclose (file) != 0)
    fail (self, error);
  return TRUE;
}

void
qing_ask_sound_free (QingAskSound *self)
{
  if (self == NULL)
    return;
  if (self->file != NULL)
    fclose (self->file);
  g_free (self->path);
  g_free (self);
}
