/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-recording-load.h"

#include "qing-fault.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const char *data;
  gsize length;
  const char *mime_type; /* NULL: neither sound nor video */
  QingAttachmentKind kind;
} Sample;

#define BYTES(s) s, sizeof s - 1

static const Sample samples[] = {
  { BYTES ("RIFF\x24\0\0\0WAVEfmt "), "audio/wav", QING_ATTACHMENT_AUDIO },
  { BYTES ("RIFF\x24\0\0\0AVI LIST"), "video/x-msvideo", QING_ATTACHMENT_VIDEO },
  { BYTES ("RIFF\x24\0\0\0WEBPVP8 "), NULL, 0 },
  { BYTES ("ID3\3\0\0\0\0\0\0"), "audio/mpeg", QING_ATTACHMENT_AUDIO },
  { BYTES ("\xff\xfb\x90\x64"), "audio/mpeg", QING_ATTACHMENT_AUDIO },
  { BYTES ("\xff\xfeh\0i\0"), NULL, 0 },
  { BYTES ("\xff\xd8\xff\xe0"), NULL, 0 },
  { BYTES ("\xff\xf1\x50\x80"), "audio/aac", QING_ATTACHMENT_AUDIO },
  { BYTES ("fLaC\0\0\0\x22"), "audio/flac", QING_ATTACHMENT_AUDIO },
  { BYTES ("OggS\0\2\0\0\0\0\0\0\0\0\1\1\1\1\0\0\0\0\0\0\0\0\1\x13OpusHead"), "audio/ogg",
    QING_ATTACHMENT_AUDIO },
  { BYTES ("OggS\0\2\0\0\0\0\0\0\0\0\1\1\1\1\0\0\0\0\0\0\0\0\1\x2a\x80theora"), "video/ogg",
    QING_ATTACHMENT_VIDEO },
  { BYTES ("\0\0\0\x20"
           "ftypM4A \0\0\0\0"),
    "audio/mp4", QING_ATTACHMENT_AUDIO },
  { BYTES ("\0\0\0\x20"
           "ftypisom\0\0\2\0"),
    "video/mp4", QING_ATTACHMENT_VIDEO },
  { BYTES ("\0\0\0\x14"
           "ftypqt  \0\0\0\0"),
    "video/quicktime", QING_ATTACHMENT_VIDEO },
  { BYTES ("\0\0\0\x20"
           "ftypheic\0\0\0\0"),
    NULL, 0 },
  { BYTES ("\0\0\0\x20"
           "ftypavif\0\0\0\0"),
    NULL, 0 },
  { BYTES ("\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\xf7\x81\1\x42\x82\x84webm"), "video/webm",
    QING_ATTACHMENT_VIDEO },
  { BYTES ("\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska"), "video/x-matroska", QING_ATTACHMENT_VIDEO },
  { BYTES ("FLV\x01\x05"), "video/x-flv", QING_ATTACHMENT_VIDEO },
  { BYTES ("#!AMR\n"), "audio/amr", QING_ATTACHMENT_AUDIO },
  { BYTES ("RIFF"), NULL, 0 },
  { BYTES ("Hello, world"), NULL, 0 },
  { BYTES (""), NULL, 0 },
};

static void
test_sniff (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      /* A block of its own, so that a read behind the end shows. */
      g_autofree guint8 *copy = g_memdup2 (samples[i].data, samples[i].length);
      QingAttachmentKind kind = 0;

      g_assert_cmpstr (qing_recording_sniff (copy, samples[i].length, &kind), ==,
                       samples[i].mime_type);
      if (samples[i].mime_type != NULL)
        g_assert_cmpint (kind, ==, samples[i].kind);
    }
}

static gint64
get_duration (const char *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return qing_recording_get_wav_duration (bytes);
}

static void
test_duration (void)
{
  static const char head[] = "RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\1\0\1\0\xc0\x5d\0\0"
                             "\x80\xbb\0\0\2\0\x10\0LIST\3\0\0\0abc\0data\xff\xff\xff\xff";
  g_autofree char *second = g_malloc0 (sizeof head - 1 + 48000);

  memcpy (second, head, sizeof head - 1);
  g_assert_cmpint (get_duration (second, sizeof head - 1 + 48000), ==, G_USEC_PER_SEC);
  for (gsize length = 0; length < sizeof head - 1; length++)
    g_assert_cmpint (get_duration (head, length), <=, 0);
  g_assert_cmpint (get_duration (BYTES ("RIFF\4\0\0\0WAVEdata\4\0\0\0abcd")), ==, -1);
  g_assert_cmpint (get_duration (BYTES ("no sound")), ==, -1);
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static QingAttachment *
load (const char *name, const char *data, gsize length, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("qingtan-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  qing_media_recording_load_async (file, NULL, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_unlink (path);
  g_rmdir (folder);
  return qing_media_recording_load_finish (result, error);
}

static void
test_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QingAttachment) attachment = load ("what.txt", BYTES ("fLaC\0\0\0\x22 and"), &error);
  g_autoptr (QingAttachment) text = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (qing_attachment_get_kind (attachment), ==, QING_ATTACHMENT_AUDIO);
  g_assert_cmpstr (qing_attachment_get_mime_type (attachment), ==, "audio/flac");
  g_assert_cmpstr (qing_attachment_get_name (attachment), ==, "what.txt");
  g_assert_cmpuint (qing_attachment_get_size (attachment), ==, 12);
  g_assert_cmpuint (g_bytes_get_size (qing_attachment_get_bytes (attachment)), ==, 12);

  text = load ("song.mp3", BYTES ("Hello"), &error);
  g_assert_null (text);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_too_large (void)
{
  const gsize length = 8 * 1024 * 1024;
  g_autofree char *data = g_malloc0 (length);
  g_autoptr (GError) error = NULL;
  g_autoptr (QingAttachment) attachment = NULL;

  memcpy (data, "fLaC", 4);
  attachment = load ("long.flac", data, length, &error);
  g_assert_null (attachment);
  g_assert_error (error, QING_ERROR, QING_ERROR_REQUEST);
  g_assert_nonnull (strstr (error->message, "long.flac"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recording-load/sniff", test_sniff);
  g_test_add_func ("/recording-load/duration", test_duration);
  g_test_add_func ("/recording-load/load", test_load);
  g_test_add_func ("/recording-load/too-large", test_too_large);
  return g_test_run ();
}
