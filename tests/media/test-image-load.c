/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-image-load.h"

#include "qing-fault.h"
#include "qing-image-plan.h"
#include "qing-image-probe.h"
#include "qing-test-pictures.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  QingAttachment *attachment;
  GError *error;
  gboolean done;
} Outcome;

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->attachment = qing_media_image_load_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static QingAttachment *
try_load (GFile *file, GBytes *bytes, const char *name, guint max_edge, GError **error)
{
  Outcome outcome = { 0 };

  qing_media_image_load_async (file, bytes, name, max_edge, NULL, loaded_cb, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true ((outcome.attachment == NULL) == (outcome.error != NULL));
  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);
  return outcome.attachment;
}

static QingAttachment *
load (GBytes *bytes, const char *name, guint max_edge)
{
  g_autoptr (GError) error = NULL;
  QingAttachment *attachment = try_load (NULL, bytes, name, max_edge, &error);

  g_assert_no_error (error);
  return attachment;
}

/* What holds for every attachment, whatever it was made of. */
static void
check (QingAttachment *attachment, const char *mime_type, int width, int height)
{
  GBytes *bytes = qing_attachment_get_bytes (attachment);
  GBytes *thumbnail = qing_attachment_get_thumbnail (attachment);
  QingImageProbe probe;
  int shown_width;
  int shown_height;

  g_assert_cmpint (qing_attachment_get_kind (attachment), ==, QING_ATTACHMENT_IMAGE);
  g_assert_cmpstr (qing_attachment_get_mime_type (attachment), ==, mime_type);
  g_assert_cmpuint (qing_attachment_get_size (attachment), ==, g_bytes_get_size (bytes));
  g_assert_cmpuint (qing_image_data_uri_length (mime_type, g_bytes_get_size (bytes)), <=,
                    QING_IMAGE_MAX_DATA_URI);
  qing_attachment_get_dimensions (attachment, &shown_width, &shown_height);
  g_assert_cmpint (shown_width, ==, width);
  g_assert_cmpint (shown_height, ==, height);
  g_assert_cmpint (MIN (width, height), >=, QING_IMAGE_MIN_EDGE);

  qing_image_probe (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &probe);
  g_assert_cmpstr (qing_image_format_get_mime_type (probe.format), ==, mime_type);
  g_assert_cmpint (probe.width, ==, width);
  g_assert_cmpint (probe.height, ==, height);
  g_assert_cmpint (probe.orientation, ==, 1);

  qing_image_probe (g_bytes_get_data (thumbnail, NULL), g_bytes_get_size (thumbnail), &probe);
  g_assert_cmpint (MAX (probe.width, probe.height), <=, 512);
  g_assert_cmpint (MIN (probe.width, probe.height), >=, 1);
  /* Megabytes of noise hold every short word. */
  if (g_bytes_get_size (bytes) < 100000)
    g_assert_false (qing_test_bytes_contain (bytes, "GPS"));
}

static void
test_kept (void)
{
  static const char *const types[] = { "png", "jpeg", "bmp", "tiff" };
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (600, 400, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, types[i]);
      g_autofree char *name = g_strdup_printf ("quarters.%s", types[i]);
      g_autofree char *mime_type = g_strdup_printf ("image/%s", types[i]);
      g_autoptr (QingAttachment) attachment = load (bytes, name, 0);

      check (attachment, mime_type, 600, 400);
      g_assert_cmpstr (qing_attachment_get_name (attachment), ==, name);
      if (!g_str_equal (types[i], "png"))
        g_assert_true (g_bytes_equal (qing_attachment_get_bytes (attachment), bytes));
    }
}

/* The type comes from the bytes: a name that lies gets the extension that is true only when the
 * picture is encoded anew. */
static void
test_lying_name (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (60, 40, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "jpeg");
  g_autoptr (QingAttachment) attachment = load (bytes, "holiday.png", 0);
  g_autoptr (QingAttachment) evil = load (bytes, "../../etc/pass\nwd.jpg", 0);
  g_autoptr (QingAttachment) nameless = load (bytes, "picture", 0);

  check (attachment, "image/jpeg", 60, 40);
  g_assert_cmpstr (qing_attachment_get_name (evil), ==, ".._.._etc_pass_wd.jpg");
  g_assert_cmpstr (qing_attachment_get_name (nameless), ==, "picture.jpg");
}

static void
test_orientation (void)
{
  /* The quarters r g / b w as they must be seen for each orientation. */
  static const char *const seen[] = {
    "rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"
  };
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (64, 32, FALSE);
  g_autoptr (GBytes) jpeg = qing_test_picture_encode (pixbuf, "jpeg");

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr (GBytes) bytes = qing_test_picture_add_exif (jpeg, orientation, FALSE);
      g_autoptr (QingAttachment) attachment = load (bytes, "photo.jpg", 0);
      g_autofree char *described = NULL;
      g_autofree char *thumbnail = NULL;

      g_test_message ("orientation %d", orientation);
      check (attachment, "image/jpeg", orientation < 5 ? 64 : 32, orientation < 5 ? 32 : 64);
      described = qing_test_picture_describe (qing_attachment_get_bytes (attachment));
      g_assert_cmpstr (described, ==, seen[orientation - 1]);
      thumbnail = qing_test_picture_describe (qing_attachment_get_thumbnail (attachment));
      g_assert_cmpstr (thumbnail, ==, seen[orientation - 1]);
    }
}

static void
test_first_frame (void)
{
  g_autoptr (GBytes) gif = qing_test_picture_animated_gif ();
  g_autoptr (QingAttachment) attachment = load (gif, "dance.gif", 0);
  g_autofree char *described = qing_test_picture_describe (qing_attachment_get_bytes (attachment));

  check (attachment, "image/png", 16, 16);
  g_assert_cmpstr (described, ==, "rrrr");
  g_assert_cmpstr (qing_attachment_get_name (attachment), ==, "dance.png");
}

static void
test_other_format (void)
{
  static const char ppm[] = "P3\n12 12\n255\n";
  g_autoptr (GString) text = g_string_new (ppm);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QingAttachment) attachment = NULL;

  for (int i = 0; i < 144; i++)
    g_string_append (text, "0 0 255\n");
  bytes = g_bytes_new (text->str, text->len);
  attachment = load (bytes, "plain.ppm", 0);
  check (attachment, "image/png", 12, 12);
  g_assert_cmpstr (qing_attachment_get_name (attachment), ==, "plain.png");
}

/* A border, not a refusal and not other pixels. */
static void
test_tiny (void)
{
  g_autoptr (GdkPixbuf) dot = qing_test_picture_new (2, 2, TRUE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (dot, "png");
  g_autoptr (QingAttachment) attachment = load (bytes, "dot.png", 0);
  g_autoptr (GdkPixbuf) line = qing_test_picture_new (4100, 20, FALSE);
  g_autoptr (GBytes) line_bytes = qing_test_picture_encode (line, "png");
  g_autoptr (QingAttachment) line_attachment = load (line_bytes, "line.png", 0);

  check (attachment, "image/png", 11, 11);
  check (line_attachment, "image/png", 4100, 21);
}

/* An alpha channel that hides nothing does not keep a picture from becoming a JPEG. */
static void
test_opaque_alpha (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (800, 400, TRUE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");
  g_autoptr (QingAttachment) attachment = load (bytes, "screen.png", 200);

  check (attachment, "image/jpeg", 200, 100);
}

static void
test_max_edge (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (800, 400, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");
  g_autoptr (QingAttachment) attachment = load (bytes, "wide.png", 200);
  g_autofree char *described = qing_test_picture_describe (qing_attachment_get_bytes (attachment));

  check (attachment, "image/jpeg", 200, 100);
  g_assert_cmpstr (described, ==, "rgbw");
  g_assert_cmpstr (qing_attachment_get_name (attachment), ==, "wide.jpg");
}

/* Noise of 8 megapixels makes a PNG of 24 MB: a JPEG when nothing shines through, else smaller. */
static void
test_too_many_bytes (void)
{
  g_autoptr (GdkPixbuf) opaque = qing_test_picture_new_noise (2400, 1600, FALSE);
  g_autoptr (GBytes) opaque_bytes = qing_test_picture_encode (opaque, "png");
  g_autoptr (QingAttachment) opaque_attachment = NULL;
  g_autoptr (GdkPixbuf) clear = qing_test_picture_new_noise (1700, 1700, TRUE);
  g_autoptr (GBytes) clear_bytes = qing_test_picture_encode (clear, "png");
  g_autoptr (QingAttachment) clear_attachment = NULL;
  int width;
  int height;

  g_assert_cmpuint (g_bytes_get_size (opaque_bytes), >, QING_IMAGE_MAX_DATA_URI);
  opaque_attachment = load (opaque_bytes, "noise.png", 0);
  check (opaque_attachment, "image/jpeg", 2400, 1600);

  g_assert_cmpuint (g_bytes_get_size (clear_bytes), >, QING_IMAGE_MAX_DATA_URI);
  clear_attachment = load (clear_bytes, "clear.png", 0);
  qing_attachment_get_dimensions (clear_attachment, &width, &height);
  g_assert_cmpint (width, <, 1700);
  g_assert_cmpint (width, >, 1000);
  check (clear_attachment, "image/png", width, height);
}

static void
check_refused (GBytes *bytes, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QingAttachment) attachment = try_load (NULL, bytes, name, 0, &error);

  g_assert_null (attachment);
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
  g_assert_nonnull (strstr (error->message, name));
}

static void
test_no_picture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (100, 100, FALSE);
  g_autoptr (GBytes) png = qing_test_picture_encode (pixbuf, "png");
  g_autoptr (GBytes) text = g_bytes_new_static ("Dear diary", 10);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) header = g_bytes_new (g_bytes_get_data (png, NULL), 33);
  g_autoptr (GBytes) webp = qing_test_picture_webp_header (100, 100, 0);

  check_refused (text, "diary.png");
  check_refused (nothing, "empty.png");
  check_refused (header, "cut.png");
  check_refused (webp, "broken.webp");
}

/* A header of a few bytes that promises more pixels than any memory holds. */
static void
test_bomb (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (20, 20, FALSE);
  g_autoptr (GBytes) png = qing_test_picture_encode (pixbuf, "png");
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  g_autoptr (GBytes) bomb = NULL;
  g_autoptr (GBytes) drawing = NULL;
  g_autoptr (GBytes) map = NULL;
  static const char svg[] =
    "<svg xmlns='http://www.w3.org/2000/svg' width='30000' height='30000'><rect/></svg>";
  static const char ppm[] = "P6\n30000 30000\n255\n";

  memcpy (data + 16, "\0\0\x75\x30\0\0\x75\x30", 8);
  bomb = g_bytes_new (data, g_bytes_get_size (png));
  check_refused (bomb, "bomb.png");
  drawing = g_bytes_new_static (svg, strlen (svg));
  check_refused (drawing, "bomb.svg");
  map = g_bytes_new_static (ppm, strlen (ppm));
  check_refused (map, "bomb.ppm");
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("qingtan-test-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "quarters.png", NULL);
  g_autofree char *absent = g_build_filename (folder, "absent.png", NULL);
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (100, 50, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) absent_file = g_file_new_for_path (absent);
  g_autoptr (QingAttachment) attachment = NULL;
  g_autoptr (QingAttachment) none = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  attachment = try_load (file, NULL, NULL, 0, &error);
  g_assert_no_error (error);
  check (attachment, "image/png", 100, 50);
  g_assert_cmpstr (qing_attachment_get_name (attachment), ==, "quarters.png");

  none = try_load (absent_file, NULL, NULL, 0, &error);
  g_assert_null (none);
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
  g_assert_nonnull (strstr (error->message, "absent.png"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (100, 50, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome = { 0 };

  g_cancellable_cancel (cancellable);
  qing_media_image_load_async (NULL, bytes, "late.png", 0, cancellable, loaded_cb, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (outcome.attachment);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-load/kept", test_kept);
  g_test_add_func ("/image-load/lying-name", test_lying_name);
  g_test_add_func ("/image-load/orientation", test_orientation);
  g_test_add_func ("/image-load/first-frame", test_first_frame);
  g_test_add_func ("/image-load/other-format", test_other_format);
  g_test_add_func ("/image-load/tiny", test_tiny);
  g_test_add_func ("/image-load/opaque-alpha", test_opaque_alpha);
  g_test_add_func ("/image-load/max-edge", test_max_edge);
  g_test_add_func ("/image-load/too-many-bytes", test_too_many_bytes);
  g_test_add_func ("/image-load/no-picture", test_no_picture);
  g_test_add_func ("/image-load/bomb", test_bomb);
  g_test_add_func ("/image-load/file", test_file);
  g_test_add_func ("/image-load/cancelled", test_cancelled);
  return g_test_run ();
}
