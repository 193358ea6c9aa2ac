#include "ui/field_edits.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lab::ui {
namespace {

constexpr double kPatienceSeconds = 1.5;  // a refused value is forgotten after this long

bool same(const FieldView& a, const FieldView& b) {
  const double* x = std::get_if<double>(&a);
  const double* y = std::get_if<double>(&b);
  // Specs keep floats, so a double comes back rounded.
  if (x != nullptr && y != nullptr) return std::fabs(*x - *y) <= 1e-6 * std::fabs(*x);
  return a == b;
}

}  // namespace

void FieldEdits::begin_frame(const Snapshot& snapshot, double now) {
  now_ = now;
  refusals_ = snapshot.refusals;
  for (Edit& edit : edits_) {
    if (edit.field == nullptr || edit.sent_at < 0.0) continue;
    const bool refused = snapshot.refusals != edit.refusals;
    if (refused || now - edit.sent_at > kPatienceSeconds || same(view_of(edit.value), edit.field->get(*snapshot.spec)))
      edit.field = nullptr;
  }
}

FieldView FieldEdits::value(const Snapshot& snapshot, const Field& field) const {
  for (const Edit& edit : edits_) {
    if (edit.field == &field) return view_of(edit.value);
  }
  return field.get(*snapshot.spec);
}

void FieldEdits::hold(const Field& field, FieldValue value) {
  Edit& edit = edit_of(field);
  edit.value = std::move(value);
  edit.sent_at = -1.0;
}

bool FieldEdits::holds(const Field& field) const {
  return std::ranges::any_of(edits_, [&](const Edit& edit) { return edit.field == &field && edit.sent_at < 0.0; });
}

void FieldEdits::forget(const Field& field) {
  for (Edit& edit : edits_) {
    if (edit.field == &field) edit.field = nullptr;
  }
}

void FieldEdits::change(const Field& field, FieldValue value, Commands& commands) {
  commands.set_field(field.name, value);
  Edit& edit = edit_of(field);
  edit.value = std::move(value);
  edit.sent_at = now_;
  edit.refusals = refusals_;
}

FieldEdits::Edit& FieldEdits::edit_of(const Field& field) {
  Edit* free = edits_.data();
  for (Edit& edit : edits_) {
    if (edit.field == &field) return edit;
    if (edit.field == nullptr) free = &edit;
  }
  free->field = &field;
  return *free;
}

}  // namespace lab::ui
