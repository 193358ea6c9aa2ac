#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "data/digits/pen.h"
#include "train/pick.h"

namespace lab::ui {

/// The picture of these strokes, 28 x 28 and grey as MNIST's digits are; null where there is no point.
[[nodiscard]] OwnPicturePtr draw_picture(std::span<const PenStroke> strokes);

/// What somebody draws, stroke by stroke.
class Drawing {
 public:
  static constexpr std::size_t kMostStrokes = 64;
  /// Of all strokes together. Where there are more, every second point goes.
  static constexpr std::size_t kMostPoints = 2000;

  /// Puts the pen down: a new stroke, if there may be one more.
  void begin(const PenPoint& at);
  /// Goes on to that point, unless it is where the pen already is. Does nothing while the pen is up.
  void extend(const PenPoint& at);
  /// Lifts the pen.
  void end() { pen_down_ = false; }

  /// Takes the last stroke back, or clear() where that was last.
  void undo();
  /// Wipes everything out.
  void clear();
  /// Another drawing, of these strokes; what was drawn before keeps its picture.
  void set(std::vector<PenStroke> strokes);

  [[nodiscard]] std::span<const PenStroke> strokes() const { return strokes_; }
  [[nodiscard]] bool empty() const { return strokes_.empty(); }
  [[nodiscard]] bool can_undo() const { return !strokes_.empty() || !wiped_.empty(); }
  [[nodiscard]] bool pen_down() const { return pen_down_; }

  /// The picture of what is drawn; the same object until that changes. Null while nothing is drawn.
  [[nodiscard]] const OwnPicturePtr& picture();
  /// The pen's track along the strokes, see digits::trace_strokes().
  [[nodiscard]] const digits::Track& track();

  /// The picture by which this drawing is among OwnPictures; null while it is not.
  [[nodiscard]] const OwnPicturePtr& kept() const { return kept_; }
  void keep_as(OwnPicturePtr picture) { kept_ = std::move(picture); }

 private:
  void changed();
  void thin();

  std::vector<PenStroke> strokes_;
  std::vector<PenStroke> wiped_;  ///< by clear(), until something is drawn
  std::size_t points_ = 0;
  bool pen_down_ = false;
  bool track_current_ = false;
  digits::Track track_{};
  OwnPicturePtr picture_;
  OwnPicturePtr kept_;
};

}  // namespace lab::ui
