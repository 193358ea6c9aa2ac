#include "io/kept_pictures.h"

#include <doctest/doctest.h>

#include <memory>

using namespace lab;

namespace {

OwnPicturePtr picture(const Shape& shape, int label, const char* name) {
  OwnPicture made;
  made.image.shape = shape;
  for (int i = 0; i < shape.size(); ++i) made.image.pixels.push_back(static_cast<std::uint8_t>(i * 7));
  if (label >= 0) made.image.labels.push_back(static_cast<std::uint8_t>(label));
  made.name = name;
  return std::make_shared<const OwnPicture>(std::move(made));
}

}  // namespace

TEST_CASE("kept pictures come back as they were") {
  const std::vector<OwnPicturePtr> all = {picture(Shape::image(28, 28, 1), 7, "seven"),
                                          picture(Shape::image(64, 64, 3), -1, ""),
                                          picture(Shape::image(5, 9, 1), 255, "an \xC3\xA4rger name")};
  const auto back = unpack_pictures(pack_pictures(all));
  REQUIRE(back.ok());
  REQUIRE(back->size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK((*back)[i]->image.shape == all[i]->image.shape);
    CHECK((*back)[i]->image.pixels == all[i]->image.pixels);
    CHECK((*back)[i]->image.labels == all[i]->image.labels);
    CHECK((*back)[i]->name == all[i]->name);
  }
  CHECK(unpack_pictures(pack_pictures({}))->empty());
}

TEST_CASE("damaged bytes are refused, wherever they end") {
  const auto bytes = pack_pictures(std::vector{picture(Shape::image(28, 28, 1), 7, "seven")});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto back = unpack_pictures(std::span(bytes).first(size));
    CHECK((!back.ok() || back->empty()));
  }
  auto wrong = bytes;
  wrong[8] = wrong[9] = 0xFF;  // the height
  CHECK_FALSE(unpack_pictures(wrong).ok());
}
