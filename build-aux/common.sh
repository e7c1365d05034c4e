# SPDX-FileCopyrightText: The Qingtan authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What build-aux/run and build-aux/test share: the distribution's packages, and the build.

say ()
{
  printf '%s: %s\n' "${0##*/}" "$*" >&2
}

fail ()
{
  say "$@"
  exit 1
}

# wanted_packages SECTION: what build-aux/packages lists there, optional ones with their "?".
wanted_packages ()
{
  awk -v section="[$1]" '
    /^\[/ { inside = $1 == section; next }
    inside && NF && !/^#/ { print $1 $2 }' build-aux/packages
}

installed_packages ()
{
  dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null |
    sed -n 's/^installed //p' | sort -u
}

# apt_get ARGUMENT…: the only thing here that changes anything outside of the checkout.
apt_get ()
{
  local command=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@")

  [ "$(id -u)" = 0 ] || command=(sudo "${command[@]}")
  "${command[@]}" </dev/null >&2 || fail "apt-get $1 has failed"
}

# need_packages SECTION…: installs what is missing of these sections.
need_packages ()
{
  local section wanted missing optional

  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say 'this is no Debian or Ubuntu; build-aux/packages lists what has to be installed'
    return 0
  fi
  wanted=$(for section in "$@"; do wanted_packages "$section"; done | sort -u)
  missing=$(comm -23 <(sed '/^?/d' <<<"$wanted") <(installed_packages))
  optional=$(comm -23 <(sed -n 's/^?//p' <<<"$wanted") <(installed_packages))
  # Split into words on purpose from here on: these are lists of names.
  if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
      say 'packages are missing, and there is no sudo to install them with. As root, run:'
      fail "apt-get install --no-install-recommends" $missing
    fi
    say 'installing' $missing
    apt_get update
    apt_get install --no-install-recommends $missing
  fi
  if [ -n "$optional" ]; then
    optional=$(apt-cache madison $optional 2>/dev/null | awk '{ print $1 }' | sort -u)
    if [ -n "$optional" ]; then
      say 'installing' $optional
      apt_get install --no-install-recommends $optional
    fi
  fi
}

# configure FOLDER OPTION…: once; later changes are seen by ninja.
configure ()
{
  local folder=$1

  shift
  [ ! -f "$folder/build.ninja" ] || return 0
  mkdir -p "$folder"
  if ! meson setup "$@" "$folder" >"$folder/setup.log" 2>&1 </dev/null; then
    cat "$folder/setup.log" >&2
    fail 'the build could not be configured'
  fi
}

# build FOLDER TARGET…: says only what is wrong.
build ()
{
  local folder=$1

  shift
  ninja -C "$folder" --quiet "$@" 2>&1 </dev/null | sed '/^ninja: no work to do\.$/d' >&2 ||
    fail 'the build has failed'
}
