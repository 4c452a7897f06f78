// The state in the address, or in a file where it is too long for one.

import { encode, LONGEST_ADDRESS, toFile } from "../parts/address";
import { get, h, save } from "../parts/dom";
import type { State } from "../parts/state";
import { flash } from "./takeaway";

/** How long the page waits for the next change before it writes the address: browsers limit how often that is done. */
const WAIT_MS = 300;

export class Share {
  readonly #button = get("share");
  readonly #status = get("status");
  #state: State | undefined;
  #timer = 0;
  #tooLong = false;
  #turn = 0;

  constructor() {
    this.#button.addEventListener("click", () => void this.#share());
  }

  /** The part after `#` that this page wrote last. */
  written = "";

  show(state: State): void {
    this.#state = state;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#write(), WAIT_MS);
  }

  async #write(): Promise<void> {
    if (!this.#state) return;
    const turn = ++this.#turn;
    const hash = await encode(this.#state);
    if (turn !== this.#turn) return;
    const wasTooLong = this.#tooLong;
    this.#tooLong = location.href.split("#")[0]!.length + hash.length > LONGEST_ADDRESS;
    this.#button.textContent = this.#tooLong ? "Save page" : "Copy link";
    this.written = this.#tooLong ? "" : hash;
    history.replaceState(null, "", this.#tooLong ? location.pathname + location.search : hash);
    if (this.#tooLong && !wasTooLong) {
      this.#status.replaceChildren(
        h("span", { id: "too-long" }, "This is too long for a link: “Save page” writes a file instead, which this page opens."),
      );
    }
  }

  async #share(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#write();
    if (!this.#state) return;
    if (this.#tooLong) {
      save("page.glidepath.json", toFile(this.#state), "application/json");
      return;
    }
    try {
      await navigator.clipboard.writeText(location.href);
      flash(this.#button, "Copied");
    } catch {
      this.#status.textContent = "The link is in the address bar.";
    }
  }
}
