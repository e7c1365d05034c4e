#!/bin/sh
# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The formatter has nothing to change (build-aux/format would change it).

. "$(dirname "$0")/tap.sh"

rule 'every .c and .h file is formatted' build-aux/format --check
finish
