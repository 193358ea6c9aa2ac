// The one place where C++ and JavaScript meet: the C functions that the page (web/engine.js) calls, and the functions
// of the Module object that the program calls. All on the page's main thread. Texts are UTF-8; a returned text lives
// until the next call.

#include "platform/web/js_bridge.h"

#include <emscripten.h>
#include <emscripten/html5.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/release.h"
#include "platform/host.h"
#include "platform/page.h"
#include "platform/web/bench.h"
#include "platform/web/page_heap.h"
#include "platform/web/self_test.h"

// clang-format off
EM_JS(void, lab_js_ready, (), { Module['labOnReady']?.(); });
EM_JS(void, lab_js_fatal, (const char* sentence), { Module['labOnFatal']?.(UTF8ToString(sentence)); });
EM_JS(void, lab_js_settings, (const char* json), { Module['labOnSettings']?.(UTF8ToString(json)); });
EM_JS(void, lab_js_theme, (int dark), { Module['labOnTheme']?.(dark !== 0); });
// The copy is no shared memory, which browsers take into no file.
EM_JS(void, lab_js_download, (const char* name, const void* bytes, size_t size), {
  Module['labDownload']?.(UTF8ToString(name), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, lab_js_keep, (const char* name, const void* bytes, size_t size), {
  Module['labKeep']?.(UTF8ToString(name), HEAPU8.slice(bytes, bytes + size));
});
EM_JS(void, lab_js_place_picker, (int picker, double x, double y, double width, double height), {
  Module['labPlacePicker']?.(picker, x, y, width, height);
});
EM_JS(void, lab_js_choose, (int picker), { Module['labChoose']?.(picker); });
EM_JS(void, lab_js_keep_pictures, (const void* bytes, size_t size), {
  Module['labKeepPictures']?.(HEAPU8.slice(bytes, bytes + size));
});
// SDL keeps every key from the browser. Function keys and the browser's own shortcuts stay the browser's, but for
// Ctrl+Z, which takes a stroke back.
EM_JS(void, lab_js_leave_browser_keys, (), {
  addEventListener('keydown', (event) => {
    const undo = event.ctrlKey && (event.key === 'z' || event.key === 'Z');
    const browsers = event.ctrlKey || event.metaKey || event.altKey;
    if (/^F[1-9]/.test(event.key) || (browsers && !undo)) event.stopImmediatePropagation();
  }, true);
});
// clang-format on

namespace lab::platform {

namespace host {

void ready() { lab_js_ready(); }
void fatal(const std::string& sentence) { lab_js_fatal(sentence.c_str()); }
Result<std::string> download(const std::string& name, std::span<const std::uint8_t> bytes) {
  lab_js_download(name.c_str(), bytes.data(), bytes.size());
  return name;
}
void keep(const std::string& name, std::span<const std::uint8_t> bytes) {
  lab_js_keep(name.c_str(), bytes.data(), bytes.size());
}
void place_picker(ui::Picker picker, const ui::CssRect& rect) {
  lab_js_place_picker(static_cast<int>(picker), static_cast<double>(rect.x), static_cast<double>(rect.y),
                      static_cast<double>(rect.width), static_cast<double>(rect.height));
}
Status choose(ui::Picker picker) {
  lab_js_choose(static_cast<int>(picker));
  return {};
}
bool has(ui::Picker /*picker*/) { return true; }
// Whether that went well is known only later; the page says so.
Status keep_pictures(std::span<const std::uint8_t> bytes) {
  lab_js_keep_pictures(bytes.data(), bytes.size());
  return {};
}
void settings(const std::string& json) { lab_js_settings(json.c_str()); }
void theme(bool dark) { lab_js_theme(dark ? 1 : 0); }

}  // namespace host

namespace {

/// All state that the C functions below work on. C functions take no object, so this is the program's one global.
struct Program {
  Page page;
  Bench bench;
  std::string answer;
};

Program& program() {
  // Never destroyed: the page lives until the browser drops it, threads and all.
  static Program* const instance = new Program;
  return *instance;
}

const char* answer(std::string text) {
  program().answer = std::move(text);
  return program().answer.c_str();
}

std::vector<std::uint8_t> copy(const std::uint8_t* bytes, int size) { return {bytes, bytes + size}; }

bool on_context_lost(int /*type*/, const void* /*reserved*/, void* /*user*/) {
  program().page.context_lost();
  return true;
}

bool on_context_restored(int /*type*/, const void* /*reserved*/, void* /*user*/) {
  program().page.context_restored();
  return true;
}

}  // namespace

void connect_page() { program(); }

extern "C" {

/// Copies an asset (font-regular.ttf, font-semibold.ttf); before lab_start.
EMSCRIPTEN_KEEPALIVE void lab_asset(const char* name, const std::uint8_t* bytes, int size) {
  program().page.add_asset(name, copy(bytes, size));
}

/// Opens the window and starts the loop. threads 0: train in the frame loop.
EMSCRIPTEN_KEEPALIVE void lab_start(int threads, const char* variant, const char* reason, const char* options_json) {
  set_up_heap(threads > 0 ? threads + 1 : 0);  // the trainer and its helpers, and one that loads data
  lab_js_leave_browser_keys();
  program().page.start(threads, {variant, reason}, options_json);
  emscripten_set_webglcontextlost_callback("#canvas", nullptr, false, on_context_lost);
  emscripten_set_webglcontextrestored_callback("#canvas", nullptr, false, on_context_restored);
}

/// JSON of window.lab.status().
EMSCRIPTEN_KEEPALIVE const char* lab_status() { return answer(program().page.status()); }

/// One command as JSON; "" or a sentence that says what is wrong with it.
EMSCRIPTEN_KEEPALIVE const char* lab_command(const char* json) { return answer(program().page.command(json)); }

/// One question as JSON ({name, options}): the number under which lab_observed() has the answer, or a sentence that
/// says what is wrong with it.
EMSCRIPTEN_KEEPALIVE const char* lab_observe(const char* json) {
  const Result<int> question = program().page.observe(json);
  return answer(question ? std::to_string(*question) : question.error().message);
}
/// JSON of {value} or {error}, or "" while there is no answer yet.
EMSCRIPTEN_KEEPALIVE const char* lab_observed(int question) { return answer(program().page.observed(question)); }

/// Opened or dropped files, of so many bytes together, are about to come: "", or a sentence that says why they may not.
EMSCRIPTEN_KEEPALIVE const char* lab_files_begin(double bytes) {
  return answer(program().page.begin_files(static_cast<std::int64_t>(bytes)));
}
/// One of them: where the page writes its bytes, or null. lab_files_done() then opens the model among them, or loads
/// all of them as one data set.
EMSCRIPTEN_KEEPALIVE std::uint8_t* lab_file(const char* name, int size) {
  return program().page.add_file(name, static_cast<std::size_t>(size));
}
EMSCRIPTEN_KEEPALIVE void lab_files_done() { program().page.load_files(); }

/// What labKeep was given in an earlier visit; once the page is ready.
EMSCRIPTEN_KEEPALIVE void lab_kept(const char* name, const std::uint8_t* bytes, int size) {
  program().page.take_kept(name, {bytes, static_cast<std::size_t>(size)});
}
/// The pictures that were kept at the last visit, after lab_start(); and keeps those of this one, as the page may go.
EMSCRIPTEN_KEEPALIVE void lab_restore_pictures(const std::uint8_t* bytes, int size) {
  program().page.restore_pictures({bytes, static_cast<std::size_t>(size)});
}
EMSCRIPTEN_KEEPALIVE void lab_keep_pictures() { program().page.keep_pictures(); }

/// The canvas's box in CSS pixels and the device pixels per CSS pixel.
EMSCRIPTEN_KEEPALIVE void lab_resize(int css_width, int css_height, double ratio) {
  program().page.resize(static_cast<float>(css_width), static_cast<float>(css_height), static_cast<float>(ratio));
}

/// Something changed outside (visibility, context): look and draw again.
EMSCRIPTEN_KEEPALIVE void lab_wake() { program().page.wake(); }

/// How hard the pen presses from now on, 0 to 1.
EMSCRIPTEN_KEEPALIVE void lab_pen_pressure(double pressure) {
  program().page.set_pen_pressure(static_cast<float>(pressure));
}

/// The browser's prefers-color-scheme.
EMSCRIPTEN_KEEPALIVE void lab_color_scheme(int dark) { program().page.set_color_scheme(dark != 0); }

/// Trains without a window; with 0 threads the page calls lab_bench_step() until lab_bench_result() is not "".
EMSCRIPTEN_KEEPALIVE void lab_bench_start(const char* preset, const char* fields, int threads, double seconds) {
  set_up_heap(threads + 1);  // one that waits for the others
  program().bench.start(preset, fields, threads, seconds);
}
EMSCRIPTEN_KEEPALIVE void lab_bench_step() { program().bench.step(); }
EMSCRIPTEN_KEEPALIVE const char* lab_bench_result() { return answer(program().bench.result()); }

/// "" when this browser computes correctly, else a sentence. Before lab_start.
EMSCRIPTEN_KEEPALIVE const char* lab_self_test() { return answer(self_test()); }

}  // extern "C"

}  // namespace lab::platform
