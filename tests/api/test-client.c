/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Chats over a real connection to a server on the loopback: streams, their ends and stops. */

#include "qing-probe.h"

#include <string.h>

#define WORDS "The quick brown fox jumps over the lazy dog. 敏捷的棕色狐狸。"

static void
test_text (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();
  g_autoptr (QingTestRequest) request = NULL;

  qing_test_server_take (probe->server, qing_test_script_new_text (WORDS));
  qing_probe_chat (probe);

  g_assert_null (probe->fault);
  g_assert_true (probe->good);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
  g_assert_cmpstr (probe->finish->str, ==, "stop");
  g_assert_cmpint (probe->usage.completion, >, 0);
  g_assert_true (g_uuid_string_is_valid (probe->request_id));
  g_assert_cmpint (probe->timing.connected, >=, 0);
  g_assert_cmpint (probe->timing.first_byte, >=, probe->timing.connected);
  g_assert_cmpint (probe->timing.first_token, >=, probe->timing.first_byte);
  g_assert_cmpint (probe->timing.finished, >=, probe->timing.answer_began);
  g_assert_cmpint (probe->timing.started, >, 0);

  request = qing_test_server_dup_request (probe->server, 0);
  g_assert_cmpstr (qing_test_request_get_header (request, "Authorization"), ==,
                   "Bearer sk-test-0123456789abcdef");
  g_assert_cmpstr (qing_test_request_get_header (request, "User-Agent"), ==,
                   "Qingtan/" QING_VERSION);
  g_assert_cmpstr (qing_test_request_get_header (request, "Accept-Encoding"), ==, "identity");
  g_assert_null (qing_test_request_get_header (request, "Cookie"));
}

static void
test_thinking (void)
{
  g_autoptr (QingProbe) probe = qing_probe_new ();

  qing_test_server_take (probe->server, qing_test_script_new_thinking ("Hm. " WORDS, WORDS));
  qing_probe_chat (probe);

  g_assert_true (probe->good);
  g_assert_cmpstr (probe->reasoning->str, ==, "Hm. " WORDS);
  g_assert_cmpstr (probe->text->str, ==, WORDS);
  g_assert_cmpint (probe->timing.answer_began, >=, probe->timing.first_token);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/text", test_text);
  g_test_add_func ("/client/thinking", test_thinking);

  return g_test_run ();
}
