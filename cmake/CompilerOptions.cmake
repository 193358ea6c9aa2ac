# How everything is compiled and linked.
#
#   lab_platform_flags   instruction set, threads, speed: for our code and for third-party code compiled with it
#   lab_options          the above, the language level, and our warnings: every target of ours links it
#   lab_web_link         link options of Emscripten programs that run in a page
#   lab_node_link        link options of Emscripten programs that run under Node (tests): real files, exit codes

option(LAB_NATIVE_ARCH "Native builds use every instruction of the machine they are built on" ON)
option(LAB_WARNINGS_AS_ERRORS "A warning stops the build" ON)
option(LAB_WEB_THREADS "Web builds use threads (SharedArrayBuffer)" ON)
set(LAB_SANITIZE "" CACHE STRING
  "Sanitizers of a native build: address,undefined or thread, with fuzzer-no-link before them for tests/fuzz; empty for none")
set(LAB_WEB_POOL_SIZE "" CACHE STRING
  "Threads that the page starts before main(): a JavaScript expression; empty for one per core, at most eight, and the trainer's")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")
# Sanitizers want line numbers and readable stacks (-g1, a fifth less to compile than -g), and are slow enough without -O0.
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")

add_library(lab_platform_flags INTERFACE)
# errno of sqrt and floating-point traps are never looked at, and heeding them stops vectorisation.
target_compile_options(lab_platform_flags INTERFACE -fno-math-errno -fno-trapping-math)
if(EMSCRIPTEN)
  # Eigen's SSE kernels run on WebAssembly's SIMD through Emscripten's emulation headers.
  # Every browser with SIMD also converts floats to integers in one instruction; without it each conversion is a branch.
  target_compile_options(lab_platform_flags INTERFACE -msimd128 -msse4.2 -mnontrapping-fptoint -fno-exceptions)
  target_link_options(lab_platform_flags INTERFACE -fno-exceptions)
  if(LAB_WEB_THREADS)
    target_compile_options(lab_platform_flags INTERFACE -pthread)
    target_link_options(lab_platform_flags INTERFACE -pthread)
  endif()
elseif(LAB_NATIVE_ARCH)
  target_compile_options(lab_platform_flags INTERFACE -march=native)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  # The sanitized builds: the same Eigen kernels as the page (SSE4.2), and three times less to compile than AVX-512.
  target_compile_options(lab_platform_flags INTERFACE -msse4.2)
endif()
if(LAB_SANITIZE AND NOT EMSCRIPTEN)
  target_compile_options(lab_platform_flags INTERFACE -fsanitize=${LAB_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(lab_platform_flags INTERFACE -fsanitize=${LAB_SANITIZE})
endif()

# For code that runs once, or once a frame: in the page, whose visitors download it, small beats fast. The -Oz comes after
# the -O3 of the build type and so wins.
function(lab_prefer_small target)
  if(EMSCRIPTEN)
    # Nobody asks for the types of objects, whose names would be downloaded.
    target_compile_options(${target} PRIVATE -Oz $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
  endif()
endfunction()

# lab_precompile(TARGET HEADER...): reads the standard library, Eigen and the headers given once for the target instead of once
# for every file, which takes most of the time that a file needs. Files still include what they use: the preset native-lint,
# which goes without, finds what is missing.
function(lab_precompile target)
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <functional> <memory> <optional> <span> <string>
                            <string_view> <utility> <vector> <Eigen/Core> ${ARGN})
  if(EMSCRIPTEN)
    # Clang would refuse them to single files with -Os or -Oz, for the sake of the macro __OPTIMIZE_SIZE__.
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-validate-pch")
  endif()
endfunction()

add_library(lab_options INTERFACE)
target_link_libraries(lab_options INTERFACE lab_platform_flags)
target_compile_features(lab_options INTERFACE cxx_std_20)
# -Wsign-conversion stays off: Eigen's signed Index against std::size_t would drown everything else.
target_compile_options(lab_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual
  -Woverloaded-virtual -Wundef -Wnull-dereference)
if(LAB_WARNINGS_AS_ERRORS)
  target_compile_options(lab_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # After inlining, GCC finds these in Eigen's and its own AVX-512 headers, where SYSTEM does not silence them, and it is
  # mistaken. Clang, in the web builds, still looks for uninitialised variables.
  target_compile_options(lab_options INTERFACE -Wno-uninitialized -Wno-maybe-uninitialized -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-null-dereference)
endif()
# Eigen: no OpenMP of its own, no large temporaries on small stacks without our knowledge, MPL-2 code alone.
target_compile_definitions(lab_options INTERFACE
  EIGEN_DONT_PARALLELIZE EIGEN_STACK_ALLOCATION_LIMIT=1048576 EIGEN_MPL2_ONLY
  # Debug builds let a test forbid Eigen to allocate.
  $<$<CONFIG:Debug>:EIGEN_RUNTIME_NO_MALLOC>)
if(EMSCRIPTEN)
  # Without exceptions a failed REQUIRE cannot unwind, and JSON must be parsed with allow_exceptions = false.
  target_compile_definitions(lab_options INTERFACE JSON_NOEXCEPTION DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS)
  if(LAB_WEB_THREADS)
    target_compile_definitions(lab_options INTERFACE LAB_HAS_THREADS=1)
  else()
    target_compile_definitions(lab_options INTERFACE LAB_HAS_THREADS=0)
  endif()
else()
  target_compile_definitions(lab_options INTERFACE LAB_HAS_THREADS=1)
  target_link_libraries(lab_options INTERFACE Threads::Threads)
endif()

if(EMSCRIPTEN)
  # Emscripten's default stack of 64 KiB is too small for Eigen.
  set(lab_stacks -sSTACK_SIZE=4MB -sDEFAULT_PTHREAD_STACK_SIZE=4MB)

  add_library(lab_web_link INTERFACE)
  target_link_options(lab_web_link INTERFACE ${lab_stacks} -sENVIRONMENT=web,worker -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
  if(LAB_WEB_THREADS)
    # A thread that is not in the pool starts only when the page's main thread returns to the browser. Memory is fixed,
    # because growing memory that is shared slows every access from JavaScript.
    if(LAB_WEB_POOL_SIZE)
      set(lab_pool "${LAB_WEB_POOL_SIZE}")
    else()
      set(lab_pool "Math.min(navigator.hardwareConcurrency,8)+1")
    endif()
    target_link_options(lab_web_link INTERFACE -sINITIAL_MEMORY=256MB -sALLOW_MEMORY_GROWTH=0 "-sPTHREAD_POOL_SIZE=${lab_pool}")
  else()
    # For weaker devices, so it asks for less. Fixed too: what fits is known beforehand, and is the same on every visit.
    target_link_options(lab_web_link INTERFACE -sINITIAL_MEMORY=192MB -sALLOW_MEMORY_GROWTH=0)
  endif()

  # Without Emscripten's ASSERTIONS: with them, a thread that ends in the last moment makes it print to the standard error
  # that real-file mode has just closed, and a run in which all tests passed ends with exit code 1.
  add_library(lab_node_link INTERFACE)
  target_link_options(lab_node_link INTERFACE ${lab_stacks} -sENVIRONMENT=node,worker -sNODERAWFS=1 -sEXIT_RUNTIME=1
    -sINITIAL_MEMORY=512MB -sASSERTIONS=0 -sSTACK_OVERFLOW_CHECK=1)
  if(LAB_WEB_THREADS)
    # main() runs on a thread of its own, as the trainer does in the page, so that Node's main thread is free to start threads.
    target_link_options(lab_node_link INTERFACE -sPTHREAD_POOL_SIZE=12 -sPROXY_TO_PTHREAD=1)
  endif()
endif()
