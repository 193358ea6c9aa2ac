# shellcheck shell=bash disable=SC2016,SC2034,SC2154
# Debian's packages in two ways: installed on the machine (tools), or only downloaded and unpacked into the private
# prefix, from newer suites of the same mirror too (libraries, Emscripten). Sourced after common.sh.

# Root's rights, if there are any: nothing to add for root, passwordless sudo otherwise.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

can_be_root() {
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

install_packages() {
  can_be_root || fail "Please install these packages first (this account may not): $*"
  say "Installing on this machine: $*"
  local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
  run_logged apt-update "${apt[@]}" update || fail "apt-get update did not work, so these are missing: $*"
  run_logged apt-install "${apt[@]}" install -y --no-install-recommends "$@" ||
    fail "These packages could not be installed: $*"
}

# tool_present COMMAND-OR-FILE MINIMUM
tool_present() {
  case "$1" in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null && { [ "$2" = - ] || version_at_least "$(version_of_tool "$1")" "$2"; } ;;
  esac
}

# missing_tools LLVM_VERSION NEED...: prints "PROBE MINIMUM PACKAGE" for every tool that is needed by "all" or one of NEED
# and is not there. With an empty LLVM_VERSION the lines with NN are left out.
missing_tools() {
  local llvm="$1" probe minimum needed package
  shift
  while read -r _ probe minimum needed package _; do
    case " all $* " in *" $needed "*) ;; *) continue ;; esac
    case "$probe" in *NN*) [ -n "$llvm" ] || continue ;; esac
    probe="${probe//NN/$llvm}" package="${package//NN/$llvm}"
    tool_present "$probe" "$minimum" || printf '%s %s %s\n' "$probe" "$minimum" "$package"
  done < <(table tool)
}

# ensure_tools LLVM_VERSION NEED...: installs what missing_tools names.
ensure_tools() {
  local missing probe minimum
  missing="$(missing_tools "$@")"
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2046
  install_packages $(awk '{ print $3 }' <<<"$missing")
  hash -r
  missing="$(missing_tools "$@")"
  [ -z "$missing" ] && return 0
  read -r probe minimum _ <<<"$missing"
  if [ "$minimum" != - ]; then probe="$probe $minimum or newer"; fi
  fail "$probe is still missing after its Debian package was installed."
}

# --- Packages that are only unpacked -------------------------------------------------------------------------------

# The suite this machine runs and the address of its mirror, as apt itself understands its configuration, whichever of
# the two file formats that is written in.
find_mirror() {
  [ -z "${MIRROR:-}" ] || return 0
  local uri release component fallback_uri='' fallback_release='' codename
  codename="$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")"
  while IFS='|' read -r uri release component; do
    [ "$component" = main ] || continue
    case "$release" in
      "$codename") MIRROR="$uri" OWN_SUITE="$release" && return 0 ;;
      *-* | */*) ;; # updates, security, backports
      *) [ -n "$fallback_uri" ] || { fallback_uri="$uri" fallback_release="$release"; } ;;
    esac
  done < <(apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Created-By: Packages')
  MIRROR="$fallback_uri" OWN_SUITE="$fallback_release"
  [ -n "$MIRROR" ] || fail "This machine's apt configuration names no Debian mirror with a component \"main\"."
}

# apt_private SUITE TOOL ARGUMENTS...: runs apt-get or apt-cache on one suite alone, with all of its state in the work
# folder: nothing on the machine changes, no rights are needed, and the machine's own pins do not interfere.
apt_private() {
  local suite="$1" tool="$2" state="$SETUP_WORK/apt/$1"
  shift 2
  "$tool" -qq \
    -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Dir::State="$state/state" -o Dir::State::Lists="$state/lists" -o Dir::State::status="$state/status" \
    -o Dir::Cache="$state/cache" -o APT::Default-Release= -o APT::Sandbox::User=root \
    -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}

# open_suite SUITE: fetches the suite's package lists, once per set-up. Returns 1 if the mirror does not have it.
open_suite() {
  local suite="$1" state="$SETUP_WORK/apt/$1" keyring=/usr/share/keyrings/debian-archive-keyring.gpg options=''
  [ ! -e "$state/absent" ] || return 1
  [ ! -e "$state/ready" ] || return 0
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/state"
  : >"$state/status"
  [ ! -r "$keyring" ] || options="[signed-by=$keyring] "
  printf 'deb %s%s %s main\ndeb-src %s%s %s main\n' "$options" "$MIRROR" "$suite" "$options" "$MIRROR" "$suite" \
    >"$state/sources.list"
  if run_logged "apt-$suite" apt_private "$suite" apt-get update 2>/dev/null; then
    : >"$state/ready"
  else
    : >"$state/absent"
    return 1
  fi
}

# suite_version SUITE unpack|source PACKAGE: the newest version there, or nothing.
suite_version() {
  local index=Packages
  [ "$2" = unpack ] || index=Sources
  apt_private "$1" apt-cache madison "$3" 2>/dev/null |
    awk -F'|' -v package="$3" -v index_name="$index" '
      { gsub(/ /, "", $1); gsub(/ /, "", $2) }
      $1 == package && $3 ~ index_name "$" { print $2 }' | sort -V | tail -n 1
}

# find_package NAME: sets found_suite, found_version and package, how for the first suite that has NAME in a version that is
# new enough.
find_package() {
  local suite version offered=''
  local minimum suites
  find_mirror
  library_row "$1"
  for suite in ${suites//,/ }; do
    [ "$suite" != own ] || suite="$OWN_SUITE"
    if ! open_suite "$suite"; then
      offered="$offered the lists of $suite could not be fetched ($(grep -m 1 '^E:' "$LAB_CACHE/logs/apt-$suite.log" || true));"
      continue
    fi
    version="$(suite_version "$suite" "$how" "$package")"
    [ -n "$version" ] || continue
    if version_at_least "$version" "$minimum"; then
      found_suite="$suite" found_version="$version"
      return 0
    fi
    offered="$offered $suite has $version;"
  done
  fail "$1 $minimum or newer (Debian package $package) is not to be had from this machine's mirror:${offered:- none of its suites has that package;} so it cannot be set up."
}

# unpack_packages FOLDER SUITE PACKAGE...: downloads binary packages and unpacks them below FOLDER.
unpack_packages() {
  local folder="$1" suite="$2" downloads deb
  shift 2
  downloads="$(mktemp -d "$SETUP_WORK/download.XXXXXX")"
  (cd "$downloads" && run_logged download apt_private "$suite" apt-get download "$@") ||
    fail "These packages of $suite could not be downloaded: $*"
  mkdir -p "$folder"
  for deb in "$downloads"/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$folder" --no-same-owner "${UNPACK_EXCLUDES[@]}" ||
      fail "$(basename "$deb") could not be unpacked into $folder (is the disk full?)."
  done
  rm -rf "$downloads"
}
# What unpack_packages leaves out; documentation is not needed to build.
UNPACK_EXCLUDES=(--exclude=./usr/share/man --exclude=./usr/share/lintian)

# unpack_source FOLDER SUITE PACKAGE: downloads a source package and unpacks it, Debian's patches applied, as FOLDER.
unpack_source() {
  local folder="$1" suite="$2" package="$3" downloads
  downloads="$(mktemp -d "$SETUP_WORK/download.XXXXXX")"
  (cd "$downloads" && run_logged download apt_private "$suite" apt-get source --download-only "$package" &&
    run_logged unpack dpkg-source -x --no-check ./*.dsc "$folder") ||
    fail "The source package $package of $suite could not be downloaded and unpacked."
  rm -rf "$downloads"
}
