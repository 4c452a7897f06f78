// The curves, and a cursor over them.

import type { Drawn } from "../parts/answers";
import { h } from "../parts/dom";
import * as lean from "../parts/lean";
import { rateOf, type State } from "../parts/state";

const SVG = "http://www.w3.org/2000/svg";

/** Over how many steps the cursor jumps with Page Up and Page Down: a share of the range. */
const PAGE = 20;

export class Chart {
  readonly #figure = h("div", { className: "figure" });
  readonly #over = document.createElementNS(SVG, "svg");
  readonly #dots = document.createElementNS(SVG, "path");
  readonly #cursor: HTMLElement;
  #drawn: Drawn | undefined;
  #state: State | undefined;
  #last = 1;
  #step = 0;
  #width = 0;
  #points: [number, number][] = [];
  #pointsCurve = 0;

  /** `moved` receives the step under the cursor and the rates there. */
  constructor(
    place: HTMLElement,
    private readonly moved: (step: number, rates: string[]) => void,
  ) {
    this.#over.setAttribute("class", "over");
    this.#over.setAttribute("aria-hidden", "true");
    this.#cursor = h(
      "div",
      { className: "cursor", tabIndex: 0, role: "slider", "aria-label": "Step under the cursor", "aria-valuemin": 0 },
      this.#figure,
    );
    this.#cursor.append(this.#over);
    place.append(this.#cursor);
    this.#cursor.addEventListener("pointermove", (event) => this.#point(event));
    this.#cursor.addEventListener("pointerdown", (event) => this.#point(event));
    this.#cursor.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#resized()).observe(place);
  }

  get step(): number {
    return this.#step;
  }

  /** Draws the state over the steps 0 to `last`; `brief` while a slider moves. */
  show(state: State, last: number, brief: boolean): void {
    const fresh = this.#state === undefined;
    this.#state = state;
    this.#last = last;
    this.#draw(brief);
    this.move(fresh ? Math.round(last / 4) : this.#step);
  }

  /** Lays the points of a log over the curves, in the colour of its curve. */
  overlay(points: [number, number][], curve: number): void {
    this.#points = points;
    this.#pointsCurve = curve;
    this.#plotPoints();
  }

  /** Moves the cursor. */
  move(step: number): void {
    if (!this.#state || !this.#drawn) return;
    this.#step = Math.min(Math.max(0, Math.round(step)), this.#last);
    const rates = lean.rates(this.#state.curves.map(rateOf), this.#step);
    this.#cursor.setAttribute("aria-valuemax", String(this.#last));
    this.#cursor.setAttribute("aria-valuenow", String(this.#step));
    const names = this.#state.curves.map((curve, index) => `${curve.label} ${rates[index]}`);
    this.#cursor.setAttribute("aria-valuetext", `step ${this.#step}: ${names.join(", ")}`);
    this.#mark(this.#drawn, rates.map(Number));
    this.moved(this.#step, rates);
  }

  #resized(): void {
    const width = this.#cursor.clientWidth;
    if (width === this.#width || !this.#state) return;
    this.#draw();
    this.move(this.#step);
  }

  #draw(brief = false): void {
    if (!this.#state) return;
    this.#width = this.#cursor.clientWidth;
    const width = Math.min(Math.max(280, this.#width), 1600);
    const height = Math.round(Math.min(Math.max(240, width * 0.52), 460));
    const several = this.#state.curves.length > 1;
    const curves = this.#state.curves.map((curve) => ({ label: several ? curve.label : "", rate: rateOf(curve) }));
    const picture = { curves, first: 0, last: this.#last, log: this.#state.log, width, height, alone: false, brief };
    this.#drawn = lean.draw(picture);
    this.#figure.innerHTML = this.#drawn.svg;
    this.#over.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#plotPoints();
  }

  /** Draws the points of the log as one path of dots. */
  #plotPoints(): void {
    this.#dots.setAttribute("class", `log curve-${this.#pointsCurve % 7}`);
    const drawn = this.#drawn;
    if (!drawn) return;
    const { left, right } = drawn;
    const shown = this.#points.filter(([step]) => step <= this.#last);
    const at = ([step, rate]: [number, number]) => {
      const x = left + ((step + 0.5) / (this.#last + 1)) * (right - left);
      return `M${x.toFixed(1)} ${this.#height(drawn, rate).toFixed(1)}h0`;
    };
    this.#dots.setAttribute("d", shown.map(at).join(""));
  }

  /** The line of the cursor, and a dot on each curve. */
  #mark(drawn: Drawn, rates: number[]): void {
    const { left, right, top, bottom } = drawn;
    const x = left + ((this.#step + 0.5) / (this.#last + 1)) * (right - left);
    const line = document.createElementNS(SVG, "line");
    for (const [name, value] of Object.entries({ x1: x, x2: x, y1: top, y2: bottom })) {
      line.setAttribute(name, value.toFixed(1));
    }
    const dots = rates.map((rate, index) => {
      const dot = document.createElementNS(SVG, "circle");
      dot.setAttribute("class", `dot curve-${index % 7}`);
      dot.setAttribute("cx", x.toFixed(1));
      dot.setAttribute("cy", this.#height(drawn, rate).toFixed(1));
      dot.setAttribute("r", "4.5");
      return dot;
    });
    this.#over.replaceChildren(this.#dots, line, ...dots.reverse());
  }

  /** How far down a rate lies. */
  #height({ top, bottom, lowest, highest }: Drawn, rate: number): number {
    const at = (value: number) => (this.#state?.log ? Math.log10(value) : value);
    const share = rate > 0 || !this.#state?.log ? (at(rate) - at(lowest)) / (at(highest) - at(lowest)) : 0;
    return bottom - Math.min(Math.max(share, 0), 1) * (bottom - top);
  }

  #point(event: PointerEvent): void {
    if (!this.#drawn) return;
    const box = this.#cursor.getBoundingClientRect();
    const scale = box.width / Math.max(280, this.#width);
    const { left, right } = this.#drawn;
    const share = ((event.clientX - box.left) / scale - left) / (right - left);
    this.move(Math.floor(share * (this.#last + 1)));
  }

  #key(event: KeyboardEvent): void {
    const one = event.shiftKey ? 10 : 1;
    const page = Math.max(1, Math.round(this.#last / PAGE));
    const moves: Record<string, number> = {
      ArrowRight: this.#step + one,
      ArrowUp: this.#step + one,
      ArrowLeft: this.#step - one,
      ArrowDown: this.#step - one,
      PageUp: this.#step + page,
      PageDown: this.#step - page,
      Home: 0,
      End: this.#last,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.move(to);
  }
}
