# shellcheck shell=bash disable=SC2034
# Emscripten: the one on the PATH if it is recent enough, else Debian's, unpacked into the private prefix.
# Sourced after apt.sh. cmake/emscripten-toolchain.cmake looks in the same two places, in the same order.

# Goes into the page (cmake/Licences.cmake); older set-ups left it out.
EMSCRIPTEN_LICENCES=usr/share/doc/emscripten/copyright

# emscripten_root_on_path: prints the folder of the Emscripten on the PATH, or nothing.
emscripten_root_on_path() {
  local emcc root
  emcc="$(command -v emcc)" || return 0
  root="$(dirname "$(readlink -f "$emcc")")"
  # A distribution's emcc is a small wrapper elsewhere; its own em-config knows the place.
  [ -e "$root/emscripten-version.txt" ] || root="$(em-config EMSCRIPTEN_ROOT 2>/dev/null)" || return 0
  printf '%s' "$root"
}

# Sets EMSCRIPTEN_ROOT, EMSCRIPTEN_VERSION and LLVM_VERSION (empty for an Emscripten that brings its own LLVM).
use_emscripten() {
  EMSCRIPTEN_ROOT="$1" LLVM_VERSION=''
  EMSCRIPTEN_VERSION="$(tr -d '"\n' <"$1/emscripten-version.txt")"
  EMSCRIPTEN_VERSION="${EMSCRIPTEN_VERSION%-git}"
}

# find_emscripten: succeeds if a recent enough Emscripten is on the PATH or in the prefix.
find_emscripten() {
  local minimum how package suites root
  library_row emscripten
  root="$(emscripten_root_on_path)"
  if [ -n "$root" ] && [ -r "$root/emscripten-version.txt" ]; then
    use_emscripten "$root"
    if version_at_least "$EMSCRIPTEN_VERSION" "$minimum"; then return 0; fi
  fi
  have_library emscripten && [ -r "$LAB_CACHE/emscripten/$EMSCRIPTEN_LICENCES" ] || return 1
  use_emscripten "$LAB_CACHE/emscripten/usr/share/emscripten"
  LLVM_VERSION="$(cat "$LAB_CACHE/emscripten/llvm-version")"
}

# Debian's Emscripten consists of scripts and prebuilt WebAssembly libraries, which run anywhere, and of Binaryen, whose
# programs want the C library of their own suite. So they get it: that suite's libc6, libstdc++6 and libgcc-s1 lie
# beside them, and a wrapper starts each with that suite's own loader. LLVM is the machine's (clang-NN, lld-NN, llvm-NN).
unpack_emscripten() {
  local found_suite found_version how package depends llvm
  find_package emscripten
  say "Fetching Emscripten ${found_version%%[+-]*} (about 250 MB)"
  local fresh="$SETUP_WORK/emscripten"
  depends="$(apt_private "$found_suite" apt-cache show "$package" | grep '^Depends:')"
  [[ "$depends" =~ clang-([0-9]+) ]] || fail "Debian's Emscripten $found_version does not say which clang it wants."
  llvm="${BASH_REMATCH[1]}"

  # The position-independent variants and Emscripten's own test suite are two thirds of the files, and unused here.
  local UNPACK_EXCLUDES=("${UNPACK_EXCLUDES[@]}" --exclude='./usr/share/emscripten/test' --exclude='./usr/share/doc/emscripten/*.*'
    --exclude='*/wasm32-emscripten/pic' --exclude='*/wasm32-emscripten/lto-pic')
  unpack_packages "$fresh" "$found_suite" emscripten node-acorn
  unpack_packages "$fresh/binaryen-run" "$found_suite" binaryen libc6 libstdc++6 libgcc-s1

  local place="$LAB_CACHE/emscripten" loader libraries program
  loader="$(cd "$fresh/binaryen-run" && find . -name 'ld-linux*.so*' | sort)"
  loader="${loader%%$'\n'*}"
  libraries="$(cd "$fresh/binaryen-run" && find . -name 'libc.so.6' -o -name 'libstdc++.so.6' -o -name 'libgcc_s.so.1' |
    while read -r file; do dirname "$place/binaryen-run/${file#./}"; done | sort -u | paste -sd:)"
  if [ -z "$loader" ] || [ -z "$libraries" ]; then
    fail "The C library of the suite $found_suite has an unexpected layout."
  fi
  mkdir -p "$fresh/binaryen/bin"
  for program in "$fresh"/binaryen-run/usr/bin/*; do
    program="$(basename "$program")"
    printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$place/binaryen-run/${loader#./}" "$libraries" \
      "$place/binaryen-run/usr/bin/$program" >"$fresh/binaryen/bin/$program"
    chmod +x "$fresh/binaryen/bin/$program"
  done

  # Emscripten's scripts import acorn as an ES module, for which only a folder node_modules beside them counts.
  ln -s ../nodejs "$fresh/usr/share/emscripten/node_modules"

  # Emscripten reads this file from its own folder, so the environment needs nothing.
  cat >"$fresh/usr/share/emscripten/.emscripten" <<END
import shutil
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '$llvm'
CLANG_ADD_VERSION = '$llvm'
BINARYEN_ROOT = '$place/binaryen'
NODE_JS = shutil.which('node') or shutil.which('nodejs')
FROZEN_CACHE = True
END
  printf '%s\n' "$llvm" >"$fresh/llvm-version"
  put_in_place "$fresh" emscripten "$found_version"
}

ensure_emscripten() {
  find_emscripten && return 0
  unpack_emscripten
  find_emscripten || fail "Emscripten was unpacked to $LAB_CACHE/emscripten but cannot be used."
}

# What the builds need in the environment.
export_emscripten() {
  # The toolchain file takes this Emscripten and no other.
  export LAB_EMSCRIPTEN_ROOT="$EMSCRIPTEN_ROOT"
  # emcc is a Python script that is started for every file; the system's Python starts faster than version managers'.
  if [ -x /usr/bin/python3 ]; then export EMSDK_PYTHON="${EMSDK_PYTHON:-/usr/bin/python3}"; fi
  # A configuration left over from another Emscripten must not be mixed with the private one.
  case "$EMSCRIPTEN_ROOT" in "$LAB_CACHE"/*) export EM_CONFIG="$EMSCRIPTEN_ROOT/.emscripten" ;; esac
}
