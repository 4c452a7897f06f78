// The schedule in the form of another program, and the picture as a file.

import { Problem, type Target } from "../parts/answers";
import { get, h, save } from "../parts/dom";
import * as lean from "../parts/lean";
import * as readers from "../parts/readers";
import { type Curve, rateOf, type State } from "../parts/state";

const TYPES: Record<string, string> = { json: "application/json", svg: "image/svg+xml" };

/** The number of constant pieces that is offered where there is no exact form. */
const PIECES = 100;

export class TakeAway {
  readonly #select = h("select", { id: "target" });
  readonly #about = h("p", { className: "help" });
  readonly #text = h("pre", { id: "written", tabIndex: 0, role: "region", "aria-label": "The schedule in this form" });
  readonly #notes = h("ul", { className: "notes" });
  readonly #error = h("div", { className: "error", role: "alert", hidden: true });
  readonly #details: HTMLDetailsElement;
  readonly #buttons: HTMLButtonElement[];
  #targets: Target[] | undefined;
  #state: State | undefined;
  #last = 1;
  #turn = 0;
  #timer = 0;
  #written = "";
  #asked = "";

  constructor() {
    const copy = h("button", { type: "button", id: "copy" }, "Copy");
    const download = h("button", { type: "button", id: "download" }, "Download");
    copy.addEventListener("click", () => {
      void navigator.clipboard.writeText(this.#written).then(() => flash(copy, "Copied"));
    });
    download.addEventListener("click", () => this.#download());
    this.#buttons = [copy, download];
    const svg = h("button", { type: "button", id: "svg" }, "Picture as SVG");
    svg.addEventListener("click", () => {
      if (this.#state) save("glidepath.svg", lean.draw(this.#picture(this.#state)).svg, "image/svg+xml");
    });
    const png = h("button", { type: "button", id: "png" }, "Picture as PNG");
    png.addEventListener("click", () => void this.#png());
    this.#details = h(
      "details",
      {},
      h("summary", {}, h("h2", {}, "Take it away")),
      h(
        "div",
        { className: "bar" },
        h("label", {}, h("span", {}, "As"), this.#select),
        h("span", { className: "buttons" }, copy, download),
        h("span", { className: "buttons" }, svg, png),
      ),
      this.#about,
      this.#error,
      this.#notes,
      this.#text,
    );
    get("takeaway").append(this.#details);
    this.#details.addEventListener("toggle", () => void this.#write());
    this.#select.addEventListener("change", () => void this.#write());
  }

  show(state: State, last: number): void {
    this.#state = state;
    this.#last = last;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#write(), 150);
  }

  async #write(pieces: number | null = null): Promise<void> {
    const curve = this.#state?.curves[this.#state.active];
    if (!this.#details.open || !curve) return;
    const turn = ++this.#turn;
    try {
      await this.#list();
      const target = this.#select.value;
      const { groups, group, step, totalSteps } = curve;
      const conversion = { groups, group: group || null, target, step, total_steps: totalSteps, pieces };
      const asked = JSON.stringify(conversion);
      if (asked === this.#asked) return;
      const written = await readers.convert(conversion);
      if (turn !== this.#turn) return;
      this.#asked = asked;
      this.#show(written.text, written.notes, "");
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#asked = "";
      this.#show("", [], error instanceof Error ? error.message : String(error));
      if (error instanceof Problem && error.message.includes("constant pieces can be written")) this.#offerPieces();
    }
  }

  #offerPieces(): void {
    const offer = h("button", { type: "button", className: "quiet" }, `Write at most ${PIECES} constant pieces`);
    offer.addEventListener("click", () => void this.#write(PIECES));
    this.#error.append(offer);
  }

  #show(text: string, notes: string[], error: string): void {
    this.#written = text;
    this.#text.textContent = text;
    this.#text.hidden = text === "";
    for (const button of this.#buttons) button.disabled = text === "";
    this.#notes.replaceChildren(...notes.map((note) => h("li", {}, note)));
    this.#error.replaceChildren(h("p", {}, error));
    this.#error.hidden = error === "";
    this.#about.textContent = this.#target?.description ?? "";
  }

  get #target(): Target | undefined {
    return this.#targets?.find(({ name }) => name === this.#select.value);
  }

  /** Fills the list of targets when it is first needed. */
  async #list(): Promise<void> {
    if (this.#targets) return;
    const targets = await readers.targets();
    if (this.#targets) return;
    this.#targets = targets;
    const title = ({ name, title }: Target) => (name === title.toLowerCase() ? title : `${title} (${name})`);
    this.#select.append(...targets.map((target) => h("option", { value: target.name }, title(target))));
    this.#select.value = "rust";
  }

  #download(): void {
    const ending = this.#target?.ending ?? "txt";
    save(`schedule.${ending}`, this.#written, TYPES[ending] ?? "text/plain");
  }

  async #png(): Promise<void> {
    if (!this.#state) return;
    try {
      const bytes = await readers.png(this.#picture(this.#state));
      save("glidepath.png", bytes as BlobPart, "image/png");
    } catch (error) {
      this.#error.replaceChildren(h("p", {}, error instanceof Error ? error.message : String(error)));
      this.#error.hidden = false;
    }
  }

  /** A picture that stands alone, of the size that the program draws. */
  #picture({ curves, log }: State) {
    const several = curves.length > 1;
    const title = several ? "" : (curves[0]?.label ?? "");
    const drawn = curves.map((curve: Curve) => ({ label: several ? curve.label : "", rate: rateOf(curve) }));
    return { curves: drawn, first: 0, last: this.#last, log, width: 720, height: 400, alone: true, title };
  }
}

/** Says on a button that it was done. */
export function flash(button: HTMLElement, text: string): void {
  const before = button.textContent ?? "";
  button.textContent = text;
  setTimeout(() => {
    button.textContent = before;
  }, 1_500);
}
