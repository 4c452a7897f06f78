// The state of the page, its history, and who wants to know of changes.

import type { State } from "./state";

const MOST_STEPS_BACK = 200;

/** Changes with the same key that follow each other within this time are undone together, as those of one slider. */
const ONE_CHANGE_MS = 1000;

export class Store {
  #state: State;
  #past: State[] = [];
  #future: State[] = [];
  #key = "";
  #changed = 0;
  readonly #listeners: ((state: State, before: State) => void)[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  listen(listener: (state: State, before: State) => void): void {
    this.#listeners.push(listener);
  }

  /** Changes the state. Changes with the same `key` in a row become one step of the history. */
  change(part: Partial<State>, key = ""): void {
    const now = performance.now();
    const goesOn = key !== "" && key === this.#key && now - this.#changed < ONE_CHANGE_MS;
    if (!goesOn) {
      this.#past.push(this.#state);
      if (this.#past.length > MOST_STEPS_BACK) this.#past.shift();
    }
    this.#future = [];
    this.#key = key;
    this.#changed = now;
    this.#set({ ...this.#state, ...part });
  }

  /** Shows something without a step of the history, as which curve is looked at. */
  look(part: Partial<State>): void {
    this.#set({ ...this.#state, ...part });
  }

  undo(): void {
    const state = this.#past.pop();
    if (!state) return;
    this.#future.push(this.#state);
    this.#key = "";
    this.#set(state);
  }

  redo(): void {
    const state = this.#future.pop();
    if (!state) return;
    this.#past.push(this.#state);
    this.#key = "";
    this.#set(state);
  }

  #set(state: State): void {
    const before = this.#state;
    this.#state = state;
    for (const listener of this.#listeners) listener(state, before);
  }
}
