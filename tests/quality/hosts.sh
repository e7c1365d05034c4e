#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The tests talk to nobody and know nobody's machine.

. "$(dirname "$0")/tap.sh"

# Names and addresses that are reserved (RFC 2606, 6761, 1918), and namespaces, which nobody opens.
harmless='^(127|10|192\.168|169\.254)\.[0-9.]+$|^0\.0\.0\.0$|(^|\.)(invalid|test|example|example\.(com|org|net))$'
namespaces='^(www\.w3\.org|www\.freedesktop\.org|www\.gnu\.org)$'

# Rooms that link no network (walls.sh says so) may name hosts, since they cannot call them; so may
# the test of the request builder, which only writes bodies.
deaf='tests/((model|markdown|math|media|store|convert)/|api/test-request-builder\.c)'

# in_tests PATTERN: where it matches outside of this folder, as FILE:LINE:MATCH.
in_tests ()
{
  find tests -type f ! -path 'tests/quality/*' -print0 | xargs -0 grep -HInoE "$1" | sort
}

real_hosts ()
{
  in_tests '(https?|wss?)://[][A-Za-z0-9.:_-]+' | grep -vE "^$deaf" |
    awk -v harmless="$harmless" -v namespaces="$namespaces" '{
      host = $0
      sub (/^[^:]*:[0-9]*:[a-z]*:\/\//, "", host)
      sub (/[.:]+$/, "", host)
      sub (/:[A-Za-z0-9]*$/, "", host)
      # A name without a dot, or an address in brackets, is nobody on the Internet.
      if (host ~ /^[^[].*\./ && host !~ harmless && host !~ namespaces)
        print
    }'
}

real_folders ()
{
  in_tests '(^|[^A-Za-z0-9_.])/(home|root|Users|work|mnt|media)/[A-Za-z0-9]+'
}

rule 'no test that could call it names a real host' real_hosts
rule 'the tests name no folder of a real machine' real_folders
finish
