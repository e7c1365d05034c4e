#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The walls between the rooms of src/: which room may include which, and which libraries it knows.

. "$(dirname "$0")/tap.sh"

# A room, and the rooms whose headers it may include beside its own.
rooms='
model
markdown
math
media model
convert model markdown math media
store model
api model
tools model
engine model store tools convert
ui model engine markdown math media convert
app model engine markdown math media convert store api tools ui
'

# A library by the beginning of its headers, and the rooms that may include it.
libraries='
gtk/ ui app
gdk/ ui app
gsk/ ui app
graphene ui app
adwaita ui app
gtksourceview/ ui app
gdk-pixbuf/ media ui app
libsoup/ api tools app
json-glib/ model api tools engine media app
sqlite3 store convert
archive convert
cmark-gfm markdown
hb math ui
pango/ math ui app
gst/ media
libsecret/ app
libportal app ui
'

# Prints FILE<tab>LINE<tab>QUOTE<tab>HEADER for each include, and FILE for a file without any.
includes ()
{
  files '*.c' '*.h' | grep '^src/' | while read -r file; do
    awk -v OFS='\t' '
      BEGIN { print FILENAME == "" ? ARGV[1] : FILENAME, 0, "-", "-" }
      match ($0, /^[ \t]*#[ \t]*include[ \t]*["<][^">]*/) {
        header = substr ($0, RSTART, RLENGTH)
        sub (/^[ \t]*#[ \t]*include[ \t]*/, "", header)
        print ARGV[1], NR, substr (header, 1, 1), substr (header, 2)
      }' "$file"
  done
}

# breaches KIND: what crosses a wall. The first lines of the input are the two tables.
breaches ()
{
  { echo "$rooms" | sed '/^$/d; s/^/room /'
    echo "$libraries" | sed '/^$/d; s/^/library /'
    includes | awk -v OFS='\t' '{ print "include", $0 }'; } |
  awk -v kind="$1" '
    function room_of (path) {
      sub (/^src\//, "", path)
      return path ~ /\// ? substr (path, 1, index (path, "/") - 1) : ""
    }
    function complain (text) {
      print file[i] ":" line[i] ": " text
    }
    $1 == "room" && NF > 1 && !/\t/ {
      known[$2] = 1
      for (f = 2; f <= NF; f++)
        may[$2, $f] = 1
    }
    $1 == "library" && !/\t/ {
      library[$2] = 1
      for (f = 3; f <= NF; f++)
        links[$2, $f] = 1
    }
    /^include\t/ {
      split ($0, part, "\t")
      if (part[3] == 0) {
        # Where a header is at home: by its whole path, and by each shorter end of it.
        end = part[2]
        while (sub (/^[^\/]*\//, "", end))
          home[end] = room_of (part[2])
        if (!(room_of (part[2]) in known))
          strangers[room_of (part[2])] = part[2]
        next
      }
      n++
      file[n] = part[2]; line[n] = part[3]; quote[n] = part[4]; header[n] = part[5]
    }
    END {
      if (kind == "rooms")
        for (room in strangers)
          print strangers[room] ": \"" room "\" is not a room"
      for (i = 1; i <= n; i++) {
        room = room_of (file[i])
        if (kind == "upwards" && index (header[i], "../"))
          complain ("includes " header[i])
        if (kind == "rooms" && header[i] in home && quote[i] == "\"" &&
            !((room, home[header[i]]) in may))
          complain (room " must not know " home[header[i]] ", includes " header[i])
        if (kind == "libraries" && quote[i] == "<")
          for (name in library)
            if (index (header[i], name) == 1 && !((name, room) in links))
              complain (room " must not know <" header[i] ">")
      }
    }' | sort -t: -k1,1 -k2,2n
}

rule 'nothing is included through "../"' breaches upwards
rule 'no room includes a header of a room it must not know' breaches rooms
rule 'no room includes a library it must not know' breaches libraries
finish
