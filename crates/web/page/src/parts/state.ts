// What the page shows. It is plain data: it goes into the address, into a file, and back.

import type { Finding } from "./answers";

/** Where a curve came from. */
export interface Origin {
  file: string;
  source: string;
  path: string;
  optimizer: string | null;
  findings: Finding[];
}

/** The log of a run, laid over its schedule: the bytes of its file, in base64. */
export interface Log {
  file: string;
  bytes: string;
}

export interface Curve {
  label: string;
  /** The rate of each parameter group, as JSON. */
  groups: string[];
  /** Which group is shown. */
  group: number;
  /** The step at which the file was saved, and the length of the run; as text, so that no digit is lost. */
  step: string | null;
  totalSteps: string | null;
  origin: Origin | null;
  log: Log | null;
}

export interface State {
  curves: Curve[];
  /** The curve whose parameters are shown. */
  active: number;
  log: boolean;
  /** The last step shown; `null` for what the curves suggest. */
  last: number | null;
}

/** The rate that a curve shows. */
export function rateOf(curve: Curve): string {
  return curve.groups[curve.group] ?? curve.groups[0] ?? "0.0";
}

export function curveOf(label: string, rate: string): Curve {
  return { label, groups: [rate], group: 0, step: null, totalSteps: null, origin: null, log: null };
}

/** The bytes of a log, as its file has them. */
export function bytesOf(log: Log): Uint8Array {
  return Uint8Array.from(atob(log.bytes), (letter) => letter.charCodeAt(0));
}

/** A log from the bytes of its file. */
export function logOf(file: string, bytes: Uint8Array): Log {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { file, bytes: btoa(text) };
}

/** A curve that comes into a picture of others gets a name of its own. */
export function freshLabel(label: string, curves: Curve[]): string {
  const taken = new Set(curves.map((curve) => curve.label));
  let name = label;
  for (let number = 2; taken.has(name); number++) name = `${label} ${number}`;
  return name;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

function isFinding(value: unknown): value is Finding {
  const finding = value as Finding | null;
  return (
    typeof finding === "object" &&
    finding !== null &&
    isText(finding.rule) &&
    ["note", "warning", "error"].includes(finding.severity) &&
    isText(finding.message) &&
    isText(finding.path) &&
    isText(finding.help)
  );
}

function isOrigin(value: unknown): value is Origin {
  const origin = value as Origin | null;
  if (origin === null) return true;
  return (
    typeof origin === "object" &&
    isText(origin.file) &&
    isText(origin.source) &&
    isText(origin.path) &&
    isTextOrNull(origin.optimizer) &&
    Array.isArray(origin.findings) &&
    origin.findings.every(isFinding)
  );
}

function isLog(value: unknown): value is Log | null {
  const log = value as Log | null;
  return log === null || (typeof log === "object" && isText(log.file) && isText(log.bytes));
}

function isCurve(value: unknown): value is Curve {
  const curve = value as Curve | null;
  return (
    typeof curve === "object" &&
    curve !== null &&
    isText(curve.label) &&
    Array.isArray(curve.groups) &&
    curve.groups.length > 0 &&
    curve.groups.every(isText) &&
    Number.isInteger(curve.group) &&
    curve.group >= 0 &&
    curve.group < curve.groups.length &&
    isTextOrNull(curve.step) &&
    isTextOrNull(curve.totalSteps) &&
    isOrigin(curve.origin) &&
    isLog(curve.log)
  );
}

/** Whether something that came from outside is a state. The module checks the rates. */
export function isState(value: unknown): value is State {
  const state = value as State | null;
  return (
    typeof state === "object" &&
    state !== null &&
    Array.isArray(state.curves) &&
    state.curves.length > 0 &&
    state.curves.every(isCurve) &&
    Number.isInteger(state.active) &&
    state.active >= 0 &&
    state.active < state.curves.length &&
    typeof state.log === "boolean" &&
    (state.last === null || (Number.isSafeInteger(state.last) && state.last >= 1))
  );
}
