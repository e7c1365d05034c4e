/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-folder.h"

#include <string.h>

#define MAX_NAME_CHARACTERS 100
#define SEPARATOR           "/"
/* Looks like the separator, and is none. */
#define STAND_IN "\342\210\225"

struct _QingFolder
{
  GObject parent_instance;

  char *path;
  const char *name; /* in the path */
  guint depth;
  GStrv keys; /* of the names in the path, for sorting */
  gboolean expanded;
};

G_DEFINE_FINAL_TYPE (QingFolder, qing_folder, G_TYPE_OBJECT)

typedef enum
{
  PROP_PATH = 1,
  PROP_EXPANDED,
} QingFolderProperty;

static GParamSpec *properties[PROP_EXPANDED + 1];

static void
qing_folder_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingFolder *self = QING_FOLDER (object);

  switch ((QingFolderProperty) id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_EXPANDED:
      g_value_set_boolean (value, self->expanded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_folder_finalize (GObject *object)
{
  QingFolder *self = QING_FOLDER (object);

  g_free (self->path);
  g_strfreev (self->keys);

  G_OBJECT_CLASS (qing_folder_parent_class)->finalize (object);
}

static void
qing_folder_class_init (QingFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = qing_folder_get_property;
  object_class->finalize = qing_folder_finalize;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
qing_folder_init (QingFolder *self)
{
  self->expanded = TRUE;
}

QingFolder *
qing_folder_new (const char *path)
{
  QingFolder *self;

  g_return_val_if_fail (path != NULL && *path != '\0', NULL);

  self = g_object_new (QING_TYPE_FOLDER, NULL);
  qing_folder_set_path (self, path);
  return self;
}

const char *
qing_folder_get_path (QingFolder *self)
{
  g_return_val_if_fail (QING_IS_FOLDER (self), NULL);
  return self->path;
}

void
qing_folder_set_path (QingFolder *self, const char *path)
{
  const char *last;

  g_return_if_fail (QING_IS_FOLDER (self));
  g_return_if_fail (path != NULL);

  if (g_strcmp0 (self->path, path) == 0)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  last = strrchr (self->path, *SEPARATOR);
  self->name = last != NULL ? last + 1 : self->path;
  g_strfreev (self->keys);
  self->keys = g_strsplit (path, SEPARATOR, -1);
  self->depth = g_strv_length (self->keys) - 1;
  for (guint i = 0; self->keys[i] != NULL; i++)
    {
      g_autofree char *name = g_steal_pointer (&self->keys[i]);

      self->keys[i] = g_utf8_collate_key_for_filename (name, -1);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
}

const char *
qing_folder_get_name (QingFolder *self)
{
  g_return_val_if_fail (QING_IS_FOLDER (self), NULL);
  return self->name;
}

guint
qing_folder_get_depth (QingFolder *self)
{
  g_return_val_if_fail (QING_IS_FOLDER (self), 0);
  return self->depth;
}

char *
qing_folder_dup_parent (QingFolder *self)
{
  g_return_val_if_fail (QING_IS_FOLDER (self), NULL);
  return self->name > self->path ? g_strndup (self->path, (gsize) (self->name - self->path) - 1)
                                 : NULL;
}

gboolean
qing_folder_get_expanded (QingFolder *self)
{
  g_return_val_if_fail (QING_IS_FOLDER (self), FALSE);
  return self->expanded;
}

void
qing_folder_set_expanded (QingFolder *self, gboolean expanded)
{
  g_return_if_fail (QING_IS_FOLDER (self));

  if (self->expanded == !!expanded)
    return;
  self->expanded = !!expanded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}

int
qing_folder_compare (QingFolder *self, QingFolder *other)
{
  g_return_val_if_fail (QING_IS_FOLDER (self) && QING_IS_FOLDER (other), 0);

  for (guint i = 0; self->keys[i] != NULL || other->keys[i] != NULL; i++)
    {
      int order;

      if (self->keys[i] == NULL || other->keys[i] == NULL)
        return self->keys[i] == NULL ? -1 : 1;
      order = strcmp (self->keys[i], other->keys[i]);
      if (order != 0)
        return order;
    }
  /* Names may differ in what a sorter does not look at. */
  return strcmp (self->path, other->path);
}

char *
qing_folder_clean_name (const char *text)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  guint n_characters = 0;

  g_strstrip (valid);
  for (const char *c = valid; *c != '\0' && n_characters < MAX_NAME_CHARACTERS;
       c = g_utf8_next_char (c), n_characters++)
    {
      gunichar character = g_utf8_get_char (c);

      if (character == (gunichar) *SEPARATOR)
        g_string_append (name, STAND_IN);
      else if (g_unichar_iscntrl (character))
        g_string_append_c (name, ' ');
      else
        g_string_append_unichar (name, character);
    }
  g_strstrip (name->str);
  return *name->str != '\0' ? g_strdup (name->str) : NULL;
}

char *
qing_folder_clean_path (const char *path)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GString) clean = g_string_new (NULL);
  guint depth = 0;

  if (path == NULL)
    return NULL;
  names = g_strsplit (path, SEPARATOR, QING_FOLDER_MAX_DEPTH + 1);
  for (guint i = 0; names[i] != NULL && depth < QING_FOLDER_MAX_DEPTH; i++)
    {
      g_autofree char *name = qing_folder_clean_name (names[i]);

      if (name == NULL)
        continue;
      if (depth++ > 0)
        g_string_append (clean, SEPARATOR);
      g_string_append (clean, name);
    }
  return depth > 0 ? g_string_free (g_steal_pointer (&clean), FALSE) : NULL;
}

char *
qing_folder_join (const char *parent, const char *name)
{
  return parent != NULL ? g_strconcat (parent, SEPARATOR, name, NULL) : g_strdup (name);
}

gboolean
qing_folder_contains (const char *folder, const char *path)
{
  gsize length = strlen (folder);

  return path != NULL && strncmp (path, folder, length) == 0 &&
         (path[length] == '\0' || path[length] == *SEPARATOR);
}

char *
qing_folder_rebase (const char *path, const char *from, const char *to)
{
  return g_strconcat (to, path + strlen (from), NULL);
}
