# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads Meson's testlog.json. With what=counts, prints how many test cases have passed, failed and
# been skipped; with what=output, what the programs said that failed.
#
# The cases of a program are the lines of its TAP output that begin with "ok" or "not ok". A skipped
# case has not passed. A program that went wrong without saying so in its output counts as one
# failure, and so does a run without any program.

function field (name,   found) {
  if (!match ($0, "\"" name "\": \"([^\"\\\\]|\\\\.)*\""))
    return ""
  found = substr ($0, RSTART, RLENGTH)
  sub (/^"[a-z]*": "/, "", found)
  return substr (found, 1, length (found) - 1)
}

# A JSON string as text; what has no letter of its own after the backslash stays as it is.
function text (string) {
  gsub (/\\\\/, "\001", string)
  gsub (/\\n/, "\n", string)
  gsub (/\\t/, "\t", string)
  gsub (/\\"/, "\"", string)
  gsub (/\001/, "\\", string)
  return string
}

{
  programs++
  result = field("result")
  good = bad = left = 0
  n = split (field("stdout"), line, /\\n/)
  for (i = 1; i <= n; i++) {
    if (line[i] ~ /^ok( |$)/ && tolower (line[i]) ~ / # *skip/)
      left++
    else if (line[i] ~ /^ok( |$)/)
      good++
    else if (line[i] ~ /^not ok( |$)/)
      bad++
  }
  if (result != "OK" && result != "SKIP" && bad == 0)
    bad = 1
  # Programs that speak no TAP are one case each.
  if (good + bad + left == 0)
    result == "SKIP" ? left++ : good++
  passed += good
  skipped += left
  failed += bad
  if (what == "output" && bad)
    printf "\n======== %s: %s\n%s%s", field("name"), result, text(field("stdout")), text(field("stderr"))
}

END {
  if (what == "counts")
    print passed + 0, failed + (programs == 0), skipped + 0
}
