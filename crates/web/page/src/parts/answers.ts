// What the wasm modules answer; the types of `crates/web/door`.

/** Why a question has no answer, and the place in the schedule that is at fault. */
export class Problem extends Error {
  constructor(
    message: string,
    readonly path = "",
  ) {
    super(message);
  }
}

/** Takes an answer apart. */
export function unwrap<T>(text: string): T {
  const answer = JSON.parse(text) as { ok: T } | { error: string; path: string };
  if ("ok" in answer) return answer.ok;
  throw new Problem(answer.error, answer.path);
}

export interface ClassInfo {
  class_name: string;
  description: string;
  rate: string;
}

export interface Choice {
  label: string;
  value: string;
  chosen: boolean;
}

export interface Field {
  path: string;
  name: string;
  depth: number;
  control: "number" | "steps" | "whole" | "switch" | "text" | "choice" | "list" | "schedule" | "schedules";
  kind: string;
  description: string;
  value: string;
  default?: string;
  nullable: boolean;
  minimum?: number;
  maximum?: number;
  choices?: Choice[];
  length?: number;
}

export interface Form {
  rate: string;
  class_name: string;
  description: string;
  name: string;
  fields: Field[];
}

export interface RateAt {
  step: number;
  rate: string;
}

export interface Overview {
  last: number;
  first: RateAt;
  peak: RateAt;
  lowest: RateAt;
  end: RateAt;
}

export interface Drawn {
  svg: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
  lowest: number;
  highest: number;
}

export interface Picture {
  curves: { label: string; rate: string }[];
  first: number;
  last: number;
  log: boolean;
  width: number;
  height: number;
  alone: boolean;
  brief?: boolean;
  title?: string;
}

export interface Finding {
  rule: string;
  severity: "note" | "warning" | "error";
  message: string;
  path: string;
  help: string;
}

export interface Content {
  groups: string[];
  source: string;
  path: string;
  optimizer: string | null;
  step: string | null;
  total_steps: string | null;
  last: number;
  findings: Finding[];
}

export interface Target {
  name: string;
  title: string;
  description: string;
  ending: string;
}

export interface Written {
  text: string;
  notes: string[];
}

export interface Checked {
  findings: Finding[];
  /** Steps and rates of the log. */
  points: [number, number][];
}
