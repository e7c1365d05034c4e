#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The program that is built from the rooms below the user interface links none of its libraries,
# neither itself nor through another library.

. "$(dirname "$0")/tap.sh"

program=${2:?the program is missing}

graphical ()
{
  ldd "$program" | grep -E 'lib(gtk|gdk|gsk|adwaita|gtksourceview|X11|wayland-client)[-.0-9]' ||
    ldd "$program" | grep -q 'libglib-2\.0' || echo "ldd tells nothing about $program"
}

rule 'qingtan-ask links no graphical library' graphical
finish
