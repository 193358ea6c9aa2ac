# Toolchain file of the web presets. Finds Emscripten and hands over to its own toolchain file. Looked for in this order:
# LAB_EMSCRIPTEN_ROOT in the environment (set by ./run and ./test), a recent enough emcc on the PATH, and the private
# prefix that cmake/setup.sh fills. CMake reads this file many times, so the answer is kept in the environment.

include(${CMAKE_CURRENT_LIST_DIR}/Cache.cmake)

if(NOT DEFINED ENV{LAB_EMSCRIPTEN_ROOT})
  lab_dependency(emscripten)
  find_program(lab_em_config em-config NO_CACHE NO_CMAKE_FIND_ROOT_PATH)
  if(lab_em_config)
    execute_process(COMMAND ${lab_em_config} EMSCRIPTEN_ROOT OUTPUT_VARIABLE lab_root
                    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(EXISTS "${lab_root}/emscripten-version.txt")
      file(READ "${lab_root}/emscripten-version.txt" lab_version)
      string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" lab_version "${lab_version}")
      if(lab_version VERSION_GREATER_EQUAL emscripten_MINIMUM)
        set(ENV{LAB_EMSCRIPTEN_ROOT} "${lab_root}")
      endif()
    endif()
  endif()
  if(NOT DEFINED ENV{LAB_EMSCRIPTEN_ROOT} AND EXISTS "${LAB_CACHE}/emscripten/.lab-stamp")
    set(ENV{LAB_EMSCRIPTEN_ROOT} "${LAB_CACHE}/emscripten/usr/share/emscripten")
  endif()
  if(NOT DEFINED ENV{LAB_EMSCRIPTEN_ROOT})
    message(FATAL_ERROR "No Emscripten ${emscripten_MINIMUM} or newer on the PATH or in ${LAB_CACHE}: run cmake/setup.sh first.")
  endif()
endif()

include("$ENV{LAB_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
