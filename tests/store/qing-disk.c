/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-disk.h"

#include <sqlite3.h>
#include <string.h>

/* The true file lies behind ours. */
typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
} File;

static sqlite3_vfs vfs;
static sqlite3_vfs *real_vfs;
static int room = -1;
static int failed;

static sqlite3_file *
real (sqlite3_file *file)
{
  return ((File *) file)->real;
}

/* Once it is full it stays full. */
static gboolean
has_room (void)
{
  int before;

  do
    {
      before = g_atomic_int_get (&room);
      if (before == 0)
        {
          g_atomic_int_set (&failed, 1);
          return FALSE;
        }
    }
  while (before > 0 && !g_atomic_int_compare_and_exchange (&room, before, before - 1));
  return TRUE;
}

static int
close_file (sqlite3_file *file)
{
  return real (file)->pMethods->xClose (real (file));
}

static int
read_file (sqlite3_file *file, void *bytes, int n, sqlite3_int64 offset)
{
  return real (file)->pMethods->xRead (real (file), bytes, n, offset);
}

static int
write_file (sqlite3_file *file, const void *bytes, int n, sqlite3_int64 offset)
{
  if (!has_room ())
    return SQLITE_FULL;
  return real (file)->pMethods->xWrite (real (file), bytes, n, offset);
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  return real (file)->pMethods->xTruncate (real (file), size);
}

/* What is given to a full disk may be refused as late as here. */
static int
sync_file (sqlite3_file *file, int flags)
{
  return real (file)->pMethods->xSync (real (file), flags);
}

static int
get_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real (file)->pMethods->xFileSize (real (file), size);
}

static int
lock_file (sqlite3_file *file, int level)
{
  return real (file)->pMethods->xLock (real (file), level);
}

static int
unlock_file (sqlite3_file *file, int level)
{
  return real (file)->pMethods->xUnlock (real (file), level);
}

static int
check_lock (sqlite3_file *file, int *reserved)
{
  return real (file)->pMethods->xCheckReservedLock (real (file), reserved);
}

static int
control_file (sqlite3_file *file, int what, void *argument)
{
  return real (file)->pMethods->xFileControl (real (file), what, argument);
}

static int
get_sector_size (sqlite3_file *file)
{
  return real (file)->pMethods->xSectorSize (real (file));
}

static int
get_characteristics (sqlite3_file *file)
{
  return real (file)->pMethods->xDeviceCharacteristics (real (file));
}

static int
map_memory (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  return real (file)->pMethods->xShmMap (real (file), region, size, extend, memory);
}

static int
lock_memory (sqlite3_file *file, int offset, int n, int flags)
{
  return real (file)->pMethods->xShmLock (real (file), offset, n, flags);
}

static void
barrier_memory (sqlite3_file *file)
{
  real (file)->pMethods->xShmBarrier (real (file));
}

static int
unmap_memory (sqlite3_file *file, int remove)
{
  return real (file)->pMethods->xShmUnmap (real (file), remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = get_file_size,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_lock,
  .xFileControl = control_file,
  .xSectorSize = get_sector_size,
  .xDeviceCharacteristics = get_characteristics,
  .xShmMap = map_memory,
  .xShmLock = lock_memory,
  .xShmBarrier = barrier_memory,
  .xShmUnmap = unmap_memory,
};

static int
open_file (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  File *ours = (File *) file;
  int code;

  ours->real = (sqlite3_file *) (ours + 1);
  code = real_vfs->xOpen (real_vfs, name, ours->real, flags, out_flags);
  file->pMethods = ours->real->pMethods != NULL ? &methods : NULL;
  return code;
}

void
qing_disk_install (void)
{
  g_assert (real_vfs == NULL);
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "qing-disk";
  vfs.szOsFile = (int) sizeof (File) + real_vfs->szOsFile;
  vfs.xOpen = open_file;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

void
qing_disk_set_room (int writes)
{
  g_atomic_int_set (&failed, 0);
  g_atomic_int_set (&room, writes);
}

gboolean
qing_disk_was_full (void)
{
  return g_atomic_int_get (&failed) != 0;
}
