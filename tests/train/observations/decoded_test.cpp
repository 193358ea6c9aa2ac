#include "train/observations/decoded.h"

#include <doctest/doctest.h>

#include <utility>

#include "train/trainer_fixture.h"

using namespace lab;

namespace {

std::shared_ptr<const CodeList> list_of(int size, int numbers) {
  return std::make_shared<const CodeList>(CodeList{size, std::vector<float>(static_cast<std::size_t>(numbers), 0.5F)});
}

}  // namespace

TEST_CASE("decoded codes of pictures are their rebuilt pictures to the byte, however many there are") {
  for (const char* preset : {"sp-dae", "conv-dae", "vae", "code-2d"}) {
    CAPTURE(preset);
    Trainer trainer(lab_test::small_spec(preset, 2), 1);
    lab_test::apply(trainer, command::UseData{lab_test::square_data(60, 30)});
    lab_test::run(trainer);
    CodeList list;
    std::vector<std::uint8_t> wanted;
    for (int i = 0; i < 150; ++i) {
      const Subject subject = *trainer.subject({.spotlight = i, .view = OpenView::code});
      const auto code = observe_now<Code>(subject);
      list.size = static_cast<int>(code->values.size());
      list.values.insert(list.values.end(), code->values.begin(), code->values.end());
      const auto preview = observe_now<Preview>(subject);
      wanted.insert(wanted.end(), preview->denoised.begin(), preview->denoised.begin() + preview->shape.size());
    }
    const auto codes = std::make_shared<const CodeList>(std::move(list));
    const Attention attention{.view = OpenView::code, .codes = codes};
    CHECK(Decoded::make_observer()->wanted(*trainer.subject(attention)));
    const auto decoded = observe_now<Decoded>(*trainer.subject(attention));
    CHECK(decoded->codes == codes);
    CHECK(decoded->shape.size() == 784);
    CHECK(decoded->pixels == wanted);
  }
}

TEST_CASE("codes of another network are passed over, and so are those that nobody sees") {
  Trainer trainer(lab_test::small_spec("dense-ae", 2), 1);
  lab_test::apply(trainer, command::UseData{lab_test::square_data(60, 30)});
  const auto wanted = [&](OpenView view, int size, int numbers) {
    return Decoded::make_observer()->wanted(*trainer.subject({.view = view, .codes = list_of(size, numbers)}));
  };
  CHECK(wanted(OpenView::code, 32, 64));
  CHECK_FALSE(wanted(OpenView::code, 31, 62));
  CHECK_FALSE(wanted(OpenView::code, 32, 0));
  CHECK_FALSE(wanted(OpenView::noise, 32, 64));
  CHECK_FALSE(Decoded::make_observer()->wanted(*trainer.subject({.view = OpenView::code})));
}

TEST_CASE("another list begins anew, and what is shown says of which list it is") {
  Trainer trainer(lab_test::small_spec("dense-ae", 2), 1);
  Observatory observatory(trainer);
  lab_test::apply(trainer, command::UseData{lab_test::square_data(60, 30)});
  for (const int count : {200, 3}) {
    const auto codes = list_of(32, 32 * count);
    REQUIRE(observatory.apply(command::Attend{{.view = OpenView::code, .codes = codes}}));
    while (observatory.observe()) {
    }
    const auto snapshot = observatory.snapshot();
    CHECK(snapshot->seen.get<Decoded>().codes == codes);
    CHECK(snapshot->seen.get<Decoded>().pixels.size() == static_cast<std::size_t>(784 * count));
  }
}
