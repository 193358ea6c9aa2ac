// Game controllers, of which there are none: ImGui's SDL2 backend asks for them, and SDL's own answer is a fiftieth of
// the download (its list of controllers, and what reads them). See cmake/Sdl2.cmake.
#include <SDL.h>

extern "C" {

int SDL_NumJoysticks() { return 0; }
SDL_bool SDL_IsGameController(int /*index*/) { return SDL_FALSE; }
SDL_GameController* SDL_GameControllerOpen(int /*index*/) { return nullptr; }
void SDL_GameControllerClose(SDL_GameController* /*controller*/) {}
Uint8 SDL_GameControllerGetButton(SDL_GameController* /*controller*/, SDL_GameControllerButton /*button*/) { return 0; }
Sint16 SDL_GameControllerGetAxis(SDL_GameController* /*controller*/, SDL_GameControllerAxis /*axis*/) { return 0; }

}  // extern "C"
