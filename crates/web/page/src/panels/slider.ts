// A slider over the values that a number may sensibly have.

import type { Field } from "../parts/answers";

/** Positions of a slider. */
export const POSITIONS = 1000;

/** How far a slider reaches to both sides of the value it began at. */
const REACH = 10;

/** Where a number begins that is 0: rates near this, counts of steps at this. */
const FROM_ZERO = { number: 1, steps: 1000, whole: 10 };

/** From positions to values and back: evenly, or by the logarithm with 0 at the lower end. */
export class Scale {
  readonly #low: number;
  readonly #high: number;
  readonly #byLogarithm: boolean;
  readonly #reachesZero: boolean;
  readonly #whole: boolean;

  constructor(field: Field, value: number) {
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
    this.#whole = field.control !== "number";
    this.#reachesZero = minimum === 0;
    const isShare = minimum === 0 && maximum === 1;
    this.#byLogarithm = !isShare && minimum >= 0;
    const kind = field.control === "steps" || field.control === "whole" ? field.control : "number";
    const middle = Math.abs(value) || FROM_ZERO[kind];
    if (isShare) {
      [this.#low, this.#high] = [0, 1];
    } else if (this.#byLogarithm) {
      this.#high = Math.min(maximum, value === 0 ? middle : middle * REACH);
      this.#low = Math.max(middle / REACH, this.#whole ? 1 : 0, minimum);
      if (this.#low >= this.#high) this.#low = this.#high / REACH;
    } else {
      this.#low = Math.max(minimum, -REACH * middle);
      this.#high = Math.min(maximum, REACH * middle);
    }
  }

  position(value: number): number {
    if (this.#byLogarithm && value <= 0) return 0;
    const at = this.#byLogarithm ? Math.log : (x: number) => x;
    const share = (at(value) - at(this.#low)) / (at(this.#high) - at(this.#low));
    return Math.round(Math.min(Math.max(share, 0), 1) * POSITIONS);
  }

  /** The value at a position, as text, rounded to what one can say. */
  text(position: number): string {
    if (this.#byLogarithm && this.#reachesZero && position === 0) return this.#whole ? "0" : "0.0";
    const share = position / POSITIONS;
    const value = this.#byLogarithm
      ? this.#low * (this.#high / this.#low) ** share
      : this.#low + share * (this.#high - this.#low);
    if (this.#whole) {
      const rounded = Number(value.toPrecision(3));
      return String(Math.round(rounded));
    }
    return shown(Number(value.toPrecision(3)));
  }
}

/** As the program writes a rate. */
export function shown(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
