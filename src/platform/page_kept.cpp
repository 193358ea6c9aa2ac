// What the page keeps between visits: the judge, and pictures of one's own. See page.h.
#include <algorithm>
#include <utility>

#include "io/kept_pictures.h"
#include "io/model_file.h"
#include "platform/host.h"
#include "platform/page.h"

namespace lab::platform {
namespace {

constexpr double kKeepSeconds =
    0.5;  // after a change of one's own pictures, so that every stroke is not kept on its own
constexpr const char* kJudge = "judge.aelab";  // what it is kept as

}  // namespace

void Page::take_kept(const std::string& name, std::span<const std::uint8_t> bytes) {
  if (ui_ == nullptr || name != kJudge) return;
  auto model = read_model(name, bytes);
  // Another version of the program may have kept it.
  if (!model || model->spec != judge_spec(judge_digits_)) return;
  kept_judge_ = std::make_shared<const SavedModel>(*std::move(model));
  session_->send(command::UseJudge{kept_judge_});
  wake();
}

/// What took a while to make is there at once the next time.
void Page::keep_judge() {
  const ModelPtr& learned = session_->snapshot().judge.learned;
  if (learned == nullptr || learned == kept_judge_) return;
  kept_judge_ = learned;
  if (const auto network = network_of(*learned, 1)) host::keep(kJudge, write_model(learned->spec, *network));
}

void Page::restore_pictures(std::span<const std::uint8_t> bytes) {
  if (ui_ == nullptr || bytes.empty()) return;
  const auto kept = unpack_pictures(bytes);
  if (!kept) return show_error(kept.error().message);
  // Before those of the last visit come those that have been brought since the start.
  ui::OwnPictures& own = ui_->shared().own_pictures;
  std::vector<OwnPicturePtr> all(own.all().begin(), own.all().end());
  const bool changed = !all.empty();
  all.insert(all.end(), kept->begin(), kept->end());
  own.set(std::move(all));
  if (!changed) kept_version_ = seen_version_ = own.version();
  wake();
}

void Page::keep_pictures() {
  if (ui_ == nullptr) return;
  const ui::OwnPictures& own = ui_->shared().own_pictures;
  if (std::exchange(kept_version_, own.version()) == own.version()) return;
  const Status kept = host::keep_pictures(pack_pictures(own.all()));
  if (!kept && !std::exchange(told_not_kept_, true)) show_error(kept.error().message);
}

void Page::follow_pictures(double now) {
  const std::uint64_t version = ui_->shared().own_pictures.version();
  if (std::exchange(seen_version_, version) != version) keep_at_ = now + kKeepSeconds;
  if (version == kept_version_) return;
  if (now >= keep_at_) keep_pictures();
  awake_until_ = std::max(awake_until_, keep_at_ + kKeepSeconds);
}

}  // namespace lab::platform
