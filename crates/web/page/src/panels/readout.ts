// The legend: each curve with its rate under the cursor.

import { get, h } from "../parts/dom";
import type { State } from "../parts/state";

export interface ReadoutActions {
  pick(index: number): void;
  remove(index: number): void;
  copy(index: number): void;
  move(step: number): void;
}

export class Readout {
  readonly #place = get("readout");
  readonly #step = h("input", { id: "step", inputMode: "numeric", autocomplete: "off" });
  readonly #list = h("ul", { className: "legend" });
  #rates: HTMLElement[] = [];

  constructor(private readonly actions: ReadoutActions) {
    this.#step.addEventListener("change", () => {
      const step = Number(this.#step.value.replaceAll(/[_\s]/g, ""));
      actions.move(Number.isFinite(step) ? step : 0);
    });
    this.#place.append(h("label", { className: "at" }, "at step ", this.#step), this.#list);
  }

  /** Shows which curves there are. */
  show(state: State): void {
    this.#rates = [];
    const several = state.curves.length > 1;
    const rows = state.curves.map((curve, index) => {
      const rate = h("output", { className: "rate" });
      this.#rates.push(rate);
      const active = index === state.active;
      const pick = h(
        "button",
        {
          type: "button",
          className: "pick",
          "aria-pressed": active,
          title: several ? "Show the parameters of this curve" : "",
          onclick: () => this.actions.pick(index),
        },
        h("span", { className: `swatch curve-${index % 7}`, "aria-hidden": "true" }),
        h("span", { className: "name" }, curve.label),
      );
      const tools = h(
        "span",
        { className: "row-tools" },
        h(
          "button",
          { type: "button", className: "quiet", "aria-label": `Duplicate ${curve.label}`, onclick: () => this.actions.copy(index) },
          "Duplicate",
        ),
        several &&
          h(
            "button",
            { type: "button", className: "quiet", "aria-label": `Remove ${curve.label}`, onclick: () => this.actions.remove(index) },
            "Remove",
          ),
      );
      return h("li", { className: active && several ? "active" : "" }, pick, rate, tools);
    });
    this.#list.replaceChildren(...rows);
  }

  /** Shows the rates under the cursor. */
  at(step: number, rates: string[]): void {
    if (document.activeElement !== this.#step) this.#step.value = String(step);
    for (const [index, rate] of rates.entries()) {
      const output = this.#rates[index];
      if (output) output.textContent = rate;
    }
  }
}
