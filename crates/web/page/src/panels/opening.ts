// How schedules come into the page: files, pasted text, examples, classes.

import { fromFile } from "../parts/address";
import type { ClassInfo } from "../parts/answers";
import { get, h } from "../parts/dom";
import { EXAMPLES } from "../parts/examples";
import * as readers from "../parts/readers";
import { type Curve, curveOf, type State } from "../parts/state";

export interface Opened {
  /** A curve to show, alone or with the others. */
  curve(curve: Curve): void;
  /** A log to lay over the curve that is looked at. */
  log(file: Blob, name: string): void;
  /** A whole page that was saved before. */
  state(state: State): void;
}

/** What is known of the run besides the file. */
export interface RunFacts {
  format?: string;
  total_steps?: number;
  steps_per_epoch?: number;
  tokens_per_step?: number;
  samples_per_step?: number;
}

const FACTS: [keyof RunFacts, string][] = [
  ["total_steps", "Steps of the run"],
  ["steps_per_epoch", "Steps of an epoch"],
  ["tokens_per_step", "Tokens of a step"],
  ["samples_per_step", "Samples of a step"],
];

export class Opening {
  readonly #status = get("status");
  readonly #failure = get("failure");
  #latest: { file: Blob; name: string } | undefined;
  #turn = 0;

  constructor(
    classes: ClassInfo[],
    private readonly opened: Opened,
  ) {
    this.#files();
    this.#paste();
    this.#examples();
    this.#classes(classes);
  }

  /** Whether what is opened joins the curves that are there. */
  get adds(): boolean {
    return get<HTMLInputElement>("add").checked;
  }

  /** Reads a file and shows what it holds. */
  async open(file: Blob, name: string, facts: RunFacts = {}): Promise<void> {
    const turn = ++this.#turn;
    this.#latest = { file, name };
    this.#failure.hidden = true;
    this.#status.setAttribute("aria-busy", "true");
    this.#say(`Reading ${name} …`);
    try {
      const state = await fromFile(file);
      if (turn !== this.#turn) return;
      if (state) {
        this.#say(`Opened the page saved in ${name}.`);
        this.opened.state(state);
        return;
      }
      const content = await readers.read(file, facts);
      if (turn !== this.#turn) return;
      const { groups, source, path, optimizer, findings } = content;
      this.#say(`Read ${name}: ${source}.`);
      const origin = { file: name, source, path, optimizer, findings };
      const curve = { label: name, groups, group: 0, step: content.step, totalSteps: content.total_steps, origin, log: null };
      this.opened.curve(curve);
    } catch (error) {
      if (error instanceof readers.Superseded || turn !== this.#turn) return;
      this.#say("");
      this.#fail(name, error instanceof Error ? error.message : String(error), facts);
    } finally {
      if (turn === this.#turn) this.#status.setAttribute("aria-busy", "false");
    }
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  /** The error of the program, and the facts of the run that may help. */
  #fail(name: string, message: string, facts: RunFacts): void {
    const inputs = FACTS.map(([key, label]) => {
      const input = h("input", { inputMode: "decimal", autocomplete: "off", value: facts[key] ?? "" });
      return { key, input, label: h("label", {}, h("span", {}, label), input) };
    });
    const format = h("input", { autocomplete: "off", spellcheck: false, value: facts.format ?? "" });
    const again = h("form", { className: "again" });
    again.append(
      ...inputs.map(({ label }) => label),
      h("label", {}, h("span", {}, "Format"), format),
      h("button", { type: "submit" }, "Read again"),
    );
    again.addEventListener("submit", (event) => {
      event.preventDefault();
      const given: Record<string, unknown> = format.value.trim() ? { format: format.value.trim() } : {};
      for (const { key, input } of inputs) {
        if (input.value.trim()) given[key] = Number(input.value.replaceAll("_", ""));
      }
      if (this.#latest) void this.open(this.#latest.file, this.#latest.name, given);
    });
    const asLog = h("button", { type: "button", className: "quiet" }, "Lay it over the curve as a log");
    asLog.addEventListener("click", () => {
      this.#failure.hidden = true;
      if (this.#latest) this.opened.log(this.#latest.file, this.#latest.name);
    });
    this.#failure.replaceChildren(
      h("p", {}, h("strong", {}, name), ": ", h("span", { className: "message" }, message)),
      h("details", {}, h("summary", {}, "How to read it"), again),
      asLog,
    );
    this.#failure.hidden = false;
  }

  #files(): void {
    const file = get<HTMLInputElement>("file");
    get("choose").addEventListener("click", () => file.click());
    file.addEventListener("change", () => {
      const chosen = file.files?.[0];
      file.value = "";
      if (chosen) void this.open(chosen, chosen.name);
    });
    let over = 0;
    const mark = (change: number) => {
      over = change === 0 ? 0 : over + change;
      document.body.classList.toggle("dragging", over > 0);
    };
    addEventListener("dragenter", () => mark(1));
    addEventListener("dragleave", () => mark(-1));
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => {
      event.preventDefault();
      mark(0);
      const dropped = event.dataTransfer?.files[0];
      if (dropped) void this.open(dropped, dropped.name);
    });
  }

  #paste(): void {
    const text = h("textarea", { rows: 10, id: "pasted", spellcheck: false, "aria-label": "Text of a file" });
    const dialog = h(
      "dialog",
      { className: "paste", "aria-label": "Paste text" },
      h(
        "form",
        { method: "dialog" },
        h("h2", {}, "Paste the text of a file"),
        h("p", { className: "help" }, "JSON, YAML, TOML, or what Python prints: a schedule, an optimizer, a configuration."),
        text,
        h("div", { className: "buttons" }, h("button", { value: "" }, "Cancel"), h("button", { value: "show", className: "primary" }, "Show")),
      ),
    );
    document.body.append(dialog);
    get("paste").addEventListener("click", () => dialog.showModal());
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "show" && text.value.trim()) void this.open(new Blob([text.value]), "pasted text");
      dialog.returnValue = "";
    });
    addEventListener("paste", (event) => {
      const target = event.target as HTMLElement;
      if (target.closest("input, textarea, dialog[open]")) return;
      const file = event.clipboardData?.files[0];
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      if (file) void this.open(file, file.name);
      else if (pasted.trim()) void this.open(new Blob([pasted]), "pasted text");
    });
  }

  #examples(): void {
    const select = get<HTMLSelectElement>("example");
    select.append(h("option", { value: "" }, "Choose …"));
    select.append(...EXAMPLES.map(({ title }, index) => h("option", { value: String(index) }, title)));
    select.addEventListener("change", () => {
      const example = EXAMPLES[Number(select.value)];
      if (select.value === "" || !example) return;
      select.value = "";
      const turn = ++this.#turn;
      fetch(example.address)
        .then((response) => response.blob())
        .then((blob) => (turn === this.#turn ? this.open(blob, example.file) : undefined))
        .catch(() => this.#fail(example.file, "the example could not be loaded", {}));
    });
  }

  #classes(classes: ClassInfo[]): void {
    const select = get<HTMLSelectElement>("class");
    select.append(h("option", { value: "" }, "Choose …"));
    select.append(
      ...classes.map(({ class_name: name, description }) => h("option", { value: name, title: description }, name)),
    );
    select.addEventListener("change", () => {
      const chosen = classes.find(({ class_name: name }) => name === select.value);
      select.value = "";
      if (!chosen) return;
      this.#turn++;
      this.#failure.hidden = true;
      this.#say("");
      this.opened.curve(curveOf(chosen.class_name, chosen.rate));
    });
  }
}
