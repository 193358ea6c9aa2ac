# Every library we use, as a target: from the private prefix that cmake/setup.sh fills, else by FetchContent from upstream at the
# tag named in cmake/dependencies.txt (-DLAB_FETCH_DEPENDENCIES=ON ignores the prefix). All third-party
# headers are SYSTEM includes, so our warnings stay ours.
#
#   Eigen3::Eigen  nlohmann_json::nlohmann_json  stb::stb  doctest::doctest      every build
#   Threads::Threads                                                             every build
#   CLI11::CLI11  ZLIB::ZLIB                                                     native builds
#   SDL2::SDL2  imgui::imgui                                                     web builds, and native ones with LAB_DESKTOP
#   OpenGL::GLES3                                                                native builds with LAB_DESKTOP
#   LAB_FONTS                                                                    every build
#   LAB_FONT_REGULAR, LAB_FONT_SEMIBOLD and their ..._SUBSET (see Fonts.cmake)   as SDL2

include(FetchContent)
include(${CMAKE_CURRENT_LIST_DIR}/Cache.cmake)
option(LAB_FETCH_DEPENDENCIES "Take every library from upstream, even where the private prefix has it" OFF)
set(FETCHCONTENT_QUIET OFF)

# lab_sources(NAME PATH_IN_PREFIX PATH_UPSTREAM): sets NAME_DIR to that folder of the library, wherever it comes from.
# Only sources are fetched: the targets are made here, so that both origins give the same ones.
macro(lab_sources name path_in_prefix path_upstream)
  lab_dependency(${name})
  if(${name}_PREFIX)
    set(${name}_DIR "${${name}_PREFIX}/${path_in_prefix}")
  else()
    message(STATUS "Taking ${name} from upstream: ${${name}_UPSTREAM} at ${${name}_TAG}")
    if(${name}_UPSTREAM MATCHES "\\.zip$")
      FetchContent_Declare(lab_${name} URL "${${name}_UPSTREAM}" DOWNLOAD_EXTRACT_TIMESTAMP ON SOURCE_SUBDIR no-build)
    else()
      FetchContent_Declare(lab_${name} GIT_REPOSITORY "${${name}_UPSTREAM}" GIT_TAG "${${name}_TAG}" SOURCE_SUBDIR no-build)
    endif()
    FetchContent_MakeAvailable(lab_${name})
    set(${name}_DIR "${lab_${name}_SOURCE_DIR}/${path_upstream}")
  endif()
endmacro()

# lab_header_library(TARGET FOLDER PROBE): an interface target for a folder of headers, checked to hold PROBE.
function(lab_header_library target folder probe)
  if(NOT EXISTS "${folder}/${probe}")
    message(FATAL_ERROR "${target}: ${folder} has no ${probe}.")
  endif()
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE "${folder}")
endfunction()

lab_sources(eigen usr/include/eigen3 .)
lab_header_library(Eigen3::Eigen "${eigen_DIR}" Eigen/Core)

lab_sources(json usr/include include)
lab_header_library(nlohmann_json::nlohmann_json "${json_DIR}" nlohmann/json.hpp)

lab_sources(doctest usr/include .)
lab_header_library(doctest::doctest "${doctest_DIR}" doctest/doctest.h)

# Included as <stb/stb_image.h>. Upstream has no folder of that name, so there a link supplies it.
lab_sources(stb usr/include .)
if(NOT EXISTS "${stb_DIR}/stb/stb_image.h")
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/_deps/stb-include")
  file(CREATE_LINK "${stb_DIR}" "${CMAKE_BINARY_DIR}/_deps/stb-include/stb" SYMBOLIC)
  set(stb_DIR "${CMAKE_BINARY_DIR}/_deps/stb-include")
endif()
lab_header_library(stb::stb "${stb_DIR}" stb/stb_image.h)

# LAB_FONTS: the folder of Inter, whole: the typeface of figures, and what Fonts.cmake cuts down for the page.
lab_sources(inter usr/share/fonts/opentype/inter extras/otf)
set(LAB_FONTS "${inter_DIR}")

if(NOT EMSCRIPTEN)
  lab_sources(cli11 usr/include include)
  lab_header_library(CLI11::CLI11 "${cli11_DIR}" CLI/CLI.hpp)
  find_package(ZLIB REQUIRED)
  set(THREADS_PREFER_PTHREAD_FLAG ON)
  find_package(Threads REQUIRED)
  if(NOT LAB_DESKTOP)
    return()
  endif()
else()
  # lab_options turns threads on or off in web builds; the target only exists so that libraries can name it everywhere.
  add_library(Threads::Threads INTERFACE IMPORTED GLOBAL)
endif()

# --- Programs with a user interface -----------------------------------------------------------------------------------

if(EMSCRIPTEN)
  include(${CMAKE_CURRENT_LIST_DIR}/Sdl2.cmake)
else()
  # The system's, which know its graphics drivers and its windows.
  find_package(SDL2 REQUIRED)
  find_library(LAB_GLES3 NAMES GLESv2 REQUIRED)
  find_path(LAB_GLES3_HEADERS NAMES GLES3/gl3.h REQUIRED)
  add_library(OpenGL::GLES3 INTERFACE IMPORTED GLOBAL)
  target_include_directories(OpenGL::GLES3 SYSTEM INTERFACE "${LAB_GLES3_HEADERS}")
  target_link_libraries(OpenGL::GLES3 INTERFACE "${LAB_GLES3}")
endif()

# Dear ImGui comes as sources, to be compiled into the program that uses it.
lab_sources(imgui . .)
add_library(lab_imgui STATIC EXCLUDE_FROM_ALL
  "${imgui_DIR}/imgui.cpp"
  "${imgui_DIR}/imgui_demo.cpp"
  "${imgui_DIR}/imgui_draw.cpp"
  "${imgui_DIR}/imgui_tables.cpp"
  "${imgui_DIR}/imgui_widgets.cpp"
  "${imgui_DIR}/backends/imgui_impl_opengl3.cpp"
  "${imgui_DIR}/backends/imgui_impl_sdl2.cpp")
target_include_directories(lab_imgui SYSTEM PUBLIC "${imgui_DIR}" "${imgui_DIR}/backends" "${imgui_DIR}/misc/cpp")
# OpenGL ES 3 is WebGL 2. The demo and debug windows (a third of the code) are left out of the download.
target_compile_definitions(lab_imgui PUBLIC
  IMGUI_IMPL_OPENGL_ES3 IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS
  IMGUI_DISABLE_FILE_FUNCTIONS IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS)
# Its own typeface, which nobody sees, would be 10 kB.
target_compile_definitions(lab_imgui PRIVATE IMGUI_DISABLE_DEFAULT_FONT)
target_compile_features(lab_imgui PUBLIC cxx_std_20)
target_link_libraries(lab_imgui PUBLIC SDL2::SDL2 $<TARGET_NAME_IF_EXISTS:OpenGL::GLES3> PRIVATE lab_platform_flags)
lab_prefer_small(lab_imgui)
add_library(imgui::imgui ALIAS lab_imgui)

include(${CMAKE_CURRENT_LIST_DIR}/Fonts.cmake)
if(EMSCRIPTEN)
  include(${CMAKE_CURRENT_LIST_DIR}/Licences.cmake)
endif()
