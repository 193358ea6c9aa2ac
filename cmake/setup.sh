#!/usr/bin/env bash
# Makes sure that everything the builds need is there. Costs well under a second when it is.
#
#   cmake/setup.sh [NEED...]                  by hand (default: web native)
#   source cmake/setup.sh; setup web native   from ./run and ./test
#
# NEED is web, native or desktop, and for tests format, cli, browser, npm, ui, fuzz, lint: see cmake/dependencies.txt.
#
# Tools are installed on the machine by apt if missing; libraries and Emscripten are unpacked into a private prefix,
# ~/.cache/autoencoder-lab (LAB_CACHE= moves it), and nothing else is touched. What is needed is declared in
# cmake/dependencies.txt. Two calls at once are safe: the second waits for the first.
set -euo pipefail

ROOT="${ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}"
for part in common apt emscripten libraries; do
  # shellcheck source=/dev/null
  source "$ROOT/cmake/setup/$part.sh"
done

# Header libraries that every build uses, and those of the command line and of the tests.
COMMON_LIBRARIES=(eigen stb json doctest cli11 inter)
DESKTOP_LIBRARIES=(imgui fonttools)
WEB_LIBRARIES=("${DESKTOP_LIBRARIES[@]}" sdl2)

# libraries_for NEED...: what the named builds take from the prefix.
libraries_for() {
  printf '%s\n' "${COMMON_LIBRARIES[@]}"
  case " $* " in *' web '*) printf '%s\n' "${WEB_LIBRARIES[@]}" ;; *' desktop '*) printf '%s\n' "${DESKTOP_LIBRARIES[@]}" ;; esac
}

# has_desktop: whether what native builds need for the desktop program is there. Otherwise they go without it.
has_desktop() {
  local name
  [ -z "$(missing_tools '' desktop)" ] || return 1
  for name in "${DESKTOP_LIBRARIES[@]}"; do have_library "$name" || return 1; done
}

setup_is_complete() {
  local name llvm=''
  case " $* " in *' web '*) find_emscripten || return 1; llvm="$LLVM_VERSION" ;; esac
  [ -z "$(missing_tools "$llvm" "$@")" ] || return 1
  for name in $(libraries_for "$@"); do have_library "$name" || return 1; done
}

setup() {
  local started=$SECONDS
  if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
    fail "This set-up installs Debian packages, and this machine has no apt-get; see README for building by hand with CMake."
  fi
  if ! setup_is_complete "$@"; then
    mkdir -p "$LAB_CACHE"
    (
      flock -n 9 || { say "Waiting for another set-up to finish" && flock 9; }
      rm -rf "$LAB_CACHE"/work.* # left by a set-up that was killed
      work_dir
      ensure_tools '' "$@"
      for name in $(libraries_for "$@"); do ensure_library "$name"; done
      case " $* " in *' web '*)
        ensure_emscripten
        ensure_tools "$LLVM_VERSION" "$@"
        ;;
      esac
    ) 9>"$LAB_CACHE/lock"
    say "Set-up done in $((SECONDS - started)) s (kept in $LAB_CACHE)"
  fi
  case " $* " in *' web '*) find_emscripten && export_emscripten ;; esac
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  if [ $# = 0 ]; then set -- web native; fi
  setup "$@"
fi
