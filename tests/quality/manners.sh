#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the compiler lets pass and this project does not.

. "$(dirname "$0")/tap.sh"

# in_c FOLDER PATTERN: where it matches in the C files there, as FILE:LINE:TEXT.
in_c ()
{
  [ ! -d "$1" ] || find "$1" -type f -name '*.[ch]' -print0 | xargs -0 -r grep -HnE "$2" | sort
}

unfinished ()
{
  files '*' | grep -v '^tests/quality/' | while read -r file; do
    grep -HnIwE 'TODO|FIXME|XXX|HACK' "$file"
  done
}

tab=$(printf '\t')

untidy ()
{
  files '*.c' '*.h' '*.ui' '*.css' '*.xml' '*.in' '*.sh' meson.build | while read -r file; do
    grep -HnE "[[:blank:]]\$|$tab" "$file" | sed 's/:.*/: a tab or a blank at the end of a line/' | uniq
    [ -z "$(tail -c 1 "$file")" ] || echo "$file: does not end with a line's end"
  done
}

nested_loops ()
{
  in_c src 'g_main_loop_run|g_main_context_iteration|gtk_dialog_run|(^|[^a-z_])(g|soup|secret|json)_[a-z_]*_sync \(' |
    grep -vE '^src/app/[^:]*:|^src/store/[^:]*:|^src/tools/[^:]*-process'
}

glib_words ()
{
  in_c src '(^|[^A-Za-z0-9_])(gchar|gint|gdouble|gfloat|glong|gshort) '
}

# Deprecated after the floor: in C they would warn on later platforms.
leaving_widgets ()
{
  in_c src '(adw|gtk|ADW|GTK)_(flap|leaflet|squeezer|dialog_new|file_chooser|FLAP|LEAFLET)|Adw(Flap|Leaflet|Squeezer)' |
    grep -v '^src/ui/dialogs/'
}

dialogs ()
{
  in_c src '(Adw(MessageDialog|AboutWindow|AboutDialog|AlertDialog)|adw_(message_dialog|about|alert)_|gtk_(file|alert|message)_(dialog|chooser)|GtkFile(Dialog|Chooser))' |
    cut -d: -f1 | grep '\.c$' | sort -u
}

scattered_dialogs ()
{
  [ "$(dialogs | wc -l)" -le 1 ] || dialogs
}

rule 'nothing is left to do' unfinished
rule 'lines end where they end' untidy
rule 'no main loop runs inside another, and nothing waits for a disk or a network' nested_loops
rule 'plain C types have plain C names' glib_words
rule 'widgets that are about to leave are named in .ui files only' leaving_widgets
rule 'only one file knows how dialogs are made' scattered_dialogs
finish
