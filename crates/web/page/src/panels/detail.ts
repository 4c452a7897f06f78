// The curve that is looked at: what it is, its rates, its parameters.

import type { ClassInfo } from "../parts/answers";
import { Problem } from "../parts/answers";
import { get, h } from "../parts/dom";
import * as lean from "../parts/lean";
import { type Curve, rateOf } from "../parts/state";
import { ParameterForm } from "./form";

export interface DetailActions {
  rate(rate: string, key: string): void;
  group(group: number): void;
  rename(label: string): void;
}

export class Detail {
  readonly #form: ParameterForm;
  readonly #title = h("h2");
  readonly #about = h("p", { className: "about" });
  readonly #origin = h("p", { className: "origin" });
  readonly #label = h("input", { id: "label", autocomplete: "off", spellcheck: false });
  readonly #groups = h("label", { className: "groups" });
  readonly #facts = h("dl", { className: "facts" });
  readonly #json = h("textarea", { id: "json", rows: 8, spellcheck: false, autocomplete: "off" });
  readonly #jsonError = h("p", { className: "error", id: "json-error", role: "alert", hidden: true });
  #shown = -1;
  #rate = "";

  constructor(
    classes: ClassInfo[],
    private readonly actions: DetailActions,
  ) {
    this.#form = new ParameterForm(classes, (rate, path) => actions.rate(rate, `field ${path}`));
    this.#label.addEventListener("change", () => actions.rename(this.#label.value));
    this.#json.setAttribute("aria-describedby", "json-error");
    this.#json.addEventListener("change", () => this.#takeJson());
    get("detail").append(
      h("header", {}, this.#title, this.#about, this.#origin),
      this.#facts,
      h("div", { className: "names" }, h("label", {}, h("span", {}, "Label"), this.#label), this.#groups),
      h("h3", {}, "Parameters"),
      this.#form.element,
      h(
        "details",
        { className: "json" },
        h("summary", {}, "Edit as JSON"),
        h("label", { className: "hidden", for: "json" }, "The schedule as JSON"),
        this.#json,
        this.#jsonError,
      ),
    );
  }

  /** Shows a curve; `brief` while a slider moves: then what takes long follows later. */
  show(curve: Curve, index: number, last: number, brief: boolean): void {
    const rate = rateOf(curve);
    if (index !== this.#shown) this.#form.reset();
    this.#shown = index;
    const form = lean.form(rate);
    const { class_name: name, description } = form;
    this.#title.textContent = name || "Constant rate";
    this.#about.textContent = description;
    this.#origin.textContent = originText(curve);
    this.#origin.hidden = curve.origin === null;
    if (document.activeElement !== this.#label) this.#label.value = curve.label;
    this.#showGroups(curve);
    if (!brief) this.#showFacts(rate, last, curve);
    this.#form.show(form);
    if (rate !== this.#rate || this.#jsonError.hidden) this.#json.value = indented(rate);
    this.#rate = rate;
  }

  #showGroups(curve: Curve): void {
    this.#groups.hidden = curve.groups.length < 2;
    if (this.#groups.hidden) return this.#groups.replaceChildren();
    const options = curve.groups.map((_, index) => h("option", { value: String(index) }, String(index)));
    const select = h("select", {}, ...options);
    select.value = String(curve.group);
    select.addEventListener("change", () => this.actions.group(Number(select.value)));
    this.#groups.replaceChildren(h("span", {}, `Parameter group (of ${curve.groups.length})`), select);
  }

  #showFacts(rate: string, last: number, curve: Curve): void {
    const { first, peak, lowest, end } = lean.overview(rate, last);
    const rows: [string, string, number][] = [
      ["First", first.rate, first.step],
      ["Peak", peak.rate, peak.step],
      ["Lowest", lowest.rate, lowest.step],
      ["Last", end.rate, end.step],
    ];
    if (curve.step !== null) {
      const step = Number(curve.step);
      rows.push(["Saved", lean.rates([rate], step)[0] ?? "", step]);
    }
    this.#facts.replaceChildren(
      ...rows.map(([name, value, step]) =>
        h("div", {}, h("dt", {}, name), h("dd", {}, h("output", {}, value)), h("dd", {}, h("small", {}, `step ${step.toLocaleString("en")}`))),
      ),
    );
  }

  #takeJson(): void {
    try {
      const { rate } = lean.form(this.#json.value);
      this.#jsonError.hidden = true;
      this.actions.rate(rate, "");
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#jsonError.textContent = error.path ? `${error.path}: ${error.message}` : error.message;
      this.#jsonError.hidden = false;
    }
  }
}

function originText({ origin, step, totalSteps }: Curve): string {
  if (!origin) return "";
  const { file, source, path, optimizer } = origin;
  const place = path ? `, ${path}` : "";
  const whose = optimizer ? `, learning rate of ${optimizer}` : "";
  const saved = step === null ? "" : `, saved after ${step} step${step === "1" ? "" : "s"}`;
  const run = totalSteps === null ? "" : `, a run of ${totalSteps} steps`;
  return `${file}: ${source}${place}${whose}${saved}${run}`;
}

/** JSON with line breaks after commas between pairs, without touching a digit of a number. */
export function indented(json: string): string {
  let text = "";
  let depth = 0;
  let inText = false;
  let inList = 0;
  for (let at = 0; at < json.length; at++) {
    const letter = json[at] as string;
    if (inText) {
      text += letter;
      if (letter === "\\") text += json[++at] ?? "";
      else if (letter === '"') inText = false;
      continue;
    }
    const isPlainList = letter === "[" && /^\[[^[\]{}]*\]/.test(json.slice(at));
    if (letter === '"') inText = true;
    if (isPlainList) inList++;
    if (letter === "]" && inList > 0) {
      inList--;
      text += letter;
    } else if ((letter === "{" || letter === "[") && !isPlainList) {
      depth++;
      text += `${letter}\n${"  ".repeat(depth)}`;
    } else if (letter === "}" || letter === "]") {
      depth--;
      text += `\n${"  ".repeat(depth)}${letter}`;
    } else if (letter === ",") {
      text += inList > 0 ? ", " : `,\n${"  ".repeat(depth)}`;
    } else if (letter === ":") {
      text += ": ";
    } else {
      text += letter;
    }
  }
  return text;
}
