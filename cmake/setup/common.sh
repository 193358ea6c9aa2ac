# shellcheck shell=bash disable=SC2034
# Shared by all set-up scripts: messages, the cache folder, versions, and reading cmake/dependencies.txt.
# Sourced, never run. Expects ROOT (the project's folder).

# Everything that is downloaded or built once per machine lives here and may be deleted at any time.
LAB_CACHE="${LAB_CACHE:-${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/autoencoder-lab}"
export LAB_CACHE
DEPENDENCIES="$ROOT/cmake/dependencies.txt"

# Raised when the way something is unpacked or built changes, so that older caches are made anew.
SETUP_LAYOUT=1

say() { printf '==> %s\n' "$*"; }

# One sentence that names what is missing, then stop.
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# version_at_least VERSION MINIMUM: by Debian's ordering, which also knows 1.92.2b, 4.0~beta7 and 0.0~git20220908.
version_at_least() {
  [ "$2" = - ] || dpkg --compare-versions "$1" ge "$2"
}

# First thing that looks like a version in what a program says about itself.
version_of_tool() {
  "$1" --version 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)*' | head -n 1 || true
}

# Lines of the table: "tool COMMAND MINIMUM NEEDED_BY PACKAGE LICENCE" or "library NAME MINIMUM HOW PACKAGE SUITES ...".
table() { grep -E "^$1[[:space:]]" "$DEPENDENCIES"; }

# library_row NAME: sets minimum, how, package, suites (which callers declare local) for the library of that name.
library_row() {
  local line
  line="$(grep -E "^library[[:space:]]+$1[[:space:]]" "$DEPENDENCIES")" || fail "cmake/dependencies.txt has no library named $1."
  read -r _ _ minimum how package suites _ <<<"$line"
}

# Half-made work is kept in one temporary folder inside the cache (same file system, so that the final rename is
# atomic), which is removed whatever happens.
work_dir() {
  if [ -z "${SETUP_WORK:-}" ]; then
    mkdir -p "$LAB_CACHE"
    SETUP_WORK="$(mktemp -d "$LAB_CACHE/work.XXXXXX")"
    trap 'rm -rf "$SETUP_WORK"' EXIT
  fi
}

# run_logged NAME COMMAND...: runs quietly; on failure shows the end of its log and says where the rest is.
run_logged() {
  local name="$1" log
  shift
  mkdir -p "$LAB_CACHE/logs"
  log="$LAB_CACHE/logs/$name.log"
  if ! "$@" >"$log" 2>&1; then
    tail -n 25 "$log" >&2
    printf 'error: %s failed; the whole log is %s\n' "$name" "$log" >&2
    return 1
  fi
}

# Each unpacked or built thing has a file .lab-stamp: "VERSION LAYOUT [NOTE]".
# stamped_version NAME: prints the version in the prefix, or nothing if it is absent or of an older layout.
stamped_version() {
  local version layout
  [ -r "$LAB_CACHE/$1/.lab-stamp" ] || return 0
  read -r version layout _ <"$LAB_CACHE/$1/.lab-stamp" || true
  if [ "${layout:-}" = "$SETUP_LAYOUT" ]; then printf '%s' "$version"; fi
}

have_library() {
  local version minimum how package suites
  version="$(stamped_version "$1")"
  [ -n "$version" ] || return 1
  library_row "$1"
  version_at_least "$version" "$minimum"
}

# put_in_place FOLDER NAME VERSION [NOTE]: stamps a finished folder and renames it to its place in the prefix.
put_in_place() {
  printf '%s %s %s\n' "$3" "$SETUP_LAYOUT" "${4:-}" >"$1/.lab-stamp"
  rm -rf "${LAB_CACHE:?}/$2"
  mkdir -p "$(dirname "$LAB_CACHE/$2")"
  mv "$1" "$LAB_CACHE/$2"
}
