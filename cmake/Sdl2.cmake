# SDL2 for WebAssembly, compiled from its sources into each web build (the two builds differ in -pthread, and
# such objects do not mix). Done as Emscripten's own port of SDL2 does it: upstream's ready-made SDL_config_emscripten.h and a list of
# folders. SDL's own CMake project would first try 350 little programs, which takes minutes under Emscripten; this
# takes seconds. Only what the page uses is in: window, events, OpenGL ES, threads, timers (of joysticks,
# src/platform/web/no_gamepads.cpp says that there are none).

enable_language(C)
lab_sources(sdl2 . .)

set(lab_sdl2_folders
  . atomic cpuinfo dynapi events file filesystem/emscripten libm loadso/dlopen locale locale/emscripten misc
  misc/emscripten render stdlib thread timer timer/unix video video/dummy video/emscripten video/yuv2rgb)
if(LAB_WEB_THREADS)
  list(APPEND lab_sdl2_folders thread/pthread)
else()
  list(APPEND lab_sdl2_folders thread/generic)
endif()

set(lab_sdl2_files "")
foreach(folder IN LISTS lab_sdl2_folders)
  file(GLOB files CONFIGURE_DEPENDS "${sdl2_DIR}/src/${folder}/*.c")
  if(NOT files)
    message(FATAL_ERROR "SDL2 in ${sdl2_DIR} has no src/${folder}: cmake/Sdl2.cmake does not know this version.")
  endif()
  list(APPEND lab_sdl2_files ${files})
endforeach()

add_library(lab_sdl2 STATIC EXCLUDE_FROM_ALL ${lab_sdl2_files})
target_include_directories(lab_sdl2 SYSTEM PUBLIC "${sdl2_DIR}/include" PRIVATE "${sdl2_DIR}/src/video/khronos")
target_compile_definitions(lab_sdl2 PRIVATE
  SDL_AUDIO_DISABLED=1 SDL_JOYSTICK_DISABLED=1 SDL_RENDER_DISABLED=1 SDL_SENSOR_DISABLED=1 SDL_POWER_DISABLED=1
  SDL_LEAN_AND_MEAN=1)  # without what copies pixels between surfaces, a tenth of the program: OpenGL draws
target_compile_options(lab_sdl2 PRIVATE -w)
lab_prefer_small(lab_sdl2)
target_link_libraries(lab_sdl2 PRIVATE lab_platform_flags)
add_library(SDL2::SDL2 ALIAS lab_sdl2)
