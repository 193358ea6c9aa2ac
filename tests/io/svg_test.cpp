#include "io/svg.h"

#include "io/drawing_fixture.h"

using namespace lab;
using lab_test::typeface;

namespace {

bool has(const std::string& svg, const std::string& part) { return svg.find(part) != std::string::npos; }

int count(const std::string& svg, const std::string& part) {
  int found = 0;
  for (auto at = svg.find(part); at != std::string::npos; at = svg.find(part, at + 1)) ++found;
  return found;
}

Drawing sheet(std::string title = "t") { return {typeface(), 40.0F, 20.5F, std::move(title)}; }

}  // namespace

TEST_CASE("an SVG has the drawing's size and says what it shows") {
  const std::string svg = to_svg(sheet("a < b & \"c\""));
  CHECK(has(svg, R"(width="40" height="20.5" viewBox="0 0 40 20.5")"));
  CHECK(has(svg, "<title>a &lt; b &amp; &quot;c&quot;</title>"));
  CHECK(svg.ends_with("</svg>\n"));
}

TEST_CASE("every kind of thing is written with its paint") {
  Drawing drawing = sheet();
  drawing.curve({{1.0F, 2.0F}, {3.004F, 4.5F}}, 1.5F, {{0, 114, 178}});
  drawing.rule({0.0F, 1.0F}, {5.0F, 1.0F}, 0.75F, {{1, 2, 3}});
  drawing.dots({{1.0F, 1.0F}, {2.0F, 2.0F}}, 2.0F, {{9, 9, 9}, 0.75F});
  drawing.fill({1.0F, 2.0F, 3.0F, 4.0F}, {{255, 0, 0}});
  drawing.polygon({{0.0F, 0.0F}, {1.0F, 0.0F}, {0.0F, 1.0F}}, {});
  const std::string svg = to_svg(drawing);
  CHECK(has(svg, R"(<polyline points="1,2 3,4.5" fill="none")"));
  CHECK(has(svg, R"(stroke="#0072b2" stroke-width="1.5")"));
  CHECK(has(svg, R"(<path d="M0 1L5 1")"));
  CHECK(has(svg, R"(fill="#090909" fill-opacity="0.75")"));
  CHECK(count(svg, "<circle ") == 2);
  CHECK(has(svg, R"(<rect x="1" y="2" width="3" height="4" fill="#ff0000")"));
  CHECK(has(svg, R"(<path d="M0 0L1 0L0 1Z")"));
}

TEST_CASE("a letter's outline is written once, and its text stands beside it") {
  Drawing drawing = sheet();
  drawing.text({1.0F, 10.0F}, "HHH <H>", {.size = 10.0F});
  drawing.text({1.0F, 20.0F}, "H", {.size = 12.0F, .turned = true});
  const std::string svg = to_svg(drawing);
  CHECK(count(svg, "<path id=") == 3);  // H, < and >
  CHECK(count(svg, "<use ") == 7);
  CHECK(has(svg, "aria-label=\"HHH &lt;H&gt;\""));
  CHECK(count(svg, "rotate(-90)") == 1);
  drawing.text({1.0F, 10.0F}, "H", {.size = 10.0F, .weight = Weight::semibold});
  CHECK(count(to_svg(drawing), "<path id=") == 4);
}

TEST_CASE("an image is a PNG with squares for pixels") {
  Drawing drawing = sheet();
  drawing.image({1.0F, 1.0F, 2.0F, 1.0F}, {2, 1, 1, {0, 200}});
  const std::string svg = to_svg(drawing);
  const std::string start = "data:image/png;base64,";
  const auto begin = svg.find(start) + start.size();
  std::string code = svg.substr(begin, svg.find('"', begin) - begin);
  REQUIRE(code.size() % 4 == 0);
  std::vector<std::uint8_t> bytes;
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < code.size(); i += 4) {
    unsigned four = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const auto digit = digits.find(code[i + k]);
      four = four << 6 | (digit == std::string::npos ? 0U : static_cast<unsigned>(digit));
    }
    for (const unsigned shift : {16U, 8U, 0U}) bytes.push_back(static_cast<std::uint8_t>(four >> shift));
  }
  while (code.ends_with('=')) {
    code.pop_back();
    bytes.pop_back();
  }
  const auto picture = decode_picture(bytes, 1);
  REQUIRE(picture.ok());
  CHECK(picture->width == 2 * picture->height);
  CHECK(picture->pixels.front() == 0);
  CHECK(picture->pixels.back() == 200);
}
