#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every source says whose it is and under which licence.

. "$(dirname "$0")/tap.sh"

bare_c_files ()
{
  files '*.c' '*.h' | while read -r file; do
    # The comment may end in the second line or stand on a third one.
    head -n 3 "$file" | tr '\n' ' ' |
      grep -Eq '^/\* SPDX-FileCopyrightText: The Qingtan authors  \* SPDX-License-Identifier: GPL-3\.0-or-later +\*/' ||
      echo "$file"
  done
}

other_sources ()
{
  files meson.build '*.sh' '*.ui' '*.css' '*.gschema.xml' '*.gresource.xml' '*.metainfo.xml.in' \
    '*.desktop.in' '*.svg' '*.po'
  for folder in build-aux .ci; do
    [ ! -d "$folder" ] || find "$folder" -maxdepth 1 -type f
  done
}

bare_other_sources ()
{
  other_sources | sort -u | while read -r file; do
    head -n 6 "$file" | grep -q 'SPDX-License-Identifier: ' || echo "$file"
  done
}

rule 'every .c and .h file begins with the two SPDX lines' bare_c_files
rule 'every other source names its licence in its first lines' bare_other_sources
finish
