# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the scripts beside this one share. Each is called with the folder of the project, and
# prints one TAP line for each rule. POSIX sh and awk only.

set -u
LC_ALL=C.UTF-8
export LC_ALL

project=${1:?the folder of the project is missing}
cd "$project" || exit 1

tap_count=0
tap_failed=0

# rule NAME COMMAND…: what the command prints are complaints. Without any, the rule is kept.
rule ()
{
  tap_name=$1
  shift
  tap_count=$((tap_count + 1))
  tap_complaints=$("$@" 2>&1)
  if [ -z "$tap_complaints" ]; then
    echo "ok $tap_count - $tap_name"
  else
    tap_failed=1
    echo "not ok $tap_count - $tap_name"
    printf "%s\n" "$tap_complaints" | sed "s/^/# /"
  fi
}

# notes COMMAND…: what the command prints deserves attention, but breaks nothing.
notes ()
{
  "$@" 2>&1 | sed 's/^/# note: /'
}

finish ()
{
  echo "1..$tap_count"
  exit $tap_failed
}

# files PATTERN…: the project's own files whose name matches one of the patterns, sorted.
# Found without git, so that an unpacked archive can be tested as well.
files ()
{
  for tap_pattern in "$@"; do
    for tap_folder in src tests data po build-aux .ci; do
      [ ! -d "$tap_folder" ] || find "$tap_folder" -type f -name "$tap_pattern"
    done
    find . -maxdepth 1 -type f -name "$tap_pattern" | sed 's:^\./::'
  done | sort -u
}
