// What is worth knowing of a schedule, and why a log differs from it.

import type { Finding } from "../parts/answers";
import { get, h } from "../parts/dom";
import * as readers from "../parts/readers";
import { bytesOf, type Curve, type Log, logOf } from "../parts/state";

const WORDS = { error: "Error", warning: "Warning", note: "Note" };

/** Larger logs would make the page slow. */
const LARGEST_LOG = 24 << 20;

/** How long to wait for the next change before the rules are asked. */
const WAIT_MS = 200;
const FIRST_WAIT_MS = 1_000;

export interface FindingsActions {
  /** Lays a log over the curve, or takes it away. */
  log(log: Log | null): void;
  /** The points of the log of the curve. */
  points(points: [number, number][]): void;
}

export class Findings {
  readonly #list = h("ul");
  readonly #none = h("p", { className: "help" });
  readonly #log = h("span", { className: "buttons" });
  readonly #error = h("p", { className: "error", role: "alert", hidden: true });
  readonly #input = h("input", { type: "file", hidden: true, id: "log-file", "aria-label": "Log" });
  #curve: Curve | undefined;
  #timer = 0;
  #turn = 0;

  constructor(private readonly actions: FindingsActions) {
    this.#input.addEventListener("change", () => {
      const file = this.#input.files?.[0];
      this.#input.value = "";
      if (file) void this.lay(file, file.name);
    });
    this.#none.textContent = "Checking …";
    get("findings").append(
      h("header", {}, h("h2", {}, "Findings"), this.#log, this.#input),
      this.#error,
      this.#none,
      this.#list,
    );
  }

  /** Lays the log in a file over the curve. */
  async lay(file: Blob, name: string): Promise<void> {
    if (file.size > LARGEST_LOG) return this.#fail(`${name}: a log may have ${LARGEST_LOG >> 20} MiB here`);
    const log = logOf(name, new Uint8Array(await file.arrayBuffer()));
    const curve = this.#curve;
    if (!curve) return;
    try {
      await this.#ask({ ...curve, log });
      this.actions.log(log);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  show(curve: Curve): void {
    const isOther = curve.log !== this.#curve?.log;
    this.#curve = curve;
    if (isOther || !this.#log.firstChild) this.#showLog(curve.log);
    if (isOther && !curve.log) this.actions.points([]);
    clearTimeout(this.#timer);
    // The first time the rules are fetched, which can wait until the curve is drawn. Who saves data gets them
    // with a file.
    const isFirst = this.#turn === 0 && curve.origin === null;
    if (isFirst && (navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
    this.#timer = setTimeout(() => void this.#check(curve), isFirst ? FIRST_WAIT_MS : WAIT_MS);
  }

  #ask({ groups, group, step, totalSteps, log }: Curve) {
    const content = { groups, group, step, total_steps: totalSteps, log: log?.file ?? null };
    return readers.check(content, log ? bytesOf(log) : new Uint8Array());
  }

  async #check(curve: Curve): Promise<void> {
    const turn = ++this.#turn;
    try {
      const { findings, points } = await this.#ask(curve);
      if (turn !== this.#turn) return;
      this.#error.hidden = true;
      this.actions.points(points);
      this.#tell(distinct([...(curve.origin?.findings ?? []), ...findings]));
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#tell(curve.origin?.findings ?? []);
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #fail(message: string): void {
    this.#error.textContent = message;
    this.#error.hidden = false;
  }

  #showLog(log: Log | null): void {
    const choose = h("button", { type: "button", className: "quiet", id: "log" }, log ? "Another log…" : "Lay a log over it…");
    choose.title = "TensorBoard events, CSV, JSON lines, trainer_state.json";
    choose.addEventListener("click", () => this.#input.click());
    const drop = h("button", { type: "button", className: "quiet" }, "Without the log");
    drop.addEventListener("click", () => this.actions.log(null));
    this.#log.replaceChildren(...(log ? [h("small", {}, log.file), choose, drop] : [choose]));
  }

  #tell(findings: Finding[]): void {
    this.#none.textContent = "Nothing that the rules of check find.";
    this.#none.hidden = findings.length > 0;
    this.#list.replaceChildren(...findings.map(item));
  }
}

/** The notes of a file come again where its schedule is checked. */
function distinct(findings: Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, message }) => {
    const key = `${rule} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

function item({ rule, severity, message, path, help }: Finding): HTMLElement {
  return h(
    "li",
    { className: severity },
    h("span", { className: "severity" }, WORDS[severity]),
    h(
      "div",
      {},
      h("p", {}, path && h("code", {}, path), path && ": ", message),
      help && h("p", { className: "help" }, help),
      h("code", { className: "rule" }, rule),
    ),
  );
}
