# shellcheck shell=bash disable=SC2034
# Libraries in the private prefix: header packages unpacked as they are; Dear ImGui and SDL2 as sources, which the web
# builds compile. Sourced after apt.sh.

ensure_library() {
  have_library "$1" && return 0
  local found_suite found_version how package
  find_package "$1"
  say "Fetching $1 $found_version"
  local fresh="$SETUP_WORK/$1"
  if [ "$how" = source ]; then
    unpack_source "$fresh" "$found_suite" "$package"
  else
    unpack_packages "$fresh" "$found_suite" "$package"
  fi
  put_in_place "$fresh" "$1" "$found_version"
}
