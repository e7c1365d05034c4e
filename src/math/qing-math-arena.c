/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-arena.h"

#include <string.h>

#define CHUNK_SIZE 4096

typedef struct _Chunk Chunk;

struct _Chunk
{
  Chunk *next;
  gsize used;
  gsize size;
  gint64 data[];
};

struct _QingMathArena
{
  Chunk *chunks;
};

static Chunk *
chunk_new (gsize size, Chunk *next)
{
  Chunk *chunk = g_malloc (sizeof (Chunk) + size);

  chunk->next = next;
  chunk->used = 0;
  chunk->size = size;
  return chunk;
}

QingMathArena *
qing_math_arena_new (void)
{
  return g_new0 (QingMathArena, 1);
}

void
qing_math_arena_free (QingMathArena *self)
{
  Chunk *chunk = self->chunks;

  while (chunk != NULL)
    {
      Chunk *next = chunk->next;

      g_free (chunk);
      chunk = next;
    }
  g_free (self);
}

/* Returns zeroed memory, aligned for any of our types, which lives as long as the arena. */
gpointer
qing_math_arena_alloc0 (QingMathArena *self, gsize size)
{
  gpointer memory;

  size = (size + 7) & ~(gsize) 7;
  if (self->chunks == NULL || self->chunks->size - self->chunks->used < size)
    self->chunks = chunk_new (MAX (size, CHUNK_SIZE - sizeof (Chunk)), self->chunks);

  memory = (char *) self->chunks->data + self->chunks->used;
  self->chunks->used += size;
  memset (memory, 0, size);
  return memory;
}

char *
qing_math_arena_strndup (QingMathArena *self, const char *text, gsize length)
{
  char *copy = qing_math_arena_alloc0 (self, length + 1);

  if (length > 0)
    memcpy (copy, text, length);
  return copy;
}
