# What is in the page that others have made, and where the texts of its licences lie: a line each in licences.txt in the build
# folder, from which web/licences.mjs makes a page. Included by web builds, after everything that they use is known. A
# text that is missing stops the build.

set(lab_licences_file "${CMAKE_BINARY_DIR}/licences.txt")
set(lab_licences "")

# lab_licence(LIBRARY TITLE LICENCE FOLDERS FILE...)
#   LIBRARY   its line in cmake/dependencies.txt, which says where its source is
#   TITLE     what people call it
#   LICENCE   by its SPDX name; "-" for what cmake/dependencies.txt says
#   FOLDERS   parts of its source that are in the page, separated by blanks: of a file in Debian's copyright format only what
#             is about all of it or about them is taken; "-" for none
#   FILE...   places where its text may be; the first that is there is taken
macro(lab_licence library title licence folders)
  lab_dependency(${library})
  set(lab_version "${${library}_TAG}")
  if(${library}_PREFIX)
    file(STRINGS "${${library}_PREFIX}/.lab-stamp" lab_version LIMIT_COUNT 1)
    string(REGEX REPLACE " .*" "" lab_version "${lab_version}")
  endif()
  set(lab_text "")
  foreach(file IN ITEMS ${ARGN})
    if(NOT lab_text AND EXISTS "${file}")
      set(lab_text "${file}")
    endif()
  endforeach()
  if(NOT lab_text)
    string(JOIN ", " lab_places ${ARGN})
    message(FATAL_ERROR "The licence of ${title} is missing, without which the page may not be handed on. Run cmake/setup.sh web; it was looked for in ${lab_places}.")
  endif()
  string(APPEND lab_licences "${library}|${title}|${licence}|${folders}|${lab_version}|${lab_text}\n")
endmacro()

set(lab_emscripten "$ENV{LAB_EMSCRIPTEN_ROOT}")
set(lab_emscripten_debian "${lab_emscripten}/../doc/emscripten/copyright")
set(lab_emscripten_libraries "${lab_emscripten}/system/lib")

#           library     title                 licence                            folders           places
lab_licence(inter       "Inter"               -                                  -
            "${inter_PREFIX}/usr/share/doc/fonts-inter/copyright" "${lab_inter_SOURCE_DIR}/LICENSE.txt")
lab_licence(eigen       "Eigen"               -                                  "Eigen/"
            "${eigen_PREFIX}/usr/share/doc/libeigen3-dev/copyright" "${lab_eigen_SOURCE_DIR}/COPYING.MPL2")
lab_licence(imgui       "Dear ImGui"          -                                  "imstb_"
            "${imgui_DIR}/debian/copyright" "${imgui_DIR}/LICENSE.txt")
lab_licence(sdl2        "SDL2"                -                                  "src/libm/ src/stdlib/ src/video/yuv2rgb/ include/SDL_egl.h include/SDL_opengl"
            "${sdl2_DIR}/debian/copyright" "${sdl2_DIR}/LICENSE.txt")
lab_licence(stb         "stb"                 -                                  -
            "${stb_PREFIX}/usr/share/doc/libstb-dev/copyright" "${lab_stb_SOURCE_DIR}/LICENSE")
lab_licence(json        "JSON for Modern C++ (nlohmann-json)" -                  "include/"
            "${json_PREFIX}/usr/share/doc/nlohmann-json3-dev/copyright" "${lab_json_SOURCE_DIR}/LICENSE.MIT")
lab_licence(emscripten  "Emscripten"          -                                  -
            "${lab_emscripten}/LICENSE" "${lab_emscripten_debian}")
lab_licence(emscripten  "emmalloc"            -                                  -
            "${lab_emscripten}/LICENSE" "${lab_emscripten_debian}")
lab_licence(emscripten  "musl"                MIT                                "system/lib/libc/musl/"
            "${lab_emscripten_libraries}/libc/musl/COPYRIGHT")
lab_licence(emscripten  "libc++"              Apache-2.0-with-LLVM-exception     "system/lib/libcxx/"
            "${lab_emscripten_libraries}/libcxx/LICENSE.TXT" "${lab_emscripten_debian}")
lab_licence(emscripten  "libc++abi"           Apache-2.0-with-LLVM-exception     "system/lib/libcxxabi/"
            "${lab_emscripten_libraries}/libcxxabi/LICENSE.TXT" "${lab_emscripten_debian}")
lab_licence(emscripten  "compiler-rt"         Apache-2.0-with-LLVM-exception     "system/lib/compiler-rt/"
            "${lab_emscripten_libraries}/compiler-rt/LICENSE.TXT" "${lab_emscripten_debian}")

file(WRITE "${lab_licences_file}" "${lab_licences}")
