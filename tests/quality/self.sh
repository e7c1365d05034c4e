#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The checks beside this one see what they are there to see: each is shown a small project that
# breaks its rules.

. "$(dirname "$0")/tap.sh"

checks=$project/tests/quality
bad=$(mktemp -d)
trap 'rm -rf "$bad"' EXIT
mkdir -p "$bad/src/model" "$bad/src/ui" "$bad/src/cellar" "$bad/tests"
cd "$bad" || exit 1

{ printf 'static void\nlong_function (void)\n{\n'
  yes '  step ();' | head -n 900
  printf '}\n'; } >src/model/long.c
yes '<!-- padding -->' | head -n 501 >src/ui/long.ui
: >src/model/qing-model.h
: >src/ui/qing-window.h
: >src/cellar/wine.c
cat >src/model/upwards.c <<'END'
#include "../ui/qing-window.h"
#include "qing-window.h"
#include "qing-model.h"
#include <gtk/gtk.h>
#include <gio/gio.h>
END
cat >tests/reach.c <<'END'
static const char *hosts[] = { "https://qingtan.app/v1", "http://127.0.0.1:80/", "http://a.invalid" };
static const char *folder = "/home/somebody";
END

mkdir -p src/ui/chat src/ui/dialogs
printf '  g_main_loop_run (loop); /* TODO: wait */ \n' >src/model/waits.c
printf 'const gchar *name; AdwFlap *flap; AdwMessageDialog *one;' >src/ui/chat/old.c
printf 'AdwMessageDialog *another;\n' >src/ui/dialogs/dialogs.c

# seen CHECK PATTERN…: complains when the check does not print a line that matches.
seen ()
{
  check=$1
  shift
  "$checks/$check.sh" "$bad" >"$bad/report" && echo "$check passes"
  for pattern in "$@"; do
    grep -Eq "$pattern" "$bad/report" || echo "$check does not print $pattern"
  done
}

# unseen PATTERN…: complains when the last report has a line that matches.
unseen ()
{
  for pattern in "$@"; do
    ! grep -E "$pattern" "$bad/report"
  done
}

# What build-aux/test says at its end: a program that fails and says so, one that crashes after a
# case, one that speaks no TAP, one that is skipped, one that passes.
miscounted ()
{
  cat >testlog.json <<'END'
{"name": "a", "stdout": "TAP version 13\nok 1 /a\nok 2 /b # SKIP c\nnot ok /c - \"result\": \"OK\"\nBail out!\n", "result": "ERROR"}
{"name": "b", "stdout": "ok 1 /a\n", "result": "FAIL"}
{"name": "c", "stdout": "", "result": "OK"}
{"name": "d", "stdout": "1..0 # SKIP no\n", "result": "SKIP"}
{"name": "e", "stdout": "ok 1 /a\n# ok so far\nok 2 /b\n1..2\n", "result": "OK"}
END
  counts=$(awk -v what=counts -f "$project/build-aux/test-log.awk" testlog.json)
  [ "$counts" = '5 2 2' ] || echo "counted $counts"
  counts=$(awk -v what=counts -f "$project/build-aux/test-log.awk" /dev/null)
  [ "$counts" = '0 1 0' ] || echo "counted $counts in nothing"
}

rule 'test cases are counted' miscounted
rule 'sizes are seen' seen sizes 'src/model/long\.c: 90[0-9] lines' \
  'long\.c:3: long_function has 900 lines' 'src/ui/long\.ui: 501 lines'
rule 'broken walls are seen' seen walls 'upwards\.c:1: includes \.\./ui' \
  'upwards\.c:2: model must not know ui' 'upwards\.c:4: model must not know <gtk/gtk\.h>' \
  'wine\.c: "cellar" is not a room'
rule 'kept walls are not complained of' unseen 'upwards\.c:[35]'
rule 'bad manners are seen' seen manners 'waits\.c:1:.*TODO' 'waits\.c: a tab or a blank' \
  'waits\.c:1:.*g_main_loop_run' 'old\.c: does not end' 'old\.c:1:const gchar' \
  'old\.c:1:.*AdwFlap' '^# src/ui/chat/old\.c$' '^# src/ui/dialogs/dialogs\.c$'
rule 'missing licences are seen' seen licences 'src/model/upwards\.c' 'src/ui/long\.ui'
rule 'real hosts and folders are seen' seen hosts 'reach\.c:1:https://qingtan\.app' \
  'reach\.c:2:.*/home/somebody'
rule 'reserved hosts are not complained of' unseen '127\.0\.0\.1' 'invalid'
finish
