#pragma once

namespace lab {

/// Empties a vector and gives its memory back, which neither clear() nor `= {}` does: both keep the capacity.
template <class Vector>
void release(Vector& vector) {
  Vector().swap(vector);
}

}  // namespace lab
