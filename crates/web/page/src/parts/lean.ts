// The lean module: schedules, their forms, their pictures. It runs where the page does.

import * as glue from "../wasm/lean/glidepath_web";
import address from "../wasm/lean/glidepath_web_bg.wasm?url";
import type { ClassInfo, Drawn, Form, Overview, Picture } from "./answers";
import { ask, type Glue } from "./module";

let module: WebAssembly.Module;

/** Loads the module. */
export async function load(): Promise<void> {
  module = await WebAssembly.compileStreaming(fetch(address));
  await glue.default({ module_or_path: module });
}

function question<T>(content: object): T {
  return ask<T>(glue as Glue, module, content);
}

export const classes = (): ClassInfo[] => question({ ask: "classes" });
export const form = (rate: string): Form => question({ ask: "fields", rate });
export const draw = (picture: Picture): Drawn => question({ ask: "draw", ...picture });
export const rates = (all: string[], step: number): string[] => question({ ask: "rates", rates: all, step });
export const overview = (rate: string, last: number | null): Overview => question({ ask: "overview", rate, last });
export const edit = (rate: string, changes: { path: string; value: string }[]): string =>
  question({ ask: "edit", rate, changes });
export const insert = (rate: string, path: string, index: number): string =>
  question({ ask: "insert", rate, path, index });
export const remove = (rate: string, path: string, index: number): string =>
  question({ ask: "remove", rate, path, index });
