// Joins the parts of the page.

import { Chart } from "./panels/chart";
import { Detail } from "./panels/detail";
import { Findings } from "./panels/findings";
import { Opening } from "./panels/opening";
import { Readout } from "./panels/readout";
import { Share } from "./panels/share";
import { TakeAway } from "./panels/takeaway";
import * as theme from "./panels/theme";
import { decode } from "./parts/address";
import { get } from "./parts/dom";
import * as lean from "./parts/lean";
import { type Curve, curveOf, freshLabel, rateOf, type State } from "./parts/state";
import { Store } from "./parts/store";

const FIRST_CLASS = "CosineDecay";

/** The most curves that one can still tell apart. */
const MOST_CURVES = 12;

async function begin(): Promise<void> {
  theme.begin();
  await lean.load();
  const classes = lean.classes();
  const first = classes.find(({ class_name: name }) => name === FIRST_CLASS) ?? classes[0];
  const start: State = { curves: [curveOf(FIRST_CLASS, first?.rate ?? "0.001")], active: 0, log: false, last: null };
  const linked = await fromAddress();
  const store = new Store(linked ?? start);

  const readout = new Readout({
    pick: (active) => store.look({ active }),
    remove: (index) => {
      const curves = store.state.curves.toSpliced(index, 1);
      const active = Math.min(store.state.active > index ? store.state.active - 1 : store.state.active, curves.length - 1);
      store.change({ curves, active });
    },
    copy: (index) => {
      const curve = store.state.curves[index];
      if (curve) add(curve);
    },
    move: (step) => chart.move(step),
  });
  const chart = new Chart(get("chart"), (step, rates) => readout.at(step, rates));
  const detail = new Detail(classes, {
    rate: (rate, key) => {
      const curve = active();
      changeCurve(store.state.active, { groups: curve.groups.with(curve.group, rate) }, key);
    },
    group: (group) => changeCurve(store.state.active, { group }),
    rename: (label) => changeCurve(store.state.active, { label: label.trim() || active().label }),
  });
  const findings = new Findings({
    log: (log) => changeCurve(store.state.active, { log }),
    points: (points) => chart.overlay(points, store.state.active),
  });
  const takeAway = new TakeAway();
  const share = new Share();
  const opening = new Opening(classes, {
    curve: (curve) => (opening.adds ? add(curve) : store.change({ curves: [curve], active: 0, last: null })),
    log: (file, name) => void findings.lay(file, name),
    state: (state) => {
      if (check(state)) store.change(state);
    },
  });

  function active(): Curve {
    return store.state.curves[store.state.active] as Curve;
  }

  function changeCurve(index: number, part: Partial<Curve>, key = ""): void {
    const curve = store.state.curves[index];
    if (curve) store.change({ curves: store.state.curves.with(index, { ...curve, ...part }) }, key);
  }

  function add(curve: Curve): void {
    const { curves } = store.state;
    if (curves.length >= MOST_CURVES) {
      get("status").textContent = `At most ${MOST_CURVES} curves can be shown; remove one first.`;
      return;
    }
    store.change({ curves: [...curves, { ...curve, label: freshLabel(curve.label, curves) }], active: curves.length });
  }

  let redraw = 0;
  let shownLast = 0;
  const lastInput = get<HTMLInputElement>("last");
  const lastError = get("last-error");
  function show(state: State): void {
    // While a slider moves the axis stays, so that one sees the curve move.
    const slides = shownLast > 0 && document.querySelector("input[type=range]:active") !== null;
    const last = state.last ?? (slides ? shownLast : suggestedLast(state.curves));
    shownLast = last;
    if (document.activeElement !== lastInput) lastInput.value = String(last);
    for (const radio of document.querySelectorAll<HTMLInputElement>("input[name=scale]")) {
      radio.checked = (radio.value === "log") === state.log;
    }
    readout.show(state);
    chart.show(state, last, slides);
    detail.show(active(), state.active, last, slides);
    if (!slides) findings.show(active());
    if (!slides) takeAway.show(state, last);
    share.show(state);
    get<HTMLButtonElement>("undo").disabled = !store.canUndo;
    get<HTMLButtonElement>("redo").disabled = !store.canRedo;
  }
  store.listen(() => {
    redraw ||= requestAnimationFrame(() => {
      redraw = 0;
      const began = performance.now();
      show(store.state);
      performance.measure("frame", { start: began });
      performance.clearMeasures("frame");
    });
  });

  get("detail").addEventListener("change", (event) => {
    // The slider is let go.
    if ((event.target as HTMLElement).matches("input[type=range]")) setTimeout(() => show(store.state));
  });

  lastInput.addEventListener("change", () => {
    const last = Number(lastInput.value.replaceAll(/[_\s,]/g, ""));
    const isFine = Number.isSafeInteger(last) && last >= 1;
    lastError.hidden = isFine;
    lastError.textContent = isFine ? "" : "must be a whole number from 1 on";
    if (isFine) store.change({ last });
  });
  get("auto-range").addEventListener("click", () => {
    lastError.hidden = true;
    store.change({ last: null });
  });
  for (const radio of document.querySelectorAll<HTMLInputElement>("input[name=scale]")) {
    radio.addEventListener("change", () => store.change({ log: radio.value === "log" }));
  }
  get("undo").addEventListener("click", () => store.undo());
  get("redo").addEventListener("click", () => store.redo());
  addEventListener("keydown", (event) => {
    const isWriting = (event.target as HTMLElement).matches?.("textarea, input:not([type=range], [type=radio], [type=checkbox])");
    if (isWriting || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) store.redo();
    else store.undo();
  });
  addEventListener("hashchange", () => {
    if (location.hash === share.written) return;
    void fromAddress().then((state) => state && store.change(state));
  });

  show(store.state);
  document.documentElement.dataset["ready"] = "";
  performance.mark("first-curve");
}

/** The length of the run by the file. */
function runLength({ totalSteps }: Curve): number | null {
  const steps = Number(totalSteps ?? 0);
  return Number.isSafeInteger(steps) && steps >= 1 ? steps : null;
}

/** The longest of the ranges that the curves would have alone. */
const suggestions = new Map<string, number>();
function suggestedLast(curves: Curve[]): number {
  const lasts = curves.map((curve) => {
    const rate = rateOf(curve);
    const known = runLength(curve) ?? suggestions.get(rate);
    if (known !== undefined) return known;
    const { last } = lean.overview(rate, null);
    if (suggestions.size > 100) suggestions.clear();
    suggestions.set(rate, last);
    return last;
  });
  return Math.max(1, ...lasts);
}

/** Whether all rates of a state can be read; if not, the page says so. */
function check(state: State): boolean {
  try {
    for (const { groups } of state.curves) for (const rate of groups) lean.form(rate);
    return true;
  } catch (error) {
    fail(`This page cannot be restored: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

async function fromAddress(): Promise<State | null> {
  try {
    const state = await decode(location.hash);
    return state && check(state) ? state : null;
  } catch (error) {
    fail(`The link is damaged: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function fail(message: string): void {
  const failure = get("failure");
  failure.textContent = message;
  failure.hidden = false;
}

begin().catch((error: unknown) => {
  fail(`The page could not begin: ${error instanceof Error ? error.message : String(error)}`);
});
