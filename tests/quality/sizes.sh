#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sizes that keep the house liveable. What is over a hard limit fails, what is over a soft one is
# named.

. "$(dirname "$0")/tap.sh"

# over LIMIT PATTERN…: the files with more lines than that.
over ()
{
  limit=$1
  shift
  files "$@" | while read -r file; do
    lines=$(wc -l <"$file")
    [ "$lines" -le "$limit" ] || echo "$file: $lines lines, at most $limit"
  done
}

# A body is what stands between a "{" and a "}" in the first column; the name of its function is
# in the last line before it that starts in the first column.
functions_over ()
{
  files '*.c' '*.h' | while read -r file; do
    awk -v limit="$1" -v file="$file" '
      /^[A-Za-z_][A-Za-z0-9_]* \(/ { name = $1 }
      /^\{$/ { start = NR }
      /^\}$/ {
        if (start && NR - start - 1 > limit && name !~ /_class_init$/)
          print file ":" start ": " name " has " NR - start - 1 " lines, at most " limit
        start = 0
      }
      /^\}./ { start = 0 }' "$file"
  done
}

# Declarations of functions: a name in a line that starts in the first column, outside of macros.
crowded_headers ()
{
  files '*.h' | while read -r file; do
    awk -v limit="$1" -v file="$file" '
      /^[A-Za-z].*[ *]qing_[a-z0-9_]* \(/ && !/^#/ { count++ }
      END { if (count > limit) print file ": " count " public functions, at most " limit }' "$file"
  done
}

rule 'no .c file has more than 800 lines' over 800 '*.c'
rule 'no function has more than 100 lines' functions_over 100
rule 'no .ui file has more than 500 lines' over 500 '*.ui'

notes over 300 '*.c'
notes over 120 '*.h'
notes over 250 '*.ui'
notes functions_over 60
notes crowded_headers 25
finish
