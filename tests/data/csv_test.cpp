#include "data/csv.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "byte_files.h"

using lab::looks_like_csv;
using lab::parse_csv;
using lab_test::Bytes;
using lab_test::refusal;
using lab_test::text;

namespace {

lab::CsvImages table(std::string_view letters) {
  auto parsed = parse_csv("t.csv", text(letters));
  REQUIRE_MESSAGE(parsed.ok(), refusal(parsed));
  return *std::move(parsed);
}

std::vector<float> pixels(std::string_view letters) { return floats_of(table(letters).images); }

/// Empty where there is no column of labels.
std::vector<float> labels(std::string_view letters) {
  const lab::CsvImages parsed = table(letters);
  return parsed.labels.empty() ? std::vector<float>() : floats_of(parsed.labels.front());
}

std::string why(std::string_view letters) { return refusal(parse_csv("t.csv", text(letters))); }

const std::vector<float> kTwoRows = {1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1};
const std::vector<float> kSevenFour = {7, 4};
constexpr std::string_view kLabelFirst = "7,1,2,3,4,5,6,7,8,9\n4,9,8,7,6,5,4,3,2,1\n";

}  // namespace

TEST_CASE("a table without a header has its labels in the first column") {
  const lab::CsvImages parsed = table(kLabelFirst);
  CHECK(parsed.images.name == "t.csv");
  CHECK(parsed.images.shape == std::vector<int>{2, 9});
  CHECK(parsed.images.type == lab::NumberType{});
  CHECK(floats_of(parsed.images) == kTwoRows);
  REQUIRE(parsed.labels.size() == 1);
  CHECK(parsed.labels[0].shape == std::vector<int>{2});
  CHECK(parsed.labels[0].name.find("t.csv") == 0);
  CHECK(floats_of(parsed.labels[0]) == kSevenFour);
}

TEST_CASE("the last column holds the labels where it changes and the first does not") {
  const char* const last = "0,2,3,4,5,6,7,8,9,7\n0,8,7,6,5,4,3,2,1,4\n";
  CHECK(labels(last) == kSevenFour);
  CHECK(pixels(last) == std::vector<float>{0, 2, 3, 4, 5, 6, 7, 8, 9, 0, 8, 7, 6, 5, 4, 3, 2, 1});
  // One row tells nothing: the first column.
  CHECK(labels("0,2,3,4,5,6,7,8,9,7\n") == std::vector<float>{0});
}

TEST_CASE("as many columns as pixels are no labels") {
  CHECK(labels("1,2,3,4,5,6,7,8,9\n9,8,7,6,5,4,3,2,1\n").empty());
  CHECK(pixels("1,2,3,4,5,6,7,8,9\n9,8,7,6,5,4,3,2,1\n") == kTwoRows);
}

TEST_CASE("a header says where the labels are, and what is neither is passed over") {
  for (const char* const word : {"label", "Labels", "CLASS", "target", "y", "\"label\"", " label "}) {
    CAPTURE(std::string(word));
    const std::string front = std::string(word) + ",a,b,c,d,e,f,g,h,i\n" + std::string(kLabelFirst);
    CHECK(labels(front) == kSevenFour);
    CHECK(pixels(front) == kTwoRows);
  }
  const char* const last = "a,b,c,d,e,f,g,h,i,label\n1,2,3,4,5,6,7,8,9,7\n9,8,7,6,5,4,3,2,1,4\n";
  CHECK(labels(last) == kSevenFour);
  CHECK(pixels(last) == kTwoRows);
  // Pandas' nameless column and an id, in which there may be words.
  const char* const more = ",id,a,b,c,d,label,e,f,g,h,i\n0,one,1,2,3,4,7,5,6,7,8,9\n1,two,9,8,7,6,4,5,4,3,2,1\n";
  CHECK(labels(more) == kSevenFour);
  CHECK(pixels(more) == kTwoRows);
  // Headers that say nothing: the column that is too many.
  CHECK(labels("q,a,b,c,d,e,f,g,h,i\n" + std::string(kLabelFirst)) == kSevenFour);
}

TEST_CASE("every separator, with blanks, quotes, Windows' line ends and empty lines") {
  for (const char* const separator : {",", ";", "\t", " ", ", ", "   "}) {
    for (const char* const end : {"\n", "\r\n", " \r\n", "\n\n"}) {
      CAPTURE(std::string(separator));
      std::string letters(kLabelFirst);
      for (std::size_t at = 0; (at = letters.find_first_of(",\n", at)) != std::string::npos;) {
        const std::string other = letters[at] == ',' ? separator : end;
        letters.replace(at, 1, other);
        at += other.size();
      }
      CHECK(labels(letters) == kSevenFour);
      CHECK(pixels(letters) == kTwoRows);
    }
  }
  CHECK(pixels("\xEF\xBB\xBF\"7\",\"1\",2,3,4,5,6,7,8,9\n4,9,8,7,6,5,4,3,2,1") == kTwoRows);
  CHECK(labels("\xEF\xBB\xBF"
               "7,1,2,3,4,5,6,7,8,9\n4,9,8,7,6,5,4,3,2,1") == kSevenFour);
}

TEST_CASE("numbers that are no bytes make floats of all of them") {
  const auto parsed = table("255,1,2,3,4,5,6,7,8\n0,0.5,-1,1e3,256,+6,.25,8.,1E-2\n");
  CHECK(parsed.images.type == lab::NumberType{lab::NumberType::Kind::floating, 4, false});
  CHECK(floats_of(parsed.images) ==
        std::vector<float>{255, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0.5F, -1, 1000, 256, 6, 0.25F, 8, 0.01F});
  CHECK(table("255,1.0,2,3,4,5,6,7,8e0\n").images.type == lab::NumberType{});
}

TEST_CASE("what is no number is named by line and column") {
  CHECK(why("1,2,3,4,5,6,7,8,9\n1,2,x,4,5,6,7,8,9\n") == "t.csv has something in line 2, column 3, that is no number.");
  for (const char* const bad : {"", "nan", "inf", "-inf", "NaN", "1x", "0x1F", "--1", "1 2", "5%", "nan(1)", "1e999",
                                "-1e300", "1111111111111111111111111111111111111111111111111"}) {
    CAPTURE(std::string(bad));
    CHECK(why("a,b,c,d,e,f,g,h,i\n1,2,3,4,5,6,7,8,9\n\n" + std::string(bad) + ",2,3,4,5,6,7,8,9\n") ==
          "t.csv has something in line 4, column 1, that is no number.");
  }
  CHECK(why("label,a,b,c,d,e,f,g,h,i\ncat,2,3,4,5,6,7,8,9,1\n") ==
        "t.csv has something in line 2, column 1, that is no number.");
}

TEST_CASE("lines of different lengths are refused by line") {
  for (const char* const other : {"1,2,3,4,5,6,7,8", "1,2,3,4,5,6,7,8,9,1", "1"}) {
    CAPTURE(std::string(other));
    CHECK(why("1,2,3,4,5,6,7,8,9\n" + std::string(other) + "\n") ==
          "t.csv has lines of different lengths: line 2 has not 9 columns.");
  }
}

TEST_CASE("tables without rows hold none") {
  CHECK(table("label,a,b,c,d,e,f,g,h,i\n").images.shape == std::vector<int>{0, 9});
  CHECK(table("").images.shape == std::vector<int>{0, 0});
}

TEST_CASE("tables of numbers are recognised by their first two lines") {
  const auto looks = [](std::string_view letters) { return looks_like_csv(text(letters)); };
  CHECK(looks(kLabelFirst));
  CHECK(looks("label,a,b,c,d,e,f,g,h,i\n7,1,2,3,4,5,6,7,8,9\n"));
  CHECK(looks("1 2 3 4 5 6 7 8 9"));
  CHECK(looks("1\t2\t3\t4\t5\t6\t7\t8\t9"));
  CHECK(
      looks("\xEF\xBB\xBF"
            "1;2;3;4;5;6;7;8;9\r\n"));
  CHECK_FALSE(looks("1,2,3,4,5,6,7,8"));  // less than an image
  CHECK_FALSE(looks("What,one,writes,in,a,letter,to,a,friend\nis,no,table,as,far,as,I,can,see\n"));
  CHECK_FALSE(looks("a\nb\n1,2,3,4,5,6,7,8,9\n"));
  CHECK_FALSE(looks(""));
  CHECK_FALSE(looks(std::string_view("1,2,3,4,5,6,7,8,9\n\0", 19)));
}
