#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What desktops and software centres read is valid, and the XML of the project is well-formed.

. "$(dirname "$0")/tap.sh"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

malformed ()
{
  files '*.ui' '*.xml' '*.xml.in' '*.svg' | while read -r file; do
    xmllint --nonet --noout "$file" 2>&1
  done
}

# The templates themselves are valid, too: what is translated into them comes from po/.
bad_desktop_file ()
{
  cp data/app.qingtan.Qingtan.desktop.in "$scratch/app.qingtan.Qingtan.desktop"
  desktop-file-validate "$scratch/app.qingtan.Qingtan.desktop"
}

bad_metainfo ()
{
  cp data/app.qingtan.Qingtan.metainfo.xml.in "$scratch/app.qingtan.Qingtan.metainfo.xml"
  appstreamcli validate --no-net --explain "$scratch/app.qingtan.Qingtan.metainfo.xml" \
    >"$scratch/report" 2>&1 || cat "$scratch/report"
}

bad_schema ()
{
  glib-compile-schemas --strict --dry-run data 2>&1
}

rule 'every XML file is well-formed' malformed
rule 'the desktop file is valid' bad_desktop_file
rule 'the metainfo is valid' bad_metainfo
rule 'the settings schema is valid' bad_schema
finish
