#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

#include "train/observations/between.h"
#include "train/observations/code.h"
#include "train/observations/code_map.h"
#include "train/observations/decoded.h"
#include "train/observations/layer.h"
#include "train/observations/noise_curves.h"
#include "train/observations/preview.h"
#include "train/observations/quality.h"

namespace lab {

/// Everything that can be seen of a network, in the order in which it is made. See observer.h for how to add one.
template <template <class...> class Use>
using ObservationKinds = Use<Preview, Quality, Code, CodeUnits, CodeMap, Posterior, Decoded, Between, LayerActivations,
                             LayerUnits, LayerWeights, NoiseCurves, NoiseLevels>;

/// Some of these kinds.
template <class... Results>
struct KindSet {
  std::array<bool, sizeof...(Results)> has{};

  template <class Result>
  void add() {
    std::size_t at = 0;
    (void)(... || (std::is_same_v<Result, Results> || (++at, false)));
    has[at] = true;
  }
};
using WantedKinds = ObservationKinds<KindSet>;

/// The newest results. Cheap to copy: results are immutable and shared.
class Observations {
 public:
  /// The result of that kind; its default while there is none.
  template <class Result>
  [[nodiscard]] const Result& get() const {
    static const Result kNothing;
    const auto& result = std::get<std::shared_ptr<const Result>>(results_);
    return result ? *result : kNothing;
  }

  /// Likewise, to keep it; null while there is none.
  template <class Result>
  [[nodiscard]] const std::shared_ptr<const Result>& share() const {
    return std::get<std::shared_ptr<const Result>>(results_);
  }

  template <class Result>
  void set(std::shared_ptr<const Result> result) {
    std::get<std::shared_ptr<const Result>>(results_) = std::move(result);
  }

 private:
  template <class... Results>
  using Pointers = std::tuple<std::shared_ptr<const Results>...>;
  ObservationKinds<Pointers> results_;
};

}  // namespace lab
