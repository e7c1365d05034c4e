/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures that are not in memory are read before the request is built. */

#include "qing-attachment.h"
#include "qing-probe.h"

#include <string.h>

#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GObject)

/* Gives the attachment's own id as its bytes, or nothing. */
struct _TestSource
{
  GObject parent_instance;

  guint n_loads;
  gboolean broken;
  gboolean slow;
};

static gboolean
load_cb (gpointer user_data)
{
  GTask *task = user_data;
  TestSource *self = g_task_get_source_object (task);
  const char *uid = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->broken)
    g_task_return_new_error (task, QING_ERROR, QING_ERROR_STORAGE, "The disk is gone");
  else
    g_task_return_pointer (task, g_bytes_new (uid, strlen (uid)), (GDestroyNotify) g_bytes_unref);

  return G_SOURCE_REMOVE;
}

static void
load_async (QingBlobSource *source,
            const char *uid,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  TestSource *self = TEST_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  self->n_loads++;
  g_task_set_task_data (task, g_strdup (uid), g_free);
  g_timeout_add_full (G_PRIORITY_DEFAULT, self->slow ? 200 : 1, load_cb, task, g_object_unref);
}

static GBytes *
load_finish (QingBlobSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
source_iface_init (QingBlobSourceInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSource,
                               test_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (QING_TYPE_BLOB_SOURCE, source_iface_init))

static void
test_source_class_init (TestSourceClass *klass)
{
}

static void
test_source_init (TestSource *self)
{
}

static void
attach (QingProbe *probe, TestSource *source, const char *uid)
{
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (uid, QING_ATTACHMENT_IMAGE, "a.png", "image/png");

  if (probe->messages->len == 0)
    qing_probe_say (probe, QING_ROLE_USER, "What is it?");
  qing_attachment_set_source (attachment, QING_BLOB_SOURCE (source));
  qing_message_add_attachment (g_ptr_array_index (probe->messages, 0), attachment);
}

static void
test_loaded (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);
  g_autoptr (QingTestRequest) request = NULL;
  const char *body;

  attach (probe, source, "one");
  attach (probe, source, "two");
  qing_test_server_take (probe->server, qing_test_script_new_text ("Two pictures."));
  qing_probe_chat (probe);
  g_assert_true (probe->good);
  g_assert_cmpuint (source->n_loads, ==, 2);

  request = qing_test_server_dup_request (probe->server, 0);
  body = g_bytes_get_data (qing_test_request_get_bytes (request), NULL);
  g_assert_nonnull (g_strstr_len (body, g_bytes_get_size (qing_test_request_get_bytes (request)),
                                  "data:image/png;base64,b25l\""));
  g_assert_nonnull (g_strstr_len (body, g_bytes_get_size (qing_test_request_get_bytes (request)),
                                  "data:image/png;base64,dHdv\""));
}

/* A model that sees nothing needs nothing from the disk. */
static void
test_not_needed (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);

  g_free (probe->model);
  probe->model = g_strdup ("qwen3-max");
  attach (probe, source, "one");
  qing_test_server_take (probe->server, qing_test_script_new_text ("No picture."));
  qing_probe_chat (probe);
  g_assert_true (probe->good);
  g_assert_cmpuint (source->n_loads, ==, 0);
}

static void
test_broken (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);

  source->broken = TRUE;
  attach (probe, source, "one");
  qing_probe_chat (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_STORAGE);
  g_assert_cmpuint (qing_test_server_get_n_requests (probe->server), ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);

  source->slow = TRUE;
  attach (probe, source, "one");
  qing_probe_start (probe);
  qing_probe_idle (50);
  g_cancellable_cancel (probe->cancellable);
  qing_probe_wait (probe);
  g_assert_cmpint (probe->fault->code, ==, QING_ERROR_CANCELLED);
  g_assert_cmpuint (qing_test_server_get_n_requests (probe->server), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-attachments/loaded", test_loaded);
  g_test_add_func ("/client-attachments/not-needed", test_not_needed);
  g_test_add_func ("/client-attachments/broken", test_broken);
  g_test_add_func ("/client-attachments/cancelled", test_cancelled);

  return g_test_run ();
}
