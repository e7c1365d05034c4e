/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures of answers: nothing is loaded unless somebody clicks. */

#include "chat-fixture.h"

#include "qing-conversation-view-private.h"
#include "qing-fault.h"
#include "qing-picture-decode.h"
#include "qing-picture-source.h"
#include "qing-picture.h"

#include <adwaita.h>

#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GObject)

/* Remembers what it is asked for, and answers when it is told to. */
struct _TestSource
{
  GObject parent_instance;

  guint n_asked;
  char *url;
  GTask *task;
};

static void
fetch_async (QingPictureSource *source,
             const char *url,
             gsize max_bytes,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  TestSource *self = TEST_SOURCE (source);

  self->n_asked++;
  g_free (self->url);
  self->url = g_strdup (url);
  g_assert_null (self->task);
  g_assert_cmpuint (max_bytes, ==, QING_PICTURE_MAX_BYTES);
  self->task = g_task_new (self, cancellable, callback, user_data);
}

static GBytes *
fetch_finish (QingPictureSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
source_init (QingPictureSourceInterface *iface)
{
  iface->fetch_async = fetch_async;
  iface->fetch_finish = fetch_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSource,
                               test_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (QING_TYPE_PICTURE_SOURCE, source_init))

static void
test_source_finalize (GObject *object)
{
  g_free (TEST_SOURCE (object)->url);
  G_OBJECT_CLASS (test_source_parent_class)->finalize (object);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_source_finalize;
}

static void
test_source_init (TestSource *self)
{
}

static GBytes *
make_png (int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *buffer;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "png", NULL, NULL));
  return g_bytes_new_take (buffer, length);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *css_class)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, css_class))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, css_class);
  return found;
}

static void
show (ChatFixture *self, const char *text)
{
  g_autoptr (QingConversation) conversation = qing_conversation_new ();

  chat_fixture_add (conversation, QING_ROLE_ASSISTANT, text);
  chat_fixture_show (self, conversation);
}

static void
click (ChatFixture *self)
{
  g_signal_emit_by_name (find_button (GTK_WIDGET (self->view), "image-placeholder"), "clicked");
}

static void
wait_for_state (QingPicture *picture, QingPictureState state)
{
  while (qing_picture_get_state (picture) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_click (ChatFixture *self, gconstpointer data)
{
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);
  g_autoptr (QingPicture) picture = qing_picture_get ("https://example.org/a.png");
  GtkWidget *shown;

  qing_picture_source_set_default (QING_PICTURE_SOURCE (source));
  show (self, "![A picture](https://example.org/a.png)\n\nText below it.");
  g_assert_cmpuint (source->n_asked, ==, 0);
  click (self);
  g_assert_cmpuint (source->n_asked, ==, 1);
  g_assert_cmpstr (source->url, ==, "https://example.org/a.png");
  /* Once is enough. */
  click (self);
  g_assert_cmpuint (source->n_asked, ==, 1);
  g_assert_cmpint (qing_picture_get_state (picture), ==, QING_PICTURE_LOADING);

  g_task_return_pointer (source->task, make_png (300, 200), (GDestroyNotify) g_bytes_unref);
  g_clear_object (&source->task);
  wait_for_state (picture, QING_PICTURE_SHOWN);
  chat_fixture_settle (self);
  shown = find_button (GTK_WIDGET (self->view), "image-shown");
  g_assert_nonnull (shown);
  g_assert_null (find_button (GTK_WIDGET (self->view), "image-placeholder"));
  g_assert_cmpint (gtk_widget_get_width (shown), ==, 300);
  g_assert_cmpint (gtk_widget_get_height (shown), ==, 200);

  /* It is still there when it comes into view again, without being asked for. */
  show (self, "Something else.");
  show (self, "Again: \n\n![A picture](https://example.org/a.png)");
  g_assert_nonnull (find_button (GTK_WIDGET (self->view), "image-shown"));
  g_assert_cmpuint (source->n_asked, ==, 1);
  qing_picture_source_set_default (NULL);
  show (self, "");
}

static void
test_fault (ChatFixture *self, gconstpointer data)
{
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);
  g_autoptr (QingPicture) picture = qing_picture_get ("https://example.org/b.png");

  qing_picture_source_set_default (QING_PICTURE_SOURCE (source));
  show (self, "![](https://example.org/b.png)");
  click (self);
  g_task_return_new_error (source->task, QING_ERROR, QING_ERROR_NETWORK, "No such host");
  g_clear_object (&source->task);
  wait_for_state (picture, QING_PICTURE_FAILED);
  g_assert_cmpstr (qing_picture_get_fault (picture), ==, "No such host");
  /* It can be tried again; what comes then is no picture. */
  click (self);
  g_assert_cmpuint (source->n_asked, ==, 2);
  g_task_return_pointer (source->task, g_bytes_new_static ("<svg/>", 6),
                         (GDestroyNotify) g_bytes_unref);
  g_clear_object (&source->task);
  wait_for_state (picture, QING_PICTURE_FAILED);
  g_assert_null (qing_picture_get_texture (picture));
  qing_picture_source_set_default (NULL);
  show (self, "");
}

/* Data needs nobody to fetch it, but a click as well. */
static void
test_data (ChatFixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_png (20, 10);
  g_autofree char *base64 =
    g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *url = g_strconcat ("data:image/png;base64,", base64, NULL);
  g_autofree char *text = g_strdup_printf ("![A dot](%s)", url);
  g_autoptr (QingPicture) picture = qing_picture_get (url);

  show (self, text);
  g_assert_cmpint (qing_picture_get_state (picture), ==, QING_PICTURE_UNKNOWN);
  click (self);
  wait_for_state (picture, QING_PICTURE_SHOWN);
  chat_fixture_settle (self);
  g_assert_nonnull (find_button (GTK_WIDGET (self->view), "image-shown"));
  show (self, "");
}

/* Nothing but the web and data. */
static void
test_schemes (ChatFixture *self, gconstpointer data)
{
  static const char *const refused[] = {
    "file:///etc/passwd",
    "ftp://example.org/a.png",
    "javascript:alert(1)",
    "smb://example.org/a",
    "a.png",
    "//example.org/a.png",
    "data:text/html,x",
    "mailto:a@example.org",
    "",
  };
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);

  g_assert_false (qing_picture_is_loadable ("https://example.org/a.png"));
  qing_picture_source_set_default (QING_PICTURE_SOURCE (source));
  g_assert_true (qing_picture_is_loadable ("https://example.org/a.png"));
  g_assert_true (qing_picture_is_loadable ("HTTP://example.org/a.png"));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (qing_picture_is_loadable (refused[i]));
  show (self, "![A file](file:///etc/passwd)");
  g_assert_false (
    gtk_widget_get_sensitive (find_button (GTK_WIDGET (self->view), "image-placeholder")));
  qing_picture_source_set_default (NULL);
}

/* Bytes that are no picture, or one that would need more room than there is. */
static void
test_decode (ChatFixture *self, gconstpointer data)
{
  static const guint8 huge[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\2\0\0\0";
  static const char *const urls[] = { "data:image/png;base64", "data:image/png,x", "data:,",
                                      "data:image/png;utf8,x" };
  g_autoptr (GBytes) large = make_png (2000, 1000);
  g_autoptr (GBytes) bomb = g_bytes_new_static (huge, sizeof huge);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GdkTexture) texture = qing_picture_decode (large, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gdk_texture_get_width (texture), ==, 1600);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 800);
  g_assert_null (qing_picture_decode (bomb, NULL, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
  g_clear_error (&error);
  for (gsize n = 1; n < g_bytes_get_size (large); n += n < 120 ? 1 : 997)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (large, 0, n);
      g_autoptr (GdkTexture) part = qing_picture_decode (cut, NULL, &error);

      g_assert_true ((part == NULL) == (error != NULL));
      g_clear_error (&error);
    }
  g_assert_null (qing_picture_decode (empty, NULL, &error));
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    g_assert_null (qing_picture_decode_data_url (urls[i]));
}

#define add(path, function)                                                                        \
  g_test_add ("/chat/pictures/" path, ChatFixture, NULL, chat_fixture_set_up, function,            \
              chat_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("click", test_click);
  add ("fault", test_fault);
  add ("data", test_data);
  add ("schemes", test_schemes);
  add ("decode", test_decode);
  return g_test_run ();
}
