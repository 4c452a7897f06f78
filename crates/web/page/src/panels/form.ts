// The parameters of a schedule as fields and sliders.

import { type ClassInfo, type Field, type Form, Problem } from "../parts/answers";
import { h } from "../parts/dom";
import * as lean from "../parts/lean";
import { POSITIONS, Scale } from "./slider";

interface Row {
  field: Field;
  element: HTMLElement;
  input: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | undefined;
  slider: HTMLInputElement | undefined;
  error: HTMLElement;
}

/** What is in a field and could not be taken over. */
interface Draft {
  text: string;
  value: string;
}

let ids = 0;

/** A form for one rate. It keeps what cannot be taken over, and says why beside the field. */
export class ParameterForm {
  readonly element = h("div", { className: "form" });
  #rate = "";
  #rows: Row[] = [];
  readonly #drafts = new Map<string, Draft>();

  /** `changed` receives the new rate and the place where it changed. */
  constructor(
    private readonly classes: ClassInfo[],
    private readonly changed: (rate: string, path: string) => void,
  ) {}

  /** Shows a rate. If its fields are those that are shown, only their values change, and the focus stays. */
  show({ rate, fields }: Form): void {
    if (rate === this.#rate) return;
    this.#rate = rate;
    const sameFields =
      fields.length === this.#rows.length &&
      fields.every((field, index) => {
        const shown = this.#rows[index]?.field;
        return shown?.path === field.path && shown.control === field.control && shown.length === field.length;
      });
    if (sameFields) {
      for (const [index, field] of fields.entries()) this.#update(this.#rows[index] as Row, field);
      return;
    }
    for (const path of this.#drafts.keys()) {
      if (!fields.some((field) => field.path === path)) this.#drafts.delete(path);
    }
    this.#rows = fields.map((field) => this.#row(field));
    this.element.replaceChildren(...this.#rows.map((row) => row.element));
    for (const row of this.#rows) this.#restoreDraft(row);
  }

  /** Forgets what could not be taken over, for another curve. */
  reset(): void {
    this.#drafts.clear();
    this.#rate = "";
    this.#rows = [];
  }

  #restoreDraft(row: Row): void {
    const draft = this.#drafts.get(row.field.path);
    if (draft && row.input) row.input.value = draft.text;
  }

  #update(row: Row, field: Field): void {
    row.field = field;
    if (this.#drafts.has(field.path)) return;
    fill(row);
  }

  /** Takes a value over, together with all that could not be taken over before. */
  #take(row: Row, text: string, value: string): void {
    const { path } = row.field;
    this.#drafts.set(path, { text, value });
    const all = [...this.#drafts].map(([path, draft]) => ({ path, value: draft.value }));
    try {
      const rate = lean.edit(this.#rate, all);
      this.#drafts.clear();
      this.#clearErrors();
      this.changed(rate, path);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Perhaps this one alone is fine, and another is not.
      try {
        if (all.length === 1) throw error;
        const rate = lean.edit(this.#rate, [{ path, value }]);
        this.#drafts.delete(path);
        this.#say(row, "");
        this.changed(rate, path);
      } catch (alone) {
        if (!(alone instanceof Problem)) throw alone;
        const guilty = this.#rows.find(({ field }) => field.path === alone.path && this.#drafts.has(field.path));
        this.#say(guilty ?? row, alone.message);
      }
    }
  }

  #clearErrors(): void {
    for (const row of this.#rows) this.#say(row, "");
  }

  #say(row: Row, message: string): void {
    row.error.textContent = message;
    row.error.hidden = message === "";
    row.element.classList.toggle("wrong", message !== "");
    if (message) row.input?.setAttribute("aria-invalid", "true");
    else row.input?.removeAttribute("aria-invalid");
  }

  #restructure(row: Row, change: () => string): void {
    try {
      this.changed(change(), row.field.path);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#say(row, error.message);
    }
  }

  #row(field: Field): Row {
    const id = `field-${ids++}`;
    const error = h("p", { className: "error", id: `${id}-error`, role: "alert", hidden: true });
    const help = h("p", { className: "help", id: `${id}-help` }, helpText(field));
    const row: Row = { field, element: h("div"), input: undefined, slider: undefined, error };
    const label = h("label", { for: id }, field.name);
    const control = this.#control(row, id);
    row.input?.setAttribute("aria-describedby", `${id}-error ${id}-help`);
    row.element = h("div", { className: `row ${field.control}` }, label, ...control, error, help);
    row.element.style.setProperty("--depth", String(field.depth));
    row.element.dataset["path"] = field.path;
    fill(row);
    return row;
  }

  #control(row: Row, id: string): HTMLElement[] {
    const { field } = row;
    switch (field.control) {
      case "number":
      case "steps":
      case "whole":
        return this.#number(row, id);
      case "switch": {
        const input = h("input", { type: "checkbox", id, role: "switch" });
        input.addEventListener("change", () => this.#take(row, "", String(input.checked)));
        row.input = input;
        return [input];
      }
      case "choice": {
        const options = (field.choices ?? []).map((choice, index) => h("option", { value: String(index) }, choice.label));
        const input = h("select", { id }, ...options);
        input.addEventListener("change", () => {
          const choice = row.field.choices?.[Number(input.value)];
          if (choice) this.#take(row, input.value, choice.value);
        });
        row.input = input;
        return [input];
      }
      case "schedule": {
        const options = this.classes.map(({ class_name: name }) => h("option", { value: name }, name));
        const input = h("select", { id }, ...options);
        input.addEventListener("change", () => this.#take(row, input.value, input.value));
        row.input = input;
        return [input, ...this.#removal(row)];
      }
      case "schedules": {
        const add = h("button", { type: "button", className: "quiet", id }, "Add one");
        add.addEventListener("click", () => {
          const { path, length = 0 } = row.field;
          this.#restructure(row, () => lean.insert(this.#rate, path, length));
        });
        return [add];
      }
      case "text": {
        const input = h("input", { type: "text", id, autocomplete: "off", spellcheck: false });
        input.addEventListener("change", () => {
          const isNull = input.value === "" && row.field.nullable;
          this.#take(row, input.value, isNull ? "null" : JSON.stringify(input.value));
        });
        row.input = input;
        return [input];
      }
      case "list": {
        const input = h("textarea", { id, rows: 2, spellcheck: false, autocomplete: "off" });
        input.addEventListener("change", () => {
          this.#take(row, input.value, input.value.trim().startsWith("[") ? input.value : `[${input.value}]`);
        });
        row.input = input;
        return [input];
      }
    }
  }

  #number(row: Row, id: string): HTMLElement[] {
    const input = h("input", { type: "text", id, inputMode: "decimal", autocomplete: "off", spellcheck: false });
    input.addEventListener("input", () => {
      const value = numberValue(input.value, row.field);
      // While a number is typed it is not complained about.
      if (value !== undefined) this.#take(row, input.value, value);
    });
    input.addEventListener("change", () => {
      this.#take(row, input.value, numberValue(input.value, row.field) ?? JSON.stringify(input.value));
      aim(row);
    });
    const slider = h("input", { type: "range", min: "0", max: String(POSITIONS), step: "1", tabIndex: 0 });
    slider.setAttribute("aria-label", `${row.field.name}, slider`);
    slider.addEventListener("input", () => {
      const text = scales.get(slider)?.text(Number(slider.value)) ?? input.value;
      input.value = text;
      slider.setAttribute("aria-valuetext", text);
      this.#take(row, text, text);
    });
    row.input = input;
    row.slider = slider;
    return [input, slider];
  }

  /** The button that takes an element out of a list of schedules. */
  #removal(row: Row): HTMLElement[] {
    const element = /^(.*)\[(\d+)\]$/.exec(row.field.path);
    if (!element) return [];
    const [, list = "", index = "0"] = element;
    const button = h("button", { type: "button", className: "quiet", "aria-label": `Remove ${row.field.name}` }, "Remove");
    button.addEventListener("click", () => this.#restructure(row, () => lean.remove(this.#rate, list, Number(index))));
    return [button];
  }
}

const scales = new WeakMap<HTMLInputElement, Scale>();

/** Puts the value of the schedule into the field. */
function fill(row: Row): void {
  const { field, input, slider } = row;
  if (!input) return;
  if (input instanceof HTMLInputElement && input.type === "checkbox") {
    input.checked = field.value === "true";
  } else if (field.control === "choice") {
    input.value = String(field.choices?.findIndex((choice) => choice.chosen) ?? 0);
  } else if (input !== document.activeElement) {
    input.value = plain(field);
  }
  if (slider && slider !== document.activeElement) aim(row);
}

/** Centres the slider on the value. */
function aim({ field, slider }: Row): void {
  if (!slider) return;
  const value = Number(field.value === "null" ? 0 : field.value);
  const scale = new Scale(field, value);
  scales.set(slider, scale);
  slider.value = String(scale.position(value));
  slider.setAttribute("aria-valuetext", plain(field) || "none");
}

/** A value as people type it. */
function plain({ control, value }: Field): string {
  if (value === "null") return "";
  if (control === "text" || control === "schedule") return String(JSON.parse(value));
  if (control === "list") return value.replace(/^\[|\]$/g, "").replaceAll(",", ", ");
  return value;
}

/** What people type as JSON; `undefined` if it is no number. */
function numberValue(text: string, field: Field): string | undefined {
  const digits = text.trim().replaceAll("_", "");
  if (digits === "" && field.nullable) return "null";
  const number = /^([+-]?)(\d*)(\.\d*)?([eE][+-]?\d+)?$/.exec(digits);
  if (!number || !/\d/.test(digits)) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = ""] = number;
  const minus = sign === "-" ? "-" : "";
  const integer = whole.replace(/^0+(?=\d)/, "") || "0";
  return minus + integer + (fraction === "." ? "" : fraction) + exponent;
}

function helpText(field: Field): string {
  const kind = field.kind === "" || ["switch", "text", "choice", "schedule", "schedules"].includes(field.control) ? "" : ` ${capital(field.kind)}.`;
  return `${field.description}${kind}`.trim();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
