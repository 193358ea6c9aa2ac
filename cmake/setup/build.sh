# shellcheck shell=bash
# Configuring and building the presets of CMakePresets.json. Sourced by ./run and ./test after cmake/setup.sh.

# build PRESET TARGET...: configures if needed, then builds the targets on all cores (Ninja's default).
build() {
  local preset="$1" folder="$ROOT/build/$1" desktop=OFF key
  shift
  if has_desktop; then desktop=ON; fi
  key="$LAB_CACHE ${LAB_EMSCRIPTEN_ROOT:-} $desktop"
  # CMake remembers absolute places; when the prefix or Emscripten is another one, it has to look again from the start.
  # (Otherwise Ninja itself sees when a CMake file has changed.)
  if [ ! -e "$folder/build.ninja" ] || [ "$(cat "$folder/.lab-configured" 2>/dev/null)" != "$key" ]; then
    (cd "$ROOT" && cmake --fresh --preset "$preset" "-DLAB_DESKTOP=$desktop") || return 1
    printf '%s\n' "$key" >"$folder/.lab-configured"
  fi
  cmake --build "$folder" --target "$@"
}

# The page: all variants of the program and the static site around them. One failure stops it.
build_site() {
  build web lab_page lab_page_relaxed || return 1
  build web-nothreads lab_page || return 1
  node "$ROOT/web/build-site.mjs"
}
