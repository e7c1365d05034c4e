/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-code-saver.h"

#include "qing-dialogs.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GBytes *bytes;
  QingCodeSaverFunc failed;
  GObject *user_data;
} Saving;

/* clang-format off */
static const struct
{
  const char *language;
  const char *extension;
} extensions[] = {
  { "bash",       "sh"    }, { "c",      "c"     }, { "c++",        "cpp"   }, { "cpp",   "cpp"   },
  { "cs",         "cs"    }, { "csharp", "cs"    }, { "css",        "css"   }, { "csv",   "csv"   },
  { "diff",       "diff"  }, { "go",     "go"    }, { "golang",     "go"    }, { "h",     "h"     },
  { "haskell",    "hs"    }, { "html",   "html"  }, { "ini",        "ini"   }, { "java",  "java"  },
  { "javascript", "js"    }, { "js",     "js"    }, { "json",       "json"  }, { "jsx",   "jsx"   },
  { "kotlin",     "kt"    }, { "latex",  "tex"   }, { "lua",        "lua"   }, { "markdown", "md" },
  { "md",         "md"    }, { "patch",  "patch" }, { "perl",       "pl"    }, { "php",   "php"   },
  { "py",         "py"    }, { "python", "py"    }, { "python3",    "py"    }, { "r",     "r"     },
  { "rb",         "rb"    }, { "ruby",   "rb"    }, { "rs",         "rs"    }, { "rust",  "rs"    },
  { "sh",         "sh"    }, { "shell",  "sh"    }, { "sql",        "sql"   }, { "svg",   "svg"   },
  { "swift",      "swift" }, { "tex",    "tex"   }, { "toml",       "toml"  }, { "ts",    "ts"    },
  { "tsx",        "tsx"   }, { "typescript", "ts" }, { "vala",      "vala"  }, { "xml",   "xml"   },
  { "yaml",       "yaml"  }, { "yml",    "yaml"  }, { "zsh",        "zsh"   },
};
/* clang-format on */

char *
qing_code_saver_suggest_name (const char *language)
{
  const char *extension = "txt";

  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (extensions); i++)
    if (g_ascii_strcasecmp (extensions[i].language, language) == 0)
      extension = extensions[i].extension;
  /* Translators: the name of a file with a piece of code, before its extension. */
  return g_strdup_printf ("%s.%s", C_ ("file name", "code"), extension);
}

static void
saving_free (Saving *saving)
{
  g_bytes_unref (saving->bytes);
  g_object_unref (saving->user_data);
  g_free (saving);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    saving->failed (error->message, saving->user_data);
  saving_free (saving);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving *saving = user_data;
  g_autoptr (GFile) file = qing_dialogs_save_finish (result, NULL);

  if (file != NULL)
    g_file_replace_contents_bytes_async (file, saving->bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         written_cb, saving);
  else
    saving_free (saving);
}

void
qing_code_saver_save (GtkWidget *parent,
                      const char *language,
                      const char *text,
                      QingCodeSaverFunc failed,
                      GObject *user_data)
{
  g_autofree char *name = qing_code_saver_suggest_name (language);
  Saving *saving = g_new0 (Saving, 1);

  saving->bytes = g_bytes_new (text, strlen (text));
  saving->failed = failed;
  saving->user_data = g_object_ref (user_data);
  qing_dialogs_save_async (parent, name, NULL, chosen_cb, saving);
}
