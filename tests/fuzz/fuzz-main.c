/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a fuzz target over the files of a folder, each as it is and in many broken forms. What is
 * broken is drawn from a fixed seed, so that a failure comes again. With clang's fuzzer its own main
 * takes the place of this one. */

#include "fuzz.h"

#include <string.h>

#define N_VARIANTS 40

static void
mutate (GRand *random, GByteArray *bytes)
{
  static const char *const pieces[] = {
    "\n",
    "\r",
    "\r\n\r\n",
    "data:",
    "data: [DONE]\n\n",
    ":",
    "event: error\n",
    "{",
    "}",
    "[[[[[[[[",
    "\"",
    "\\ud83d",
    "\\u0000",
    "null",
    "1e999",
    "-",
    "\xff",
    "\xf0\x9f",
    "<think>",
    "</think>",
    "/*",
    "'",
    "\"id\":",
    "\"parent\":null,",
    "[]",
  };
  guint n_changes = g_rand_int_range (random, 1, 5);

  for (guint i = 0; i < n_changes && bytes->len > 0; i++)
    {
      guint at = g_rand_int_range (random, 0, bytes->len);
      const char *piece = pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];
      gsize length = strlen (piece);

      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          bytes->data[at] ^= 1 << g_rand_int_range (random, 0, 8);
          break;
        case 1:
          g_byte_array_set_size (bytes, at);
          break;
        case 2:
          g_byte_array_remove_range (bytes, at,
                                     g_rand_int_range (random, 1, MIN (bytes->len - at, 64) + 1));
          break;
        case 3:
          memcpy (bytes->data + at, piece, MIN (length, bytes->len - at));
          break;
        case 4:
        default:
          {
            guint tail = bytes->len - at;

            g_byte_array_set_size (bytes, bytes->len + length);
            memmove (bytes->data + at + length, bytes->data + at, tail);
            memcpy (bytes->data + at, piece, length);
          }
          break;
        }
    }
}

static void
run_file (gconstpointer data)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) random = NULL;
  gsize length = 0;

  g_file_get_contents (data, &contents, &length, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) contents, length);

  random = g_rand_new_with_seed (g_str_hash (contents));
  for (guint i = 0; i < N_VARIANTS; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) contents, length);
      mutate (random, bytes);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (folder);

  while ((name = g_dir_read_name (folder)) != NULL)
    if (!g_str_has_suffix (name, ".expected"))
      {
        char *path = g_build_filename (argv[1], name, NULL);
        g_autofree char *test = g_strconcat ("/fuzz/", name, NULL);

        g_ptr_array_add (paths, path);
        g_test_add_data_func (test, path, run_file);
      }
  g_assert_cmpuint (paths->len, >, 0);

  return g_test_run ();
}
