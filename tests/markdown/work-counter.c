/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "work-counter.h"

#include <string.h>

/* The linker sends calls of these functions here (--wrap), see meson.build. */

/* What a library does for this many bytes is counted like a block of code. */
#define BYTES_PER_STEP 8

static guint64 work;

/* Called at the start of each block of code, by what is compiled with trace-pc. */
void __sanitizer_cov_trace_pc (void);

void
__sanitizer_cov_trace_pc (void)
{
  work++;
}

void
work_counter_begin (WorkCounter *self)
{
  self->start = work;
}

guint64
work_counter_end (const WorkCounter *self)
{
  return work - self->start;
}

void
work_counter_add_bytes (gsize n_bytes)
{
  work += 1 + n_bytes / BYTES_PER_STEP;
}

gsize __real_strlen (const char *text);

static void
count_text (const char *text, gssize length)
{
  if (text != NULL)
    work_counter_add_bytes (length < 0 ? __real_strlen (text) : (gsize) length);
}

static gsize
count_common (const char *a, const char *b)
{
  gsize n = 0;

  while (a != NULL && b != NULL && a[n] != '\0' && a[n] == b[n])
    n++;
  return n;
}

/* A function of a library, and what is counted before it is called. */
#define WRAP(type, name, parameters, arguments, count)                                             \
  type __real_##name parameters;                                                                   \
  type __wrap_##name parameters;                                                                   \
  type __wrap_##name parameters                                                                    \
  {                                                                                                \
    count;                                                                                         \
    return __real_##name arguments;                                                                \
  }

/* A search stops at what it finds. */
#define WRAP_SEARCH(name, parameters, arguments, start, all)                                       \
  char *__real_##name parameters;                                                                  \
  char *__wrap_##name parameters;                                                                  \
  char *__wrap_##name parameters                                                                   \
  {                                                                                                \
    char *found = __real_##name arguments;                                                         \
    work_counter_add_bytes (found != NULL ? (gsize) (found - (const char *) start)                 \
                                          : (gsize) (all));                                        \
    return found;                                                                                  \
  }

#define WRAP_SPAN(name)                                                                            \
  gsize __real_##name (const char *text, const char *set);                                         \
  gsize __wrap_##name (const char *text, const char *set);                                         \
  gsize __wrap_##name (const char *text, const char *set)                                          \
  {                                                                                                \
    gsize length = __real_##name (text, set);                                                      \
    work_counter_add_bytes (length);                                                               \
    return length;                                                                                 \
  }

/* So does a check at what is wrong. */
#define WRAP_VALIDATE(name, Length)                                                                \
  gboolean __real_##name (const char *text, Length n, const char **end);                           \
  gboolean __wrap_##name (const char *text, Length n, const char **end);                           \
  gboolean __wrap_##name (const char *text, Length n, const char **end)                            \
  {                                                                                                \
    const char *stop;                                                                              \
    gboolean valid = __real_##name (text, n, &stop);                                               \
    work_counter_add_bytes (stop - text);                                                          \
    if (end != NULL)                                                                               \
      *end = stop;                                                                                 \
    return valid;                                                                                  \
  }

/* clang-format off */
WRAP (void *, memcpy, (void *to, const void *from, gsize n), (to, from, n), work_counter_add_bytes (n))
WRAP (void *, memmove, (void *to, const void *from, gsize n), (to, from, n), work_counter_add_bytes (n))
WRAP (void *, memset, (void *to, int byte, gsize n), (to, byte, n), work_counter_add_bytes (n))
WRAP (int, memcmp, (const void *a, const void *b, gsize n), (a, b, n), work_counter_add_bytes (n))
WRAP (int, strcmp, (const char *a, const char *b), (a, b), work_counter_add_bytes (count_common (a, b)))
WRAP (int, strncmp, (const char *a, const char *b, gsize n), (a, b, n), work_counter_add_bytes (MIN (n, count_common (a, b))))
WRAP (int, g_strcmp0, (const char *a, const char *b), (a, b),
      work_counter_add_bytes (count_common (a, b)))
WRAP (gsize, strlen, (const char *text), (text), count_text (text, -1))
WRAP_SEARCH (memchr, (const void *text, int byte, gsize n), (text, byte, n), text, n)
WRAP_SEARCH (strchr, (const char *text, int byte), (text, byte), text, __real_strlen (text))
WRAP_SEARCH (strpbrk, (const char *text, const char *set), (text, set), text, __real_strlen (text))
WRAP_SEARCH (strstr, (const char *text, const char *part), (text, part), text, __real_strlen (text))
WRAP_SPAN (strspn)
WRAP_SPAN (strcspn)

WRAP (void *, g_malloc0, (gsize n), (n), work_counter_add_bytes (n))
WRAP (void *, g_malloc0_n, (gsize n, gsize size), (n, size), work_counter_add_bytes (n * size))
WRAP (void *, g_memdup2, (gconstpointer data, gsize n), (data, n), work_counter_add_bytes (n))
WRAP (char *, g_strdup, (const char *text), (text), count_text (text, -1))
WRAP (char *, g_strndup, (const char *text, gsize n), (text, n), work_counter_add_bytes (n))
WRAP (GString *, g_string_new, (const char *text), (text), count_text (text, -1))
WRAP (GString *, g_string_new_len, (const char *text, gssize n), (text, n), count_text (text, n))
WRAP (GString *, g_string_append, (GString *self, const char *text), (self, text), count_text (text, -1))
WRAP (GString *, g_string_append_len, (GString *self, const char *text, gssize n), (self, text, n),
      count_text (text, n))
WRAP (GString *, g_string_insert_c, (GString *self, gssize at, char byte), (self, at, byte),
      work_counter_add_bytes (at < 0 ? 0 : self->len - at))
WRAP (GString *, g_string_insert_len, (GString *self, gssize at, const char *text, gssize n),
      (self, at, text, n), (count_text (text, n), work_counter_add_bytes (at < 0 ? 0 : self->len - at)))
WRAP (GString *, g_string_erase, (GString *self, gssize at, gssize n), (self, at, n),
      work_counter_add_bytes (self->len - at))
WRAP (guint, g_string_replace, (GString *self, const char *find, const char *other, guint limit),
      (self, find, other, limit), work_counter_add_bytes (self->len))
WRAP (char *, g_utf8_make_valid, (const char *text, gssize n), (text, n), count_text (text, n))
WRAP_VALIDATE (g_utf8_validate, gssize)
WRAP_VALIDATE (g_utf8_validate_len, gsize)
WRAP (glong, g_utf8_strlen, (const char *text, gssize n), (text, n), count_text (text, n))
WRAP (GArray *, g_array_append_vals, (GArray *self, gconstpointer data, guint n), (self, data, n),
      work_counter_add_bytes (n * g_array_get_element_size (self)))
WRAP (GArray *, g_array_insert_vals, (GArray *self, guint at, gconstpointer data, guint n),
      (self, at, data, n), work_counter_add_bytes ((self->len + n) * g_array_get_element_size (self)))
WRAP (GArray *, g_array_remove_range, (GArray *self, guint at, guint n), (self, at, n),
      work_counter_add_bytes (self->len * g_array_get_element_size (self)))
WRAP (GArray *, g_array_remove_index, (GArray *self, guint at), (self, at),
      work_counter_add_bytes (self->len * g_array_get_element_size (self)))
WRAP (void, g_ptr_array_insert, (GPtrArray *self, int at, gpointer data), (self, at, data),
      work_counter_add_bytes (self->len * sizeof (gpointer)))
WRAP (gpointer, g_ptr_array_remove_index, (GPtrArray *self, guint at), (self, at),
      work_counter_add_bytes (self->len * sizeof (gpointer)))
WRAP (GPtrArray *, g_ptr_array_remove_range, (GPtrArray *self, guint at, guint n), (self, at, n),
      work_counter_add_bytes (self->len * sizeof (gpointer)))
WRAP (gboolean, g_ptr_array_find, (GPtrArray *self, gconstpointer data, guint *at), (self, data, at),
      work_counter_add_bytes (self->len * sizeof (gpointer)))
/* clang-format on */
