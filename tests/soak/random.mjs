// Numbers that look random and are the same for the same seed on every machine.

/// Source: T. Ettinger's mulberry32, public domain.
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /// From 0 to below 1.
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /// A whole number below `end`.
  below(end) {
    return Math.floor(this.next() * end);
  }

  between(low, high) {
    return low + this.below(high - low + 1);
  }

  of(list) {
    return list[this.below(list.length)];
  }

  /// One of [{weight}].
  weighted(list) {
    let left = this.next() * list.reduce((sum, {weight}) => sum + weight, 0);
    return list.find(({weight}) => (left -= weight) < 0) ?? list.at(-1);
  }
}
