#include "io/history_table.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace lab;

TEST_CASE("the table has a line per epoch and empty cells for what was not measured") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(history_csv({{1, 0.5F, 0.25F, nan, nan, 1.5}}) ==
        "epoch,loss,val_loss,accuracy,val_accuracy,seconds\n1,0.5,0.25,,,1.500\n");
}

TEST_CASE("a history comes back from its table") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<EpochRecord> epochs = {{1, 0.5F, 0.25F, nan, nan, 1.5}, {2, 0.125F, nan, 0.75F, 0.5F, 2.0}};
  const std::string csv = history_csv(epochs);
  const auto back = parse_history_csv("h", csv);
  REQUIRE(back.ok());
  CHECK(back->size() == 2);
  CHECK(history_csv(*back) == csv);
  CHECK(std::isnan((*back)[0].accuracy));
}

TEST_CASE("tables that are no history are refused with the line at fault") {
  const std::string header = "epoch,loss,val_loss,accuracy,val_accuracy,seconds\n";
  CHECK(parse_history_csv("h", header)->empty());
  for (const char* bad : {"1,2,3\n", "x,1,1,1,1,1\n", "1,1,1,1,1,1,1\n", "0,1,1,1,1,1\n", "1e300,1,1,1,1,1\n",
                          "1,one,1,1,1,1\n", ",,,,,\n"}) {
    CAPTURE(bad);
    const auto refused = parse_history_csv("h.csv", header + "1,1,1,1,1,1\n" + bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().message.find("h.csv: line 3") == 0);
  }
  CHECK_FALSE(parse_history_csv("h", "").ok());
  CHECK_FALSE(parse_history_csv("h", "loss\n").ok());
}
