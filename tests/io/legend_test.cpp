#include "io/legend.h"

#include "io/drawing_fixture.h"

using namespace lab;
using lab_test::typeface;

TEST_CASE("a legend takes as many lines as it needs, and none without entries") {
  const std::vector<LegendEntry> entries(7, {"a series with a name", series_style(0)});
  CHECK(Legend(typeface(), {}, 500.0F).height() == 0.0F);
  const float line = Legend(typeface(), {entries[0]}, 500.0F).height();
  CHECK(line > 0.0F);
  const Legend legend(typeface(), entries, 500.0F);
  CHECK(legend.height() == 3 * line);  // three in a line
  Drawing drawing(typeface(), 500.0F, legend.height(), "t");
  legend.draw(drawing, {0.0F, 0.0F});
  CHECK(lab_test::all_of<drawn::Text>(drawing).size() == 7);
  lab_test::check_tidy(drawing);
}

TEST_CASE("each of the first thirty-five series has a look of its own") {
  for (std::size_t a = 0; a < 35; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      const SeriesStyle one = series_style(a);
      const SeriesStyle other = series_style(b);
      CHECK((one.shape != other.shape || one.paint.color != other.paint.color));
    }
  }
}
