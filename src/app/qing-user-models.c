/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "qing-app"

#include "qing-user-models.h"

#include "qing-fault.h"

#include <glib/gi18n.h>

/* Twenty times the program's own catalogue. */
#define MAX_SIZE (1024 * 1024)

#define MODELS    "models.json"
#define OVERRIDES "model-overrides.json"

struct _QingUserModels
{
  GObject parent_instance;

  QingCatalogue *catalogue;
  char *folder;
  gboolean writing;
  gboolean dirty;
};

/* What was read of the files; either may be missing. */
typedef struct
{
  GBytes *models;
  GBytes *overrides;
  GError *models_error;
  GError *overrides_error;
} Contents;

G_DEFINE_FINAL_TYPE (QingUserModels, qing_user_models, G_TYPE_OBJECT)

static void
contents_free (gpointer data)
{
  Contents *self = data;

  g_clear_pointer (&self->models, g_bytes_unref);
  g_clear_pointer (&self->overrides, g_bytes_unref);
  g_clear_error (&self->models_error);
  g_clear_error (&self->overrides_error);
  g_free (self);
}

static GBytes *
read_file (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &local);
  g_autoptr (GBytes) bytes = NULL;

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    return NULL;
  if (stream != NULL)
    bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), MAX_SIZE + 1, NULL, &local);
  if (bytes != NULL && g_bytes_get_size (bytes) > MAX_SIZE)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      g_set_error_literal (&local, QING_ERROR, QING_ERROR_STORAGE, _ ("The file is too large."));
    }
  if (bytes == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return g_steal_pointer (&bytes);
}

static Contents *
read_all (const char *folder)
{
  Contents *contents = g_new0 (Contents, 1);

  contents->models = read_file (folder, MODELS, &contents->models_error);
  contents->overrides = read_file (folder, OVERRIDES, &contents->overrides_error);
  return contents;
}

typedef gboolean (*LoadFunc) (QingCatalogue *catalogue,
                              const char *json,
                              gssize length,
                              GError **error);

/* Says which file is meant; what was said first stays. */
static void
apply (QingUserModels *self, const char *name, GBytes *bytes, const GError *error, LoadFunc load)
{
  g_autofree char *before = g_strdup (qing_catalogue_get_complaint (self->catalogue));
  g_autoptr (GError) local = error != NULL ? g_error_copy (error) : NULL;
  g_autofree char *words = NULL;
  gsize length = 0;
  const char *json = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (bytes == NULL && local == NULL)
    return;
  qing_catalogue_set_complaint (self->catalogue, NULL);
  if (bytes != NULL && length == 0)
    g_set_error_literal (&local, QING_ERROR, QING_ERROR_STORAGE, _ ("The file is empty."));
  else if (bytes != NULL)
    load (self->catalogue, json, (gssize) length, &local);
  if (before != NULL)
    words = g_steal_pointer (&before);
  else if (local != NULL)
    words = g_strdup_printf ("%s: %s", name, local->message);
  else if (qing_catalogue_get_complaint (self->catalogue) != NULL)
    words = g_strdup_printf ("%s: %s", name, qing_catalogue_get_complaint (self->catalogue));
  qing_catalogue_set_complaint (self->catalogue, words);
}

static void
apply_all (QingUserModels *self, Contents *contents)
{
  apply (self, MODELS, contents->models, contents->models_error, qing_catalogue_load_json);
  apply (self, OVERRIDES, contents->overrides, contents->overrides_error,
         qing_catalogue_load_overrides);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, read_all (data), contents_free);
}

void
qing_user_models_load_async (QingUserModels *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (QING_IS_USER_MODELS (self));

  g_task_set_source_tag (task, qing_user_models_load_async);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  g_task_run_in_thread (task, read_thread);
}

gboolean
qing_user_models_load_finish (QingUserModels *self, GAsyncResult *result, GError **error)
{
  Contents *contents = g_task_propagate_pointer (G_TASK (result), error);

  if (contents == NULL)
    return FALSE;
  apply_all (self, contents);
  contents_free (contents);
  return TRUE;
}

void
qing_user_models_load (QingUserModels *self)
{
  Contents *contents;

  g_return_if_fail (QING_IS_USER_MODELS (self));

  contents = read_all (self->folder);
  apply_all (self, contents);
  contents_free (contents);
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  QingUserModels *self = source;
  g_autofree char *path = g_build_filename (self->folder, OVERRIDES, NULL);
  GError *error = NULL;

  g_mkdir_with_parents (self->folder, 0700);
  if (g_file_set_contents_full (path, data, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void write_overrides (QingUserModels *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QingUserModels *self = QING_USER_MODELS (source);
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *words = g_strdup_printf ("%s: %s", OVERRIDES, error->message);

      qing_catalogue_set_complaint (self->catalogue, words);
    }
  if (self->dirty)
    write_overrides (self);
}

/* One file at a time; what changes meanwhile is written after it. */
static void
write_overrides (QingUserModels *self)
{
  g_autoptr (GTask) task = NULL;

  self->dirty = self->writing;
  if (self->writing)
    return;
  self->writing = TRUE;
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_source_tag (task, write_overrides);
  g_task_set_task_data (task, qing_catalogue_dup_overrides (self->catalogue), g_free);
  g_task_run_in_thread (task, write_thread);
}

static void
override_changed_cb (QingUserModels *self)
{
  write_overrides (self);
}

gboolean
qing_user_models_is_busy (QingUserModels *self)
{
  g_return_val_if_fail (QING_IS_USER_MODELS (self), FALSE);
  return self->writing;
}

char *
qing_user_models_dup_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "qingtan", NULL);
}

static void
qing_user_models_finalize (GObject *object)
{
  QingUserModels *self = QING_USER_MODELS (object);

  g_clear_object (&self->catalogue);
  g_free (self->folder);

  G_OBJECT_CLASS (qing_user_models_parent_class)->finalize (object);
}

static void
qing_user_models_class_init (QingUserModelsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qing_user_models_finalize;
}

static void
qing_user_models_init (QingUserModels *self)
{
}

QingUserModels *
qing_user_models_new (QingCatalogue *catalogue, const char *folder)
{
  QingUserModels *self = g_object_new (QING_TYPE_USER_MODELS, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->folder = g_strdup (folder);
  g_signal_connect_object (catalogue, "override-changed", G_CALLBACK (override_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}
