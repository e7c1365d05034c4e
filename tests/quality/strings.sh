#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every string that a user can read is in every catalogue (build-aux/update-po puts it there).

. "$(dirname "$0")/tap.sh"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

languages ()
{
  sed '/^#/d' po/LINGUAS
}

wrong_files ()
{
  build-aux/update-po --files >"$scratch/files"
  diff po/POTFILES "$scratch/files" |
    sed -n 's/^> \(.*\)/\1 is missing in po\/POTFILES/p; s/^< \(.*\)/\1 has no strings/p'
}

broken_catalogues ()
{
  for language in $(languages); do
    msgfmt --check --output-file=/dev/null "po/$language.po"
  done
}

fuzzy ()
{
  for language in $(languages); do
    msgattrib --only-fuzzy --no-obsolete --no-wrap "po/$language.po" | texts "$language"
  done
}

# texts LANGUAGE: the messages of a catalogue, but not its header, one a line.
texts ()
{
  awk -v RS='' -v language="$1" '
    /Project-Id-Version/ { next }
    {
      sub (/(^|.*\n)msgid /, "", $0)
      sub (/\nmsgstr.*/, "", $0)
      gsub (/"\n"/, "", $0)
      print language ": " $0
    }'
}

untranslated ()
{
  build-aux/update-po --extract "$scratch/qingtan.pot"
  for language in $(languages); do
    msgmerge --quiet --no-fuzzy-matching --output-file="$scratch/merged.po" "po/$language.po" \
      "$scratch/qingtan.pot"
    msgattrib --untranslated --no-wrap "$scratch/merged.po" | texts "$language"
  done
}

unlisted ()
{
  for file in po/*.po; do
    language=$(basename "$file" .po)
    languages | grep -qx "$language" || echo "$language is missing in po/LINGUAS"
  done
}

# What the macro stands for is not in the catalogue, so the translation would never be found.
cut_by_macros ()
{
  find src -name '*.[ch]' -print0 | xargs -0 grep -HnE '(^|[^A-Za-z0-9_])(_|N_|C_|ngettext) \(.*" G_G'
}

rule 'no string is cut by a macro' cut_by_macros
rule 'po/POTFILES lists what has strings, and nothing else' wrong_files
rule 'po/LINGUAS lists every catalogue' unlisted
rule 'every catalogue is valid' broken_catalogues
rule 'no translation is a guess' fuzzy
rule 'every string is translated' untranslated
finish
